"""What the figures of a table say against each other: a total that is no sum, two decimal signs in one column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from fiches.content.tables import extents
from fiches.core.text import NO_BREAK, grouped
from fiches.lint import habits
from fiches.lint.leftovers import Mark
from fiches.lint.sought import only_with

FEWEST_SUMMED = 2  # figures above a total
_CELL_BAR = re.compile(r"(?<!\\)\|")
_SUMMED_FIGURE = re.compile(rf"[*_]*(?P<figure>[+−-]?\d[\d{NO_BREAK} .,'’]*?)\s?(?P<unit>[^\d\s.,*]{{0,8}})[*_]*")
_FRACTION = re.compile(r"[.,](?P<decimals>\d{1,2}|\d{4,9})$")
_THOUSANDS_SIGN = re.compile(rf"[{NO_BREAK} '’]|[.,](?=\d{{3}}(?:\D|$))")
_WITH_FRACTION = re.compile(r"\d+(?P<sign>[.,])(?:\d{1,2}|\d{4,9})")
_BROKEN = str.maketrans(dict.fromkeys(NO_BREAK, " "))
_WITH_THOUSANDS = re.compile(rf"\d{{1,3}}(?:(?P<sign>[{NO_BREAK} ,])\d{{3}})+")
_SIGNS_WITHIN = (("tableau-douteux.decimals", _WITH_FRACTION), ("tableau-douteux.thousands", _WITH_THOUSANDS))
_OF_HUNDRED = "%"  # what it counts may be an average below


@only_with("|")
def heads(lines: Sequence[str]) -> Iterator[Mark]:
    """A column of which nobody says what it is; the first may hold the names of rows. Bad: | | |."""
    for table in extents(lines):
        head, _, *rows = (cells_in(lines[index]) for index in table)
        bare = [column for column, cell in enumerate(head) if not cell and _is_filled(rows, column)]
        if bare and bare != [0]:
            name = "tableau.headless" if len(bare) == len(head) else "tableau.bare-column"
            yield table[0], 0, name, {"number": bare[-1] + 1}


def _is_filled(rows: Sequence[Sequence[str]], column: int) -> bool:
    return any(row[column : column + 1] not in ([], [""]) for row in rows)


@only_with("|")
def sums(lines: Sequence[str]) -> Iterator[Mark]:
    """The last row says that it is a total, and a column above has another. Bad: 320, 25, Total 355."""
    for table in extents(lines):
        head, _, *rows = (cells_in(lines[index]) for index in table)
        if len(rows) > FEWEST_SUMMED and habits.found("total", rows[-1][0]) and not _has_parts(rows[:-1]):
            for column in range(1, len(head)):
                typed = [row[column] if column < len(row) else "" for row in rows]
                if summed := _wrong_sum(typed):
                    told = {"typed": typed[-1].strip("*_ "), "sum": summed, "column": head[column].strip("*_ ")}
                    yield table[-1], max(lines[table[-1]].find(typed[-1]), 0), "tableau-douteux", told


@only_with("|")
def decimals(lines: Sequence[str]) -> Iterator[Mark]:
    """A column with two signs for decimals, or for thousands. Bad: 12.5 and 31,25; 118,400 below 96 000."""
    for table in extents(lines):
        rows = [(index, cells_in(lines[index])) for index in table[2:]]
        for column in range(max((len(cells) for _, cells in rows), default=0)):
            typed = [(index, cells[column]) for index, cells in rows if column < len(cells)]
            for name, pattern in _SIGNS_WITHIN:
                if len(by_sign := _by_sign(typed, pattern)) > 1:
                    (_, one), (index, other) = sorted(by_sign.values())[:2]
                    yield index, lines[index].find(other), name, {"one": one, "other": other}


def _by_sign(typed: Sequence[tuple[int, str]], pattern: re.Pattern[str]) -> dict[str, tuple[int, str]]:
    """The first cell, with the index of its line, that has each of the signs of a pattern."""
    found: dict[str, tuple[int, str]] = {}
    for index, cell in typed:
        if match := pattern.fullmatch(cell):
            found.setdefault(match["sign"].translate(_BROKEN), (index, cell))
    return found


def cells_in(line: str) -> list[str]:
    """What stands between the bars of a line."""
    return [cell.strip() for cell in _CELL_BAR.split(line.strip().removeprefix("|").removesuffix("|"))]


def _has_parts(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows are counted in others: subtotals, « dont … »."""
    return any(habits.found("total", row[0]) or habits.found("part_de_total", row[0]) for row in rows)


def _wrong_sum(typed: Sequence[str]) -> str:
    """What the figures above the last one come to, as plain digits, where that is another; else nothing."""
    known = [one for one in map(_value, typed) if one is not None]
    if len(known) != len(typed):
        return ""
    summed = sum(known[:-1], Decimal())
    wrong = abs(summed - known[-1]) > _rounding(known)
    return grouped(summed).replace(".", ",") if wrong else ""


def _rounding(numbers: Sequence[Decimal]) -> Decimal:
    """What a sum may differ by where its numbers are rounded: those without decimals, all of them, are not."""
    places = [_places(one) for one in numbers]
    return sum((Decimal("0.5").scaleb(-one) for one in places), Decimal()) if any(places) else Decimal()


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _value(cell: str) -> Decimal | None:
    """The number that a cell is; none where it is a share, or words, or could be read in two ways."""
    match = _SUMMED_FIGURE.fullmatch(cell)
    if not match or match["unit"] == _OF_HUNDRED:
        return None
    typed = match["figure"].strip().replace("−", "-")
    fraction = _FRACTION.search(typed)
    whole = _THOUSANDS_SIGN.sub("", typed[: fraction.start()] if fraction else typed)
    plain = f"{whole}.{fraction['decimals']}" if fraction else whole
    return Decimal(plain) if re.fullmatch(r"[+-]?\d+(?:\.\d+)?", plain) else None
