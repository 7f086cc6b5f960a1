"""What a page is being drawn with: the matrix, the clip, the colours, the pen, the font."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Any

from pikepdf import Matrix, Rectangle

from fiches.core.geometry import Box
from fiches.preflight.colours import GRAY, ColourSpace
from fiches.preflight.document import Ink, InkSpace

IDENTITY = Matrix()
EVERYWHERE = Box(-1e9, -1e9, 1e9, 1e9)
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

    matrix: Matrix = field(default_factory=Matrix)
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
    font: Any = ""  # its name, or what a graphics state says it is
    scale: float = 1.0  # of text, across
    leading: float = 0.0
    text: Matrix = field(default_factory=Matrix)
    line: Matrix = field(default_factory=Matrix)

    def copy(self) -> GraphicsState:
        """The same, to be changed apart."""
        return replace(self)


def stretch(matrix: Matrix) -> float:
    """How much a matrix enlarges lengths, whatever their direction."""
    return math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))


def placed(box: Box, matrix: Matrix) -> Box:
    """The least upright box around one that a matrix has moved or turned."""
    moved = matrix.transform(Rectangle(*box))
    return Box(moved.llx, moved.lly, moved.urx, moved.ury)
