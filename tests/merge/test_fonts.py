"""United subsets draw every glyph of each of them, as each did."""

from __future__ import annotations

import io
import re
from functools import cache

import pikepdf
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from fiches.merge import fonts as typefaces
from fiches.render.weasyprint_private import fonts_of_a_run
from support.repository import ROOT

FACES = {"Vollkorn": "Vollkorn-Regular.ttf", "Amiri": "Amiri-Regular.ttf", "Bold": "Vollkorn-Bold.ttf"}


@cache
def _style(face: str):
    from weasyprint import CSS

    fonts = fonts_of_a_run()
    url = (ROOT / "styles" / "fonts" / FACES[face]).as_uri()
    css = f"@font-face {{ font-family: Essai; src: url({url}) }} body {{ font-family: Essai }}"
    return CSS(string=css, font_config=fonts), fonts


@cache
def _subset(face: str, text: str) -> tuple[bytes, frozenset[int]]:
    """The program that the engine embeds for a text, and the glyphs of the text."""
    from weasyprint import HTML

    style, fonts = _style(face)
    data = HTML(string=f"<p>{text}").write_pdf(stylesheets=[style], font_config=fonts)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (font,) = pdf.pages[0].Resources.Font.values()
        inner = font.DescendantFonts[0]
        runs = re.findall(rb"(\d+) \[([^\]]*)\]", inner.W.unparse(resolved=True))
        used = {int(start) + place for start, run in runs for place in range(len(run.split()))}
        return inner.FontDescriptor.FontFile2.read_bytes(), frozenset(used)


def _drawn(program: bytes, ids) -> dict:
    """What each glyph draws and how far it goes, its parts taken apart."""
    font = TTFont(io.BytesIO(program), checkChecksums=2)
    names, glyphs = font.getGlyphOrder(), font.getGlyphSet()
    drawn = {}
    for id_ in ids:
        pen = DecomposingRecordingPen(glyphs)
        glyphs[names[id_]].draw(pen)
        drawn[id_] = (pen.value, font["hmtx"][names[id_]])
    return drawn


def _united(*texts, face="Vollkorn"):
    made = [_subset(face, text) for text in texts]
    program = typefaces.unite([typefaces.read(*one) for one in made])
    assert program is not None
    for one, used in made:
        assert _drawn(program, used) == _drawn(one, used)
    return program


@pytest.mark.parametrize(
    ("face", "texts"),
    [
        ("Vollkorn", ("un", "deux")),
        ("Vollkorn", ("un", "un")),
        ("Amiri", ("سوس", "ماسة", "ab")),
        ("Vollkorn", ("éàç", "éàç ﬁ – …", "ÉÀÇœ ½ →")),
        ("Vollkorn", ("a", "a b")),
        ("Vollkorn", ("seul",)),
    ],
)
def test_glyphs_are_kept(face, texts):
    _united(*texts, face=face)


def test_parts_that_stood_behind_the_last_glyph():
    """Where they are named by other ids in each subset, so that an id of one is another glyph in the next."""
    composites = [_subset("Vollkorn", text) for text in ("é", "è", "éŵ")]
    reads = [typefaces.read(*one) for one in composites]
    assert any(id_ > one.last for one in reads for id_ in one.glyphs), "choose letters made of parts"
    _united("é", "è", "éŵ")
    _united("éŵ", "è", "é")


_TEXT = st.text("abcdeéèêëàâäîïôöùûüçœæÀÉÈÇŒ0123456789½¼«»…–—ﬁﬂ", min_size=1, max_size=12)


@seed(20221105)
@settings(max_examples=12, deadline=None, database=None)
@given(st.lists(_TEXT, min_size=2, max_size=4))
def test_any_texts(texts):
    _united(*texts)


def test_order_does_not_change_what_is_drawn():
    first, second = _united("été", "hiver"), _united("hiver", "été")
    used = _subset("Vollkorn", "été")[1] | _subset("Vollkorn", "hiver")[1]
    assert _drawn(first, used) == _drawn(second, used)
    assert _united("été", "hiver") == first


def test_other_faces_are_not_united():
    made = [typefaces.read(*_subset(face, "abc")) for face in ("Vollkorn", "Bold")]
    assert typefaces.unite(made) is None


def test_a_glyph_that_draws_otherwise():
    program, used = _subset("Vollkorn", "abc")
    font = TTFont(io.BytesIO(program), recalcBBoxes=False, recalcTimestamp=False)
    name = font.getGlyphOrder()[max(used)]
    font["glyf"][name].coordinates.translate((5, 0))
    file = io.BytesIO()
    font.save(file)
    moved = typefaces.read(file.getvalue(), used)
    assert moved is not None
    assert typefaces.unite([typefaces.read(program, used), moved]) is None


@pytest.mark.parametrize("program", [b"", b"OTTO", b"\0\1\0\0", b"\0\1\0\0\0\0", b"%PDF-1.7"])
def test_what_is_no_truetype(program):
    assert typefaces.read(program, {1}) is None


def test_a_subset_with_glyphs_that_no_text_uses():
    program, used = _subset("Vollkorn", "abc")
    assert typefaces.read(program, used) is not None
    assert typefaces.read(program, used - {max(used)}) is None
