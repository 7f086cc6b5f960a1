"""Lengths and rectangles: one factor between units, one Box."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

MM_PER_INCH = 25.4
POINTS_PER_INCH = 72
POINTS_PER_MM = POINTS_PER_INCH / MM_PER_INCH
PX_PER_MM = 96 / MM_PER_INCH  # pixels of CSS
POINTS_PER_PX = POINTS_PER_INCH / 96
BLEED = 5.0  # mm, the most that a printer asks: every page is painted this far beyond its trim
BLEED_KEY = "FichesBleed"  # of a page: a stream of what is painted there for the press alone, as mirrored photos
BLEED_STYLE = f"@page {{ bleed: {BLEED:g}mm }}"


class Box(NamedTuple):
    """An upright rectangle from its corner of least ordinates to the one opposite.

    Of a PDF in points from the bottom left, so that y0 is its foot; of a map in mm, of a page of the engine in mm or
    pixels, of a photo in pixels, from the top left, so that y0 is its head.
    """

    x0: float
    y0: float
    x1: float
    y1: float

    @classmethod
    def of(cls, numbers: Iterable[Any]) -> Box:
        """The rectangle that four numbers of a PDF are, whichever corner comes first."""
        one, two, three, four = map(float, numbers)
        return cls(min(one, three), min(two, four), max(one, three), max(two, four))

    @classmethod
    def around(cls, points: Sequence[tuple[float, float]]) -> Box:
        """The least that holds points, of which there is one at least."""
        across, along = zip(*points, strict=True)
        return cls(min(across), min(along), max(across), max(along))

    @property
    def width(self) -> float:
        """In its own unit, as all that follows."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Along the page."""
        return self.y1 - self.y0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it: what two boxes share that do not meet. A line without width is something."""
        return self.x0 > self.x1 or self.y0 > self.y1

    @property
    def corners(self) -> list[tuple[float, float]]:
        """All four, from the first one along its side of y0."""
        return [(self.x0, self.y0), (self.x1, self.y0), (self.x1, self.y1), (self.x0, self.y1)]

    def nearest(self, point: tuple[float, float]) -> tuple[float, float]:
        """The point of it that is nearest to one."""
        return min(max(point[0], self.x0), self.x1), min(max(point[1], self.y0), self.y1)

    def widened(self, by: float) -> Box:
        """The same with so much more on every side."""
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def contains(self, x: float, y: float) -> bool:
        """Whether a point is in it or on its edge."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def covers(self, other: Box) -> bool:
        """Whether all of another is in it."""
        return self.x0 <= other.x0 and self.y0 <= other.y0 and self.x1 >= other.x1 and self.y1 >= other.y1

    def meets(self, other: Box) -> bool:
        """Whether they share more than an edge."""
        return self.x0 < other.x1 and self.x1 > other.x0 and self.y0 < other.y1 and self.y1 > other.y0

    def shared(self, other: Box) -> Box:
        """What both cover; empty when they are apart."""
        return Box(max(self.x0, other.x0), max(self.y0, other.y0), min(self.x1, other.x1), min(self.y1, other.y1))

    def joined(self, other: Box) -> Box:
        """The least that covers both."""
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))
