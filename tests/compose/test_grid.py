"""The grid of the four pages and what is counted on it: columns, margins, words to cut, rows of cards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fiches.compose import copyfit, frame, model, page4
from fiches.compose.frame import Frame
from fiches.compose.model import TypeSize
from support.composed_pages import inputs

A4 = (210, 297)  # mm


def test_the_page_is_an_a4_of_66_units():
    assert (frame.SHEET_WIDTH, frame.PAGE_HEIGHT * copyfit.U) == A4


def test_twelve_columns_and_two_margins_fill_the_page():
    assert model.span(12) == model.LIVE == pytest.approx(A4[0] - model.INNER - model.OUTER)
    for recto, left in ((True, model.INNER), (False, model.OUTER)):
        assert model.column_x(1, recto=recto) == left
        assert model.column_x(12, recto=recto) + model.span(1) == pytest.approx(left + model.LIVE)
    for first in range(1, 12):
        white = model.column_x(first + 1, recto=True) - model.column_x(first, recto=True) - model.span(1)
        assert white == pytest.approx(model.GUTTER) == copyfit.U


def test_the_rail_stands_on_the_last_three_columns_to_the_trim():
    assert model.column_x(10, recto=True) == model.RAIL_LEFT


def test_text_stands_between_the_head_and_the_foot_line():
    """The foot line is printed at 288 mm, 64 u: a unit is left free above it."""
    assert model.FOOT + 1 == 288 / copyfit.U
    assert model.TOP * copyfit.U == 13.5, "as wide as the outer margin"


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
    assert frame.bled == over


@pytest.mark.parametrize(("characters", "share", "words"), [
    (6250, 0.005, 5), (6250, 0.0051, 10), (6250, 0.1, 100), (6281, 0.1, 105), (62.5, 3, 10),
])  # fmt: skip
def test_words_to_cut_are_told_by_fives_and_are_enough(characters, share, words):
    """A French word takes 6.25 characters with its space; nobody is asked for more words than there are."""
    assert inputs({}, lengths={"contexte": (characters,)}).matter.words("contexte", share) == words


def test_only_what_is_higher_than_its_room_is_to_be_cut():
    given = inputs({}, lengths={"a": (6250,), "b": (6250,), "c": (6250,)})
    assert model.find_cuts(given, {"a": 20.0, "b": 20.02, "c": 40.0}, 20.0) == {"b": 5, "c": 500}
    assert model.find_cuts(given, {"a": 20.0}, -3) == {"a": 1000}


@pytest.mark.parametrize(
    ("count", "rows"),
    [(1, (1,)), (2, (2,)), (3, (3,)), (4, (2, 2)), (5, (3, 2)), (6, (3, 3)), (7, (3, 3, 1)), (9, (3, 3, 3))],
)
def test_cards_stand_by_three_but_four_by_two(count, rows):
    assert model.rows(count) == rows


STEPS = (TypeSize(30, 2.5, most_lines=2), TypeSize(20, 2, most_lines=3), TypeSize(10, 1, most_lines=4))


@pytest.mark.parametrize(("lines", "size"), [(2, 30), (2.004, 30), (2.2, 20), (3, 20), (3.2, 10), (9, 10)])
def test_the_first_size_whose_lines_are_few_enough_is_taken(lines, size):
    """To a hundredth of a line, as heights are measured; and the last where none is."""
    step, tall = model.fitted("titre", 100, STEPS, lambda text: lines * text.leading)
    assert step.size == size and tall == lines * step.leading


@pytest.mark.parametrize(("value", "whole"), [(7.0, 7), (7.0009, 7), (7.002, 8), (7.5, 8), (8.0, 8)])
def test_the_next_whole_unit(value, whole):
    assert model.whole(value) == whole


@pytest.mark.parametrize(("characters", "columns"), [(0, 1), (259, 1), (260, 2), (900, 2)])
def test_valeur_ajoutee_keeps_one_column_while_it_is_short(characters, columns):
    """Some forty words, four lines: two columns of two lines each would read as scraps."""
    given = inputs({"valeur-ajoutee": 3}, lengths={"valeur-ajoutee": (characters,)})
    text, tall = page4.value_text(given)
    assert text.columns == columns
    assert tall == 4.5, "its head beside it stands with a unit of white, however short the text"


def test_cards_are_set_smaller_with_a_leading_of_their_own():
    given = inputs({})
    assert (given.body.size, given.body.leading) == (9.6, 1)
    assert (given.card.size, given.card.leading * copyfit.U) == (8.6, pytest.approx(3.9375))


def test_a_script_read_from_right_to_left_is_set_larger():
    """`droite_a_gauche`, in size and in leading; sizes are of hundredths of a point. The layout is turned over."""
    given = inputs({})
    given = replace(given, matter=replace(given.matter, mirrored=True))
    assert (given.body.size, given.body.leading) == (11.9, 1.25)
    assert (given.card.size, given.card.leading) == (10.66, 0.875 * 1.25)
    plan = model.PagePlan({"a": Frame(13.5, 3, 100, 5)})
    [turned] = model.mirrored(model.Layout((plan,), given.choice)).pages
    assert (turned.frames["a"].x, turned.frames["a"].width) == (210 - 113.5, 100)
