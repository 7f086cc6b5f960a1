"""The paper of a format as CSS."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from fiches.compose.frame import Grid
from fiches.html import paper


@pytest.mark.parametrize(
    ("width", "height", "growth"), [(210, 297, 1), (148, 210, 1), (297, 210, 1), (420, 297, 1.414), (300, 300, 1.201)]
)
def test_a_booklet_s_type_grows_with_its_paper_and_never_shrinks(width, height, growth):
    grid = Grid(width, height, module=4.5, columns=12, gutter=4.5, inner=15, outer=13.5, head=13.5, foot=13.5)
    said = paper.style(SimpleNamespace(grid=grid, zones=()))
    assert float(re.search(r"--ampleur: ([\d.]+);", said)[1]) == pytest.approx(growth, abs=0.001)
    assert f"size: {width}mm {height}mm" in said
