"""The texts that a drawing shows: the glyphs of each command, what they stand for, and where they are on their line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from types import MappingProxyType
from typing import Any, NamedTuple

TEXT_SHOWN = re.compile(rb"\[(.*)\] TJ", re.DOTALL)
MIRRORED_SIGNS = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
_MATRIX_SET = re.compile(rb"1 0 0 -1 (\S+) (\S+) Tm")
FONT_SET = re.compile(rb"/(\w+) (\S+) Tf")
_RISE_SET = re.compile(rb"(\S+) Ts")
_ELEMENT_SHOWN = re.compile(rb"<([0-9a-f]*)>|([-+.\d]+)")


class BidiKind(Enum):
    """How PDFium takes a character where it orders a line, by its class in UAX 9."""

    LEFTWARDS = "R AL"
    RIGHTWARDS = "L"
    WEAK = "AN EN NSM CS ES ET BN"
    NEUTRAL = ""

    @classmethod
    def of(cls, char: str) -> BidiKind:
        """That of a character."""
        its = unicodedata.bidirectional(char)
        return next((kind for kind in cls if its in kind.value.split()), cls.NEUTRAL)


class ShownPart(NamedTuple):
    """A glyph of a text, or else by how much the pen goes back, in thousandths of an em, as it was written."""

    glyph: int = 0
    back: bytes = b""

    @property
    def is_offset(self) -> bool:
        """Whether it is by how much the next glyph is out of its place: the engine rounds what follows a glyph."""
        return b"." in self.back

    def __bytes__(self) -> bytes:
        return b"<%04x>" % self.glyph if self.glyph else self.back


def parts(shown: bytes) -> Iterator[ShownPart]:
    """The parts of what stands between the brackets of a command."""
    for codes, number in _ELEMENT_SHOWN.findall(shown):
        if number:
            yield ShownPart(back=number)
        yield from (ShownPart(int(codes[at : at + 4], 16)) for at in range(0, len(codes), 4))


def command(shown: Iterable[ShownPart]) -> bytes:
    """What draws parts."""
    return b"[%s] TJ" % b" ".join(map(bytes, shown))


def said(text: str, tag: bytes = b"Span") -> bytes:
    """What opens a stretch of a drawing that says a text."""
    return b"/%s <</ActualText <feff%s>>> BDC" % (tag, text.encode("utf-16-be").hex().encode())


class DrawnFont(NamedTuple):
    """Of a font: what its glyphs stand for, their advances in thousandths of an em, its space.

    `extensions`: those that only make a letter longer, and which letters.
    """

    texts: Mapping[int, str]
    advances: Mapping[int, int]
    space: int = 0
    extensions: Mapping[int, frozenset[int]] = MappingProxyType({})

    @classmethod
    def of(
        cls, texts: Mapping[int, str], advances: Mapping[int, int], extensions: Mapping[int, frozenset[int]]
    ) -> DrawnFont:
        """A font whose space is found."""
        space = next((glyph for glyph, text in texts.items() if text in (" ", "\u00a0")), 0)
        return cls(texts, advances, space, extensions)


_NO_FONT = DrawnFont({}, {})


@dataclass(frozen=True, slots=True)
class DrawnGlyph:
    """A glyph of a line and what goes with it, what it stands for, where it begins and how wide it is."""

    parts: tuple[ShownPart, ...]
    text: str
    x: float
    width: float

    @property
    def kind(self) -> BidiKind:
        """What PDFium takes it for."""
        return BidiKind.of(self.text[0])

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.x + self.width

    @property
    def goes_rightwards(self) -> bool:
        """Whether what it stands in is drawn from left to right, whatever is around: a digit, a Latin letter."""
        return self.kind is BidiKind.RIGHTWARDS or self.text[0].isdigit()

    @property
    def is_mark(self) -> bool:
        """Whether it is a mark on a letter."""
        return unicodedata.category(self.text[0]) == "Mn"


@dataclass(frozen=True, slots=True)
class DrawnText:
    """What one command shows: where in the stream, on which line, its font, its glyphs from left to right."""

    place: int
    y: float
    size: float
    font: DrawnFont
    glyphs: tuple[DrawnGlyph, ...]
    raised: bool = False
    rtl: bool = False

    @property
    def said(self) -> str:
        """What it says, from left to right."""
        return "".join(one.text for one in self.glyphs)

    def read(self) -> tuple[DrawnGlyph, ...]:
        """Its glyphs in the order of reading, brackets as they are read."""
        if not self.rtl:
            return self.glyphs
        return tuple(replace(one, text=MIRRORED_SIGNS.get(one.text, one.text)) for one in reversed(self.glyphs))


def runs(stream: Sequence[Any], fonts: Mapping[str, DrawnFont]) -> Iterator[list[DrawnText]]:
    """The texts that are drawn together, in the order of reading."""
    run, pen = list[DrawnText](), _Pen()
    for place, one in enumerate(stream):
        line = one if isinstance(one, bytes) else b""
        if found := TEXT_SHOWN.fullmatch(line):
            glyphs, x = _glyphs(tuple(parts(found[1])), pen)
            run += [DrawnText(place, pen.y, pen.size, pen.font, glyphs, raised=pen.raised)] if glyphs else []
            pen = replace(pen, x=x)
        elif line == b"ET" and run:
            yield _as_read(run)
            run = []
        else:
            pen = pen.after(line, fonts)


@dataclass(frozen=True, slots=True)
class _Pen:
    """Where the next text of a drawing begins, in which font."""

    x: float = 0.0
    y: float = 0.0
    size: float = 0.0
    font: DrawnFont = _NO_FONT
    raised: bool = False

    def advance(self, part: ShownPart) -> float:
        """How far a part moves it."""
        return (self.font.advances.get(part.glyph, 0) if part.glyph else -float(part.back)) * self.size / 1000

    def after(self, line: bytes, fonts: Mapping[str, DrawnFont]) -> _Pen:
        """The pen after a command."""
        if found := _MATRIX_SET.fullmatch(line):
            return replace(self, x=float(found[1]), y=float(found[2]))
        if found := FONT_SET.fullmatch(line):
            return replace(self, font=fonts.get(found[1].decode(), _NO_FONT), size=float(found[2]))
        if found := _RISE_SET.fullmatch(line):
            return replace(self, raised=float(found[1]) != 0)
        return self


def _glyphs(shown: Sequence[ShownPart], pen: _Pen) -> tuple[tuple[DrawnGlyph, ...], float]:
    """The glyphs of a text, each with what moves it and what follows it, a letter with what makes it longer."""
    found, held, x, begun = list[DrawnGlyph](), list[ShownPart](), pen.x, pen.x
    for place, part in enumerate(shown):
        x += pen.advance(part)
        if _goes_with_next(shown, place, pen.font) or (held and not part.glyph):
            held.append(part)
        elif part.glyph:
            found.append(DrawnGlyph((*held, part), pen.font.texts.get(part.glyph) or "\ufffd", begun, x - begun))
            held, begun = [], x
        elif not found:
            begun = x
        else:
            found[-1] = replace(found[-1], parts=(*found[-1].parts, part), width=x - found[-1].x)
            begun = x
    return tuple(found), x


def _goes_with_next(shown: Sequence[ShownPart], place: int, font: DrawnFont) -> bool:
    """Whether a part moves the next glyph, or makes its letter longer."""
    letters = font.extensions.get(shown[place].glyph, ())
    return shown[place].is_offset or (
        bool(letters) and next((one.glyph for one in shown[place + 1 :] if one.glyph), 0) in letters
    )


def _as_read(run: list[DrawnText]) -> list[DrawnText]:
    """Texts that are drawn together, of which one says that they are read from right to left; numbers are not."""
    if any(map(_goes_leftwards, run)):
        return [replace(one, rtl=_goes_leftwards(one) or not _goes_rightwards(one)) for one in reversed(run)]
    return run


def _goes_leftwards(text: DrawnText) -> bool:
    return any(one.kind is BidiKind.LEFTWARDS for one in text.glyphs)


def _goes_rightwards(text: DrawnText) -> bool:
    return any(one.goes_rightwards for one in text.glyphs)
