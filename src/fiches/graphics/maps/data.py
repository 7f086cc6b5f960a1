"""What maps are drawn from: outlines, landmarks and frames of a format's `cartes` folder, and the projection."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, cast

from fiches.config import tables
from fiches.config.fields import Field, Values
from fiches.config.translated import Translated
from fiches.config.yaml_reader import YamlTable, place
from fiches.core.geometry import Box
from fiches.core.problems import Fault, Problem, fault
from fiches.graphics.svg import Point
from fiches.places import gazetteer
from fiches.storage import fingerprints
from fiches.storage.fingerprints import Stamp

FRAMES, OUTLINES = "cartes.yaml", "fond.json"
MAPS = ("rail", "list", "overview")
NEEDED_OUTLINES = ("terres", "france", "terres_proches", "region", "limites")
OUTLINE_NAMES = (*NEEDED_OUTLINES, "contour")
MOST_ATLASES = 8  # that a process keeps
FINEST = 0.1  # mm between two points of an outline
Ring = tuple[Point, ...]  # longitude, Mercator ordinate; both in degrees


LONGITUDES, LATITUDES, DEGREES = (-180.0, 180.0), (-85.0, 85.0), (0.0, 90.0)


def _numbers(bounds: tuple[float, float], *names: str) -> tuple[Field, ...]:
    return tuple(Field(name, "number", required=True, bounds=bounds) for name in names)


_NAMED_POINT = (Field("name", "words", required=True), Field("at", "coordinates", required=True))
_WEST_EAST = _numbers(LONGITUDES, "west", "east")
ATLAS_FIELDS: tuple[Field, ...] = (
    Field("rail", "record", required=True, fields=(
        *_WEST_EAST, *_numbers(LATITUDES, "foot"), *_numbers(DEGREES, "margin_west", "margin_east"),
        *_numbers((0.1, 90.0), "narrowest"),
    )),
    *(
        Field(name, "record", required=True, fields=(*_WEST_EAST, *_numbers(LATITUDES, "north")))
        for name in ("overview", "list")
    ),
    Field("region", "record", required=True, fields=(Field("name", "words", required=True),)),
    Field("landmarks", "records", fields=(*_NAMED_POINT, Field("maps", "texts"))),
    Field("seas", "records", fields=_NAMED_POINT),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Landmark:
    """A name that maps always show, by language, and where."""

    names: Translated
    latitude: float
    longitude: float
    maps: tuple[str, ...] = ()

    def text(self, language: str) -> str:
        """Its name as that language writes it."""
        return self.names.in_language(language)


@dataclass(frozen=True, slots=True)
class Atlas:
    """Shapes and frames of both shores."""

    lands: tuple[Ring, ...]
    france: tuple[Ring, ...]
    near_lands: tuple[Ring, ...]  # finer, around the region
    region: tuple[Ring, ...]  # as far as it is whole
    fringe: tuple[Ring, ...]  # the stitches it thins out in, where its edge would be a frontier
    contour: tuple[Ring, ...]  # lines: its outline, but for that stretch
    county_lines: tuple[Ring, ...]  # between the parts of the region
    landmarks: tuple[Landmark, ...]
    seas: tuple[Landmark, ...]
    region_names: Translated
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
        return [_thinned(self._line(ring)) for ring in rings]

    def _line(self, ring: Ring) -> list[Point]:
        """As `flat`, point by point; maps have ten thousand."""
        west, north, scale, left, top = self.west, self.north, self.scale, self.left, self.top
        return [(left + (x - west) * scale, top + (north - y) * scale) for x, y in ring]


def _thinned(points: Sequence[Point]) -> list[Point]:
    kept = list(points[:1])
    for point in points[1:-1]:
        last = kept[-1]
        if abs(point[0] - last[0]) + abs(point[1] - last[1]) >= FINEST:
            kept.append(point)
    return [*kept, *points[1:][-1:]]


def mercator(latitude: float) -> float:
    """The ordinate of a latitude, in degrees at the equator; no map goes on to the poles."""
    latitude = min(max(latitude, LATITUDES[0]), LATITUDES[1])
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


def check(folders: tuple[Path, ...]) -> list[Problem]:
    """What is wrong with the atlas of a format, without making it."""
    home = _home(folders)
    return _sources(home)[2] if home else []


def load(folders: tuple[Path, ...]) -> tuple[Atlas | None, list[Problem]]:
    """The atlas of a format, none if it draws no maps."""
    home = _home(folders)
    if home is None:
        return None, []
    made, problems = _made(home, tuple(fingerprints.stamp(home / name) for name in (FRAMES, OUTLINES)))
    return made, [*problems]


@lru_cache(maxsize=MOST_ATLASES)
def _made(home: Path, _: tuple[Stamp | None, ...]) -> tuple[Atlas | None, Sequence[Problem]]:
    """The same of the files in a folder that have these stamps: a run may ask for it more than once."""
    frames, outlines, problems = _sources(home)
    return (None if problems else _built(frames, outlines)), problems


def _home(folders: tuple[Path, ...]) -> Path | None:
    """The folder of a format's maps, where it draws some."""
    home = gazetteer.folder(folders)
    return home if home and (home / FRAMES).is_file() else None


