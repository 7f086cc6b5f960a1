"""Entries as cards in rows, and testimonies side by side: each on a ground."""

from __future__ import annotations

import math
from dataclasses import dataclass

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
LEAST_VOICE = 0.42  # of what two testimonies take together, that the shorter one has at least
VOICES_GAP = 9.0  # mm
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
        grid, count = self.inputs.grid, self.inputs.matter.counts[self.zone.rubric]
        x = self.area.x(self.inputs)
        frames = {f"tete-{self.zone.rubric}": Frame(x, y + CARD_HEAD[0], self.area.span(self.inputs), CARD_HEAD[1])}
        foot, index = y + sum(CARD_HEAD), 0
        across = rows(count, self.zone.per_row)[0]
        width = (self.area.span(self.inputs) - grid.gutter * (across - 1)) / across
        for in_row in rows(count, self.zone.per_row):
            foot = self._row(frames, range(index, index + in_row), (width, foot)) + CARD_WHITE
            index += in_row
        foot += self._under(spot) - CARD_WHITE
        top = 0.0 if spot.is_first else y
        frames[f"fond-{self.zone.name}"] = Frame(
            self.area.left, top, self.area.width, (grid.page if spot.is_last else foot) - top
        )
        return Placed(frames, foot)

    def _under(self, spot: ZoneSpot) -> float:
        """What stands under the last row: the margin on the foot of the page, into which a card reaches a little."""
        margin = self.inputs.grid.page - self.inputs.grid.bottom
        return max(CARDS_FOOT_INSIDE, margin - CARDS_LOWER) if spot.is_last else CARDS_FOOT_INSIDE

    def _row(self, frames: dict[str, Frame], indices: range, place: tuple[float, float]) -> float:
        """Places the cards of one row, so wide (mm) and from so far down (u); returns where it ends."""
        (width, y), grid, step = place, self.inputs.grid, self.inputs.card
        pad = CARD_PAD / grid.module
        names = [f"{self.zone.rubric}-{index}" for index in indices]
        texts = {name: self.inputs.setting(name, width - 2 * CARD_PAD, step) for name in names}
        tall = max(self.inputs.height(text) for text in texts.values())
        for column, (name, text) in enumerate(texts.items()):
            x = self.area.x(self.inputs) + column * (width + grid.gutter)
            frames[f"carte-{name}"] = Frame(x, y, width, tall + 2 * pad)
            frames[name] = set_text(x + CARD_PAD, y + pad, text, tall)
        return y + tall + 2 * pad


def voices(inputs: PageInputs, zone: VoiceZone, area: Area) -> ZonePiece | None:
    """Testimonies on a panel; nothing where the sheet has none."""
    if not inputs.matter.counts.get(zone.rubric):
        return None
    return ZonePiece(zone, _Voices(inputs, zone, area).place)


def voice_steps(inputs: PageInputs, zone: VoiceZone, area: Area) -> tuple[TypeSize, ...]:
    """The steps at which its measure holds a long word."""
    measure = min(_Voices(inputs, zone, area).widths) * POINTS_PER_MM
    steps = inputs.rules.ladders[zone.ladder]
    return tuple(step for step in steps if measure / step.size >= LONG_WORD) or steps[-1:]


@dataclass(frozen=True, slots=True)
class _Voices:
    """The testimonies of a rubric, ready to be placed."""

    inputs: PageInputs
    zone: VoiceZone
    area: Area

    @property
    def columns(self) -> tuple[int, int, float]:
        """How many columns they stand in, the first column of the zone they take, and their gap in mm."""
        columns = max(1, min(self.inputs.matter.counts[self.zone.rubric], self.zone.per_row))
        under = columns >= self.zone.per_row  # then under the head
        return columns, 1 if under else 1 + self.zone.head_columns, self.inputs.grid.gutter if under else VOICES_GAP

    @property
    def widths(self) -> tuple[float, ...]:
        """How wide each column is, in mm: of two testimonies the longer one has more, so that both end together."""
        columns, first, gap = self.columns
        across = self.area.span(self.inputs, self.area.columns - first + 1) - gap * (columns - 1)
        if columns != 2 or self.inputs.matter.counts[self.zone.rubric] != 2:
            return (across / columns,) * columns
        one, other = (max(1, self.inputs.matter.size(f"{self.zone.rubric}-{index}")) for index in range(2))
        share = min(max(one / (one + other), LEAST_VOICE), 1 - LEAST_VOICE)
        return across * share, across * (1 - share)

    def place(self, spot: ZoneSpot) -> Placed:
        """The head beside the piles, or above them when they take the whole width."""
        steps = voice_steps(self.inputs, self.zone, self.area)
        step = steps[min(self.inputs.steps.get(self.zone.ladder, 0), len(steps) - 1)]
        (columns, first, gap), widths = self.columns, self.widths
        top = max(spot.y + PANEL_HEAD, self.inputs.grid.top)
        under = self.inputs.rules.head_beside + 1.5 if first == 1 else 0.0
        frames = {
            f"tete-{self.zone.rubric}": Frame(
                self.area.x(self.inputs), top, self._head_width, self.inputs.rules.head_above
            )
        }
        foot, y = top + self.inputs.rules.head_beside, top
        count = self.inputs.matter.counts[self.zone.rubric]
        deep = math.ceil(count / columns)
        for index in range(count):
            column, place = divmod(index, deep)
            y = top + under if place == 0 else y + step.leading
            name = f"{self.zone.rubric}-{index}"
            text = self.inputs.setting(name, widths[column], step)
            tall = self.inputs.height(text)
            x = self.area.x(self.inputs, first) + sum(widths[:column]) + column * gap
            frames[name] = set_text(x, y, text, tall)
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
