"""The places of a sheet, by the keys that its format says name places: looked up on two shores, or in the world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

from fiches.config.formats import Format
from fiches.config.map_rules import PlaceRole
from fiches.config.project import Project
from fiches.content.directions import ARABIC
from fiches.content.sheet import Sheet
from fiches.core.problems import Problem
from fiches.places import gazetteer, town_names, world
from fiches.places.lookup import Gazetteer
from fiches.places.names import is_arabic
from fiches.places.points import Answer, Found, Place, Unknown
from fiches.places.town_names import compact

FRANCE = "France"
SMALL_LEVELS = ("village", "municipality")  # of the southern shore, under which people write where else it is
WIDER_LEVELS = ("municipality", "district", "county", "region")
LIKELIEST_LEVELS = ("county", "municipality", "region", "district")  # of a name that several may have


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """One place of a sheet: by which key, the how manyeth, what it is called there, and what is known of it."""

    role: PlaceRole
    index: int
    name: str
    typed: Place
    answer: Answer


@dataclass(frozen=True, slots=True)
class PlaceFinder:
    """What a format knows of places: two shores (none where it brings no data), or the world."""

    roles: tuple[PlaceRole, ...]
    shores: Gazetteer | None
    in_world: bool = False

    def of(self, sheet: Sheet, end: str = "") -> tuple[SheetPlace, ...]:
        """The places of a sheet in the order of the format, of one end of its map or of all."""
        roles = [role for role in self.roles if end in ("", role.end)]
        return tuple(place for role in roles for place in self._of_role(sheet, role))

    def _of_role(self, sheet: Sheet, role: PlaceRole) -> Iterator[SheetPlace]:
        for index, typed in enumerate(entries(sheet, role)):
            answer = self._answer(typed, role, sheet.language)
            if answer:
                yield SheetPlace(role, index, self.called(typed, role), typed, answer)

    def called(self, typed: Place, role: PlaceRole) -> str:
        """What a place is called on a map: its town as it was typed, without the country."""
        whole = str(typed.get("") or typed.get(role.town) or typed.get(role.country) or "")
        return world.load().town_of(whole) if self.in_world else whole

    def _answer(self, given: Place, role: PlaceRole, language: str) -> Answer | None:
        typed = town_names.in_latin(given, language)
        if self.in_world:
            return _in_world(typed, role, language)
        if self.shores is None or not role.end:
            return None
        place = levelled(typed, role)
        if role.end == "north":
            return self.shores.north(_in_latin(place))
        return self.shores.south(separated(place, self.shores))

    def links(self, sheet: Sheet) -> tuple[tuple[int, int], ...]:
        """Which of its places it links, as pairs of their indexes, each pair once."""
        places = self.of(sheet)
        pairs = [*_named_links(places), *_whole_links(places)]
        return tuple(dict.fromkeys((min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]))


def separated(place: Place, shores: Gazetteer) -> Place:
    """A place of the south, each name at its level where one says several that are known: « Asrargh, Taroudant »."""
    level = next((one for one in SMALL_LEVELS if "," in str(place.get(one, ""))), "")
    if not level or not isinstance(shores.south(place), Unknown):
        return place
    found = [(way, answer) for way in _ways(place, level, shores) if isinstance(answer := shores.south(way), Found)]
    return min(found, key=lambda one: bool(one[1].asked))[0] if found else place


def _ways(place: Place, level: str, shores: Gazetteer) -> Iterator[Place]:
    """A place whose name of a level says several, with each of them at a level that it may be of."""
    first, *rest = filter(None, map(str.strip, str(place[level]).split(",")))
    wider = [one for one in LIKELIEST_LEVELS if one not in place]
    known = [[one for one in wider if isinstance(shores.south({one: name}), Found)] for name in rest]
    for way in product(*known) if rest else ():
        if _widens(way):
            yield {**place, level: first, **dict(zip(way, rest, strict=True))}


def _widens(levels: Sequence[str]) -> bool:
    """Whether each of some levels is wider than the one before."""
    return all(WIDER_LEVELS.index(one) < WIDER_LEVELS.index(other) for one, other in pairwise(levels))


def entries(sheet: Sheet, role: PlaceRole) -> tuple[Place, ...]:
    """What a sheet says under a key: records, or texts as records of one town."""
    given = sheet.fields.get(role.field, ())
    several = given if isinstance(given, tuple) else (given,)
    return tuple(one if isinstance(one, Mapping) else {"": str(one)} for one in several)


def levelled(typed: Place, role: PlaceRole) -> Place:
    """A place by the levels of its shore, whatever their keys are called in its format, and its point."""
    found: dict[str, Any] = {level: typed[key] for level, key in role.called.items() if key in typed}
    return found | ({"point": point} if (point := typed_point(typed)) else {})


def narrowest(place: SheetPlace) -> str:
    """What a place of a shore is called on its sheet: the narrowest of what is typed of it."""
    keys = reversed([*place.role.called.values()])
    return next((str(place.typed[key]) for key in keys if place.typed.get(key)), "")


def load(fmt: Format) -> tuple[PlaceFinder | None, list[Problem]]:
    """What a format knows of places, nothing where it has no map."""
    if fmt.map.kind == "none":
        return None, []
    if fmt.map.kind == "world":
        return PlaceFinder(fmt.places, None, in_world=True), []
    shores, problems = gazetteer.load(fmt.folders)
    return (PlaceFinder(fmt.places, shores) if shores else None), problems


class PlaceFinders:
    """What the formats of a collection know of places, each read when it is first asked for."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._found: dict[str, PlaceFinder | None] = {}

    def of(self, sheet: Sheet) -> PlaceFinder | None:
        """What the format of a sheet knows."""
        return self.within(sheet.format)

    def within(self, name: str = "") -> PlaceFinder | None:
        """What a format knows, by its name; without one, that of the collection."""
        if name not in self._found:
            self._found[name], _ = load(self._project.within(name).format)
        return self._found[name]


