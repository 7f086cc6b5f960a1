"""Faces by their files: packed or not, they have the same characters and set text as wide."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from fiches.compose import typefaces
from fiches.compose.typefaces import TypeStyle
from fiches.core.problems import FichesError
from fiches.typography import font_files
from support.repository import ROOT
from support.sources import SLOW

PLAIN = ROOT / "styles/fonts/BricolageGrotesque-Regular.ttf"
SHEET = '@font-face {{ font-family: "A"; src: url({}) }}'


def width(file, folder):
    (folder / "a.css").write_text(SHEET.format(file.name))
    return typefaces.of_styles(("a.css",), (folder, file.parent)).widths("L’eau, enfin : AVA", TypeStyle(("A",)))


@pytest.mark.parametrize("packed", [SLOW("woff"), "woff2"])
def test_a_packed_face_is_the_same(tmp_path, packed):
    file = tmp_path / f"a.{packed}"
    with TTFont(PLAIN) as face:
        face.flavor = packed
        face.save(file)
    plain, found = (font_files.font_file(one) for one in (PLAIN, file))
    assert font_files.code_points(found) == font_files.code_points(plain)
    assert width(file, tmp_path) == width(PLAIN, tmp_path)


@pytest.mark.parametrize("data", [b"wOFF", b"wOF2" + bytes(90)])
def test_one_that_cannot_be_unpacked_is_told(tmp_path, data):
    (tmp_path / "a.woff").write_bytes(data)
    with pytest.raises(FichesError):
        font_files.code_points(font_files.font_file(tmp_path / "a.woff"))
