"""The place of a photo: the photo, a pull quote under it, a field of colour with the quote, or white."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from fiches.compose.frame import SNAP, Frame
from fiches.compose.model import CAPTION_BLOCK, PageInputs, PagePhoto, set_text
from fiches.compose.picture_frames import LEAST_BESIDE, Heights, columns_wide, heights
from fiches.compose.pieces import Area, Placed, ZonePiece, ZoneSpot, fitted, line_count, lines_of
from fiches.compose.rules import TypeSize
from fiches.compose.zone_texts import standfirst_beside
from fiches.compose.zones import ImageZone, QuotePlace, StandfirstZone
from fiches.core.geometry import POINTS_PER_MM

WAVE = 1.5  # u, the ornament that the lower edge of a field is
CAPTION_WHITE = 0.5  # u between a photo and its caption
CAPTION_BESIDE = 3.75  # u: five lines, at the side of a photo that is not as wide as its place
BAND, BAND_WHITE = "bande", 2.0  # the frame of a lighter field, and u above it within a page
LEAST_WITHIN = 8.0  # u: the least that a lighter field takes within a page, with its white; less is white
IMAGE_FRAMES = frozenset({"photo", "champ", BAND})  # the frames that are an image; white is none
WIDEST_OF = 3  # steps of a field that a quotation on a lighter one may take
LEAST_STANDFIRST = 12.0  # em that its measure has beside a photo: lines of some 25 signs
OPTICAL = 0.45  # of the room that a field leaves, how much stands above its quotation
FIELD_HEAD = 2.25  # u under the margin at the head of the page, above a quotation on a field that bleeds there
FIELD_CLEAR = 6.0  # u of a field that are not for its quotation
MOST_AROUND = 3.0  # u of white above a quotation that stands in it, and as many under it
AROUND_LINE = 2.0  # u: the same of one line, which ends far from the edge, so that all of it is one white
WHITE_FOR_QUOTE = 0.6  # of `creux_exergue`: how much of the white that is kept a quotation asks for


class Opening(NamedTuple):
    """A photo after a standfirst: its height and width (u), the columns before it, what its caption takes under it."""

    high: float
    wide: float
    before: int
    under: float  # u, with its white; 0 where the caption is at its side, or there is none
    standfirst: ZonePiece


def photo(inputs: PageInputs, zone: ImageZone, area: Area, found: tuple[PagePhoto, float, float]) -> ZonePiece:
    """A photo so many u high, and so many for a quotation under it (0: none); its caption under it, or at its side."""
    picture, high, room = found
    edges = photo_edges(inputs, area)
    columns = columns_wide(picture.ratios, high * inputs.grid.module, edges) or len(edges)
    wide = min(area.width - inputs.grid.inner - inputs.grid.outer, area.span(inputs, columns))
    under = caption_room(inputs, picture, wide)

    def place(spot: ZoneSpot) -> Placed:
        y = 0.0 if spot.is_first else spot.y + 1
        frames = {"photo": Frame(area.left, y, edges[columns - 1], high)}
        foot = y + high + under
        if picture.captioned and columns < len(edges):
            beside = area.span(inputs, area.columns - columns)
            frames["legende"] = _caption_beside(area.x(inputs, columns + 1), y + high, beside)
            foot -= under - 1
        elif picture.captioned:
            frames["legende"] = caption_under(area.x(inputs), y + high, wide, under)
        if room:
            frames |= _under(inputs, area, foot, room)
            foot += room
        return Placed(frames, foot)

    return ZonePiece(zone, place, has_quote=room > 0)


def opening(inputs: PageInputs, zone: ImageZone, area: Area, found: tuple[PagePhoto, Opening]) -> ZonePiece:
    """The photo of an opening, up to the edge where lines end."""
    picture, how = found
    x, across = area.x(inputs, how.before + 1), area.span(inputs, area.columns - how.before)

    def place(spot: ZoneSpot) -> Placed:
        y = spot.y + 1
        foot = y + how.high
        frames = {"photo": Frame(x, y, how.wide * inputs.grid.module, how.high)}
        if how.under:
            frames["legende"] = caption_under(x, foot, across, how.under)
        elif picture.captioned:
            frames["legende"] = _caption_beside(area.x(inputs), foot, area.span(inputs, how.before))
        return Placed(frames, foot + (how.under or 1.0))

    return ZonePiece(zone, place)


def caption_room(inputs: PageInputs, picture: PagePhoto, width: float) -> float:
    """What stands under a photo, of whose caption the lines are so many mm: a u more for each after the first."""
    more = lines_of(inputs, f"{CAPTION_BLOCK}-{picture.index}", width) - 1 if picture.captioned else 0
    return picture.under + max(0, more)


def caption_under(x: float, foot: float, width: float, room: float) -> Frame:
    """The caption under a photo, in so many u with its white."""
    return Frame(x, foot + CAPTION_WHITE, width, room - CAPTION_WHITE)


def _caption_beside(x: float, foot: float, width: float) -> Frame:
    """At the side of a photo, on its foot."""
    return Frame(x, foot - CAPTION_BESIDE, width, CAPTION_BESIDE)


def photo_edges(inputs: PageInputs, area: Area) -> list[float]:
    """How wide a photo is from the edge of its area on one column, on two, on all: then to the other edge (mm)."""
    ends = [area.x(inputs, column) + inputs.grid.column - area.left for column in range(1, area.columns)]
    return [*ends, area.width]


def full_heights(inputs: PageInputs, area: Area, picture: PagePhoto) -> Heights:
    """Between which heights (u) a photo is as wide as its area."""
    module = inputs.grid.module
    found = heights(picture.ratios, area.width, (picture.least * module, picture.most * module))
    return Heights(found.least / module, found.most / module)


def narrow_heights(inputs: PageInputs, area: Area, picture: PagePhoto, room: float) -> list[float]:
    """The whole heights (u), up to `room`, at which a photo stands in fewer columns than its area has."""
    edges, module = photo_edges(inputs, area), inputs.grid.module
    return [
        float(high)
        for high in range(math.ceil(picture.least), math.floor(min(room, picture.most) + SNAP) + 1)
        if 0 < columns_wide(picture.ratios, high * module, edges) < len(edges)
    ]


def openings(inputs: PageInputs, zone: StandfirstZone, area: Area, found: tuple[PagePhoto, float]) -> Iterator[Opening]:
    """Those that hold, with their captions, in so many u."""
    picture, room = found
    for before in range(LEAST_BESIDE, area.columns - LEAST_BESIDE):
        if area.span(inputs, before) * POINTS_PER_MM < LEAST_STANDFIRST * inputs.step(zone.ladder).size:
            continue
        piece, tall = standfirst_beside(inputs, zone, Area(area.first, before, area.left, 0.0))
        wide = (area.left + area.width - area.x(inputs, before + 1)) / inputs.grid.module
        across = area.span(inputs, area.columns - before)
        for under in (0.0, caption_room(inputs, picture, across)) if picture.captioned else (0.0,):
            beside = 0.0 if under or not picture.captioned else CAPTION_BESIDE + CAPTION_WHITE
            most = math.floor(room + SNAP) - (under - 1 if under else 0)
            high = min(most, picture.most, math.floor(wide / picture.ratios[0]))
            if high >= max(picture.least, wide / picture.ratios[1], tall + beside):
                yield Opening(high, wide, before, under, piece)


def shared_height(inputs: PageInputs, area: Area, picture: PagePhoto, wanted: float) -> float:
    """Of the heights at which a photo is not cut too much, the greatest up to `wanted`, else the least; 0 for none."""
    least, most = full_heights(inputs, area, picture)
    full = [least + more for more in range(max(0, math.floor(most - least + 1)))]
    found = [*narrow_heights(inputs, area, picture, picture.most), *full]
    return max((high for high in found if high <= wanted), default=min(found, default=0.0))


def band(inputs: PageInputs, zone: ImageZone, area: Area, high: float, *, is_quoted: bool = False) -> ZonePiece:
    """A lighter field in the place of a photo, where a page would be empty; it may hold the quotation of the page.

    It is so many u high with its white.
    """
    width = _quote_width(inputs, area)
    step, tall = _on_band(inputs, area) if is_quoted else (TypeSize(0, 1), 0.0)

    def place(spot: ZoneSpot) -> Placed:
        y, foot = (0.0 if spot.is_first else spot.y + BAND_WHITE), spot.y + high
        frames = {BAND: Frame(area.left, y, area.width, foot - WAVE - 1 - y)}
        if is_quoted:
            above = y + _above_on_field(inputs, y, frames[BAND].height, tall)
            frames["exergue"] = set_text(area.x(inputs), above, inputs.setting(inputs.quote, width, step), tall)
        return Placed(frames, foot)

    return ZonePiece(zone, place, has_quote=is_quoted)


def _under(inputs: PageInputs, area: Area, y: float, room: float) -> dict[str, Frame]:
    """A quotation under a photo, in the middle of its room."""
    width = _quote_width(inputs, area)
    step, tall = fitted(inputs, inputs.quote, width, _steps(inputs))
    text = inputs.setting(inputs.quote, width, step)
    return {"exergue": set_text(area.x(inputs), y + (room - tall) / 2, text, tall)}


def quote_room(inputs: PageInputs, zone: ImageZone, area: Area) -> float:
    """What a quotation under a photo takes, with its white; 0 where none may stand there."""
    if zone.quote is not QuotePlace.UNDER or not inputs.is_quoted:
        return 0.0
    _, tall = fitted(inputs, inputs.quote, _quote_width(inputs, area), _steps(inputs))
    return tall + 2


def room_on_band(inputs: PageInputs, area: Area) -> float:
    """The least that a lighter field with its quotation takes, with its white."""
    return _on_band(inputs, area)[1] + FIELD_CLEAR + WAVE + 1


def _steps(inputs: PageInputs) -> tuple[TypeSize, ...]:
    return inputs.rules.ladders["exergue"]


def _on_band(inputs: PageInputs, area: Area) -> tuple[TypeSize, float]:
    """Over the whole page, of the first steps of a field the one whose lines go the furthest across."""
    width = _quote_width(inputs, area)
    if area.columns < inputs.grid.columns:
        return fitted(inputs, inputs.quote, width, _steps(inputs))
    steps = inputs.rules.ladders["champ"][:WIDEST_OF]
    step = max(steps, key=lambda one: one.size / math.ceil(line_count(inputs, inputs.quote, width, one) - SNAP))
    return step, inputs.height(inputs.setting(inputs.quote, width, step))


def _quote_width(inputs: PageInputs, area: Area) -> float:
    return area.span(inputs, max(1, area.columns - 1))


def field(inputs: PageInputs, zone: ImageZone, area: Area, high: float) -> ZonePiece | None:
    """A quotation on a field of colour so many u high; None where it does not hold."""
    width = area.span(inputs, math.ceil(area.columns * 3 / 4))
    step, tall = _step_on_field(inputs, width, high)
    if tall > high - 2:
        return None

    def place(spot: ZoneSpot) -> Placed:
        y = 0.0 if spot.is_first else spot.y + 1
        text = inputs.setting(inputs.quote, width, step)
        quote = set_text(area.x(inputs), y + _above_on_field(inputs, y, high, tall), text, tall)
        return Placed({"champ": Frame(area.left, y, area.width, high), "exergue": quote}, y + high + WAVE + 1)

    return ZonePiece(zone, place, has_quote=True)


def _above_on_field(inputs: PageInputs, y: float, high: float, tall: float) -> float:
    """How far from the head of a field at `y` and `high` its quotation stands: clear of the trim where it bleeds."""
    return max((high - tall) * OPTICAL, 0.0 if y else min(inputs.grid.top + FIELD_HEAD, high - tall - 1))


def _step_on_field(inputs: PageInputs, width: float, high: float) -> tuple[TypeSize, float]:
    for step in inputs.rules.ladders["champ"]:
        tall = inputs.height(inputs.setting(inputs.quote, width, step))
        lines = line_count(inputs, inputs.quote, width, step)
        if tall <= high - FIELD_CLEAR and lines <= step.most_lines + 0.01:
            break
    return step, tall


def white(inputs: PageInputs, zone: ImageZone, area: Area, spare: float) -> ZonePiece:
    """The white of a page without photo: half of it, the rest at its foot; what looks meant around a quotation."""
    keeps = inputs.rules.hollow_quote
    most = keeps * (2 if inputs.is_quoted else 1)
    high = max(0.0, min(math.floor(spare if spare < most else spare / 1.5), inputs.level.tallest))
    width = area.span(inputs)
    quoted = inputs.is_quoted and high >= keeps * WHITE_FOR_QUOTE
    high = high if quoted else math.ceil(high / 2)
    step, tall, around = _in_white(inputs, zone, width, high) if quoted else (TypeSize(0, 1), 0.0, 0.0)
    high = min(high, math.ceil(tall + 2 * around)) if quoted else high

    def place(spot: ZoneSpot) -> Placed:
        y, foot = max(spot.y, inputs.grid.top), spot.y + high
        if not quoted or tall > foot - y - 2:
            return Placed({}, foot)
        text = inputs.setting(inputs.quote, width, step)
        between = (y + foot + inputs.level.sinks + 1 - tall) / 2
        return Placed({"exergue": set_text(area.x(inputs), between, text, tall)}, foot)

    return ZonePiece(zone, place)


def _in_white(inputs: PageInputs, zone: ImageZone, width: float, high: float) -> tuple[TypeSize, float, float]:
    """The step of a quotation in so many u of white, its height, and the most white above it.

    At the head of its page it stands for a field: it is as large as on one where that leaves the white around it and
    its lines are as few as the first step of its own may have.
    """
    steps = _steps(inputs)
    for step in inputs.rules.ladders["champ"][:WIDEST_OF] if inputs.spec.zones[:1] == (zone,) else ():
        found = inputs.height(inputs.setting(inputs.quote, width, step))
        few = line_count(inputs, inputs.quote, width, step) <= steps[0].most_lines + 0.01
        if few and found + 2 * MOST_AROUND <= high:
            return step, found, MOST_AROUND
    step, tall = fitted(inputs, inputs.quote, width, steps)
    is_line = line_count(inputs, inputs.quote, width, step) <= 1 + SNAP
    return step, tall, AROUND_LINE if is_line else MOST_AROUND
