"""Pieces of a line that are drawn where they were, but say what they are, and begin where PDFium is to meet them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fiches.render.shown_text import MIRRORED_SIGNS, DrawnGlyph, DrawnText, ShownPart, command, said

SAYING = b"Read"  # no Span: poppler would take what it says for as wide as from the spaces on
LEADING_SPACES = 2  # that a piece begins with: one between letters is a gap between words to pdf.js
BEGINNING_STEP = 0.0004  # em, between the places where pieces begin; 0.005 em before a letter begins its mark
TURNED_BY_PDFIUM = dict(zip("“”‘’", "”“’‘", strict=True))  # though UAX 9 mirrors none of them
TURNED_SIGNS = TURNED_BY_PDFIUM | MIRRORED_SIGNS


class ReadGlyph(NamedTuple):
    """A glyph of a line in the order of reading: of which of its texts, which in it."""

    glyph: DrawnGlyph
    text: int
    place: int


class ToldPiece(NamedTuple):
    """Glyphs of one text that PDFium meets together, in the order of reading."""

    glyphs: Sequence[ReadGlyph]
    x: float  # where it begins
    spaces: int = 0  # that it begins with; none: it is drawn as it was
    edge: float = 0.0  # up to where PDFium may see no gap behind it
    parted: bool = False  # whether it says a space before it: PDFium puts none between its own spaces and another cell
    turned: bool = False  # whether PDFium goes through it leftwards, and takes signs for those that they face


def as_read(line: Sequence[DrawnText]) -> list[ReadGlyph]:
    """The glyphs of a line."""
    return [
        ReadGlyph(glyph, number, place) for number, text in enumerate(line) for place, glyph in enumerate(text.read())
    ]


def text_of(glyphs: Sequence[ReadGlyph]) -> str:
    """What glyphs say."""
    return "".join(one.glyph.text for one in glyphs)


def shape(glyphs: Sequence[ReadGlyph]) -> tuple[int, ...]:
    """What draws glyphs: PDFium takes what is drawn anew near by for what it has met."""
    return tuple(part.glyph for one in glyphs for part in one.glyph.parts if part.glyph)


def turned(text: str) -> str:
    """A text with each sign for that which it faces."""
    return "".join(TURNED_SIGNS.get(char, char) for char in text)


def begun(text: DrawnText, piece: ToldPiece) -> Iterator[bytes]:
    """The commands that draw a piece; spaces behind it where a letter comes."""
    space, wide = ShownPart(text.font.space), text.font.advances[text.font.space] * text.size / 1000
    shown = piece.glyphs[::-1] if text.rtl else piece.glyphs
    first, last = shown[0].glyph, shown[-1].glyph
    lead = (*(space for _ in range(piece.spaces)), _back(piece.x + piece.spaces * wide - first.x, text.size))
    behind = (_back(last.end - piece.edge, text.size), space, space) if piece.edge else ()
    words = turned(text_of(piece.glyphs)[::-1]) if piece.turned else text_of(piece.glyphs)
    yield said(f" {words}" if piece.parted else words, SAYING)
    yield at(piece.x, text.y)
    yield command((*lead, *(part for one in shown for part in one.glyph.parts), *behind))
    yield b"EMC"


def at(x: float, y: float) -> bytes:
    """What sets the pen to a place."""
    return b"1 0 0 -1 %f %f Tm" % (x, y)


def _back(points: float, size: float) -> ShownPart:
    return ShownPart(back=b"%d" % round(points * 1000 / size))
