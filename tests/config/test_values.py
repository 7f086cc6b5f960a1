"""Each kind of value: what it understands, and what it answers to the rest."""

from __future__ import annotations

import pytest

from fiches.config import calendar_dates, values
from fiches.config.values import Period
from fiches.core.problems import BadValue


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2012", Period(2012)),
        ("2010-2012", Period(2010, 2012)),
        ("2017 – 2019", Period(2017, 2019)),
        ("2017—2019", Period(2017, 2019)),
        ("2017 à 2019", Period(2017, 2019)),
        ("2012-2012", Period(2012)),
        ("2019 - en cours", Period(2019, ongoing=True)),
        ("2019-En Cours", Period(2019, ongoing=True)),
        ("depuis 2019", Period(2019, ongoing=True)),
    ],
)
def test_period(text, value):
    assert values.period(text) == value


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (Period(2012), "2012"),
        (Period(2010, 2012), "2010 – 2012"),
        (Period(2019, ongoing=True), "2019 – en cours"),
    ],
)
def test_printed_period(value, printed):
    assert value.printed == printed
    assert values.period(printed) == value


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "2019 – ongoing"),
        ("es", "2019 – en curso"),
        ("ar", "2019 – مستمر"),
        ("zgh", "2019 – ⴰⵔ ⵖⵉⵍⴰ"),
        ("wo", "2019 – en cours"),
    ],
)
def test_a_period_goes_on_in_the_words_of_its_language(language, printed):
    """And is read in them; a language that has none says it in French."""
    assert Period(2019, ongoing=True).said_in(language) == printed
    assert values.period(printed) == Period(2019, ongoing=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2022-11-05", "2022-11-05"),
        ("2022-11", "2022-11"),
        ("2022", "2022"),
        ("5/11/2022", "2022-11-05"),
        ("29/02/2024", "2024-02-29"),
        ("٢٠٢٢-١١-٠٥", "2022-11-05"),
    ],
)
def test_date(text, value):
    assert calendar_dates.date(text) == value


@pytest.mark.parametrize(("text", "value"), [("3", 3.0), ("3,5", 3.5), ("-7.92", -7.92), ("1 000", 1000.0)])
def test_number(text, value):
    assert values.number(text) == value


@pytest.mark.parametrize(("text", "value"), [("oui", True), ("Non", False), ("TRUE", True)])
def test_yes_no(text, value):
    assert values.yes_no(text) is value


def test_integer():
    assert values.integer("-12") == -12


def test_language():
    assert values.language("zgh") == "zgh"


def test_choice_is_read_without_case_or_accents():
    assert values.choice("Sans-objet", ("oui", "sans objet")) == "sans objet"


@pytest.mark.parametrize("name", ["images/a.jpg", "a b.png", "été/é.svg", "../images/a.jpg", "./a.jpg"])
def test_file_name(name):
    assert values.file_name(f" {name} ") == name


