"""Keys of the front matter in cells: facts under their labels, large figures over what they count."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from fiches.compose.frame import SNAP, Frame, whole
from fiches.compose.inventory import FIELD_BLOCK, LABEL_BLOCK
from fiches.compose.model import PageInputs, set_text
from fiches.compose.pieces import GROUND_PAD, Area, Placed, RailArea, ZonePiece, ZoneSpot, foot_of, ground, rows
from fiches.compose.rules import TypeSize
from fiches.compose.zones import FactZone, FigureZone

FACT_LABEL_SIZE, FACT_LABEL_LEADING = 0.88, 0.875  # of the size of the facts; u
FACT_LEADING = 0.875  # u
COUNT_SIZE = TypeSize(8.6, 0.875)  # what figures count
CELLS_WHITE = 1.0  # u above the first row of cells and between rows


def facts(inputs: PageInputs, zone: FactZone, area: Area) -> ZonePiece | None:
    """Each value that the sheet has, under its label; nothing where it has none."""
    names = [name for name in zone.shown if inputs.matter.has(f"{FIELD_BLOCK}-{name}")]
    label = inputs.scaled(zone.size * FACT_LABEL_SIZE, FACT_LABEL_LEADING)
    steps = (label, inputs.scaled(zone.size, FACT_LEADING))
    cells = [(f"{LABEL_BLOCK}-{name}", f"{FIELD_BLOCK}-{name}") for name in names]
    return ZonePiece(zone, _Cells(inputs, zone, area, cells, steps).place) if cells else None


def figures(inputs: PageInputs, zone: FigureZone, area: Area) -> ZonePiece | None:
    """The figures at the largest step at which each is one line, over what they count."""
    numbers = [name for name in inputs.matter.lengths if name.startswith(f"{FIELD_BLOCK}-{zone.field}-")]
    if not numbers:
        return None
    cells = [(name, name.replace(FIELD_BLOCK, LABEL_BLOCK, 1)) for name in numbers]
    usual = _Cells(inputs, zone, area, cells, (COUNT_SIZE, inputs.scaled(COUNT_SIZE.size, COUNT_SIZE.leading)))
    for step in inputs.rules.ladders[zone.ladder]:
        texts = [inputs.setting(name, usual.width, step) for name in numbers]
        if all(inputs.height(text) <= step.leading + SNAP for text in texts):
            break
    return ZonePiece(zone, _Cells(inputs, zone, area, cells, (step, usual.steps[1])).place)


@dataclass(frozen=True, slots=True)
class _Cells:
    """Cells of two blocks, one over the other, ready to be placed; `steps`: of the upper ones, of the lower ones."""

    inputs: PageInputs
    zone: FactZone | FigureZone
    area: Area
    cells: Sequence[tuple[str, str]]
    steps: tuple[TypeSize, TypeSize]

    @property
    def across(self) -> int:
        """How many cells stand in a row."""
        return rows(len(self.cells), 1 if self.is_in_rail else self.zone.per_row)[0]

    @property
    def is_in_rail(self) -> bool:
        """Whether they stand one below the other in a rail, closer and on no grid."""
        return isinstance(self.area, RailArea)

    @property
    def white(self) -> float:
        """Between rows, in u."""
        return CELLS_WHITE / 2 if self.is_in_rail else CELLS_WHITE

    @property
    def width(self) -> float:
        """Of a cell, in mm."""
        gaps = self.inputs.grid.gutter * (self.across - 1)
        return (self.area.span(self.inputs) - gaps) / self.across

    def place(self, spot: ZoneSpot) -> Placed:
        """Rows of cells, each as high as its highest; on a ground where the zone has one."""
        y = begins = self._begins(spot)
        frames = dict[str, Frame]()
        for first in range(0, len(self.cells), self.across):
            y = self._row(frames, self.cells[first : first + self.across], y) + self.white
        foot = y - self.white
        if self.is_in_rail:
            return Placed(frames, foot)
        end = foot_of(self.inputs, spot, foot, on_ground=bool(self.zone.ground))
        if self.zone.ground:
            frames[f"fond-{self.zone.name}"] = ground(self.inputs, self.area, spot, (begins - GROUND_PAD, end))
        return Placed(frames, end)

    def _begins(self, spot: ZoneSpot) -> float:
        if self.is_in_rail:
            return spot.y
        pad = GROUND_PAD if self.zone.ground else 0.0
        if spot.anchored:
            return math.floor(spot.y + pad + SNAP)
        return self.inputs.grid.top if spot.is_first else whole(spot.y + CELLS_WHITE + pad)

    def _row(self, frames: dict[str, Frame], row: Sequence[tuple[str, str]], y: float) -> float:
        """Places the cells of a row, whose lower blocks begin on one height; returns where it ends."""
        deep = max(self._tall(upper, self.steps[0]) for upper, _ in row)
        foot = y + deep
        for column, (upper, lower) in enumerate(row):
            x = self.area.x(self.inputs) + column * (self.width + self.inputs.grid.gutter)
            for block, at, step in ((upper, y, self.steps[0]), (lower, y + deep, self.steps[1])):
                if self.inputs.matter.has(block):
                    tall = self._tall(block, step)
                    frames[block] = set_text(x, at, self.inputs.setting(block, self.width, step), tall)
                    foot = max(foot, at + tall)
        return foot

    def _tall(self, block: str, step: TypeSize) -> float:
        return (
            self.inputs.height(self.inputs.setting(block, self.width, step)) if self.inputs.matter.has(block) else 0.0
        )
