"""Places of the two shores as values: what is known of each, and what may be answered of a name."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from fiches.core.text import grouped

EARTH = 6371.0  # km


class NamedPoint(Protocol):
    """Anything with a name and a point, in degrees."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def latitude(self) -> float: ...  # noqa: D102
    @property
    def longitude(self) -> float: ...  # noqa: D102


class Municipality(NamedTuple):
    """One municipality of the southern shore."""

    name: str
    arabic: str
    district: str  # none for a town
    latitude: float
    longitude: float
    county: str = ""
    region: str = ""


class Town(NamedTuple):
    """One town; its population in hundreds."""

    name: str
    latitude: float
    longitude: float
    population: int = 0
    department: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A point in degrees, and what it is the point of."""

    latitude: float
    longitude: float
    name: str
    level: str  # point, capital, or of SHORE_LEVELS
    asked: str = ""  # a place inside it that is not known, or a country: its own point would have been better
    country: str = ""  # ISO code, where the world was asked

    @property
    def whole_region(self) -> bool:
        """Whether a region is all that was given."""
        return self.level == "region"


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A name that several places bear."""

    asked: str
    candidates: tuple[str, ...]  # « Sidi Moussa Lhamri (Taroudannt) »
    likely: Found | None = None  # the only capital among them, which a map shows


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that no known place bears; `near` is the nearest one, if one is near."""

    asked: str
    near: str = ""
    country: str = ""  # ISO code of the one it is in, where that is known


@dataclass(frozen=True, slots=True)
class Abroad:
    """A town that is known not to be in France."""

    asked: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A name that no place of the department, county or region that is given bears, and others do."""

    asked: str
    given: str  # « Hérault (34) »
    homes: tuple[str, ...]  # « Vaucluse (84) »


@dataclass(frozen=True, slots=True)
class Outside:
    """A point that is on no map of its shore; `meant` is one that is, which the same figures may have been."""

    asked: tuple[float, float]
    meant: tuple[float, float] | None = None


Answer = Found | Ambiguous | Unknown | Abroad | Elsewhere | Outside
Place = Mapping[str, Any]  # a record of a sheet


def kilometres(one: NamedPoint | Found, other: NamedPoint | Found) -> float:
    """The great-circle distance."""
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    turn = math.radians(other.longitude - one.longitude)
    chord = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(chord))


def rounded(km: float, thousands: str) -> str:
    """To 10 km, with what stands between thousands: « 1 810 »."""
    return grouped(round(km / 10) * 10, thousands)
