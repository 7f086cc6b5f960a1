"""The places of a sheet, by the keys that its format names: found, linked, and told on their line."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from fiches.config import formats
from fiches.config.map_rules import MapRules
from fiches.config.project import search
from fiches.core.problems import Severity
from fiches.places import finder, told
from fiches.places.points import Found, Unknown
from fiches.storage.fingerprints import PACKAGE
from support.sources import HERE, short_project
from support.world_format import parsed, world_project

FINDER, PROBLEMS = finder.load(world_project().format)
assert FINDER and not PROBLEMS


def names(front, language="fr"):
    _, sheet = parsed(front, language)
    return [place.name for place in FINDER.of(sheet)]


def linked(front):
    """Which places of a sheet are linked, by name."""
    _, sheet = parsed(front)
    places = FINDER.of(sheet)
    return [(places[one].name, places[other].name) for one, other in FINDER.links(sheet)]


def said(front, language="fr"):
    """(severity, code, line, message, remedy) of what its places give."""
    read, sheet = parsed(front, language)
    return [
        (one.severity, one.code, one.line, str(one.message), str(one.hint))
        for one in told.check(sheet, FINDER, read.front)
    ]


def test_records_and_texts_name_places_without_their_country():
    front = "siege: {ville: Lyon, pays: France}\nlieux:\n  - {ville: Thiès, pays: Sénégal}"
    assert names(f"{front}\netapes: ['Quito (Équateur)', Mali]") == ["Lyon", "Thiès", "Quito", "Mali"]


def test_a_typed_point_wins_and_keeps_its_country():
    _, sheet = parsed("lieux: [{ville: Ndem, pays: Sénégal, point: '14.7, -16.5'}]")
    assert [place.answer for place in FINDER.of(sheet)] == [Found(14.7, -16.5, "Ndem", "point", "", "SN")]


def test_one_seat_is_linked_to_all_places():
    front = "siege: {ville: Lyon, pays: France}\nlieux: [{ville: Dakar}, {ville: Bamako}]"
    assert linked(front) == [("Lyon", "Dakar"), ("Lyon", "Bamako")]


def test_places_are_linked_to_those_that_they_name_and_to_no_other():
    front = (
        "lieux:\n  - {ville: Dakar, avec: [Thiès]}\n  - {ville: Thiès, avec: ['Dakar, Sénégal']}\n  - {ville: Bamako}"
    )
    assert linked(front) == [("Dakar", "Thiès")]


def test_what_names_itself_or_nobody_is_linked_to_nothing():
    assert linked("lieux: [{ville: Dakar, avec: [Dakar, Ailleurs]}, {ville: Bamako}]") == []
    assert linked("etapes: [Dakar, Bamako]") == []


@pytest.mark.parametrize(
    ("front", "code", "line", "words", "remedy"),
    [
        ("etapes: [Tripoli]", "lieu-inconnu", 4, "la carte montre la capitale", "Tripoli, Libye, Tripoli, Liban"),
        ("etapes: [Cordoba]", "lieu-inconnu", 4, "la carte reste sans repère", "Cordoba, Argentine, Cordoba, Espagne"),
        ("lieux:\n  - {ville: Dakar}\n  - {ville: Dakkar}", "lieu-inconnu", 6, "« Dakkar »", "« Dakar, Sénégal »"),
        ("lieux: [{ville: Ndem, pays: Sénégal}]", "lieu-inconnu", 4, "« Ndem »", "donnez la latitude et la longitude"),
        ("lieux: [{ville: Dakar, pays: Mali}]", "lieu-contredit", 4, "« Dakar » dans « Mali »", "est dans Sénégal"),
        ("lieux: [{pays: Sénégal}]", "lieu-approche", 4, "sa capitale, Dakar", "nommez la ville"),
    ],
)
def test_what_a_map_cannot_show_is_told_on_its_line(front, code, line, words, remedy):
    ((severity, found, at, message, hint),) = said(front)
    assert (found, at) == (code, line) and words in message and remedy in hint
    assert severity is (Severity.NOTE if code == "lieu-approche" else Severity.WARNING)


def test_countries_are_named_as_the_sheet_writes_them():
    assert "Tripoli, Libya, Tripoli, Lebanon" in said("etapes: [Tripoli]", "en")[0][4]
    assert "ليبيا" in said("etapes: [طرابلس]", "ar")[0][4]


def test_what_is_known_is_silent():
    assert said("siege: {ville: Lyon, pays: France}\netapes: ['Dakar, Sénégal']") == []


@pytest.mark.parametrize("package", ["places", "graphics"])
def test_no_module_of_maps_holds_a_key_that_names_places(package):
    """They are data of the format."""
    house, _ = formats.load("capitalisation", search(HERE, "templates"))
    keys = "|".join(role.field for role in house.places)
    texts = [path.read_text("utf-8") for path in (PACKAGE / package).rglob("*.py")]
    assert keys and not [found for text in texts for found in re.findall(keys, text)]


def test_a_format_without_a_map_knows_no_places():
    without = replace(world_project().format, map=MapRules("none"))
    assert finder.load(without) == (None, [])


@pytest.mark.parametrize(
    ("typed", "apart"),
    [
        ("lieu: Asrargh, Taroudant", {"village": "Asrargh", "county": "Taroudant"}),
        ("commune: Ouijjane, Souss-Massa", {"municipality": "Ouijjane", "region": "Souss-Massa"}),
        ("lieu: Ndiaré, Casamance", {"village": "Ndiaré, Casamance"}),
        ("lieu: Asrargh,", {"village": "Asrargh,"}),
    ],
)
def test_a_village_with_the_province_or_the_region_where_it_is_is_found(typed, apart):
    shores, _ = finder.load(short_project().format)
    level = "village" if typed.startswith("lieu") else "municipality"
    place = {level: typed.partition(": ")[2]}
    assert finder.separated(place, shores.shores) == apart


def test_a_town_is_found_with_its_region_and_one_that_is_not_known_is_taken_for_no_other():
    world = finder.world.load()
    assert world.find("Ziguinchor, Casamance", "Sénégal", "fr") == world.find("Ziguinchor", "Sénégal", "fr")
    assert world.of_text("Ndiaré, Casamance", "fr") == Unknown("Ndiaré, Casamance", "")
