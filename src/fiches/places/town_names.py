"""Names of towns as they are compared, and as a language calls them where its data say: from Latin letters and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from fiches.config import languages
from fiches.config.languages import Language
from fiches.config.yaml_reader import parse_file
from fiches.core.text import fold
from fiches.places.points import Place

TOWN_NAMES_FILE = "villes.yaml"  # of a language
_FORMS = str.maketrans({"ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ء": None, "ـ": None})  # of Arabic letters
_LATIN_ARTICLES = re.compile(r"^(?:le |la |les |l'|the |el |al |los |las |os |o )(?=\w)")
_ARABIC_ARTICLE = re.compile("^(?:ال|لل)(?=\\w{3})")
_SAINT = re.compile(r"\b(?:st|ste|sta|sto)\b\.?")
_SAINTS = {"st": "saint", "ste": "sainte", "sta": "santa", "sto": "santo"}
_SEVERAL = re.compile(r"\s*[/(),]\s*|\s+-\s+")
_NO_LETTERS = re.compile(r"[\W_]+")


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


@lru_cache(maxsize=50_000)
def compact(name: str) -> str:
    """« San José » → `sanjose`; « la Nouvelle-Orléans » → `nouvelleorleans`; « St. Louis » → `saintlouis`."""
    plain = _LATIN_ARTICLES.sub("", fold(name))
    plain = _SAINT.sub(lambda match: _SAINTS[match[0].rstrip(".")], plain)
    return _NO_LETTERS.sub("", _ARABIC_ARTICLE.sub("", plain.translate(_FORMS)))


def own_names(name: str) -> tuple[str, ...]:
    """What a town calls itself, one of several or all of them: « Biel/Bienne », « Washington, D.C. »."""
    return tuple(dict.fromkeys(filter(None, map(compact, (name, *_SEVERAL.split(name))))))
