"""Countries and the larger towns of the world: what a person types of one becomes a point, or says why it cannot."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from fiches.config.coordinates import written
from fiches.config.translated import localised
from fiches.places.names import WORLD_FOLDER, distance
from fiches.places.points import Ambiguous, Answer, Elsewhere, Found, Unknown, kilometres
from fiches.places.town_names import compact, own_names
from fiches.storage.fingerprints import HOUSE

COUNTRIES_FILE, TOWNS_FILE = "pays.json", "villes.txt"
WORLD_RIVAL = 0.1  # of the weight of the largest town of a name: what weighs as much may be meant as well
LARGE_TOWN = 1000  # hundreds of inhabitants: the name of such a one is no other's, « Islamabad » not Chittagong's
OWN_NAME = 10  # times heavier is a town that calls itself so than one that is called so in some language
LETTERS_AMISS = 2
TOGETHER = 60.0  # km within which two towns of a name are one place on any map

_PARTS = re.compile(r"\s*[,،;:()（）/]\s*|\s+[-–—]\s+")
_DISTRICT = re.compile(r"[\s,]+\d{1,2}\s*(?:er|e|ème|eme|º)?$", re.IGNORECASE)  # « Paris 18e »


class WorldTown(NamedTuple):
    """One town; its population in hundreds."""

    name: str
    country: str  # ISO code
    latitude: float
    longitude: float
    population: int
    capital: bool
    claims: tuple[str, ...]  # the other countries that say that it is theirs
    keys: tuple[str, ...]  # by which it is found


@dataclass(frozen=True, slots=True)
class Country:
    """Its names by language, and others by which it is known."""

    names: Mapping[str, str]
    also: tuple[str, ...]
    claimed: tuple[str, ...] = ()  # by these other countries


@dataclass(frozen=True)
class World:
    """The gazetteer: `countries` by code, `towns` as lines of a text, from the most populous.

    A town is « Dakar|SN|14.69|-17.44|26465|*||;dakar;dacar; »; the text is searched and only what is found is read.
    """

    countries: Mapping[str, Country]
    towns: str

    def country(self, typed: str, language: str = "") -> str:
        """The code of a country by any of its names, by its name in a language alone; nothing when none bears it."""
        known = self._names_in(language) if language else self.countries_by_name
        return known.get(compact(typed), "")

    def _names_in(self, language: str) -> Mapping[str, str]:
        """Codes by name in a language."""
        if language not in self._by_language:
            names = {compact(localised(one.names, language)): iso for iso, one in self.countries.items()}
            self._by_language[language] = names
        return self._by_language[language]

    @cached_property
    def _by_language(self) -> dict[str, Mapping[str, str]]:
        return {}

    @cached_property
    def countries_by_name(self) -> Mapping[str, str]:
        """Codes by all names, the most certain of each country first."""
        every = [(iso, [*one.names.values(), *one.also, iso]) for iso, one in self.countries.items()]
        widest = max(len(names) for _, names in every)
        found: dict[str, str] = {}
        for rank in range(widest):
            for iso, names in every:
                if rank < len(names):
                    found.setdefault(compact(names[rank]), iso)
        return found

    def settled(self, code: str) -> str:
        """The same code; nothing for a territory that another country says is its own."""
        return "" if code in self.countries and self.countries[code].claimed else code

    def named(self, code: str, language: str) -> str:
        """What a country is called in a language, else in French."""
        return localised(self.countries[code].names, language) if code in self.countries else ""

    def of_text(self, typed: str, language: str) -> Answer:
        """« Dakar, Sénégal », « Quito (Équateur) », a town alone, a country alone."""
        if self.country(typed, language):
            return self.find("", typed, language)
        parts = _parts(typed)
        if town := self._split(parts):
            return self.find(*town, language)
        answer = self.find(typed, "", language)
        if not isinstance(answer, Unknown):
            return answer
        if self.country(typed):
            return self.find("", typed, language)
        return Unknown(typed, self._near_country(typed, language) or answer.near)

    def _split(self, parts: Sequence[str]) -> tuple[str, str] | None:
        """Town and country of what was typed as both, in either order."""
        ways = ((parts[0], parts[-1]), (parts[-1], parts[0])) if len(parts) > 1 else ()
        return next(((town, country) for town, country in ways if self.country(country)), None)

    def town_of(self, typed: str) -> str:
        """What was typed without its country."""
        parts = _parts(typed)
        found = self._split(parts)
        return found[0] if found else typed.strip()

    def find(self, town: str, country: str, language: str) -> Answer:
        """Where a town is, of a country where one is given; the capital of a country that is given alone.

        Countries are named in `language` in what is answered.
        """
        code = self.country(country)
        if country and not code:
            return Unknown(country, self._near_country(country, language))
        return self._town(town, country, language) if town else self._capital(code, country)

    def _town(self, town: str, country: str, language: str) -> Answer:
        code = self.country(country)
        rows = self._called(town) or self._called(_DISTRICT.sub("", town))
        if not rows and (found := self._called(first := next(iter(_parts(town)), ""))):  # « Denver, Colorado »
            town, rows = first, found
        inside = [row for row in rows if not code or code in (row.country, *row.claims)]
        if inside:
            return self._weightiest(town, inside, language)
        homes = tuple(dict.fromkeys(self.named(row.country, language) for row in _foremost(town, rows)))
        return (
            Elsewhere(town, country, homes)
            if homes
            else Unknown(town, self._near(town, code, language), self.settled(code))
        )

    def _capital(self, code: str, country: str) -> Answer:
        """The seat of a country, or its largest town."""
        lines = list(self._lines(f"|{code}|"))
        if not lines:
            return Unknown(country, "", self.settled(code))
        seat = town_of_line(next((line for line in lines if line.split("|", 6)[5]), lines[0]))
        bears_it = compact(country) in seat.keys  # « Luxembourg », « تونس »
        return _found(seat, "town") if bears_it else _found(seat, "capital", country)

    def _weightiest(self, typed: str, rows: Sequence[WorldTown], language: str) -> Answer:
        """The one that is meant, or all that may be: of these the one capital is the most likely."""
        rivals = _apart(typed, _foremost(typed, rows))
        if len(rivals) == 1:
            return _found(rivals[0], "town")
        codes = [row.country for row in rivals]
        told = [
            f"{typed}, {self.named(row.country, language)}"
            + (f" {written((row.latitude, row.longitude))}" if codes.count(row.country) > 1 else "")
            for row in rivals
        ]
        capitals = [row for row in rivals if row.capital]
        return Ambiguous(typed, tuple(told), _found(capitals[0], "town") if len(capitals) == 1 else None)

    def _called(self, typed: str) -> list[WorldTown]:
        asked = compact(typed)
        return [town_of_line(line) for line in self._lines(f";{asked};")] if asked else []

    def _lines(self, part: str) -> Iterator[str]:
        """The lines that hold `part`."""
        end, towns = 0, self.towns
        while (at := towns.find(part, end)) >= 0:
            start, end = towns.rfind("\n", 0, at) + 1, towns.index("\n", at)
            yield towns[start:end]

    def _near_country(self, typed: str, language: str) -> str:
        """The name of the country that was most likely meant, better one that is called so in the language."""
        asked = compact(typed)
        tables = (self._names_in(language), self.countries_by_name)
        near = ((names, _nearest(asked, names)) for names in tables)
        return next((self.named(names[name], language) for names, name in near if name), "")

    def _near(self, typed: str, code: str, language: str) -> str:
        """The town that was most likely meant, its first letter right: few letters away, the most populous of those."""
        asked = compact(typed)
        lines = self._lines(f"|{code}|") if code else self._lines(f"|;{asked[0]}") if asked else ()
        by_key: dict[str, WorldTown] = {}
        for line in lines:
            head, _, keys = line.rpartition("|")
            first = keys[1:].partition(";")[0]
            if abs(len(first) - len(asked)) <= LETTERS_AMISS and first not in by_key:
                by_key[first] = town_of_line(f"{head}|{keys}")
        town = by_key.get(_nearest(asked, by_key))
        return f"{town.name}, {self.named(town.country, language)}" if town else ""


def _parts(typed: str) -> list[str]:
    return [part for part in _PARTS.split(typed) if part]


def _foremost(typed: str, rows: Sequence[WorldTown]) -> list[WorldTown]:
    """The towns of a name that weigh enough, from the heaviest."""
    own = [row for row in rows if _calls_itself(row, typed)]
    rows = own if any(row.population >= LARGE_TOWN for row in own) else rows
    weights = {row: (row.population + 1) * (OWN_NAME if _calls_itself(row, typed) else 1) for row in rows}
    least = WORLD_RIVAL * max(weights.values(), default=0)
    return sorted((row for row, weight in weights.items() if weight >= least), key=lambda row: -weights[row])


def _apart(typed: str, rows: Sequence[WorldTown]) -> list[WorldTown]:
    """Of towns that lie together, the one that calls itself so: « New Delhi » in Delhi."""
    kept: list[WorldTown] = []
    for row in sorted(rows, key=lambda row: not _calls_itself(row, typed)):
        if all(kilometres(row, other) > TOGETHER for other in kept):
            kept.append(row)
    return [row for row in rows if row in kept]


def _calls_itself(row: WorldTown, typed: str) -> bool:
    return compact(typed) in own_names(row.name)


def _nearest(asked: str, names: Iterable[str]) -> str:
    """The first of the names that are fewest letters away, two at most, one in a short name; nothing when none is."""
    most = LETTERS_AMISS if len(asked) > 5 else 1
    best, least = "", most + 1
    for name in names:
        amiss = distance(asked, name, min(most, least - 1)) if name[:1] == asked[:1] else None
        if amiss is not None and least > amiss:
            best, least = name, amiss
    return best


def town_of_line(line: str) -> WorldTown:
    """One line of the towns of the world."""
    name, country, latitude, longitude, population, capital, claims, keys = line.split("|")
    several = tuple(claims.split()), tuple(keys.strip(";").split(";"))
    return WorldTown(name, country, float(latitude), float(longitude), int(population), bool(capital), *several)


def _found(row: WorldTown, level: str, asked: str = "") -> Found:
    """The point of a town; of no country where several say that it is theirs."""
    return Found(row.latitude, row.longitude, row.name, level, asked, "" if row.claims else row.country)


def home() -> Path:
    """The folder of the data of the world."""
    return HOUSE / "templates" / WORLD_FOLDER


@cache
def load() -> World:
    """The gazetteer of the world, read when it is first asked for."""
    table = json.loads((home() / COUNTRIES_FILE).read_text("utf-8"))["countries"]
    countries = {code: Country(one["names"], tuple(one["also"]), tuple(one["claimed"])) for code, one in table.items()}
    return World(countries, (home() / TOWNS_FILE).read_text("utf-8"))
