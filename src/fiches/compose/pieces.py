"""What a zone is while its page is laid: a function from where it begins to its frames and where it ends."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from fiches.compose.copyfit import Poured
from fiches.compose.frame import Frame, whole
from fiches.compose.model import ALONE, HEAD_BLOCK, HEAD_REST, PageInputs
from fiches.compose.rules import TypeSize
from fiches.compose.zones import GROUND_FRAME, Zone

HEAD_WHITE = 1.5  # u above a head that follows something
ENDLESS = 10_000.0  # mm, on which a head is one line
GROUND_PAD = 1.5  # u between a text and the edge of its ground
AT_HEAD = 1.0  # u from the head of the page: a ground that begins nearer reaches it


class Placed(NamedTuple):
    """The frames of a zone, and the u down the page at which it ends with its ground; what of its text has no place."""

    frames: Mapping[str, Frame]
    foot: float
    rest: Poured | None = None


class ZoneSpot(NamedTuple):
    """Where a zone begins: 0 at the head of the page; whether it follows an image, whether nothing follows it.

    `anchored`: it stands on the foot of the page, or on what does; `above`: the colour of the ground that it follows.
    """

    y: float
    after_image: bool = False
    is_last: bool = False
    anchored: bool = False
    above: str = ""

    @property
    def is_first(self) -> bool:
        """Whether it opens the page."""
        return self.y == 0


@dataclass(frozen=True, slots=True)
class Area:
    """What of a page's width a zone may use: its first column, how many, and the edges that its ground reaches."""

    first: int
    columns: int
    left: float  # mm
    width: float  # mm

    def x(self, inputs: PageInputs, column: float = 1) -> float:
        """The left edge of one of its columns, in mm."""
        return inputs.grid.x(self.first + column - 1, recto=inputs.recto)

    def span(self, inputs: PageInputs, columns: float = 0) -> float:
        """The width of so many of its columns, or of all."""
        return inputs.grid.span(columns or self.columns)


@dataclass(frozen=True, slots=True)
class RailArea(Area):
    """The strip of a rail as a single column: `inset` mm from its edges at the left and at the right."""

    inset: tuple[float, float]

    def x(self, inputs: PageInputs, column: float = 1) -> float:  # noqa: ARG002
        """Where its text begins, in mm."""
        return self.left + self.inset[0]

    def span(self, inputs: PageInputs, columns: float = 0) -> float:  # noqa: ARG002
        """How wide its text is."""
        return self.width - sum(self.inset)


@dataclass(frozen=True, slots=True)
class ZonePiece:
    """A zone ready to be placed. `talls`: by rubric, how high each of its running texts is: what may be cut short."""

    zone: Zone
    place: Callable[[ZoneSpot], Placed]
    talls: Mapping[str, float] = field(default_factory=dict)
    has_quote: bool = False  # a pull quote stands in it


def head_at(inputs: PageInputs, spot: ZoneSpot) -> float:
    """Where the head of what flows begins: at the top of the page, else on the next whole unit under some white."""
    return inputs.grid.top if spot.is_first else whole(spot.y + (1.0 if spot.after_image else HEAD_WHITE))


def head_above(inputs: PageInputs, rubric: str, width: float) -> float:
    """How high the head of a rubric is above its text on so many mm: by a line more where it has two or more."""
    tall, line = _heights(inputs, f"{HEAD_BLOCK}-{rubric}", width)
    return inputs.rules.head_above + (round(line) if tall > line else 0.0)


def head_beside(inputs: PageInputs, rubric: str, width: float) -> float:
    """How high the head of a rubric is at the side of its text: by each of its lines more that is not the first."""
    parts = (_heights(inputs, f"{part}-{rubric}", width) for part in (HEAD_BLOCK, HEAD_REST))
    return inputs.rules.head_beside + sum(tall - line for tall, line in parts)


def lines_of(inputs: PageInputs, block: str, width: float) -> int:
    """How many lines of a size of their own a block has on so many mm; 0 where there is none."""
    tall, line = _heights(inputs, block, width)
    return round(tall / line) if line else 0


