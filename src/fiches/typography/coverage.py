"""Which characters the faces of a collection can draw: read from the files themselves, without the engine.

A character that only a font of this machine has counts as missing: the same sheet must be the same file elsewhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from fiches.typography import font_files, font_subsets
from fiches.typography.font_files import FontFile
from fiches.typography.font_subsets import Face

_UNDRAWN = {"Cc", "Cf", "Zs", "Zl", "Zp"}  # categories of signs that leave no ink
_SELECTORS = {0x034F, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}  # of variants; the grapheme joiner


def undrawable(text: str, style_sheets: Sequence[str], folders: Sequence[Path]) -> set[str]:
    """The characters of `text` that no face has which the style sheets declare, its file in one of the `folders`.

    Nothing when they declare none: then only the engine knows what it will find.
    """
    left = set(filter(_is_drawn, {char for char in text if not char.isascii()}))
    files = list(dict.fromkeys(face.file for face in _faces(style_sheets, folders))) if left else []
    for file in files:
        if left:
            has = _code_points(font_files.font_file(file))
            left = {char for char in left if ord(char) not in has}
    return left if files else set()


def _is_drawn(char: str) -> bool:
    return unicodedata.category(char) not in _UNDRAWN and ord(char) not in _SELECTORS


def families(style_sheets: Sequence[str], folders: Sequence[Path]) -> set[str]:
    """The families of the same faces."""
    return {face.family for face in _faces(style_sheets, folders)}


def _faces(style_sheets: Iterable[str], folders: Sequence[Path]) -> Iterator[Face]:
    for sheet in style_sheets:
        if "@font-face" in sheet:
            yield from _declared(sheet, tuple(folders))


@lru_cache(maxsize=64)  # every sheet of a collection asks
def _declared(sheet: str, folders: tuple[Path, ...]) -> tuple[Face, ...]:
    return tuple(font_subsets.faces(sheet, folders))


def forget() -> None:
    """Forgets where the files of faces stand, which may have come or gone since."""
    _declared.cache_clear()


@lru_cache(maxsize=256)
def _code_points(file: FontFile) -> frozenset[int]:
    """The code points that a face draws; what HarfBuzz cannot read, fontTools reads or tells of."""
    return font_files.code_points(file) or frozenset(map(ord, font_subsets.characters(file.path)))
