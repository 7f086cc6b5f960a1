"""A rectangle of a page as layouts place it, and what of it is painted in the bleed."""

from __future__ import annotations

from dataclasses import dataclass

from fiches.compose.copyfit import U
from fiches.core.geometry import BLEED

PAGE_HEIGHT, SHEET_WIDTH = 66.0, 210.0  # u, mm
TOUCHES = 0.01  # mm: a frame so near the trim goes on into the bleed


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of the page: x and width in mm, y and height in u; the type that stands in it."""

    x: float
    y: float
    width: float
    height: float
    size: float = 0.0
    leading: float = 0.0
    columns: int = 1

    @property
    def style(self) -> str:
        """As CSS, in mm and points."""
        rules = _rules(self.x, self.y * U, self.width, self.height * U)
        if self.size:
            rules += f";font-size:{_n(self.size)}pt;line-height:{_n(self.leading * U)}mm"
        return rules

    @property
    def bled(self) -> str:
        """As CSS, carried into the bleed over each edge of the page that it touches; empty if it touches none."""
        left, top, right, foot = self._over
        over = _rules(self.x - left, self.y * U - top, self.width + left + right, self.height * U + top + foot)
        return over if any(self._over) else ""

    @property
    def strips(self) -> tuple[str, ...]:
        """As CSS, what `bled` has more than the frame: on the left, on the right, above, below."""
        left, top, right, foot = self._over
        y, height = self.y * U, self.height * U
        beside = (y - top, height + top + foot)
        every = (
            (left, (self.x - left, beside[0], left, beside[1])),
            (right, (self.x + self.width, beside[0], right, beside[1])),
            (top, (self.x, y - top, self.width, top)),
            (foot, (self.x, y + height, self.width, foot)),
        )
        return tuple(_rules(*place) for over, place in every if over)

    @property
    def mirrors(self) -> tuple[str, ...]:
        """As CSS within `bled`, copies of its picture turned over at each edge and corner of the page that it touches.

        Each stands in the frame and is turned around the edge: the engine draws no picture that stands off the page.
        """
        left, top, right, foot = self._over
        place = _rules(left, top, self.width, self.height * U)
        across = ["50%", *(["0%"] if left else []), *(["100%"] if right else [])]
        down = ["50%", *(["0%"] if top else []), *(["100%"] if foot else [])]
        return tuple(
            f"{place};transform-origin:{x} {y};transform:scale({1 if x == '50%' else -1},{1 if y == '50%' else -1})"
            for x in across
            for y in down
            if (x, y) != ("50%", "50%")
        )

    @property
    def _over(self) -> tuple[float, float, float, float]:
        """How far it goes into the bleed on the left, above, on the right and below, in mm."""
        near = (self.x, self.y * U, SHEET_WIDTH - self.x - self.width, (PAGE_HEIGHT - self.y - self.height) * U)
        left, top, right, foot = (BLEED if gap < TOUCHES else 0.0 for gap in near)
        return left, top, right, foot


def _rules(x: float, y: float, width: float, height: float) -> str:
    return f"left:{_n(x)}mm;top:{_n(y)}mm;width:{_n(width)}mm;height:{_n(height)}mm"


def _n(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
