"""Entries as cards in rows, and testimonies one below the other or in piles: each on a ground."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from fiches.compose.copyfit import TextSetting
from fiches.compose.frame import Frame
from fiches.compose.model import PageInputs, set_text
from fiches.compose.pieces import Area, Placed, ZonePiece, ZoneSpot, rows
from fiches.compose.rules import TypeSize
from fiches.compose.zones import CardZone, VoiceZone
from fiches.core.geometry import POINTS_PER_MM

CARD_PAD = 3.0  # mm, within a card
CARD_HEAD = (1.25, 1.5, 0.75)  # u: above the head, the head, under it
CARD_WHITE = 0.75  # u between rows
CARDS_LOWER, CARDS_FOOT_INSIDE = 0.25, 1.5  # u: how far a card reaches into the margin; under the last row elsewhere
PANEL_HEAD, PANEL_FOOT = 2.75, 2.25  # u, from the crest of the panel's edge to the text, from the text to its foot
LONG_WORD = 8.0  # em: a measure holds a word of some sixteen letters, so that none is broken without a hyphen


def cards(inputs: PageInputs, zone: CardZone, area: Area) -> ZonePiece | None:
    """Cards of one height a row; nothing where the sheet has no entry."""
    if not inputs.matter.counts.get(zone.rubric):
        return None
    return ZonePiece(zone, _Cards(inputs, zone, area).place)


@dataclass(frozen=True, slots=True)
class _Cards:
    """The cards of a rubric, ready to be placed."""

    inputs: PageInputs
    zone: CardZone
    area: Area

    def place(self, spot: ZoneSpot) -> Placed:
        """The head in one line, the rows under it."""
        y = (
            self.inputs.grid.top - CARD_HEAD[0]
            if spot.is_first
            else spot.y + (0.0 if spot.anchored else CARD_WHITE * 2)
        )
        grid, count = self.inputs.grid, self._count
        x = self.area.x(self.inputs)
        frames = {f"tete-{self.zone.rubric}": Frame(x, y + CARD_HEAD[0], self.area.span(self.inputs), CARD_HEAD[1])}
        foot, index = y + sum(CARD_HEAD), 0
        for in_row in rows(count, self._per_row):
            foot = self._row(frames, range(index, index + in_row), foot) + CARD_WHITE
            index += in_row
        foot += self._under(spot) - CARD_WHITE
        top = 0.0 if spot.is_first else y
        frames[f"fond-{self.zone.name}"] = Frame(
            self.area.left, top, self.area.width, (grid.page if spot.is_last else foot) - top
        )
        return Placed(frames, foot)

    def _width(self, across: int) -> float:
        """How wide each of so many cards in a row is, in mm."""
        return (self.area.span(self.inputs) - self.inputs.grid.gutter * (across - 1)) / across

    @property
    def _per_row(self) -> int:
        """How many stand in a row: fewer than the zone says where a table of one would be too wide for it."""
        for per_row in range(self.zone.per_row, 1, -1):
            if not any(map(self.inputs.is_tight, self._texts(range(self._count), per_row))):
                return per_row
        return 1

    def _texts(self, indices: range, per_row: int) -> Iterator[TextSetting]:
        """Some of them as they are set where so many stand in a row."""
        width = self._width(rows(self._count, per_row)[0]) - 2 * CARD_PAD
        return (self.inputs.setting(f"{self.zone.rubric}-{index}", width, self.inputs.card) for index in indices)

    def _under(self, spot: ZoneSpot) -> float:
        """What stands under the last row: the margin on the foot of the page, into which a card reaches a little."""
        margin = self.inputs.grid.page - self.inputs.grid.bottom
        return max(CARDS_FOOT_INSIDE, margin - CARDS_LOWER) if spot.is_last else CARDS_FOOT_INSIDE

    @property
    def _count(self) -> int:
        return self.inputs.matter.counts[self.zone.rubric]

    def _row(self, frames: dict[str, Frame], indices: range, y: float) -> float:
        """Places the cards of one row from so far down (u); returns where it ends."""
        pad, x = CARD_PAD / self.inputs.grid.module, self.area.x(self.inputs)
        texts = list(self._texts(indices, self._per_row))
        tall = max(self.inputs.height(text) for text in texts)
        for text in texts:
            width = text.width + 2 * CARD_PAD
            frames[f"carte-{text.block}"] = Frame(x, y, width, tall + 2 * pad)
            frames[text.block] = set_text(x + CARD_PAD, y + pad, text, tall)
            x += width + self.inputs.grid.gutter
        return y + tall + 2 * pad


def voices(inputs: PageInputs, zone: VoiceZone, area: Area) -> ZonePiece | None:
    """Testimonies on a panel; nothing where the sheet has none."""
    if not inputs.matter.counts.get(zone.rubric):
        return None
    return ZonePiece(zone, _Voices(inputs, zone, area).place)


def voice_steps(inputs: PageInputs, zone: VoiceZone, area: Area) -> tuple[TypeSize, ...]:
    """The steps at which its measure holds a long word, and no testimony has more lines than they take."""
    panel, steps = _Voices(inputs, zone, area), inputs.rules.ladders[zone.ladder]
    return tuple(filter(panel.may_take, steps)) or steps[-1:]


@dataclass(frozen=True, slots=True)
class _Voices:
    """The testimonies of a rubric, ready to be placed."""

    inputs: PageInputs
    zone: VoiceZone
    area: Area

    @property
    def columns(self) -> tuple[int, int, float]:
        """How many columns they stand in, the first column of the zone they take, and their gap in mm."""
        if self.inputs.matter.counts[self.zone.rubric] < self.zone.per_row:
            return 1, 1 + self.zone.head_columns, 0.0
        return self.zone.per_row, 1, self.inputs.grid.gutter  # under the head

    @property
    def width(self) -> float:
        """How wide each column is, in mm."""
        columns, first, gap = self.columns
        return (self.area.span(self.inputs, self.area.columns - first + 1) - gap * (columns - 1)) / columns

    def may_take(self, step: TypeSize) -> bool:
        """Whether a line holds a long word at a step, which takes as many lines as the longest of them has."""
        holds = self.width * POINTS_PER_MM / step.size >= LONG_WORD
        return holds and max(map(self.inputs.height, self.texts(step))) / step.leading <= step.most_lines + 0.01

    def texts(self, step: TypeSize) -> Iterator[TextSetting]:
        """Each of them at a step, in the column that it stands in."""
        for index in range(self.inputs.matter.counts[self.zone.rubric]):
            yield self.inputs.setting(f"{self.zone.rubric}-{index}", self.width, step)

    def place(self, spot: ZoneSpot) -> Placed:
        """The head beside the piles, or above them when they take the whole width."""
        steps = voice_steps(self.inputs, self.zone, self.area)
        step = steps[min(self.inputs.steps.get(self.zone.ladder, 0), len(steps) - 1)]
        columns, first, gap = self.columns
        top = max(spot.y + PANEL_HEAD, self.inputs.grid.top)
        under = self.inputs.rules.head_beside + 1.5 if first == 1 else 0.0
        frames = {
            f"tete-{self.zone.rubric}": Frame(
                self.area.x(self.inputs), top, self._head_width, self.inputs.rules.head_above
            )
        }
        foot, y = top + self.inputs.rules.head_beside, top
        deep = math.ceil(self.inputs.matter.counts[self.zone.rubric] / columns)
        for index, text in enumerate(self.texts(step)):
            column, place = divmod(index, deep)
            y = top + under if place == 0 else y + step.leading
            tall = self.inputs.height(text)
            x = self.area.x(self.inputs, first) + column * (self.width + gap)
            frames[text.block] = set_text(x, y, text, tall)
            y += tall
            foot = max(foot, y)
        return self._on_panel(frames, spot, (top, foot + PANEL_FOOT))

    @property
    def _head_width(self) -> float:
        return self.area.span(self.inputs, self.zone.head_columns)

    def _on_panel(self, frames: dict[str, Frame], spot: ZoneSpot, edges: tuple[float, float]) -> Placed:
        grid = self.inputs.grid
        head = edges[0] - PANEL_HEAD + self.zone.wave  # the wave stands on it
        foot = edges[1] + (grid.page - grid.bottom if spot.anchored and spot.is_last else 0.0)
        end = grid.page if spot.is_last else foot
        frames[f"fond-{self.zone.name}"] = Frame(self.area.left, head, self.area.width, end - head)
        return Placed(frames, foot)
