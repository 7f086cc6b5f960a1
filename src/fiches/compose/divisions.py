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


@lru_cache(maxsize=8192)
def syllables(word: str, language: str) -> tuple[int, ...]:
    """After how many letters a word may be divided."""
    patterns = _patterns(language)
    if patterns is None or len(word) < SHORTEST_DIVIDED:
        return ()
    return tuple(int(at) for at in patterns.positions(word) if LEAST_BEFORE <= at <= len(word) - LEAST_AFTER)


@lru_cache(maxsize=16)
def _patterns(language: str) -> Any | None:  # noqa: ANN401  # a pyphen.Pyphen
    import pyphen

    known = languages.of(language).patterns
    return pyphen.Pyphen(lang=known, left=LEAST_BEFORE, right=LEAST_AFTER) if known else None
