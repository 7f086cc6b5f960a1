"""What a map of the world shows: the frame that its places ask for, and the projection that suits its width."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from fiches.core.geometry import Box
from fiches.graphics.maps.world_data import GeoRing
from fiches.graphics.svg import Point

WIDE = (55.0, 40.0)  # degrees of longitude and latitude from which a map is in equal areas
REACH = (2.0, 11.0)  # degrees around a place within which its country is shown: of many places, of one
FRAME_PADDING = 7.0  # mm between what is shown and the edge
SOUTHERNMOST, NORTHERNMOST = -60.0, 84.0  # latitudes of what is drawn: neither the ice nor the pole
LATITUDE_STEP = 0.25  # degrees to which a latitude is looked for
EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)  # its polynomial (Šavrič, Patterson and Jenny, 2018)
_ROOT = math.sqrt(3) / 2


@dataclass(frozen=True, slots=True)
class WorldProjection:
    """Onto a page: `scale` millimetres for a degree at the equator, `origin` where the middle of the map's degrees is.

    Of a small frame plate carrée, true to scale on its middle `parallel`; of a `wide` one Equal Earth.
    """

    meridian: float
    parallel: float = 0.0
    wide: bool = False
    scale: float = 1.0
    origin: Point = (0.0, 0.0)

    def point(self, longitude: float, latitude: float) -> Point:
        """Where degrees fall, by the shorter way round from the middle of the map, in millimetres."""
        x, y = self.flat(self.near(longitude), latitude)
        return self.origin[0] + x * self.scale, self.origin[1] + y * self.scale

    def near(self, longitude: float) -> float:
        """A longitude as it is counted from the middle of the map, at most 180° from it."""
        return self.meridian + turned(longitude - self.meridian)

    def line(self, points: Iterable[Point]) -> list[Point]:
        """A line or ring that is counted from the middle of the map already."""
        flat = (self.flat(x, y) for x, y in points)
        return [(self.origin[0] + x * self.scale, self.origin[1] + y * self.scale) for x, y in flat]

    def flat(self, longitude: float, latitude: float) -> Point:
        """In degrees at the equator, y downwards."""
        if not self.wide:
            return (longitude - self.meridian) * math.cos(math.radians(self.parallel)), self.parallel - latitude
        angle = math.asin(_ROOT * math.sin(math.radians(latitude)))
        two = angle * angle
        six = two * two * two
        one, third, seventh, ninth = EQUAL_EARTH
        across = math.cos(angle) / (_ROOT * (one + 3 * third * two + six * (7 * seventh + 9 * ninth * two)))
        along = angle * (one + third * two + six * (seventh + ninth * two))
        return (longitude - self.meridian) * across, -math.degrees(along)

    def window(self, room: Box) -> Box:
        """The degrees that a room of the page may show, or more."""
        top, foot = self._latitude(room.y0), self._latitude(room.y1) - LATITUDE_STEP
        if self.wide:
            return Box(self.meridian - 180, foot, self.meridian + 180, top)
        degree = self.scale * math.cos(math.radians(self.parallel))
        west, east = ((x - self.origin[0]) / degree for x in (room.x0, room.x1))
        return Box(self.meridian + max(west, -180.0), foot, self.meridian + min(east, 180.0), top)

    def _latitude(self, y: float) -> float:
        """The latitude at a height of the page, or up to a LATITUDE_STEP more."""
        latitudes = [
            SOUTHERNMOST + LATITUDE_STEP * n for n in range(round((NORTHERNMOST - SOUTHERNMOST) / LATITUDE_STEP) + 1)
        ]
        heights = [-self.flat(self.meridian, latitude)[1] for latitude in latitudes]
        return latitudes[min(bisect_left(heights, (self.origin[1] - y) / self.scale), len(latitudes) - 1)]


def turned(degrees: float) -> float:
    """An angle from -180 to 180."""
    return (degrees + 180.0) % 360.0 - 180.0


def middle(longitudes: Sequence[float]) -> float:
    """The meridian in the middle of what is left of the globe without the widest gap between places."""
    ranked = sorted({longitude % 360.0 for longitude in longitudes}) or [0.0]
    gaps = [(after - before) % 360.0 or 360.0 for before, after in zip(ranked, [*ranked[1:], ranked[0]], strict=True)]
    widest = max(range(len(gaps)), key=lambda index: gaps[index])
    first, span = ranked[(widest + 1) % len(ranked)], 360.0 - gaps[widest]
    return turned(first + span / 2)


def reach(places: Sequence[Point]) -> float:
    """How much of its country is shown around each place: the farther apart they are, the less it takes to know it."""
    meridian = middle([x for x, _ in places])
    box = Box.around([(turned(x - meridian), y) for x, y in places])
    return max(REACH[0], REACH[1] - max(box.width, box.height) / 2)


def around(point: Point, rings: Iterable[GeoRing], high: float) -> list[Point]:
    """The corners of what of a place's country is near it, its own part or the nearest one, `high` degrees at most."""
    longitude, latitude = point
    wide = high / max(math.cos(math.radians(latitude)), 0.3)
    near = min(rings, key=lambda ring: _far(ring, point), default=None)
    offsets = [(turned(x - longitude), y - latitude) for x, y in near.points] if near else []
    seen = [(x, y) for x, y in offsets if abs(x) <= wide and abs(y) <= high]
    box = Box.around([(0.0, 0.0), *seen])
    if near and len(seen) < len(offsets):  # it goes on
        box = box.joined(Box(-wide / 2, -high / 2, wide / 2, high / 2))
    return [(longitude + x, latitude + y) for x, y in box.corners]


