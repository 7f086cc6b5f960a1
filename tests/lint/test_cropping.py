"""What of photos their places hide, told with the side that loses it."""

from __future__ import annotations

import pytest

from fiches.lint import cropping
from fiches.lint.collection import good_sheet
from support.pictures import png
from support.sources import FRONT, SHORT, project, text

pytestmark = pytest.mark.no_unit


def told(root, place, more="", pixels=(150, 100)):
    """What is said of a photo in a place of so many mm."""
    front = f"{FRONT}\nphotos:\n  - {{fichier: images/salle.png, alt: Une salle{more}}}"
    asked = project(root, {**SHORT, "fiche": text(front), "sheets/images/salle.png": png(*pixels)})
    sheet = good_sheet(asked.sheets / "fiche.md", asked)
    return [str(one.message) for one in cropping.as_printed(sheet, asked, {0: place}, 0.25)]


@pytest.mark.parametrize(
    ("place", "pixels", "lost"),
    [
        ((150, 100), (150, 100), ""),
        ((150, 76), (150, 100), ""),
        ((150, 74), (150, 100), "le quart du bas"),
        ((150, 66), (150, 100), "le tiers du bas"),
        ((100, 130), (200, 100), "le tiers de la gauche et le tiers de la droite"),
        ((100, 40), (100, 100), "le dixième du haut et la moitié du bas"),
    ],
)
def test_what_is_lost_is_said_from_a_quarter_on(tmp_path, place, pixels, lost):
    expected = f"la photo « images/salle.png », imprimée sur {place[0]} × {place[1]} mm, perd {lost}"
    assert told(tmp_path, place, pixels=(pixels[0] * 10, pixels[1] * 10)) == ([expected] if lost else [])


def test_nothing_is_said_to_who_says_where_the_subject_is(tmp_path):
    assert told(tmp_path, (150, 66), ", cadrage: bas", (1500, 1000)) == []
