"""The marks of the overview: a small lozenge where each place is, the number of its sheet near it, inland if it can."""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, pairwise, product

from fiches.core.geometry import Box
from fiches.graphics.maps.labels import LABEL_CLEARANCE, Label, around, box, overlap
from fiches.graphics.svg import Point, path, stroke, woven_diamond

PLACE_MARK = 2.4  # mm across the lozenge of a place
HOLLOW_HEART = 0.5  # of a lozenge: how large its heart is, where no chain comes to it
PLACE_NUMBER_SIZE, NUMBER_GAP = 7.2, 1.9  # points; mm between the middle of a lozenge and its number
PLACE_NUMBER = "numero-lieu"
NUMBER_FURTHEST, NUMBER_STEP, NUMBER_TURNS = 12.0, 0.75, 16  # mm from its place: at most, what is tried; directions
NUMBER_ROUNDS = 6
AT_SEA, TIE_CROSSED, NUMBER_DOUBTFUL, NUMBER_COVERED = 8.0, 5.0, 12.0, 1000.0  # mm that a number would rather go
NUMBER_DOUBT = 0.8  # mm by which a number has to be nearer to its place than to another
MOST_NUMBERED = 30  # places: of more, none has its number
TIE, TIE_FROM, TIE_STEP = 0.2, 1.5, 0.5  # mm: how wide, and how far a place is from a number tied to it
SEA_CELL = 1.0  # mm: the sea is seen in squares so wide


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """The place of one sheet: its `middle` on the drawing, whether it is all of the region, whether a chain comes."""

    number: int
    middle: Point
    is_whole: bool = False
    is_linked: bool = True


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a sheet: its label, the room of it, its hairlines, and what it costs to stand there."""

    label: Label
    room: Box
    ties: tuple[tuple[Point, ...], ...]
    cost: float

    def against(self, other: Number) -> float:
        """What it costs beside another: they cover each other, or hairlines run over numbers, or over hairlines."""
        if overlap(self.room.widened(LABEL_CLEARANCE / 2), other.room):
            return NUMBER_COVERED
        through = _through(self.ties, other.room) + _through(other.ties, self.room)
        return TIE_CROSSED * (2 * through + sum(_cross(*pair) for pair in product(self.ties, other.ties)))


def _cross(one: Sequence[Point], other: Sequence[Point]) -> bool:
    """Whether two hairlines cross."""
    (a, *_, b), (c, *_, d) = one, other
    return _turns(a, b, c) != _turns(a, b, d) and _turns(c, d, a) != _turns(c, d, b)


def _turns(start: Point, end: Point, point: Point) -> bool:
    """On which side of a line a point is."""
    return (end[0] - start[0]) * (point[1] - start[1]) > (end[1] - start[1]) * (point[0] - start[0])


def _through(ties: Iterable[Iterable[Point]], room: Box) -> int:
    """How many hairlines run over a room."""
    left, top, right, foot = room.widened(LABEL_CLEARANCE / 2)
    return sum(any(left < x < right and top < y < foot for x, y in tie) for tie in ties)


@dataclass(frozen=True, slots=True)
class _NumberGround:
    """What numbers stand on: the frame, what they may not cover, the sea, and all places."""

    frame: Box
    obstacles: Sequence[Box]
    sea: frozenset[tuple[int, int]]
    spots: Sequence[Point]

    def has_room(self, room: Box) -> bool:
        """Whether nothing is under it, and it does not leave the frame."""
        inside = self.frame.x0 <= room.x0 and room.x1 <= self.frame.x1
        inside = inside and self.frame.y0 <= room.y0 and room.y1 <= self.frame.y1
        return inside and not any(overlap(room, other) for other in self.obstacles)

    def at_sea(self, room: Box) -> float:
        """What it costs to stand there, by the share of it that is in the sea."""
        cells = _cells(room)
        return AT_SEA * len(self.sea.intersection(cells)) / len(cells)


@dataclass(frozen=True, slots=True)
class PlaceMarkColours:
    """Of lozenges, of those of whole regions and hairlines, and of the hearts of those to which no chain comes."""

    place: str
    whole: str
    heart: str


def lozenge(middle: Point, size: float, mark: PlaceMark, colours: PlaceMarkColours) -> str:
    """A mark as it is drawn, on the map and in its key."""
    drawn = path([woven_diamond(middle, size)], colours.whole if mark.is_whole else colours.place)
    return drawn if mark.is_linked else drawn + path([woven_diamond(middle, size * HOLLOW_HEART)], colours.heart)


def drawn(marks: Sequence[PlaceMark], numbers: Sequence[Number], colours: PlaceMarkColours) -> str:
    """All marks, over the hairlines from each number to the places of its sheet that it does not stand beside."""
    ties = stroke([tie[:: len(tie) - 1] for each in numbers for tie in each.ties], colours.whole, TIE)
    return ties + "".join(lozenge(mark.middle, PLACE_MARK, mark, colours) for mark in marks)


def numbered(
    marks: Sequence[PlaceMark], lands: Sequence[Sequence[Point]], taken: Sequence[Box], frame: Box
) -> list[Number]:
    """The number of each sheet once, near the first of its places; none where they have no room for all.

    They cover nothing that is `taken`, and stand on the `lands`, in the frame, if they can.
    """
    if not marks or len(marks) > MOST_NUMBERED:
        return []
    reach = Box.around([mark.middle for mark in marks]).widened(NUMBER_FURTHEST + PLACE_NUMBER_SIZE)
    obstacles = [
        *(one for one in taken if overlap(one, reach)),
        *(around(mark.middle, PLACE_MARK / 2) for mark in marks),
    ]
    ground = _NumberGround(frame, obstacles, _sea(reach, lands), [mark.middle for mark in marks])
    choices = [sorted(_choices(own, ground), key=lambda each: each.cost) for own in _by_sheet(marks)]
    return _settled(choices) if all(choices) else []


def _by_sheet(marks: Sequence[PlaceMark]) -> list[list[PlaceMark]]:
    """The places of each sheet."""
    by_number = sorted(marks, key=lambda mark: mark.number)  # in their order: sorting is stable
    return [list(own) for _, own in groupby(by_number, key=lambda mark: mark.number)]


def _settled(choices: Sequence[Sequence[Number]]) -> list[Number]:
    """One of each, so often chosen anew beside the others that it stays; none where two cover each other."""
    chosen = [each[0] for each in choices]
    for _ in range(NUMBER_ROUNDS):
        before = list(chosen)
        for index, own in enumerate(choices):
            others = [*chosen[:index], *chosen[index + 1 :]]
            chosen[index] = min(own, key=lambda one: one.cost + sum(one.against(other) for other in others))
        if chosen == before:
            break
    return [] if any(one.against(other) >= NUMBER_COVERED for one, other in combinations(chosen, 2)) else chosen


def _choices(own: Sequence[PlaceMark], ground: _NumberGround) -> Iterator[Number]:
    """Where the number of a sheet may stand around its places, and what that costs by itself."""
    mine = {mark.middle for mark in own}
    strange = [spot for spot in ground.spots if spot not in mine]
    for mark, (away, across, down) in product(own, _around()):
        x, y = mark.middle
        label = Label(str(mark.number), x + across, y + down, "centre", PLACE_NUMBER)
        room = box(label, PLACE_NUMBER_SIZE)
        if ground.has_room(room):
            ties = tuple(_ties(room, own))
            cost = away + ground.at_sea(room) + TIE_CROSSED * _passed(ties, strange)
            yield Number(label, room, ties, cost + NUMBER_DOUBTFUL * _is_doubtful(room, mark.middle, ties, strange))


def _around() -> Iterator[tuple[float, float, float]]:
    """How much further than beside it, how far across and how far down from a place numbers are tried, in mm."""
    for step, turn in product(range(round((NUMBER_FURTHEST - NUMBER_GAP) / NUMBER_STEP) + 1), range(NUMBER_TURNS)):
        far, angle = NUMBER_GAP + step * NUMBER_STEP, math.tau * turn / NUMBER_TURNS
        yield step * NUMBER_STEP, far * math.cos(angle), far * math.sin(angle)


def _ties(room: Box, own: Sequence[PlaceMark]) -> Iterator[tuple[Point, ...]]:
    """The hairlines from a number to the places of its sheet it stands apart from, a point each half millimetre."""
    left, top, right, foot = room.widened(LABEL_CLEARANCE / 2)
    for mark in own:
        x, y = mark.middle
        near = min(max(x, left), right), min(max(y, top), foot)
        long = math.dist(near, mark.middle)
        if long > TIE_FROM:
            count = math.ceil(long / TIE_STEP)
            yield tuple(
                (near[0] + (x - near[0]) * part / count, near[1] + (y - near[1]) * part / count)
                for part in range(count + 1)
            )


def _passed(ties: Iterable[Sequence[Point]], spots: Sequence[Point]) -> int:
    """How many places of other sheets hairlines run over."""
    return sum(any(math.dist(spot, point) < PLACE_MARK * 0.7 for point in tie) for tie in ties for spot in spots)


def _is_doubtful(room: Box, own: Point, ties: Sequence[object], others: Iterable[Point]) -> bool:
    """Whether a number that no hairline ties to its place stands as near to another."""
    middle = (room.x0 + room.x1) / 2, (room.y0 + room.y1) / 2
    return not ties and any(math.dist(middle, other) < math.dist(middle, own) + NUMBER_DOUBT for other in others)


def _cells(room: Box) -> list[tuple[int, int]]:
    """The squares that a box reaches into, by how many of them are above and at the left."""
    down = range(math.floor(room.y0 / SEA_CELL), math.ceil(room.y1 / SEA_CELL))
    return [*product(down, range(math.floor(room.x0 / SEA_CELL), math.ceil(room.x1 / SEA_CELL)))]


def _sea(room: Box, lands: Sequence[Sequence[Point]]) -> frozenset[tuple[int, int]]:
    """The squares of a part of the map whose middles are on no land."""
    rows = groupby(_cells(room), key=lambda cell: cell[0])
    return frozenset(cell for down, row in rows for cell in _at_sea(row, (down + 0.5) * SEA_CELL, lands))


def _at_sea(row: Iterable[tuple[int, int]], y: float, lands: Sequence[Sequence[Point]]) -> Iterator[tuple[int, int]]:
    """Those squares of a row, whose middles are at `y`, that are on none of the lands."""
    shores = [shore for ring in lands if (shore := sorted(_crossings(ring, y)))]
    for down, across in row:
        x = (across + 0.5) * SEA_CELL
        if not any(bisect(shore, x) % 2 for shore in shores):
            yield down, across


def _crossings(ring: Sequence[Point], y: float) -> Iterator[float]:
    """Where a level line crosses a ring."""
    for (x0, y0), (x1, y1) in pairwise([*ring, *ring[:1]]):
        if (y0 > y) != (y1 > y):
            yield x0 + (y - y0) / (y1 - y0) * (x1 - x0)
