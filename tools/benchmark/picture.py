"""The picture of docs/performance.md: CPU seconds against sheets, ours and Typst's, both axes by powers of ten."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from benchmark.rows import ROOT, Row

PICTURE = ROOT / "docs" / "images" / "performance.svg"
WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 760, 420, 60, 20, 240, 46  # px; the last four around the curves
LOOKS = {  # by series: colour, and the dashes of its line
    "fiches, cold": ("#14304f", ""),
    "fiches, one edit": ("#14304f", "6 4"),
    "fiches, nothing changed": ("#14304f", "1 4"),
    "`fiches check`, after a build": ("#7a9a01", "1 4"),
    "Typst, cold": ("#b4531f", ""),
    "Typst, one edit": ("#b4531f", "6 4"),
}
LEAST_GAP = 15  # px between the names of two curves
Points = list[tuple[int, float]]


def write(rows: Sequence[Row]) -> None:
    """Draws the points of the rows that are of a series."""
    curves: dict[str, Points] = {}
    for row in rows:
        if row.series in LOOKS:
            curves.setdefault(row.series, []).append((row.sheets, row.value))
    if curves:
        PICTURE.write_text("\n".join(_drawn(curves)) + "\n", "utf-8")


def _drawn(curves: Mapping[str, Points]) -> Iterator[str]:
    sheets = [count for points in curves.values() for count, _ in points]
    seconds = [cost for points in curves.values() for _, cost in points]
    across = _Axis(math.log10(min(sheets)), math.log10(max(sheets)), LEFT, WIDTH - RIGHT)
    up = _Axis(math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds))), HEIGHT - BOTTOM, TOP)
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
    yield "<title>CPU seconds against the number of sheets</title>"
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    yield from _grid(across, up)
    ends = {name: up.at(max(points)[1]) for name, points in curves.items()}
    for (name, points), place in zip(sorted(curves.items(), key=lambda one: ends[one[0]]), _apart(ends), strict=True):
        colour, dashes = LOOKS[name]
        line = " ".join(f"{across.at(count):.1f},{up.at(cost):.1f}" for count, cost in sorted(points))
        style = f'stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"'
        yield f'<polyline points="{line}" fill="none" {style}/>'
        dots = (f'<circle cx="{across.at(count):.1f}" cy="{up.at(cost):.1f}" r="3"/>' for count, cost in points)
        yield f'<g fill="{colour}">{"".join(dots)}</g>'
        told = escape(f"{name.replace('`', '')}: {max(points)[1]:.3g} s")
        yield f'<text x="{WIDTH - RIGHT + 8}" y="{place + 4:.1f}" fill="{colour}">{told}</text>'
    yield "</svg>"


class _Axis:
    """Powers of ten from one to another, on a stretch of the picture."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self.low, self.high, self._start, self._end = low, high, start, end

    def at(self, value: float) -> float:
        """Where a value stands."""
        share = (math.log10(value) - self.low) / ((self.high - self.low) or 1)
        return self._start + share * (self._end - self._start)

    @property
    def powers(self) -> Iterator[float]:
        """Every power of ten on it."""
        return (10.0**power for power in range(math.ceil(self.low), math.floor(self.high) + 1))


def _grid(across: _Axis, up: _Axis) -> Iterator[str]:
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    for power in up.powers:
        yield f'<path d="M{LEFT} {up.at(power):.1f}H{right}" stroke="#ddd"/>'
        yield f'<text x="{LEFT - 6}" y="{up.at(power) + 4:.1f}" text-anchor="end" fill="#333">{power:g} s</text>'
    for power in across.powers:
        yield f'<path d="M{across.at(power):.1f} {TOP}V{bottom}" stroke="#ddd"/>'
        yield f'<text x="{across.at(power):.1f}" y="{bottom + 18}" text-anchor="middle" fill="#333">{power:g}</text>'
    yield f'<text x="{(LEFT + right) / 2:.0f}" y="{bottom + 38}" text-anchor="middle" fill="#333">sheets</text>'


def _apart(ends: Mapping[str, float]) -> list[float]:
    """Where names of curves stand, from above: beside their ends, and none on another."""
    places: list[float] = []
    for end in sorted(ends.values()):
        places.append(max(end, places[-1] + LEAST_GAP) if places else end)
    return places
