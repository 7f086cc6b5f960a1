"""Figures at the foot of a rail: one below the other where it has room, else side by side in the page."""

from __future__ import annotations

import json

import pytest

from fiches.compose.copyfit import Setter
from fiches.compose.model import ContentInventory
from fiches.compose.page_rail import FIGURES
from fiches.compose.rules_reader import COMPOSITION, load
from fiches.compose.solver import compose
from fiches.compose.zones_checked import FormatNames

NAMES = FormatNames((("texte", "prose"),), frozenset({"chiffres", "chiffres.n", "chiffres.de"}), frozenset())
NUMBERS = {"chiffres": {"champ": "chiffres", "cles": ["n", "de"], "dans_le_rail": "oui", "echelle": "marge"}}
RAIL = {"largeur": 55.5, "modele": "rail.html", "garde": 150}
TEXT = {"texte": {"rubrique": "texte"}}


def page(folder, rail, *zones, count=3, foot=0.0):
    """The frames of a page of so many figures, over a box of `foot` u; each block is a line high."""
    box = [{"libre": {"modele": "socle.html", "hauteur": foot, "ancre": "pied"}}] if foot else []
    text = json.dumps({"pages": [{"zones": [{"titre": {}}, {"rail": rail}, NUMBERS, *zones, TEXT, *box]}]})
    (folder / COMPOSITION).write_text(text, "utf-8")
    rules, faults = load(folder / COMPOSITION, NAMES)
    assert faults == []
    names = ["titre", "texte"]
    names += [f"{kind}-chiffres-{index}" for kind in ("champ", "etiquette") for index in range(count)]
    return (
        compose(ContentInventory(dict.fromkeys(names, (30,))), rules, Setter(lambda text: text.leading)).pages[0].frames
    )


def test_they_stand_in_the_rail_one_below_the_other(tmp_path):
    found = page(tmp_path, RAIL)
    numbers = [found[f"champ-chiffres-{index}"] for index in range(3)]
    assert {(one.x, round(one.width, 6)) for one in numbers} == {(159, 37.5)}
    assert numbers[0].y < found["etiquette-chiffres-0"].y < numbers[1].y
    taken, rail = found["rail" + FIGURES], found["rail"]
    assert taken.y == numbers[0].y - 1 and taken.foot == rail.foot == 66
    assert found["etiquette-chiffres-2"].foot == pytest.approx(63)  # the margin at the foot of the page
    assert found["texte"].y < 12  # nothing of them stands in the page


def test_at_the_left_they_keep_the_outer_margin(tmp_path):
    assert page(tmp_path, {**RAIL, "cote": "dedans"})["champ-chiffres-0"].x == 13.5


@pytest.mark.parametrize(("foot", "inside"), [(15, True), (26, False)])
def test_where_the_rail_has_no_room_they_stand_side_by_side(tmp_path, foot, inside):
    found = page(tmp_path, RAIL, foot=foot)
    assert ("rail" + FIGURES in found) is inside
    assert (found["champ-chiffres-0"].y == found["champ-chiffres-1"].y) is not inside
    if inside:
        assert found["etiquette-chiffres-2"].foot == pytest.approx(found["rail"].foot - 1)


def test_a_rail_without_figures_is_its_own(tmp_path):
    assert "rail" + FIGURES not in page(tmp_path, RAIL, count=0)
