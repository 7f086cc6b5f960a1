"""How much of a page its zones ask at least, whatever a sheet says: what is more than the page can never hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from fiches.compose import zone_cards, zone_facts, zone_flow
from fiches.compose.frame import Grid
from fiches.compose.rules import CompositionRules
from fiches.compose.zones import (
    CardZone,
    FactZone,
    FieldZone,
    FigureZone,
    FlowZone,
    FreeZone,
    HeadPlace,
    ImageZone,
    PageSpec,
    PairZone,
    StandfirstZone,
    TextZone,
    TitleZone,
    VoiceZone,
    Zone,
)

TEXT_LINE = 1.0  # u


class PageRoom(NamedTuple):
    """In u: how high the page is, what its zones ask, what its photo asks beside them (0: it has none)."""

    page: float
    asked: float
    photo: float


def of_page(page: PageSpec, rules: CompositionRules) -> PageRoom:
    """The least of every zone that cannot go elsewhere, one line of each text."""
    zones = [zone for zone in page.zones if not zone.goes_to]
    asked = sum(_LEAST[type(zone)](zone, rules) for zone in zones if type(zone) in _LEAST)
    photo = next((zone.least for zone in zones if isinstance(zone, ImageZone)), 0.0)
    return PageRoom(rules.grid.page, asked, photo)


def widest_rail(grid: Grid) -> float:
    """How wide a rail may be that leaves one column of the grid, in mm."""
    return grid.width - max(grid.inner, grid.outer) - grid.gutter - grid.column


def _smallest(rules: CompositionRules, ladder: str) -> float:
    return min(step.leading for step in rules.ladders[ladder])


def _of_text(zone: TextZone, rules: CompositionRules) -> float:
    line = _smallest(rules, zone.ladder) if zone.ladder else TEXT_LINE
    if zone.head is HeadPlace.BESIDE:
        return max(rules.head_beside, line)
    return line + (rules.head_above if zone.head is HeadPlace.ABOVE else 0.0)


_LEAST: Mapping[type[Zone], Callable[[Any, CompositionRules], float]] = {
    TitleZone: lambda zone, rules: zone.kicker + _smallest(rules, zone.ladder),
    FieldZone: lambda _, __: TEXT_LINE,
    StandfirstZone: lambda zone, rules: _smallest(rules, zone.ladder),
    FactZone: lambda _, __: 2 * zone_facts.FACT_LEADING,
    FigureZone: lambda zone, rules: _smallest(rules, zone.ladder) + zone_facts.FACT_LEADING,
    TextZone: _of_text,
    PairZone: lambda _, rules: rules.head_above + TEXT_LINE,
    CardZone: lambda _, __: sum(zone_cards.CARD_HEAD) + TEXT_LINE,
    VoiceZone: lambda zone, rules: zone_cards.PANEL_HEAD + zone_cards.PANEL_FOOT + _smallest(rules, zone.ladder),
    FreeZone: lambda zone, _: zone.height,
    FlowZone: lambda _, __: zone_flow.LEAST_ROOM,
}
