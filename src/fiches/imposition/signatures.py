"""Which page stands where on the sheets of a booklet, before they are folded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet: its two pages as they are printed, counted from 1; None is a blank.

    `section` counts from 0 in reading order, `sheet` from 0 for the outermost of its section; the front of a sheet is
    the side that is outside once it is folded.
    """

    left: int | None
    right: int | None
    sheet: int
    front: bool
    section: int


def sides(pages: int, *, sheets_per_section: int | None = None, rtl: bool = False) -> tuple[Side, ...]:
    """The sides in the order of printing: front and back of each sheet, the outermost first, section by section.

    The back is printed upright after a turn about the short edge. Without `sheets_per_section` all sheets are one
    inside the other; with it there are as few sections as possible, the first at most one sheet thicker than the last.
    Blanks come before the back cover. `rtl`: the spine is on the right.
    """
    order, start = _with_blanks(pages), 0
    found: list[Side] = []
    for section, sheets in enumerate(_sections(len(order) // 4, sheets_per_section)):
        end = start + 4 * sheets
        found += _nested(order[start:end], section, rtl=rtl)
        start = end
    return tuple(found)


def creep(sheet: int, thickness: float) -> float:
    """How far (mm) the pages of a sheet move towards the fold, for the folded paper of `thickness` (mm) around it.

    `sheet` counts from 0 for the outermost of the section, which stays where it is.
    """
    return sheet * thickness


def _with_blanks(pages: int) -> list[int | None]:
    """Pages in reading order, filled up to whole sheets; the first is the cover, the last its back if it is another."""
    order: list[int | None] = list(range(1, pages + 1))
    place = max(pages - 1, 1)
    return order[:place] + [None] * (-pages % 4) + order[place:]


def _sections(sheets: int, most: int | None) -> list[int]:
    """The sheets of each section."""
    if most is not None and most < 1:
        raise ValueError("a section has at least one sheet")
    count = -(-sheets // (most or sheets or 1))
    return [sheets // count + (section < sheets % count) for section in range(count)]


def _nested(pages: Sequence[int | None], section: int, *, rtl: bool) -> Iterator[Side]:
    """The sides of one section, which holds `pages` in reading order."""
    for sheet in range(len(pages) // 4):
        first, last = 2 * sheet, len(pages) - 1 - 2 * sheet
        for front, pair in ((True, (pages[last], pages[first])), (False, (pages[first + 1], pages[last - 1]))):
            left, right = reversed(pair) if rtl else pair
            yield Side(left, right, sheet, front, section)
