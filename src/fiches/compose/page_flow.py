"""What flows down a page: pieces stacked from its head, its image as high as there is room, and what it lacks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from fiches.compose import zone_flow, zone_images, zones_ready
from fiches.compose.model import PageInputs, PagePhoto, PagePlan, PlacedZone
from fiches.compose.pieces import Area, Placed, ZonePiece, ZoneSpot, find_cuts
from fiches.compose.zones import FlowZone, ImageZone, PairZone, QuotePlace, StandfirstZone, Zone

ZoneT = TypeVar("ZoneT", bound=Zone)
MOST_QUOTE_WHITE = 3.0  # u around a quotation under a photo, beside its own
NARROW_ENOUGH = 12.0  # u: a wide photo so high stands by itself, though not as wide as its place
WHITE_LEFT_BY_FIELD = (
    12.0  # u that a page leaves empty before a field of colour is higher than the most that it is otherwise
)
PHOTO_MISSING = 1.0  # u that a page lacks whose photo found no room


def first(zones: Sequence[Zone], kind: type[ZoneT]) -> ZoneT | None:
    """The first of some zones that is of a kind."""
    return next((zone for zone in zones if isinstance(zone, kind)), None)


class PageFlow(NamedTuple):
    """What flows down a page: its zones, what arrived from others, the u at which it must end, what stands there."""

    inputs: PageInputs
    area: Area
    zones: tuple[Zone, ...]
    arrived: bool
    limit: float
    over: bool
    fills: bool

    def plan(self) -> PagePlan:
        """The page without what stands on its foot."""
        zone = first(self.zones, ImageZone)
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
            quoted=self.inputs.quote if "exergue" in frames else "",
        )

    def _hollow(self, zone: ImageZone | None, frames: set[str], end: float) -> float:
        """What the page leaves empty, what is in the place of a photo too unless that is one or a quotation."""
        if zone_images.BAND in frames:
            return self._spare()
        if zone is None or zone.quote is not QuotePlace.WHITE or "photo" in frames:
            return self.limit - end
        return 0.0 if "exergue" in frames else self._spare()

    def _pieces(self, image: ZonePiece | None = None, beside: ZonePiece | None = None) -> list[ZonePiece]:
        """Everything that the sheet has, the image where its zone stands; `beside`: a zone that is at its side."""
        found, inputs = list[ZonePiece](), replace(self.inputs, may_hang=image is None or not image.has_quote)
        for zone in self.zones:
            if isinstance(zone, ImageZone):
                found += [image] if image else []
            elif beside and zone is beside.zone:
                found.append(beside)
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
        y, placed, after_image, above = 0.0, list[PlacedZone](), False, ""
        for index, piece in enumerate(pieces):
            is_last = index == len(pieces) - 1 and not self.over
            found = piece.place(ZoneSpot(y, after_image and y > 0, is_last, above=above))
            placed.append(PlacedZone(piece.zone, found.frames, found.rest))
            y, above = found.foot, piece.zone.ground
            after_image = bool(zone_images.IMAGE_FRAMES & found.frames.keys())
            y += self.inputs.level.sinks if isinstance(piece.zone, ImageZone) else 0.0
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
            wanted = self._shared(photo.least, photo.most)
            high = zone_images.shared_height(self.inputs, self.area, photo, wanted)
            return self._pieces(self._photo(zone, (photo, high, room))) if high else self._pieces()
        if self._spare() < 0:  # its text does not hold even without the photo: what gives way decides
            return self._pieces(self._photo(zone, (photo, photo.least, 0.0)))
        least, most = zone_images.full_heights(self.inputs, self.area, photo)
        if least > most:
            return self._with_narrow_photo(zone, photo)
        ready = self._photo(zone, (photo, least, 0.0))
        spare = self._spare(ready)
        if spare < 0:
            return self._with_narrow_photo(zone, photo)
        quote = zone_images.quote_room(self.inputs, zone, self.area)
        room = least + spare - quote
        if quote and room >= max(least, self.inputs.rules.photo_beside_quote):
            high = min(most, math.floor(room))
            around = quote + min(MOST_QUOTE_WHITE, room - high)
            return self._pieces(self._photo(zone, (photo, self._level(least, high), around)))
        return self._pieces(self._photo(zone, (photo, self._level(least, min(most, least + math.floor(spare))), 0.0)))

    def _level(self, least: float, high: float) -> float:
        """The height of an image that could be so high: lower where the heads under it are level with facing ones."""
        return max(least, min(high, self.inputs.level.tallest))

    def _with_narrow_photo(self, zone: ImageZone, photo: PagePhoto) -> list[ZonePiece]:
        """The photo in some columns of its place, or at the head of one of the rubrics side by side that follow it."""
        if opened := self._opened(zone, photo):
            return opened
        room = self._spare(self._photo(zone, (photo, 0.0, 0.0))) + photo.under - 1
        highs = zone_images.narrow_heights(self.inputs, self.area, photo, room)
        narrow = self._pieces(self._photo(zone, (photo, highs[-1], 0.0))) if highs else []
        if narrow and photo.shape >= 1 and highs[-1] >= NARROW_ENOUGH:
            return narrow
        return self._headed(zone, photo) or narrow or self._pieces()

    def _opened(self, zone: ImageZone, photo: PagePhoto) -> list[ZonePiece]:
        """The photo at the side of the standfirst that it follows, as large as it holds; nothing where it does not."""
        above = zones_ready.pieces(self.inputs, self.zones[: self.zones.index(zone)], self.area)
        before = above[-1].zone if above else None
        if not isinstance(before, StandfirstZone):
            return []
        no_height = ZonePiece(before, lambda spot: Placed({}, spot.y))
        room = self.limit - self._stack(self._pieces(self._photo(zone, (photo, 0.0, 0.0)), no_height))[1]
        ways = zone_images.openings(self.inputs, before, self.area, (photo, room + photo.under - 1))
        best = max(ways, key=lambda way: (way.under > 0, way.high * way.wide), default=None)
        if best is None:
            return []
        return self._pieces(zone_images.opening(self.inputs, zone, self.area, (photo, best)), best.standfirst)

    def _headed(self, zone: ImageZone, photo: PagePhoto) -> list[ZonePiece]:
        """The photo over one of the rubrics side by side that open the page with it; nothing where it does not hold."""
        if not self._opens(zone) or not isinstance(next(iter(self.zones[1:]), None), PairZone):
            return []
        headed = replace(self.inputs, heading=replace(photo, room=self._spare()))
        pieces = zones_ready.pieces(headed, self.zones, self.area)
        return pieces if pieces and self._stack(pieces)[1] <= self.limit else []

    def _photo(self, zone: ImageZone, found: tuple[PagePhoto, float, float]) -> ZonePiece:
        return zone_images.photo(self.inputs, zone, self.area, found)

    def _without_photo(self, zone: ImageZone | None) -> list[ZonePiece]:
        """A quotation on a field or in the white, where the zone has place for one."""
        if zone is None:
            return self._pieces()
        if self.inputs.is_quoted and zone.quote in (QuotePlace.FIELD, QuotePlace.UNDER):
            pieces = self._pieces(self._field(zone) if self.inputs.may_field else None)
            if any(piece.has_quote for piece in pieces):
                return pieces
            if not self._flows:
                return self._beside_field(zone, pieces)
        return self._pieces(self._in_white(zone))

    def _beside_field(self, zone: ImageZone, hanging: list[ZonePiece]) -> list[ZonePiece]:
        """A quotation that faces a field of colour, or has no room for one: under a text, else in the white."""
        placed, end = self._stack(hanging)
        if end > self.limit or any("exergue" in one.frames for one in placed):
            return hanging
        spare = self.limit - end
        if spare >= zone_images.room_on_band(self.inputs, self.area):
            return self._pieces(self._band(zone, spare, is_quoted=True))
        white = self._pieces(zone_images.white(self.inputs, zone, self.area, spare))
        shows = any("exergue" in one.frames for one in self._stack(white)[0])
        return white if shows else self._pieces(self._in_white(zone))

    def _in_white(self, zone: ImageZone) -> ZonePiece | None:
        """What stands in the white of a page without photo: a lighter field where it would be very empty."""
        spare = 0.0 if self._flows else math.floor(self._spare())
        least = self.inputs.rules.hollow_quote * zone_images.WHITE_FOR_QUOTE
        quoted = zone.quote is QuotePlace.WHITE and self.inputs.is_quoted and spare >= least
        band = self.inputs.rules.hollow_band if self._opens(zone) else zone_images.LEAST_WITHIN
        if spare >= band and not quoted and not self.fills:
            return self._band(zone, spare)
        if zone.quote is QuotePlace.WHITE and spare > 0:
            return zone_images.white(self.inputs, zone, self.area, self._spare())
        return None

    def _opens(self, zone: ImageZone) -> bool:
        """Whether the page begins with it."""
        return self.zones[:1] == (zone,)

    def _band(self, zone: ImageZone, spare: float, *, is_quoted: bool = False) -> ZonePiece:
        """A lighter field in so much white; over what follows it takes the margin at the head of the page too."""

        def made(high: float) -> ZonePiece:
            return zone_images.band(self.inputs, zone, self.area, math.floor(high), is_quoted=is_quoted)

        higher = made(spare + self.inputs.grid.top - 1) if self._opens(zone) else None
        return higher if higher and self._spare(higher) >= 0 else made(spare)

    def _field(self, zone: ImageZone) -> ZonePiece | None:
        """A field of colour as high as there is room up to its most; higher where else too much stays empty."""
        least, most = self.inputs.rules.field_least, self.inputs.rules.field_most
        if self._flows:
            return zone_images.field(self.inputs, zone, self.area, self._shared(least, most))
        ready = zone_images.field(self.inputs, zone, self.area, least)
        spare = self._spare(ZonePiece(zone, lambda _: Placed({}, least + zone_images.WAVE + 1)))
        if spare < 0:
            return None
        high = max(min(most, least + math.floor(spare)), least + math.floor(spare - WHITE_LEFT_BY_FIELD))
        high = self._level(least, high + self.inputs.level.grows)
        return zone_images.field(self.inputs, zone, self.area, high) or ready

    def _cuts(self, pieces: Sequence[ZonePiece], lacks: float) -> dict[str, int]:
        """Words to cut in the texts of the zone whose text is the highest; else in the entries that stand here."""
        talls = max((piece.talls for piece in pieces), key=lambda one: max(one.values(), default=0), default={})
        if talls:
            return find_cuts(self.inputs, talls, max(talls.values()) - lacks)
        return {
            rubric: self.inputs.matter.words(rubric, lacks / self.limit if self.limit > 0 else 1.0)
            for piece in pieces
            for rubric in piece.zone.rubrics
            if self.inputs.matter.has(rubric)
        }
