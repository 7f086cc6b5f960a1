"""The gazetteer of a format, read from its `cartes` folder, and what it says of the places of a sheet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import starmap
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from fiches.config.coordinates import written
from fiches.config.yaml_reader import Node, YamlList, YamlTable
from fiches.config.yaml_reader import place as yaml_place
from fiches.content.sheet import Sheet
from fiches.core.messages import enumeration
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import fold, shown
from fiches.places.lookup import Gazetteer
from fiches.places.names import key
from fiches.places.points import (
    Abroad,
    Ambiguous,
    Answer,
    Commune,
    Elsewhere,
    Found,
    Outside,
    Place,
    Town,
    Unknown,
)
from fiches.storage.fingerprints import MAX_DATA_BYTES

ATLAS_FOLDER = "cartes"
SOUTH, NORTH, ABROAD = "sud.json", "nord.json", "ailleurs.json"
_File = tuple[Path, bytes | str]
PlaceT = TypeVar("PlaceT", Commune, Town)
_REAL = (int, float)
MOST_CANDIDATES = 8  # of an ambiguous name that are listed
_CENTRES = {  # what is said of a place that is shown at the centre of another
    "departement": "lieu-approche.department",
    "commune": "lieu-approche.commune",
    "cercle": "lieu-approche.cercle",
}


def folder(folders: tuple[Path, ...]) -> Path | None:
    """The first `cartes` among the folders of a format."""
    return next((each / ATLAS_FOLDER for each in folders if (each / ATLAS_FOLDER).is_dir()), None)


def load(folders: tuple[Path, ...]) -> tuple[Gazetteer | None, list[Problem]]:
    """The gazetteer of a format, none if it has no places; both shores are optional."""
    home = folder(folders)
    if home is None:
        return None, []
    made, problems = _of_files(*((home / name, _held(home / name)) for name in (SOUTH, NORTH, ABROAD)))
    return made, [*problems]


@lru_cache(maxsize=2)  # thousands of places, which a collection that is read again has again
def _of_files(south: _File, north: _File, abroad: _File) -> tuple[Gazetteer | None, tuple[Problem, ...]]:
    problems: list[Problem] = []
    southern, northern = _made(south, _south, problems), _made(north, _north, problems)
    elsewhere = _made(abroad, _abroad, problems)
    if southern is None or northern is None or elsewhere is None:
        return None, tuple(problems)
    return Gazetteer(**southern, **northern, **elsewhere), tuple(problems)


def _held(path: Path) -> bytes | str:
    """What a table of JSON holds, an empty one when there is none; or the name of the error that keeps it."""
    try:
        return path.read_bytes() if path.stat().st_size <= MAX_DATA_BYTES else b"null"
    except FileNotFoundError:
        return b"{}"
    except OSError as error:
        return error.__class__.__name__


def _made(
    file: _File, make: Callable[[Mapping[str, Any]], dict[str, Any]], problems: list[Problem]
) -> dict[str, Any] | None:
    """What `make` makes of a table; None where a value in it is not of the kind that it should be."""
    try:
        return make(_table(file, problems))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        problems.append(fault("format-invalide.places", error=error.__class__.__name__).in_file(named(file[0])))
        return None


def read(path: Path, problems: list[Problem]) -> Mapping[str, Any]:
    """A JSON table, empty when there is none."""
    return _table((path, _held(path)), problems)


def _table(file: _File, problems: list[Problem]) -> Mapping[str, Any]:
    path, data = file
    found, kept_by = _parsed(data) if isinstance(data, bytes) else (None, data)
    if isinstance(found, dict):
        return found
    why = fault("format-invalide.unread", error=kept_by) if kept_by else fault("format-invalide.no-table")
    problems.append(why.in_file(named(path)))
    return {}


def _parsed(data: bytes) -> tuple[object, str]:
    """What some JSON holds, and the name of the error that keeps it."""
    try:
        return json.loads(str(data, "utf-8")), ""
    except (ValueError, RecursionError) as error:
        return None, error.__class__.__name__


def named(path: Path) -> str:
    """How problems call a file of a format."""
    return "/".join(("templates", *path.parts[-3:]))


def _south(table: Mapping[str, Any]) -> dict[str, Any]:
    """The places of the southern shore, as fields of a gazetteer."""
    communes = (
        Commune._make((*row, province, region))
        for region, provinces in table.get("regions", {}).items()
        for province, rows in provinces.items()
        for row in rows
    )
    arabic = table.get("noms_arabes", {})
    _expect(str, *arabic.values())
    return {
        "communes": tuple(map(_sound_commune, communes)),
        "localities": tuple(map(_sound, starmap(Town, table.get("localites", ())))),
        "arabic": MappingProxyType(arabic),
    }


def _north(table: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the northern shore."""
    departments = {number: _sound(Town(entry["nom"], *entry["centre"])) for number, entry in table.items()}
    towns = (_sound(Town._make((*row, number))) for number, entry in table.items() for row in entry["villes"])
    return {"departments": MappingProxyType(departments), "towns": tuple(towns)}