@pytest.mark.parametrize(
    ("convert", "text", "message"),
    [
        (values.period, "2012-2010", "finit en 2010, avant de commencer en 2012"),
        (values.period, "1850", "cite l'année 1850"),
        (values.period, "2012-2150", "cite l'année 2150"),
        (values.period, "bientôt", "n'est pas une période"),
        (values.period, "12-14", "n'est pas une période"),
        (calendar_dates.date, "2022-02-30", "n'existe pas dans le calendrier"),
        (calendar_dates.date, "0000", "n'existe pas dans le calendrier"),
        (calendar_dates.date, "hier", "n'est pas une date"),
        (calendar_dates.date, "5 novembrre 2022", "n'est pas une date"),
        (values.number, "nan", "n'est pas un nombre"),
        (values.number, "1e9", "n'est pas un nombre"),
        (values.number, "9" * 400, "n'est pas un nombre"),
        (values.number, "²", "n'est pas un nombre"),
        (values.integer, "1.5", "n'est pas un nombre entier"),
        (values.yes_no, "peut-être", "n'est ni oui ni non"),
        (values.language, "de", "n'est pas une langue connue"),
        (values.address, "javascript:alert(1)", "n'est pas l'adresse d'un site"),
        (values.address, "https://exemple.org/?q=1", "n'est pas l'adresse d'un site"),
        (values.address, "notre site", "n'est pas l'adresse d'un site"),
        (values.file_name, "/etc/passwd", "est un chemin de votre ordinateur"),
        (values.file_name, "~/a.jpg", "est un chemin de votre ordinateur"),
        (values.file_name, r"C:\a.jpg", "est un chemin de votre ordinateur"),
        (values.file_name, "//hote/a.jpg", "est une adresse, pas un fichier de la collection"),
        (values.file_name, r"\\hote\a.jpg", "est une adresse, pas un fichier de la collection"),
        (values.file_name, "file:///etc/passwd", "est une adresse, pas un fichier de la collection"),
        (values.file_name, "DATA:text/html,x", "est une adresse, pas un fichier de la collection"),
        (values.file_name, r"images\a.jpg", "contient une barre inversée"),
        (values.file_name, "images/%2e%2e/a.jpg", "contient un signe qu'un nom de fichier n'admet pas"),
        (values.file_name, "a.jpg?x", "contient un signe qu'un nom de fichier n'admet pas"),
        (values.file_name, "a.svg#x", "contient un signe qu'un nom de fichier n'admet pas"),
    ],
)
def test_refusals(convert, text, message):
    with pytest.raises(BadValue) as caught:
        convert(text)
    assert str(caught.value.message) == message
    assert str(caught.value.hint)


def test_refused_choice_names_the_choices():
    with pytest.raises(BadValue) as caught:
        values.choice("xyz", ("oui", "non"))
    assert str(caught.value.hint) == "écrivez « oui » ou « non »"


def test_refused_language_knows_its_french_name():
    with pytest.raises(BadValue) as caught:
        values.language("Arabe")
    assert str(caught.value.hint) == "écrivez ar"


@pytest.mark.parametrize(("typed", "read"), [
    ("5/11/2022", "2022-11-05"), ("05.11.2022", "2022-11-05"), ("5 novembre 2022", "2022-11-05"),
    ("le 1er août 2022", "2022-08-01"), ("novembre 2022", "2022-11"), ("9 February 2024", "2024-02-09"),
    ("2024/02/09", "2024-02-09"), ("2024-02-09T10:00:00.000Z", "2024-02-09"), ("2024-02-09 10:00", "2024-02-09"),
])  # fmt: skip
def test_a_date_that_can_mean_only_one_day(typed, read):
    assert calendar_dates.date(typed) == read


@pytest.mark.parametrize(("typed", "meant"), [
    ("2019-21", "2019-2021"), ("janvier 2019 - mars 2021", "2019-2021"), ("2019, 2020 et 2021", "2019-2021"),
    ("2019 à ce jour", "2019 - en cours"), ("2019-", "2019 - en cours"), ("mars 2019", "2019"),
])  # fmt: skip
def test_a_period_is_offered_as_it_is_written(typed, meant):
    with pytest.raises(BadValue) as caught:
        values.period(typed)
    assert str(caught.value.hint) == f"vouliez-vous dire {meant} ?"


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("2024-03-12", "fr", "12 mars 2024"),
        ("2024-03-01", "fr", "1er mars 2024"),
        ("2024-03-01", "en", "1 March 2024"),
        ("05/09/2022", "es", "5 de septiembre de 2022"),
        ("2022-11", "pt", "novembro de 2022"),
        ("2022-11", "fr", "novembre 2022"),
        ("2024-03-12", "ar", "12 مارس 2024"),
        ("2022", "fr", "2022"),
        ("2024-03-12", "wo", "2024-03-12"),
    ],
)
def test_a_date_is_printed_as_its_language_writes_it(typed, code, said):
    """One of which nothing is known leaves it in figures; as a text it stays what ISO 8601 has."""
    found = calendar_dates.date(typed)
    assert values.printed(found, code) == said
    assert calendar_dates.date(str(found)) == found and str(found)[:4].isdecimal()
