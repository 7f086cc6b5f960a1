"""Subsets of one TrueType face become one program that draws the glyphs of all of them.

The engine cuts a face down to the glyphs of a document and keeps their ids up to the last that its text uses. Behind it
stand, under ids of no meaning elsewhere, the parts that composite glyphs still need: those are placed anew.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from fiches.core import truetype
from fiches.core.truetype import Metrics

_HINTS = ("cvt ", "fpgm", "prep")
_COMMON_TABLES = (*_HINTS, "head", "hhea", "maxp")  # tables of which a united program takes those of the first


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
    tables = truetype.tables(program)
    if not {"glyf", "loca", "head", "hhea", "hmtx", "maxp"} <= tables.keys():
        return None
    head, hhea, maxp = tables["head"], tables["hhea"], tables["maxp"]
    ids = [0, *(id_ for id_ in used if id_ < truetype.glyph_count(tables))]
    glyphs, size = _outlines(tables, ids)
    if size != len(tables["glyf"]):
        return None
    names = (head[4:8], head[12:50], hhea[:10], maxp[6:], *(tables.get(tag, b"") for tag in ("name", *_HINTS)))
    return Subset(names, tables, glyphs, truetype.metrics(tables, glyphs), max(ids))


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
        if not truetype.is_composite(data):
            return data
        done = bytearray(data)
        for offset, part in truetype.parts(data):
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


def _outlines(tables: Mapping[str, bytes], ids: Collection[int]) -> tuple[dict[int, bytes], int]:
    """The data of glyphs and of all their parts by id, and how many bytes that is."""
    offsets = truetype.offsets(tables)
    glyphs: dict[int, bytes] = {}
    waiting = list(ids)
    while waiting:
        id_ = waiting.pop()
        if id_ not in glyphs:
            glyphs[id_] = data = tables["glyf"][offsets[id_] : offsets[id_ + 1]]
            if truetype.is_composite(data):
                waiting += [part for _, part in truetype.parts(data)]
    return glyphs, sum(map(len, glyphs.values()))


def _alike(one: bytes, other: bytes) -> bool:
    """Whether two glyphs of one face are the same; the parts of composite ones may stand elsewhere."""
    return one == other or (truetype.is_composite(one) and one[:10] == other[:10])


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
