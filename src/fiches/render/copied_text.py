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
from fiches.render import copied_order
from fiches.render import weasyprint_fonts as fonts
from fiches.render import weasyprint_private as private
from fiches.render.lowered_calls import lowered
from fiches.render.shown_text import FONT_SET, TEXT_SHOWN, DrawnFont, ShownPart, command
from fiches.render.shown_text import parts as parts_of
from fiches.render.shown_text import said as says
from fiches.render.told_pieces import SAYING
from fiches.typography.shaped_glyphs import EXTENSION, ShapedGlyphs, shaped_glyphs

HYPHENS = {DIVISION: "-", TRUE_HYPHEN: "\u2010"}  # at the ends of lines: as drawn, as copied
JOINED_WORD = re.compile("[\u0620-\u065f\u066e-\u06ed\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\u200c\u200d]+")
SHADDA = "\u0651"  # the one mark that is on a letter beside others
_MARK_STEP = 0.5  # thousandths of an em from what begins after another
MARK_BEFORE = 5  # thousandths of an em before its letter, where a mark begins for whoever sorts by places
_RISE = re.compile(rb"-?[.\d]*[1-9][.\d]* Ts")
_CODE_LINE = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")
_NONE = ShapedGlyphs({}, {})
_UNSAID = "\ufffd"  # that PDFium leaves out


def is_ordered(root: Any, *, rtl: bool) -> bool:  # noqa: ANN401  # of a document
    """Whether PDFium has to be told in which order a document is read."""
    return rtl or any(map(JOINED_WORD.search, root.itertext()))


def finish(root: Any, document: Any, pdf: Any, *, rtl: bool) -> None:  # noqa: ANN401  # a WeasyPrint finisher, but for `root`
    """Says anew what hyphens and the glyphs of joined letters stand for, and what a mark or an extension goes with."""
    _tell_hyphens(pdf)
    words = frozenset(JOINED_WORD.findall(" ".join(root.itertext())))
    if not words and not rtl:
        return
    faces, files = dict[str, ShapedGlyphs](), fonts.font_files(document)
    for name, lines in fonts.code_maps(pdf):
        faces[name] = _drawable(shaped_glyphs(files[name], words), b"".join(lines))
        lines[:] = [_told(line, faces[name]) for line in lines]
    advances = fonts.advances(document)
    order = {name: DrawnFont.of(texts, advances[name], faces[name].extensions) for name, texts in _texts(pdf).items()}
    for stream in private.drawings(pdf):
        stream[:] = _drawn(copied_order.ordered(lowered(stream, order, files), order, rtl=rtl), faces)


def _tell_hyphens(pdf: Any) -> None:  # noqa: ANN401
    """Says what the hyphens at line ends are to who copies and searches: readers join words at U+002D alone."""
    told = {f" <{ord(drawn):04x}>".encode(): f" <{ord(said):04x}>".encode() for drawn, said in HYPHENS.items()}
    for _, lines in fonts.code_maps(pdf):
        for index, line in enumerate(lines):
            code, space, text = line.partition(b" ")
            lines[index] = code + told.get(space + text, space + text)


def _texts(pdf: Any) -> dict[str, dict[int, str]]:  # noqa: ANN401
    """What the glyphs of each font stand for, by its name in drawings."""
    texts = dict[str, dict[int, str]]()
    for name, lines in fonts.code_maps(pdf):
        for found in filter(None, map(_CODE_LINE.fullmatch, lines)):
            texts.setdefault(name, {})[int(found[1], 16)] = bytes.fromhex(found[2].decode()).decode("utf-16-be")
    return texts


def _drawable(glyphs: ShapedGlyphs, codes: bytes) -> ShapedGlyphs:
    """The glyphs of a face of which only some are in a file; an alef or an em that is not there is a space."""
    known = [one if b"<%04x> " % one[0] in codes else (0, 0) for one in (glyphs.space, glyphs.stem, glyphs.quad)]
    return ShapedGlyphs(glyphs.texts, glyphs.extensions, *(one if one[0] else known[0] for one in known))


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
    glyphs, raised, is_told = _NONE, list[bytes](), False
    for said in list(stream):
        line = said if isinstance(said, bytes) else b""
        is_told = line != b"EMC" and (is_told or line.startswith(b"/" + SAYING))
        if font := FONT_SET.fullmatch(line):
            glyphs = faces.get(font[1].decode(), _NONE)
        if _RISE.fullmatch(line):
            raised = [line]
        elif glyphs.texts and not is_told and (found := TEXT_SHOWN.fullmatch(line)):
            yield from _shown(tuple(parts_of(found[1])), glyphs, raised)
            raised = []
        else:
            yield from (*raised, said)
            raised = []


class _MarkedPiece(NamedTuple):
    """Parts that are drawn together, the text that they must say, if any, and how far before the pen it stands."""

    parts: tuple[ShownPart, ...]
    said: str = ""
    before: int = 0  # thousandths of an em

    @property
    def last(self) -> int:
        """The glyph that is drawn last; 0: there is none."""
        return next((part.glyph for part in reversed(self.parts) if part.glyph), 0)

    @property
    def stems(self) -> int:
        """How many stems go with a mark: PDFium drops what is drawn a second time in its place."""
        return (2 if self.said == SHADDA else 1) if self.before else 0

    @property
    def tag(self) -> bytes:
        """What opens it: what says nothing does so to PDFium alone."""
        return SAYING if self.said == _UNSAID else b"Span"


