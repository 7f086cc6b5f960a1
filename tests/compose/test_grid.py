"""The grid of a format's pages and what is counted on it: columns, margins, the bleed, words to cut, sizes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fiches.compose import frame, model, pieces
from fiches.compose.frame import Frame, Grid, PlacedFrame
from fiches.compose.model import TypeSize
from fiches.compose.zones import TextZone
from fiches.config import papers
from fiches.html.documents import mirrored
from support.composed_pages import GRID, RULES, inputs

A4 = (210, 297)  # mm


def test_the_pages_of_the_house_are_an_a4_of_66_units():
    assert (GRID.width, GRID.height) == (GRID.width, GRID.page * GRID.module) == A4


@pytest.mark.parametrize(
    "grid",
    [GRID, Grid(148, 210, 4, 6, 4, 14, 12, 12, 14), Grid(279.4, 215.9, 5, 16, 3.5, 20, 20, 15, 15)],
    ids=["house", "A5", "Letter landscape"],
)
def test_columns_and_two_margins_fill_the_page(grid):
    assert grid.span(grid.columns) == pytest.approx(grid.live) == grid.width - grid.inner - grid.outer
    for recto, left in ((True, grid.inner), (False, grid.outer)):
        assert grid.x(1, recto=recto) == left
        assert grid.x(grid.columns, recto=recto) + grid.column == pytest.approx(left + grid.live)
    for first in range(1, grid.columns):
        white = grid.x(first + 1, recto=True) - grid.x(first, recto=True) - grid.span(1)
        assert white == pytest.approx(grid.gutter)
    assert [grid.across(grid.span(count)) for count in range(1, grid.columns + 1)] == [*range(1, grid.columns + 1)]
    assert grid.across(0) == 1 and grid.across(9999) == grid.columns
    assert grid.across(grid.span(2) - 0.1) == 1, "a column that does not hold is none"


def test_text_stands_between_the_head_and_the_foot_line():
    """The foot line of the house is printed at 288 mm, 64 u: a unit is left free above it."""
    assert GRID.bottom + 1 == 288 / GRID.module
    assert GRID.top * GRID.module == GRID.outer == 13.5


def test_text_of_more_than_the_measure_has_more_columns():
    """`mesure`: 110 mm."""
    given = inputs(1, {})
    assert [given.columns(width) for width in (10, 110, 110.1, 220, 220.1)] == [1, 1, 2, 2, 3]


@pytest.mark.parametrize(
    ("typed", "size"),
    [
        ("A4", (210, 297)),
        ("a5 paysage", (210, 148)),
        ("Letter", (215.9, 279.4)),
        ("Letter landscape", (279.4, 215.9)),
        ("200 x 200", (200, 200)),
        ("148,5×210 mm", (148.5, 210)),
        ("A7", None),
        ("A4 debout", None),
        ("200", None),
        ("", None),
    ],
)
def test_papers_by_name_or_in_millimetres(typed, size):
    assert papers.size_of(typed) == size


@pytest.mark.parametrize(
    ("frame", "over"),
    [
        (Frame(0, 0, 210, 66), "left:-5mm;top:-5mm;width:220mm;height:307mm"),
        (Frame(0, 10, 100, 10), "left:-5mm;top:45mm;width:105mm;height:45mm"),
        (Frame(110.001, 10, 99.99, 10), "left:110.001mm;top:45mm;width:104.99mm;height:45mm"),
        (Frame(0.02, 10, 100, 10), ""),
        (Frame(20, 10, 189.97, 10), ""),
    ],
    ids=["whole", "left", "nearly right", "away", "away from the right"],
)
def test_a_frame_at_the_trim_goes_on_into_the_bleed(frame, over):
    """Five millimetres, whatever the printer asks; a hundredth of one is at the trim, two are not."""
    assert PlacedFrame(frame, GRID).bled == over


@pytest.mark.parametrize(("characters", "share", "words"), [
    (6250, 0.005, 5), (6250, 0.0051, 10), (6250, 0.1, 100), (6281, 0.1, 105), (62.5, 3, 10),
])  # fmt: skip
def test_words_to_cut_are_told_by_fives_and_are_enough(characters, share, words):
    """A French word takes 6.25 characters with its space; nobody is asked for more words than there are."""
    assert inputs(1, {}, lengths={"contexte": (characters,)}).matter.words("contexte", share) == words


def test_only_what_is_higher_than_its_room_is_to_be_cut():
    given = inputs(1, {}, lengths={"a": (6250,), "b": (6250,), "c": (6250,)})
    assert pieces.find_cuts(given, {"a": 20.0, "b": 20.02, "c": 40.0}, 20.0) == {"b": 5, "c": 500}
    assert pieces.find_cuts(given, {"a": 20.0}, -3) == {"a": 1000}


STEPS = (TypeSize(30, 2.5, most_lines=2), TypeSize(20, 2, most_lines=3), TypeSize(10, 1, most_lines=4))


@pytest.mark.parametrize(("lines", "size"), [(2, 30), (2.004, 30), (2.2, 20), (3, 20), (3.2, 10), (9, 10)])
def test_the_first_size_whose_lines_are_few_enough_is_taken(lines, size):
    """To a hundredth of a line, as heights are measured; and the last where none is."""
    step, tall = pieces.fitted(inputs(1, {}, lambda text: lines * text.leading), "titre", 100, STEPS)
    assert step.size == size and tall == lines * step.leading


@pytest.mark.parametrize(("value", "whole"), [(7.0, 7), (7.0009, 7), (7.002, 8), (7.5, 8), (8.0, 8)])
def test_the_next_whole_unit(value, whole):
    assert frame.whole(value) == whole


def test_cards_are_set_smaller_with_a_leading_of_their_own():
    given = inputs(1, {})
    assert (given.body.size, given.body.leading) == (9.6, 1)
    assert (given.card.size, given.card.leading * GRID.module) == (8.6, pytest.approx(3.9375))


def test_a_script_read_from_right_to_left_is_set_larger():
    """`droite_a_gauche`, in size and in leading; sizes are of hundredths of a point. The layout is turned over."""
    given = inputs(1, {})
    given = replace(given, matter=replace(given.matter, mirrored=True))
    assert (given.body.size, given.body.leading) == (11.9, 1.25)
    assert (given.card.size, given.card.leading) == (10.66, 0.875 * 1.25)
    assert given.scaled(12, 1).size == pytest.approx(4.5 * 1.25 * 72 / 25.4 / 1.25, abs=0.01), "lines would touch"
    zone = model.PlacedZone(TextZone(name="a", rubric="a"), {"a": Frame(13.5, 3, 100, 5)})
    [turned] = mirrored(model.Layout((model.PagePlan((zone,)),), given.choice, RULES.grid)).pages
    assert (turned.frames["a"].x, turned.frames["a"].width) == (210 - 113.5, 100)
