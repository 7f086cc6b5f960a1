"""One page laid: zones stacked from its head and on its foot, its image as high as there is room, and what it lacks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from fiches.compose import zone_flow, zone_images, zones_ready
from fiches.compose.frame import Frame
from fiches.compose.inventory import BEGINNING, END
from fiches.compose.model import PageInputs, PagePhoto, PagePlan, PlacedZone, find_cuts
from fiches.compose.pieces import Area, Placed, ZonePiece, ZoneSpot
from fiches.compose.zones import Anchor, FlowZone, ImageZone, PageEdge, QuotePlace, RailZone, TextZone, Zone

ZoneT = TypeVar("ZoneT", bound=Zone)
FOOT_WHITE = 1.0  # u between what flows and what stands on the foot
MOST_QUOTE_WHITE = 3.0  # u around a quotation under a photo, beside its own
PHOTO_MISSING = 1.0  # u that a page lacks whose photo found no room


def lay(inputs: PageInputs) -> PagePlan:
    """The page at the largest steps that hold; its text larger than the sheet's when it would stay very hollow."""
    plan = _at_best_steps(inputs)
    grows = inputs.spec.grows and plan.hollow >= inputs.rules.hollow_page
    for step in inputs.rules.ladders["corps_grand"] if grows else ():
        larger = _at_best_steps(replace(inputs, large=step))
        if larger.excess <= 0 and (larger.photo, larger.quote) == (plan.photo, plan.quote):
            return larger
    return plan


