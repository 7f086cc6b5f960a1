"""Words as outlines, for whoever binds or prints a file and has no fonts at hand."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import NamedTuple


class Outlines(NamedTuple):
    """Words as PDF operators that fill them, from their left end on their line; lengths in em."""

    operators: str
    width: float
    capitals: float  # how high a capital is


def of(words: str, program: bytes) -> Outlines | None:
    """Words in a face; None where there are none, or the face has not all their letters, or is damaged."""
    with suppress(Exception):  # whatever a broken table makes fontTools raise; the build has told of the font
        return _drawn(words, program) if words and program else None
    return None


def _drawn(words: str, program: bytes) -> Outlines | None:
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(program), lazy=True)
    names = [font.getBestCmap().get(ord(char)) for char in words]
    if None in names:
        return None
    units, advances = font["head"].unitsPerEm, [font["hmtx"][name][0] for name in names]
    drawn = [f"{1 / units:.8f} 0 0 {1 / units:.8f} 0 0 cm"]
    for name, advance in zip(names, advances, strict=True):
        drawn.append(f"{_outline(font, name)} f 1 0 0 1 {advance} 0 cm")
    return Outlines("\n".join(drawn), sum(advances) / units, font["OS/2"].sCapHeight / units)


def _outline(font: object, name: str | None) -> str:
    """One glyph as operators in its own units."""
    from fontTools.pens.basePen import BasePen

    class Operators(BasePen):  # type: ignore[misc]
        def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
            said.append(f"{pt[0]:g} {pt[1]:g} m")

        def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
            said.append(f"{pt[0]:g} {pt[1]:g} l")

        def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
            said.append(" ".join(f"{x:.2f} {y:.2f}" for x, y in points) + " c")

        def _closePath(self) -> None:  # noqa: N802
            said.append("h")

    said: list[str] = []
    glyphs = font.getGlyphSet()  # type: ignore[attr-defined]
    glyphs[name].draw(Operators(glyphs))
    return " ".join(said)
