"""The grid of a format's pages, a rectangle of one of them, and what of it is painted in the bleed."""

from __future__ import annotations

import math
from dataclasses import dataclass

from fiches.core.geometry import BLEED

TOUCHES = 0.01  # mm: a frame so near the trim goes on into the bleed
LAPS = 0.1  # mm that a ground goes over what it abuts: a proof shows no hairline between them
SNAP = 0.001  # u: what is so near a whole one is one


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet of paper and what divides it: all in mm. One u is one `module` down the page.

    Odd pages are rectos, whose inner margin is at the left; a language read from right to left turns that over.
    """

    width: float
    height: float
    module: float
    columns: int
    gutter: float
    inner: float
    outer: float
    head: float
    foot: float

    @property
    def top(self) -> float:
        """Where text begins, in u."""
        return self.head / self.module

    @property
    def bottom(self) -> float:
        """Where text ends, in u."""
        return (self.height - self.foot) / self.module

    @property
    def page(self) -> float:
        """How high the page is, in u."""
        return self.height / self.module

    @property
    def live(self) -> float:
        """How wide all columns are together, in mm."""
        return self.width - self.inner - self.outer

    @property
    def column(self) -> float:
        """How wide one column is, in mm."""
        return (self.live - self.gutter * (self.columns - 1)) / self.columns

    def x(self, first: float, *, recto: bool) -> float:
        """The left edge of column `first`, counted from 1, in mm."""
        return (self.inner if recto else self.outer) + (first - 1) * (self.column + self.gutter)

    def span(self, columns: float) -> float:
        """The width of so many columns, or halves of one, in mm."""
        return columns * self.column + (columns - 1) * self.gutter

    def across(self, width: float) -> int:
        """How many columns stand in so many mm, one at least."""
        return max(1, min(self.columns, int((width + self.gutter + TOUCHES) / (self.column + self.gutter))))


def whole(value: float) -> float:
    """The next whole u down the page."""
    return float(math.ceil(value - SNAP))


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of the page: x and width in mm, y and height in u; the type that stands in it.

    `cuts`: of a text that goes on from frame to frame, the lines at which its columns here begin, then end.
    """

    x: float
    y: float
    width: float
    height: float
    size: float = 0.0
    leading: float = 0.0
    columns: int = 1
    cuts: tuple[int, ...] = ()

    @property
    def foot(self) -> float:
        """Its lower edge, in u."""
        return self.y + self.height

    def holds_head_of(self, other: Frame) -> bool:
        """Whether the middle of another's upper edge lies in it."""
        middle = other.x + other.width / 2
        return self.x <= middle <= self.x + self.width and self.y - SNAP <= other.y <= self.foot


@dataclass(frozen=True, slots=True)
class PlacedFrame:
    """A frame on the paper of a grid, as style sheets say it: every length in mm; the colour of the ground it is on."""

    frame: Frame
    grid: Grid
    ground: str = ""

    @property
    def x(self) -> float:
        """Its left edge."""
        return self.frame.x

    @property
    def y(self) -> float:
        """Its upper edge."""
        return self.frame.y * self.grid.module

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.frame.width

    @property
    def height(self) -> float:
        """How high it is."""
        return self.frame.height * self.grid.module

    @property
    def style(self) -> str:
        """As CSS, in mm and points."""
        rules = _rules(self.x, self.y, self.width, self.height)
        if self.frame.size:
            rules += (
                f";font-size:{figure(self.frame.size)}pt;line-height:{figure(self.frame.leading * self.grid.module)}mm"
            )
        return rules

    @property
    def bled(self) -> str:
        """As CSS, carried into the bleed over each edge of the page that it touches; empty if it touches none."""
        left, top, right, foot = self.over
        over = _rules(self.x - left, self.y - top, self.width + left + right, self.height + top + foot)
        return over if any(self.over) else ""

    @property
    def strips(self) -> tuple[str, ...]:
        """As CSS, what `bled` has more than the frame, each a little over it: on the left, right, above, below."""
        left, top, right, foot = self.over
        beside = (self.y - top, self.height + top + foot)
        every = (
            (left, (self.x - left, beside[0], left + LAPS, beside[1])),
            (right, (self.x + self.width - LAPS, beside[0], right + LAPS, beside[1])),
            (top, (self.x, self.y - top, self.width, top + LAPS)),
            (foot, (self.x, self.y + self.height - LAPS, self.width, foot + LAPS)),
        )
        return tuple(_rules(*place) for over, place in every if over)

    @property
    def mirrors(self) -> tuple[str, ...]:
        """As CSS within `bled`, copies of its picture turned over at each edge and corner of the page that it touches.

        Each stands in the frame and is turned around the edge: the engine draws no picture that stands off the page.
        """
        left, top, right, foot = self.over
        place = _rules(left, top, self.width, self.height)
        across = ["50%", *(["0%"] if left else []), *(["100%"] if right else [])]
        down = ["50%", *(["0%"] if top else []), *(["100%"] if foot else [])]
        return tuple(
            f"{place};transform-origin:{x} {y};transform:scale({1 if x == '50%' else -1},{1 if y == '50%' else -1})"
            for x in across
            for y in down
            if (x, y) != ("50%", "50%")
        )

    @property
    def over(self) -> tuple[float, float, float, float]:
        """How far it goes into the bleed on the left, above, on the right and below, in mm."""
        near = (self.x, self.y, self.grid.width - self.x - self.width, self.grid.height - self.y - self.height)
        left, top, right, foot = (BLEED if gap < TOUCHES else 0.0 for gap in near)
        return left, top, right, foot


def _rules(x: float, y: float, width: float, height: float) -> str:
    return f"left:{figure(x)}mm;top:{figure(y)}mm;width:{figure(width)}mm;height:{figure(height)}mm"


def figure(value: float) -> str:
    """A length as style sheets have it, without zeros that say nothing."""
    return f"{value:.4f}".rstrip("0").rstrip(".")