def _in_latin(typed: Place) -> Place:
    """A place of the north whose town was typed in Arabic, by the name that it has in Latin letters."""
    town = str(typed.get("town", ""))
    return {**typed, "town": _latin(town) or town} if is_arabic(town) else typed


def _latin(town: str) -> str:
    """The name of a town as the data of Arabic have it, else the world; nothing where neither does."""
    found = town_names.latin(town, ARABIC) or world.load().find(town, FRANCE, "")
    return found.name if isinstance(found, Found) else found if isinstance(found, str) else ""


def _in_world(typed: Place, role: PlaceRole, language: str) -> Answer | None:
    towns = world.load()
    town, country = (str(typed.get(key, "")) if key else "" for key in (role.town, role.country))
    if point := typed_point(typed):
        return Found(*point, town or country, "point", "", towns.settled(towns.country(country)))
    if whole := str(typed.get("", "")):
        return towns.of_text(whole, language)
    if town and not country:
        return towns.of_text(town, language)
    return towns.find(town, country, language) if country else None


def typed_point(typed: Place) -> tuple[float, float] | None:
    """The coordinates among the values of a record, under whatever key."""
    key = point_key(typed)
    return typed[key] if key else None


def point_key(typed: Place) -> str:
    """The key of a record that has coordinates; nothing where none has."""
    return next((key for key, value in typed.items() if _is_point(value)), "")


def _is_point(value: object) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(isinstance(one, float) for one in value)


def _named_links(places: tuple[SheetPlace, ...]) -> Iterator[tuple[int, int]]:
    """From a place to each that it names itself."""
    by_name = {compact(place.name): index for index, place in reversed(list(enumerate(places)))}
    for index, place in enumerate(places):
        given = place.typed.get(place.role.link, ()) if place.role.link else ()
        for name in given if isinstance(given, tuple) else (given,):
            other = by_name.get(compact(world.load().town_of(str(name))))
            if other is not None:
                yield index, other


def _whole_links(places: tuple[SheetPlace, ...]) -> Iterator[tuple[int, int]]:
    """Between two keys that the format links, where one of them has one place: of several, nobody knows which."""
    for role in dict.fromkeys(place.role for place in places if place.role.linked_to):
        one, two = _under(role.field, places), _under(role.linked_to, places)
        if min(len(one), len(two)) == 1:
            yield from product(one, two)


def _under(field: str, places: tuple[SheetPlace, ...]) -> list[int]:
    """The places that stand under a key."""
    return [index for index, place in enumerate(places) if place.role.field == field]
