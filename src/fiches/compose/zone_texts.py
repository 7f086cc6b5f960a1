"""Zones of one text: the title, a field of the front matter, a rubric with its head above, beside or in line."""

from __future__ import annotations

import math
from dataclasses import dataclass

from fiches.compose.copyfit import TextSetting
from fiches.compose.frame import SNAP, Frame, whole
from fiches.compose.model import PageInputs, set_text
from fiches.compose.pieces import (
    GROUND_PAD,
    Area,
    Placed,
    ZonePiece,
    ZoneSpot,
    fitted,
    foot_of,
    ground,
    head_above,
    head_at,
    head_beside,
)
from fiches.compose.rules import TypeSize
from fiches.compose.zones import FieldZone, HeadPlace, StandfirstZone, TextZone, TitleZone

TITLE_BLOCK = "titre"
BAND_LOGO_FOOT, BAND_LOGO_HEIGHT = 17.0, 14.6  # mm: from the foot of the ground up to the logo, and how high it may be
FIELD_WHITE, STANDFIRST_WHITE = 0.5, 1.0  # u above a field, above a standfirst
INLINE_HEAD = 2.0  # u


def title(inputs: PageInputs, zone: TitleZone, area: Area) -> ZonePiece:
    """The title at the largest step whose lines are few enough, or so many steps under it as gave way."""
    steps = inputs.rules.ladders[zone.ladder]
    width = area.span(inputs)
    largest, _ = fitted(inputs, TITLE_BLOCK, width, steps)
    step, tall = fitted(inputs, TITLE_BLOCK, width, steps[steps.index(largest) + inputs.choice.title :] or steps[-1:])

    def place(spot: ZoneSpot) -> Placed:
        y = max(spot.y + (zone.white if spot.after_image else 0.0), inputs.grid.top) + zone.kicker
        frames = {TITLE_BLOCK: set_text(area.x(inputs), y, inputs.setting(TITLE_BLOCK, width, step), tall)}
        if zone.kicker:
            frames["genre"] = Frame(area.x(inputs), y - zone.kicker, width, 1.0)
        return Placed(frames, y + tall)

    return ZonePiece(zone, place)


def field_value(inputs: PageInputs, zone: FieldZone, area: Area) -> ZonePiece | None:
    """A key of the front matter set small; nothing where the sheet has none."""
    block = f"champ-{zone.field}"
    if not inputs.matter.has(block):
        return None
    text = inputs.setting(block, area.span(inputs), TypeSize(zone.size, 1))
    tall = inputs.height(text)

    def place(spot: ZoneSpot) -> Placed:
        y = max(spot.y + FIELD_WHITE, inputs.grid.top)
        return Placed({block: set_text(area.x(inputs), y, text, tall)}, y + tall)

    return ZonePiece(zone, place)


def standfirst(inputs: PageInputs, zone: StandfirstZone, area: Area) -> ZonePiece | None:
    """A key of the front matter at the largest step whose lines are few enough; nothing where the sheet has none."""
    block = f"champ-{zone.field}"
    if not inputs.matter.has(block):
        return None
    width, steps = area.span(inputs), inputs.rules.ladders[zone.ladder]
    step, tall = fitted(inputs, block, width, steps[inputs.steps.get(zone.ladder, 0) :] or steps[-1:])

    def place(spot: ZoneSpot) -> Placed:
        y = max(spot.y + STANDFIRST_WHITE, inputs.grid.top)
        return Placed({block: set_text(area.x(inputs), y, inputs.setting(block, width, step), tall)}, y + tall)

    return ZonePiece(zone, place)


def standfirst_beside(inputs: PageInputs, zone: StandfirstZone, area: Area) -> tuple[ZonePiece, float]:
    """A standfirst at the side of the photo that follows it, which begins at the same height; how high it is (u)."""
    text = inputs.setting(f"champ-{zone.field}", area.span(inputs), inputs.step(zone.ladder))
    tall = inputs.height(text)

    def place(spot: ZoneSpot) -> Placed:
        return Placed({text.block: set_text(area.x(inputs), spot.y + STANDFIRST_WHITE, text, tall)}, spot.y)

    return ZonePiece(zone, place), tall


def rubric(inputs: PageInputs, zone: TextZone, area: Area) -> ZonePiece | None:
    """A rubric, or the part of it that stands here; nothing where the sheet has none."""
    if not inputs.matter.has(zone.rubric):
        return None
    return _part(inputs, zone, area, inputs.shown.get(zone.name, zone.rubric))


def rest(inputs: PageInputs, zone: TextZone, area: Area, block: str) -> ZonePiece:
    """The end of a rubric, whose beginning an earlier page shows."""
    width = area.span(inputs)
    text = inputs.setting(block, width, inputs.body, inputs.columns(width))
    tall = inputs.height(text)

    def place(spot: ZoneSpot) -> Placed:
        y = head_at(inputs, spot)
        return Placed({block: set_text(area.x(inputs), y, text, tall)}, y + tall)

    return ZonePiece(zone, place, {zone.rubric: tall})