def _sources(home: Path) -> tuple[Mapping[str, Any], Mapping[str, Any], list[Problem]]:
    """The frames and the outlines of an atlas, and what is wrong with them."""
    problems: list[Problem] = []
    frames = _frames(home / FRAMES, problems)
    before = len(problems)
    outlines = gazetteer.read(home / OUTLINES, problems)
    named = _misshapen(outlines) if len(problems) == before else ""
    if named:
        problems.append(fault("format-invalide.outlines", name=named).in_file(gazetteer.named(home / OUTLINES)))
    return frames, outlines, problems


def _frames(path: Path, problems: list[Problem]) -> Mapping[str, Any]:
    table, values, faults = tables.read(path, ATLAS_FIELDS)
    if table and not faults:
        faults += _back_to_front(values, table)
    problems += [one.in_file(gazetteer.named(path)) for one in faults]
    return values


def _back_to_front(values: Values, table: YamlTable) -> list[Fault]:
    """Maps whose eastern edge is not east of their western one."""
    frames = ((name, cast(Mapping[str, float], values[name])) for name in MAPS)
    return [
        fault("format-invalide.east", *place(table, name, "east"), map=name)
        for name, frame in frames
        if frame["east"] <= frame["west"]
    ]


def _misshapen(outlines: Mapping[str, Any]) -> str:
    """The first name in a file of outlines that does not hold what it should; nothing when all do."""
    shapes = {**dict.fromkeys(OUTLINE_NAMES, _is_ring), "trame": _is_stitch}
    for name, is_shape in shapes.items():
        found = outlines.get(name, None if name in NEEDED_OUTLINES else [])
        if not isinstance(found, list) or not all(map(is_shape, found)) or (name == "region" and not found):
            return name
    return ""


def _is_ring(flat: object) -> bool:
    """Whether it is pairs of numbers, each a step from the one before, that stay on the globe."""
    if not isinstance(flat, list) or not flat or len(flat) % 2 or set(map(type, flat)) - {int, float}:
        return False
    return _are_within(flat[::2], LONGITUDES) and _are_within(flat[1::2], LATITUDES)


def _are_within(steps: Sequence[float], bounds: tuple[float, float]) -> bool:
    """Whether the sums of thousandths stay within degrees; what is no number at all (NaN) is in the last of them."""
    sums = [*accumulate(steps)]
    return 1000 * bounds[0] <= min(sums) and max(sums) <= 1000 * bounds[1] and sums[-1] <= 1000 * bounds[1]


def _is_stitch(numbers: object) -> bool:
    return (
        isinstance(numbers, list) and len(numbers) == 3 and _is_ring(numbers[:2]) and type(numbers[2]) in (int, float)
    )


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
        county_lines=tuple(map(_ring, outlines["limites"])),
        landmarks=tuple(_landmark(entry) for entry in frames.get("landmarks", ())),
        seas=tuple(_landmark(entry) for entry in frames.get("seas", ())),
        region_names=frames["region"]["name"],
        frames={name: frames[name] for name in MAPS},
    )


def _landmark(entry: Mapping[str, Any]) -> Landmark:
    return Landmark(entry["name"], entry["at"][0], entry["at"][1], tuple(entry.get("maps", ())))


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
    inside = [sign * (point[axis] - limit) >= 0 for point in ring]
    if all(inside) or not any(inside):
        return ring if inside[0] else []
    out: list[Point] = []
    for before, here, was, now in zip([ring[-1], *ring], ring, [inside[-1], *inside], inside, strict=False):
        if was != now:
            share = (limit - before[axis]) / (here[axis] - before[axis])
            crossing = before[0] + (here[0] - before[0]) * share, before[1] + (here[1] - before[1]) * share
            out.append((limit, crossing[1]) if axis == 0 else (crossing[0], limit))
        if now:
            out.append(here)
    return out
