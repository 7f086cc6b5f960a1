"""Where the pages of a printed sheet begin in its text that flows: found by the lines that the PDF shows.

A page holds more than the text (running heads, pull quotes, facts at its side), and not always in its order. What
counts is the longest run of lines, over all pages, that stand in the text one after the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

LEAST_LETTERS = 6  # of a line: shorter ones stand in too many places
MOST_PLACES = 4  # of one line in the text that are tried
MOST_SIGNS = 4_096  # of which the letters are kept: a book is asked for each of its signs, and for its lines
MOST_APART = 240  # lines of which none is of the text, between two that are
_BEFORE_WORDS = "> \n;\u00a0\u202f"  # a space, or the end of an element or of an entity
_PAGE_BODY = re.compile(r"<body\b[^>]*>(.*)</body>", re.DOTALL)
_TOKEN = re.compile(r"<(svg|style|nav)\b.*?</\1>|<[^>]*>|&[^;\s]*;|[^<&]+", re.DOTALL)


class _PlacedLine(NamedTuple):
    """A line of a page, by its number there, and the letters of the text that it is: from where, up to where."""

    page: int
    line: int
    start: int
    end: int


class FlowText:
    """What a page of XHTML says, as letters and figures alone, each with its place in the source."""

    def __init__(self, source: str) -> None:
        self._source = source
        letters = list(_letters(source))
        self.letters = "".join(letter for letter, _ in letters)
        self._places = [place for _, place in letters]

    def starts(self, pages: Sequence[Sequence[str]]) -> dict[int, int]:
        """Of pages, of which the lines are given, those that show some of the text: where in the source each begins."""
        said = [list(map(only_letters, lines)) for lines in pages]
        first: dict[int, int] = {}
        for one in _longest(self._placed(said)):
            if one.page not in first:
                first[one.page] = self._word(self._led(one.start, said[one.page][: one.line]))
        return first

    def _placed(self, pages: Sequence[Sequence[str]]) -> Iterator[list[_PlacedLine]]:
        """Each line of all pages with the places that it may have."""
        for page, lines in enumerate(pages):
            for number, line in enumerate(lines):
                places = islice(self._found(line), MOST_PLACES) if len(line) >= LEAST_LETTERS else ()
                if found := [_PlacedLine(page, number, start, start + len(line)) for start in places]:
                    yield found

    def _found(self, line: str) -> Iterator[int]:
        """Where the letters of a line stand in the text, also over each other."""
        start = self.letters.find(line)
        while start >= 0:
            yield start
            start = self.letters.find(line, start + 1)

    def _led(self, start: int, before: Sequence[str]) -> int:
        """Where the text begins that lines too short to be found lead up to."""
        for line in reversed(before):
            if not self.letters.endswith(line, 0, start):
                break
            start -= len(line)
        return start

    def _word(self, letter: int) -> int:
        """The place in the source of the beginning of the word in which a letter stands."""
        place = self._places[letter]
        while self._source[place - 1] not in _BEFORE_WORDS:
            place -= 1
        return place


@lru_cache(maxsize=MOST_SIGNS)
def only_letters(text: str) -> str:
    """The letters and figures of a text, without accents of their own, in small letters."""
    return "".join(one for one in unicodedata.normalize("NFKC", text).casefold() if one.isalnum())


def _letters(source: str) -> Iterator[tuple[str, int]]:
    body = _PAGE_BODY.search(source)
    for token in _TOKEN.finditer(source, body.start(1), body.end(1)) if body else ():
        if token[0][0] in "<&":
            continue
        for place, sign in enumerate(token[0], start=token.start()):
            yield from ((letter, place) for letter in only_letters(sign))


def _longest(lines: Iterator[list[_PlacedLine]]) -> list[_PlacedLine]:
    """The lines that stand in the text one after the other and hold most letters together."""
    ways: list[tuple[int, _PlacedLine, int]] = []  # letters so far, the last line, the way before
    for places in lines:
        reached = ways[-MOST_APART:]
        offset = len(ways) - len(reached)
        for one in places:
            befores = ((way[0], offset + at) for at, way in enumerate(reached) if way[1].end <= one.start)
            most, before = max(befores, default=(0, -1))
            ways.append((most + one.end - one.start, one, before))
    found, at = [], max(range(len(ways)), key=lambda at: ways[at][0], default=-1)
    while at >= 0:
        found.append(ways[at][1])
        at = ways[at][2]
    return found[::-1]


def inserted(source: str, marks: Mapping[int, str]) -> str:
    """A source with texts put in at places of it."""
    for place, mark in sorted(marks.items(), reverse=True):
        source = source[:place] + mark + source[place:]
    return source