def _far(ring: GeoRing, point: Point) -> float:
    """From a place to a ring, 0 inside of it."""
    if _is_inside(ring, point):
        return 0.0
    return min(math.hypot(turned(x - point[0]), y - point[1]) for x, y in ring.points)


def _is_inside(ring: GeoRing, point: Point) -> bool:
    x, y = point
    if not ring.box.contains(x, y):
        return False
    inside, (before_x, before_y) = False, ring.points[-1]
    for here_x, here_y in ring.points:
        if (here_y > y) != (before_y > y):
            inside ^= x < here_x + (y - here_y) * (before_x - here_x) / (before_y - here_y)
        before_x, before_y = here_x, here_y
    return inside


def framed(shown: Sequence[Point], places: Sequence[Point], room: Box, least: float) -> WorldProjection:
    """The projection that puts what is `shown` around the places (degrees) in the middle of a room of the page."""
    meridian = middle([longitude for longitude, _ in places])
    box = Box.around([(meridian + turned(x - meridian), y) for x, y in shown])
    latitude = (box.y0 + box.y1) / 2
    wide = least / max(math.cos(math.radians(latitude)), 0.2) - box.width
    box = Box(box.x0 - max(wide, 0) / 2, box.y0, box.x1 + max(wide, 0) / 2, box.y1)
    high = max(least - box.height, 0) / 2
    box = Box(box.x0, max(box.y0 - high, -88.0), box.x1, min(box.y1 + high, 88.0))
    plain = WorldProjection(
        (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, wide=box.width > WIDE[0] or box.height > WIDE[1]
    )
    return _fitted(plain, box, room)


def _fitted(plain: WorldProjection, box: Box, room: Box) -> WorldProjection:
    """The same at the scale and place at which the box of degrees fills the room."""
    levels = {box.y0, box.y1, *((0.0,) if box.y0 < 0 < box.y1 else ())}  # the equator is the widest
    flat = Box.around([plain.flat(x, y) for x in (box.x0, box.x1) for y in levels])
    inner = room.widened(-min(FRAME_PADDING, room.width / 5, room.height / 5))
    scale = min(inner.width / max(flat.width, 1e-6), inner.height / max(flat.height, 1e-6))
    x, y = (
        (room.x0 + room.x1 - (flat.x0 + flat.x1) * scale) / 2,
        (room.y0 + room.y1 - (flat.y0 + flat.y1) * scale) / 2,
    )
    return replace(plain, scale=scale, origin=(x, y))
