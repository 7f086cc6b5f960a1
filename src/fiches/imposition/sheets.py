"""Where two pages stand on one side of a sheet, and the marks around them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

Paper = tuple[float, float]  # a sheet lying across: its width and height in mm
A4_LANDSCAPE: Paper = (297.0, 210.0)
A3: Paper = (420.0, 297.0)
SRA3: Paper = (450.0, 320.0)

MM = 72 / 25.4  # in points
NEAR = 0.1 * MM  # lengths that differ by less are meant to be equal
_FROM, _LONG, _SHORT_MARK = 3 * MM, 5 * MM, 2 * MM  # marks: off the trim, at most, at least
_STRIP, _HAIR = 1 * MM, 0.25 * MM  # of a page's edge that is repeated on the spine, and how far over the one before
_Line = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PointBox:
    """Sides in points, seen from the bottom left."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """In points, as all lengths here."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """In points."""
        return self.top - self.bottom

    def inside(self, other: PointBox) -> PointBox:
        """What both cover."""
        lower = max(self.left, other.left), max(self.bottom, other.bottom)
        return PointBox(*lower, min(self.right, other.right), min(self.top, other.top))

    def around(self, other: PointBox) -> PointBox:
        """The least that covers both."""
        lower = min(self.left, other.left), min(self.bottom, other.bottom)
        return PointBox(*lower, max(self.right, other.right), max(self.top, other.top))

    def grown(self, by: float) -> PointBox:
        """Larger by as much on each side."""
        return PointBox(self.left - by, self.bottom - by, self.right + by, self.top + by)


@dataclass(frozen=True, slots=True)
class PageBoxes:
    """The boxes of a page, the bleed not smaller than the trim."""

    trim: PointBox
    bleed: PointBox

    @property
    def margin(self) -> float:
        """The bleed where it is widest, in points."""
        trim, bleed = self.trim, self.bleed
        return max(trim.left - bleed.left, trim.bottom - bleed.bottom, bleed.right - trim.right, bleed.top - trim.top)


@dataclass(frozen=True, slots=True)
class SheetGeometry:
    """The boxes of a side, the scale at which pages are drawn on it, and the spine (pt) between them."""

    media: PointBox
    trim: PointBox
    bleed: PointBox
    scale: float
    spine: float = 0.0

    @property
    def fold(self) -> float:
        """Points from the left edge."""
        return self.media.width / 2

    def fits(self) -> bool:
        """Whether the pages are wholly on the paper."""
        return min(self.trim.left, self.trim.bottom) > -NEAR


def flat(page: PageBoxes, paper: Paper | None, scale: float = 1.0, spine: float = 0.0) -> SheetGeometry:
    """The side for two pages like `page`, in the middle of `paper`, or as large as their bleed; `spine` in points."""
    width, height, bleed = (scale * length for length in (2 * page.trim.width, page.trim.height, page.margin))
    width += spine
    across, along = (length * MM for length in paper) if paper else (width + 2 * bleed, height + 2 * bleed)
    media = PointBox(0, 0, across, along)
    left, bottom = (across - width) / 2, (along - height) / 2
    trim = PointBox(left, bottom, left + width, bottom + height)
    return SheetGeometry(media, trim, trim.grown(bleed).inside(media), scale, spine)


def clip(page: PageBoxes, taken: float, *, left: bool) -> PointBox:
    """What is seen of a page on the `left` or the right: its bleed outside, none at the fold, less what creep takes."""
    if left:
        return replace(page.bleed, right=page.trim.right - taken)
    return replace(page.bleed, left=page.trim.left + taken)


def place(on: SheetGeometry, page: PageBoxes, shift: float, *, left: bool) -> tuple[float, float]:
    """How far (pt) the scaled page is moved, so that its inner edge is at the fold and `shift` beyond."""
    edge = page.trim.right if left else page.trim.left
    across = on.fold - on.scale * edge + (shift if left else -shift)
    return across, (on.media.height - on.scale * (page.trim.bottom + page.trim.top)) / 2


def strips(on: SheetGeometry, *, left: bool) -> Iterator[tuple[float, str]]:
    """How far (pt) a page is moved to paint its half of the spine with what is at its edge, and where: `re` operands.

    Strip by strip the edge is carried on, each a little over the one before; the outermost hair of the page, where a
    pattern may change, is not repeated.
    """
    half, way = on.spine / 2, 1 if left else -1
    for count in range(math.ceil(half / _STRIP)):
        near, far = count * _STRIP - _HAIR, min((count + 1) * _STRIP, half)
        start = on.fold - half + near if left else on.fold + half - far
        yield way * ((count + 1) * _STRIP + _HAIR), f"{start:.4f} 0 {far - near:.4f} {on.media.height:.4f}"


def trim_marks(on: SheetGeometry) -> list[_Line]:
    """The lines (pt) beside the corners; none where the paper has no room."""
    upright = [line for x in (on.trim.left, on.trim.right) for line in _upright(on, x)]
    return upright + [
        (near, y, end, y)
        for y in (on.trim.bottom, on.trim.top)
        for near, end in _beyond(on, on.trim.left, on.trim.right, on.media.width)
    ]


def fold_marks(on: SheetGeometry) -> list[_Line]:
    """The lines (pt) above and below the fold, or both edges of the spine; none where the paper has no room."""
    edges = {on.fold - on.spine / 2, on.fold + on.spine / 2}
    return [line for x in sorted(edges) for line in _upright(on, x)]


def _upright(on: SheetGeometry, x: float) -> Iterator[_Line]:
    return ((x, near, x, end) for near, end in _beyond(on, on.trim.bottom, on.trim.top, on.media.height))


def _beyond(on: SheetGeometry, low: float, high: float, length: float) -> list[tuple[float, float]]:
    """Where marks start and end before `low` and after `high` of an edge, outside the bleed."""
    start = max(_FROM, on.trim.left - on.bleed.left, on.trim.bottom - on.bleed.bottom)
    end = min(start + _LONG, low, length - high)
    return [(low - start, low - end), (high + start, high + end)] if end - start >= _SHORT_MARK else []
