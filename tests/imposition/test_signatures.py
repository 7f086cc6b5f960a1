"""Sheets are printed, turned, nested and folded here, and the book is read: no page stands where it should not."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fiches.imposition.signatures import Side, creep, sides

PAGES = st.integers(1, 200)


def printed(front, back):
    """A sheet, its front up: (upper face, lower face) of its left and right half.

    For the back, the printer turns the sheet about its short edge: what was on the right comes to the left.
    """
    left_now_right, right_now_left = front
    return (left_now_right, back[1]), (right_now_left, back[0])


def turned(sheet):
    """A sheet turned over about its short edge."""
    (up, down), (up2, down2) = sheet
    return (down2, up2), (down, up)


def folded(stack, spine):
    """The leaves, from the top, of a stack of sheets (from the top) whose halves are laid over each other.

    With the spine on the left, the left halves are laid over the right ones: the lowest comes to the top, face down.
    """
    moved, still = (0, 1) if spine == "left" else (1, 0)
    over = [(down, up) for up, down in (sheet[moved] for sheet in reversed(stack))]
    return over + [sheet[still] for sheet in stack]


def read(printing, rtl):
    """The faces of the bound book, from its front cover to its back cover."""
    both = [(side.left, side.right) for side in printing]
    sheets = [turned(printed(*pair)) for pair in zip(both[::2], both[1::2], strict=True)]
    nested = sheets[::-1]  # the outermost lies at the bottom, its front on the table
    return [face for leaf in folded(nested, "right" if rtl else "left") for face in leaf]


@given(PAGES, st.booleans())
@example(1, False)
@example(200, True)
def test_the_folded_book_reads_in_order(pages, rtl):
    faces = read(sides(pages, rtl=rtl), rtl)
    assert [face for face in faces if face] == list(range(1, pages + 1))
    assert len(faces) == (pages + 3) // 4 * 4
    assert faces[0] == 1
    assert pages == 1 or faces[-1] == pages
    blanks = [index for index, face in enumerate(faces) if not face]
    assert blanks == list(range(max(pages - 1, 1), max(pages - 1, 1) + len(blanks)))


@pytest.mark.parametrize("rtl", [False, True])
def test_every_number_of_pages(rtl):
    for pages in range(1, 201):
        assert list(filter(None, read(sides(pages, rtl=rtl), rtl))) == list(range(1, pages + 1))


@given(PAGES)
def test_from_right_to_left_is_the_mirror(pages):
    right = sides(pages, rtl=True)
    assert right == tuple(Side(one.right, one.left, one.sheet, one.front) for one in sides(pages))


@given(PAGES)
def test_sides_alternate_from_the_outside_in(pages):
    found = [(one.sheet, one.front) for one in sides(pages)]
    assert found == [(sheet, front) for sheet in range((pages + 3) // 4) for front in (True, False)]


def test_a_leaflet():
    assert sides(4) == (Side(4, 1, 0, True), Side(2, 3, 0, False))


def test_blanks_lie_inside_the_back_cover():
    assert [(one.left, one.right) for one in sides(6)] == [(6, 1), (2, None), (None, 3), (4, 5)]
    assert [(one.left, one.right) for one in sides(2)] == [(2, 1), (None, None)]
    assert [(one.left, one.right) for one in sides(1)] == [(None, 1), (None, None)]


def test_nothing_to_print():
    assert sides(0) == ()


def test_twelve_sheets_creep_by_eleven_thicknesses():
    assert [round(creep(sheet, 0.1), 9) for sheet in (0, 1, 11)] == [0, 0.1, 1.1]
