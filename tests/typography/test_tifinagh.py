"""The bold of Tifinagh is the regular made heavier: the same letters, wider by as much as their outlines grew."""

from __future__ import annotations

from fontTools.ttLib import TTFont

from support.repository import ROOT

FONTS = ROOT / "styles/fonts"


def test_the_bold_has_the_letters_of_the_regular_and_is_heavier():
    regular, bold = (TTFont(FONTS / f"NotoSansTifinagh-{name}.ttf") for name in ("Regular", "Bold"))
    assert bold.getBestCmap() == regular.getBestCmap() and bold["OS/2"].usWeightClass == 700
    for name in ("uni2D30", "uni2D4E", "uni2D63"):
        one, other = regular["glyf"][name], bold["glyf"][name]
        assert bold["hmtx"][name][0] - regular["hmtx"][name][0] == 52, name
        assert 40 <= (other.xMax - other.xMin) - (one.xMax - one.xMin) <= 110, name
    assert bold["hmtx"]["space"] == regular["hmtx"]["space"]
