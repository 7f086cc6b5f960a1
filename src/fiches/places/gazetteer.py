"""The gazetteer of a format, read from its `cartes` folder, and what it says of the places of a sheet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import starmap
from pathlib import Path
from types import MappingProxyType
from typing import Any

from fiches.config.yaml_reader import Node, YamlList, YamlTable
from fiches.content.sheet import Sheet
from fiches.core.problems import Fault, Problem
from fiches.core.text import shown
from fiches.places.names import key
from fiches.places.points import Ambiguous, Answer, Commune, Found, Gazetteer, Place, Town, Unknown
from fiches.storage.fingerprints import MAX_DATA_BYTES

ATLAS_FOLDER = "cartes"
SOUTH, NORTH = "sud.json", "nord.json"
_OF = {"departement": "du département", "commune": "de la commune", "cercle": "du cercle"}
_FIX = "ajoutez « coordonnees: [latitude, longitude] », en degrés, pour la placer"


def folder(folders: tuple[Path, ...]) -> Path | None:
    """The first `cartes` among the folders of a format."""
    return next((each / ATLAS_FOLDER for each in folders if (each / ATLAS_FOLDER).is_dir()), None)


def load(folders: tuple[Path, ...]) -> tuple[Gazetteer | None, list[Problem]]:
    """The gazetteer of a format, none if it has no places; both shores are optional."""
    home = folder(folders)
    if home is None:
        return None, []
    problems: list[Problem] = []
    south, north = read(home / SOUTH, problems), read(home / NORTH, problems)
    try:
        return _built(south, north), problems
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        message = f"les lieux n'ont pas la forme attendue ({error.__class__.__name__})"
        return None, [*problems, Fault("format-invalide", message).in_file(named(home / SOUTH))]


def read(path: Path, problems: list[Problem]) -> Mapping[str, Any]:
    """A JSON table, empty when there is none."""
    try:
        found = json.loads(path.read_text("utf-8")) if path.stat().st_size <= MAX_DATA_BYTES else None
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        message = f"le fichier ne peut pas être lu ({error.__class__.__name__})"
        problems.append(Fault("format-invalide", message).in_file(named(path)))
        return {}
    if not isinstance(found, dict):
        message = "ce fichier n'est pas une table, ou il est trop grand"
        problems.append(Fault("format-invalide", message).in_file(named(path)))
        return {}
    return found


def named(path: Path) -> str:
    """How problems call a file of a format."""
    return "/".join(("templates", *path.parts[-3:]))


def _built(south: Mapping[str, Any], north: Mapping[str, Any]) -> Gazetteer:
    communes = (
        Commune._make((*row, province, region))
        for region, provinces in south.get("regions", {}).items()
        for province, rows in provinces.items()
        for row in rows
    )
    departments = {number: Town(entry["nom"], *entry["centre"]) for number, entry in north.items()}
    towns = (Town._make((*row, number)) for number, entry in north.items() for row in entry["villes"])
    return Gazetteer(
        communes=tuple(communes),
        localities=tuple(starmap(Town, south.get("localites", ()))),
        arabic=MappingProxyType(south.get("noms_arabes", {})),
        departments=MappingProxyType(departments),
        towns=tuple(towns),
    )


def check(sheet: Sheet, gazetteer: Gazetteer, front: YamlTable | None = None) -> list[Problem]:
    """What a map cannot show of the places of `sheet`; with its front matter, each on its own line."""
    found = [*_faults(sheet, "territoire", gazetteer.south, front), *_faults(sheet, "diaspora", gazetteer.north, front)]
    return [fault.in_file(sheet.path) for fault in found]


def _faults(sheet: Sheet, name: str, look: Callable[[Place], Answer], front: YamlTable | None) -> Iterator[Fault]:
    given = sheet.fields.get(name, ())
    for index, place in enumerate(given if isinstance(given, tuple) else ()):
        if isinstance(place, Mapping):
            answer, at = look(place), _position(front, name, index)
            yield from _fault(answer, name, *at)
            if isinstance(answer, Found) and answer.level == "ville":
                yield from _misspelt(str(place["ville"]), answer.name, *at)


def _fault(answer: Answer, name: str, line: int, column: int) -> Iterator[Fault]:
    quoted = f"« {shown(answer.asked, 40)} »"
    if isinstance(answer, Unknown):
        near = f"vouliez-vous dire « {answer.near} » ? Sinon, " if answer.near else ""
        message = f"{quoted} n'est pas dans les répertoires de lieux : la carte reste sans repère"
        yield Fault("lieu-inconnu", message, line, column, near + _FIX)
    elif isinstance(answer, Ambiguous):
        listed = ", ".join(answer.candidates[:8]) + (" …" if len(answer.candidates) > 8 else "")
        south = name == "territoire"
        code, key = ("lieu-ambigu", "province") if south else ("lieu-inconnu", "departement")
        hint = f"ajoutez « {key}: … » : {listed}"
        yield Fault(code, f"{quoted} désigne plusieurs lieux", line, column, hint)
    elif answer.asked:
        whole = f"{_OF.get(answer.level, 'de la province')} {answer.name}"
        message = f"{quoted} n'est pas dans les répertoires de lieux : la carte montre le centre {whole}"
        yield Fault("lieu-approche", message, line, column, _FIX)


def _misspelt(typed: str, name: str, line: int, column: int) -> Iterator[Fault]:
    """That a town of the north was found by its sound alone: its name is printed as typed."""
    asked, known = key(typed).compact, key(name).compact
    if asked not in known and known not in asked:  # « Châlons », « Paris 18e » are not misspelt
        message = f"« {shown(typed, 40)} » : le répertoire écrit « {name} »"
        hint = "corrigez si c'est une faute : il est imprimé comme vous l'écrivez"
        yield Fault("lieu-autrement", message, line, column, hint)


def _position(front: YamlTable | None, name: str, index: int) -> tuple[int, int]:
    """Where the place was typed."""
    entry = next((entry for entry in front.entries if entry.key.value == name), None) if front else None
    if entry is None:
        return 1, 1
    node: Node = entry.value
    if isinstance(node, YamlList) and index < len(node.items):
        node = node.items[index]
    return (node.line, node.column) if isinstance(node, (YamlList, YamlTable)) else (entry.key.line, entry.key.column)
