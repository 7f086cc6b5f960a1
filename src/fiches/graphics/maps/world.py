"""A map of the world as far as the places of a sheet or a collection ask for it, each named, no name under a line."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from fiches.core.geometry import Box
from fiches.graphics.maps import labels, world_data, world_frame
from fiches.graphics.maps.labels import Label, LabelRequest
from fiches.graphics.maps.rail import PAPER_WHITE, MapDrawing, disc
from fiches.graphics.maps.routes import apart, clear
from fiches.graphics.maps.world_frame import WorldProjection
from fiches.graphics.maps.world_ground import GroundLook, ground
from fiches.graphics.svg import Point, beads, chain, document, path, stroke
from fiches.places.points import Found

PLACE_DOT, PLACE_DISC, HALO = 0.8, 1.7, 0.35  # mm: half a dot, half one that holds a number, and the ring around either
DOT_GAP, DISC_GAP = (2.6, 2.9)  # halves between the middles of two dots, at least, and of two numbers
BOW, MORE_BOW = 0.06, 0.03  # of a link's length: the first, and each after it
LABEL_STEPS = ((7.0, "lieu"), (6.0, "lieu-petit"))  # points, kind: the first at which all names have room
NUMBER_SIZE, NUMBER_KIND = 7.0, "lieu-numero"  # in its disc
MOST_NAMES = 24  # of one map; more are numbers
CROWD, CROWDED = 5, 7.0  # dots within so many mm, of which no name is looked for
TOUCHED = 0.05  # mm² of a dot or line that a name may cover: it is estimated
NAME_EDGE = 1.2  # mm between a name and the edge
LEADER_FROM, LEADER_WIDTH = 2.4, 0.18  # mm between a dot and its name from which a line joins them


@dataclass(frozen=True, slots=True)
class WorldPlace:
    """A place on the map: its point, and what it is called there."""

    found: Found
    name: str
    is_hub: bool = False  # its format says that other places are linked to it


@dataclass(frozen=True, slots=True)
class WorldMap:
    """What is to be drawn: places, links as pairs of their indexes, the room in mm, the least extent in degrees."""

    places: tuple[WorldPlace, ...]
    links: tuple[tuple[int, int], ...]
    width: float
    height: float
    least: float
    title: str = ""  # what it is to those who do not see it
    bleed: float = 0.0  # mm that its ground goes on beyond the room on every side


@dataclass(frozen=True, slots=True)
class _Marks:
    """Dots, each once, and what is written beside it (in it where `half` is that of a disc); the links between them."""

    texts: Mapping[Point, str]
    lines: Sequence[Sequence[Point]]
    half: float = PLACE_DOT


Named = tuple[Point, Label, float]  # a dot, its name, the size of that in points
Legend = tuple[tuple[str, str], ...]  # numbers, and what they stand for


def drawn(wanted: WorldMap, look: GroundLook) -> MapDrawing:
    """The map; its names as labels, or, where they have no room, numbers in the dots and a legend."""
    base = world_data.load()
    room = Box(0.0, 0.0, wanted.width, wanted.height)
    shown = projection(wanted, base)
    marks = _marks(wanted, shown, PLACE_DOT)
    legend: Legend = ()
    named = _named(marks, room)
    if named is None:
        marks = _marks(wanted, shown, PLACE_DISC)
        named, legend = _numbered(marks)
    half, colours, is_dot = marks.half, look.colours, marks.half == PLACE_DOT
    ring = colours["sea"] if is_dot or look.words == PAPER_WHITE else look.words
    body = (
        ground(base, shown, room.widened(wanted.bleed), look)
        + "".join(chain(line, colours["links"]) for line in marks.lines)
        + stroke(_leaders(named) if is_dot else (), look.words, LEADER_WIDTH)
        + path([disc(dot, half + HALO) for dot in marks.texts], ring)
        + path([disc(dot, half) for dot in marks.texts], look.words if is_dot else PAPER_WHITE)
    )
    labels_ = tuple(label for _, label, _ in named)
    svg = document(wanted.width, wanted.height, body, wanted.title, beyond=wanted.bleed)
    return MapDrawing(svg, labels_, wanted.width, wanted.height, legend, look.words)


def projection(wanted: WorldMap, base: world_data.BaseMap) -> WorldProjection:
    """The frame of its places and of what is near them of their countries; all of the world without any."""
    points = [(place.found.longitude, place.found.latitude) for place in wanted.places]
    room = Box(0.0, 0.0, wanted.width, wanted.height)
    if not points:
        return world_frame.framed([(-170.0, -56.0), (170.0, 76.0)], [(0.0, 10.0)], room, wanted.least)
    high = world_frame.reach(points)
    shown = [
        corner
        for point, place in zip(points, wanted.places, strict=True)
        for corner in world_frame.around(point, base.countries.get(place.found.country, ()), high)
    ]
    return world_frame.framed(shown, points, room, wanted.least)


def _marks(wanted: WorldMap, projection: WorldProjection, half: float) -> _Marks:
    """Places where they stand, each once, moved apart where they would be one blot, all inside the room."""
    points = [projection.point(place.found.longitude, place.found.latitude) for place in wanted.places]
    spots = [(round(x, 3), round(y, 3)) for x, y in points]
    single = list(dict.fromkeys(spots))
    inner = Box(0.0, 0.0, wanted.width, wanted.height).widened(-half - HALO)
    gap = (DOT_GAP if half == PLACE_DOT else DISC_GAP) * half
    moved = [inner.nearest(spot) for spot in apart(single, gap)] if len(single) > 1 else single
    dots = [dict(zip(single, moved, strict=True))[spot] for spot in spots]
    names: dict[Point, dict[str, None]] = {}
    for place, dot in zip(wanted.places, dots, strict=True):
        names.setdefault(dot, {}).update({place.name: None})
    texts = {dot: ", ".join(filter(None, each)) for dot, each in names.items()}
    return _Marks(texts, _lines(dots, wanted.links), half)


def _lines(dots: Sequence[Point], links: Iterable[tuple[int, int]]) -> list[list[Point]]:
    """A bowed line for each pair of dots that are linked, clear of the other dots."""
    ends = dict.fromkeys((dots[one], dots[other]) for one, other in links if dots[one] != dots[other])
    spots = list(dict.fromkeys(dots))
    return [clear(*pair, BOW + MORE_BOW * (index % 4), spots) for index, pair in enumerate(ends)]


def _named(marks: _Marks, room: Box) -> list[Named] | None:
    """Names in the first size at which all have room; None where they have it in none."""
    if len(marks.texts) > MOST_NAMES or any(_crowd(dot, marks.texts) > CROWD for dot in marks.texts):
        return None
    obstacles = _obstacles(marks)
    for size, kind in LABEL_STEPS:
        wanted = [LabelRequest(text, dot, size, PLACE_DOT + 1.0, kind) for dot, text in marks.texts.items()]
        found = labels.placed(wanted, obstacles, room.widened(-NAME_EDGE))
        named = [(dot, label, size) for dot, label in zip(marks.texts, found, strict=True)]
        if _are_clean(named, obstacles, room):
            return named
    return None


def _crowd(dot: Point, others: Iterable[Point]) -> int:
    """How many dots are so near to one, itself included, that their names would be far from all."""
    return sum(math.dist(dot, other) < CROWDED for other in others)


def _numbered(marks: _Marks) -> tuple[list[Named], Legend]:
    """A number in each dot, from north to south, and what it stands for."""
    ranked = sorted(marks.texts, key=lambda dot: (dot[1], dot[0]))
    numbers = {dot: str(number) for number, dot in enumerate(ranked, 1)}
    named = [(dot, Label(text, *dot, "centre", NUMBER_KIND), NUMBER_SIZE) for dot, text in numbers.items()]
    return named, tuple((numbers[dot], marks.texts[dot]) for dot in ranked)


def _obstacles(marks: _Marks) -> list[Box]:
    """What no name may cover: dots and lines."""
    return [
        *(labels.around(dot, marks.half + HALO) for dot in marks.texts),
        *(labels.around(bead, 0.7) for line in marks.lines for bead in beads(line, 1.0)),
    ]


def _are_clean(named: Sequence[Named], obstacles: Iterable[Box], room: Box) -> bool:
    """Whether no name covers another, a dot, a line or the edge, nor stands under the leader of another."""
    boxes = [labels.box(label, size) for _, label, size in named]
    if any(one.meets(other) for one, other in combinations(boxes, 2)) or not all(map(room.covers, boxes)):
        return False
    if any(labels.overlap(box, taken) > TOUCHED for taken in obstacles for box in boxes):
        return False
    return not _are_struck(boxes, _leaders(named))


def _are_struck(boxes: Sequence[Box], lines: Iterable[tuple[Point, Point]]) -> bool:
    """Whether a line goes through a box, beside its ends."""
    return any(box.contains(*point) for line in lines for point in _between(*line) for box in boxes)


def _between(start: Point, end: Point) -> list[Point]:
    """Points of a line but its ends."""
    return [(start[0] + (end[0] - start[0]) * n / 20, start[1] + (end[1] - start[1]) * n / 20) for n in range(1, 20)]


def _leaders(named: Iterable[Named]) -> list[tuple[Point, Point]]:
    """From dots to names that stand far from them."""
    boxes = [(dot, labels.box(label, size).widened(-0.2)) for dot, label, size in named]
    lines = [(dot, box.nearest(dot)) for dot, box in boxes]
    return [(dot, end) for dot, end in lines if math.dist(dot, end) > LEADER_FROM]
