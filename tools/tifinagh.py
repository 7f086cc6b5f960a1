"""Makes the two faces of Noto Sans Tifinagh: no Tuareg ligatures; a bold, since the family has one weight.

Noto has no reserved font name; the file says where it comes from. Run it when the regular file is another.
"""

from __future__ import annotations

from pathlib import Path

import uharfbuzz
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "styles" / "fonts"
REGULAR, BOLD = FONTS / "NotoSansTifinagh-Regular.ttf", FONTS / "NotoSansTifinagh-Bold.ttf"
HEAVIER = 0.052  # em: its stems are then as wide as those of Noto Sans Bold
NAMES = {1: "Noto Sans Tifinagh", 2: "Bold", 3: "Noto Sans Tifinagh Bold, from Regular", 4: "Noto Sans Tifinagh Bold",
         6: "NotoSansTifinagh-Bold"}  # fmt: skip


def bold(regular: Path) -> TTFont:
    """The font with heavier outlines; what is empty, and marks of no advance, are as wide as before."""
    made, shaper = TTFont(regular, recalcTimestamp=False), uharfbuzz.Font(uharfbuzz.Face(regular.read_bytes()))
    shaper.synthetic_bold = (HEAVIER, HEAVIER * 0.8, False)
    wider = round(HEAVIER * made["head"].unitsPerEm)
    for index, name in enumerate(made.getGlyphOrder()):
        pen = TTGlyphPen(None)
        shaper.draw_glyph_with_pen(index, Cu2QuPen(pen, max_err=0.5, reverse_direction=False))
        glyph = pen.glyph()
        drawn, (advance, _) = glyph.numberOfContours > 0, made["hmtx"][name]
        made["glyf"][name] = glyph
        glyph.recalcBounds(made["glyf"])
        made["hmtx"][name] = (advance + (wider if drawn and advance else 0), glyph.xMin if drawn else 0)
    return made


def without_ligatures(font: TTFont) -> TTFont:
    """The font without the ligatures of Tuareg, which readers of Moroccan Amazigh do not know: « ⵍⵍ », « ⵏⵏ »."""
    for record in font["GSUB"].table.FeatureList.FeatureRecord:
        if record.FeatureTag == "liga":
            record.Feature.LookupListIndex, record.Feature.LookupCount = [], 0
    return font


def main() -> None:
    """Writes them."""
    without_ligatures(TTFont(REGULAR, recalcTimestamp=False)).save(REGULAR)
    made = bold(REGULAR)
    for record in made["name"].names:
        if record.nameID in NAMES:
            record.string = NAMES[record.nameID]
    made["OS/2"].usWeightClass, made["head"].macStyle = 700, 1
    made["OS/2"].fsSelection = made["OS/2"].fsSelection & ~0x40 | 0x20
    for table in ("fpgm", "prep", "cvt ", "gasp"):  # hints of other outlines
        if table in made:
            del made[table]
    made.save(BOLD)


if __name__ == "__main__":
    main()
