"""What is cut from the sheet of paper: the page and the bleed that the artwork is painted in around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

BLEED = 5.0  # mm, the most that a printer asks: every page is painted this far beyond its trim
POINTS = 72 / 25.4  # in one mm
MARK_LENGTH, MARK_GAP, MARK_ROOM = (
    5.0,
    1.0,
    7.0,
)  # mm: how long a mark is, how far from the bleed, what both take with air
MARK_WIDTH = 0.25  # points
BLEED_STYLE = f"@page {{ bleed: {BLEED:g}mm }}"

Box = tuple[float, float, float, float]  # left, bottom, right, top


def box(numbers: Iterable[Any]) -> Box:
    """The four numbers of a page box, its lower left corner first."""
    left, bottom, right, top = map(float, numbers)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def widened(inner: Sequence[float], by: float) -> Box:
    """A box in points, with `by` mm more on every side."""
    left, bottom, right, top = inner
    return left - by * POINTS, bottom - by * POINTS, right + by * POINTS, top + by * POINTS


def marks(trim: Box, bleed: float) -> str:
    """Operators that draw, outside the bleed, crop marks at the corners and a register mark beside each edge."""
    lines = [f"{MARK_WIDTH} w"]
    near, far = (bleed + MARK_GAP) * POINTS, (bleed + MARK_GAP + MARK_LENGTH) * POINTS
    for x, away in ((trim[0], -1), (trim[2], 1)):
        for y, up in ((trim[1], -1), (trim[3], 1)):
            lines.append(_line(x + away * near, y, x + away * far, y))
            lines.append(_line(x, y + up * near, x, y + up * far))
    half = MARK_LENGTH * POINTS / 2
    middle, level = (trim[0] + trim[2]) / 2, (trim[1] + trim[3]) / 2
    left, bottom, right, top = widened(trim, (near + half) / POINTS)
    for x, y in ((left, level), (right, level), (middle, bottom), (middle, top)):
        lines += [_line(x - half, y, x + half, y), _line(x, y - half, x, y + half)]
        lines.append(f"{x - half / 2:.3f} {y - half / 2:.3f} {half:.3f} {half:.3f} re S")
    return "\n".join(lines)


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f"{x:.3f} {y:.3f} m {to_x:.3f} {to_y:.3f} l S"


def format_name(trim: Sequence[float]) -> str:
    """« A4 », or the width and height in mm of a page of another size."""
    width, height = (round((trim[2 + side] - trim[side]) / POINTS) for side in (0, 1))
    known = {(297, 420): "A3", (210, 297): "A4", (148, 210): "A5"}
    return known.get((min(width, height), max(width, height)), f"{width}x{height}mm")
