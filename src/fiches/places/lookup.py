"""Names of places that are typed in a sheet become points, or say why they cannot."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fiches.core.text import fold, nearest
from fiches.places import departments
from fiches.places.names import beginning, candidates, distance, is_arabic, key, written_alike
from fiches.places.points import (
    Abroad,
    Ambiguous,
    Answer,
    Elsewhere,
    Found,
    Municipality,
    NamedPoint,
    Outside,
    Place,
    Town,
    Unknown,
    kilometres,
)

NEARBY = 40.0  # km between a village and the middle of its municipality, at most
LEVELS = ("region", "county", "district")  # of the southern shore, from the widest
FROM_MUNICIPALITY, FROM_TOWN = 50.0, 1500.0  # km from the nearest one known, beyond which no map shows a typed point
MOST_LETTERS_AMISS = 2  # between a name that is not known and one that may have been meant
RIVAL = 0.5  # a town half as large as its namesake may be meant as well

_ARRONDISSEMENT = re.compile(r"[\s,]+\(?\d{1,2}\s*(?:er|e|ème|eme)?(?:\s+arr\w*\.?)?\)?$", re.IGNORECASE)
_BEFORE_TOWN = re.compile(r"(?P<code>\d{5})\s+(?P<town>\D+)")  # « 60100 Creil »
_FIRST_OF_SEVERAL = re.compile(r"([^,;/()]+?)\s*[,;/(].*")  # « Creil, Paris », « Ouijjane (Tiznit) »


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The places of both shores; every lookup is pure."""

    municipalities: tuple[Municipality, ...]
    localities: tuple[Town, ...]  # of the south, that give no municipality its name
    arabic: Mapping[str, str]  # of regions and counties
    departments: Mapping[str, Town]  # by number, at their centre
    towns: tuple[Town, ...]  # of the north
    abroad: frozenset[str] = frozenset()  # cities that are on neither shore, folded
    regions_of_north: frozenset[str] = frozenset()  # folded
    names_by_level: Mapping[str, Sequence[str]] = field(default_factory=dict)  # of counties and regions of the south
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by region of the past, those of today

    def south(self, place: Place) -> Answer:
        """Where a place of the south is: the smallest of its names that is known."""
        if "point" in place:
            found = _typed_point(place, ("village", "municipality", *reversed(LEVELS)))
            return _on_map(found, self.municipalities, FROM_MUNICIPALITY)
        pool = self._within(place)
        if not isinstance(pool, tuple):
            return pool
        if "municipality" in place:
            return self._municipality_of(place, pool)
        if "village" in place:
            return self._locality(place, pool)
        level = next((level for level in reversed(LEVELS) if level in place), "")
        return _centre(pool, level) if level else Unknown("")

    def _municipality_of(self, place: Place, pool: tuple[Municipality, ...]) -> Answer:
        """The municipality that a place names, a letter amiss only where no other municipality is written so."""
        typed, scoped = str(place["municipality"]), _scoped(place)
        hits = _matching(typed, pool, scoped=scoped)
        if not hits and scoped:
            if homes := self.homes(typed, pool):  # « Tafraout » is not « Tafraouten »
                given = next(str(place[level]) for level in reversed(LEVELS) if level in place)
                return Elsewhere(typed, given, homes)
            hits = _matching(typed, pool, scoped=scoped, loosely=True)
        answer = _municipality(typed, pool, hits)
        return self._refined(answer, place) if isinstance(answer, Found) else answer

    def homes(self, typed: str, pool: tuple[Municipality, ...]) -> tuple[str, ...]:
        """The counties outside of `pool` where a municipality is written so."""
        others = set(self.municipalities) - set(pool)
        return tuple(sorted({one.county for one in others if written_alike(one.name, typed)}))

    def _within(self, place: Place) -> tuple[Municipality, ...] | Ambiguous | Unknown:
        """The municipalities of the region, county and district that `place` names."""
        pool: tuple[Municipality, ...] | Ambiguous | Unknown = self.municipalities
        for level in (level for level in LEVELS if place.get(level)):
            now = self._former(place, level)
            if isinstance(pool, tuple):
                pool = _inside(pool, level, now) if now else self._narrowed(pool, place, level)
        return pool

    def _narrowed(
        self, pool: tuple[Municipality, ...], place: Place, level: str
    ) -> tuple[Municipality, ...] | Ambiguous | Unknown:
        """Those of `pool` whose region, county or district `place` names."""
        typed = str(place[level])
        names = sorted({name for municipality in pool if (name := str(getattr(municipality, level)))})
        hits = candidates(typed, [self._written_like(typed, name) for name in names], loosely=True)
        below = level == "district" and bool({"municipality", "village"} & set(place))  # it only helps: may be unknown
        if len(hits) == 1:
            return _inside(pool, level, {names[hits[0]], *([""] if below else [])})
        if below:
            return pool
        return Ambiguous(typed, tuple(names[hit] for hit in hits)) if hits else _unknown(typed, names)

    def _former(self, place: Place, level: str) -> tuple[str, ...]:
        """The regions of today that a region of the past may be: the likeliest, where nothing smaller is named."""
        now = self.regions_of_today(str(place[level])) if level == "region" else ()
        return now if {"village", "municipality", *LEVELS[1:]} & set(place) else now[:1]

    def regions_of_today(self, typed: str) -> tuple[str, ...]:
        """Those that have the municipalities of a region of the past, nothing for any other."""
        return next((now for name, now in self.former.items() if key(name).words == key(typed).words), ())

    def _written_like(self, typed: str, name: str) -> str:
        return self.arabic.get(name, name) if is_arabic(typed) else name

    def _refined(self, municipality: Found, place: Place) -> Found:
        """The village of a municipality when it is known, else the municipality, which says so."""
        typed = str(place.get("village", ""))
        if not typed or key(typed).heard == key(municipality.name).heard:
            return municipality
        near = [town for town in self.localities if kilometres(municipality, town) <= NEARBY]
        hits = candidates(typed, [town.name for town in near], loosely=False)
        if len(hits) == 1:
            return _found(near[hits[0]], "village")
        return Found(municipality.latitude, municipality.longitude, municipality.name, "municipality", typed)

    def _locality(self, place: Place, pool: tuple[Municipality, ...]) -> Answer:
        """A village of no municipality that is given: one of its name, a known village, else what it is in."""
        typed = str(place["village"])
        hits = _matching(typed, pool, scoped=_scoped(place))
        inside = [] if hits else self._localities(typed, pool)
        if len(inside) == 1:
            return _found(inside[0], "village")
        if inside:
            return Ambiguous(typed, tuple(town.name for town in inside))
        level = next((level for level in ("district", "county") if level in place), "")
        return _centre(pool, level, typed) if level and not hits else _municipality(typed, pool, hits)

    def _localities(self, typed: str, pool: tuple[Municipality, ...]) -> list[Town]:
        """The villages of that name whose municipality is in `pool`: the nearest."""
        hits = [self.localities[hit] for hit in _hits(typed, self.localities)]
        return [town for town in hits if min(self.municipalities, key=lambda near: kilometres(near, town)) in pool]

    def north(self, place: Place) -> Answer:
        """Where a place of the north is: its town, else its department."""
        if "point" in place:
            return _on_map(_typed_point(place, ("town", "department")), self.towns, FROM_TOWN)
        city = _ARRONDISSEMENT.sub("", str(place.get("town", "")))
        coded = _BEFORE_TOWN.fullmatch(city.strip())
        if "department" not in place and coded and self.department(coded["code"]):
            return self.north({"town": coded["town"], "department": coded["code"]})
        if "department" not in place:
            return self._most_populous(city)
        number = self.department(str(place["department"]), city)
        if number is None:
            return _unknown(str(place["department"]), [town.name for town in self.departments.values()])
        return self._in_department(city, number)

    def _in_department(self, city: str, number: str) -> Answer:
        """A town of a department, else the middle of that, unless a town written so is in another."""
        inside = [town for town in self.towns if town.department == number]
        hits = _hits(city, inside, loosely=True)
        if len(hits) > 1:
            return Ambiguous(city, tuple(inside[hit].name for hit in hits))
        centre = self.departments[number]
        if not hits and city and (homes := self._departments_of(city)):
            return Elsewhere(city, f"{centre.name} ({number})", homes)
        return _found(inside[hits[0]], "town") if hits else _found(centre, "department", city)

    def _departments_of(self, city: str) -> tuple[str, ...]:
        """The departments that have a town written so, the most populous first."""
        found = sorted((one for one in self.towns if written_alike(one.name, city)), key=lambda one: -one.population)
        return tuple(f"{self.departments[one.department].name} ({one.department})" for one in found)

    def department(self, typed: str, city: str = "") -> str | None:
        """The number of a department, of Corsica that of its `city` where neither number nor code says which."""
        return departments.corsican(typed, city, self.towns) or departments.number(typed, self.departments)

    def _beginning(self, initial: str) -> list[Town]:
        """The towns that begin with a letter, or with one that is not folded."""
        return [town for town in self.towns if town.name[0] == initial or not town.name[0].isascii()]

    def _most_populous(self, city: str) -> Answer:
        near = self._beginning(fold(city)[:1].upper())
        ranked = sorted(_towns(city, near), key=lambda town: (-town.population, town.name))
        if not ranked:
            return Abroad(city) if fold(city) in self.abroad else _unknown(city, [town.name for town in near])
        rivals = [town for town in ranked if town.population >= ranked[0].population * RIVAL]
        if len(rivals) > 1:
            return Ambiguous(city, tuple(f"{town.name} ({town.department})" for town in rivals))
        return _found(rivals[0], "town")


