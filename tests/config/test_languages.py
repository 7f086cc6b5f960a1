"""What is known of each language is data; one more is one more folder."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from fiches.config import calendar_dates, languages, speech_rules, synonyms, values
from fiches.config.languages import UNKNOWN, is_rtl, of, read
from fiches.config.project import open_project
from fiches.config.yaml_reader import YamlTable, parse_file
from fiches.core.text import fold
from fiches.typography import typesetting
from support.repository import ROOT
from support.sources import FRONT, SHORT, text, write
from support.sources import read as read_all


@pytest.mark.parametrize("code", languages.codes())
def test_each_language_has_its_name_and_all_its_months(code):
    """And no two of its months are one word; its speech rules, where it has any, are whole."""
    known = of(code)
    assert known.name and known.code == code
    assert len(known.months) == 12
    assert len({name for names in known.months for name in names}) == sum(map(len, known.months))
    assert (speech_rules.of_language(code) is None) == (not (languages.home() / code / "exergues.yaml").is_file())


def test_languages_of_the_house():
    """French comes first; shi is told apart by its letters too."""
    assert languages.codes() == ("fr", "ar", "en", "es", "pt", "shi", "zgh")
    assert languages.passages() == ("fr", "ar", "en", "es", "pt", "shi", "shi-Latn", "shi-Tfng", "zgh")


@pytest.mark.parametrize(("tag", "rtl"), [("ar", True), ("ar-MA", True), ("arc", False), ("fr", False), ("", False)])
def test_what_is_read_from_right_to_left(tag, rtl):
    assert is_rtl(tag) is rtl


def test_nothing_is_known_of_another():
    assert of("wo") is UNKNOWN and UNKNOWN.comma == ", " and not UNKNOWN.patterns


def test_one_more_is_a_folder(tmp_path):
    """What its file does not say is as in none."""
    (tmp_path / "oc").mkdir()
    (tmp_path / "oc" / "langue.yaml").write_text("nom: occitan\naussi: [occitane]\nen_cours: [en cors]\n", "utf-8")
    expected = languages.Language("oc", tmp_path / "oc", "occitan", ("occitane",), ongoing=("en cors",))
    assert asdict(read(tmp_path / "oc")) == asdict(expected)


OCCITAN = """nom: occitan
cesure: fr
en_cours: [en cors]
mois: [genièr, febrièr, març, abril, mai, junh, julhet, agost, setembre, octobre, novembre, decembre]
typographie: {guillemets: ["«»", "“”"], apostrophe: ’}
"""


def test_a_collection_may_have_one_of_its_own(tmp_path):
    """Sheets may be in it; another collection knows nothing of it."""
    words = {"templates/langues/oc/mots/capitalisation.yaml": "rubrics: {contexte: {title: Contèxte}}"}
    own = {**SHORT, **words, "templates/langues/oc/langue.yaml": OCCITAN}
    own["a"] = text(f"langue: oc\nperiode: 2019 - en cors\ndate_fiche: 5 genièr 2022\n{FRONT}")
    found = read_all(tmp_path / "own", own)
    assert found.sheets, found.problems
    assert found.sheets["a"].language == "oc" and found.sheets["a"].fields["date_fiche"] == "2022-01-05"
    assert "oc" in languages.codes() and typesetting.typeset('l\'"aiga"', "oc") == "l’«aiga»"
    read_all(tmp_path / "other", {"a": text()})
    assert "oc" not in languages.codes() and of("oc") is UNKNOWN


def test_what_a_collection_says_of_a_language_is_read_again_when_it_has_changed(tmp_path):
    """Whoever watches it or writes in the studio does not begin again; what is as it was stays the same value."""
    folder = tmp_path / "templates" / "langues" / "oc"
    folder.mkdir(parents=True)
    (folder / "langue.yaml").write_text(OCCITAN, "utf-8")
    (folder / "synonymes.yaml").write_text("Contèxte: [Situacion]\n", "utf-8")
    assert languages.take_up(tmp_path) == []
    before = of("oc")
    assert synonyms.others(["contèxte"], "oc") == {"situacion"} and typesetting.typeset("l'aiga", "oc") == "l’aiga"
    languages.take_up(tmp_path)
    assert of("oc") is before
    (folder / "synonymes.yaml").write_text("Contèxte: [Situacion, Rason]\n", "utf-8")
    (folder / "langue.yaml").write_text(OCCITAN.replace(", apostrophe: ’", ""), "utf-8")
    languages.take_up(tmp_path)
    assert synonyms.others(["contèxte"], "oc") == {"situacion", "rason"}
    assert typesetting.typeset("l'aiga", "oc") == "l'aiga"


def test_a_pattern_of_dates_has_all_that_a_date_is_made_of(tmp_path):
    (tmp_path / "oc").mkdir()
    (tmp_path / "oc" / "langue.yaml").write_text('nom: occitan\ndate: "{jour} {annee}"\n', "utf-8")
    with pytest.raises(ValueError, match="mois"):
        read(tmp_path / "oc")


def test_a_language_of_a_collection_that_cannot_be_read_is_told(tmp_path):
    made, problems = open_project(write(tmp_path, {**SHORT, "templates/langues/oc/langue.yaml": "sens: haut"}))
    assert made is None
    assert [(one.path, one.code) for one in problems] == [("templates/langues/oc/langue.yaml", "format-invalide")]
    assert "oc" not in languages.codes()


@pytest.mark.parametrize("text", ["nom: [", "nom: wolof\ncesures: fr", "sens: haut"])
def test_a_faulty_file_is_refused(tmp_path, text):
    (tmp_path / "langue.yaml").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"\w"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("5 de noviembre de 2022", "2022-11-05"),
        ("5 novembre 2022", "2022-11-05"),
        ("setembro de 2022", "2022-09"),
        ("5 شتنبر 2022", "2022-09-05"),
        ("٥ سبتمبر ٢٠٢٢", "2022-09-05"),
        ("5 ⵖⵓⵛⵜ 2022", "2022-08-05"),
        ("5 ɣuct 2022", "2022-08-05"),
        ("mar. 2022", "2022-03"),
    ],
)
def test_months_of_all_languages_are_read(typed, date):
    assert calendar_dates.date(typed) == date


@pytest.mark.parametrize("typed", ["desde 2019", "منذ 2019", "since 2019", "2019 - en curso", "2019 – to date"])
def test_what_is_not_over_is_read_in_all_languages(typed):
    assert values.period(typed) == values.Period(2019, ongoing=True)


def test_years_are_joined_by_the_words_of_all_languages():
    assert [values.period(f"2019 {word} 2021") for word in ("à", "to", "hasta", "até", "إلى")] == [
        values.Period(2019, 2021)
    ] * 5


@pytest.mark.parametrize("code", languages.codes())
def test_what_says_the_same_stands_in_one_group_alone(code):
    path = of(code).file(synonyms.SYNONYMS_FILE)
    table, faults = parse_file(path) if path else (YamlTable(()), ())
    assert table and not faults
    words = [fold(one.value) for entry in table.entries for one in (entry.key, *entry.value.items)]
    assert sorted(words) == sorted(set(words))


def test_what_says_the_same_as_a_title():
    assert {"problematique", "contexte et justification"} < synonyms.others(["CONTEXTE :"], "fr-MA")
    assert not synonyms.others(["Contexte"], "en") and not synonyms.others(["Asatal"], "shi")


def test_what_style_sheets_say_of_arabic_they_say_of_every_language_read_so():
    """One more of them is a folder: its pages are set as those in Arabic are."""
    rules = [line for path in (ROOT / "styles").glob("*.css") for line in path.read_text("utf-8").splitlines()]
    assert [rule for rule in rules if "=ar]" in rule and "[dir=rtl]" not in rule] == []
    assert any(rule.startswith(":root[dir=rtl]") for rule in rules)
