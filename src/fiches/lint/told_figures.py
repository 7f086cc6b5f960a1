"""Figures of a header that its own text contradicts: « 25 femmes » where it twice says twenty-two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from fiches.config.formats import Format
from fiches.config.yaml_reader import Node, YamlList, node_at
from fiches.content.sheet import Sheet, records
from fiches.content.source import Source
from fiches.content.tables import extents
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import NO_BREAK, fold, shown
from fiches.lint.french_words import LISTED, NUMBER_WORDS, PAIRED
from fiches.lint.front_matter import texts_of
from fiches.lint.spelling import prose
from fiches.lint.table_figures import cells_in

FEWEST_SAID = 2  # times that a text says another number of the same, from which it means it
SHORTEST_COUNTED = 4  # letters of what is counted; less is rather a unit
LEAD_KEY = "chapeau"
FOUR, SCORE, HUNDRED, THOUSAND = 4, 20, 100, 1000
_SPACED = f"[ {NO_BREAK}]"
_IN_FIGURES = rf"\d{{1,3}}(?:{_SPACED}\d{{3}})+|\d+"
_IN_WORDS = rf"(?:{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})s?"
_ANY_NUMBER = rf"(?<![\w.,/-])(?P<number>{_IN_FIGURES}|{_IN_WORDS}(?:[- ](?:et[- ])?(?:{_IN_WORDS}|une?)\b)*)(?![\w/-])"
_SAID_NUMBER = re.compile(rf"{_ANY_NUMBER}(?:{_SPACED}(?P<words>[a-zà-ÿœ][a-zà-ÿœ'’ -]*))?", re.IGNORECASE)
_WHOLE_NUMBER, _NAMED_YEAR = re.compile(_IN_FIGURES), re.compile(r"\b(?:19|20)\d\d\b")
_LONG_WORDS = re.compile(r"[^\W\d_]{4,}")


class HeaderFigure(NamedTuple):
    """A whole number, what it counts, and where a header has it."""

    number: int
    counted: str
    typed: str
    line: int
    column: int

    @property
    def noun(self) -> str:
        """What it counts, in one word."""
        return self.counted.partition(" ")[0]

    def is_said_whole(self, words: str) -> bool:
        """Whether some words begin with all that it counts, more than a noun."""
        return self.counted != self.noun and f"{words} ".startswith(f"{self.counted} ")


class SaidNumber(NamedTuple):
    """A number of the text, as it is written, the words behind it, whether the lead has it."""

    number: int
    typed: str
    words: str
    in_lead: bool

    @property
    def noun(self) -> str:
        """What it counts, in one word."""
        return self.words.partition(" ")[0]


def check(source: Source, sheet: Sheet, format_: Format) -> Iterator[Problem]:
    """Each figure that the text has nowhere, where it says another of the same; in French, whose numbers are known."""
    figures = list(_of_header(source, sheet, format_)) if sheet.language == "fr" else []
    lines = [line.text for line in prose(source)] if figures else []
    leads = [text.value for key, text in texts_of(source.front) if key == LEAD_KEY]
    said = [*_said(leads, in_lead=True), *_said(lines, in_lead=False)]
    found = (_contradicted(one, said, lines) for one in figures)
    yield from (told.in_file(source.path) for told in filter(None, found))


def _contradicted(one: HeaderFigure, said: Sequence[SaidNumber], lines: Sequence[str]) -> Fault | None:
    if any(one.number == other.number for other in said):
        return None
    return _by_table(one, lines) or _by_words(one, said)


def _of_header(source: Source, sheet: Sheet, format_: Format) -> Iterator[HeaderFigure]:
    for field in format_.fields:
        names = [inner.name for inner in field.fields[:2]]
        for index, record in enumerate(records(sheet, field.name) if field.kind == "figures" else ()):
            number, counted = (str(record.get(name, "")) for name in names)
            if _WHOLE_NUMBER.fullmatch(number):
                at = _item(node_at(source.front, field.name), index)
                yield HeaderFigure(_value(number), counted, f"{number} {counted}", at.line, at.column)


def _item(given: Node, index: int) -> Node:
    return given.items[index] if isinstance(given, YamlList) and index < len(given.items) else given


def _said(lines: Sequence[str], *, in_lead: bool) -> Iterator[SaidNumber]:
    for match in chain.from_iterable(map(_SAID_NUMBER.finditer, lines)):
        yield SaidNumber(_value(match["number"]), match["number"], match["words"] or "", in_lead)


def _by_table(one: HeaderFigure, lines: Sequence[str]) -> Fault | None:
    """That the row of its year has another number in the one column of what it counts."""
    years = _NAMED_YEAR.findall(one.counted)
    for table in extents(lines) if len(years) == 1 else ():
        head, _, *rows = (cells_in(lines[index]) for index in table)
        columns = [place for place, title in enumerate(head) if _words(title) & _words(one.counted)]
        row = next((row for row in rows if row[:1] == years), [])
        if len(columns) == 1 and (cell := _number_in(row, columns[0])):
            return _told("chiffre-contredit.table", one, cell, head[columns[0]])
    return None


def _number_in(row: Sequence[str], column: int) -> str:
    """What a row has in a column, where that is a whole number."""
    cell = row[column] if column < len(row) else ""
    return cell if _WHOLE_NUMBER.fullmatch(cell) else ""


def _words(text: str) -> set[str]:
    return {fold(word) for word in _LONG_WORDS.findall(text)}


def _by_words(one: HeaderFigure, said: Sequence[SaidNumber]) -> Fault | None:
    """That the text counts the same otherwise: whatever is all said of it, or twice its noun, once in the lead."""
    same = [other for other in said if other.noun == one.noun]
    if len(one.noun) < SHORTEST_COUNTED or not one.noun.islower() or one.noun in LISTED["mesures"]:
        return None
    whole = {other.number: other for other in same if one.is_said_whole(other.words)}
    if len(whole) == 1:
        return _told("chiffre-contredit", one, f"{next(iter(whole.values())).typed} {one.counted}")
    meant = next(_meant(same), None)
    return _told("chiffre-contredit", one, f"{meant.typed} {one.noun}") if meant else None


def _meant(same: Sequence[SaidNumber]) -> Iterator[SaidNumber]:
    """The numbers that a text says of the same in its lead and again."""
    numbers = [one.number for one in same]
    return (one for one in same if one.in_lead and numbers.count(one.number) >= FEWEST_SAID)


def _told(name: str, one: HeaderFigure, said: str, column: str = "") -> Fault:
    return fault(name, one.line, one.column, typed=shown(one.typed, 40), said=shown(said, 40), column=column)


def _value(typed: str) -> int:
    """A number in figures or in French words: « 1 350 », « quatre-vingt-douze »."""
    if figures := re.sub(r"\D", "", typed):
        return int(figures)
    whole, part = 0, 0
    for word in re.findall(r"[^\W\d_]+", typed.lower()):
        worth = int(PAIRED["valeurs"].get(word, 0))
        if worth == THOUSAND:
            whole, part = whole + max(part, 1) * worth, 0
        elif worth == HUNDRED or (worth == SCORE and part == FOUR):  # quatre-vingts
            part = max(part, 1) * worth
        else:
            part += worth
    return whole + part
