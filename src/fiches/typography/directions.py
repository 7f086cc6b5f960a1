"""Which way each character of a paragraph is read: numbers, addresses and foreign passages in their own order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from fiches.content.blocks import Inline, Span, Words
from fiches.typography import fribidi
from fiches.typography.elements import ORDERED

OBJECT, LINE_SEPARATOR = "\ufffc", "\u2028"  # what the paragraph sees of a passage with an order of its own; of its end
LEFTWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")
_D = "[0-9\u0660-\u0669\u06f0-\u06f9]"
_GAP = "[ \u00a0\u202f]"
_AMOUNT = rf"(?<!{_D}){_D}{{1,3}}(?:{_GAP}{_D}{{3}}(?!{_D}))+(?:[.,\u066b]{_D}+)?"
_FIGURES = rf"(?:{_D}{{1,3}}:{_AMOUNT}|{_AMOUNT}|{_D}+(?:[.,:/\u066b\u066c]{_D}+)*)"
_MEASURE = rf"(?:{_GAP}?(?:[%‰€$£]|°(?:[CF](?![A-Za-z]))?|(?<=[0-9])٪))?"
_JOIN = "[ .\u00a0\u202f-]"  # between the groups of a telephone number
_PHONE = (
    rf"(?:\+{_D}{{1,3}}{_JOIN}{_D}(?={_JOIN})|\+{_D}{{1,3}}|[0\u0660]{_D}{{1,4}})(?:{_GAP}?\([0\u0660]\){_D}?)?"
    rf"(?:{_JOIN}{_D}{{2,6}}){{1,6}}"
)
_EXPRESSION = re.compile(
    r"(?:https?://|www\.)[^\s«»<>()،؛؟]*[^\s«»<>().,;:!?،؛؟]"
    r"|(?a:(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"  # a word of one Arabic letter may stand before it
    r"|(?a:(?<![\w.-])[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[a-z]{2,3}\b)(?:/[^\s«»،؛؟]*[\w/])?"
    rf"|(?a:(?<![\w.]){_D}+(?:[./:-]{_D}+)*[./-]?[A-Za-z]+(?:[./-]?[A-Za-z0-9]+)*(?!\w))"  # 14/2018-B
    rf"|(?<![\d+]){_PHONE}(?!{_D})"
    rf"|(?:(?<!\w)[+±−~≈-]|[%٪$€£])?{_FIGURES}{_MEASURE}(?:(?:{_GAP}?[–—-]{_GAP}?|[:/]){_FIGURES}{_MEASURE})*"
)


class Passage(NamedTuple):
    """A stretch of a paragraph in a language that is read the other way, or in this one."""

    start: int
    end: int
    rtl: bool


def is_mixed(text: str, *, rtl: bool) -> bool:
    """Whether some of a paragraph is read from right to left."""
    return rtl or bool(LEFTWARDS.search(text))


@lru_cache(maxsize=2048)
def levels(text: str, passages: tuple[Passage, ...] = (), *, rtl: bool) -> tuple[int, ...]:
    """The embedding level of each character, odd where it is read from right to left.

    `passages`, in order, are read by themselves; so are numbers and addresses, always from left to right, but for
    numbers that follow Latin letters: they go with them.
    """
    cells = list(_cells(text, passages))
    seen = "".join(OBJECT if one.isolated else text[one.start : one.end] for one in cells)
    found = iter(fribidi.levels(seen.replace("\n", LINE_SEPARATOR), rtl=rtl))
    out: list[int] = []
    for cell in cells:
        if cell.isolated:
            out += _inside(cell, text[cell.start : cell.end], next(found))
        else:
            out += (next(found) for _ in range(cell.start, cell.end))
    return tuple(out)


def bound(text: str) -> str:
    """`text` whose numbers stay on one line: the spaces in them are no-break ones."""
    return _EXPRESSION.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def apart(inlines: Iterable[Inline], longest: int) -> Iterator[Inline]:
    """The content of a line, each number and each address of no more than so many characters in an element."""
    for one in inlines:
        if isinstance(one, Words):
            yield from _ordered(one.text, longest)
        elif isinstance(one, Span) and not one.lang and not one.href:
            yield replace(one, children=tuple(apart(one.children, longest)))
        else:
            yield one


def _ordered(text: str, longest: int) -> Iterator[Inline]:
    for cell in _numbers(text, 0, len(text)):
        words = Words(text[cell.start : cell.end])
        if words.text:
            yield Span(ORDERED, (words,)) if cell.isolated and len(words.text) <= longest else words


class _Cell(NamedTuple):
    """A stretch of text that is ordered with its paragraph, or by itself: as a number is, or a passage."""

    start: int
    end: int
    isolated: str = ""  # number, ltr, rtl


def _cells(text: str, passages: Sequence[Passage]) -> Iterator[_Cell]:
    place = 0
    for one in passages:
        yield from _numbers(text, place, one.start)
        yield _Cell(one.start, one.end, "rtl" if one.rtl else "ltr")
        place = one.end
    yield from _numbers(text, place, len(text))


def _numbers(text: str, start: int, end: int) -> Iterator[_Cell]:
    first = start
    for found in _EXPRESSION.finditer(text, start, end):
        if _goes_on(text[first : found.start()], found[0]):
            continue
        yield _Cell(start, found.start())
        yield _Cell(found.start(), found.end(), "number")
        start = found.end()
    yield _Cell(start, end)


def _goes_on(before: str, number: str) -> bool:
    """Whether a number belongs to words in Latin letters, with which it is read: « Article 12 », « COVID-19 »."""
    if any(char.isalpha() or (char.isdigit() and not char.isascii()) for char in number):
        return False
    letter = next((char for char in reversed(before) if char.isalpha()), "")
    return bool(letter) and not LEFTWARDS.match(letter)


def _inside(cell: _Cell, text: str, around: int) -> Iterator[int]:
    """The levels of what is ordered by itself within text of a level."""
    if cell.isolated == "number":
        return iter([around + around % 2] * len(text))
    base = int(cell.isolated == "rtl")
    more = around + (around + base) % 2 - base
    return (more + level for level in levels(text, rtl=bool(base)))
