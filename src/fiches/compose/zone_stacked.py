"""Two rubrics one below the other, where side by side much would stay empty; a photo may stand beside the first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fiches.compose import zone_texts
from fiches.compose.frame import Frame
from fiches.compose.model import PageInputs
from fiches.compose.picture_frames import heights
from fiches.compose.pieces import Area, Placed, ZonePiece, ZoneSpot
from fiches.compose.zone_images import caption_room, caption_under
from fiches.compose.zones import HeadPlace, PairZone, TextZone

HIGHEST_BESIDE = 0.75  # of the height of the page, that a photo beside a rubric may take
RATIO_SLACK = 0.01
HEAD_COLUMNS = 3  # of the grid, for a head at the side of its text: its key word is as large as those above a text
WHITE_BETWEEN = 1.0  # u more between the first and the second
LEAST_COLUMNS = 4  # of the grid, that a text and a photo beside it have


@dataclass(frozen=True, slots=True)
class _Stack:
    """The first of two, on so many columns of its area; the second under it, over all of them, its head at its side.

    The head of the first is at its side too, unless a photo stands there.
    """

    inputs: PageInputs
    zone: PairZone
    area: Area
    columns: int

    def piece(self) -> ZonePiece | None:
        """Ready to be placed; None where the sheet has not both."""
        first_head = HeadPlace.ABOVE if self.columns < self.area.columns else HeadPlace.BESIDE
        heads, widths = (first_head, HeadPlace.BESIDE), (self.columns, self.area.columns)
        grounds = dict(self.zone.grounds)
        first, second = (
            zone_texts.rubric(
                self.inputs,
                TextZone(name=name, rubric=name, ground=grounds.get(name, ""), head=head, head_columns=HEAD_COLUMNS),
                replace(self.area, columns=columns),
            )
            for name, head, columns in zip(self.zone.pair, heads, widths, strict=True)
        )
        if first is None or second is None:
            return None

        def place(spot: ZoneSpot) -> Placed:
            over = first.place(spot._replace(is_last=False))
            photo = self.photo(over.foot)
            foot = max([over.foot, *(frame.foot for frame in photo.values())])
            under = second.place(ZoneSpot(foot + WHITE_BETWEEN, is_last=spot.is_last))
            return Placed({**over.frames, **photo, **under.frames}, under.foot)

        return ZonePiece(self.zone, place, {**first.talls, **second.talls})

    def photo(self, foot: float) -> dict[str, Frame]:
        """That of the page beside the first, from the trim to where its text ends, and its caption; nothing without."""
        photo, grid = self.inputs.heading, self.inputs.grid
        if photo is None or self.columns == self.area.columns:
            return {}
        x, across = self.area.x(self.inputs, self.columns + 1), self.area.columns - self.columns
        width = self.area.left + self.area.width - x
        least, most = heights(photo.ratios, width, (photo.least * grid.module, HIGHEST_BESIDE * grid.height))
        wide = self.area.span(self.inputs, across)
        under = caption_room(self.inputs, photo, wide)
        high = min(max(foot - under, least / grid.module), most / grid.module)
        frames = {"photo": Frame(x, 0.0, width, high)}
        if photo.captioned:
            frames["legende"] = caption_under(x, high, wide, under)
        return frames


def stacked(inputs: PageInputs, zone: PairZone, area: Area) -> ZonePiece | None:
    """The second of two under the first; None where there are not two."""
    return _Stack(inputs, zone, area, area.columns).piece() if len(zone.pair) == 2 else None


def pictured(inputs: PageInputs, zone: PairZone, area: Area, foot: float) -> Iterator[tuple[float, ZonePiece]]:
    """The same with the photo of the page beside the first, which opens the page, and what of it stays empty (u).

    One way for each number of columns with which it ends above `foot` and the photo is not cut too much.
    """
    photo = inputs.heading
    if photo is None or len(zone.pair) != 2 or zone.pair[0] in dict(zone.grounds):
        return
    for columns in range(LEAST_COLUMNS, area.columns - LEAST_COLUMNS + 1):
        piece = _Stack(inputs, zone, area, columns).piece()
        placed = piece.place(ZoneSpot(0.0)) if piece else None
        if piece is None or placed is None or placed.foot > foot:
            continue
        frame = placed.frames["photo"]
        ratio = frame.width / (frame.height * inputs.grid.module)
        if photo.ratios[0] - RATIO_SLACK <= ratio <= photo.ratios[1] + RATIO_SLACK:
            beside = abs(placed.frames[zone.pair[0]].foot - placed.frames.get("legende", frame).foot)
            yield max(foot - placed.foot, beside), piece
