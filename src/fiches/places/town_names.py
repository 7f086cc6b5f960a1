"""Towns as a language calls them, where its data say: from their names in Latin letters to its own, and back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from fiches.config import languages
from fiches.config.languages import Language
from fiches.config.yaml_reader import parse_file
from fiches.places.points import Place
from fiches.places.world_names import compact

TOWN_NAMES_FILE = "villes.yaml"  # of a language


def spoken(name: str, language: str) -> str:
    """What a language calls a town, or its own name."""
    return _towns(languages.of(language)).get(compact(name), name)


def latin(said: str, language: str) -> str:
    """The name in Latin letters of the town that a language calls so; nothing where it knows none."""
    return _latin_names(languages.of(language)).get(compact(said), "")


def in_latin(place: Place, language: str) -> Place:
    """A place of which what is called as a language calls it has its name in Latin letters."""
    return {key: latin(value, language) or value if isinstance(value, str) else value for key, value in place.items()}


def knows(language: str) -> bool:
    """Whether the data of a language name places."""
    return bool(_towns(languages.of(language)))


@cache
def _towns(known: Language) -> Mapping[str, str]:
    """What it calls them by their names as these are compared."""
    return {compact(name): said for name, said in _table(known).items()}


@cache
def _latin_names(known: Language) -> Mapping[str, str]:
    """Their names by what it calls them, as that is compared."""
    return {compact(said): name for name, said in _table(known).items()}


def _table(known: Language) -> Mapping[str, str]:
    path = known.file(TOWN_NAMES_FILE)
    table = parse_file(path)[0] if path else None
    return table.texts if table else {}
