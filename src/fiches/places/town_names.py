"""Towns of the north as a language calls them, where its data say: from Latin letters into its own, and back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from fiches.config import languages
from fiches.config.languages import Language
from fiches.config.yaml_reader import parse_file
from fiches.places.world_names import compact

TOWN_NAMES_FILE = "villes.yaml"  # of a language


def spoken(name: str, language: str) -> str:
    """What a language calls a town, or its own name."""
    return _towns(languages.of(language)).get(name, name)


def latin(said: str, language: str) -> str:
    """The name in Latin letters of the town that a language calls so; nothing where it knows none."""
    towns = _towns(languages.of(language))
    return next((name for name, called in towns.items() if compact(called) == compact(said)), "")


@cache
def _towns(known: Language) -> Mapping[str, str]:
    path = known.file(TOWN_NAMES_FILE)
    table = parse_file(path)[0] if path else None
    return table.texts if table else {}
