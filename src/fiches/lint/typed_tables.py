"""Tables that were typed or pasted and are not read as such; the lines of text around those that are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fiches.content.tables import extents
from fiches.core.text import shown
from fiches.lint.leftovers import Mark, groups
from fiches.lint.sought import LINES_IN_A_ROW, only_with, sought
from fiches.lint.typed_lists import ANY_MARK, WORD_MARK

LONGEST_PASTED_CELL = 40  # characters of what stands between two signs of a row: more is a clause
FEWEST_ROWS = 3  # of two columns that only signs part, unless a figure stands in the second
_TABLE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$")
_TABLE_ROW = sought(r"[|+]", r"\S \| \S|^\s*\|.{1,300}\|\s*$|^\s*\+[-=]{2,}\+", letters="|+")
_COLUMNS = sought(r" {2}|\.{4}", r"[^\s|`] {3,}[^\s|`]|[^\s|`] {2,}\d|[^\s.] ?\.{4,60} ?[^\s.]")
_CONTENTS_LINE = re.compile(r"\.{4} ?\d{1,3}\s*$")
_CELL_GAP = re.compile(r" ?\.{4,60} ?| {2,}")
_CELL_FIGURE, _CELL_END = re.compile(r"\W*\d"), re.compile(r"[.!?:]$")
_CELL_SIGNS = {";": re.compile(r"[ \u00a0\u202f]*;[ \u00a0\u202f]*"), ",": re.compile(r", ?")}  # of spreadsheets


@dataclass(frozen=True, slots=True)
class TypedTable:
    """The lines of a table that signs, tabs or spaces part in cells: which, and how it is told."""

    lines: range
    name: str
    head: tuple[str, ...]
    column: int = 0
    sign: str = ""

    @property
    def mark(self) -> Mark:
        """What is told of it, with the two lines that begin it in a sheet."""
        head = shown(f"| {' | '.join(self.head)} |", 60)
        return self.lines[0], self.column, self.name, {"sign": self.sign, "head": head, "rule": "|---" * len(self.head)}


def without_tables(lines: Sequence[str]) -> list[str]:
    """Those of tables that are read as such blank."""
    read = {index for table in extents(lines) for index in table}
    return ["" if index in read else line for index, line in enumerate(lines)]


def without_pasted(lines: Sequence[str]) -> list[str]:
    """Those of all tables blank, read as such or not."""
    told = {index for table in _pasted(tuple(lines)) for index in table.lines}
    return ["" if index in told else line for index, line in enumerate(without_tables(lines))]


@only_with("|+")
def piped(lines: Sequence[str]) -> Iterator[Mark]:
    """Tables with pipes that are not read as one: told at the line below their head, which some lack."""
    for index, line in enumerate(others := without_tables(lines)):
        if _TABLE.match(line):
            yield index, 0, "tableau.pipes", {}
    for start, group in groups(others, _TABLE_ROW.search):
        if not any(map(_TABLE.match, group)):
            yield start, 0, "tableau.pipes", {}


@only_with("\t", LINES_IN_A_ROW)
def pasted(lines: Sequence[str]) -> Iterator[Mark]:
    """Tables pasted with tabs, spaces or the signs of a spreadsheet between their cells."""
    for table in _pasted(tuple(lines)):
        yield table.mark


@lru_cache(maxsize=4)  # several rules ask of the same lines
def _pasted(lines: tuple[str, ...]) -> tuple[TypedTable, ...]:
    others = without_tables(lines)
    without_tabs = ["" if "\t" in line else line for line in others]
    return (*_tabbed_tables(others), *_spaced_tables(without_tabs), *_signed_tables(without_tabs))


def _tabbed_tables(lines: Sequence[str]) -> Iterator[TypedTable]:
    tabbed = _in_rows(lines)
    for index, line in enumerate(lines):
        if tabbed[index] and not (index and tabbed[index - 1]):
            end = next((one for one in range(index, len(lines)) if not tabbed[one]), len(lines))
            cells = tuple(filter(None, (cell.strip(" ;,|") for cell in _tabbed(line).split("\t"))))
            yield TypedTable(range(index, end), "tableau.tabs", cells, line.rindex("\t"))


def _in_rows(lines: Sequence[str]) -> list[bool]:
    """Of each line, whether tabs part it in cells: in a lone one that ends a sentence, a tab was struck in passing."""
    tabbed = [bool(_tabbed(line)) for line in lines]
    beside = [above or below for above, below in zip([False, *tabbed], [*tabbed[1:], False], strict=False)]
    ends = (_CELL_END.search(line.rstrip()) for line in lines)
    return [one and (near or not end) for one, near, end in zip(tabbed, beside, ends, strict=True)]


def _spaced_tables(lines: Sequence[str]) -> Iterator[TypedTable]:
    for start, group in groups(lines, _COLUMNS.search):
        if not all(map(_CONTENTS_LINE.search, group)):
            yield TypedTable(
                range(start, start + len(group)), "tableau.spaces", tuple(_CELL_GAP.split(group[0].strip()))
            )


def _signed_tables(lines: Sequence[str]) -> Iterator[TypedTable]:
    for sign in _CELL_SIGNS:
        for start, group in groups(lines, re.compile(rf"[^>#*|-].*{sign}").match):
            if cells := _signed(group, sign):
                yield TypedTable(range(start, start + len(group)), "tableau.signs", cells, group[0].index(sign), sign)


def _tabbed(line: str) -> str:
    """The words of a line that tabs part, after the mark that may begin it; nothing where none do."""
    if "\t" not in line:
        return ""
    mark = WORD_MARK.match(line) or ANY_MARK.match(line)
    words = line[mark.end() if mark else 0 :].strip()
    return words if "\t" in words else ""


def _signed(group: Sequence[str], sign: str) -> tuple[str, ...]:
    """The head of rows that a sign parts in as many short cells each; none where they are clauses of a sentence."""
    rows = [_row(line, sign) for line in group]
    return rows[0] if all(_beside(row, rows[0]) for row in rows) and _are_rows(rows, sign) else ()


def _are_rows(rows: Sequence[tuple[str, ...]], sign: str) -> bool:
    """Whether rows of as many cells are those of a table: commas are of sentences too."""
    several = len(rows) >= FEWEST_ROWS
    figures = all(_CELL_FIGURE.match(row[-1]) for row in rows[1:])
    return several or figures or len(rows[0]) > 2 if sign == ";" else several and figures


def _beside(row: tuple[str, ...], head: tuple[str, ...]) -> bool:
    """Whether a row of short cells has as many as a head that is no sentence."""
    return len(row) == len(head) > 1 and max(map(len, row)) <= LONGEST_PASTED_CELL and not _CELL_END.search(head[-1])


def _row(line: str, sign: str) -> tuple[str, ...]:
    return tuple(cell.strip('" ') for cell in _CELL_SIGNS[sign].split(line.strip().rstrip(sign)))
