"""Towns of the north as a language calls them, where its data say: from Latin letters into its own, and back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fiches.config import languages
from fiches.config.yaml_reader import parse_file
from fiches.places.world_names import compact

TOWN_NAMES_FILE = "villes.yaml"  # of a language


def spoken(name: str, language: str) -> str:
    """What a language calls a town, or its own name."""
    return _towns(languages.folder_of(language) / TOWN_NAMES_FILE).get(name, name)


def latin(said: str, language: str) -> str:
    """The name in Latin letters of the town that a language calls so; nothing where it knows none."""
    towns = _towns(languages.folder_of(language) / TOWN_NAMES_FILE)
    return next((name for name, called in towns.items() if compact(called) == compact(said)), "")


@cache
def _towns(path: Path) -> Mapping[str, str]:
    table = parse_file(path)[0] if path.is_file() else None
    return table.texts if table else {}
