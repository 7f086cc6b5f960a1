"""Subsets of one TrueType face become one program that draws the glyphs of all of them.

The engine cuts a face down to the glyphs of a document and keeps their ids up to the last that its text uses. Behind it
stand, under ids of no meaning elsewhere, the parts that composite glyphs still need: those are placed anew.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Metrics = tuple[int, int]  # advance, left side bearing
_HINTS = ("cvt ", "fpgm", "prep")
_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x1, 0x8, 0x20, 0x40, 0x80  # flags of a part of a composite glyph


@dataclass(frozen=True, slots=True)
class Subset:
    """One subset of a face: what names the face, its glyphs that draw something, and the metrics of all."""

    face: tuple[bytes, ...]  # equal for all the subsets of one face
    tables: Mapping[str, bytes]
    glyphs: Mapping[int, bytes]
    metrics: Sequence[Metrics]
    used: frozenset[int]

    @property
    def last(self) -> int:
        """The last id that text uses; those behind it mean nothing elsewhere."""
        return max(self.used, default=0)


def read(program: bytes, used: Collection[int]) -> Subset | None:
    """The subset in the bytes of a font file whose text uses the glyphs `used`; None when it is not to be united.

    That is a face without TrueType outlines, or a subset whose ids say nothing.
    """
    tables = _tables(program)
    if not {"glyf", "loca", "head", "hhea", "hmtx", "maxp"} <= tables.keys():
        return None
    count = int.from_bytes(tables["maxp"][4:6])
    glyphs = dict(_outlines(tables, count))
    parts = {part for data in glyphs.values() for _, part in _parts(data)}
    inside = frozenset(id_ for id_ in used if id_ < count)
    last = max(inside, default=0)
    if any(id_ > last and id_ not in parts for id_ in glyphs):
        return None
    head, hhea, maxp = tables["head"], tables["hhea"], tables["maxp"]
    names = (head[4:8], head[12:50], hhea[:10], maxp[6:], tables.get("name", b""))
    return Subset((*names, *(tables.get(tag, b"") for tag in _HINTS)), tables, glyphs, _metrics(tables, count), inside)


def unite(subsets: Sequence[Subset]) -> bytes | None:
    """One program with the glyphs of all `subsets`, each under its id; None if they are not of one face."""
    first = subsets[0]
    if any(one.face != first.face for one in subsets):
        return None
    top = max(one.last for one in subsets)
    union = _Union({}, [(0, 0)] * (top + 1), {})
    if not all(union.add(one) for one in subsets):
        return None
    return _program(first.tables, union)


@dataclass(frozen=True, slots=True)
class _Union:
    """A program in the making."""

    glyphs: dict[int, bytes]
    metrics: list[Metrics]
    placed: dict[tuple[bytes, Metrics], int]  # the parts behind the last id, by what they draw

    def add(self, subset: Subset) -> bool:
        """Adds the glyphs of a subset; False if one of them draws otherwise than it does already."""
        moved: dict[int, int] = {}
        for id_ in sorted(subset.used | {id_ for id_ in subset.glyphs if id_ <= subset.last}):
            data = subset.glyphs.get(id_, b"")
            if id_ not in self.glyphs:
                self.glyphs[id_] = self._with_parts(data, subset, moved)
                self.metrics[id_] = subset.metrics[id_]
            elif data and not self.glyphs[id_] or self.metrics[id_] != subset.metrics[id_]:
                return False
            elif data[:10] != self.glyphs[id_][:10] or (data != self.glyphs[id_] and not _is_composite(data)):
                return False
        return True

    def _with_parts(self, data: bytes, subset: Subset, moved: dict[int, int]) -> bytes:
        """A glyph that finds its parts where they stand here."""
        done = bytearray(data)
        for offset, part in _parts(data):
            if part > subset.last:
                if part not in moved:
                    moved[part] = self._place(self._with_parts(subset.glyphs.get(part, b""), subset, moved), part, subset)
                done[offset : offset + 2] = struct.pack(">H", moved[part])
        return bytes(done)

    def _place(self, data: bytes, part: int, subset: Subset) -> int:
        key = (data, subset.metrics[part])
        if key not in self.placed:
            self.placed[key] = len(self.metrics)
            self.glyphs[len(self.metrics)] = data
            self.metrics.append(subset.metrics[part])
        return self.placed[key]


def _tables(program: bytes) -> dict[str, bytes]:
    """The tables of a font file by their tags; nothing in other bytes."""
    if program[:4] != b"\0\1\0\0":
        return {}
    count = int.from_bytes(program[4:6])
    rows = struct.iter_unpack(">4s4xLL", program[12 : 12 + 16 * count])
    return {tag.decode("latin-1"): program[start : start + length] for tag, start, length in rows}


def _outlines(tables: Mapping[str, bytes], count: int) -> Iterator[tuple[int, bytes]]:
    """(id, data) of each glyph that draws something."""
    size, unit = ("L", 1) if tables["head"][51] else ("H", 2)
    offsets = struct.unpack_from(f">{count + 1}{size}", tables["loca"])
    glyf = tables["glyf"]
    for id_, (start, end) in enumerate(pairwise(offsets)):
        if start != end:
            yield id_, glyf[start * unit : end * unit]


def _metrics(tables: Mapping[str, bytes], count: int) -> list[Metrics]:
    """Of each glyph; the last ones may share their advance."""
    whole = int.from_bytes(tables["hhea"][34:36])
    hmtx = tables["hmtx"]
    pairs: list[Metrics] = list(struct.iter_unpack(">Hh", hmtx[: whole * 4]))
    bearings = struct.unpack(f">{count - whole}h", hmtx[whole * 4 : whole * 4 + (count - whole) * 2])
    return pairs + [(pairs[-1][0], bearing) for bearing in bearings]


def _is_composite(data: bytes) -> bool:
    return data[:1] >= b"\x80"  # a negative number of contours


def _parts(data: bytes) -> Iterator[tuple[int, int]]:
    """(offset of the id, id) of each part of a composite glyph; nothing for others."""
    offset, flags = 10, _MORE if _is_composite(data) else 0
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", data, offset)
        yield offset + 2, part
        offset += 8 if flags & _WORDS else 6
        offset += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0


def _program(tables: Mapping[str, bytes], union: _Union) -> bytes:
    """The bytes of a font file: what a PDF asks of TrueType, and no more."""
    from fontTools.ttLib.sfnt import SFNTWriter

    count = len(union.metrics)
    glyf, offsets = bytearray(), [0]
    for id_ in range(count):
        data = union.glyphs.get(id_, b"")
        glyf += data + b"\0" * (-len(data) % 4)
        offsets.append(len(glyf))
    made = {tag: tables[tag] for tag in _HINTS if tag in tables} | {
        "glyf": bytes(glyf),
        "head": tables["head"][:50] + struct.pack(">H", 1) + tables["head"][52:],
        "hhea": tables["hhea"][:34] + struct.pack(">H", count),
        "hmtx": b"".join(struct.pack(">Hh", *pair) for pair in union.metrics),
        "loca": struct.pack(f">{count + 1}L", *offsets),
        "maxp": tables["maxp"][:4] + struct.pack(">H", count) + tables["maxp"][6:],
    }
    file = io.BytesIO()
    writer: Any = SFNTWriter(file, len(made))
    for tag, data in sorted(made.items()):
        writer[tag] = data
    writer.close()
    return file.getvalue()
