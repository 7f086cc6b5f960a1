"""Where words of a language may be divided: between syllables, and none but ordinary ones."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from fiches.config import languages
from fiches.typography.html_writer import is_address

SHORTEST_DIVIDED, LEAST_BEFORE, LEAST_AFTER = 7, 3, 3  # letters of a word that may be divided, and of its parts


@lru_cache(maxsize=8192)
def may_divide(word: str) -> bool:
    """Whether a word may: no name, acronym, number, compound or address."""
    if word.islower() and word.isalpha():
        return True
    signs = any(char.isupper() or char.isdigit() or char in "-@/" for char in word)
    return not signs and not is_address(word)


def syllables(word: str, language: str) -> tuple[int, ...]:
    """After how many letters a word may be divided."""
    return _syllables(word, languages.of(language).patterns) if len(word) >= SHORTEST_DIVIDED else ()


@lru_cache(maxsize=8192)
def _syllables(word: str, name: str) -> tuple[int, ...]:
    patterns = _patterns(name)
    if patterns is None:
        return ()
    return tuple(int(at) for at in patterns.positions(word) if LEAST_BEFORE <= at <= len(word) - LEAST_AFTER)


@lru_cache(maxsize=16)
def _patterns(name: str) -> Any | None:  # noqa: ANN401  # a pyphen.Pyphen
    import pyphen

    return pyphen.Pyphen(lang=name, left=LEAST_BEFORE, right=LEAST_AFTER) if name else None