def _part(inputs: PageInputs, zone: TextZone, area: Area, block: str) -> ZonePiece:
    """A rubric of which `block` stands here."""
    step = inputs.step(zone.ladder) if zone.ladder else inputs.body
    taken = zone.head_columns if zone.head is HeadPlace.BESIDE else 0
    if taken and inputs.is_tight(inputs.setting(block, area.span(inputs, area.columns - taken), step)):
        taken = 0  # a table has the room of the head too, which stands above it
    width = area.span(inputs, area.columns - taken)
    columns = step.columns if zone.ladder else inputs.columns(width)
    text = inputs.setting(block, width, step, 1 if inputs.matter.size(zone.rubric) < zone.short else columns)
    tall = inputs.height(text)
    placing = _Rubric(inputs, zone, area, text, tall)
    return ZonePiece(
        zone,
        placing.beside_head if taken else placing.under_head,
        {} if zone.rubric in inputs.matter.counts else {zone.rubric: tall},
    )


@dataclass(frozen=True, slots=True)
class _Rubric:
    """A rubric set on a page, ready to be placed."""

    inputs: PageInputs
    zone: TextZone
    area: Area
    text: TextSetting
    tall: float

    def under_head(self, spot: ZoneSpot) -> Placed:
        """Its head above its text."""
        head = self._anchored_head(spot) if spot.anchored else head_at(self.inputs, spot) + self._pad(spot)
        x, deep = self.area.x(self.inputs), self._head_height
        frames = {self.text.block: set_text(x, head + deep, self.text, self.tall)}
        if deep:
            frames[f"tete-{self.zone.rubric}"] = Frame(x, head, self.text.width, deep)
        return self._done(frames, spot, (head - GROUND_PAD, head + deep + self.tall))

    def beside_head(self, spot: ZoneSpot) -> Placed:
        """Its head at the side of its text, which is as high as its head at least."""
        y, gap = self._beside(spot), self.inputs.choice.gap
        x = self.area.x(self.inputs)
        frames = {
            f"tete-{self.zone.rubric}": Frame(x, y, self._head_width, self.inputs.rules.head_above),
            self.text.block: set_text(self.area.x(self.inputs, 1 + self.zone.head_columns), y, self.text, self.tall),
        }
        foot = y + max(self.tall, self._least(spot))
        if self._is_banded(spot):  # a ground within the page, as close as the whites of the page are
            frames["fond-" + self.zone.name] = Frame(self.area.left, y - gap, self.area.width, foot - y + 2 * gap)
            return Placed(self._with_logo(frames, foot + gap), foot + gap)
        return self._done(self._with_logo(frames, foot + GROUND_PAD), spot, (y - GROUND_PAD, foot))

    @property
    def _head_width(self) -> float:
        return self.area.span(self.inputs, self.zone.head_columns)

    @property
    def _head_height(self) -> float:
        known = {HeadPlace.INLINE: INLINE_HEAD, HeadPlace.NONE: 0.0}
        above = head_above(self.inputs, self.zone.rubric, self.text.width)
        return known.get(self.zone.head, above)

    @property
    def _has_logo(self) -> bool:
        return self.zone.logo and self.zone.rubric in self.inputs.matter.logos

    def _is_banded(self, spot: ZoneSpot) -> bool:
        return bool(self.zone.ground) and not (spot.is_first or spot.anchored or spot.is_last)

    def _least(self, spot: ZoneSpot) -> float:
        """How high its head is, with a unit of white where it does not stand in the flow, or its logo."""
        logo = BAND_LOGO_HEIGHT / self.inputs.grid.module + 0.5 if self._has_logo else 0.0
        head = head_beside(self.inputs, self.zone.rubric, self._head_width)
        return head + logo + (1.0 if spot.anchored or spot.is_first else 0.0)

    def _beside(self, spot: ZoneSpot) -> float:
        """Where its text begins, its head beside it."""
        if spot.is_first:
            return self.inputs.grid.top
        if spot.anchored:
            return self._anchored_head(spot)
        gap = self.inputs.choice.gap
        if spot.after_image:  # which has white under it: a ground keeps it whole
            return whole(spot.y + (gap if self.zone.ground else 0.0))
        return whole(spot.y + gap * (1.5 if self.zone.ground else 1.0))

    def _anchored_head(self, spot: ZoneSpot) -> float:
        """On a whole unit, as close to what stands under it as that leaves it."""
        return math.floor(spot.y + self._pad(spot) + SNAP)

    def _pad(self, spot: ZoneSpot) -> float:
        """Between the edge of its ground and what stands on it."""
        return GROUND_PAD if self.zone.ground and not spot.is_first else 0.0

    def _with_logo(self, frames: dict[str, Frame], foot: float) -> dict[str, Frame]:
        if self._has_logo:
            y = foot - BAND_LOGO_FOOT / self.inputs.grid.module
            width = self.area.span(self.inputs, self.zone.head_columns)
            high = BAND_LOGO_HEIGHT / self.inputs.grid.module
            frames[f"logo-{self.zone.rubric}"] = Frame(self.area.x(self.inputs), y, width, high)
        return frames

    def _done(self, frames: dict[str, Frame], spot: ZoneSpot, edges: tuple[float, float]) -> Placed:
        """Its frames, on their ground where it has one; `edges`: of the ground above, of the text below."""
        foot = foot_of(self.inputs, spot, edges[1], on_ground=bool(self.zone.ground))
        if self.zone.ground:
            frames["fond-" + self.zone.name] = ground(self.inputs, self.area, spot, (edges[0], foot))
        return Placed(frames, foot)
