"""Patterns and rules that are dear to ask, asked only of text that holds a sign that they cannot do without."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import eq
from typing import TypeVar

from fiches.core.text import blanked

ANY_FIGURE = "0123456789٠١٢٣٤٥٦٧٨٩"
_ONLY_LETTERS = re.compile(r"[^\W\d_]+")
_Rule = TypeVar("_Rule", bound=Callable[..., object])
_NEEDED = dict[Callable[..., object], frozenset[str]]()


@dataclass(frozen=True, slots=True)
class Sought:
    """A pattern, and what stands in all that it finds: cheap to search, best a set of letters or a word.

    Where `letters` are given, one of them stands in all of it: a line without them is not searched at all. Where
    `parts` are, one of these words or signs does.
    """

    sign: re.Pattern[str]
    pattern: re.Pattern[str]
    letters: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()

    def may_be_in(self, line: str) -> bool:
        """Whether a line holds the sign."""
        if not line or (self.letters and self.letters.isdisjoint(_letters(line))):
            return False
        if self.parts and not any(part in line for part in self.parts):
            return False
        return bool(self.sign.search(line))

    def search(self, line: str) -> re.Match[str] | None:
        """What the pattern finds first in a line."""
        return self.pattern.search(line) if self.may_be_in(line) else None

    def finditer(self, line: str) -> Iterator[re.Match[str]]:
        """All that the pattern finds in a line."""
        return self.pattern.finditer(line) if self.may_be_in(line) else iter(())

    def blanked(self, line: str) -> str:
        """A line with all of it blank."""
        return self.pattern.sub(blanked, line) if self.may_be_in(line) else line


@lru_cache(maxsize=1024)  # of a section: each rule looks at its lines in turn
def _letters(line: str) -> frozenset[str]:
    return frozenset(line)


def sought(sign: str, pattern: str, letters: str = "", parts: tuple[str, ...] = ()) -> Sought:
    """A pattern behind its sign, and behind any of some letters or words."""
    return Sought(re.compile(sign), re.compile(pattern), frozenset(letters), parts)


@lru_cache(maxsize=1024)
def small_words(line: str) -> tuple[str, ...]:
    """The words of a line in their order, letters alone, in small ones."""
    return tuple(_ONLY_LETTERS.findall(line.lower()))


def is_one_twice(line: str) -> bool:
    """Whether a word of a line stands there twice in a row."""
    words = small_words(line)
    return any(map(eq, words, words[1:]))


def only_with(letters: str) -> Callable[[_Rule], _Rule]:
    """Of a rule: it finds nothing in a text that holds none of some letters, and need not be asked there."""

    def noted(rule: _Rule) -> _Rule:
        _NEEDED[rule] = frozenset(letters)
        return rule

    return noted


def may_find(rules: tuple[_Rule, ...], text: str) -> tuple[_Rule, ...]:
    """Those of some rules that may find something in a text, in their order."""
    return _left(rules, _of_some(rules).intersection(text))


@cache
def _of_some(rules: tuple[Callable[..., object], ...]) -> frozenset[str]:
    """The letters that any of some rules needs."""
    return frozenset().union(*(_NEEDED.get(rule, ()) for rule in rules))


@lru_cache(maxsize=2048)
def _left(rules: tuple[_Rule, ...], letters: frozenset[str]) -> tuple[_Rule, ...]:
    return tuple(rule for rule in rules if rule not in _NEEDED or not _NEEDED[rule].isdisjoint(letters))
