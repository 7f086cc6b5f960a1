"""A font that was cut down to the signs of its file: what all such cuts of it share, and what each sign is.

A page is the same in two files whose fonts differ in signs that it does not show.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Dictionary, Name

from fiches.core import truetype

_OF_SIGNS = frozenset(("glyf", "loca", "hmtx"))  # tables that hold nothing but the signs
_OF_LETTERS = frozenset(("cmap", "GDEF"))  # which nobody asks who is given the ids of glyphs
_COUNTING = {"head": slice(8, 12), "hhea": slice(34, 36), "maxp": slice(4, 6)}  # what counts them, or sums them up
_CMAP_BLOCKS = re.compile(rb"\d+ beginbfchar\s+|endbfchar\s+")
_DEEPEST = 8  # glyphs within each other
_UNREADABLE = (AttributeError, LookupError, RuntimeError, TypeError, ValueError, struct.error)


@dataclass(frozen=True, slots=True)
class CutFont:
    """A TrueType font whose codes are the ids of its glyphs."""

    face: tuple[bytes, ...]  # all but its signs
    widths: Mapping[int, bytes]
    texts: Mapping[int, bytes]
    tables: Mapping[str, bytes]
    offsets: tuple[int, ...]
    known: dict[bytes, bytes] = field(default_factory=dict)

    @property
    def every(self) -> bytes:
        """What all codes say and draw."""
        drawn = (self.tables[name] for name in sorted(_OF_SIGNS))
        return b"|".join((repr((self.widths, self.texts, self.offsets)).encode(), *drawn))

    def sign(self, code: bytes) -> bytes:
        """What a code says and draws."""
        if code not in self.known:
            id_ = int.from_bytes(code)
            told = code.hex().encode(), self.widths.get(id_, b""), self.texts.get(id_, b"")
            self.known[code] = b"|".join((*told, *self._drawn(id_, _DEEPEST)))
        return self.known[code]

    def _drawn(self, id_: int, deep: int) -> Iterator[bytes]:
        """A glyph and its parts, whose own ids mean nothing elsewhere."""
        if id_ + 1 >= len(self.offsets) or not deep:
            return
        glyph = self.tables["glyf"][self.offsets[id_] : self.offsets[id_ + 1]]
        yield repr(truetype.metrics(self.tables, [id_])[id_]).encode()
        for offset, part in truetype.parts(glyph) if truetype.is_composite(glyph) else ():
            glyph = glyph[:offset] + b"\0\0" + glyph[offset + 2 :]
            yield from self._drawn(part, deep - 1)
        yield glyph


def read(font: Any) -> CutFont | None:  # noqa: ANN401
    """A font of a file; None for one that is no TrueType font, or says of its glyphs what ours do not."""
    if font.get("/Subtype") != "/Type0" or font.get("/Encoding") != "/Identity-H":
        return None
    with suppress(*_UNREADABLE):
        return _read(font)
    return None


def _read(font: Any) -> CutFont:  # noqa: ANN401
    [inner] = font.DescendantFonts
    tables = truetype.tables(inner.FontDescriptor.FontFile2.read_bytes())
    array, cmap = inner.W.unparse(resolved=True), font.ToUnicode.read_bytes()
    other = truetype.WIDTH_ARRAY.sub(b"", array).strip(b"[] \n"), inner.CIDToGIDMap != Name.Identity
    if any(other) or b"bfrange" in cmap:
        raise ValueError
    held = (_but(font, "/ToUnicode", "/DescendantFonts"), _but(inner, "/W", "/FontDescriptor"),
            _but(inner.FontDescriptor, "/FontFile2"))  # fmt: skip
    around = _CMAP_BLOCKS.sub(b"", truetype.CODE_TEXT.sub(b"", cmap)).split()
    shared = (_shared(name, table) for name, table in sorted(tables.items()) if name not in _OF_SIGNS | _OF_LETTERS)
    face = (*held, b" ".join(around), *shared)
    return CutFont(face, truetype.widths(array), truetype.texts(cmap), tables, truetype.offsets(tables))


def _but(holder: Any, *names: str) -> bytes:  # noqa: ANN401
    """What a dictionary holds but under some names; ValueError where that refers to something else."""
    words: bytes = Dictionary({key: value for key, value in holder.items() if key not in names}).unparse()
    if b" R" in words:
        raise ValueError
    return words


def _shared(name: str, table: bytes) -> bytes:
    """A table without what counts signs."""
    counting = _COUNTING.get(name, slice(0, 0))
    return name.encode() + table[: counting.start] + table[counting.stop :]
