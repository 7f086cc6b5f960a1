"""The files of faces as HarfBuzz reads them, each opened once; packed ones (WOFF, WOFF2) are unpacked."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from fiches.typography import font_subsets

_PACKED = (b"wOFF", b"wOF2")


class FontFile(NamedTuple):
    """A file, when it was written (ns) and its bytes: one that is replaced is another."""

    path: Path
    written: int = 0
    size: int = 0


def font_file(path: Path) -> FontFile:
    """The file as it is now."""
    found = path.stat()
    return FontFile(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=128)
def font(file: FontFile) -> Any:  # noqa: ANN401  # a uharfbuzz.Font
    """The face to shape text in, without characters where it is damaged; FichesError: it cannot be unpacked."""
    import uharfbuzz

    data = file.path.read_bytes()
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(_unpacked(file.path) if data[:4] in _PACKED else data)))


@lru_cache(maxsize=256)
def code_points(file: FontFile) -> frozenset[int]:
    """Those that a face maps to a glyph."""
    return frozenset(font(file).face.unicodes)


def _unpacked(path: Path) -> bytes:
    with font_subsets.opened(path) as face:
        face.flavor = None
        out = io.BytesIO()
        face.save(out)
        return out.getvalue()
