"""Tables of answers, from a .csv or an .xlsx, as rows of texts: the first names the columns."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from fiches.core.messages import message
from fiches.core.problems import FichesError
from fiches.imports.office_zip import OfficeZip, within
from fiches.imports.plain_text import decoded

MOST_ROWS, MOST_CELLS_WIDE, MOST_SHEETS = 5_000, 2_000, 30
_BETWEEN_CELLS = ",;\t|"
_DATE_FORMATS = frozenset((*range(14, 23), *range(45, 48)))  # of those that every Excel knows by number
_DATE_LETTERS = re.compile(r"[ymdh]", re.IGNORECASE)
_QUOTED_IN_FORMAT = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.")
_CELL_PLACE = re.compile(r"([A-Z]{1,3})\d+")
_EPOCH = datetime.datetime(1899, 12, 30)
Rows = list[list[str]]
Book = list[tuple[str, Rows]]  # tables by their names, that of the answers first


def read_csv(data: bytes, name: str) -> Book:
    """The table of a .csv, whatever stands between its cells."""
    text = decoded(data, name)
    head = text.lstrip("\n").split("\n", 1)[0]
    delimiter = max(_BETWEEN_CELLS, key=head.count)
    csv.field_size_limit(10_000_000)
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise FichesError(message("import.refused.damaged", name=name)) from error
    return _bounded([("", found)], name)


def read_xlsx(data: bytes, name: str) -> Book:
    """The tables of an .xlsx, those of the first sheets; dates are written as 2022-11-05."""
    archive = OfficeZip(data, name)
    relations = archive.relations("xl/workbook.xml")
    tree = archive.xml("xl/workbook.xml")
    sheets = within(tree, "s:sheets") if tree is not None else None
    shared = [_said(one) for one in archive.xml("xl/sharedStrings.xml") or ()]
    dates = _date_styles(archive.xml("xl/styles.xml"))
    book: Book = []
    for one in list(sheets if sheets is not None else ())[:MOST_SHEETS]:
        target = relations.get(one.get("r:id", ""))
        sheet = archive.xml(target.target) if target else None
        rows = sheet.iter("s:row") if sheet is not None else ()
        book.append((one.get("name", ""), [_cells(row, shared, dates) for row in rows]))
    return _bounded(book, name)


def _bounded(book: Book, name: str) -> Book:
    """The tables without empty rows, if they are not too large, and the first is none itself."""
    kept = [(title, _kept(rows, name)) for title, rows in book]
    if not kept or not kept[0][1]:
        raise FichesError(message("import.refused.no-table", name=name))
    return [one for one in kept if one[1]]


def _kept(rows: Rows, name: str) -> Rows:
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    if len(kept) > MOST_ROWS or max(map(len, kept), default=0) > MOST_CELLS_WIDE:
        raise FichesError(message("import.refused.too-heavy", name=name))
    return kept


def _said(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter("s:t"))


def _date_styles(tree: Element | None) -> frozenset[str]:
    """The numbers of the styles that show a number as a date."""
    if tree is None:
        return frozenset()
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in tree.iter("s:numFmt")}
    dated = {id_ for id_, code in own.items() if _DATE_LETTERS.search(_QUOTED_IN_FORMAT.sub("", code))}
    dated |= set(map(str, _DATE_FORMATS))
    styles = tree.find("s:cellXfs")
    return frozenset(
        str(at) for at, one in enumerate(styles if styles is not None else ()) if one.get("numFmtId") in dated
    )


def _cells(row: Element, shared: Sequence[str], dates: frozenset[str]) -> list[str]:
    made: list[str] = []
    for cell in row.iter("s:c"):
        place = _CELL_PLACE.fullmatch(cell.get("r", ""))
        at = min(_number(place[1]), MOST_CELLS_WIDE + 1) if place else len(made)
        made += [""] * (at - len(made))
        made.append(_value(cell, shared, dates))
    return made


def _number(letters: str) -> int:
    """The place of a column, from 0."""
    count = 0
    for letter in letters:
        count = count * 26 + ord(letter) - 64
    return count - 1


def _value(cell: Element, shared: Sequence[str], dates: frozenset[str]) -> str:
    kind, held = cell.get("t", "n"), cell.find("s:v")
    text = (held.text or "") if held is not None else ""
    if kind == "inlineStr":
        return _said(cell)
    if kind == "s":
        return shared[int(text)] if text.isdigit() and int(text) < len(shared) else ""
    if kind == "n" and cell.get("s") in dates:
        return "".join(_dated(text))
    return text.removesuffix(".0") if kind == "n" else text


def _dated(text: str) -> Iterator[str]:
    """The day that Excel counts by a number, and the hour where there is one."""
    try:
        moment = _EPOCH + datetime.timedelta(days=float(text))
    except (ValueError, OverflowError):
        yield text
        return
    yield moment.date().isoformat()
