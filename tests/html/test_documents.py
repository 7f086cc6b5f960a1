"""What the stamps of a sheet must know of its pages."""

from __future__ import annotations

import pytest

from fiches.compose.frame import Frame, Grid
from fiches.compose.model import Decision, Layout, PagePlan, PlacedZone
from fiches.compose.zones import VoiceZone
from fiches.html.documents import traits

GRID = Grid(210, 297, module=4.5, columns=12, gutter=4.5, inner=15, outer=13.5, head=13.5, foot=13.5)


@pytest.mark.parametrize(
    ("ground", "foot", "told"), [("nuit", GRID.page, ("pied-2-nuit",)), ("", GRID.page, ()), ("nuit", 60.0, ())]
)
def test_a_foot_line_knows_the_ground_that_it_stands_on(ground, foot, told):
    frames = {"fond-voix": Frame(0, 50, 210, foot - 50)}
    zone = PlacedZone(VoiceZone(name="voix", rubric="paroles", ground=ground), frames)
    assert traits(Layout((PagePlan(()), PagePlan((zone,))), Decision(9.6, 8.6), GRID)) == told
