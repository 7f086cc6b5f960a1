"""Subsets of one TrueType face become one program that draws the glyphs of all of them.

The engine cuts a face down to the glyphs of a document and keeps their ids up to the last that its text uses. Behind it
stand, under ids of no meaning elsewhere, the parts that composite glyphs still need: those are placed anew.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

Metrics = tuple[int, int]  # advance, left side bearing
_HINTS = ("cvt ", "fpgm", "prep")
_COMMON_TABLES = (*_HINTS, "head", "hhea", "maxp")  # tables of which a united program takes those of the first
_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x1, 0x8, 0x20, 0x40, 0x80  # flags of a part of a composite glyph


@dataclass(frozen=True, slots=True)
class Subset:
    """One subset of a face: what names the face, its tables, the glyphs that text uses and their parts."""

    face: tuple[bytes, ...]  # equal for all the subsets of one face
    tables: Mapping[str, bytes]
    glyphs: Mapping[int, bytes]  # by id; empty for one that draws nothing
    metrics: Mapping[int, Metrics]
    last: int  # the last id that text uses; those behind it mean nothing elsewhere


def read(program: bytes, used: Collection[int]) -> Subset | None:
    """The subset in the bytes of a font file whose text uses the glyphs `used`; None when it is not to be united.

    That is a face without TrueType outlines, or one that holds more than those glyphs.
    """
    tables = _tables(program)
    if not {"glyf", "loca", "head", "hhea", "hmtx", "maxp"} <= tables.keys():
        return None
    head, hhea, maxp = tables["head"], tables["hhea"], tables["maxp"]
    count = int.from_bytes(maxp[4:6])
    ids = [0, *(id_ for id_ in used if id_ < count)]
    glyphs, size = _outlines(tables, ids, count)
    if size != len(tables["glyf"]):
        return None
    names = (head[4:8], head[12:50], hhea[:10], maxp[6:], *(tables.get(tag, b"") for tag in ("name", *_HINTS)))
    return Subset(names, tables, glyphs, _metrics(tables, glyphs), max(ids))


def lean(one: Subset, known: dict[bytes, bytes]) -> Subset:
    """The same without tables that nobody asks for again, what is `known` of other subsets held once."""
    tables = {tag: known.setdefault(data, data) for tag, data in one.tables.items() if tag in _COMMON_TABLES}
    glyphs = {id_: known.setdefault(data, data) for id_, data in one.glyphs.items()}
    return replace(one, face=tuple(known.setdefault(name, name) for name in one.face), tables=tables, glyphs=glyphs)


def unite(subsets: Sequence[Subset]) -> bytes | None:
    """One program with the glyphs of all `subsets`, each under its id; None if they are not of one face."""
    first = subsets[0]
    top = max(one.last for one in subsets)
    union = _FontUnion({}, {}, {}, top + 1)
    if any(one.face != first.face for one in subsets) or not all(union.add(one) for one in subsets):
        return None
    return _program(first.tables, union)


@dataclass(frozen=True, slots=True)
class _FontUnion:
    """A program in the making."""

    glyphs: dict[int, bytes]
    metrics: dict[int, Metrics]
    placed: dict[tuple[bytes, Metrics], int]  # the parts behind the last id, by what they draw
    start: int  # the first id behind the last

    def add(self, subset: Subset) -> bool:
        """Adds the glyphs of a subset; False if one of them draws otherwise than it does already."""
        moved: dict[int, int] = {}
        for id_, data in sorted(subset.glyphs.items()):
            if id_ > subset.last:
                continue
            if id_ not in self.glyphs:
                self.glyphs[id_] = self._with_parts(data, subset, moved)
                self.metrics[id_] = subset.metrics[id_]
            elif not _alike(self.glyphs[id_], data) or self.metrics[id_] != subset.metrics[id_]:
                return False
        return True

    def _with_parts(self, data: bytes, subset: Subset, moved: dict[int, int]) -> bytes:
        """A glyph that finds its parts where they stand here."""
        if not _is_composite(data):
            return data
        done = bytearray(data)
        for offset, part in _parts(data):
            if part > subset.last:
                if part not in moved:
                    whole = self._with_parts(subset.glyphs[part], subset, moved)
                    moved[part] = self._place(whole, subset.metrics[part])
                done[offset : offset + 2] = struct.pack(">H", moved[part])
        return bytes(done)

    def _place(self, data: bytes, metrics: Metrics) -> int:
        id_ = self.placed.setdefault((data, metrics), self.start + len(self.placed))
        self.glyphs[id_], self.metrics[id_] = data, metrics
        return id_


def _tables(program: bytes) -> dict[str, bytes]:
    """The tables of a font file by their tags; nothing in other bytes."""
    if program[:4] != b"\0\1\0\0":
        return {}
    count = int.from_bytes(program[4:6])
    rows = struct.iter_unpack(">4s4xLL", program[12 : 12 + 16 * count])
    return {tag.decode("latin-1"): program[start : start + length] for tag, start, length in rows}


def _outlines(tables: Mapping[str, bytes], ids: Collection[int], count: int) -> tuple[dict[int, bytes], int]:
    """The data of glyphs and of all their parts by id, and how many bytes that is."""
    size, unit = ("L", 1) if tables["head"][51] else ("H", 2)
    offsets = struct.unpack_from(f">{count + 1}{size}", tables["loca"])
    glyphs: dict[int, bytes] = {}
    waiting = list(ids)
    while waiting:
        id_ = waiting.pop()
        if id_ not in glyphs:
            glyphs[id_] = data = tables["glyf"][offsets[id_] * unit : offsets[id_ + 1] * unit]
            if _is_composite(data):
                waiting += [part for _, part in _parts(data)]
    return glyphs, sum(map(len, glyphs.values()))


def _metrics(tables: Mapping[str, bytes], ids: Collection[int]) -> dict[int, Metrics]:
    """Of each glyph; the last ones share their advance."""
    whole, hmtx = int.from_bytes(tables["hhea"][34:36]), tables["hmtx"]
    found: dict[int, Metrics] = {}
    for id_ in ids:
        advance, bearing = struct.unpack_from(">Hh", hmtx, 4 * min(id_, whole - 1))
        if id_ >= whole:
            (bearing,) = struct.unpack_from(">h", hmtx, 4 * whole + 2 * (id_ - whole))
        found[id_] = (advance, bearing)
    return found


def _is_composite(data: bytes) -> bool:
    return data[:1] >= b"\x80"  # a negative number of contours


def _alike(one: bytes, other: bytes) -> bool:
    """Whether two glyphs of one face are the same; the parts of composite ones may stand elsewhere."""
    return one == other or (_is_composite(one) and one[:10] == other[:10])


def _parts(data: bytes) -> Iterator[tuple[int, int]]:
    """(offset of the id, id) of each part of a composite glyph."""
    offset, flags = 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", data, offset)
        yield offset + 2, part
        offset += 8 if flags & _WORDS else 6
        offset += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0


def _program(tables: Mapping[str, bytes], union: _FontUnion) -> bytes:
    """The bytes of a font file: what a PDF asks of TrueType, and no more."""
    from fontTools.ttLib.sfnt import SFNTWriter

    count = union.start + len(union.placed)
    glyphs = [union.glyphs.get(id_, b"") for id_ in range(count)]
    padded = [data + b"\0" * (-len(data) % 4) for data in glyphs]
    metrics = [union.metrics.get(id_, (0, 0)) for id_ in range(count)]
    offsets = [0, *accumulate(map(len, padded))]
    made = {tag: tables[tag] for tag in _HINTS if tag in tables} | {
        "glyf": b"".join(padded),
        "head": tables["head"][:50] + struct.pack(">H", 1) + tables["head"][52:],
        "hhea": tables["hhea"][:34] + struct.pack(">H", count),
        "hmtx": b"".join(struct.pack(">Hh", *pair) for pair in metrics),
        "loca": struct.pack(f">{count + 1}L", *offsets),
        "maxp": tables["maxp"][:4] + struct.pack(">H", count) + tables["maxp"][6:],
    }
    file = io.BytesIO()
    writer: Any = SFNTWriter(file, len(made))
    for tag, data in sorted(made.items()):
        writer[tag] = data
    writer.close()
    return file.getvalue()
