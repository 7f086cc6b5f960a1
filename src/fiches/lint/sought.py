"""Patterns and rules that are dear to ask, asked only of text that holds a sign that they cannot do without."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import eq
from typing import Protocol, TypeVar

from fiches.core.text import blanked

ANY_FIGURE = "0123456789٠١٢٣٤٥٦٧٨٩"
_EACH_FIGURE = frozenset(ANY_FIGURE)
_ONLY_LETTERS = re.compile(r"[^\W\d_]+")
_Rule = TypeVar("_Rule", bound=Callable[..., object])


_EVEN_WORD = (  # in small letters or with one capital, of no more letters than any has; perhaps elided, or in parts
    r"(?!qu(?![\w'’])|rn|I(?![ln]))(?:[A-ZÀ-Ý][a-zà-ÿœ]{1,15}|[a-zà-ÿœ]{2,15}|[CDJLMNSTcdjlmnst](?=['’]))"
    r"(?:(?:(?<=[b-df-hj-np-tv-zCDJLMNST])|(?<=[qQ]u))['’][A-ZÀ-Ý]?[a-zà-ÿœ]{1,15})?(?:-[a-zà-ÿœ]{1,15})*"
)
_PLAIN_SPACE = "[ \u00a0\u202f]"
_PARTED = (
    rf"(?:[,.;:]?{_PLAIN_SPACE}|{_PLAIN_SPACE}(?:[;:?!«]|»(?:[,.;]|{_PLAIN_SPACE}[;:?!])?|: «){_PLAIN_SPACE})"
    "(?:[aàyÀ] )?"
)
_PLAIN_PROSE = re.compile(
    rf"(?:[àyÀ] |«{_PLAIN_SPACE})?{_EVEN_WORD}(?:{_PARTED}{_EVEN_WORD}| \d{{1,4}}(?=[ .]))*"
    rf"(?:[.,;:!?…]|{_PLAIN_SPACE}(?:[;:!?]|»(?:[,.;]|{_PLAIN_SPACE}[;:?!])?))?"
)
_WORDS_OF_SIGNS = re.compile(r"http|www|undefined|[aA](?i:robase)|\b[aA]t\b|xxx|ipsum")  # that patterns look for too


def is_plain(line: str) -> bool:
    """Whether a line is words, some numbers and the marks between them, all as they should be.

    There a pattern finds nothing, but for those of figures and those of words (`habits`).
    """
    return bool(_PLAIN_PROSE.fullmatch(line)) and not _WORDS_OF_SIGNS.search(line)


@lru_cache(maxsize=64)
def _uneven(text: str) -> str:
    """A text whose plain lines are blank; nothing where all are."""
    return "\n".join("" if is_plain(line) else line for line in text.split("\n")).strip("\n")


@lru_cache(maxsize=64)
def _lettered(text: str, letters: frozenset[str]) -> str:
    """The lines of a text that have one of some letters."""
    return "\n".join(line for line in text.split("\n") if not letters.isdisjoint(line))


class Sign(Protocol):
    """What tells whether something may be found in a text, of one line or of many."""

    def may_be_among(self, text: str, /) -> object:
        """Whether it may: false only where it cannot be in any line of it."""


_NEEDED = dict[Callable[..., object], tuple[frozenset[str], tuple[Sign, ...]]]()


@dataclass(frozen=True, slots=True)
class Sought:
    """A pattern, and what stands in all that it finds: cheap to search, best a set of letters or a word.

    Where `letters` are given, one of them stands in all of it: a line without them is not searched at all. Where
    `parts` are, one of these words or signs does. Of words alone it may be found in plain prose.
    """

    sign: re.Pattern[str]
    pattern: re.Pattern[str]
    letters: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()
    in_prose: bool = False

    def may_be_in(self, line: str) -> bool:
        """Whether a line holds the sign."""
        if not line or (self.letters and self.letters.isdisjoint(_letters(line))):
            return False
        if self.parts and not any(part in line for part in self.parts):
            return False
        return bool(self.sign.search(line))

    def may_be_among(self, text: str) -> bool:
        """Whether one of the lines of a text may: those that have figures, or are no plain prose."""
        if self.in_prose:
            return self.may_be_in(text)
        return self.may_be_in(_lettered(text, self.letters) if self.letters >= _EACH_FIGURE else _uneven(text))

    def is_idle(self, letters: frozenset[str], is_plain: bool) -> bool:  # of a cache
        """Whether it finds nothing in a text with some letters, of plain prose or not."""
        is_odd = not self.in_prose and not self.letters >= _EACH_FIGURE
        return (is_plain and is_odd) or bool(self.letters and self.letters.isdisjoint(letters))

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


def sought(
    sign: str, pattern: str = "", letters: str = "", parts: tuple[str, ...] = (), *, in_prose: bool = False
) -> Sought:
    """A pattern, or its sign alone, behind that sign and behind any of some letters or words."""
    return Sought(re.compile(sign, re.MULTILINE), re.compile(pattern or sign), frozenset(letters), parts, in_prose)


@lru_cache(maxsize=1024)
def small_words(line: str) -> tuple[str, ...]:
    """The words of a line in their order, letters alone, in small ones."""
    return tuple(_ONLY_LETTERS.findall(line.lower()))


def is_one_twice(line: str) -> bool:
    """Whether a word of a line stands there twice in a row."""
    words = small_words(line)
    return any(map(eq, words, words[1:]))


class _Touching:
    """Tells whether two lines of a text touch."""

    may_be_among = staticmethod(re.compile(r"[^\n]\n[^\n]").search)


LINES_IN_A_ROW = _Touching()


class _Twice:
    """Tells whether a word of a text stands there twice in a row."""

    may_be_among = staticmethod(is_one_twice)


ONE_TWICE = _Twice()


def only_with(letters: str = "", *signs: Sign) -> Callable[[_Rule], _Rule]:
    """Of a rule: it finds nothing in a text that holds none of some letters and no sign, and is not asked there."""

    def noted(rule: _Rule) -> _Rule:
        _NEEDED[rule] = frozenset(letters), signs
        return rule

    return noted


def may_find(rules: tuple[_Rule, ...], text: str) -> tuple[_Rule, ...]:
    """Those of some rules that may find something in a text, in their order."""
    letters = _of_some(rules).intersection(text)
    if not letters.isdisjoint(_EACH_FIGURE):
        letters |= _EACH_FIGURE
    left = _left(rules, letters, not _uneven(text))
    return tuple(rule for rule, signs in left if not signs or any(one.may_be_among(text) for one in signs))


@cache
def _of_some(rules: tuple[Callable[..., object], ...]) -> frozenset[str]:
    """The letters that any of some rules needs, or any of their signs."""
    needed = [_NEEDED[rule] for rule in rules if rule in _NEEDED]
    of_signs = (one.letters for _, signs in needed for one in signs if isinstance(one, Sought))
    return frozenset().union(*(letters for letters, _ in needed), *of_signs)


_Left = tuple[tuple[_Rule, tuple[Sign, ...]], ...]


@lru_cache(maxsize=2048)
def _left(rules: tuple[_Rule, ...], letters: frozenset[str], is_plain: bool) -> _Left[_Rule]:  # of a cache
    """Those that a text with some letters may have use of, each with the signs of which it needs one, if any."""
    return tuple((rule, signs) for rule in rules if (signs := _signs(rule, letters, is_plain)) is not None)


def _signs(rule: Callable[..., object], letters: frozenset[str], is_plain: bool) -> tuple[Sign, ...] | None:
    """The signs of which a rule needs one in such a text, none where its letters are enough; None: it is not asked."""
    own, signs = _NEEDED.get(rule, (letters, ()))
    if rule not in _NEEDED or not own.isdisjoint(letters):
        return ()
    return tuple(one for one in signs if not (isinstance(one, Sought) and one.is_idle(letters, is_plain))) or None
