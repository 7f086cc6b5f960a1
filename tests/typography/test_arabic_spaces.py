"""The space between two Arabic words is as wide as the face's, whichever letters stand around it."""

from __future__ import annotations

import pytest
import uharfbuzz

from fiches.typography.font_files import code_points, font, font_file
from support.repository import ROOT

KEPT = 0.75  # of the width of a space, at least
LETTERS = [chr(code) for code in (*range(0x621, 0x63B), *range(0x641, 0x64B))]
AROUND = [*LETTERS, *"،؛؟.:»«()[]0123456789٠١٢٣٤٥٦٧٨٩"]
SHIPPED = [
    path
    for path in sorted((ROOT / "styles").rglob("*.ttf"))
    if code_points(font_file(path)).issuperset(map(ord, LETTERS))
]


def advance(face: uharfbuzz.Font, text: str) -> int:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "rtl", "Arab", "ar"
    uharfbuzz.shape(face, buffer)
    return sum(position.x_advance for position in buffer.glyph_positions)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_no_pair_of_letters_takes_the_space_between_their_words(path):
    face = font(font_file(path))
    space = advance(face, " ")
    before = {char: advance(face, f"ب{char}") for char in AROUND}
    after = {char: advance(face, f"{char}ب") for char in AROUND}
    narrow = [
        f"{one} {other}"
        for one in AROUND
        for other in AROUND
        if advance(face, f"ب{one} {other}ب") - before[one] - after[other] < KEPT * space
    ]
    assert narrow == []


def test_the_faces_of_arabic_are_among_them():
    assert [path.stem for path in SHIPPED] == ["Amiri-Bold", "Amiri-Regular"]