def _shown(parts: tuple[ShownPart, ...], glyphs: ShapedGlyphs, raised: list[bytes]) -> Iterator[bytes]:
    """Commands that draw glyphs as before, `raised` above the line or not; what says a text stands on the line."""
    behind = 0  # the glyph that was drawn last
    for said, group in groupby(_pieces(parts, glyphs), key=lambda piece: piece.said):
        pieces = list(group)
        if said:
            for piece in pieces:
                yield from _telling(piece, glyphs, raised, after_space=behind == glyphs.space[0])
                behind = piece.last or behind
        else:
            yield from (*raised, command(part for piece in pieces for part in piece.parts))
            behind = next((piece.last for piece in reversed(pieces) if piece.last), behind)


def _telling(piece: _MarkedPiece, glyphs: ShapedGlyphs, raised: list[bytes], *, after_space: bool) -> Iterator[bytes]:
    """Commands that draw a piece and say its text."""
    yield says(piece.said, piece.tag)
    if piece.before:
        yield from _marked(piece, glyphs, raised, after_space=after_space)
    else:
        yield from (*raised, command(piece.parts))
    yield b"EMC"


def _marked(piece: _MarkedPiece, glyphs: ShapedGlyphs, raised: list[bytes], *, after_space: bool) -> Iterator[bytes]:
    """Commands that draw a mark, between what is as wide as PDFium asks of what is above its line or below.

    It puts no space before what begins with one, as it would where a sign between was told elsewhere.
    """
    before = piece.before - _MARK_STEP * (piece.stems - 1)
    wide = glyphs.quad if raised else glyphs.space
    stem = _start(glyphs.stem, before + _MARK_STEP / 10, piece.stems)
    if not after_space:
        stem = (*_start(glyphs.space, before + _MARK_STEP / 10), *stem)
    yield from (b"3 Tr", command(stem), b"0 Tr")
    yield from (*raised, command((*_start(wide, before), *piece.parts, *(_start(wide, 0) if raised else ()))))


def _pieces(parts: tuple[ShownPart, ...], glyphs: ShapedGlyphs) -> Iterator[_MarkedPiece]:
    """An extension is a part of the letter after it, a mark begins where its letter does.

    PDFium puts a letter that says its text out of its place behind a mark: there, the extension says that it is none.
    """
    place, after_mark = 0, False
    while place < len(parts):
        text = ""
        if end := _extended(parts, place, glyphs):
            cut = place + 1 if after_mark else end
            yield _MarkedPiece(parts[place:cut], _UNSAID if after_mark else glyphs.texts.get(parts[end - 1].glyph, ""))
            yield from [_MarkedPiece(parts[cut:end])] if after_mark else []
        elif text := _mark(parts[place:], glyphs):
            end = place + 1 + parts[place].is_offset
            end += end < len(parts) and not parts[end].glyph and not parts[end].is_offset  # by which the pen goes back
            yield _MarkedPiece(parts[place:end], text, _before(parts[end:], glyphs))
        else:
            end = place + 1
            yield _MarkedPiece(parts[place:end])
        place, after_mark = end, bool(text)


def _extended(parts: tuple[ShownPart, ...], place: int, glyphs: ShapedGlyphs) -> int:
    """Where the letter ends that an extension at a place belongs to; 0: none is there."""
    end = 1 + next((at for at in range(place + 1, len(parts)) if parts[at].glyph), place)
    return end if parts[end - 1].glyph in glyphs.extensions.get(parts[place].glyph, ()) else 0


def _mark(parts: tuple[ShownPart, ...], glyphs: ShapedGlyphs) -> str:
    """What a mark says that parts begin with; nothing where they do not, or it could not be put before its letter."""
    glyph = parts[parts[0].is_offset].glyph if len(parts) > parts[0].is_offset else 0
    text = glyphs.texts.get(glyph, "") if glyphs.space[0] else ""
    return text if text and unicodedata.category(text[0]) == "Mn" else ""


def _before(parts: tuple[ShownPart, ...], glyphs: ShapedGlyphs) -> int:
    """How far before the pen a mark stands, so that the letter of what follows it comes after it."""
    letters = (at for at, part in enumerate(parts) if part.glyph and not _mark(parts[at:], glyphs))
    place = next(letters, 0)
    moved = float(parts[place - 1].back) if place and parts[place - 1].is_offset else 0.0
    return MARK_BEFORE + max(0, round(moved))


def _start(drawn: tuple[int, int], before: float, count: int = 1) -> tuple[ShownPart, ...]:
    """Glyphs that begin before the pen, and the way back to that."""
    glyph, advance = drawn
    back = count * advance - before
    return ShownPart(back=b"%g" % before), *[ShownPart(glyph)] * count, ShownPart(back=b"%g" % back)
