"""The base map of the world: coasts, countries, and where a boundary is contested; in degrees."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from fiches.core.geometry import Box
from fiches.graphics.svg import Point
from fiches.places import world

BASE_FILE = "fond.json"
DEGREE = 100  # steps of a degree in the file


class GeoRing(NamedTuple):
    """A closed ring or a line of (longitude, latitude), and the box that holds it."""

    points: tuple[Point, ...]
    box: Box


class Spot(NamedTuple):
    """A disc where the boundary that is drawn by others is only one of those that are claimed."""

    longitude: float
    latitude: float
    radius: float


@dataclass(frozen=True, slots=True)
class BaseMap:
    """Land as one shape, countries by ISO code, and the stretches of their boundaries that are contested."""

    land: tuple[GeoRing, ...]
    countries: Mapping[str, tuple[GeoRing, ...]]
    contested: tuple[GeoRing, ...]
    spots: tuple[Spot, ...]


@cache
def load() -> BaseMap:
    """The base map, read when a map first needs it."""
    source = json.loads((world.home() / BASE_FILE).read_text("utf-8"))
    arcs = [_decoded(arc) for arc in source["arcs"]]
    return BaseMap(
        tuple(_ring(ring, arcs) for ring in source["land"]),
        {code: tuple(_ring(ring, arcs) for ring in rings) for code, rings in source["countries"].items()},
        tuple(GeoRing(arcs[index], Box.around(arcs[index])) for index in source["contested"]),
        tuple(Spot(*spot) for spot in source["spots"]),
    )


def _decoded(flat: Sequence[int]) -> tuple[Point, ...]:
    """Steps of a degree, each point as its distance from the one before."""
    across, along = accumulate(flat[::2]), accumulate(flat[1::2])
    return tuple((x / DEGREE, y / DEGREE) for x, y in zip(across, along, strict=True))


def _ring(indexes: Sequence[int], arcs: Sequence[tuple[Point, ...]]) -> GeoRing:
    """Arcs one after the other, `~n` backwards; each begins where the one before it ends."""
    points: list[Point] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    whole = _unbroken(points)
    return GeoRing(whole, Box.around(whole))


def _unbroken(points: Sequence[Point]) -> tuple[Point, ...]:
    """The same points beyond 180°, where a ring crosses the antimeridian and would jump to the other side."""
    steps = [x - before for (before, _), (x, _) in pairwise(points)]
    if all(abs(step) <= 180 for step in steps):
        return tuple(points)
    turns = accumulate((-360.0 if step > 180 else 360.0 if step < -180 else 0.0 for step in steps), initial=0.0)
    return tuple((x + turn, y) for (x, y), turn in zip(points, turns, strict=True))
