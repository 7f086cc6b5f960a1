"""Names beside points of a map, none over another: the layout sets them as text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from fiches.core.geometry import POINTS_PER_MM, Box
from fiches.graphics.svg import Point

LETTER = 0.54  # of the type size, a letter's width on average
GAP = 1.2  # mm between a dot's middle and its name
LEADING = 1.25
LABEL_CLEARANCE = 0.7  # mm between a name and what stands beside it, or it would seem to name that
DOUBT, DOUBTFUL = 2.0, 2.5  # mm by which its own point must be nearer to a name than any other's; what less costs
LABEL_SIDES = ("right", "left", "above", "below")
AWAY = (0.0, 2.0, 4.0, 7.0, 10.0, 13.0)  # mm further than its gap
SHIFTS = (0.0, 0.75, -0.75, 1.5, -1.5, 2.5, -2.5, 3.5, -3.5)  # lines up or down from the point
COVERED_COST = 1000.0  # what it costs to cover anything, whatever the area: more than all that is unnatural
TRIES = 1500  # arrangements looked at; the first is good, the others better


@dataclass(frozen=True, slots=True)
class Label:
    """Words on a drawing, in its millimetres.

    `x`, `y` is the middle of the first line's near end: words run from it to the `side` (`right`, `left`), or
    around it (`centre`). `kind` names their style: `repere`, `lieu`, `ville`, `mer`, `region`, `numero`,
    `legende-nord`, `legende-sud`, `legende-region`, `toute-la-region`, `hors-region`, `a-confirmer`; the last six leave
    their words to the layout.
    """

    text: str
    x: float
    y: float
    side: str = "right"
    kind: str = "repere"


@dataclass(frozen=True, slots=True)
class LabelRequest:
    """A name that wants a place beside `point`; `size` in points, `gap` from the point, `sides` in their order."""

    text: str
    point: Point
    size: float = 7.0
    gap: float = GAP
    kind: str = "repere"
    sides: tuple[str, ...] = LABEL_SIDES


@dataclass(frozen=True, slots=True)
class _Ground:
    """What names stand on: the frame, what they may not cover, what they rather do not, all points, named or not."""

    frame: Box
    obstacles: tuple[Box, ...]
    lines: tuple[Box, ...]
    points: tuple[Point, ...]
    marks: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class _LabelPlace:
    """One place for a name, and what it costs whatever the others do."""

    label: Label
    room: Box
    cost: float


def box(label: Label, size: float) -> Box:
    """The room that a label takes, estimated."""
    tall = size / POINTS_PER_MM
    width, half = len(label.text) * tall * LETTER, tall * LEADING / 2
    left = {"right": label.x, "left": label.x - width, "centre": label.x - width / 2}[label.side]
    return Box(left, label.y - half, left + width, label.y + half)


def placed(
    wanted: Sequence[LabelRequest],
    obstacles: Iterable[Box],
    frame: Box,
    lines: Iterable[Box] = (),
    *,
    marks: Iterable[Point] = (),
) -> tuple[Label, ...]:
    """Each name where all together cover least, then where they stand most naturally; the same each time.

    `lines` may be covered, but rather not; `marks` have no name, and none is taken for theirs.
    """
    points = tuple(want.point for want in wanted)
    ground = _Ground(frame, tuple(obstacles), tuple(lines), points, tuple(marks))
    choices = [_choices(want, ground) for want in wanted]
    order = sorted(range(len(wanted)), key=lambda i: (-choices[i][0].cost, _free(choices[i]), i))
    found = _best([choices[index] for index in order])
    return tuple(label for _, label in sorted(zip(order, found, strict=True), key=lambda pair: pair[0]))


def _free(choices: Sequence[_LabelPlace]) -> int:
    return sum(choice.cost < COVERED_COST for choice in choices)


def _best(choices: Sequence[Sequence[_LabelPlace]]) -> list[Label]:
    """Depth first, the cheapest place first; a branch that cannot beat the best is cut."""
    least = [sum(each[0].cost for each in choices[index:]) for index in range(len(choices) + 1)]
    best: list[_LabelPlace] = []
    best_cost, tries = float("inf"), 0
    stack: list[tuple[float, tuple[_LabelPlace, ...]]] = [(0.0, ())]
    while stack and tries < TRIES:
        cost, chosen = stack.pop()
        if cost + least[len(chosen)] >= best_cost:
            continue
        if len(chosen) == len(choices):
            best, best_cost = list(chosen), cost
            continue
        tries += 1
        within = least[len(chosen) + 1], best_cost
        stack += [(total, (*chosen, each)) for total, each in _ranked(cost, chosen, choices[len(chosen)], within)]
    return [choice.label for choice in best]


def _ranked(
    cost: float, chosen: Sequence[_LabelPlace], choices: Sequence[_LabelPlace], within: tuple[float, float]
) -> list[tuple[float, _LabelPlace]]:
    """What an arrangement that costs so much costs with each place more, the dearest first.

    `within`: the least that those to come cost, and what all together must cost less than; others are left out.
    """
    (rest, most), rooms = within, [other.room for other in chosen]
    worth = [each for each in choices if cost + each.cost + rest < most]
    totals = [(cost + each.cost + _covered(each.room, rooms), each) for each in worth]
    return sorted(totals, key=lambda pair: -pair[0])


def _choices(want: LabelRequest, ground: _Ground) -> list[_LabelPlace]:
    """Places for a name, the cheapest first."""
    places = [(label, box(label, want.size), odd) for odd, label in _places(want)]
    reach = reduce(Box.joined, [room for _, room, _ in places]).widened(LABEL_CLEARANCE)
    near, faint = _overlapping(reach, ground.obstacles), _overlapping(reach, ground.lines)
    rivals = [point for point in ground.points if point != want.point]
    found = []
    for label, room, odd in places:
        doubtful = _is_doubtful(room, want.point, rivals) or _is_nearer(room, want.point, ground.marks)
        cost = odd + sum(overlap(room, line) for line in faint) + DOUBTFUL * doubtful
        found.append(_LabelPlace(label, room, cost + _outside(room, ground.frame) + _covered(room, near)))
    return sorted(found, key=lambda choice: choice.cost)


def _overlapping(reach: Box, others: Iterable[Box]) -> list[Box]:
    left, top, right, foot = reach
    return [one for one in others if one[0] < right and left < one[2] and one[1] < foot and top < one[3]]


def _is_doubtful(room: Box, point: Point, rivals: Iterable[Point]) -> bool:
    """Whether a name might be that of another point."""
    return any(_far(rival, room) < _far(point, room) + DOUBT for rival in rivals)


def _is_nearer(room: Box, point: Point, marks: Iterable[Point]) -> bool:
    """Whether a name stands nearer to a mark than to its own point."""
    return any(_far(mark, room) < _far(point, room) for mark in marks)


def _far(point: Point, room: Box) -> float:
    """From a point to a box."""
    (x, y), (left, top, right, foot) = point, room
    return math.hypot(max(left - x, 0.0, x - right), max(top - y, 0.0, y - foot))


def _places(want: LabelRequest) -> list[tuple[float, Label]]:
    """Places for a name, each with what it costs to be less natural: level, above or below, then moved away."""
    (x, y), line = want.point, want.size / POINTS_PER_MM * LEADING
    found = []
    for away in AWAY:
        far = want.gap + away
        for other, side in enumerate(want.sides):
            odd = other * 0.2 + away * 0.8
            if side in ("above", "below"):
                high = (far + line / 2) * (-1 if side == "above" else 1)
                found.append((odd, Label(want.text, x, y + high, "centre", want.kind)))
                continue
            near = x + far * (1 if side == "right" else -1)
            for shift in SHIFTS:
                odder = odd + (0.3 + abs(shift) * 1.6 + 0.1 * (shift < 0) if shift else 0.0)
                found.append((odder, Label(want.text, near, y + shift * line, side, want.kind)))
    return found


def _outside(room: Box, frame: Box) -> float:
    """What leaves the frame."""
    area = room.width * room.height - overlap(room, frame)
    return 4 * (COVERED_COST + area) if area > 1e-9 else 0.0


def _covered(room: Box, taken: Iterable[Box]) -> float:
    """What it costs to cover these boxes, or, for much less, to come too near to them."""
    left, top, right, foot = room
    wide = Box(left - LABEL_CLEARANCE, top - LABEL_CLEARANCE / 4, right + LABEL_CLEARANCE, foot + LABEL_CLEARANCE / 4)
    cost = 0.0
    for other in _overlapping(wide, taken):
        area = overlap(room, other)
        cost += COVERED_COST + 5 * area if area else 1.0 + overlap(wide, other)
    return cost


def overlap(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    left, top, right, foot = one
    start, head, end, low = other
    if left >= end or start >= right or top >= low or head >= foot:
        return 0.0
    return (min(right, end) - max(left, start)) * (min(foot, low) - max(top, head))


def around(point: Point, half: float) -> Box:
    """A square box about a point."""
    return Box(point[0] - half, point[1] - half, point[0] + half, point[1] + half)
