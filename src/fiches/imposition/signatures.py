"""Which page stands where on the sheets of a booklet, before they are folded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet: its two pages as they are printed, counted from 1; None is a blank.

    `sheet` counts from 0 for the outermost; the front of a sheet is the side that is outside once it is folded.
    """

    left: int | None
    right: int | None
    sheet: int
    front: bool


def sides(pages: int, *, rtl: bool = False) -> tuple[Side, ...]:
    """The sides in the order of printing: front and back of each sheet, the outermost first, all one in the other.

    The back is printed upright after a turn about the short edge. Blanks come before the back cover. `rtl`: the spine
    is on the right.
    """
    return tuple(_sides(_with_blanks(pages), rtl=rtl))


def creep(sheet: int, thickness: float) -> float:
    """How far (mm) the pages of a sheet move towards the fold, for the folded paper of `thickness` (mm) around it.

    `sheet` counts from 0 for the outermost, which stays where it is.
    """
    return sheet * thickness


def _with_blanks(pages: int) -> list[int | None]:
    """Pages in reading order, filled up to whole sheets; the first is the cover, the last its back if it is another."""
    order: list[int | None] = list(range(1, pages + 1))
    place = max(pages - 1, 1)
    return order[:place] + [None] * (-pages % 4) + order[place:]


def _sides(order: list[int | None], *, rtl: bool) -> Iterator[Side]:
    for sheet in range(len(order) // 4):
        first, last = 2 * sheet, len(order) - 1 - 2 * sheet
        for front, pair in ((True, (order[last], order[first])), (False, (order[first + 1], order[last - 1]))):
            left, right = reversed(pair) if rtl else pair
            yield Side(left, right, sheet, front)
