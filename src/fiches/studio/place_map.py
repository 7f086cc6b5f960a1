"""The map on which somebody shows where a project is: land, and the places that the format knows by name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from fiches.config.project import Project
from fiches.graphics.maps import world_data
from fiches.places import finder, world
from fiches.places.points import NamedPoint

MOST_TOWNS = 3_000  # of the world, the most populous
MARGIN = 1.0  # degrees around what the format knows
WHOLE_WORLD = (-180.0, -60.0, 180.0, 80.0)  # west, south, east, north


def ground(project: Project) -> dict[str, Any]:
    """Rings of land as [longitude, latitude, …], named points as [name, latitude, longitude], what is seen first."""
    named = list(_named(project))
    land = [[round(degree, 2) for degree in chain.from_iterable(ring.points)] for ring in world_data.load().land]
    points = [[one.name, round(one.latitude, 4), round(one.longitude, 4)] for one in named or _towns()]
    return {"land": land, "points": points, "box": _box(named) if named else WHOLE_WORLD}


def _named(project: Project) -> Iterator[NamedPoint]:
    """The places of the southern shore, where the format has two."""
    known = finder.load(project.format)[0]
    if known and known.shores:
        yield from known.shores.municipalities
        yield from known.shores.localities


def _towns() -> Iterator[NamedPoint]:
    yield from (world.town_of_line(line) for line in world.load().towns.splitlines()[:MOST_TOWNS])


def _box(named: list[NamedPoint]) -> tuple[float, float, float, float]:
    along, across = [one.longitude for one in named], [one.latitude for one in named]
    return min(along) - MARGIN, min(across) - MARGIN, max(along) + MARGIN, max(across) + MARGIN
