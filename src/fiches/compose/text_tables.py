"""A table set in a measure: columns as wide as their content asks, rows of whole lines, figures one below the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from fiches.compose.line_ends import WIDTH_ROUNDING, LineRules, Measure
from fiches.compose.lines import fitted
from fiches.compose.paragraph import Break, Paragraph, divided
from fiches.compose.set_text import SetParagraph, SetPiece, SetTable
from fiches.content import tables
from fiches.content.blocks import Block, Inline, plain
from fiches.content.tables import NUMBER
from fiches.core.geometry import POINTS_PER_MM

COLUMN_GAP = 3.0  # mm between two columns
RAGGED = LineRules(last=0.0, tolerance=1.0)  # in cells: words are divided only where no column could be wide enough
STARTS, CENTRED = "left", "center"


class CellText(NamedTuple):
    """A cell before it is set: its content after typography, ready for its lines, and whether it is read leftwards."""

    block: Block
    inlines: tuple[Inline, ...]
    paragraph: Paragraph
    rtl: bool


@dataclass(frozen=True, slots=True)
class TableMeasure:
    """What a table is set in: its width and leading in mm, the size of its words in points, which way it is read."""

    width: float
    leading: float
    size: float
    rtl: bool

    @property
    def em(self) -> float:
        """The size in mm."""
        return self.size / POINTS_PER_MM


Typeset = Callable[[Block, bool], CellText]  # a cell or a caption; whether its words may be divided


class _Column(NamedTuple):
    """A column before it has its width: how it is aligned, its cells, how wide its figures are around whole units.

    `least` and `most`: how wide it must be, and is with every cell on one line, in mm.
    """

    way: str
    cells: tuple[CellText, ...]
    units: float
    beyond: float
    least: float
    most: float


def set_table(block: Block, measure: TableMeasure, typeset: Typeset) -> SetTable:
    """The table in the narrowest lines that its columns have, words divided only where they must be."""
    room = measure.width - COLUMN_GAP * (len(tables.rows(block)[0].children) - 1)
    columns = _columns(block, measure, typeset, divides=False)
    if sum(one.least for one in columns) > room:
        columns = _columns(block, measure, typeset, divides=True)
    widths = shared([(one.least, one.most) for one in columns], room)
    rows = _rows(columns, widths, measure)
    heights = tuple(max(1, *map(_lines, row)) * measure.leading for row in rows)
    head = tuple(_lowered(cell, heights[0]) for cell in rows[0])
    caption = tables.caption(block)
    title = _flush(typeset(caption, True), measure) if caption else None
    tight = sum(one.least for one in columns) > room + WIDTH_ROUNDING
    return SetTable(title, (head, *rows[1:]), heights, _lines(title) * measure.leading if title else 0.0, tight)


def _rows(columns: Sequence[_Column], widths: Sequence[float], measure: TableMeasure) -> list[tuple[SetParagraph, ...]]:
    """The cells of each row, from columns of these widths."""
    starts = (start + COLUMN_GAP * place for place, start in enumerate(accumulate(widths[:-1], initial=0.0)))
    across = list(zip(columns, starts, widths, strict=True))
    return [
        tuple(_cell(column, place, (start, width), measure) for column, start, width in across)
        for place in range(len(columns[0].cells))
    ]


def _lines(cell: SetParagraph) -> int:
    return sum(len(piece.lines) for piece in cell.pieces)


def shared(asked: Sequence[tuple[float, float]], room: float) -> list[float]:
    """The widths of columns that ask for (least, most), which fill the room; all are less than they ask if they must.

    As style sheets have it: beyond its least, each has its share of what it would take.
    """
    least, most = (sum(each) for each in zip(*asked, strict=True))
    if most <= room:
        shares = [one[1] or 1.0 for one in asked]  # an empty column has some room too
        return [one[1] + (room - most) * share / sum(shares) for one, share in zip(asked, shares, strict=True)]
    if least >= room:
        return [room * one[0] / least for one in asked]
    return [low + (room - least) * (high - low) / (most - least) for low, high in asked]


def _columns(block: Block, measure: TableMeasure, typeset: Typeset, *, divides: bool) -> list[_Column]:
    rows = tables.rows(block)
    return [
        _column(way, tuple(typeset(row.children[at], divides and way != NUMBER) for row in rows), measure)
        for at, way in enumerate(tables.alignments(block))
    ]


def _column(way: str, cells: tuple[CellText, ...], measure: TableMeasure) -> _Column:
    units = beyond = 0.0
    if way == NUMBER:  # as narrow as its figures and the words of its head are
        sign = _decimal_sign(cells)
        parts = [_parts(cell, sign, measure) for cell in cells[1:]]
        units, beyond = (max(each) for each in zip(*parts, strict=True))
        least = max(units + beyond, _longest_word(cells[0].paragraph) * measure.em)
        return _Column(way, cells, units, beyond, least, least)
    least = max(_longest_word(cell.paragraph) for cell in cells) * measure.em
    most = max(cell.paragraph.widths[-1] for cell in cells) * measure.em
    return _Column(way, cells, units, beyond, least, most)


def _decimal_sign(cells: Sequence[CellText]) -> str:
    """That of the figures below the head of a column."""
    return tables.decimal_sign([plain(cell.inlines) for cell in cells[1:]])


def _parts(cell: CellText, sign: str, measure: TableMeasure) -> tuple[float, float]:
    """How wide a figure is up to the end of its whole units, and beyond, in mm, from the side where it is read.

    From the right its decimals come first, since figures are read rightwards all the same. A call of a note is beyond.
    """
    text, widths = plain(cell.inlines), cell.paragraph.widths
    units = tables.units_end(text, sign)
    first = widths[tables.units_end(text, "")] - widths[units] if measure.rtl else widths[units]
    return first * measure.em, (widths[-1] - first) * measure.em


def _longest_word(paragraph: Paragraph) -> float:
    """The widest of what no line may part, in em."""
    return max((_width(one, other) for one, other in pairwise(divided(paragraph))), default=0.0)


def _width(start: Break, end: Break) -> float:
    return end.end - start.start


def _cell(column: _Column, place: int, across: tuple[float, float], measure: TableMeasure) -> SetParagraph:
    """A cell of a row in its column, that stands (from, so many) mm across the table."""
    cell, (start, width) = column.cells[place], across
    if not cell.paragraph.text:
        return _set(cell, (), measure)
    lines = fitted(cell.paragraph, Measure(width / measure.em), RAGGED)
    if column.way == STARTS:
        return _set(cell, (SetPiece(start, 0.0, width, lines),), measure)
    moved = _moved(column, cell, width, measure) if place and column.way == NUMBER and len(lines) == 1 else None
    pieces = []
    for index, line in enumerate(lines):
        own = line.width * measure.em
        white = (width - own) / (2 if column.way == CENTRED else 1) if moved is None else moved
        pieces.append(SetPiece(start + white, index * measure.leading, own, (line,)))
    return _set(cell, pieces, measure)


def _moved(column: _Column, cell: CellText, width: float, measure: TableMeasure) -> float:
    """How far into its column a figure stands, so that its units are below those of the others."""
    return width - column.beyond - _parts(cell, _decimal_sign(column.cells), measure)[0]


def _flush(cell: CellText, measure: TableMeasure) -> SetParagraph:
    """A caption, as wide as its table."""
    lines = fitted(cell.paragraph, Measure(measure.width / measure.em), RAGGED)
    return _set(cell, (SetPiece(0.0, 0.0, measure.width, lines),), measure)


def _lowered(cell: SetParagraph, deep: float) -> SetParagraph:
    """A cell of the head on the foot of its row."""
    down = deep - _lines(cell) * cell.leading
    return cell._replace(pieces=tuple(piece._replace(y=piece.y + down) for piece in cell.pieces))


def _set(cell: CellText, pieces: Iterable[SetPiece], measure: TableMeasure) -> SetParagraph:
    own = (cell.block, cell.inlines, cell.paragraph.text, measure.size, measure.leading, "", tuple(pieces))
    return SetParagraph(*own, cell.paragraph, cell.rtl)
