"""What the stamps of a sheet must know of its pages."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from fiches.compose.frame import Frame, Grid
from fiches.compose.model import Decision, Layout, PagePlan, PlacedZone
from fiches.compose.zones import VoiceZone
from fiches.html import tabs
from fiches.html.documents import traits

GRID = Grid(210, 297, module=4.5, columns=12, gutter=4.5, inner=15, outer=13.5, head=13.5, foot=13.5)


@pytest.mark.parametrize(
    ("ground", "foot", "told"), [("nuit", GRID.page, ("pied-2-nuit",)), ("", GRID.page, ()), ("nuit", 60.0, ())]
)
def test_a_foot_line_knows_the_ground_that_it_stands_on(ground, foot, told):
    frames = {"fond-voix": Frame(0, 50, 210, foot - 50)}
    zone = PlacedZone(VoiceZone(name="voix", rubric="paroles", ground=ground), frames)
    assert traits(Layout((PagePlan(()), PagePlan((zone,))), Decision(9.6, 8.6), GRID))[: len(told)] == told


def test_a_thumb_tab_of_a_booklet_keeps_off_the_edges_of_a_sheet_that_is_already_drawn():
    """The booklet lays its tab over the finished page, of whose zones it knows no more than what is told."""
    zone = PlacedZone(VoiceZone(name="voix", rubric="paroles", ground="nuit"), {"fond-voix": Frame(0, 22, 210, 11)})
    told = traits(Layout((PagePlan(()), PagePlan((zone,))), Decision(9.6, 8.6), GRID))
    place = SimpleNamespace(grid=GRID, number=3, total=10)
    usual = tabs.tab_top(SimpleNamespace(**vars(place), traits=()))
    top = tabs.tab_top(SimpleNamespace(**vars(place), traits=told))
    (wave, edge), (foot, _) = tabs.edges(PagePlan((zone,)), GRID)
    assert wave < usual + tabs.TAB_HEIGHT and usual < edge  # it would cross that edge
    assert all(
        last + tabs.TAB_CLEAR <= top or top + tabs.TAB_HEIGHT + tabs.TAB_CLEAR <= first
        for first, last in ((wave, edge), (foot, foot))
    )
