"""The ways of chains across a map: bowed, fanned out, clear of dots, and their ends apart."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from fiches.graphics.svg import END_HEIGHT, END_WIDTH, Point

BEND, MOST_BEND = 0.02, 0.12  # of a chain's length: what is tried, and at most, to keep clear of a dot
ROUTE_CLEARANCE = 1.6  # mm between a chain and the dots it passes
HOME = 3.5  # mm from the end of a chain, where a dot is no obstacle
LEAST_BOW, BOW_STEP, MOST_BOW = 0.045, 0.03, 0.2
ROUTE_ROUNDS = 80
MOST_UNTANGLED, EAST_BOW = 10, -0.1  # chains that are; the most that one may bend to the east for it
UNBENT = tuple(sign * 0.02 * times for times in range(9) for sign in (1, -1))  # bends tried, the least first
ROUTE_BESIDE, ROUTE_ENDS, ROUTE_HEIGHTS = 2.0, 25.0, 24  # mm across; mm from the ends; heights looked at


def bowed(start: Point, finish: Point, bow: float, steps: int = 24) -> list[Point]:
    """A curve between two points, bent to the west by `bow` of its length."""
    (x0, y0), (x2, y2) = start, finish
    x1 = (x0 + x2) / 2 - 2 * bow * abs(y2 - y0)
    y1 = (y0 + y2) / 2 + 2 * bow * (x2 - x0) * (1 if y2 < y0 else -1)
    parts = ((index / steps, 1 - index / steps) for index in range(steps + 1))
    return [(b * b * x0 + 2 * a * b * x1 + a * a * x2, b * b * y0 + 2 * a * b * y1 + a * a * y2) for a, b in parts]


def clear(start: Point, finish: Point, bow: float, dots: Sequence[Point]) -> list[Point]:
    """The chain bowed by `bow`, or as little more or less as keeps it clear of the dots."""
    bends = [0.0] + [sign * BEND * index for index in range(1, round(MOST_BEND / BEND) + 1) for sign in (1, -1)]
    passed = [dot for dot in dots if min(math.dist(dot, start), math.dist(dot, finish)) > HOME]
    tried = [bowed(start, finish, bow + bend) for bend in bends]
    roomy = (line for line in tried if _nearest(line, passed) >= ROUTE_CLEARANCE)
    return next(roomy, None) or max(tried, key=lambda line: _nearest(line, passed))


def _nearest(line: Sequence[Point], dots: Iterable[Point]) -> float:
    """From the line to the nearest dot."""
    return min((_far(dot, a, b) for dot in dots for a, b in pairwise(line)), default=math.inf)


def _far(dot: Point, a: Point, b: Point) -> float:
    """From a dot to a piece of line."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    share = ((dot[0] - a[0]) * dx + (dot[1] - a[1]) * dy) / ((dx * dx + dy * dy) or 1.0)
    share = min(max(share, 0.0), 1.0)
    return math.dist(dot, (a[0] + share * dx, a[1] + share * dy))


def fan(ends: Sequence[tuple[Point, Point]]) -> list[list[Point]]:
    """Curves bent to the west, each more than the one to its east; a few are unbent so that none lies on another."""
    ranked = sorted(range(len(ends)), key=lambda i: (-ends[i][0][0] - 2 * ends[i][1][0], i))
    step = min(BOW_STEP, (MOST_BOW - LEAST_BOW) / max(len(ends) - 1, 1))
    bows = {index: LEAST_BOW + step * rank for rank, index in enumerate(ranked)}
    lines = [bowed(*ends[index], bows[index], 48) for index in range(len(ends))]
    return _untangled(ends, bows, lines) if len(ends) <= MOST_UNTANGLED else lines


def _untangled(
    ends: Sequence[tuple[Point, Point]], bows: Mapping[int, float], lines: Sequence[list[Point]]
) -> list[list[Point]]:
    """The curves, each bent as little otherwise as keeps it from running along the others."""
    found = list(lines)
    for index in [*bows] * 2:
        others = [line for place, line in enumerate(found) if place != index]
        if not any(_along(found[index], other) for other in others):
            continue
        tried = [bowed(*ends[index], max(EAST_BOW, min(bows[index] + bend, MOST_BOW)), 48) for bend in UNBENT]
        found[index] = min(tried, key=lambda line: sum(_along(line, other) for other in others))
    return found


def _along(line: Sequence[Point], other: Sequence[Point]) -> int:
    """At how many heights two curves run too near each other, away from their ends."""
    first, second = ([*line], [*other])
    head = max(first[0][1], second[0][1]) + ROUTE_ENDS
    foot = min(first[-1][1], second[-1][1]) - ROUTE_ENDS
    heights = [head + (foot - head) * place / ROUTE_HEIGHTS for place in range(ROUTE_HEIGHTS + 1)]
    return sum(abs(_across(first, y) - _across(second, y)) < ROUTE_BESIDE for y in heights) if foot > head else 0


def _across(line: Sequence[Point], y: float) -> float:
    """Where a curve that goes down stands at a height."""
    place = min(max(bisect_left(line, y, key=lambda point: point[1]), 1), len(line) - 1)
    (x0, y0), (x1, y1) = line[place - 1], line[place]
    return x0 + (x1 - x0) * (y - y0) / ((y1 - y0) or 1.0)


def apart(points: Sequence[Point], gap: float, dots: Sequence[Point] = (), dot_gap: float = 0.0) -> list[Point]:
    """The points moved as little as it takes for |dx| + |dy| to be `gap` between them, `dot_gap` from the dots."""
    spots = [(x + index * 0.01, y) for index, (x, y) in enumerate(points)]
    for _ in range(ROUTE_ROUNDS):
        for i in range(len(spots)):
            for j in range(i):
                spots[i], spots[j] = _pushed(spots[i], spots[j], gap)
            for dot in dots:
                spots[i] = _pushed(spots[i], dot, dot_gap, both=False)[0]
    return [(round(x, 3), round(y, 3)) for x, y in spots]


def _pushed(one: Point, other: Point, gap: float, *, both: bool = True) -> tuple[Point, Point]:
    """Two points moved away from each other, if they are too near."""
    dx, dy = one[0] - other[0], one[1] - other[1]
    far = abs(dx) + abs(dy)
    if far >= gap:
        return one, other
    if far < 0.05:
        dx, dy, far = 0.05, 0.0, 0.05
    share = (gap - far) / far * (0.5 if both else 1.0) + 0.001
    moved = (one[0] + dx * share, one[1] + dy * share)
    return moved, (other[0] - dx * share, other[1] - dy * share) if both else other


def tips_apart(points: Sequence[Point], scale: float, dots: Sequence[Point] = (), *, north: bool) -> list[Point]:
    """Where the triangles of chains' ends point to, so that none covers another or a dot."""
    middle = END_HEIGHT * scale / 2 * (-1 if north else 1)
    gap = (END_WIDTH + 1) * scale
    spots = apart([(x, y + middle) for x, y in points], gap, dots, (END_WIDTH + 1) * scale / 2 + 0.8)
    return [(x, round(y - middle, 3)) for x, y in spots]
