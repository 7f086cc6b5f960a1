"""What we use of the engine's fonts beyond its promises: what glyphs stand for, files, advances, what is embedded.

As `weasyprint_private`, whose test tries these parts too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from fiches.render.weasyprint_private import referred
from fiches.typography.shaped_glyphs import QUAD, plain_glyph


def code_maps(pdf: Any) -> Iterator[tuple[str, list[bytes]]]:  # noqa: ANN401
    """(name in drawings, what its codes stand for) of each font, line by line, « <0041> <0041> »: lists to change."""
    fonts = (held for held in pdf.objects if isinstance(held, Mapping) and "ToUnicode" in held)
    for reference, name in {font["ToUnicode"]: font["BaseFont"] for font in fonts}.items():
        yield name[1:].partition(b"+")[0].decode(), referred(pdf, reference).stream


def font_files(document: Any) -> dict[str, bytes]:  # noqa: ANN401  # a weasyprint.Document
    """The whole file that each font of a document comes from that was drawn, by the font's name in drawings."""
    from weasyprint.text.fonts import get_hb_object_data

    return {font.hash: get_hb_object_data(font.hb_face) for font in document.fonts.values()}


def advances(document: Any) -> dict[str, dict[int, int]]:  # noqa: ANN401
    """How far each glyph that was drawn moves the pen, in thousandths of an em, by the font's name in drawings."""
    found = dict[str, dict[int, int]]()
    for font in document.fonts.values():
        found.setdefault(font.hash, {}).update(font.widths)
    return found


def characters_by_family(document: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  # a weasyprint.Document
    """(family, the characters printed in it) of each font of a document that was drawn."""
    for font in document.fonts.values():
        yield font.family, "".join(sorted({char for text in font.to_unicode.values() for char in text}))


@contextmanager
def spaces_embedded() -> Iterator[None]:
    """While the block runs, each font of a file that is written has its spaces, whether they are drawn or not."""
    from weasyprint import pdf

    built = pdf.build_fonts_dictionary

    def build(file: Any, fonts: Mapping[Any, Any], *rest: Any) -> Any:  # noqa: ANN401
        for font in fonts.values():
            _add_spaces(font)
        return built(file, fonts, *rest)

    pdf.build_fonts_dictionary = build
    try:
        yield
    finally:
        pdf.build_fonts_dictionary = built


def _add_spaces(font: Any) -> None:  # noqa: ANN401  # a weasyprint.pdf.fonts.Font
    from weasyprint.text.fonts import get_hb_object_data

    for char in (" ", QUAD):
        glyph, advance = plain_glyph(get_hb_object_data(font.hb_face), char)
        if glyph:
            font.to_unicode.setdefault(glyph, char)
            font.widths.setdefault(glyph, advance)
