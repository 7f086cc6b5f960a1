"""Pages that face each other: heads that are near come to one line, what is hollow has some of its white above."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fiches.compose import page as pages
from fiches.compose.model import Level
from support.composed_pages import GRID, RULES, composed, edges, inputs, matter

USUAL = matter(1.0, captions=(True,) * 4)


def heads(characters):
    """Where those of pages 2 and 3 stand, with so many characters in both rubrics of page 3."""
    lengths = {**USUAL.lengths, "facteurs": (characters,), "difficultes": (characters,)}
    second, third = composed(replace(USUAL, lengths=lengths)).pages[1:3]
    return second.frames["tete-demarche"].y, third.frames["tete-facteurs"].y


@pytest.mark.parametrize(("characters", "line"), [(700, True), (900, False), (1300, False)])
def test_heads_that_are_near_stand_on_one_line_where_no_page_is_hollow_for_it(characters, line):
    """2 u from each other; 6 u, where the page would leave 6 empty on its foot; 11 u, which are no line."""
    left, right = heads(characters)
    assert (left == right) == line


def test_an_image_is_lower_so_that_heads_are_level_and_keeps_its_least():
    given = inputs(2, {"demarche": 30, "resultats": 30}, photos={2: 0})
    usual, lower = pages.lay(given), pages.lay(replace(given, level=Level(tallest=23)))
    assert (
        lower.frames["photo"].height == 23 and lower.frames["tete-demarche"].y == 25 < usual.frames["tete-demarche"].y
    )
    least = pages.lay(replace(given, level=Level(tallest=1))).frames["photo"]
    assert 20 < least.height < 21 and least.width == GRID.width


def test_what_stands_under_an_image_sinks_its_ground_still_to_the_trim():
    given = inputs(2, {"demarche": 10, "resultats": 10}, photos={2: 0})
    usual, sunk = pages.lay(given), pages.lay(replace(given, level=Level(sinks=4)))
    assert sunk.frames["photo"] == usual.frames["photo"] and sunk.hollow == usual.hollow - 4
    assert sunk.frames["demarche"].y == usual.frames["demarche"].y + 4
    assert edges(sunk.frames["fond-resultats"]) == (sunk.frames["tete-resultats"].y - 1, GRID.page)


def test_a_page_that_stays_hollow_has_a_third_of_its_white_above_its_heads():
    short = replace(USUAL, lengths={**USUAL.lengths, "demarche": (60,), "resultats": (60,)}, quotes={})
    page = composed(short).pages[1]
    above = page.frames["tete-demarche"].y - page.frames["legende"].foot
    assert above - 2 < page.hollow / 2 <= above and page.hollow > 8


def test_a_field_of_colour_takes_the_white_that_its_page_leaves():
    """Less than two units stay."""
    short = dict.fromkeys(("facteurs", "difficultes", "valeur-ajoutee"), (400,))
    layout = composed(replace(matter(1.0), lengths={**USUAL.lengths, **short}))
    page = next(page for page in layout.pages if page.quote == "champ")
    assert page.frames["champ"].height > RULES.field_most and page.hollow < 2
