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
from typing import Any

from fiches.render import copied_phrases
from fiches.render.shown_text import BidiKind, DrawnFont, DrawnGlyph, DrawnText, command, runs, said
from fiches.render.told_pieces import (
    BEGINNING_STEP,
    LEADING_SPACES,
    SAYING,
    TURNED_BY_PDFIUM,
    TURNED_SIGNS,
    ReadGlyph,
    ToldPiece,
    as_read,
    at,
    begun,
    shape,
    text_of,
    turned,
)

SIDE_BY_SIDE = 0.3  # points at most between the end of one text and the beginning of the next


def ordered(stream: Sequence[Any], fonts: Mapping[str, DrawnFont], *, rtl: bool) -> list[Any]:
    """A drawing whose lines are copied in their order, in a file that is read from right to left or not."""
    out, changed = list(stream), dict[int, list[bytes]]()
    for line, parted in _lines(runs(stream, fonts)):
        if found := _leftwards(line, all_of_them=rtl):
            changed |= dict(_redrawn(found, parted=parted))
        elif any(one.rtl for run in line for one in run) and not rtl:
            changed |= dict(copied_phrases.redrawn(_with_signs(line)))
    for place in sorted(changed, reverse=True):
        out[place : place + 1] = changed[place]
    return out


# --- the lines of a drawing -------------------------------------------------------------------------------------------


def _lines(drawn: Iterable[list[DrawnText]]) -> Iterator[tuple[list[list[DrawnText]], bool]]:
    """The texts that stand side by side, in the order of reading; whether others stand apart at their left."""
    for _, group in groupby(_numbered(drawn), key=lambda one: one[0]):
        level = [run for _, run in group]
        ends, number = dict[int, int](), 0
        places = sorted(range(len(level)), key=lambda place: _ends(level[place]))
        for before, place in pairwise([places[0], *places]):
            number += _ends(level[place])[0] - _ends(level[before])[1] > SIDE_BY_SIDE
            ends[place] = number
        for one in range(number + 1):
            yield [run for place, run in enumerate(level) if ends[place] == one], one > 0


def _numbered(drawn: Iterable[list[DrawnText]]) -> Iterator[tuple[int, list[DrawnText]]]:
    """Texts with the number of the height that they stand on, of those that are drawn after each other."""
    number, y = 0, 0.0
    for run in drawn:
        number += abs(run[0].y - y) >= SIDE_BY_SIDE
        y = run[0].y
        yield number, run


def _ends(run: list[DrawnText]) -> tuple[float, float]:
    return min(one.glyphs[0].x for one in run), max(one.glyphs[-1].end for one in run)


def _leftwards(line: list[list[DrawnText]], *, all_of_them: bool) -> list[DrawnText]:
    """The texts of a line that PDFium reads from right to left, what is neutral in it too; none of another."""
    goes_on_leftwards = all(_ends(other) < _ends(one) for one, other in pairwise(line))
    found = [one for run in line for one in (_of_base(run) if goes_on_leftwards else run)]
    is_mixed = any(one.rtl for one in found)
    return found if (is_mixed or all_of_them) and (goes_on_leftwards or not is_mixed) else []


def _with_signs(line: list[list[DrawnText]]) -> list[DrawnText]:
    """The texts of a line, those of signs alone read from right to left where what goes on does."""
    leftwards = [_ends(other) < _ends(one) for one, other in pairwise(line)]
    around = zip([False, *leftwards], line, [*leftwards, False], strict=True)
    return [one for before, run, after in around for one in (_of_base(run) if before or after else run)]


def _of_base(run: list[DrawnText]) -> list[DrawnText]:
    """Texts on a line that goes on from right to left: what is neutral does too."""
    return run if _has_direction(run) else [replace(one, rtl=True) for one in reversed(run)]


def _has_direction(run: list[DrawnText]) -> bool:
    """Whether something in texts says from which side they are read."""
    glyphs = [glyph for one in run for glyph in one.glyphs]
    return run[0].rtl or any(one.goes_rightwards for one in glyphs)


# --- the pieces of a line ---------------------------------------------------------------------------------------------


def _redrawn(line: list[DrawnText], *, parted: bool) -> Iterator[tuple[int, list[bytes]]]:
    """The commands that draw the texts of a line that are not copied in their order, by where they were.

    So are those that are only spaces: what stands on their two sides would be one to PDFium; and quotation marks.
    """
    pieces = list(_pieces(line, parted=parted))
    for number, text in enumerate(line):
        own = [one for one in pieces if one.glyphs[0].text == number]
        if own or text.said.isspace() or (text.rtl and not TURNED_BY_PDFIUM.keys().isdisjoint(text.said)):
            yield text.place, list(_drawn(text, own))


def _pieces(line: list[DrawnText], *, parted: bool) -> Iterator[ToldPiece]:
    """The pieces of what PDFium would not copy as it is read, on a line with others apart at its left or not."""
    read = as_read(line)
    for start, end in _islands(line, read):
        island = _Island(line, read[start:end], [one.glyph for one in read[:start]], parted=parted and end == len(read))
        if island.may_be_redrawn and not island.is_in_order:
            yield from island.pieces()


def _islands(line: Sequence[DrawnText], read: Sequence[ReadGlyph]) -> Iterator[tuple[int, int]]:
    """The stretches of a line in which nothing is read leftwards: neutral signs are, until there are Latin letters.

    Those within a text that is drawn from left to right are not: the dash of a range of years.
    """
    start, latin = -1, False
    for place, one in enumerate(read):
        if _ends_island(one, line, latin=latin):
            if start >= 0:
                yield start, place
            start, latin = -1, False
        elif start < 0 and not one.glyph.is_mark:
            start = place
        latin = latin or one.glyph.kind is BidiKind.RIGHTWARDS
    if start >= 0:
        yield start, len(read)


