"""The ground of a map of the world: sea, land, countries as tints; no boundary is a line, a contested one no edge."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fiches.core.geometry import Box
from fiches.graphics.maps.data import clipped
from fiches.graphics.maps.rail import PAPER_WHITE
from fiches.graphics.maps.world_data import BaseMap, GeoRing
from fiches.graphics.maps.world_frame import NORTHERNMOST, SOUTHERNMOST, WorldProjection
from fiches.graphics.svg import Point, diamond, path

COAST_STEP = 0.15  # mm between two points of a coast
SPECK = 0.2  # mm: what is smaller is not printed
STITCH_PITCH = 0.65  # mm between the middles of two stitches that hide a contested boundary, across and down
SAMPLED = 1.5  # mm between the points of a boundary that are measured from
BARE, FADED = (0.8, 0.12), (5.0, 1.3)  # mm and degrees from a contested boundary: without tint, with all of it


@dataclass(frozen=True, slots=True)
class GroundLook:
    """How it is painted: colours of `sea`, `land`, `countries` and `links` as hex, codes of the countries `tinted`."""

    colours: Mapping[str, str]
    tinted: tuple[str, ...] = ()
    name: str = ""  # tells its parts from those of other maps of a document
    words: str = PAPER_WHITE  # the colour of names and dots


def ground(base: BaseMap, projection: WorldProjection, room: Box, look: GroundLook) -> str:
    """Sea and land of a room of the page, and the tints of some countries."""
    rings = [ring for code in sorted(set(look.tinted)) for ring in base.countries.get(code, ())]
    land, tints = shapes(base.land, projection, room), shapes(rings, projection, room)
    stitches = _stitches(base, projection, [Box.around(ring) for ring in tints])
    return (
        path([room.corners], look.colours["sea"])
        + path(land, look.colours["land"])
        + path(tints, look.colours["countries"])
        + (_cut(stitches, land, look) if stitches else "")
    )


def shapes(rings: Iterable[GeoRing], projection: WorldProjection, room: Box) -> list[list[Point]]:
    """Rings on the page as far as the room shows them, on whichever side of the antimeridian it is."""
    window = projection.window(room)
    window = Box(window.x0, max(window.y0, SOUTHERNMOST), window.x1, min(window.y1, NORTHERNMOST))
    step = COAST_STEP / projection.scale
    cut = [piece for ring in rings for piece in _pieces(ring, window, step)]
    return [_rounded(ring) for ring in clipped(map(projection.line, cut), room) if _is_printed(ring)]


def _pieces(ring: GeoRing, window: Box, step: float) -> Iterator[Sequence[Point]]:
    """A ring wherever it comes into the window, once round the globe or more, its points `step` degrees apart."""
    for turn in (-360.0, 0.0, 360.0):
        box = Box(ring.box.x0 + turn, ring.box.y0, ring.box.x1 + turn, ring.box.y1)
        if box.meets(window):
            points = [(x + turn, y) for x, y in _apart(ring.points, step)]
            yield from [points] if window.covers(box) else clipped([points], window)


def _apart(points: Sequence[Point], step: float) -> Iterator[Point]:
    last_x, last_y = math.inf, math.inf
    for x, y in points:
        if abs(x - last_x) + abs(y - last_y) >= step:
            last_x, last_y = x, y
            yield x, y


def _rounded(ring: Iterable[Point]) -> list[Point]:
    return [(round(x, 2), round(y, 2)) for x, y in ring]


def _is_printed(ring: Sequence[Point]) -> bool:
    if len(ring) < 3:
        return False
    box = Box.around(ring)
    return max(box.width, box.height) >= SPECK


def _stitches(base: BaseMap, projection: WorldProjection, limits: Sequence[Box]) -> list[list[Point]]:
    """Stitches over tints, larger and larger towards a contested boundary, which none shows."""
    away = _distances(base, projection, [box.widened(2 * STITCH_PITCH) for box in limits])
    halves = ((node, _half(far, projection.scale)) for node, far in sorted(away.items()))
    return [diamond((x * STITCH_PITCH, y * STITCH_PITCH), half) for (x, y), half in halves if half > 0]


def _cut(stitches: Sequence[Sequence[Point]], land: Sequence[Sequence[Point]], look: GroundLook) -> str:
    """Stitches of the colour of land, cut along coasts: along a tint, a hairline of it would be left at its edge."""
    near = clipped(land, Box.around([point for stitch in stitches for point in stitch]).widened(1.0))
    name, colour = f"teintes-{look.name}", look.colours["land"]
    inside = path(stitches, colour)
    return f'<clipPath id="{name}">{path(near, colour)}</clipPath><g clip-path="url(#{name})">{inside}</g>'


def _reach(scale: float, limit: tuple[float, float]) -> float:
    """The larger of some mm and some degrees, in mm."""
    return max(limit[0], limit[1] * scale)


def _half(far: float, scale: float) -> float:
    """Half of a stitch so far from a contested boundary: the whole pitch where nothing is to be seen of a tint."""
    bare, faded = _reach(scale, BARE), _reach(scale, FADED)
    return round(STITCH_PITCH * min(1.0, (faded - far) / (faded - bare)), 3)


def _distances(base: BaseMap, projection: WorldProjection, limits: Sequence[Box]) -> dict[tuple[int, int], float]:
    """For each node of the lattice in one of some boxes and near a contested boundary, how far that is, in mm."""
    found: dict[tuple[int, int], float] = {}
    reach = _reach(projection.scale, FADED)
    wide = [box.widened(reach) for box in limits]
    for line in base.contested:
        for point in _seen([projection.point(x, y) for x, y in line.points], wide):
            _measure(found, point, 0.0, reach)
    for spot in base.spots:
        point, radius = projection.point(spot.longitude, spot.latitude), spot.radius * projection.scale
        if _is_in([box.widened(radius) for box in wide], point):
            _measure(found, point, radius, reach)
    return {(x, y): far for (x, y), far in found.items() if _is_in(limits, (x * STITCH_PITCH, y * STITCH_PITCH))}


def _is_in(boxes: Iterable[Box], point: Point) -> bool:
    return any(box.contains(*point) for box in boxes)


def _seen(line: Sequence[Point], boxes: Sequence[Box]) -> Iterator[Point]:
    """Points of a line that are in some boxes, of which most lines meet none."""
    here = [box for box in boxes if box.meets(Box.around(line))]
    return (point for point in (_sampled(line) if here else ()) if _is_in(here, point))


def _sampled(line: Sequence[Point]) -> Iterator[Point]:
    """Points of a line, SAMPLED apart or less; not across the page, where it goes round the globe."""
    for (x0, y0), (x1, y1) in pairwise(line):
        count = max(1, math.ceil(math.hypot(x1 - x0, y1 - y0) / SAMPLED))
        yield from (
            (x0 + (x1 - x0) * n / count, y0 + (y1 - y0) * n / count) for n in range(count + 1 if count < 99 else 0)
        )


def _measure(found: dict[tuple[int, int], float], point: Point, radius: float, reach: float) -> None:
    """Puts down the distance of the nodes within `reach` of a disc, where it is less than what is known."""
    (x, y), far = point, radius + reach
    for row in range(math.ceil((y - far) / STITCH_PITCH), math.floor((y + far) / STITCH_PITCH) + 1):
        half = math.sqrt(max(far * far - (row * STITCH_PITCH - y) ** 2, 0.0))
        for column in range(math.ceil((x - half) / STITCH_PITCH), math.floor((x + half) / STITCH_PITCH) + 1):
            if not (row + column) % 2:
                away = max(math.hypot(column * STITCH_PITCH - x, row * STITCH_PITCH - y) - radius, 0.0)
                found[column, row] = min(away, found.get((column, row), math.inf))
