"""Which words a language has, and how often they are written: the lists of pyspellchecker, counted in subtitles."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

import spellchecker

from fiches.config import languages

Frequencies = Mapping[str, int]  # by word, in small letters
WITHOUT_LIST: Frequencies = MappingProxyType({})
_GOOD_LISTS = ("fr",)  # that of Spanish has lost its accents, that of English its British words


@cache
def words_of(language: str) -> Frequencies:
    """Those of a language, of a region or not; none where no list of it is good enough to judge by."""
    known = languages.of(language)
    if known.code not in _GOOD_LISTS:
        return WITHOUT_LIST
    listed = resources.files(spellchecker) / "resources" / f"{known.code}.json.gz"
    return MappingProxyType(json.loads(gzip.decompress(listed.read_bytes())))


def commonest(words: Iterable[str], frequencies: Frequencies, rival: int) -> str:
    """The one of some words that is written `rival` times as often as any other; nothing where there is none."""
    by_use = sorted(((frequencies[word], word) for word in set(words) if word in frequencies), reverse=True)
    if not by_use or (len(by_use) > 1 and by_use[0][0] < rival * by_use[1][0]):
        return ""
    return by_use[0][1]
