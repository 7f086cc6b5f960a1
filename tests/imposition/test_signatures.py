"""Sheets are printed, turned, nested and folded here, and the book is read: no page stands where it should not."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fiches.imposition.signatures import Side, creep, sides

PAGES = st.integers(1, 200)
SECTIONS = st.none() | st.integers(1, 60)


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
    faces = []
    for _, section in groupby(printing, lambda side: side.section):
        both = [(side.left, side.right) for side in section]
        sheets = [turned(printed(*pair)) for pair in zip(both[::2], both[1::2], strict=True)]
        nested = sheets[::-1]  # the outermost lies at the bottom, its front on the table
        faces += [face for leaf in folded(nested, "right" if rtl else "left") for face in leaf]
    return faces


@given(PAGES, SECTIONS, st.booleans())
@example(1, None, False)
@example(200, 1, True)
def test_the_folded_book_reads_in_order(pages, sheets_per_section, rtl):
    faces = read(sides(pages, sheets_per_section=sheets_per_section, rtl=rtl), rtl)
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


@given(PAGES, SECTIONS)
def test_from_right_to_left_is_the_mirror(pages, sheets_per_section):
    left = sides(pages, sheets_per_section=sheets_per_section)
    right = sides(pages, sheets_per_section=sheets_per_section, rtl=True)
    assert right == tuple(Side(one.right, one.left, one.sheet, one.front, one.section) for one in left)


@given(PAGES, st.integers(1, 60))
def test_sections_are_few_and_alike(pages, most):
    printing = sides(pages, sheets_per_section=most)
    sizes = [len(list(section)) // 2 for _, section in groupby(printing, lambda side: side.section)]
    sheets = (pages + 3) // 4
    assert sum(sizes) == sheets
    assert len(sizes) == -(-sheets // most)
    assert max(sizes) <= most and max(sizes) - min(sizes) <= 1 and sizes == sorted(sizes, reverse=True)
    assert [one.section for one in printing] == sorted(one.section for one in printing)


@given(PAGES, SECTIONS)
def test_sides_alternate_from_the_outside_in(pages, sheets_per_section):
    for _, section in groupby(sides(pages, sheets_per_section=sheets_per_section), lambda side: side.section):
        found = [(one.sheet, one.front) for one in section]
        assert found == [(sheet, front) for sheet in range(len(found) // 2) for front in (True, False)]


def test_a_leaflet():
    assert sides(4) == (Side(4, 1, 0, True, 0), Side(2, 3, 0, False, 0))


def test_blanks_lie_inside_the_back_cover():
    assert [(one.left, one.right) for one in sides(6)] == [(6, 1), (2, None), (None, 3), (4, 5)]
    assert [(one.left, one.right) for one in sides(2)] == [(2, 1), (None, None)]
    assert [(one.left, one.right) for one in sides(1)] == [(None, 1), (None, None)]


def test_nothing_to_print():
    assert sides(0) == ()


@pytest.mark.parametrize("wrong", [0, -1])
def test_a_section_has_sheets(wrong):
    with pytest.raises(ValueError, match="at least one sheet"):
        sides(8, sheets_per_section=wrong)


def test_twelve_sheets_creep_by_eleven_thicknesses():
    assert [round(creep(sheet, 0.1), 9) for sheet in (0, 1, 11)] == [0, 0.1, 1.1]
