"""The rail of a page: what it leaves of the width, down to where it goes, the figures at its foot."""

from __future__ import annotations

from collections.abc import Sequence

from fiches.compose import zones_ready
from fiches.compose.frame import Frame
from fiches.compose.model import PageInputs, PlacedZone
from fiches.compose.page_flow import first
from fiches.compose.pieces import Area, RailArea, ZoneSpot
from fiches.compose.zones import FigureZone, PageEdge, RailZone, Zone

FIGURES = "-chiffres"  # after the name of a rail: what of it its figures take
FIGURES_WHITE = 1.0  # u under the figures of a rail, and above them


def whole_area(inputs: PageInputs) -> Area:
    """All of a page's width."""
    return Area(1, inputs.grid.columns, 0.0, inputs.grid.width)


def area(inputs: PageInputs, rail: RailZone | None) -> Area:
    """What a rail leaves of the page's width."""
    if rail is None:
        return whole_area(inputs)
    columns, left = inputs.beside(rail.width), inputs.grid.width - rail.width
    if _is_at_end(inputs, rail):
        return Area(1, columns, 0.0, left)
    return Area(inputs.grid.columns - columns + 1, columns, rail.width, left)


def _is_at_end(inputs: PageInputs, rail: RailZone) -> bool:
    """Whether a rail stands at the side where lines end."""
    return (rail.side is PageEdge.OUTER) == inputs.recto


def placed(inputs: PageInputs, zones: Sequence[Zone], foot: float) -> tuple[PlacedZone, ...]:
    """The rail of some zones, down to `foot`, and the figures that it takes; nothing without a rail."""
    rail = first(zones, RailZone)
    if rail is None:
        return ()
    x = inputs.grid.width - rail.width if _is_at_end(inputs, rail) else 0.0
    frame = Frame(x, 0, rail.width, foot)
    figures = _figures(inputs, zones, rail, frame)
    if figures is None:
        return (PlacedZone(rail, {rail.name: frame}),)
    top = min(one.y for one in figures.frames.values()) - FIGURES_WHITE
    taken = Frame(x, top, rail.width, foot - top)
    return PlacedZone(rail, {rail.name: frame, rail.name + FIGURES: taken}), figures


def _figures(inputs: PageInputs, zones: Sequence[Zone], rail: RailZone, frame: Frame) -> PlacedZone | None:
    """Figures at the foot of a rail; None where the sheet has none, or the rail no room beside what it keeps."""
    zone, grid = first(zones, FigureZone), inputs.grid
    edges = (grid.gutter, grid.outer) if frame.x else (grid.outer, grid.gutter)
    pieces = zones_ready.pieces(inputs, [zone], RailArea(1, 1, frame.x, rail.width, edges)) if zone else []
    if zone is None or not zone.in_rail or not pieces:
        return None
    foot = min(frame.height - FIGURES_WHITE, grid.bottom)
    high = pieces[0].place(ZoneSpot(0.0, anchored=True)).foot
    if (foot - high - FIGURES_WHITE) * grid.module < rail.keeps:
        return None
    return PlacedZone(zone, pieces[0].place(ZoneSpot(foot - high, anchored=True)).frames)
