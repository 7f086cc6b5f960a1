"""Names of places compared as they are written in many ways: « Taroudant », « Taroudannt »; never by chance."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from fiches.core.text import fold
from fiches.storage.fingerprints import HOUSE

WORLD_FOLDER, PLACE_WORDS_FILE = "monde", "noms.json"  # of templates/
_NOT_LETTERS = re.compile(r"[^\w\s]|_")
_SOUNDS = tuple((re.compile(pattern), letter) for pattern, letter in (
    (r"ou|oo|w", "u"), (r"y", "i"), (r"gh|rh", "g"), (r"kh|q|c(?!h)", "k"), (r"sh", "ch"), (r"dj", "j"),
    (r"ph", "f"), (r"(?<!c)h", ""), (r"(.)\1+", r"\1"), (r"(?<=..)e$", ""),
))  # fmt: skip
_VOWELS = re.compile(r"[aeiou]")
_PLURAL = re.compile(r"(?<=...)e?n$")


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """What people write with names: before them, market days in them, words that many have, articles, short forms."""

    before: frozenset[str]
    market_days: frozenset[str]
    common: frozenset[str]
    articles: frozenset[str]
    short: Mapping[str, str]


@cache
def place_words() -> PlaceWords:
    """Those of our data, read when the first name is compared."""
    table = json.loads((HOUSE / "templates" / WORLD_FOLDER / PLACE_WORDS_FILE).read_text("utf-8"))
    before, market_days, common, articles = (
        frozenset(table[name]) for name in ("before", "market_days", "common", "articles")
    )
    return PlaceWords(before, market_days, common, articles, table["short"])


@dataclass(frozen=True, slots=True)
class NameKey:
    """One name, ready to be compared: as typed, as heard, and by its consonants."""

    compact: str
    words: tuple[str, ...]
    heard: str
    bones: str


@lru_cache(maxsize=8192)
def key(name: str) -> NameKey:
    """How `name` is compared."""
    words, known = _words(name), place_words()
    heard = tuple(_heard(word) for word in words if word not in known.articles or len(words) == 1)
    proper = [word for word, typed in zip(heard, words, strict=False) if typed not in known.market_days] or list(heard)
    bones = " ".join(_VOWELS.sub("", _PLURAL.sub("", word)) for word in proper)
    return NameKey("".join(words), heard, "".join(heard), bones)


def written_alike(name: str, other: str) -> bool:
    """Whether two names have the same letters, whatever stands before and between them."""
    ends = (name[-1:] + other[-1:]).casefold()
    if ends.isascii() and ends.isalpha() and ends[0] != ends[-1]:  # most of them, at once
        return False
    return "".join(_words(name)) == "".join(_words(other))


@lru_cache(maxsize=8192)
def _words(name: str) -> Sequence[str]:
    known = place_words()
    words = [known.short.get(word, word) for word in _NOT_LETTERS.sub("", fold(name)).split()]
    while len(words) > 1 and words[0] in known.before:
        words = words[1:]
    return words


def _heard(word: str) -> str:
    for pattern, letter in _SOUNDS:
        word = pattern.sub(letter, word)
    return word


def _parts(typed: NameKey, names: Sequence[str]) -> list[int]:
    """« Aglou » in « Tnine Aglou »: whole words, side by side, one of them its own."""
    if place_words().common.issuperset(typed.words):
        return []
    return [place for place, name in enumerate(names) if _holds(key(name).words, typed.words)]


def _holds(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(words[start : start + len(part)] == part for start in range(len(words) - len(part) + 1))


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Where in a list of names are those of one way to write, to hear or to begin a name, in its order."""

    compact: Mapping[str, Sequence[int]]
    heard: Mapping[str, Sequence[int]]
    first: Mapping[str, Sequence[int]]  # by their first words


@lru_cache(maxsize=256)
def _index(names: tuple[str, ...]) -> NameIndex:
    keys = [key(name) for name in names]
    return NameIndex(
        _places(one.compact for one in keys),
        _places(one.heard for one in keys),
        _places(" ".join(one.words[:1]) for one in keys),
    )


def _places(values: Iterable[str]) -> Mapping[str, Sequence[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, value in enumerate(values):
        found[value].append(place)
    return found


def candidates(typed: str, names: Sequence[str], *, loosely: bool) -> Sequence[int]:
    """Where in `names` the place called `typed` may be: one is certain enough, several are not.

    As written, else as heard, else as a part of a longer name; `loosely` also one letter amiss (two in a long
    name) or the same consonants, which is only safe within one county or region.
    """
    asked, index = key(typed), _index(tuple(names))
    if not asked.compact:
        return []
    found = index.compact.get(asked.compact) or index.heard.get(asked.heard) or _parts(asked, names)
    return found or ((_nearest(asked, names) or _same_bones(asked, names)) if loosely else [])


def beginning(typed: str, names: Sequence[str]) -> list[int]:
    """Where in `names` are those whose first words are all of `typed`."""
    words = key(typed).words
    near = _index(tuple(names)).first.get(words[0], ()) if words else ()
    return [place for place in near if key(names[place]).words[: len(words)] == words]


def _nearest(asked: NameKey, names: Sequence[str]) -> list[int]:
    """The names fewest letters away, if that is few enough for their length."""
    away = [distance(asked.heard, key(name).heard, _allowed(asked.heard, key(name).heard)) for name in names]
    known = [steps for steps in away if steps is not None]
    return [index for index, steps in enumerate(away) if steps == min(known)] if known else []


def _allowed(one: str, other: str) -> int:
    shorter = min(len(one), len(other))
    return 2 if shorter >= 10 else 1 if shorter >= 6 else 0


def _same_bones(asked: NameKey, names: Sequence[str]) -> list[int]:
    if len(asked.bones) < 4:
        return []
    return [index for index, name in enumerate(names) if key(name).bones == asked.bones]


def distance(one: str, other: str, most: int) -> int | None:
    """How many letters must be added, left out or changed, None when more than `most`."""
    if abs(len(one) - len(other)) > most:
        return None
    row = list(range(len(other) + 1))
    for index, letter in enumerate(one, 1):
        last, row[0] = row[0], index
        for column, wanted in enumerate(other, 1):
            last, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, last + (letter != wanted))
    return row[-1] if row[-1] <= most else None


def is_arabic(typed: str) -> bool:
    """Whether a name was typed in Arabic letters."""
    return any(unicodedata.bidirectional(char) == "AL" for char in typed)
