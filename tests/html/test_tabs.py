"""Thumb tabs of a sheet stand at one height, off the edges that they would cross, near to the usual one."""

from __future__ import annotations

import pytest

from fiches.compose.frame import Frame, Grid
from fiches.compose.model import PagePlan, PlacedZone
from fiches.compose.zones import FlowZone
from fiches.html import tabs

GRID = Grid(210, 297, 4.5, 12, 4.5, 15, 13.5, 13.5, 13.5)


@pytest.mark.parametrize(
    ("crossed", "top"),
    [
        ((), 100.0), ([(50.0, 60.0), (150.0, 150.0)], 100.0), ([(114.0, 114.0)], 98.5), ([(101.0, 107.0)], 109.0),
        ([(106.0, 130.0)], 91.0), ([(98.5, 98.5)], 100.5), ([(0.0, 297.0)], 100.0),
        ([(101.0, 130.0)], 91.0), ([(95.0, 95.0), (108.0, 108.0), (119.0, 119.0)], 97.0),
    ],
)  # fmt: skip
def test_the_nearest_place_that_is_clear(crossed, top):
    """13.5 mm of it, 2 mm on both sides; where every place near is crossed, it goes the least way into an edge."""
    assert tabs.clear_of(100.0, crossed) == top


def test_what_reaches_an_outer_edge_has_edges_and_waves_are_high():
    frames = {
        "champ": Frame(0, 0, 210, 20), "fond-parole": Frame(0, 40, 210, 26), "photo": Frame(0, 0, 210, 10),
        "rail": Frame(154.5, 0, 55.5, 50), "fond-dedans": Frame(60, 30, 60, 5), "texte": Frame(13.5, 20, 181, 5),
    }  # fmt: skip
    found = set(tabs.edges(PagePlan((PlacedZone(FlowZone(name="suite"), frames),)), GRID))
    assert {(90.0, 96.75), (173.25, 180.0), (45.0, 45.0), (225.0, 225.0)} <= found
    assert not {(first, last) for first, last in found if 128 < first < 160}
