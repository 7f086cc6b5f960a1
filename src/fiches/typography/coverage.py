"""Which characters the faces of a collection can draw: read from the files themselves, without the engine.

A character that only a font of this machine has counts as missing: the same sheet must be the same file elsewhere.
"""

from __future__ import annotations

import struct
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from fiches.typography import font_subsets

_SFNT = (b"\0\1\0\0", b"OTTO", b"true")
_UNICODE_SUBTABLES = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))  # the widest first
_UNDRAWN = {"Cc", "Cf", "Zs", "Zl", "Zp"}  # categories of signs that leave no ink
_SELECTORS = {0x034F, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}  # of variants; the grapheme joiner
_Ranges = tuple[tuple[int, int], ...]  # of code points, first and last, growing


def undrawable(text: str, style_sheets: Sequence[str], folders: Sequence[Path]) -> set[str]:
    """The characters of `text` that no face has which the style sheets declare, its file in one of the `folders`.

    Nothing when they declare none: then only the engine knows what it will find.
    """
    left = {char for char in set(text) if not char.isascii() and _is_drawn(char)}
    files = list(dict.fromkeys(_files(style_sheets, folders))) if left else []
    for file in files:
        has = _code_points(file, _stamp(file))
        left = {char for char in left if not _is_in(ord(char), has)}
        if not left:
            break
    return left if files else set()


def _is_drawn(char: str) -> bool:
    return unicodedata.category(char) not in _UNDRAWN and ord(char) not in _SELECTORS


def _files(style_sheets: Iterable[str], folders: Sequence[Path]) -> Iterator[Path]:
    for sheet in style_sheets:
        if "@font-face" in sheet:
            yield from _declared(sheet, tuple(folders))


@lru_cache(maxsize=64)  # every sheet of a collection asks
def _declared(sheet: str, folders: tuple[Path, ...]) -> tuple[Path, ...]:
    return tuple(face.file for face in font_subsets.faces(sheet, folders))


def _stamp(file: Path) -> tuple[int, int]:
    found = file.stat()
    return found.st_mtime_ns, found.st_size


def _is_in(code: int, ranges: _Ranges) -> bool:
    place = bisect_left(ranges, (code + 1,)) - 1
    return place >= 0 and code <= ranges[place][1]


@lru_cache(maxsize=256)
def _code_points(file: Path, _: tuple[int, int]) -> _Ranges:
    """The code points that a face maps to a glyph; as fontTools reads them where its file is no plain OpenType."""
    try:
        return _ranges(_of_opentype(file.read_bytes()))
    except (struct.error, ValueError, LookupError):
        return _ranges(map(ord, font_subsets.characters(file)))


def _ranges(codes: Iterable[int]) -> _Ranges:
    runs: list[tuple[int, int]] = []
    for code in sorted(codes):
        if runs and code <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], code)
        else:
            runs.append((code, code))
    return tuple(runs)


def _of_opentype(data: bytes) -> Iterator[int]:
    """The code points of the widest Unicode table of `cmap` (OpenType 1.9); ValueError, LookupError: there is none."""
    if data[:4] not in _SFNT:
        raise ValueError
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {tag: offset for tag, offset, _ in struct.iter_unpack(">4s4xII", data[12 : 12 + 16 * count])}
    start = tables[b"cmap"]
    (count,) = struct.unpack_from(">H", data, start + 2)
    found = {(one, two): at for one, two, at in struct.iter_unpack(">HHI", data[start + 4 : start + 4 + 8 * count])}
    at = start + [found[key] for key in _UNICODE_SUBTABLES if key in found][0]  # noqa: RUF015  # IndexError is caught
    (kind,) = struct.unpack_from(">H", data, at)
    return _FORMATS[kind](data, at)


def _format_12(data: bytes, at: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">I", data, at + 12)
    for first, last, glyph in struct.iter_unpack(">III", data[at + 16 : at + 16 + 12 * groups]):
        yield from range(first + (glyph == 0), last + 1)


def _format_4(data: bytes, at: int) -> Iterator[int]:
    (double,) = struct.unpack_from(">H", data, at + 6)
    segments = double // 2
    lasts, firsts, deltas, offsets = (
        struct.unpack_from(f">{segments}H", data, at + 14 + double * column + (2 if column else 0))
        for column in range(4)
    )
    for index, (first, last, delta, offset) in enumerate(zip(firsts, lasts, deltas, offsets, strict=True)):
        table = at + 16 + 3 * double + 2 * index + offset
        for code in range(first, min(last, 0xFFFE) + 1):
            (glyph,) = struct.unpack_from(">H", data, table + 2 * (code - first)) if offset else (code,)
            if (glyph or not offset) and (glyph + delta) % 0x10000:
                yield code


_FORMATS = {4: _format_4, 12: _format_12}
