"""Words as outlines, for whoever binds or prints a file and has no fonts at hand."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple


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


def of_glyphs(numbers: Sequence[int], program: bytes) -> str:
    """The glyphs of a face that have these numbers, as operators of the same kind."""
    font = _opened(program)
    return _filled(font, [font.getGlyphName(number) for number in numbers])


def _drawn(words: str, program: bytes) -> Outlines | None:
    font = _opened(program)
    names = [font.getBestCmap().get(ord(char)) for char in words]
    if None in names:
        return None
    units, width = font["head"].unitsPerEm, sum(font["hmtx"][name][0] for name in names)
    return Outlines(_filled(font, names), width / units, font["OS/2"].sCapHeight / units)


def _opened(program: bytes) -> Any:  # noqa: ANN401  # a fontTools TTFont
    from fontTools.ttLib import TTFont

    return TTFont(io.BytesIO(program), lazy=True)


def _filled(font: Any, names: Sequence[str]) -> str:  # noqa: ANN401  # a fontTools TTFont
    """Operators that fill glyphs one beside the other."""
    scale = 1 / font["head"].unitsPerEm
    drawn = (f"{_outline(font, name)} f 1 0 0 1 {font['hmtx'][name][0]} 0 cm" for name in names)
    return "\n".join((f"{scale:.8f} 0 0 {scale:.8f} 0 0 cm", *drawn))


def _outline(font: Any, name: str) -> str:  # noqa: ANN401  # a fontTools TTFont
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
    glyphs = font.getGlyphSet()
    glyphs[name].draw(Operators(glyphs))
    return " ".join(said)
