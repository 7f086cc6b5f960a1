"""The words of a line in rows: those that only a space or an apostrophe parts, so that one can depend on the next."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

_ROW_WORD = re.compile(r"(?i:[cdjlmnst]|(?:jus|lors|puis|quel)?qu)['’](?=\w)|[^\W_]+(?:[-'’][^\W_]+)*")
LONGEST_BEFORE = 4  # characters before a sentence that tell that it begins
_BEFORE_SENTENCE = re.compile(r"(?:\A[\s\-*>]*|[.!?…]\s|[.!?:]\s?[«\"]\s?)$")
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

    def small(self, place: int) -> str:
        """The word at a place in small letters."""
        return self.words[place].small if 0 <= place < len(self.words) else ""

    def plain(self, place: int) -> str:
        """The same, and nothing for a name."""
        return self.words[place].small if 0 <= place < len(self.words) and self.words[place].typed.islower() else ""

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
    for match in _ROW_WORD.finditer(line):
        if words and line[words[-1].end : match.start()] not in _PARTED_BY:
            yield _row(line, words)
            words = []
        words.append(RowWord(match[0], match[0].lower().replace("’", "'"), match.start(), match.end()))
    if words:
        yield _row(line, words)


def _row(line: str, words: list[RowWord]) -> Row:
    start = words[0].start
    begins = start == 0 or bool(_BEFORE_SENTENCE.search(line, max(start - LONGEST_BEFORE, 0), start))
    return Row(line, tuple(words), begins)
