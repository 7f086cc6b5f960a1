"""Text that goes on from page to page: rubrics one after the other in the columns that the pages leave it."""

from __future__ import annotations

import math

from fiches.compose.frame import Frame
from fiches.compose.model import FLOW, PageInputs
from fiches.compose.pieces import Area, Placed, ZonePiece, ZoneSpot, head_at
from fiches.compose.zones import FlowZone

LEAST_ROOM = 2.0  # u: less is left empty


def flow(inputs: PageInputs, zone: FlowZone, area: Area, limit: float) -> list[ZonePiece]:
    """As much of the text as columns hold from where the zone begins down to `limit`; nothing when it has ended."""
    if inputs.pour is None or inputs.is_poured:
        return []
    pour = inputs.pour
    columns = max(1, math.floor(area.columns / column_span(inputs)))
    width = inputs.grid.span(column_span(inputs) * columns)

    def place(spot: ZoneSpot) -> Placed:
        y = head_at(inputs, spot)
        if limit - y < LEAST_ROOM:
            return Placed({}, spot.y)
        text = inputs.setting(FLOW, width, inputs.body, columns)
        found = pour(text, inputs.poured, limit - y)
        frame = Frame(area.x(inputs), y, width, found.height, text.size, text.leading, columns, found.cuts)
        return Placed({zone.name: frame}, y + found.height, found)

    return [ZonePiece(zone, place)]


def column_span(inputs: PageInputs) -> int:
    """How many columns of the grid one column of text takes on every page: as few as the measure asks for."""
    narrowest = min(inputs.flow_columns)
    return max(1, math.ceil(narrowest / inputs.columns(inputs.grid.span(narrowest))))
