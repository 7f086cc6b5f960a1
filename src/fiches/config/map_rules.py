"""What a format says of its maps: which keys of a sheet name places, what links them, what the map shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, cast

from fiches.config.fields import Field, Values
from fiches.core.problems import Fault, fault

MAP_KINDS = ("shores", "world", "none")
SHORE_LEVELS: Mapping[str, tuple[str, ...]] = MappingProxyType(  # of each end of a chain, what a place is in
    {"north": ("department", "town"), "south": ("region", "county", "district", "municipality", "village")}
)
TINTED = ("places", "none")
MAP_COLOURS = MappingProxyType(  # of a map of the world: what is painted → its name in the palette
    {"sea": "nuit", "land": "nuit-claire", "countries": "atlantique", "links": "safran"}
)
LEAST_EXTENT = (2.0, 360.0)  # degrees


@dataclass(frozen=True, slots=True)
class PlaceRole:
    """One key of sheets that names places, as texts or as records, and what the keys inside say.

    `end` is the shore of a map of two shores, `levels` the keys inside that SHORE_LEVELS lists, from the widest, by
    which its gazetteer finds a place. `linked_to` is another such key: of two, one has one place and all those
    of the other are linked to it. `link` is a key inside that names other places of the sheet, each one link.
    `found_by` are the keys inside by which readers look for sheets; without them, town and country.
    """

    field: str
    end: str = ""
    levels: tuple[str, ...] = ()
    town: str = ""
    country: str = ""
    linked_to: str = ""
    link: str = ""
    found_by: tuple[str, ...] = ()

    @property
    def inner(self) -> tuple[str, ...]:
        """The keys inside that it names."""
        return tuple(filter(None, (*self.levels, self.town, self.country, self.link, *self.found_by)))

    @property
    def called(self) -> Mapping[str, str]:
        """The key inside of each level of its shore."""
        return dict(zip(SHORE_LEVELS.get(self.end, ()), self.levels, strict=False))


@dataclass(frozen=True, slots=True)
class MapRules:
    """The map of a format: `least` is the least extent of a map of the world, in degrees of latitude."""

    kind: str = ""  # of MAP_KINDS; without one, two shores where the format brings them
    least: float = 9.0
    tinted: str = "places"
    countries: tuple[str, ...] = ()  # ISO codes, tinted whatever the places
    colours: Mapping[str, str] = field(default_factory=lambda: MAP_COLOURS)


MAP_KEYS: tuple[Field, ...] = (
    Field("places", "records", fields=(
        Field("field", required=True),
        Field("end", "choice", choices=tuple(SHORE_LEVELS)),
        Field("levels", "texts"),
        *map(Field, ("town", "country", "linked_to", "link")),
        Field("found_by", "texts"),
    )),
    Field("map", "record", fields=(
        Field("kind", "choice", choices=MAP_KINDS, required=True),
        Field("least", "number", bounds=LEAST_EXTENT),
        Field("tinted", "choice", choices=TINTED),
        Field("countries", "texts"),
        Field("colours", "record", fields=tuple(map(Field, MAP_COLOURS))),
    )),
)  # fmt: skip


def roles(values: Values) -> tuple[PlaceRole, ...]:
    """The `places` of a format."""
    return tuple(PlaceRole(**entry) for entry in cast(Sequence[Mapping[str, Any]], values.get("places", ())))


def rules(values: Values) -> MapRules | None:
    """Its `map`, none where it says nothing of one."""
    given = cast(Mapping[str, Any] | None, values.get("map"))
    if given is None:
        return None
    return MapRules(**{**given, "colours": MappingProxyType({**MAP_COLOURS, **given.get("colours", {})})})


def contradictions(places: Sequence[PlaceRole], known: Sequence[Field]) -> Iterator[Fault]:
    """Keys of `places` that a sheet of the format does not have."""
    by_name = {one.name: one for one in known}
    for role in places:
        for name in {role.field, role.linked_to} - {"", *by_name}:
            yield fault("format-invalide.place-field", name=name)
        inside = {one.name for one in by_name[role.field].fields} if role.field in by_name else set(role.inner)
        for name in set(role.inner) - inside:
            yield fault("format-invalide.place-key", name=name, field=role.field)
        yield from _of_levels(role)
        if role.linked_to and role.linked_to not in {other.field for other in places}:
            yield fault("format-invalide.place-link", name=role.linked_to, field=role.field)


def _of_levels(role: PlaceRole) -> Iterator[Fault]:
    """That a key names more levels, or fewer, than its shore has."""
    count, given = len(SHORE_LEVELS.get(role.end, ())), len(role.levels)
    if given not in (0, count):
        yield fault("format-invalide.place-levels", field=role.field, count=count, given=given)
