"""Places in Arabic on an Arabic page, as far as the gazetteer knows them; what was typed in Arabic stays."""

from __future__ import annotations

import pytest

from fiches.config.map_rules import PlaceRole
from fiches.config.yaml_reader import parse_file
from fiches.content.sheet import Sheet
from fiches.places import gazetteer, told
from fiches.places.finder import PlaceFinder
from fiches.places.spoken_names import in_arabic, spoken
from fiches.places.town_names import TOWN_NAMES_FILE
from support.repository import ROOT


@pytest.fixture(scope="module")
def shores():
    return gazetteer.load((ROOT / "templates/capitalisation",))[0]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"municipality": "Ouijjane", "county": "Tiznit"}, {"municipality": "ويجان", "county": "تيزنيت"}),
        ({"village": "Ouijjane", "county": "Tiznit"}, {"village": "ويجان", "county": "تيزنيت"}),
        ({"village": "Exemple", "municipality": "Ouijjane"}, {"village": "Exemple", "municipality": "ويجان"}),
        ({"county": "Tiznit", "district": "Nulle Part"}, {"county": "تيزنيت", "district": "Nulle Part"}),
        (
            {"municipality": "Tafraout", "district": "Tafraout", "county": "Tiznit"},
            {"municipality": "تافراوت", "district": "تافراوت", "county": "تيزنيت"},
        ),
        (
            {"municipality": "Agadir Melloul", "district": "Taliouine"},
            {"municipality": "اكادير ملول", "district": "تالوين"},
        ),
        ({"region": "Souss-Massa"}, {"region": "سوس-ماسة"}),
        ({"municipality": "أكادير ملول", "county": "Taroudant"}, {"municipality": "أكادير ملول", "county": "تارودانت"}),
        ({"municipality": "Sidi Moussa"}, {"municipality": "Sidi Moussa"}),  # several are called so
        ({"municipality": "Ouijjane", "point": (29.5, -9.5)}, {"municipality": "ويجان", "point": (29.5, -9.5)}),
    ],
)
def test_what_is_known_is_in_arabic(shores, typed, said):
    assert in_arabic(typed, shores) == said


def test_a_french_town_is_in_arabic_and_found(shores):
    for town, said in (("Montpellier", "مونبلييه"), ("Le Havre", "لوهافر"), ("Ganges", "Ganges")):
        sheet = Sheet("f", "sheets/f.md", "ع", "ar", {"diaspora": ({"ville": town},)}, ())
        finder = PlaceFinder((PlaceRole("diaspora", "north", ("departement", "ville"), "ville"),), shores)
        told_ = spoken(sheet, finder)
        assert told_.fields["diaspora"] == ({"ville": said},)
        assert finder.of(told_)[0].answer.name == town


def test_every_town_that_arabic_names_is_found_by_that_name(shores):
    finder = PlaceFinder((PlaceRole("diaspora", "north", ("departement", "ville"), "ville"),), shores)
    table = parse_file(ROOT / "templates/langues/ar" / TOWN_NAMES_FILE)[0]
    for one in table.entries:
        sheet = Sheet("f", "sheets/f.md", "ع", "ar", {"diaspora": ({"ville": one.value.value},)}, ())
        assert finder.of(sheet)[0].answer.name == one.key.value, one.value.value


def test_a_french_town_is_found_by_its_name_in_arabic(shores):
    """Which the gazetteer of the world has; nobody is told that it is misspelt."""
    fields = {"diaspora": ({"ville": "مونبلييه", "departement": "34"},)}
    sheet = Sheet("f", "sheets/f.md", "ع", "ar", fields, ())
    finder = PlaceFinder((PlaceRole("diaspora", "north", ("departement", "ville"), "ville"),), shores)
    [place] = finder.of(sheet)
    assert (place.answer.name, place.answer.level, place.name) == ("Montpellier", "town", "مونبلييه")
    assert told.check(sheet, finder) == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zgh", {"commune": "ⴰⴳⴰⴷⵉⵔ", "province": "ⵜⴰⵔⵓⴷⴰⵏⵜ", "region": "ⵙⵓⵙ ⵎⴰⵙⵙⴰ", "village": "Exemple"}),
        ("shi", {"commune": "Agadir", "province": "Tarudant", "region": "Sus-Masst", "village": "Exemple"}),
        ("fr", {"commune": "Agadir", "province": "Taroudannt", "region": "Souss-Massa", "village": "Exemple"}),
    ],
)
def test_another_language_calls_places_as_its_data_do_and_they_are_found(shores, language, said):
    typed = {"commune": "Agadir", "province": "Taroudannt", "region": "Souss-Massa", "village": "Exemple"}
    typed["province"] = "Taroudannt" if language == "fr" else "Taroudant"
    sheet = Sheet("f", "sheets/f.md", "x", language, {"territoire": ({**typed, "point": (30.4, -9.6)},)}, ())
    keys = ("village", "commune", "province", "region")
    finder = PlaceFinder((PlaceRole("territoire", "south", keys, "commune"),), shores)
    told_ = spoken(sheet, finder)
    assert told_.fields["territoire"] == ({**said, "point": (30.4, -9.6)},)
    assert finder.of(told_)[0].answer == finder.of(sheet)[0].answer


def test_what_a_place_of_the_world_is_linked_to_is_called_alike():
    typed = {"ville": "Agadir", "pays": "Maroc", "vers": ("Tiznit", "Lyon")}
    sheet = Sheet("f", "sheets/f.md", "x", "zgh", {"lieux": (typed,)}, ())
    finder = PlaceFinder((PlaceRole("lieux", "", ("ville",), "ville", "pays"),), None, in_world=True)
    said = spoken(sheet, finder)
    assert said.fields["lieux"] == ({"ville": "ⴰⴳⴰⴷⵉⵔ", "pays": "ⵍⵎⵖⵔⵉⴱ", "vers": ("ⵜⵉⵣⵏⵉⵜ", "Lyon")},)
    assert finder.of(said)[0].answer == finder.of(sheet)[0].answer
