"""What maps are drawn from: outlines, landmarks and frames of a format's `cartes` folder, and the projection."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from fiches.config import fields
from fiches.config.fields import Field
from fiches.config.values import RIGHT_TO_LEFT
from fiches.config.yaml_reader import parse
from fiches.core.geometry import Box
from fiches.core.problems import Fault, Problem
from fiches.graphics.svg import Point
from fiches.places import gazetteer

FRAMES, OUTLINES = "cartes.yaml", "fond.json"
MAPS = ("rail", "list", "overview")
FINEST = 0.1  # mm between two points of an outline
Ring = tuple[Point, ...]  # longitude, Mercator ordinate; both in degrees


def _numbers(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, "number", required=True) for name in names)


_NAMED_POINT = (Field("name", required=True), Field("ar"), Field("at", "coordinates", required=True))
ATLAS_FIELDS: tuple[Field, ...] = (
    Field(
        "rail",
        "record",
        required=True,
        fields=_numbers("west", "east", "foot", "margin_west", "margin_east", "narrowest"),
    ),
    Field("overview", "record", required=True, fields=_numbers("west", "east", "north")),
    Field("list", "record", required=True, fields=_numbers("west", "east", "north")),
    Field("region", "record", required=True, fields=(Field("name", required=True), Field("ar"))),
    Field("landmarks", "records", fields=(*_NAMED_POINT, Field("maps", "texts"))),
    Field("seas", "records", fields=_NAMED_POINT),
)


@dataclass(frozen=True, slots=True)
class Landmark:
    """A name that maps always show, by language, and where."""

    names: Mapping[str, str]
    latitude: float
    longitude: float
    maps: tuple[str, ...] = ()

    def text(self, language: str) -> str:
        """Its name as that language writes it."""
        return self.names["ar"] if language in RIGHT_TO_LEFT and self.names["ar"] else self.names["fr"]


@dataclass(frozen=True, slots=True)
class Atlas:
    """Shapes and frames of both shores."""

    lands: tuple[Ring, ...]
    france: tuple[Ring, ...]
    near_lands: tuple[Ring, ...]  # finer, around the region
    region: tuple[Ring, ...]  # as far as it is whole
    fringe: tuple[Ring, ...]  # the stitches it thins out in, where its edge would be a frontier
    contour: tuple[Ring, ...]  # lines: its outline, but for that stretch
    provinces: tuple[Ring, ...]  # the lines between them
    landmarks: tuple[Landmark, ...]
    seas: tuple[Landmark, ...]
    region_names: Landmark  # of no point: a region is where its outline is
    frames: Mapping[str, Mapping[str, float]]

    def shown_on(self, name: str) -> tuple[Landmark, ...]:
        """The landmarks of the map called `name`."""
        return tuple(landmark for landmark in self.landmarks if name in landmark.maps)


@dataclass(frozen=True, slots=True)
class Projection:
    """Mercator onto a page: `scale` millimetres for a degree of longitude, `west` and `north` at `left`, `top`."""

    west: float
    north: float  # Mercator ordinate
    scale: float
    left: float = 0.0
    top: float = 0.0

    def point(self, longitude: float, latitude: float) -> Point:
        """Where degrees fall, in millimetres."""
        return self.flat((longitude, mercator(latitude)))

    def flat(self, point: Point) -> Point:
        """Where a point of a Ring falls."""
        return self.left + (point[0] - self.west) * self.scale, self.top + (self.north - point[1]) * self.scale

    def rings(self, rings: Iterable[Ring]) -> list[list[Point]]:
        """Many rings or lines at once, without the points too near the one before to be printed."""
        return [_thinned([self.flat(point) for point in ring]) for ring in rings]


def _thinned(points: Sequence[Point]) -> list[Point]:
    kept = list(points[:1])
    for x, y in points[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= FINEST:
            kept.append((x, y))
    return [*kept, *points[1:][-1:]]


def mercator(latitude: float) -> float:
    """The ordinate of a latitude, in degrees at the equator."""
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


def load(folders: tuple[Path, ...]) -> tuple[Atlas | None, list[Problem]]:
    """The atlas of a format, none if it draws no maps."""
    home = gazetteer.folder(folders)
    if home is None or not (home / FRAMES).is_file():
        return None, []
    problems: list[Problem] = []
    frames = _frames(home / FRAMES, problems)
    outlines = gazetteer.read(home / OUTLINES, problems)
    if problems:
        return None, problems
    try:
        return _built(frames, outlines), []
    except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
        message = f"les contours n'ont pas la forme attendue ({error.__class__.__name__})"
        return None, [Fault("format-invalide", message).in_file(gazetteer.named(home / OUTLINES))]


def _frames(path: Path, problems: list[Problem]) -> Mapping[str, Any]:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        text = ""
        message = f"le fichier ne peut pas être lu ({error.__class__.__name__})"
        problems.append(Fault("format-invalide", message).in_file(gazetteer.named(path)))
    table, faults = parse(text)
    values, more = fields.read(table, ATLAS_FIELDS) if table else ({}, [])
    problems += [fault.in_file(gazetteer.named(path)) for fault in (*faults, *more)]
    return cast(Mapping[str, Any], values)


def _built(frames: Mapping[str, Any], outlines: Mapping[str, Any]) -> Atlas:
    region = tuple(map(_ring, outlines["region"]))
    contour = tuple(map(_ring, outlines.get("contour", ()))) or tuple((*ring, ring[0]) for ring in region)
    return Atlas(
        lands=tuple(map(_ring, outlines["terres"])),
        france=tuple(map(_ring, outlines["france"])),
        near_lands=tuple(map(_ring, outlines["terres_proches"])),
        region=region,
        fringe=tuple(_stitch(*stitch) for stitch in outlines.get("trame", ())),
        contour=contour,
        provinces=tuple(map(_ring, outlines["provinces"])),
        landmarks=tuple(_landmark(entry) for entry in frames.get("landmarks", ())),
        seas=tuple(_landmark(entry) for entry in frames.get("seas", ())),
        region_names=_landmark({**frames["region"], "at": (0.0, 0.0)}),
        frames={name: frames[name] for name in MAPS},
    )


def _landmark(entry: Mapping[str, Any]) -> Landmark:
    names = {"fr": str(entry["name"]), "ar": str(entry.get("ar", ""))}
    return Landmark(names, entry["at"][0], entry["at"][1], tuple(entry.get("maps", ())))


def _ring(flat: Sequence[int]) -> Ring:
    """Thousandths of a degree, each point as its distance from the one before."""
    x = y = 0
    points = []
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / 1000, mercator(y / 1000)))
    return tuple(points)


def _stitch(x: int, y: int, half: int) -> Ring:
    """A lozenge: the thousandths of a degree of its middle and of half its width."""
    middle, high, wide = x / 1000, mercator(y / 1000), half / 1000
    return (middle, high + wide), (middle + wide, high), (middle, high - wide), (middle - wide, high)


def clipped(rings: Iterable[Sequence[Point]], box: Box) -> list[list[Point]]:
    """Closed rings cut to a rectangle (Sutherland and Hodgman); fills only, edges run along the rectangle."""
    kept = [list(ring) for ring in rings]
    for axis, limit, sign in ((0, box.x0, 1), (1, box.y0, 1), (0, box.x1, -1), (1, box.y1, -1)):
        kept = [cut for ring in kept if (cut := _cut(ring, axis, limit, sign))]
    return kept


def _cut(ring: list[Point], axis: int, limit: float, sign: int) -> list[Point]:
    out: list[Point] = []
    for before, here in zip([ring[-1], *ring], ring, strict=False):
        inside, was = sign * (here[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
        if inside != was:
            share = (limit - before[axis]) / (here[axis] - before[axis])
            crossing = before[0] + (here[0] - before[0]) * share, before[1] + (here[1] - before[1]) * share
            out.append((limit, crossing[1]) if axis == 0 else (crossing[0], limit))
        if inside:
            out.append(here)
    return out