def _inside(pool: Iterable[Municipality], level: str, names: Collection[str]) -> tuple[Municipality, ...]:
    return tuple(municipality for municipality in pool if getattr(municipality, level) in names)


def _towns(city: str, near: Sequence[Town]) -> set[Town]:
    """Those that are called so, or whose name begins so."""
    names = [town.name for town in near]
    return {near[hit] for hit in (*candidates(city, names, loosely=False), *beginning(city, names))}


def _matching(typed: str, pool: Sequence[Municipality], *, scoped: bool, loosely: bool = False) -> list[Municipality]:
    """Those of `pool` that may be meant; without a county or region to look in, by longer names as well."""
    hits = [pool[hit] for hit in candidates(typed, _written(typed, pool), loosely=loosely)]
    return hits if scoped else _foremost(typed, pool, hits)


def _written(typed: str, pool: Sequence[Municipality]) -> list[str]:
    """The names of municipalities in the letters of `typed`."""
    return (
        [municipality.arabic for municipality in pool]
        if is_arabic(typed)
        else [municipality.name for municipality in pool]
    )


def _foremost(typed: str, pool: Sequence[Municipality], hits: list[Municipality]) -> list[Municipality]:
    """The town of that very name, else all whose names begin so, else the hits."""
    return (
        [one for one in hits if not one.district and key(one.name).words == key(typed).words]
        or [pool[hit] for hit in beginning(typed, [one.name for one in pool])]
        or hits
    )


