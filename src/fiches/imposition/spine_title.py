"""The title on a spine: letters as outlines, since whoever binds a cover has no fonts at hand."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from fiches.config.project import first
from fiches.core import css
from fiches.core.geometry import POINTS_PER_MM
from fiches.typography import font_subsets

LEAST_SPINE = 5.0  # mm of a spine that has room for a title
TYPE_SHARE, LARGEST, SMALLEST = 0.55, 4.5, 2.4  # the size of its type: of the spine, and in mm at most and at least
TITLE_HEAD, TITLE_REACH = (
    13.5,
    0.42,
)  # mm from the head of the book, and how far down it a title may go: above the water
WEIGHT = "700"
TITLE_STACK = "titres"  # the custom property that names the families of titles


def face(styles: Sequence[Path]) -> bytes:
    """The bold face of titles that the style sheets in these folders declare; nothing when there is none."""
    sheet = first(styles, font_subsets.FAMILIES)
    text = sheet.read_text("utf-8", "replace") if sheet else ""
    stack = css.properties(text).get(TITLE_STACK)
    family = next(iter(css.families(stack.value)), None) if stack else None
    found = (one.file for one in font_subsets.faces(text, styles) if (one.family, one.weight) == (family, WEIGHT))
    return next((file.read_bytes() for file in found), b"")


def on_spine(words: str, program: bytes, thick: float, high: float) -> str:
    """Operators that draw words in white upwards on a spine `thick` and `high` mm, in points from its middle.

    Nothing when it is too thin or they are too long for it, or when the face has not all their letters, or is damaged.
    """
    if thick < LEAST_SPINE or not program or not words:
        return ""
    with suppress(Exception):  # whatever a broken table makes fontTools raise; the build has told of the font
        return _drawn(words, program, thick, high)
    return ""


def _drawn(words: str, program: bytes, thick: float, high: float) -> str:
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(program), lazy=True)
    names = [font.getBestCmap().get(ord(char)) for char in words]
    if None in names:
        return ""
    units, advances = font["head"].unitsPerEm, [font["hmtx"][name][0] for name in names]
    size = min(thick * TYPE_SHARE, LARGEST, high * TITLE_REACH * units / sum(advances))
    if size < SMALLEST:
        return ""
    scale = size * POINTS_PER_MM / units
    across, up = font["OS/2"].sCapHeight * scale / 2, (high / 2 - TITLE_HEAD) * POINTS_PER_MM - sum(advances) * scale
    drawn = [f"0 0 0 0 k 0 {scale:.6f} {-scale:.6f} 0 {across:.4f} {up:.4f} cm"]
    for name, advance in zip(names, advances, strict=True):
        drawn.append(f"{_outline(font, name)} f 1 0 0 1 {advance} 0 cm")
    return "\n".join(drawn)


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