def _ends_island(one: ReadGlyph, line: Sequence[DrawnText], *, latin: bool) -> bool:
    kind = one.glyph.kind
    return kind is BidiKind.LEFTWARDS or (kind is BidiKind.NEUTRAL and not latin and line[one.text].rtl)


@dataclass(frozen=True, slots=True)
class _Island:
    """Glyphs of a line of which none is read leftwards, what is read before them; whether a text stands apart after."""

    line: Sequence[DrawnText]
    glyphs: Sequence[ReadGlyph]
    before: Sequence[DrawnGlyph]
    parted: bool

    @property
    def may_be_redrawn(self) -> bool:
        """Whether each stands on the line, in a font that has a space."""
        texts = [self.line[one.text] for one in self.glyphs]
        return all(text.font.space and not text.raised for text in texts)

    @property
    def is_in_order(self) -> bool:
        """Whether PDFium copies it as it is read: it turns no bracket in it, whose font says what it looks like."""
        faces = any(one.glyph.text in TURNED_SIGNS and self.line[one.text].rtl for one in self.glyphs)
        return not faces and not self._is_after_mark() and self._met() == sorted(self.glyphs, key=_place)

    def _groups(self) -> list[list[ReadGlyph]]:
        """Its glyphs by kind, as PDFium cuts them, in the order in which it meets them."""
        return [list(group) for _, group in groupby(self.glyphs, key=lambda one: one.glyph.kind)][::-1]

    def _met(self) -> list[ReadGlyph]:
        return [one for group in self._groups() for one in group]

    def _is_after_mark(self) -> bool:
        """Whether PDFium takes its beginning for one with the mark of the letter before, which it must meet first."""
        return bool(self.before) and self.before[-1].is_mark and self.glyphs[0].glyph.kind is BidiKind.WEAK

    def pieces(self) -> Iterator[ToldPiece]:
        """The pieces that PDFium is to meet, in this order."""
        found = [piece for group in self._groups() for piece in self._unbroken(group)]
        met, x, end = list[tuple[int, ...]](), 0.0, min(one.glyph.x for one in self.glyphs)
        for place, glyphs in enumerate(found, start=1 - len(found)):
            least = self._least(glyphs, x, place)
            x = max(glyphs[0].glyph.x, least)
            stays = x > least and abs(x - end) < SIDE_BY_SIDE and not text_of(glyphs).isspace()
            spaces = 0 if stays else LEADING_SPACES * (1 + met.count(shape(glyphs)))
            parted = self.parted and not met
            yield ToldPiece(glyphs, x, spaces, 0.0 if place else self._gap(), parted=parted)
            met.append(shape(glyphs))
            end = glyphs[-1].glyph.end

    def _least(self, glyphs: Sequence[ReadGlyph], x: float, place: int) -> float:
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

    def _unbroken(self, group: list[ReadGlyph]) -> Iterator[list[ReadGlyph]]:
        """Glyphs of one kind, those together that stand in one text as they are read."""
        for text, found in groupby(group, key=lambda one: one.text):
            glyphs = list(found)
            yield from ([one] for one in glyphs) if self.line[text].rtl else (glyphs,)


def _place(one: ReadGlyph) -> float:
    return one.glyph.x


# --- what draws them --------------------------------------------------------------------------------------------------


def _drawn(text: DrawnText, pieces: list[ToldPiece]) -> Iterator[bytes]:
    """The commands that draw a text of which some pieces begin elsewhere to who looks for it."""
    read, place = as_read([text]), 0
    for piece in sorted(pieces, key=lambda one: one.glyphs[0].place):
        yield from _as_it_was(text, read[place : piece.glyphs[0].place])
        place = piece.glyphs[-1].place + 1
        is_turned = text.rtl and piece.glyphs[0].glyph.text in TURNED_SIGNS
        yield from begun(text, piece) if piece.spaces or piece.edge or is_turned else _as_it_was(text, piece.glyphs)
    yield from _as_it_was(text, read[place:])
    yield at(text.glyphs[-1].end, text.y)


def _as_it_was(text: DrawnText, glyphs: Sequence[ReadGlyph]) -> Iterator[bytes]:
    """Glyphs that stay; to PDFium a space by itself is nothing, and a quotation mark the other one.

    It takes what such marks and the neutral signs beside them are said to be in the order of reading.
    """
    shown = glyphs[::-1] if text.rtl else glyphs
    for has_quotes, part in _by_quotes(shown) if text.rtl else [(False, shown)] * bool(shown):
        drawn = [at(part[0].glyph.x, text.y), command(shape for one in part for shape in one.glyph.parts)]
        if has_quotes:
            yield from (said(turned(text_of(part)[::-1]), SAYING), *drawn, b"EMC")
        elif text_of(part).isspace():
            yield from begun(text, ToldPiece(part[::-1] if text.rtl else part, part[0].glyph.x, LEADING_SPACES))
        else:
            yield from drawn


def _by_quotes(shown: Sequence[ReadGlyph]) -> Iterator[tuple[bool, Sequence[ReadGlyph]]]:
    """The stretches of what is drawn together, of each whether it is of neutral signs with quotation marks."""
    rest = list[ReadGlyph]()
    for neutral, group in groupby(shown, key=lambda one: one.glyph.kind is BidiKind.NEUTRAL):
        part = list(group)
        if neutral and not TURNED_BY_PDFIUM.keys().isdisjoint(text_of(part)):
            yield from [(False, rest)] if rest else []
            yield True, part
            rest = []
        else:
            rest += part
    yield from [(False, rest)] if rest else []
