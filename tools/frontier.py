"""Where a region reaches the edge of its country it thins out, stitch by stitch: no edge of colour is a frontier."""

from __future__ import annotations

import math
from collections.abc import Iterator

import shapely
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

WHOLE_FROM = 0.5  # degrees of longitude from the frontier (48 km) where the region is whole
NOTHING_TO = 0.2  # and where nothing of it is drawn any more (19 km)
STITCH = 0.04  # half of the widest lozenge, in degrees of longitude
LEAST = 0.12  # of the widest: smaller ones are not printed
SHORT = 0.15  # degrees: bits of outline that say nothing


def thinned_out(region: BaseGeometry, frontier: BaseGeometry) -> tuple[BaseGeometry, list[list[int]]]:
    """What is left whole of `region`, and the lozenges, smaller and smaller, that lead towards the frontier.

    A lozenge is its longitude, its latitude and half its width, in thousandths of a degree.
    """
    flat, edge = shapely.transform(region, _flat), shapely.transform(frontier, _flat)
    shapely.prepare(flat)
    woven = [(centre, centre.distance(edge)) for centre in _lattice(flat)]
    zone = shapely.union_all([_lozenge(centre, STITCH) for centre, far in woven if far < WHOLE_FROM])
    stitches = [
        _rounded(centre, STITCH * share)
        for centre, far in woven
        if flat.contains(centre) and (share := _share(far)) >= LEAST and far < WHOLE_FROM
    ]
    whole = flat - zone - edge.buffer(WHOLE_FROM - STITCH)
    return shapely.transform(whole, _degrees), stitches


def open_outline(region: BaseGeometry, frontier: BaseGeometry) -> list[BaseGeometry]:
    """The lines of the outline of `region` that stand clear of the frontier."""
    flat, edge = shapely.transform(region, _flat), shapely.transform(frontier, _flat)
    lines = shapely.line_merge(flat.boundary - edge.buffer(WHOLE_FROM))
    kept = [line for line in shapely.get_parts(lines) if line.length > SHORT]
    return [shapely.transform(line, _degrees) for line in kept]


def _share(far: float) -> float:
    """Of the widest lozenge, the width of one that is `far` from the frontier."""
    return min((far - NOTHING_TO) / (WHOLE_FROM - NOTHING_TO), 1.0)


def _lattice(flat: BaseGeometry) -> Iterator[Point]:
    """Middles of the lozenges that cover a shape without a gap."""
    left, low, right, high = (round(value / STITCH) for value in flat.bounds)
    for row in range(low - 2, high + 3):
        for column in range(left - 2, right + 3):
            if (row + column) % 2 == 0:
                yield Point(column * STITCH, row * STITCH)


def _lozenge(centre: Point, half: float) -> Polygon:
    x, y = centre.x, centre.y
    return Polygon([(x, y + half), (x + half, y), (x, y - half), (x - half, y)])


def _rounded(centre: Point, half: float) -> list[int]:
    ((x, y),) = _degrees([(centre.x, centre.y)])
    return [round(x * 1000), round(y * 1000), round(half * 1000)]


def _flat(points):
    return [(x, math.degrees(math.log(math.tan(math.pi / 4 + math.radians(y) / 2)))) for x, y in points]


def _degrees(points):
    return [(x, math.degrees(2 * math.atan(math.exp(math.radians(y))) - math.pi / 2)) for x, y in points]
