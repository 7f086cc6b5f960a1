"""What a page is being drawn with: the matrix, the clip, the colours, the pen, the font."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from fiches.core.geometry import Box
from fiches.preflight.colours import GRAY, ColourSpace
from fiches.preflight.document import Ink, InkSpace

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)
BLACK_INK = Ink(InkSpace.GRAY, (0.0, 0.0, 0.0, 1.0))


@dataclass(frozen=True, slots=True)
class Brush:
    """The colour of fills or of strokes: its space, its inks, its pattern by name, and whether it overprints."""

    space: ColourSpace = GRAY
    ink: Ink = BLACK_INK
    pattern: str = ""
    over: bool = False
    alpha: float = 1.0


@dataclass(slots=True)
class GraphicsState:
    """What `q` keeps."""

    matrix: Matrix = IDENTITY
    clip: Box = EVERYWHERE
    fill: Brush = field(default_factory=Brush)
    stroke: Brush = field(default_factory=Brush)
    width: float = 1.0
    blend: str = "Normal"
    keeps: bool = False  # overprinting leaves alone the plates that a colour has no ink on
    veil: float = 1.0  # how opaque the groups are that all this is drawn in, and
    blended: str = "Normal"  # how they are mixed with what is under them
    mask: bool = False  # a soft mask is being drawn
    mode: int = 0  # of text
    size: float = 0.0
    font: str = ""
    scale: float = 1.0  # of text, across
    leading: float = 0.0
    text: Matrix = IDENTITY
    line: Matrix = IDENTITY

    def copy(self) -> GraphicsState:
        """The same, to be changed apart."""
        return replace(self)


def times(one: Matrix, other: Matrix) -> Matrix:
    """The matrix that does `one`, then `other`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def through(matrix: Matrix, points: Iterable[Point]) -> list[Point]:
    """Points moved by a matrix."""
    a, b, c, d, e, f = matrix
    return [(a * x + c * y + e, b * x + d * y + f) for x, y in points]


def around(points: Sequence[Point]) -> Box:
    """The smallest box that holds points, of which there is one at least."""
    across, along = [x for x, _ in points], [y for _, y in points]
    return min(across), min(along), max(across), max(along)


def corners(box: Box) -> list[Point]:
    """The four corners of a box."""
    left, bottom, right, top = box
    return [(left, bottom), (right, bottom), (right, top), (left, top)]


def within(one: Box, other: Box) -> Box:
    """What two boxes share; its sides are the wrong way round when that is nothing."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def empty(box: Box) -> bool:
    """Whether nothing is in a box; a line without width is something."""
    return box[0] > box[2] or box[1] > box[3]


def stretch(matrix: Matrix) -> float:
    """How much a matrix enlarges lengths, whatever their direction."""
    a, b, c, d, _, _ = matrix
    return math.sqrt(abs(a * d - b * c))