def _heights(inputs: PageInputs, block: str, width: float) -> tuple[float, float]:
    """How high a text in one size is on so many mm, and on one line; nothing where there is none."""
    if not inputs.matter.has(block):
        return 0.0, 0.0
    tall, line = (inputs.height(inputs.setting(block, across, inputs.body)) for across in (width, ENDLESS))
    return tall, line


def foot_of(inputs: PageInputs, spot: ZoneSpot, foot: float, *, on_ground: bool) -> float:
    """Where a text's zone ends: with a ground under it, with the margin of the page when it stands on its foot."""
    if spot.anchored and spot.is_last:
        return foot + inputs.grid.page - inputs.grid.bottom + (0.5 if on_ground else 0.0)
    return foot + (GROUND_PAD if on_ground else 0.0)


def ground(inputs: PageInputs, area: Area, spot: ZoneSpot, edges: tuple[float, float]) -> Frame:
    """The ground of a zone between two edges down the page, over those of the page that it reaches."""
    top = 0.0 if spot.is_first else edges[0]
    foot = inputs.grid.page if spot.is_last else edges[1]
    return Frame(area.left, top, area.width, foot - top)


def on_ground(inputs: PageInputs, piece: ZonePiece, area: Area) -> ZonePiece:
    """A zone that places no ground itself, on one."""

    def place(spot: ZoneSpot) -> Placed:
        goes_on = spot.is_first or spot.above == piece.zone.ground
        found = piece.place(spot if goes_on else spot._replace(y=spot.y + GROUND_PAD))
        foot = foot_of(inputs, spot, found.foot, on_ground=True)
        under = {name: ground(inputs, area, spot, (spot.y, foot)) for name in piece.zone.painted}
        return Placed({**under, **found.frames}, foot)

    return replace(piece, place=place)


def filled(placed: Placed, extra: float) -> Placed:
    """A zone with so many u more of ground, half above what stands on it; a box of a given height is so much higher."""
    box = "" if any(name.startswith(GROUND_FRAME) for name in placed.frames) else next(iter(placed.frames), "")

    def grown(name: str, frame: Frame) -> Frame:
        if name == box or name.startswith(GROUND_FRAME):
            top = frame.y if frame.y >= AT_HEAD else 0.0
            return replace(frame, y=top, height=max(frame.height, placed.foot + extra - top))
        return replace(frame, y=frame.y + extra / 2)

    return Placed({name: grown(name, frame) for name, frame in placed.frames.items()}, placed.foot + extra)


def rows(count: int, most: int = 3) -> tuple[int, ...]:
    """How many cards stand in each row: as few rows as can be, four by two where three may stand."""
    across = min(count, most)
    if count > most and count % most == 1 and count <= 2 * most - 2:
        across = math.ceil(count / 2)
    return tuple(min(across, count - start) for start in range(0, count, across or 1))


def find_cuts(inputs: PageInputs, talls: Mapping[str, float], allowed: float) -> dict[str, int]:
    """Words to cut in each block that is higher than `allowed`."""
    room = max(allowed, 0)
    return {name: inputs.matter.words(name, (tall - room) / tall) for name, tall in talls.items() if tall > room + 0.01}


def fitted(inputs: PageInputs, block: str, width: float, steps: Sequence[TypeSize]) -> tuple[TypeSize, float]:
    """The first step whose lines are few enough (else the last), and the height it takes."""
    for step in steps:
        tall = inputs.height(inputs.setting(block, width, step))
        if line_count(inputs, block, width, step) <= step.most_lines + 0.01:
            break
    return step, tall


def line_count(inputs: PageInputs, block: str, width: float, step: TypeSize) -> float:
    """How many lines a title or a quotation has, without the name of who says it."""
    alone = block + ALONE if block in inputs.matter.named else block
    return inputs.height(inputs.setting(alone, width, step)) / step.leading
