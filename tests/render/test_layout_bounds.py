"""How far words may leave the page, or stand on others, before it is told: a millimetre; letters count, not lines."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from fiches.build.session import RenderSession
from support import sources
from support.repository import ROOT
from support.small_collection import FORMAT

pytestmark = pytest.mark.no_unit

SHEET = "---\ntitre: Une note\n---\n\n## Texte\n\nDes mots.\n"
NOTE = {"collection": "format: note", "templates/note/format.yaml": FORMAT.replace("styles: [note.css]\n", ""),
        "une-note": SHEET}  # fmt: skip
PAGE = "<!doctype html><html lang=fr><title>Note</title><style>@page { margin: 0; %s }</style><body>%s</body>"
BARE = " ".join(f"@{place} {{ content: none }}" for place in ("bottom-left", "bottom-right", "top-center"))
SQUARE = '<div style="position:absolute;white-space:nowrap;font:20mm Vollkorn;%s">%s</div>'
FACE = TTFont(ROOT / "styles/fonts/Vollkorn-Regular.ttf")
LETTER = 20 * FACE["hmtx"]["M"][0] / FACE["head"].unitsPerEm  # mm: how wide it is set
BASELINE = 20 * FACE["hhea"].ascent / FACE["head"].unitsPerEm  # mm: how far below the top of a letter's box
SMALL, FOOT = 20 * 0.55, 20 * 0.09  # mm: how far above the baseline small letters go, and below


@pytest.fixture(scope="module")
def codes(tmp_path_factory):
    """What is said of a page with words in large letters, as (style, words)."""
    engine = RenderSession(sources.project(tmp_path_factory.mktemp("note"), NOTE)).engine

    def call(*blocks):
        html = PAGE % (BARE, "".join(SQUARE % block for block in blocks))
        return [one.code for one in engine.render(html, "note.md")[1]]

    return call


@pytest.mark.parametrize(("beyond", "told"), [(0.9, []), (1.2, ["debordement"])])
def test_letters_may_stand_a_millimetre_beyond_a_side_of_the_page(codes, beyond, told):
    """Four pixels: white of the letter's own is counted as it."""
    assert codes((f"left:{-beyond}mm;top:50mm", "M")) == told
    assert codes((f"left:{210 + beyond - LETTER}mm;top:50mm", "M")) == told


@pytest.mark.parametrize(("over", "told"), [(0.9, []), (1.2, ["chevauchement"])])
def test_words_may_touch_those_beside_them_by_a_millimetre(codes, over, told):
    found = codes(("left:50mm;top:50mm", "M"), (f"left:{50 + LETTER - over}mm;top:50mm", "M"))
    assert found == told


@pytest.mark.parametrize(("more", "told"), [(-0.2, ["chevauchement"]), (0.2, [])])
def test_a_block_may_begin_where_the_small_letters_of_another_end(codes, more, told):
    """Just below their baseline."""
    assert codes(("left:50mm;top:50mm", "M"), (f"left:50mm;top:{50 + BASELINE + FOOT + more}mm", "M")) == told


@pytest.mark.parametrize(("more", "told"), [(-0.2, ["debordement"]), (0.2, [])])
def test_letters_leave_the_head_of_a_page_with_the_top_of_the_small_ones(codes, more, told):
    """And the foot with theirs."""
    assert codes((f"left:50mm;top:{more - BASELINE + SMALL}mm", "M")) == told
    assert codes((f"left:50mm;top:{297 - BASELINE - FOOT - more}mm", "M")) == told
