"""What is printed where: nothing outside the trim, over another block or off the grid, at any length of text."""

from __future__ import annotations

import pytest

from support import generated_sheets, source_reader
from support.glyphs import (
    check_all,
    check_sheet,
    glyphs,
    pages_of,
)
from support.repository import ROOT, SLUGS

pytestmark = pytest.mark.no_unit


@pytest.mark.parametrize("slug", SLUGS)
def test_the_house_s_sheets(finished, slug):
    check_sheet(finished.sheet(slug), source_reader.read(ROOT / "sheets" / f"{slug}.md"))
    assert sum(9.1 < glyph.size < 10.6 for page in pages_of(finished.sheet(slug)) for glyph in glyphs(page)) > 2000


@pytest.mark.parametrize("part", [pytest.param(part, marks=pytest.mark.slow) for part in range(10)])
def test_the_variants_of_a_sheet(tmp_path, part):
    names = sorted(generated_sheets.VARIANTS)[part::10]
    assert check_all(tmp_path, {name: generated_sheets.VARIANTS[name] for name in names}) == []


@pytest.mark.slow
@pytest.mark.parametrize("seeds", [range(first, first + 50) for first in range(0, 300, 50)], ids=str)
def test_sheets_of_any_shape(tmp_path, seeds):
    shapes = {f"fiche-{seed}": generated_sheets.shape(seed) for seed in seeds}
    too_long = check_all(tmp_path, shapes)
    assert len(too_long) <= -(-len(shapes) // 10), too_long