def _abroad(table: Mapping[str, Any]) -> dict[str, Any]:
    """Cities of other countries, by name alone."""
    cities = table.get("villes", ())
    _expect(str, *cities)
    return {"abroad": frozenset(map(fold, cities))}


def _sound_commune(one: Commune) -> Commune:
    _expect(str, one.arabic, one.cercle)
    return _sound(one)


def _sound(one: PlaceT) -> PlaceT:
    """A place whose values are what they should be; TypeError or ValueError otherwise."""
    people = getattr(one, "population", 0)
    typed = isinstance(one.name, str) and isinstance(people, _REAL)
    if not (typed and isinstance(one.latitude, _REAL) and isinstance(one.longitude, _REAL)):
        raise TypeError(one)
    within = abs(one.latitude) <= 90 and abs(one.longitude) <= 180 and people >= 0  # NaN is not
    if not one.name or not within:
        raise ValueError(one.name)
    return one


def _expect(kind: type | tuple[type, ...], *values: object) -> None:
    if not all(isinstance(value, kind) for value in values):
        raise TypeError(kind)


def check(sheet: Sheet, gazetteer: Gazetteer, front: YamlTable | None = None) -> list[Problem]:
    """What a map cannot show of the places of `sheet`; with its front matter, each on its own line."""
    found = [*_faults(sheet, "territoire", gazetteer.south, front), *_faults(sheet, "diaspora", gazetteer.north, front)]
    return [fault.in_file(sheet.path) for fault in found]


def _faults(sheet: Sheet, name: str, look: Callable[[Place], Answer], front: YamlTable | None) -> Iterator[Fault]:
    places = sheet.fields.get(name, ())
    for index, place in enumerate(places if isinstance(places, tuple) else ()):
        if isinstance(place, Mapping):
            answer, at = look(place), _position(front, name, index)
            if isinstance(answer, Outside) and front:
                at = yaml_place(front, name, index, "coordonnees")
            yield from _fault(answer, name, *at)
            if isinstance(answer, Found) and answer.level == "ville":
                yield from _misspelt(str(place["ville"]), answer.name, *at)


def _fault(answer: Answer, name: str, line: int, column: int) -> Iterator[Fault]:
    if isinstance(answer, Outside):
        case = "lieu-hors-carte.meant" if answer.meant else "lieu-hors-carte"
        meant = written(answer.meant) if answer.meant else ""
        yield fault(case, line, column, asked=written(answer.asked), meant=meant)
        return
    asked = shown(answer.asked, 40)
    if isinstance(answer, Elsewhere):
        case = "lieu-contredit" if name == "territoire" else "lieu-contredit.town"
        homes = enumeration(answer.homes[:MOST_CANDIDATES], "or")
        yield fault(case, line, column, asked=asked, given=shown(answer.given, 40), homes=homes)
    elif isinstance(answer, Abroad):
        yield fault("lieu-inconnu.abroad", line, column, asked=asked)
    elif isinstance(answer, Unknown):
        case = "lieu-inconnu.near" if answer.near else "lieu-inconnu.none"
        yield fault(case, line, column, asked=asked, near=answer.near)
    else:
        yield from _approximate(answer, asked, name, (line, column))


def _approximate(answer: Ambiguous | Found, asked: str, name: str, at: tuple[int, int]) -> Iterator[Fault]:
    if isinstance(answer, Ambiguous):
        case = "lieu-ambigu" if name == "territoire" else "lieu-inconnu.several"
        listed, more = answer.candidates[:MOST_CANDIDATES], " …" * (len(answer.candidates) > MOST_CANDIDATES)
        yield fault(case, *at, asked=asked, listed=listed, more=more)
    elif answer.asked:
        case = _CENTRES.get(answer.level, "lieu-approche.province")
        yield fault(case, *at, asked=asked, name=answer.name)


def _misspelt(typed: str, name: str, line: int, column: int) -> Iterator[Fault]:
    """That a town of the north was found by its sound alone: its name is printed as typed."""
    asked, known = key(typed).compact, key(name).compact
    if asked not in known and known not in asked:  # « Châlons », « Paris 18e » are not misspelt
        yield fault("lieu-autrement", line, column, typed=shown(typed, 40), name=name)


def _position(front: YamlTable | None, name: str, index: int) -> tuple[int, int]:
    """Where the place was typed."""
    entry = next((entry for entry in front.entries if entry.key.value == name), None) if front else None
    if entry is None:
        return 1, 1
    node: Node = entry.value
    if isinstance(node, YamlList) and index < len(node.items):
        node = node.items[index]
    return (node.line, node.column) if isinstance(node, (YamlList, YamlTable)) else (entry.key.line, entry.key.column)
