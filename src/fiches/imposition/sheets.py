"""Where two pages stand on one side of a sheet, and the marks around them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from fiches.core.geometry import POINTS_PER_MM, Box

Paper = tuple[float, float]  # a sheet lying across: its width and height in mm

NEAR = 0.1 * POINTS_PER_MM  # lengths that differ by less are meant to be equal
_FROM, _LONG, _SHORT_MARK = (length * POINTS_PER_MM for length in (3, 5, 2))  # marks: off the trim, at most, at least
_STRIP = 1 * POINTS_PER_MM  # of a page's edge that is repeated on the spine,
_HAIR = 0.25 * POINTS_PER_MM  # and how far it goes over the one before
_Line = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageBoxes:
    """The boxes of a page, the bleed not smaller than the trim."""

    trim: Box
    bleed: Box

    @property
    def margin(self) -> float:
        """The bleed where it is widest, in points."""
        trim, bleed = self.trim, self.bleed
        return max(trim.x0 - bleed.x0, trim.y0 - bleed.y0, bleed.x1 - trim.x1, bleed.y1 - trim.y1)


@dataclass(frozen=True, slots=True)
class SheetGeometry:
    """The boxes of a side, the scale at which pages are drawn on it, and the spine (pt) between them."""

    media: Box
    trim: Box
    bleed: Box
    scale: float
    spine: float = 0.0

    @property
    def fold(self) -> float:
        """Points from the left edge."""
        return self.media.width / 2

    def fits(self) -> bool:
        """Whether the pages are wholly on the paper."""
        return min(self.trim.x0, self.trim.y0) > -NEAR


def flat(page: PageBoxes, paper: Paper | None, scale: float = 1.0, spine: float = 0.0) -> SheetGeometry:
    """The side for two pages like `page`, in the middle of `paper`, or as large as their bleed; `spine` in points."""
    width, height, bleed = (scale * length for length in (2 * page.trim.width, page.trim.height, page.margin))
    width += spine
    across, along = (length * POINTS_PER_MM for length in paper) if paper else (width + 2 * bleed, height + 2 * bleed)
    media = Box(0, 0, across, along)
    left, bottom = (across - width) / 2, (along - height) / 2
    trim = Box(left, bottom, left + width, bottom + height)
    return SheetGeometry(media, trim, trim.widened(bleed).shared(media), scale, spine)


def clip(page: PageBoxes, taken: float, *, left: bool) -> Box:
    """What is seen of a page on the `left` or the right: its bleed outside, none at the fold, less what creep takes."""
    if left:
        return page.bleed._replace(x1=page.trim.x1 - taken)
    return page.bleed._replace(x0=page.trim.x0 + taken)


def place(on: SheetGeometry, page: PageBoxes, shift: float, *, left: bool) -> tuple[float, float]:
    """How far (pt) the scaled page is moved, so that its inner edge is at the fold and `shift` beyond."""
    edge = page.trim.x1 if left else page.trim.x0
    across = on.fold - on.scale * edge + (shift if left else -shift)
    return across, (on.media.height - on.scale * (page.trim.y0 + page.trim.y1)) / 2


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
    upright = [line for x in (on.trim.x0, on.trim.x1) for line in _upright(on, x)]
    return upright + [
        (near, y, end, y)
        for y in (on.trim.y0, on.trim.y1)
        for near, end in _beyond(on, on.trim.x0, on.trim.x1, on.media.width)
    ]


def fold_marks(on: SheetGeometry) -> list[_Line]:
    """The lines (pt) above and below the fold, or both edges of the spine; none where the paper has no room."""
    edges = {on.fold - on.spine / 2, on.fold + on.spine / 2}
    return [line for x in sorted(edges) for line in _upright(on, x)]


def _upright(on: SheetGeometry, x: float) -> Iterator[_Line]:
    return ((x, near, x, end) for near, end in _beyond(on, on.trim.y0, on.trim.y1, on.media.height))


def _beyond(on: SheetGeometry, low: float, high: float, length: float) -> list[tuple[float, float]]:
    """Where marks start and end before `low` and after `high` of an edge, outside the bleed."""
    start = max(_FROM, on.trim.x0 - on.bleed.x0, on.trim.y0 - on.bleed.y0)
    end = min(start + _LONG, low, length - high)
    return [(low - start, low - end), (high + start, high + end)] if end - start >= _SHORT_MARK else []