def _at_best_steps(inputs: PageInputs) -> PagePlan:
    """At the largest steps of its ladders, which go down by turns, those of the first zone first."""
    ladders = zones_ready.ladders(inputs, _zones(inputs), _whole_area(inputs))
    deepest = max((len(steps) for steps in ladders.values()), default=1) - 1
    for turn in range(len(ladders) * deepest + 1):
        downs = {name: (turn + len(ladders) - 1 - place) // len(ladders) for place, name in enumerate(ladders)}
        plan = _parted(replace(inputs, steps=downs))
        if plan.excess <= 0 and not _leaves_text(inputs, plan):
            break
    return plan


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
    everywhere = [zone for page in inputs.rules.pages for zone in page.zones if zone not in inputs.spec.zones]
    ends = [zone for zone in everywhere if inputs.choice.ended.get(zone.name) == inputs.number]
    whole = [zone for zone in everywhere if inputs.choice.moved.get(zone.name) == inputs.number]
    return [*(zone for zone in ends if zone.name in inputs.rests), *whole]


def _whole_area(inputs: PageInputs) -> Area:
    return Area(1, inputs.grid.columns, 0.0, inputs.grid.width)


def _area(inputs: PageInputs, rail: RailZone | None) -> Area:
    """What a rail leaves of the page's width."""
    if rail is None:
        return _whole_area(inputs)
    grid, at_end = inputs.grid, (rail.side is PageEdge.OUTER) == inputs.recto
    columns = inputs.beside(rail.width)
    first = 1 if at_end else grid.columns - columns + 1
    return Area(first, columns, 0.0 if at_end else rail.width, grid.width - rail.width)


class _Feet(NamedTuple):
    """What stands on the foot of the page, and where it begins with the white above it."""

    placed: tuple[PlacedZone, ...]
    top: float


def _laid(inputs: PageInputs) -> PagePlan:
    zones, arrived = _zones(inputs), _arrived(inputs)
    rail = _first(zones, RailZone)
    anchored = [zone for zone in zones if zone.anchor is Anchor.FOOT and zone not in arrived]
    standing = zones_ready.pieces(inputs, anchored, _whole_area(inputs))
    feet = _feet(inputs, standing)
    flowing = tuple(zone for zone in zones if zone not in anchored)
    plan = _Flow(inputs, _area(inputs, rail), flowing, bool(arrived), feet.top, bool(anchored)).plan()
    if plan.hollow and any(zone.fills for zone in anchored):
        feet = _feet(inputs, standing, plan.hollow / 2)
        plan = _lowered(plan, math.floor(plan.hollow / 4) if plan.hollow >= inputs.rules.hollow_page else 0)
    return replace(plan, zones=_in_order(zones, (*plan.zones, *feet.placed, *_rail(inputs, rail, feet))))


def _first(zones: Sequence[Zone], kind: type[ZoneT]) -> ZoneT | None:
    """The first of some zones that is of a kind."""
    return next((zone for zone in zones if isinstance(zone, kind)), None)


def _in_order(zones: Sequence[Zone], placed: Sequence[PlacedZone]) -> tuple[PlacedZone, ...]:
    """As the format names them: so they are read."""
    order = {id(zone): index for index, zone in enumerate(zones)}
    return tuple(sorted(placed, key=lambda one: order[id(one.zone)]))


def _lowered(plan: PagePlan, by: float) -> PagePlan:
    """What flows but the image, so much further down."""
    return replace(
        plan,
        zones=tuple(
            one
            if isinstance(one.zone, ImageZone)
            else replace(one, frames={name: replace(f, y=f.y + by) for name, f in one.frames.items()})
            for one in plan.zones
        ),
    )


def _feet(inputs: PageInputs, pieces: Sequence[ZonePiece], extra: float = 0.0) -> _Feet:
    """Pieces stacked upwards from the foot of the page; the one that fills takes `extra` u more."""
    foot, found = inputs.grid.page, list[PlacedZone]()
    for index, piece in enumerate(reversed(pieces)):
        spot = ZoneSpot(inputs.grid.top, is_last=index == 0, anchored=True, extra=extra if piece.zone.fills else 0.0)
        tried = piece.place(spot)
        high = tried.foot - _top(tried, spot.y)
        y = foot - high
        done = piece.place(spot._replace(y=y))
        found.insert(0, PlacedZone(piece.zone, done.frames))
        foot = _top(done, y)
    if not pieces:
        return _Feet((), inputs.grid.bottom)
    return _Feet(tuple(found), foot - FOOT_WHITE)


def _top(placed: Placed, y: float) -> float:
    """Where a zone placed at `y` begins: higher up where its text stands on a whole unit."""
    return min([y, *(frame.y for frame in placed.frames.values())])


def _rail(inputs: PageInputs, rail: RailZone | None, feet: _Feet) -> Iterator[PlacedZone]:
    """The rail, down to what stands on the foot: to its ground, or to the white above its text."""
    if rail is None:
        return
    at_end = (rail.side is PageEdge.OUTER) == inputs.recto
    grounds = [frame.y for name, frame in _first_frames(feet).items() if name.startswith("fond-")]
    foot = min(grounds, default=feet.top if feet.placed else inputs.grid.page)
    x = inputs.grid.width - rail.width if at_end else 0.0
    yield PlacedZone(rail, {rail.name: Frame(x, 0, rail.width, foot)})


def _first_frames(feet: _Feet) -> Mapping[str, Frame]:
    """Those of the highest zone of the foot."""
    return feet.placed[0].frames if feet.placed else {}


class _Flow(NamedTuple):
    """What flows down a page: its zones, what arrived from others, the u at which it must end, what stands there."""

    inputs: PageInputs
    area: Area
    zones: tuple[Zone, ...]
    arrived: bool
    limit: float
    over: bool

    def plan(self) -> PagePlan:
        """The page without what stands on its foot."""
        zone = _first(self.zones, ImageZone)
        pieces = self._without_photo(None) if self.arrived or zone is None else self._with_image(zone)
        placed, end = self._stack(pieces)
        frames = {name for one in placed for name in one.frames}
        lacks = max(0.0, end - self.limit)
        index = self.inputs.choice.photos.get(self.inputs.number)
        return PagePlan(
            placed,
            excess=lacks if index is None or "photo" in frames else max(lacks, PHOTO_MISSING),
            hollow=max(0.0, self._hollow(zone, frames, end)),
            cuts=self._cuts(pieces, lacks) if lacks else {},
            photo=index if "photo" in frames else None,
            quote=next(filter(frames.__contains__, ("champ", "exergue")), ""),
        )

    def _hollow(self, zone: ImageZone | None, frames: set[str], end: float) -> float:
        """What the page leaves empty, the white in the place of a photo too unless a quotation stands in it."""
        if zone is None or zone.quote is not QuotePlace.WHITE or "photo" in frames:
            return self.limit - end
        return 0.0 if "exergue" in frames else self._spare()

    def _pieces(self, image: ZonePiece | None = None) -> list[ZonePiece]:
        """Everything that the sheet has, the image where its zone stands."""
        found, inputs = list[ZonePiece](), replace(self.inputs, may_hang=image is None or not image.has_quote)
        for zone in self.zones:
            if isinstance(zone, ImageZone):
                found += [image] if image else []
            elif isinstance(zone, FlowZone):
                found += zone_flow.flow(self.inputs, zone, self.area, self.limit)
            else:
                found += zones_ready.pieces(inputs, [zone], self.area)
        return found

    @property
    def _flows(self) -> bool:
        """Whether text that goes on from page to page takes what is left of this one."""
        return any(isinstance(zone, FlowZone) for zone in self.zones)

    def _shared(self, least: float, most: float) -> float:
        """How high an image is beside text that flows: what gives way says how much of the most."""
        return float(math.floor(least + (most - least) * self.inputs.choice.share))

    def _stack(self, pieces: Sequence[ZonePiece]) -> tuple[tuple[PlacedZone, ...], float]:
        """Each piece under the one before, and where the last one ends."""
        y, placed, after_image = 0.0, list[PlacedZone](), False
        for index, piece in enumerate(pieces):
            is_last = index == len(pieces) - 1 and not self.over
            found = piece.place(ZoneSpot(y, after_image and y > 0, is_last))
            placed.append(PlacedZone(piece.zone, found.frames, found.rest))
            y, after_image = found.foot, bool(zone_images.IMAGE_FRAMES & found.frames.keys())
        return tuple(placed), y

    def _spare(self, image: ZonePiece | None = None) -> float:
        """What is left of the page when its image is that."""
        return self.limit - self._stack(self._pieces(image))[1]

    def _with_image(self, zone: ImageZone) -> list[ZonePiece]:
        """With the photo of the page, or with what stands for it."""
        photo = self.inputs.photo(zone)
        return self._with_photo(zone, photo) if photo else self._without_photo(zone)

    def _with_photo(self, zone: ImageZone, photo: PagePhoto) -> list[ZonePiece]:
        """The photo as high as there is room; with a quotation under it where both hold well."""
        if self._flows:
            room = zone_images.quote_room(self.inputs, zone, self.area)
            return self._pieces(self._photo(zone, (photo, self._shared(photo.least, photo.most), room)))
        ready = self._photo(zone, (photo, photo.least, 0.0))
        spare = self._spare(ready)
        if spare < 0:
            return self._pieces(ready) if self._spare() < 0 else self._pieces()
        quote = zone_images.quote_room(self.inputs, zone, self.area)
        room = photo.least + spare - quote
        if quote and room >= max(photo.least, self.inputs.rules.photo_beside_quote):
            high = min(photo.most, math.floor(room))
            return self._pieces(self._photo(zone, (photo, high, quote + min(MOST_QUOTE_WHITE, room - high))))
        return self._pieces(self._photo(zone, (photo, min(photo.most, photo.least + math.floor(spare)), 0.0)))

    def _photo(self, zone: ImageZone, found: tuple[PagePhoto, float, float]) -> ZonePiece:
        return zone_images.photo(self.inputs, zone, self.area, found)

    def _without_photo(self, zone: ImageZone | None) -> list[ZonePiece]:
        """A quotation on a field or in the white, where the zone has place for one."""
        if zone is None:
            return self._pieces()
        if zone.quote is QuotePlace.WHITE:
            spare = self._spare()
            return self._pieces(zone_images.white(self.inputs, zone, self.area, spare)) if spare > 0 else self._pieces()
        if zone.quote is QuotePlace.NONE or not self.inputs.is_quoted:
            return self._pieces()
        return self._pieces(self._field(zone))

    def _field(self, zone: ImageZone) -> ZonePiece | None:
        """A field of colour as high as there is room."""
        least, most = self.inputs.rules.field_least, self.inputs.rules.field_most
        if self._flows:
            return zone_images.field(self.inputs, zone, self.area, self._shared(least, most))
        ready = zone_images.field(self.inputs, zone, self.area, least)
        spare = self._spare(ZonePiece(zone, lambda _: Placed({}, least + zone_images.WAVE + 1)))
        if spare < 0:
            return None
        return zone_images.field(self.inputs, zone, self.area, min(most, least + math.floor(spare))) or ready

    def _cuts(self, pieces: Sequence[ZonePiece], lacks: float) -> dict[str, int]:
        """Words to cut in the texts of the zone whose text is the highest; else in the entries that stand here."""
        talls = max((piece.talls for piece in pieces), key=lambda one: max(one.values(), default=0), default={})
        if talls:
            return find_cuts(self.inputs, talls, max(talls.values()) - lacks)
        return {
            rubric: self.inputs.matter.words(rubric, lacks / self.limit)
            for piece in pieces
            for rubric in piece.zone.rubrics
            if self.inputs.matter.has(rubric)
        }
