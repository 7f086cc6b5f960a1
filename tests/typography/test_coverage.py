"""Which characters faces can draw, read from their files: the same that fontTools reads, and none of a machine's."""

from __future__ import annotations

import pytest

from fiches.config.project import first
from fiches.typography import coverage, font_files, font_subsets
from support.repository import ROOT

STYLES = ROOT / "styles"
SHEET = (STYLES / "fonts.css").read_text("utf-8")


def missing(text):
    return coverage.undrawable(text, [SHEET], [STYLES])


@pytest.mark.parametrize("file", sorted(STYLES.glob("fonts/*-Regular.ttf")), ids=lambda path: path.stem)
def test_a_face_has_what_fonttools_reads_in_it(file):
    assert {*map(chr, font_files.code_points(font_files.font_file(file)))} == font_subsets.characters(file)


@pytest.mark.parametrize("text", ["L’été « là » – 12 °C, 5 €, œuvre", "الماء ثروة، جِدًّا", "ⴰⵎⴰⵏ", "aɣrum, ṭiṭ", "Ω Д ẞ"])
def test_what_our_fonts_have(text):
    assert missing(text) == set()


@pytest.mark.parametrize("sign", ["✅", "👍", "🇲🇦", "प", "中", "\uf0b7", "☎", "➢"])
def test_what_they_have_not(sign):
    assert missing(f"un {sign} là") == set(sign)


@pytest.mark.parametrize("sign", ["\u200d", "\ufe0f", "\u200e", "\u00a0", "\u2009", "\t", "\u00ad"])
def test_what_leaves_no_ink_is_not_missed(sign):
    assert missing(f"un{sign}là") == set()


def test_without_fonts_of_their_own_style_sheets_say_nothing():
    assert coverage.undrawable("✅", ["p { color: red }"], [STYLES]) == set()


@pytest.mark.parametrize("data", [b"", b"\0\1\0\0", b"OTTO" + bytes(60), b"wOF2" + bytes(90)])
def test_a_broken_font_is_told(tmp_path, data):
    (tmp_path / "a.ttf").write_bytes(data)
    sheet = '@font-face { font-family: "A"; src: url(a.ttf) }'
    with pytest.raises(font_subsets.FichesError):
        coverage.undrawable("é", [sheet], [tmp_path])


@pytest.mark.parametrize("name", ["a" * 300 + ".ttf", "sous/" + "é" * 200 + ".otf"])
def test_a_name_that_no_file_can_have_is_that_of_none(name):
    """Neither of a font nor of a style sheet: what a format names is looked for, and not found."""
    assert font_subsets.faces(f'@font-face {{ font-family: "A"; src: url({name}) }}', [STYLES]) == []
    assert first([STYLES], name) is None
