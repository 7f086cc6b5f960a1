"""The gazetteer of two shores, read from the `cartes` folder of a format."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import chain, starmap
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from fiches.core.problems import Problem, fault
from fiches.core.text import fold
from fiches.places.lookup import Gazetteer
from fiches.places.points import Municipality, Town
from fiches.storage.fingerprints import MAX_DATA_BYTES

ATLAS_FOLDER = "cartes"
SOUTH, NORTH, ABROAD = "sud.json", "nord.json", "ailleurs.json"
_File = tuple[Path, bytes | str]
PlaceT = TypeVar("PlaceT", Municipality, Town)
_REAL = (int, float)


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
    southern["names_by_level"] = {
        level: sorted({getattr(one, level) for one in southern["municipalities"]}) for level in ("county", "region")
    }
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
    municipalities = (
        Municipality._make((*row, county, region))
        for region, counties in table.get("regions", {}).items()
        for county, rows in counties.items()
        for row in rows
    )
    arabic = table.get("noms_arabes", {})
    _expect(str, *arabic.values())
    return {
        "municipalities": tuple(map(_sound_municipality, municipalities)),
        "localities": tuple(map(_sound, starmap(Town, table.get("localites", ())))),
        "arabic": MappingProxyType(arabic),
    }


def _north(table: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the northern shore."""
    departments = {number: _sound(Town(entry["nom"], *entry["centre"])) for number, entry in table.items()}
    towns = (_sound(Town._make((*row, number))) for number, entry in table.items() for row in entry["villes"])
    return {"departments": MappingProxyType(departments), "towns": tuple(towns)}


def _abroad(table: Mapping[str, Any]) -> dict[str, Any]:
    """Cities of other countries, by name alone; regions of the past."""
    cities, former = table.get("villes", ()), table.get("regions_d_avant", {})
    french = table.get("regions_de_france", ())
    _expect(str, *cities, *french, *chain.from_iterable(former.values()))
    regions = MappingProxyType({name: tuple(now) for name, now in former.items()})
    north = frozenset(map(fold, french))
    return {"abroad": frozenset(map(fold, cities)), "former": regions, "regions_of_north": north}


def _sound_municipality(one: Municipality) -> Municipality:
    _expect(str, one.arabic, one.district)
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