def _municipality(typed: str, pool: Sequence[Municipality], hits: Sequence[Municipality]) -> Answer:
    """The one municipality of the hits."""
    if not hits:
        return _unknown(typed, _written(typed, pool))
    if len(hits) > 1:
        return Ambiguous(typed, tuple(f"{municipality.name} ({municipality.county})" for municipality in hits))
    return _found(hits[0], "municipality")


def _scoped(place: Place) -> bool:
    return any(level in place for level in LEVELS)


def _typed_point(place: Place, names: Iterable[str]) -> Found:
    latitude, longitude = place["point"]
    name = next((str(place[name]) for name in names if name in place), "")
    return Found(latitude, longitude, name, "point")


def _found(place: NamedPoint, level: str, asked: str = "") -> Found:
    return Found(place.latitude, place.longitude, place.name, level, asked)


def _on_map(found: Found, known: Sequence[NamedPoint], most: float) -> Answer:
    """A typed point, if it is near enough to a place that is known; else what the same figures may have meant."""
    if not known or _is_near(found, known, most):
        return found
    latitude, longitude = found.latitude, found.longitude
    swapped = ((longitude, latitude), (latitude, -longitude), (longitude, -latitude), (-latitude, longitude))
    others = (replace(found, latitude=north, longitude=east) for north, east in swapped if abs(north) <= 90)
    meant = next((one for one in others if _is_near(one, known, most)), None)
    return Outside((latitude, longitude), (meant.latitude, meant.longitude) if meant else None)


def _is_near(found: Found, known: Sequence[NamedPoint], most: float) -> bool:
    return any(kilometres(found, one) <= most for one in known)


def _unknown(typed: str, names: Sequence[str]) -> Unknown:
    first = _FIRST_OF_SEVERAL.fullmatch(typed)
    alone = candidates(first[1], names, loosely=False) if first else ()
    if alone:
        return Unknown(typed, names[alone[0]])
    initial = fold(typed)[:1]
    near = [name for name in names if name[:1].casefold() == initial or not name[:1].isascii()]
    meant = nearest(typed, near) or ""
    amiss = distance(key(typed).heard, key(meant).heard, MOST_LETTERS_AMISS) if meant else None
    return Unknown(typed, meant if amiss is not None else "")


def _hits(typed: str, places: Sequence[NamedPoint], *, loosely: bool = False) -> Sequence[int]:
    return candidates(typed, [place.name for place in places], loosely=loosely)


def _centre(pool: Sequence[Municipality], level: str, asked: str = "") -> Answer:
    """The middle of the municipalities of a district, county or region, which is where people live."""
    named = (level == "district" and [municipality for municipality in pool if municipality.district]) or list(pool)
    if not named:
        return Unknown(asked)
    districts = sorted({f"{named[0].district} ({one.county})" for one in named}) if level == "district" else ()
    if len(districts) > 1:
        return Ambiguous(named[0].district, tuple(districts))
    latitude, longitude = (round(sum(degrees) / len(named), 3) for degrees in zip(*map(_point, named), strict=True))
    return Found(latitude, longitude, str(getattr(named[0], level)), level, asked)


def _point(place: NamedPoint) -> tuple[float, float]:
    return place.latitude, place.longitude
