"""One page laid: zones stacked from its head and on its foot, its image as high as there is room, and what it lacks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from fiches.compose import foot_notes, page_rail, zones_ready
from fiches.compose.frame import Frame
from fiches.compose.inventory import BEGINNING, END
from fiches.compose.model import PageInputs, PagePlan, PlacedZone
from fiches.compose.page_flow import PageFlow, first
from fiches.compose.pieces import Placed, ZonePiece, ZoneSpot, filled
from fiches.compose.rules import TypeSize
from fiches.compose.zones import GROUND_FRAME, Anchor, ImageZone, NoteZone, RailZone, TextZone, Zone

FOOT_WHITE = 1.0  # u between what flows and what stands on the foot


def lay(inputs: PageInputs) -> PagePlan:
    """The page at the largest steps that hold.

    When it would stay very hollow it takes a quotation of another page, and then text larger than the sheet's.
    """
    inputs, plan = _with_voice(inputs, _at_best_steps(inputs))
    grows = inputs.spec.grows and plan.hollow >= inputs.rules.hollow_page
    for step in inputs.rules.ladders["corps_grand"] if grows else ():
        larger = _at_best_steps(replace(inputs, large=step))
        if larger.excess <= 0 and (larger.photo, larger.quote) == (plan.photo, plan.quote):
            return larger
    return plan


def _with_voice(inputs: PageInputs, plan: PagePlan) -> tuple[PageInputs, PagePlan]:
    """With a quotation of another page, where the page has none and is hollow, and loses nothing for it."""
    if not inputs.offered or plan.quote or plan.hollow < inputs.rules.hollow_quote:
        return inputs, plan
    asked = replace(inputs, lent=inputs.offered)
    taken = _at_best_steps(asked)
    good = taken.quote and taken.excess <= 0 and taken.photo == plan.photo
    return (asked, taken) if good else (inputs, plan)


def _at_best_steps(inputs: PageInputs) -> PagePlan:
    """At the largest steps of its ladders that hold."""
    for downs in _downs(zones_ready.ladders(inputs, _zones(inputs), page_rail.whole_area(inputs))):
        plan = _parted(replace(inputs, steps=downs))
        if plan.excess <= 0 and not _leaves_text(inputs, plan):
            break
    return plan


def _downs(ladders: Mapping[str, Sequence[TypeSize]]) -> Iterator[dict[str, int]]:
    """How many steps down each ladder is, from none: by turns, those of the first zone first.

    None goes to steps of more columns, narrower ones, before all are at their last of those that they begin with.
    """
    wide = {name: sum(one.columns <= steps[0].columns for one in steps) - 1 for name, steps in ladders.items()}
    downs = dict.fromkeys(ladders, 0)
    yield dict(downs)
    for most in (wide, {name: len(steps) - 1 for name, steps in ladders.items()}):
        while downs != most:
            for name in ladders:
                if downs[name] < most[name]:
                    downs[name] += 1
                    yield dict(downs)


def _leaves_text(inputs: PageInputs, plan: PagePlan) -> bool:
    """Whether the last page does not hold the end of the text that flows."""
    return inputs.number == len(inputs.rules.pages) and plan.poured is not None and plan.poured.share_left > 0


def _parted(inputs: PageInputs) -> PagePlan:
    """With as much as the page holds of a rubric that ends on a later one."""
    zone = next((one for one in inputs.spec.zones if one.name in inputs.choice.ended), None)
    parts = zones_ready.beginnings(inputs, zone) if isinstance(zone, TextZone) else []
    if zone is None or not parts:
        return _laid(inputs)
    for block in parts:
        plan = _laid(replace(inputs, shown={zone.name: block}))
        if plan.excess <= 0:
            break
    return replace(plan, rests={zone.name: block.replace(f"-{BEGINNING}-", f"-{END}-")})


def _zones(inputs: PageInputs) -> list[Zone]:
    """Those that stand on the page: what moved to its head, then its own but for what moved away."""
    moved, number = inputs.choice.moved, inputs.number
    own = [zone for zone in inputs.spec.zones if moved.get(zone.name, number) == number]
    return [*_arrived(inputs), *own]


def _arrived(inputs: PageInputs) -> list[Zone]:
    """What comes from other pages: ends of rubrics, then whole zones."""
    choice, number = inputs.choice, inputs.number
    if not (choice.moved or choice.ended):  # as usual: there is nothing to look for
        return []
    others = [zone for zone in inputs.rules.zones if zone not in inputs.spec.zones]
    ends = [zone for zone in others if choice.ended.get(zone.name) == number and zone.name in inputs.rests]
    return [*ends, *(zone for zone in others if choice.moved.get(zone.name) == number)]


class _Feet(NamedTuple):
    """What stands on the foot of the page, and where it begins with the white above it."""

    placed: tuple[PlacedZone, ...]
    top: float


def _laid(inputs: PageInputs) -> PagePlan:
    zones, arrived = _zones(inputs), _arrived(inputs)
    anchored = [zone for zone in zones if zone.anchor is Anchor.FOOT and zone not in arrived]
    standing = zones_ready.pieces(inputs, anchored, page_rail.whole_area(inputs))
    feet, fills = _feet(inputs, standing), any(piece.zone.fills for piece in standing)
    flowing = _besides(zones, [*anchored, *(one.zone for one in _rail(inputs, zones, feet))])
    area = page_rail.area(inputs, first(zones, RailZone))
    plan = foot_notes.laid(PageFlow(inputs, area, flowing, bool(arrived), feet.top, bool(anchored), fills))
    if plan.hollow and fills:
        taken = max(plan.hollow / 2, plan.hollow - inputs.rules.hollow) if plan.zones else feet.top + FOOT_WHITE
        top, feet = feet.top, _feet(inputs, standing, taken)
        by = math.floor((plan.hollow - taken) / 2) if plan.hollow >= inputs.rules.hollow_page else 0
        plan = _lowered(plan, by, feet.top - top)
    return replace(plan, zones=_in_order(zones, (*plan.zones, *feet.placed, *_rail(inputs, zones, feet))))


def _besides(zones: Sequence[Zone], others: Sequence[Zone]) -> tuple[Zone, ...]:
    """The zones that are none of the others."""
    return tuple(zone for zone in zones if zone not in others)


def _in_order(zones: Sequence[Zone], placed: Sequence[PlacedZone]) -> tuple[PlacedZone, ...]:
    """As the format names them: so they are read."""
    order = {id(zone): index for index, zone in enumerate(zones)}
    return tuple(sorted(placed, key=lambda one: order.get(id(one.zone), len(order))))


def _lowered(plan: PagePlan, by: float, notes_by: float) -> PagePlan:
    """What flows, so much further down, but the image; the notes as much as what they stand on moves."""
    downs = [notes_by if isinstance(one.zone, NoteZone) else by for one in plan.zones]
    zones = (
        one
        if isinstance(one.zone, ImageZone)
        else replace(one, frames={name: _moved(name, frame, down) for name, frame in one.frames.items()})
        for one, down in zip(plan.zones, downs, strict=True)
    )
    return replace(plan, zones=tuple(zones))


def _moved(name: str, frame: Frame, by: float) -> Frame:
    """A frame so much further down; a ground that opens the page still does."""
    if name.startswith(GROUND_FRAME) and frame.y == 0:
        return replace(frame, height=frame.height + by)
    return replace(frame, y=frame.y + by)


def _feet(inputs: PageInputs, pieces: Sequence[ZonePiece], extra: float = 0.0) -> _Feet:
    """Pieces stacked upwards from the foot of the page; the one that fills takes `extra` u more."""
    foot, found = inputs.grid.page, list[PlacedZone]()
    for index, piece in enumerate(reversed(pieces)):
        spot, more = ZoneSpot(inputs.grid.top, is_last=index == 0, anchored=True), extra * piece.zone.fills
        tried = piece.place(spot)
        y = foot - more - (tried.foot - _top(tried, spot.y))
        done = piece.place(spot._replace(y=y))
        done = filled(done, foot - done.foot) if more else done
        found.insert(0, PlacedZone(piece.zone, done.frames))
        foot = _top(done, y)
    if not pieces:
        return _Feet((), inputs.grid.bottom)
    return _Feet(tuple(found), foot - FOOT_WHITE)


def _top(placed: Placed, y: float) -> float:
    """Where a zone placed at `y` begins: higher up where its text stands on a whole unit."""
    return min([y, *(frame.y for frame in placed.frames.values())])


def _rail(inputs: PageInputs, zones: Sequence[Zone], feet: _Feet) -> tuple[PlacedZone, ...]:
    """The rail and its figures, down to the ground of what stands on the foot, or to the white above its text."""
    frames = feet.placed[0].frames if feet.placed else {}
    grounds = [frame.y for name, frame in frames.items() if name.startswith(GROUND_FRAME)]
    return page_rail.placed(inputs, zones, min(grounds, default=feet.top if feet.placed else inputs.grid.page))
