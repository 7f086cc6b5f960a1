"""What is read both ways on a line is copied in its order by PDFium, that orders a line again by what stands on it.

PDFium takes the texts of a line from left to right, cuts them where the kind of their characters changes, and goes
through the pieces from right to left: words in Latin letters come in a row that is turned round, and what follows a
number is taken for a part of it (`CPDF_TextPage::CloseTempLine`). Such pieces are drawn where they were, each by a
command of its own that begins with spaces further to the right, in the order in which PDFium wants to meet them. Others
go by the order of drawing, which is that of reading, or by where letters are: both stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from fiches.render.shown_text import (
    MIRRORED_SIGNS,
    TURNED_BY_PDFIUM,
    BidiKind,
    DrawnFont,
    DrawnGlyph,
    DrawnText,
    ShownPart,
    command,
    runs,
    said,
)

SAYING = b"Read"  # no Span: poppler would take what it says for as wide as from the spaces on
LEADING_SPACES = 2  # that a piece begins with: one between letters is a gap between words to pdf.js
BEGINNING_STEP = 0.0004  # em, between the places where pieces begin; 0.005 em before a letter begins its mark
_TURNED = TURNED_BY_PDFIUM | MIRRORED_SIGNS
SIDE_BY_SIDE = 0.3  # points at most between the end of one text and the beginning of the next


def ordered(stream: Sequence[Any], fonts: Mapping[str, DrawnFont], *, rtl: bool) -> list[Any]:
    """A drawing whose lines are copied in their order, in a file that is read from right to left or not."""
    out, changed = list(stream), dict[int, list[bytes]]()
    for line in _lines(runs(stream, fonts)):
        if found := _leftwards(line, all_of_them=rtl):
            changed |= dict(_redrawn(found))
    for place in sorted(changed, reverse=True):
        out[place : place + 1] = changed[place]
    return out


# --- the lines of a drawing -------------------------------------------------------------------------------------------


def _lines(drawn: Iterable[list[DrawnText]]) -> Iterator[list[list[DrawnText]]]:
    """The texts that stand side by side, in the order of reading."""
    line = list[list[DrawnText]]()
    for run in drawn:
        if line and not _touch(line[-1], run):
            yield line
            line = []
        line.append(run)
    if line:
        yield line


def _touch(one: list[DrawnText], other: list[DrawnText]) -> bool:
    """Whether texts stand side by side."""
    (left, right), (start, end) = _ends(one), _ends(other)
    return abs(one[0].y - other[0].y) < SIDE_BY_SIDE and min(abs(left - end), abs(start - right)) < SIDE_BY_SIDE


def _ends(run: list[DrawnText]) -> tuple[float, float]:
    return min(one.glyphs[0].x for one in run), max(one.glyphs[-1].end for one in run)


def _leftwards(line: list[list[DrawnText]], *, all_of_them: bool) -> list[DrawnText]:
    """The texts of a line that PDFium reads from right to left, what is neutral in it too; none of another."""
    goes_on_leftwards = all(_ends(other) < _ends(one) for one, other in pairwise(line))
    found = [one for run in line for one in (_of_base(run) if goes_on_leftwards else run)]
    is_mixed = any(one.rtl for one in found)
    return found if (is_mixed or all_of_them) and (goes_on_leftwards or not is_mixed) else []


def _of_base(run: list[DrawnText]) -> list[DrawnText]:
    """Texts on a line that goes on from right to left: what is neutral does too."""
    return run if _has_direction(run) else [replace(one, rtl=True) for one in run]


def _has_direction(run: list[DrawnText]) -> bool:
    """Whether something in texts says from which side they are read."""
    glyphs = [glyph for one in run for glyph in one.glyphs]
    return run[0].rtl or any(one.kind is BidiKind.RIGHTWARDS or one.text[0].isdigit() for one in glyphs)


# --- the pieces of a line ---------------------------------------------------------------------------------------------


class _Read(NamedTuple):
    """A glyph of a line in the order of reading: of which of its texts, which in it."""

    glyph: DrawnGlyph
    text: int
    place: int


class _Piece(NamedTuple):
    """Glyphs of one text that PDFium meets together, in the order of reading."""

    glyphs: Sequence[_Read]
    x: float  # where it begins
    spaces: int = 0  # that it begins with; none: it is drawn as it was
    edge: float = 0.0  # up to where PDFium may see no gap behind it


def _redrawn(line: list[DrawnText]) -> Iterator[tuple[int, list[bytes]]]:
    """The commands that draw the texts of a line that are not copied in their order, by where they were.

    So are those that are only spaces: what stands on their two sides would be one to PDFium; and quotation marks.
    """
    pieces = list(_pieces(line))
    for number, text in enumerate(line):
        own = [one for one in pieces if one.glyphs[0].text == number]
        if own or text.said.isspace() or (text.rtl and not TURNED_BY_PDFIUM.keys().isdisjoint(text.said)):
            yield text.place, list(_drawn(text, own))


def _pieces(line: list[DrawnText]) -> Iterator[_Piece]:
    """The pieces of what PDFium would not copy as it is read."""
    read = [_Read(glyph, number, place) for number, text in enumerate(line) for place, glyph in enumerate(text.read())]
    for start, end in _islands(line, read):
        island = _Island(line, read[start:end], [one.glyph for one in read[:start]])
        if island.may_be_redrawn and not island.is_in_order:
            yield from island.pieces()


def _islands(line: Sequence[DrawnText], read: Sequence[_Read]) -> Iterator[tuple[int, int]]:
    """The stretches of a line in which nothing is read leftwards: neutral signs are, until there are Latin letters.

    Those within a text that is drawn from left to right are not: the dash of a range of years.
    """
    start, latin = -1, False
    for place, one in enumerate(read):
        kind = one.glyph.kind
        if kind is BidiKind.LEFTWARDS or (kind is BidiKind.NEUTRAL and not latin and line[one.text].rtl):
            if start >= 0:
                yield start, place
            start, latin = -1, False
        elif start < 0 and not one.glyph.is_mark:
            start = place
        latin = latin or kind is BidiKind.RIGHTWARDS
    if start >= 0:
        yield start, len(read)


@dataclass(frozen=True, slots=True)
class _Island:
    """Glyphs of a line of which none is read leftwards, and what is read before them."""

    line: Sequence[DrawnText]
    glyphs: Sequence[_Read]
    before: Sequence[DrawnGlyph]

    @property
    def may_be_redrawn(self) -> bool:
        """Whether each stands on the line, in a font that has a space."""
        texts = [self.line[one.text] for one in self.glyphs]
        return all(text.font.space and not text.raised for text in texts)

    @property
    def is_in_order(self) -> bool:
        """Whether PDFium copies it as it is read: it turns no bracket in it, whose font says what it looks like."""
        turned = any(one.glyph.text in _TURNED and self.line[one.text].rtl for one in self.glyphs)
        return not turned and not self._is_after_mark() and self._met() == sorted(self.glyphs, key=_place)

    def _groups(self) -> list[list[_Read]]:
        """Its glyphs by kind, as PDFium cuts them, in the order in which it meets them."""
        return [list(group) for _, group in groupby(self.glyphs, key=lambda one: one.glyph.kind)][::-1]

    def _met(self) -> list[_Read]:
        return [one for group in self._groups() for one in group]

    def _is_after_mark(self) -> bool:
        """Whether PDFium takes its beginning for one with the mark of the letter before, which it must meet first."""
        return bool(self.before) and self.before[-1].is_mark and self.glyphs[0].glyph.kind is BidiKind.WEAK

    def pieces(self) -> Iterator[_Piece]:
        """The pieces that PDFium is to meet, in this order."""
        found = [piece for group in self._groups() for piece in self._unbroken(group)]
        met, x, end = list[str](), 0.0, min(one.glyph.x for one in self.glyphs)
        for place, glyphs in enumerate(found, start=1 - len(found)):
            text, least = _said(glyphs), self._least(glyphs, x, place)
            x = max(glyphs[0].glyph.x, least)
            stays = x > least and abs(x - end) < SIDE_BY_SIDE and not text.isspace()
            yield _Piece(
                glyphs, x, 0 if stays else LEADING_SPACES * (1 + met.count(text)), 0.0 if place else self._gap()
            )
            met.append(text)  # PDFium takes what is said anew near by for what it has met
            end = glyphs[-1].glyph.end

    def _least(self, glyphs: Sequence[_Read], x: float, place: int) -> float:
        """Where a piece may begin after one that begins at x; `place`: 0 of the last, -1 of that before."""
        step = BEGINNING_STEP * self.line[glyphs[0].text].size
        goes_with_mark = self._is_after_mark() and glyphs[0] in self._groups()[-1]
        return self._letter().x - (1 - place) * step if goes_with_mark else x + step

    def _letter(self) -> DrawnGlyph:
        """The letter before, with its marks or without; there is one before a mark."""
        return next(one for one in reversed(self.before) if not one.is_mark)

    def _gap(self) -> float:
        """Where the letter before begins, up to where PDFium would see a gap; 0: a space or nothing is before."""
        return 0.0 if not self.before or self._letter().text.isspace() else self._letter().x

    def _unbroken(self, group: list[_Read]) -> Iterator[list[_Read]]:
        """Glyphs of one kind, those together that stand in one text as they are read."""
        for text, found in groupby(group, key=lambda one: one.text):
            glyphs = list(found)
            yield from ([one] for one in glyphs) if self.line[text].rtl else (glyphs,)


def _place(one: _Read) -> float:
    return one.glyph.x


def _said(glyphs: Sequence[_Read]) -> str:
    return "".join(one.glyph.text for one in glyphs)


# --- what draws them --------------------------------------------------------------------------------------------------


def _drawn(text: DrawnText, pieces: list[_Piece]) -> Iterator[bytes]:
    """The commands that draw a text of which some pieces begin elsewhere to who looks for it."""
    read, place = [_Read(glyph, 0, place) for place, glyph in enumerate(text.read())], 0
    for piece in sorted(pieces, key=lambda one: one.glyphs[0].place):
        yield from _as_it_was(text, read[place : piece.glyphs[0].place])
        place = piece.glyphs[-1].place + 1
        is_turned = text.rtl and piece.glyphs[0].glyph.text in _TURNED
        yield from _begun(text, piece) if piece.spaces or piece.edge or is_turned else _as_it_was(text, piece.glyphs)
    yield from _as_it_was(text, read[place:])
    yield _at(text.glyphs[-1].end, text.y)


def _as_it_was(text: DrawnText, glyphs: Sequence[_Read]) -> Iterator[bytes]:
    """Glyphs that stay; to PDFium a space by itself is nothing, and a quotation mark the other one.

    It takes what such marks and the neutral signs beside them are said to be in the order of reading.
    """
    shown = glyphs[::-1] if text.rtl else glyphs
    for has_quotes, part in _by_quotes(shown) if text.rtl else [(False, shown)] * bool(shown):
        drawn = [_at(part[0].glyph.x, text.y), command(shape for one in part for shape in one.glyph.parts)]
        if has_quotes:
            yield from (said("".join(_TURNED.get(char, char) for char in _said(part)[::-1]), SAYING), *drawn, b"EMC")
        elif _said(part).isspace():
            yield from _begun(text, _Piece(part, part[0].glyph.x, LEADING_SPACES))
        else:
            yield from drawn


def _by_quotes(shown: Sequence[_Read]) -> Iterator[tuple[bool, Sequence[_Read]]]:
    """The stretches of what is drawn together, of each whether it is of neutral signs with quotation marks."""
    rest = list[_Read]()
    for neutral, group in groupby(shown, key=lambda one: one.glyph.kind is BidiKind.NEUTRAL):
        part = list(group)
        if neutral and not TURNED_BY_PDFIUM.keys().isdisjoint(_said(part)):
            yield from [(False, rest)] if rest else []
            yield True, part
            rest = []
        else:
            rest += part
    yield from [(False, rest)] if rest else []


def _begun(text: DrawnText, piece: _Piece) -> Iterator[bytes]:
    """Glyphs that are drawn where they are, and begin where a piece does; spaces behind them where a letter comes."""
    space, wide = ShownPart(text.font.space), text.font.advances[text.font.space] * text.size / 1000
    first, last = piece.glyphs[0].glyph, piece.glyphs[-1].glyph
    lead = (*(space for _ in range(piece.spaces)), _back(piece.x + piece.spaces * wide - first.x, text.size))
    behind = (_back(last.end - piece.edge, text.size), space, space) if piece.edge else ()
    yield said(_said(piece.glyphs), SAYING)
    yield _at(piece.x, text.y)
    yield command((*lead, *(part for one in piece.glyphs for part in one.glyph.parts), *behind))
    yield b"EMC"


def _back(points: float, size: float) -> ShownPart:
    return ShownPart(back=b"%d" % round(points * 1000 / size))


def _at(x: float, y: float) -> bytes:
    return b"1 0 0 -1 %f %f Tm" % (x, y)
