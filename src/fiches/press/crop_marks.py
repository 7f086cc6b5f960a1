"""The marks that a press file has outside its bleed: where to cut, and whether the plates lie on each other."""

from __future__ import annotations

from fiches.core.geometry import POINTS_PER_MM, Box

MARK_LENGTH, MARK_GAP = 5.0, 1.0  # mm: how long a mark is, how far from the bleed
MARK_ROOM = 7.0  # mm that both take, with air
MARK_WIDTH = 0.25  # points


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


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f"{x:.3f} {y:.3f} m {to_x:.3f} {to_y:.3f} l S"
