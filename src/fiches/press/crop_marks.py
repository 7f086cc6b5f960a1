"""The marks that a press file has outside its bleed: where to cut, whether plates lie on each other, a colour bar."""

from __future__ import annotations

from fiches.core.geometry import POINTS_PER_MM, Box

MARK_LENGTH, MARK_GAP = 5.0, 1.0  # mm: how long a mark is, how far from the bleed
MARK_ROOM = 7.0  # mm that both take, with air
MARK_WIDTH = 0.25  # points
BESIDE_MARKS = 4.0  # mm between a mark and what stands beside it
SLUG_DROP = 3.5  # mm from the top of the marks to the foot of that line
PATCH = 4.0  # mm: the side of each
PATCHES = (  # of a colour bar, inks from 0 to 1: each alone, two together, half of each, the grey that three make
    (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1), (0, 1, 1, 0), (1, 0, 1, 0), (1, 1, 0, 0),
    (0.5, 0, 0, 0), (0, 0.5, 0, 0), (0, 0, 0.5, 0), (0, 0, 0, 0.5), (0.5, 0.4, 0.4, 0),
)  # fmt: skip


def marks(trim: Box, bleed: float) -> str:
    """Operators that draw crop marks at the corners and a register mark beside each edge, `bleed` mm off the trim."""
    lines = [f"{MARK_WIDTH} w"]
    near, far = (bleed + MARK_GAP) * POINTS_PER_MM, (bleed + MARK_GAP + MARK_LENGTH) * POINTS_PER_MM
    for x, away in ((trim.x0, -1), (trim.x1, 1)):
        for y, up in ((trim.y0, -1), (trim.y1, 1)):
            lines.append(_line(x + away * near, y, x + away * far, y))
            lines.append(_line(x, y + up * near, x, y + up * far))
    half = MARK_LENGTH * POINTS_PER_MM / 2
    middle, level = (trim.x0 + trim.x1) / 2, (trim.y0 + trim.y1) / 2
    left, bottom, right, top = trim.widened(near + half)
    for x, y in ((left, level), (right, level), (middle, bottom), (middle, top)):
        lines += [_line(x - half, y, x + half, y), _line(x, y - half, x, y + half)]
        lines.append(f"{x - half / 2:.3f} {y - half / 2:.3f} {half:.3f} {half:.3f} re S")
    return "\n".join(lines)


def colour_bar(trim: Box, bleed: float) -> str:
    """Operators that fill patches above a page, between the mark at its corner and that at its middle."""
    side, start = PATCH * POINTS_PER_MM, trim.x0 + BESIDE_MARKS * POINTS_PER_MM
    fitting = int((half_width(trim) * POINTS_PER_MM) // side)
    up = trim.y1 + (bleed + MARK_GAP) * POINTS_PER_MM
    return "\n".join(
        f"{' '.join(f'{ink:g}' for ink in inks)} k {start + number * side:.3f} {up:.3f} {side:.3f} {side:.3f} re f"
        for number, inks in enumerate(PATCHES[:fitting])
    )


def slug_place(trim: Box, bleed: float) -> tuple[float, float]:
    """Where the line below a page begins, in points."""
    return trim.x0 + BESIDE_MARKS * POINTS_PER_MM, trim.y0 - (bleed + MARK_GAP + SLUG_DROP) * POINTS_PER_MM


def half_width(trim: Box) -> float:
    """The mm between the mark at a corner and that at the middle of its edge."""
    return max(0.0, trim.width / 2 / POINTS_PER_MM - 2 * BESIDE_MARKS)


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f"{x:.3f} {y:.3f} m {to_x:.3f} {to_y:.3f} l S"
