"""The state of a page while it is drawn: the pen, the colours, the path, and what they paint."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pikepdf
from pikepdf import Dictionary, Matrix, Name

from fiches.core.geometry import Box
from fiches.preflight import colours, objects
from fiches.preflight.document import InkSpace, PaintedObject, PaintKind
from fiches.preflight.state import IDENTITY, Brush, GraphicsState, placed, stretch

RECTANGLE_POINTS = 5  # of a path that may be one
MOST_POINTS = 200  # of a path that are kept
BLENDS = frozenset((
    "Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge", "ColorBurn",
    "HardLight", "SoftLight", "Difference", "Exclusion", "Hue", "Saturation", "Color", "Luminosity",
))  # fmt: skip


class Canvas:
    """Takes the operators that need nothing but the state; what they paint is in `painted`, in its order."""

    def __init__(self) -> None:
        self.painted: list[PaintedObject] = []
        self._state = GraphicsState()
        self._kept: list[GraphicsState] = []
        self._points: list[tuple[float, float]] = []
        self._clips = False
        self._resources: Any = None
        self._defaults: Mapping[InkSpace, colours.ColourSpace] = {}

    def _named(self, kind: str, name: Any) -> Any:  # noqa: ANN401
        return objects.of(objects.of(self._resources, kind), str(name))

    def _placed(self, box: Box) -> Box:
        return placed(box, self._state.matrix)

    # --- the state -------------------------------------------------------------------

    def _keep(self, _: Any) -> None:  # noqa: ANN401
        self._kept.append(self._state.copy())

    def _back(self, _: Any) -> None:  # noqa: ANN401
        self._state = self._kept.pop() if self._kept else self._state

    def _move(self, operands: Any) -> None:  # noqa: ANN401
        self._state.matrix = Matrix(*map(float, operands)) @ self._state.matrix

    def _pen(self, operands: Any) -> None:  # noqa: ANN401
        self._state.width = float(operands[0])

    def _graphics(self, operands: Any) -> None:  # noqa: ANN401
        found, state = self._named("/ExtGState", operands[0]), self._state
        if not isinstance(found, Dictionary):
            return
        state.width = float(found.get("/LW", state.width))
        over = bool(found.get("/OP", state.stroke.over))
        state.stroke = replace(state.stroke, over=over, alpha=float(found.get("/CA", state.stroke.alpha)))
        over = bool(found.get("/op", found.get("/OP", state.fill.over)))
        state.fill = replace(state.fill, over=over, alpha=float(found.get("/ca", state.fill.alpha)))
        state.keeps = bool(int(found.get("/OPM", state.keeps)))
        if "/BM" in found:
            names = list(found.BM) if isinstance(found.BM, pikepdf.Array) else [found.BM]
            state.blend = next((name for one in names if (name := str(one).lstrip("/")) in BLENDS), "Normal")
        if isinstance(found.get("/Font"), pikepdf.Array):
            state.font, state.size = found.Font[0], float(found.Font[1])

    # --- colours ---------------------------------------------------------------------

    def _choose(self, side: str, operands: Any) -> None:  # noqa: ANN401
        of = colours.space(operands[0], objects.of(self._resources, "/ColorSpace"))
        brush = replace(getattr(self._state, side), space=of, ink=colours.initial(of), pattern="")
        setattr(self._state, side, brush)

    def _colour(self, side: str, operands: Any) -> None:  # noqa: ANN401
        brush: Brush = getattr(self._state, side)
        numbers = [float(one) for one in operands if not isinstance(one, Name)]
        last = operands[-1] if len(operands) else None
        pattern = str(last) if isinstance(last, Name) else ""
        ink = colours.ink(brush.space.under or brush.space, numbers)
        setattr(self._state, side, replace(brush, ink=ink, pattern=pattern))

    def _plain(self, side: str, of: colours.ColourSpace, operands: Any) -> None:  # noqa: ANN401
        chosen = self._defaults.get(of.space, of)
        ink = colours.ink(chosen, [float(one) for one in operands])
        setattr(self._state, side, replace(getattr(self._state, side), space=chosen, ink=ink, pattern=""))

    # --- paths -----------------------------------------------------------------------

    def _along(self, operands: Any) -> None:  # noqa: ANN401
        numbers = [float(one) for one in operands]
        self._reach(zip(numbers[::2], numbers[1::2], strict=False))

    def _rectangle(self, operands: Any) -> None:  # noqa: ANN401
        x, y, width, height = (float(one) for one in operands)
        self._reach(Box(x, y, x + width, y + height).corners)

    def _reach(self, points: Iterable[tuple[float, float]]) -> None:
        """Goes along a path; of a long one only how far it reaches is kept."""
        self._points += map(self._state.matrix.transform, points)
        if len(self._points) > MOST_POINTS:
            self._points = [*self._points[:RECTANGLE_POINTS], *Box.around(self._points).corners]

    def _clip(self, _: Any) -> None:  # noqa: ANN401
        self._clips = True

    def _path(self, filled: bool, stroked: bool) -> None:
        if self._points:
            box = Box.around(self._points)
            if filled:
                start = len(self.painted)
                self._paint(PaintKind.FILL, box, self._state.fill, min(box.width, box.height))
                if not _rectangular(self._points):
                    self.painted[start:] = [replace(one, whole=False) for one in self.painted[start:]]
            if stroked:
                width = self._state.width * stretch(self._state.matrix)
                self._paint(PaintKind.STROKE, box.widened(width / 2), self._state.stroke, width)
            if self._clips:
                self._state.clip = self._state.clip.shared(box)
        self._points, self._clips = [], False

    # --- words -----------------------------------------------------------------------

    def _font(self, operands: Any) -> None:  # noqa: ANN401
        self._state.font, self._state.size = str(operands[0]), float(operands[1])

    def _begin(self, _: Any) -> None:  # noqa: ANN401
        self._state.text = self._state.line = IDENTITY

    def _step(self, operands: Any) -> None:  # noqa: ANN401
        x, y = (float(one) for one in operands)
        self._state.text = self._state.line = Matrix(1, 0, 0, 1, x, y) @ self._state.line

    def _lead(self, operands: Any) -> None:  # noqa: ANN401
        self._state.leading = -float(operands[1])
        self._step(operands)

    def _set_leading(self, operands: Any) -> None:  # noqa: ANN401
        self._state.leading = float(operands[0])

    def _next(self, _: Any) -> None:  # noqa: ANN401
        self._step((0.0, -self._state.leading))

    def _place(self, operands: Any) -> None:  # noqa: ANN401
        self._state.text = self._state.line = Matrix(*map(float, operands))

    def _mode(self, operands: Any) -> None:  # noqa: ANN401
        self._state.mode = int(operands[0])

    # --- what is painted -------------------------------------------------------------

    def _paint(self, kind: PaintKind, box: Box, brush: Brush, measure: float, **more: Any) -> None:  # noqa: ANN401
        seen, state = box.shared(self._state.clip), self._state
        if not seen.is_empty and not _lost(seen, box) and not brush.space.nothing:
            over, alpha = brush.over and state.keeps, brush.alpha * state.veil
            blend = state.blended if state.blend == "Normal" else state.blend
            one = PaintedObject(kind, seen, brush.ink, over, measure, alpha, blend, state.mask, **more)
            self.painted.append(one)


def _lost(seen: Box, whole: Box) -> bool:
    """Whether a clip leaves nothing of what has width and height."""
    return (seen.width == 0 and whole.width > 0) or (seen.height == 0 and whole.height > 0)


def _rectangular(points: list[tuple[float, float]]) -> bool:
    """Whether a path is one upright rectangle."""
    across, along = ({round(point[side], 2) for point in points} for side in (0, 1))
    return len(points) in (RECTANGLE_POINTS - 1, RECTANGLE_POINTS) and len(across) <= 2 and len(along) <= 2
