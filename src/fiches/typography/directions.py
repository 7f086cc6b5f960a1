"""Which way each character of a paragraph is read: numbers, addresses and foreign passages in their own order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, chain, groupby
from typing import NamedTuple

from fiches.content.blocks import Inline, Span, Words, plain
from fiches.typography.elements import ISOLATED, ORDERED
from fiches.typography.french import JOINER, NBSP, NNBSP
from fiches.typography.latin_runs import LEFTWARD_SIGNS, runs

OBJECT, LINE_SEPARATOR = "\ufffc", "\u2028"  # what the paragraph sees of a passage with an order of its own; of its end
LEFTWARDS = re.compile(f"[{LEFTWARD_SIGNS}]")
_D = "[0-9\u0660-\u0669\u06f0-\u06f9]"
_GAP = "[ \u00a0\u202f]"
_AMOUNT = rf"(?<!{_D}){_D}{{1,3}}(?:{_GAP}{_D}{{3}}(?!{_D}))+(?:[.,\u066b]{_D}+)?"
_FIGURES = rf"(?:{_D}{{1,3}}:{_AMOUNT}|{_AMOUNT}|{_D}+(?:[.,:/\u066b\u066c]{_D}+)*)"
_MEASURE = rf"(?:{_GAP}?(?:[%‰€$£]|°(?:[CF](?![A-Za-z]))?(?![{LEFTWARD_SIGNS}])|(?<=[0-9])٪))?"
_JOIN = "[ .\u00a0\u202f-]"  # between the groups of a telephone number
_PHONE = (
    rf"(?:(?:\+|00{_GAP}?|\u0660\u0660){_D}{{1,3}}(?:{_JOIN}{_D}(?={_JOIN}))?|[0\u0660]{_D}{{1,4}})"
    rf"(?:{_GAP}?\([0\u0660]\){_D}?)?"
    rf"(?:{_JOIN}{_D}{{2,6}}){{1,6}}"
)
_COMPASS_POINT = rf"{_GAP}?[NSEWO]\b"  # of the compass
_MINUTES_OF_ARC = rf"{_GAP}?{_D}+(?:[.,]{_D}+)?['’′](?:{_GAP}?{_D}+(?:[.,]{_D}+)?[\"”″])?"
_BEARING = rf"[+−-]?{_D}+(?:[.,]{_D}+)?°(?:{_MINUTES_OF_ARC}(?:{_COMPASS_POINT})?|{_COMPASS_POINT})"
_DECIMAL_DEGREES = rf"[+−-]?{_D}{{1,3}}\.{_D}{{2,}}"
_COORDINATE_PAIR = (
    rf"(?:{_BEARING}(?:,?{_GAP}{_BEARING})?|(?<![\w.,-]){_DECIMAL_DEGREES},{_GAP}?{_DECIMAL_DEGREES}(?![\w.]))"
)
_WEB_ADDRESS = (
    r"(?:https?://|www\.)[^\s«»<>()،؛؟]*[^\s«»<>().,;:!?،؛؟]"
    r"|(?a:(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"  # a word of one Arabic letter may stand before it
    r"|(?a:(?<![\w.-])[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[a-z]{2,3}\b)(?:/[^\s«»،؛؟]*[\w/])?"
)
_EXPRESSION = re.compile(
    rf"{_WEB_ADDRESS}"
    rf"|{_COORDINATE_PAIR}"
    rf"|(?a:(?<![\w.]){_D}+(?:[./:-]{_D}+)*[./-]?[A-Za-z]+(?:[./-]?[A-Za-z0-9]+)*(?!\w))"  # 14/2018-B
    rf"|(?P<phone>(?<![\d+]){_PHONE}(?!{_D}))"
    rf"|(?:(?<!\w)-|(?<![^\W{LEFTWARD_SIGNS}])(?:[+−]|[±~≈]{_GAP}?)|[%٪$€£])?"
    rf"{_FIGURES}{_MEASURE}(?:(?:{_GAP}?[–—-]{_GAP}?|[:/]){_FIGURES}{_MEASURE})*"
)
_OF_NO_RUN = re.compile(rf"{_WEB_ADDRESS}|{_COORDINATE_PAIR}")  # what is of no run of words
_PARTED_AMOUNT = re.compile(_AMOUNT)


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

    `passages`, in order, are read by themselves; so are numbers and addresses, always from left to right, and in what
    is read from right to left Latin words with the figures and signs that are theirs. Signs that only keep a word on
    one line are as the character before.
    """
    if JOINER in text:
        return _with_joiners(text, passages, rtl=rtl)
    from fiches.typography import fribidi  # most sheets have nothing that is read the other way

    cells = list(_cells(text, passages, rtl=rtl))
    seen = "".join(OBJECT if one.isolated else text[one.start : one.end] for one in cells)
    found = iter(fribidi.levels(seen.replace("\n", LINE_SEPARATOR), rtl=rtl))
    out: list[int] = []
    for cell in cells:
        if cell.isolated:
            out += _inside(cell, text[cell.start : cell.end], next(found))
        else:
            out += (next(found) for _ in range(cell.start, cell.end))
    return tuple(out)


