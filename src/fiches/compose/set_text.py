"""What text is when it is set: paragraphs and tables in pieces, each where it stands in its frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fiches.compose.columns import Stack
from fiches.compose.lines import TextLine
from fiches.compose.paragraph import Paragraph
from fiches.content import notes
from fiches.content.blocks import Block, Inline, NotePlace

GOES_ON = "data-suite"  # the attribute of the lines of a paragraph that is cut: the same name for all its parts


class SetPiece(NamedTuple):
    """The lines of a paragraph that stand in one column: where, in mm from the frame's top and its reading side.

    The lines of a table are its rows.
    """

    x: float
    y: float
    width: float
    lines: tuple[TextLine, ...]
    indent: float = 0.0  # of the first line, in mm


class SetParagraph(NamedTuple):
    """A paragraph where it stands: what it is, its content after typography, and its lines column by column.

    The pieces of the cell of a table stand within its row, from the side where the table begins.
    """

    block: Block
    inlines: tuple[Inline, ...]
    text: str
    size: float  # points
    leading: float  # mm; of a picture, its height and the white under it
    mark: str
    pieces: tuple[SetPiece, ...]
    paragraph: Paragraph | None = None  # as its lines were sought; none of what has no text
    rtl: bool = False  # whether it is read from right to left
    table: SetTable | None = None
    hang: float = 0.0  # mm before its lines, where its mark begins
    has_own_leading: bool = False  # its lines are further apart than those of its block

    @property
    def calls(self) -> Iterator[int]:
        """The numbers of the notes that are first called in its lines that stand here."""
        lines = [line for piece in self.pieces for line in piece.lines]
        if self.table:
            for line in lines:
                for cell in self.table.rows[line.start]:
                    yield from cell.calls
            return
        for place, mark in notes.placed(self.inlines):
            if mark.place is NotePlace.CALL and any(line.start <= place < line.end for line in lines):
                yield mark.number

    @property
    def levels(self) -> tuple[int, ...]:
        """How its characters are embedded, where not all are read from left to right."""
        return self.paragraph.levels if self.paragraph else ()

    def moved(self, x: float, y: float) -> SetParagraph:
        """The same so many mm across and down."""
        return self._replace(pieces=tuple(one._replace(x=one.x + x, y=one.y + y) for one in self.pieces))


@dataclass(frozen=True, slots=True)
class SetTable:
    """A table in columns that are as wide as its content asks: its rows, the head first, how high each is in mm.

    The first is as high as the caption more, which stands above it. `is_tight`: words are cut, or stand over.
    """

    caption: SetParagraph | None
    rows: tuple[tuple[SetParagraph, ...], ...]
    heights: tuple[float, ...]
    above: float = 0.0  # mm, of the caption
    is_tight: bool = False

    @property
    def head(self) -> float:
        """How high its head is, in mm."""
        return self.heights[0]

    @property
    def lines(self) -> tuple[TextLine, ...]:
        """What stands for its rows among lines."""
        return tuple(TextLine(place, place + 1, "", 0.0) for place in range(len(self.rows)))

    def stack(self, above: float, *, is_cut: bool) -> Stack:
        """What it asks of the columns: to be whole, or cut with two rows on each side and its head again."""
        heights = (self.above + self.head, *self.heights[1:])
        return Stack(heights[-1], (not is_cut,) * len(heights), above, is_whole=True, rows=heights, head=self.head)


@dataclass(frozen=True, slots=True)
class SetText:
    """A block as it is set: its paragraphs in order, and how high each of its columns is in mm."""

    paragraphs: tuple[SetParagraph, ...]
    columns: tuple[float, ...]

    @property
    def height(self) -> float:
        """Of the highest column, in mm."""
        return max(self.columns)


def stacked(texts: Sequence[SetText], whites: Sequence[float]) -> SetText:
    """Texts one below the other, with so many mm between each two."""
    if len(texts) == 1:
        return texts[0]
    found, y = list[SetParagraph](), 0.0
    for text, white in zip(texts, (*whites, 0.0), strict=True):
        found += (one.moved(0.0, y) for one in text.paragraphs)
        y += text.height + white
    return SetText(tuple(found), (y,))
