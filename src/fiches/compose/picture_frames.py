"""How wide and how high a photo may be in a place: by its own shape, so that little of it is cut.

A shape and a ratio are widths beside heights. A photo that is higher than wide keeps such a frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

USUAL_SHAPE = 1.5
LEAST_BESIDE = 3  # columns of the grid beside a photo that is not as wide as its place: for its caption


@dataclass(frozen=True, slots=True)
class ImageRules:
    """The ratios that wide photos may be printed in, and the share of a photo that may be cut, and from which told."""

    least: float = 1.2
    most: float = 2.4
    cut: float = 0.35
    told: float = 0.25

    def ratios(self, shape: float) -> tuple[float, float]:
        """The least and greatest ratio in which a photo of that shape is printed."""
        kept = 1 - self.cut
        least, most = shape * kept, shape / kept
        if shape < 1:
            return least, min(most, 1.0)
        most = max(self.least, min(most, self.most))
        return min(max(least, self.least), most), most


class Heights(NamedTuple):
    """Between which heights a photo stands in so many mm; none when the first is above the second."""

    least: float
    most: float


def heights(ratios: tuple[float, float], width: float, bounds: tuple[float, float]) -> Heights:
    """Those of a frame so wide, within the bounds of its place (mm)."""
    return Heights(max(width / ratios[1], bounds[0]), min(width / ratios[0], bounds[1]))


def columns_wide(ratios: tuple[float, float], high: float, edges: list[float]) -> int:
    """How many columns of its place a photo so high (mm) takes: all, or so few that its caption stands beside it.

    `edges`: how wide it is on one column, on two, on all (mm); 0 where it would be cut too much on any.
    """
    if high * ratios[1] >= edges[-1] >= high * ratios[0]:
        return len(edges)
    widths = edges[: max(0, len(edges) - LEAST_BESIDE)]
    fitting = [index for index, width in enumerate(widths, 1) if high * ratios[0] <= width <= high * ratios[1]]
    return max(fitting, default=0)


def cut_share(shape: float, ratio: float) -> float:
    """Which share of a photo is cut in a frame of that ratio."""
    return 1 - min(shape / ratio, ratio / shape)
