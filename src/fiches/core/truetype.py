"""A TrueType program in bytes, and what a PDF says of its glyphs, as our engine writes both."""

from __future__ import annotations

import re
import struct
from collections.abc import Collection, Iterator, Mapping

Metrics = tuple[int, int]  # advance, left side bearing
WIDTH_ARRAY = re.compile(rb"(\d+) \[([^\[\]]*)\]")  # a run of the array W of a font
CODE_TEXT = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")  # a line of the CMap of its text
_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x1, 0x8, 0x20, 0x40, 0x80  # flags of a part of a composite glyph


def tables(program: bytes) -> dict[str, bytes]:
    """The tables of a font file by their tags; nothing in other bytes."""
    if program[:4] != b"\0\1\0\0":
        return {}
    count = int.from_bytes(program[4:6])
    rows = struct.iter_unpack(">4s4xLL", program[12 : 12 + 16 * count])
    return {tag.decode("latin-1"): program[start : start + length] for tag, start, length in rows}


def glyph_count(found: Mapping[str, bytes]) -> int:
    """How many glyphs the tables of a program have."""
    return int.from_bytes(found["maxp"][4:6])


def offsets(found: Mapping[str, bytes]) -> tuple[int, ...]:
    """Where each glyph begins in `glyf`, and the last ends."""
    size, unit = ("L", 1) if found["head"][51] else ("H", 2)
    return tuple(unit * at for at in struct.unpack_from(f">{glyph_count(found) + 1}{size}", found["loca"]))


def metrics(found: Mapping[str, bytes], ids: Collection[int]) -> dict[int, Metrics]:
    """Of each glyph; the last ones share their advance."""
    whole, hmtx = int.from_bytes(found["hhea"][34:36]), found["hmtx"]
    each: dict[int, Metrics] = {}
    for id_ in ids:
        advance, bearing = struct.unpack_from(">Hh", hmtx, 4 * min(id_, whole - 1))
        if id_ >= whole:
            (bearing,) = struct.unpack_from(">h", hmtx, 4 * whole + 2 * (id_ - whole))
        each[id_] = (advance, bearing)
    return each


def is_composite(glyph: bytes) -> bool:
    """Whether a glyph is drawn by others."""
    return glyph[:1] >= b"\x80"  # a negative number of contours


def parts(glyph: bytes) -> Iterator[tuple[int, int]]:
    """(offset of the id, id) of each part of a composite glyph."""
    offset, flags = 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", glyph, offset)
        yield offset + 2, part
        offset += 8 if flags & _WORDS else 6
        offset += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0


def widths(array: bytes) -> dict[int, bytes]:
    """The width of each glyph, as the array W of a font writes it."""
    runs = ((int(start), run.split()) for start, run in WIDTH_ARRAY.findall(array))
    return {start + place: width for start, run in runs for place, width in enumerate(run)}


def texts(cmap: bytes) -> dict[int, bytes]:
    """The text of each glyph, in the hexadecimal digits of UTF-16."""
    blocks = (block.partition(b"endbfchar")[0] for block in cmap.split(b"beginbfchar")[1:])
    return {int(id_, 16): text for block in blocks for id_, text in CODE_TEXT.findall(block)}
