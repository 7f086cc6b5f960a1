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
    Commune,
    Elsewhere,
    Found,
    NamedPoint,
    Outside,
    Place,
    Town,
    Unknown,
    kilometres,
)

NEARBY = 40.0  # km between a village and the middle of its commune, at most
LEVELS = ("region", "province", "cercle")  # of the southern shore, from the widest
FROM_COMMUNE, FROM_TOWN = 50.0, 1500.0  # km from the nearest one known, beyond which no map shows a typed point
MOST_LETTERS_AMISS = 2  # between a name that is not known and one that may have been meant
RIVAL = 0.5  # a town half as large as its namesake may be meant as well

_ARRONDISSEMENT = re.compile(r"[\s,]+\(?\d{1,2}\s*(?:er|e|ème|eme)?(?:\s+arr\w*\.?)?\)?$", re.IGNORECASE)
_BEFORE_TOWN = re.compile(r"(?P<code>\d{5})\s+(?P<town>\D+)")  # « 60100 Creil »
_FIRST_OF_SEVERAL = re.compile(r"([^,;/()]+?)\s*[,;/(].*")  # « Creil, Paris », « Ouijjane (province de Tiznit) »


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The places of both shores; every lookup is pure."""

    communes: tuple[Commune, ...]
    localities: tuple[Town, ...]  # of the south, that give no commune its name
    arabic: Mapping[str, str]  # of regions and provinces
    departments: Mapping[str, Town]  # by number, at their centre
    towns: tuple[Town, ...]  # of the north
    abroad: frozenset[str] = frozenset()  # cities that are on neither shore, folded
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by region of the past, those of today

    def south(self, place: Place) -> Answer:
        """Where a place of the south is: the smallest of its names that is known."""
        if "coordonnees" in place:
            found = _typed_point(place, ("lieu", "commune", *reversed(LEVELS)))
            return _on_map(found, self.communes, FROM_COMMUNE)
        pool = self._within(place)
        if not isinstance(pool, tuple):
            return pool
        if "commune" in place:
            return self._commune_of(place, pool)
        if "lieu" in place:
            return self._locality(place, pool)
        level = next((level for level in reversed(LEVELS) if level in place), "")
        return _centre(pool, level) if level else Unknown("")

    def _commune_of(self, place: Place, pool: tuple[Commune, ...]) -> Answer:
        """The commune that a place names, a letter amiss only where no other commune is written so."""
        typed, scoped = str(place["commune"]), _scoped(place)
        hits = _communes(typed, pool, scoped=scoped)
        if not hits and scoped:
            if homes := self._homes(typed, pool):  # « Tafraout » is not « Tafraouten »
                given = next(str(place[level]) for level in reversed(LEVELS) if level in place)
                return Elsewhere(typed, given, homes)
            hits = _communes(typed, pool, scoped=scoped, loosely=True)
        answer = _commune(typed, pool, hits)
        return self._refined(answer, place) if isinstance(answer, Found) else answer

    def _homes(self, typed: str, pool: tuple[Commune, ...]) -> tuple[str, ...]:
        """The provinces outside of `pool` where a commune is written so."""
        return tuple(sorted({one.province for one in set(self.communes) - set(pool) if written_alike(one.name, typed)}))

    def _within(self, place: Place) -> tuple[Commune, ...] | Ambiguous | Unknown:
        """The communes of the region, province and cercle that `place` names."""
        pool: tuple[Commune, ...] | Ambiguous | Unknown = self.communes
        for level in (level for level in LEVELS if place.get(level)):
            now = self._former(place, level)
            if isinstance(pool, tuple):
                pool = _inside(pool, level, now) if now else self._narrowed(pool, place, level)
        return pool

    def _narrowed(
        self, pool: tuple[Commune, ...], place: Place, level: str
    ) -> tuple[Commune, ...] | Ambiguous | Unknown:
        """Those of `pool` whose region, province or cercle `place` names."""
        typed = str(place[level])
        names = sorted({name for commune in pool if (name := str(getattr(commune, level)))})
        hits = candidates(typed, [self._written_like(typed, name) for name in names], loosely=True)
        below = level == "cercle" and bool({"commune", "lieu"} & set(place))  # it only helps: may be unknown
        if len(hits) == 1:
            return _inside(pool, level, {names[hits[0]], *([""] if below else [])})
        if below:
            return pool
        return Ambiguous(typed, tuple(names[hit] for hit in hits)) if hits else _unknown(typed, names)

    def _former(self, place: Place, level: str) -> tuple[str, ...]:
        """The regions of today that a region of the past may be: the likeliest, where nothing smaller is named."""
        now = self.regions_of_today(str(place[level])) if level == "region" else ()
        return now if {"lieu", "commune", *LEVELS[1:]} & set(place) else now[:1]

    def regions_of_today(self, typed: str) -> tuple[str, ...]:
        """Those that have the communes of a region of the past, nothing for any other."""
        return next((now for name, now in self.former.items() if key(name).words == key(typed).words), ())

    def _written_like(self, typed: str, name: str) -> str:
        return self.arabic.get(name, name) if is_arabic(typed) else name

    def _refined(self, commune: Found, place: Place) -> Found:
        """The village of a commune when it is known, else the commune, which says so."""
        typed = str(place.get("lieu", ""))
        if not typed or key(typed).heard == key(commune.name).heard:
            return commune
        near = [town for town in self.localities if kilometres(commune, town) <= NEARBY]
        hits = candidates(typed, [town.name for town in near], loosely=False)
        if len(hits) == 1:
            return _found(near[hits[0]], "lieu")
        return Found(commune.latitude, commune.longitude, commune.name, "commune", typed)

    def _locality(self, place: Place, pool: tuple[Commune, ...]) -> Answer:
        """A village whose commune is not given: a commune of its name, a known village, else what it is in."""
        typed = str(place["lieu"])
        communes = _communes(typed, pool, scoped=_scoped(place))
        inside = [] if communes else self._localities(typed, pool)
        if len(inside) == 1:
            return _found(inside[0], "lieu")
        if inside:
            return Ambiguous(typed, tuple(town.name for town in inside))
        level = next((level for level in ("cercle", "province") if level in place), "")
        return _centre(pool, level, typed) if level and not communes else _commune(typed, pool, communes)

    def _localities(self, typed: str, pool: tuple[Commune, ...]) -> list[Town]:
        """The villages of that name whose commune is in `pool`: the nearest."""
        hits = [self.localities[hit] for hit in _hits(typed, self.localities)]
        return [town for town in hits if min(self.communes, key=lambda near: kilometres(near, town)) in pool]

    def north(self, place: Place) -> Answer:
        """Where a place of the north is: its town, else its department."""
        if "coordonnees" in place:
            return _on_map(_typed_point(place, ("ville", "departement")), self.towns, FROM_TOWN)
        city = _ARRONDISSEMENT.sub("", str(place.get("ville", "")))
        coded = _BEFORE_TOWN.fullmatch(city.strip())
        if "departement" not in place and coded and self.department(coded["code"]):
            return self.north({"ville": coded["town"], "departement": coded["code"]})
        if "departement" not in place:
            return self._most_populous(city)
        number = self.department(str(place["departement"]), city)
        if number is None:
            return _unknown(str(place["departement"]), [town.name for town in self.departments.values()])
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
        return _found(inside[hits[0]], "ville") if hits else _found(centre, "departement", city)

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
        return _found(rivals[0], "ville")


def _inside(pool: Iterable[Commune], level: str, names: Collection[str]) -> tuple[Commune, ...]:
    return tuple(commune for commune in pool if getattr(commune, level) in names)


def _towns(city: str, near: Sequence[Town]) -> set[Town]:
    """Those that are called so, or whose name begins so."""
    names = [town.name for town in near]
    return {near[hit] for hit in (*candidates(city, names, loosely=False), *beginning(city, names))}


def _communes(typed: str, pool: Sequence[Commune], *, scoped: bool, loosely: bool = False) -> list[Commune]:
    """The communes of `pool` that may be meant; without a province or region to look in, by longer names as well."""
    hits = [pool[hit] for hit in candidates(typed, _written(typed, pool), loosely=loosely)]
    return hits if scoped else _foremost(typed, pool, hits)


def _written(typed: str, pool: Sequence[Commune]) -> list[str]:
    """The names of communes in the letters of `typed`."""
    return [commune.arabic for commune in pool] if is_arabic(typed) else [commune.name for commune in pool]


def _foremost(typed: str, pool: Sequence[Commune], hits: list[Commune]) -> list[Commune]:
    """The town of that very name, else all whose names begin so, else the hits."""
    return (
        [commune for commune in hits if not commune.cercle and key(commune.name).words == key(typed).words]
        or [pool[hit] for hit in beginning(typed, [commune.name for commune in pool])]
        or hits
    )


def _commune(typed: str, pool: Sequence[Commune], hits: Sequence[Commune]) -> Answer:
    """The one commune of the hits."""
    if not hits:
        return _unknown(typed, _written(typed, pool))
    if len(hits) > 1:
        return Ambiguous(typed, tuple(f"{commune.name} ({commune.province})" for commune in hits))
    return _found(hits[0], "commune")


def _scoped(place: Place) -> bool:
    return any(level in place for level in LEVELS)


def _typed_point(place: Place, names: Iterable[str]) -> Found:
    latitude, longitude = place["coordonnees"]
    name = next((str(place[name]) for name in names if name in place), "")
    return Found(latitude, longitude, name, "coordonnees")


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


def _centre(pool: Sequence[Commune], level: str, asked: str = "") -> Answer:
    """The middle of the communes of a cercle, province or region, which is where people live."""
    named = (level == "cercle" and [commune for commune in pool if commune.cercle]) or list(pool)
    if not named:
        return Unknown(asked)
    cercles = sorted({f"{named[0].cercle} ({commune.province})" for commune in named}) if level == "cercle" else ()
    if len(cercles) > 1:
        return Ambiguous(named[0].cercle, tuple(cercles))
    latitude, longitude = (round(sum(degrees) / len(named), 3) for degrees in zip(*map(_point, named), strict=True))
    return Found(latitude, longitude, str(getattr(named[0], level)), level, asked)


def _point(place: NamedPoint) -> tuple[float, float]:
    return place.latitude, place.longitude