def _with_joiners(text: str, passages: Iterable[Passage], *, rtl: bool) -> tuple[int, ...]:
    places = list(accumulate((char != JOINER for char in text), initial=0))  # in the text without them
    moved = tuple(one._replace(start=places[one.start], end=places[one.end]) for one in passages)
    found = levels(text.replace(JOINER, ""), moved, rtl=rtl) or (int(rtl),)
    return tuple(found[max(place - 1, 0)] for place in places[1:])


def bound(text: str) -> str:
    """`text` whose numbers stay on one line: the spaces in them are no-break ones, narrow between thousands."""
    return _EXPRESSION.sub(_unbroken, text)


def _unbroken(found: re.Match[str]) -> str:
    number = found[0]
    if not found["phone"]:
        number = _PARTED_AMOUNT.sub(lambda amount: re.sub(_GAP, NNBSP, amount[0]), number)
    return number.replace(" ", NBSP)


def apart(inlines: Iterable[Inline], longest: int) -> Iterator[Inline]:
    """The content of a line in elements that keep their order: each number and address no longer than so many
    characters, each stretch of Latin words.
    """
    for is_text, group in groupby(inlines, key=lambda one: isinstance(one, Words)):
        found = tuple(group)
        yield from _ordered(plain(found), longest) if is_text else (_inner(one, longest) for one in found)


def _inner(one: Inline, longest: int) -> Inline:
    if isinstance(one, Span) and not one.lang and not one.href:
        return replace(one, children=tuple(apart(one.children, longest)))
    return one


def _ordered(text: str, longest: int) -> Iterator[Inline]:
    for cell in _numbers(text, (0, len(text)), rtl=True):
        words = Words(text[cell.start : cell.end])
        if not words.text:
            continue
        if cell.isolated == "ltr":
            yield Span(ISOLATED, (words,))
        else:
            yield Span(ORDERED, (words,)) if cell.isolated and len(words.text) <= longest else words


class _Cell(NamedTuple):
    """A stretch of text that is ordered with its paragraph, or by itself: as a number is, or a passage."""

    start: int
    end: int
    isolated: str = ""  # number, ltr, rtl


def _cells(text: str, passages: Sequence[Passage], *, rtl: bool) -> Iterator[_Cell]:
    place = 0
    for one in passages:
        yield from _numbers(text, (place, one.start), rtl=rtl)
        yield _Cell(one.start, one.end, "rtl" if one.rtl else "ltr")
        place = one.end
    yield from _numbers(text, (place, len(text)), rtl=rtl)


def _numbers(text: str, stretch: tuple[int, int], *, rtl: bool) -> Iterator[_Cell]:
    """What of a stretch is ordered by itself, and what stands between."""
    start, end = stretch
    known = list(_latin(text, start, end)) if rtl else []
    for one in [*known, _Cell(end, end)]:
        yield from _figures(text, start, one.start, rtl=rtl)
        yield one
        start = one.end


def _latin(text: str, start: int, end: int) -> Iterator[_Cell]:
    """Runs of Latin words; addresses are in none."""
    for one in chain(_OF_NO_RUN.finditer(text, start, end), (None,)):
        yield from (_Cell(*run, "ltr") for run in runs(text, start, one.start() if one else end))
        if one:
            start = one.end()


def _figures(text: str, start: int, end: int, *, rtl: bool) -> Iterator[_Cell]:
    first = start
    for found in _EXPRESSION.finditer(text, start, end):
        if not rtl and _goes_on(text[first : found.start()], found[0]):
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
