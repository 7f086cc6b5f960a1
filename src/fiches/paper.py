"""What is cut from the sheet of paper: the page and the bleed that the artwork is painted in around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

BLEED = 5.0  # mm, the most that a printer asks: every page is painted this far beyond its trim
POINTS = 72 / 25.4  # in one mm
STYLE = f"@page {{ bleed: {BLEED:g}mm }}"

Box = tuple[float, float, float, float]  # left, bottom, right, top


def box(numbers: Iterable[Any]) -> Box:
    """The four numbers of a page box, its lower left corner first."""
    left, bottom, right, top = map(float, numbers)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def widened(inner: Sequence[float], by: float) -> Box:
    """A box in points, with `by` mm more on every side."""
    left, bottom, right, top = inner
    return left - by * POINTS, bottom - by * POINTS, right + by * POINTS, top + by * POINTS
