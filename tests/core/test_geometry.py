"""Rectangles and the one factor between units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fiches.core.geometry import MM_PER_INCH, POINTS_PER_MM, POINTS_PER_PX, PX_PER_MM, Box

SIDES = st.integers(-50, 50)
BOXES = st.builds(lambda *sides: Box.of(sides), SIDES, SIDES, SIDES, SIDES)


def test_units_agree():
    assert MM_PER_INCH * POINTS_PER_MM == 72
    assert pytest.approx(POINTS_PER_MM) == PX_PER_MM * POINTS_PER_PX


def test_a_box_of_a_pdf_may_begin_at_any_corner():
    assert Box.of(["30", 40, 10, 5.5]) == (10, 5.5, 30, 40)


def test_a_box_knows_its_size_and_corners():
    box = Box(10, 5, 30, 40)
    assert (box.width, box.height) == (20, 35)
    assert box.corners == [(10, 5), (30, 5), (30, 40), (10, 40)]
    assert Box.around(box.corners[1:]) == box
    assert box.widened(2) == (8, 3, 32, 42)


def test_what_is_on_the_edge_is_in_a_box_and_does_not_meet_it():
    box = Box(0, 0, 10, 10)
    assert box.contains(10, 0) and not box.contains(10.1, 5)
    assert box.covers(Box(0, 0, 10, 1)) and not box.covers(Box(0, 0, 10, 11))
    assert box.meets(Box(9, 9, 20, 20)) and not box.meets(Box(10, 0, 20, 10))


def test_boxes_apart_share_nothing_and_a_line_is_something():
    assert Box(0, 0, 1, 1).shared(Box(2, 0, 3, 1)).is_empty
    assert not Box(0, 0, 1, 1).shared(Box(1, 0, 3, 1)).is_empty


@given(BOXES, BOXES)
def test_what_two_boxes_share_is_in_both_and_both_are_in_what_joins_them(one, other):
    both = one.shared(other)
    assert both.is_empty or (one.covers(both) and other.covers(both))
    assert one.joined(other).covers(one) and one.joined(other).covers(other)
    assert not one.meets(other) or not both.is_empty
