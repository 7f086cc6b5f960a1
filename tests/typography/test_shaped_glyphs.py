"""What glyphs stand for where letters are joined: each letter once, marks by themselves, brackets as they look."""

from __future__ import annotations

import pytest

from fiches.typography.shaped_glyphs import EXTENSION, shaped_glyphs
from support.repository import ROOT

AMIRI = (ROOT / "styles/fonts/Amiri-Regular.ttf").read_bytes()
WORDS = frozenset("والكتب الحين مُحَمَّدٌ لَكُم تمّ".split())


@pytest.fixture(scope="module")
def glyphs():
    return shaped_glyphs(AMIRI, WORDS)


def test_every_letter_and_mark_is_told(glyphs):
    assert set("".join(WORDS)) <= set(glyphs.texts.values())
    assert all(len(text) == 1 for text in glyphs.texts.values())


def test_what_only_makes_a_letter_longer_stands_for_none(glyphs):
    assert glyphs.extensions and not glyphs.extensions.keys() & glyphs.texts.keys()


def test_an_extension_that_somebody_typed_stands_for_itself(glyphs):
    typed = shaped_glyphs(AMIRI, WORDS | {"مـاء"})
    assert glyphs.extensions.items() <= typed.extensions.items()
    assert {typed.texts[glyph] for glyph in typed.extensions.keys() & typed.texts.keys()} == {EXTENSION}


def test_brackets_stand_for_what_they_look_like(glyphs):
    import uharfbuzz

    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(AMIRI)))
    for char in "()«»[]":
        assert glyphs.texts[font.get_nominal_glyph(ord(char))] == char


def test_what_a_face_lacks_is_left_out():
    latin = (ROOT / "styles/fonts/BricolageGrotesque-Regular.ttf").read_bytes()
    assert not set("".join(WORDS)) & set(shaped_glyphs(latin, WORDS).texts.values())
