"""Zones by their kinds become pieces ready to be placed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from fiches.compose import zone_cards, zone_facts, zone_pairs, zone_texts
from fiches.compose.frame import Frame
from fiches.compose.inventory import BEGINNING, FIELD_BLOCK
from fiches.compose.model import PageInputs
from fiches.compose.pieces import Area, Placed, ZonePiece, ZoneSpot, on_ground
from fiches.compose.rules import TypeSize
from fiches.compose.zones import (
    CardZone,
    FactZone,
    FieldZone,
    FigureZone,
    FreeZone,
    PairZone,
    StandfirstZone,
    TextZone,
    TitleZone,
    VoiceZone,
    Zone,
)

UNPAINTED = (TitleZone, FieldZone, StandfirstZone, FreeZone)  # they place no ground of their own


def pieces(inputs: PageInputs, zones: Sequence[Zone], area: Area) -> list[ZonePiece]:
    """Those for which the sheet has something, in their order; images are their page's to make."""
    return [piece for piece in (_piece(inputs, zone, area) for zone in zones) if piece]


def _piece(inputs: PageInputs, zone: Zone, area: Area) -> ZonePiece | None:
    if zone.name in inputs.rests and isinstance(zone, TextZone):
        return zone_texts.rest(inputs, zone, area, inputs.rests[zone.name])
    makers: Mapping[type[Zone], Callable[[PageInputs, Any, Area], ZonePiece | None]] = {
        TitleZone: zone_texts.title,
        FieldZone: zone_texts.field_value,
        StandfirstZone: zone_texts.standfirst,
        FactZone: zone_facts.facts,
        FigureZone: zone_facts.figures,
        TextZone: zone_texts.rubric,
        PairZone: zone_pairs.pair,
        CardZone: zone_cards.cards,
        VoiceZone: zone_cards.voices,
        FreeZone: _free,
    }
    maker = makers.get(type(zone))
    piece = maker(inputs, zone, area) if maker else None
    return on_ground(inputs, piece, area) if piece and zone.ground and isinstance(zone, UNPAINTED) else piece


def _free(inputs: PageInputs, zone: FreeZone, area: Area) -> ZonePiece | None:
    """A box for a layout of the format's own, on the columns of the page or over all of its width, if it has to say."""
    if zone.needs and inputs.matter.given is not None and inputs.matter.given.isdisjoint(zone.needs):
        return None
    high = zone.height if zone.bleeds else inputs.scaled(1, zone.height).leading  # what words it has grow as others do

    def place(spot: ZoneSpot) -> Placed:
        if zone.bleeds:
            y = 0.0 if spot.is_first else spot.y + (0.0 if spot.anchored else 1.0)
            return Placed({zone.name: Frame(area.left, y, area.width, high)}, y + high + 1)
        y = max(spot.y, inputs.grid.top)
        frame = Frame(area.x(inputs), y, area.span(inputs), high)
        return Placed({zone.name: frame}, y + high)

    return ZonePiece(zone, place)


def beginnings(inputs: PageInputs, zone: TextZone) -> list[str]:
    """The blocks that a rubric may begin with on its page when it ends on a later one, the longest first."""
    return [name for name in reversed(tuple(inputs.matter.lengths)) if name.startswith(f"{zone.rubric}-{BEGINNING}-")]


def ladders(inputs: PageInputs, zones: Sequence[Zone], area: Area) -> Mapping[str, tuple[TypeSize, ...]]:
    """The ladders that the zones of a page go down to hold on it, in their order."""
    return dict(_ladders(inputs, zones, area))


def _ladders(inputs: PageInputs, zones: Sequence[Zone], area: Area) -> Iterator[tuple[str, tuple[TypeSize, ...]]]:
    for zone in zones:
        if isinstance(zone, VoiceZone) and inputs.matter.counts.get(zone.rubric):
            yield zone.ladder, zone_cards.voice_steps(inputs, zone, area)
        elif isinstance(zone, StandfirstZone | TextZone) and zone.ladder and inputs.matter.has(_shown(zone)):
            yield zone.ladder, inputs.rules.ladders[zone.ladder]


def _shown(zone: StandfirstZone | TextZone) -> str:
    """The block that a zone shows."""
    return zone.rubric if isinstance(zone, TextZone) else f"{FIELD_BLOCK}-{zone.field}"
