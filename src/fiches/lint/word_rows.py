"""The words of a line in rows: those that only a space or an apostrophe parts, so that one can depend on the next."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

_ROW_WORD = re.compile(r"(?i:[cdjlmnst]|(?:jus|lors|puis|quel)?qu)['’](?=\w)|[^\W_]+(?:[-'’][^\W_]+)*")
LONGEST_BEFORE = 4  # characters before a sentence that tell that it begins
_BEFORE_SENTENCE = re.compile(r"(?:\A[\s\-*>]*|[.!?…]\s|[.!?:]\s?[«\"]\s?)$")
_BEYOND = [""] * 64  # behind the last word, and so before the first: farther than any rule looks
_PARTED_BY = ("", " ", "\u00a0", "\u202f")


class RowWord(NamedTuple):
    """One word as typed, in small letters with a straight apostrophe, and where it stands in its line."""

    typed: str
    small: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """Words that hang together, and whether a sentence begins with them; beyond its ends there are none: « »."""

    line: str
    words: tuple[RowWord, ...]
    begins_sentence: bool
    small: Callable[[int], str]  # the word at a place in small letters
    plain: Callable[[int], str]  # the same, and nothing for a name

    def typed(self, first: int, last: int) -> str:
        """What stands from one word to another."""
        return self.line[self.words[first].start : self.words[last].end]

    def ending(self, first: int, last: int, better: str) -> str:
        """The same with another last word."""
        return f"{self.line[self.words[first].start : self.words[last].start]}{better}"

    def like(self, place: int, meant: str) -> str:
        """What was meant there, with a capital where what was typed has one."""
        return meant[:1].upper() + meant[1:] if self.words[place].typed[0].isupper() else meant


class RowSlip(NamedTuple):
    """Words of a row that do not go together, from the first to the last, and what is to be written instead."""

    first: int
    last: int
    better: str
    others: tuple[str, ...] = ()  # what may have been meant as well


def pair(row: Row, place: int, first: str, second: str) -> RowSlip:
    """A word and the next, to be written otherwise; the first has a capital where what was typed has one."""
    parted = first if first.endswith("'") else f"{first} "
    return RowSlip(place, place + 1, row.like(place, f"{parted}{second}"))


def last_word(row: Row, first: int, last: int, better: str) -> RowSlip:
    """Some words of which the last is to be written otherwise."""
    return RowSlip(first, last, row.ending(first, last, better))


def one_of(row: Row, first: int, last: int, ways: Iterable[str], most: int) -> RowSlip | None:
    """Some words of which the last is to be written in another way, or in one of a few; none where they are more."""
    found = [row.ending(first, last, one) for one in dict.fromkeys(ways) if one and one != row.plain(last)]
    return RowSlip(first, last, found[0], tuple(found[1:])) if 0 < len(found) <= most else None


RowRule = Callable[[Row, int], RowSlip | None]
RowRules = tuple[tuple[Iterable[str], RowRule], ...]


def listed(words: str) -> frozenset[str]:
    """Words that stand in a row."""
    return frozenset(words.split())


def of_line(line: str) -> Iterator[Row]:
    """The rows of a line, in their order."""
    words: list[RowWord] = []
    behind = 0
    for match in _ROW_WORD.finditer(line):
        typed, (start, end) = match[0], match.span()
        if words and line[behind:start] not in _PARTED_BY:
            yield _row(line, words)
            words = []
        words.append(RowWord(typed, typed.lower().replace("’", "'"), start, end))
        behind = end
    if words:
        yield _row(line, words)


def _row(line: str, words: list[RowWord]) -> Row:
    start = words[0].start
    begins = start == 0 or bool(_BEFORE_SENTENCE.search(line, max(start - LONGEST_BEFORE, 0), start))
    small = [word.small for word in words]
    plain = [word.small if word.typed.islower() else "" for word in words]
    return Row(line, tuple(words), begins, (small + _BEYOND).__getitem__, (plain + _BEYOND).__getitem__)
