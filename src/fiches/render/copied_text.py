"""What whoever copies or searches a page gets: divided words whole; of joined letters each one, and each mark, once.

The engine says what a glyph stands for by the first cluster of letters in which it met it; and readers of pages go by
where things are drawn: a mark is drawn behind the beginning of its letter, with a gap before it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from fiches.compose.paragraph import DIVISION, TRUE_HYPHEN
from fiches.render import weasyprint_private as private
from fiches.typography.shaped_glyphs import EXTENSION, ShapedGlyphs, shaped_glyphs

HYPHENS = {DIVISION: "-", TRUE_HYPHEN: "\u2010"}  # at the ends of lines: as drawn, as copied
JOINED_WORD = re.compile("[\u0620-\u065f\u066e-\u06ed\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\u200c\u200d]+")
MARK_BEFORE = 5  # thousandths of an em before its letter, where a mark begins for whoever sorts by places
_FONT, _SHOWN = re.compile(rb"/(\w+) \S+ Tf"), re.compile(rb"\[(.*)\] TJ", re.DOTALL)
_ELEMENT_OF_TEXT = re.compile(rb"<([0-9a-f]*)>|([-+.\d]+)")


def finish(root: Any, document: Any, pdf: Any) -> None:  # noqa: ANN401  # a WeasyPrint finisher, but for `root`
    """Says anew what hyphens and the glyphs of joined letters stand for, and what a mark or an extension goes with."""
    _tell_hyphens(pdf)
    words = frozenset(JOINED_WORD.findall(" ".join(root.itertext())))
    if not words:
        return
    faces = {name: shaped_glyphs(data, words) for name, data in private.font_files(document).items()}
    for name, lines in private.code_maps(pdf):
        if name in faces:
            lines[:] = [_told(line, faces[name]) for line in lines]
    for stream in private.drawings(pdf):
        stream[:] = _drawn(stream, faces)


def _tell_hyphens(pdf: Any) -> None:  # noqa: ANN401
    """Says what the hyphens at line ends are to who copies and searches: readers join words at U+002D alone."""
    told = {f" <{ord(drawn):04x}>".encode(): f" <{ord(said):04x}>".encode() for drawn, said in HYPHENS.items()}
    for _, lines in private.code_maps(pdf):
        for index, line in enumerate(lines):
            code, space, text = line.partition(b" ")
            lines[index] = code + told.get(space + text, space + text)


def _told(line: bytes, glyphs: ShapedGlyphs) -> bytes:
    """A line of a map from codes to text."""
    code, space, _ = line.partition(b" ")
    if not (space and code.startswith(b"<") and len(code) == len(b"<0000>")):
        return line
    glyph = int(code[1:-1], 16)
    text = EXTENSION if glyph in glyphs.extensions else glyphs.texts.get(glyph, "")
    return b"%s <%s>" % (code, text.encode("utf-16-be").hex().encode()) if text else line


def _drawn(stream: list[Any], faces: Mapping[str, ShapedGlyphs]) -> Iterator[Any]:
    """What draws a page, in which letters say their text where that is not plain from their glyphs."""
    glyphs: ShapedGlyphs | None = None
    for said in list(stream):
        line = said if isinstance(said, bytes) else b""
        if font := _FONT.fullmatch(line):
            glyphs = faces.get(font[1].decode())
        shown = tuple(_parts(found[1])) if glyphs and (found := _SHOWN.fullmatch(line)) else ()
        yield from _shown(shown, glyphs) if glyphs and shown else (said,)


class _Part(NamedTuple):
    """A glyph of a text, or else by how much the pen goes back, in thousandths of an em, as it was written."""

    glyph: int = 0
    back: bytes = b""

    @property
    def is_offset(self) -> bool:
        """Whether it is by how much the next glyph is out of its place: the engine rounds what follows a glyph."""
        return b"." in self.back

    def __bytes__(self) -> bytes:
        return b"<%04x>" % self.glyph if self.glyph else self.back


def _parts(shown: bytes) -> Iterator[_Part]:
    for codes, number in _ELEMENT_OF_TEXT.findall(shown):
        if number:
            yield _Part(back=number)
        yield from (_Part(int(codes[at : at + 4], 16)) for at in range(0, len(codes), 4))


class _Piece(NamedTuple):
    """Parts that are drawn together, and the text that they must say, if any."""

    parts: tuple[_Part, ...]
    said: str = ""


def _shown(parts: tuple[_Part, ...], glyphs: ShapedGlyphs) -> Iterator[bytes]:
    """Commands that draw glyphs as before."""
    for said, group in groupby(_pieces(parts, glyphs), key=lambda piece: piece.said):
        if not said:
            yield b"[%s] TJ" % b" ".join(bytes(part) for piece in group for part in piece.parts)
            continue
        for piece in group:
            yield b"/Span <</ActualText <feff%s>>> BDC" % said.encode("utf-16-be").hex().encode()
            yield b"[%s] TJ" % b" ".join(map(bytes, piece.parts))
            yield b"EMC"


def _pieces(parts: tuple[_Part, ...], glyphs: ShapedGlyphs) -> Iterator[_Piece]:
    """An extension is a part of the letter after it, a mark begins where its letter does."""
    place = 0
    while place < len(parts):
        if parts[place].glyph in glyphs.extensions:
            end = 1 + next((at for at in range(place + 1, len(parts)) if parts[at].glyph), place)
            yield _Piece(parts[place:end], glyphs.texts.get(parts[end - 1].glyph, ""))
        elif parts[place].is_offset and (text := _mark(parts[place + 1 : place + 2], glyphs)):
            end = place + 2
            end += end < len(parts) and not parts[end].glyph and not parts[end].is_offset  # by which the pen goes back
            yield _Piece((*_start(parts[place], glyphs), *parts[place + 1 : end]), text)
        else:
            end = place + 1
            yield _Piece(parts[place:end])
        place = end


def _mark(parts: tuple[_Part, ...], glyphs: ShapedGlyphs) -> str:
    """What a part that is a mark says; nothing where it is none, or could not be put before its letter."""
    text = glyphs.texts.get(parts[0].glyph, "") if parts and glyphs.space else ""
    return text if text and unicodedata.category(text[0]) == "Mn" else ""


def _start(offset: _Part, glyphs: ShapedGlyphs) -> Iterator[_Part]:
    """What begins a little before the pen, says nothing, and moves it as an offset does."""
    yield _Part(back=b"%d" % MARK_BEFORE)
    yield _Part(glyphs.space)
    yield _Part(back=b"%.4f" % (glyphs.advance - MARK_BEFORE + float(offset.back)))
