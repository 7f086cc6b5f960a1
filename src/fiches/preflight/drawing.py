"""The operators of a page, and of all that it draws with, followed one by one → what it paints."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pikepdf
from pikepdf import Dictionary, Matrix, Stream

from fiches.core.geometry import Box
from fiches.preflight import colours, objects, pixels, samples
from fiches.preflight.bounds import FORM_STEPS, FUNCTION_STEP, MAX_FORM_DEPTH, Budget, TooMuch
from fiches.preflight.canvas import Canvas
from fiches.preflight.document import ImagePixels, Ink, InkSpace, PaintKind, PdfFont, UnreadPart
from fiches.preflight.state import EVERYWHERE, IDENTITY, Brush, placed, stretch

UNIT = Box(0, 0, 1, 1)  # where an image is drawn
Memory = dict[tuple[int, int], Any]  # what was told of an object that pages share


class Tracer(Canvas):
    """Follows the streams of one page; what they paint is in `painted`, in its order."""

    def __init__(self, memory: Memory, budget: Budget) -> None:
        super().__init__()
        self.fonts: set[PdfFont] = set()
        self.boxed: list[Box] = []
        self.groups: list[InkSpace] = []
        self._memory = memory
        self._budget = budget
        self._circles = 0  # drawings that were asked to draw themselves
        self._base = IDENTITY  # of the stream whose patterns are asked for
        self._within: list[tuple[int, int]] = []

    def page(self, page: Any, resources: Any, box: Box) -> None:  # noqa: ANN401
        """A whole page, cut at its box."""
        self._state.clip = box
        if "/Contents" in page:  # a page without is empty
            self._budget.content(page.Contents)
            self._follow(page, resources)

    def form(self, form: Any, matrix: Matrix, resources: Any = None) -> None:  # noqa: ANN401
        """A drawing of its own, through the matrix it is placed with."""
        if form.objgen in self._within:
            self._circles += 1
            if self._circles > 1:  # one that shows itself once ends, two double at each turn
                raise TooMuch(UnreadPart.NESTED)
            return
        if len(self._within) > MAX_FORM_DEPTH:
            raise TooMuch(UnreadPart.NESTED)
        before, kept, points, base = self._state, self._kept, self._points, self._base
        self._within.append(form.objgen)
        self._state, self._kept, self._points = before.copy(), [], []
        self._state.matrix = self._base = objects.matrix(form) @ matrix @ before.matrix
        if "/BBox" in form:
            self._state.clip = before.clip.shared(self._placed(Box.of(form.BBox)))
        if isinstance(form.get("/Group"), Dictionary):
            self._group(form.Group, resources)
        self._budget.spend(FORM_STEPS)
        if not self._state.clip.is_empty:
            self._budget.content(form)
            self._follow(form, form.get("/Resources", resources))
        self._within.pop()
        self._state, self._kept, self._points, self._base = before, kept, points, base

    def _group(self, group: Any, resources: Any) -> None:  # noqa: ANN401
        """What is in a group is mixed as a whole, by the opacity and the mode that it is placed with."""
        if "/CS" in group:
            self.groups.append(colours.space(group.CS, objects.of(resources, "/ColorSpace")).space)
        state = self._state
        state.veil *= state.fill.alpha
        state.blended = state.blended if state.blend == "Normal" else state.blend
        state.fill, state.stroke = replace(state.fill, alpha=1.0), replace(state.stroke, alpha=1.0)
        state.blend = "Normal"

    def _follow(self, stream: Any, resources: Any) -> None:  # noqa: ANN401
        outer, defaults = self._resources, self._defaults
        self._resources, self._defaults = resources, colours.defaults(objects.of(resources, "/ColorSpace"))
        left = list(reversed(pikepdf.parse_content_stream(stream)))
        while left:
            one = left.pop()  # a million of them are heavy: each goes when it is done
            self._budget.spend()
            if isinstance(one, pikepdf.ContentStreamInlineImage):
                self._inline(one)
                continue
            act = _ACTS.get(str(one.operator))
            if act:
                act(self, one.operands)
        self._resources, self._defaults = outer, defaults

    def _choose(self, side: str, operands: Any) -> None:  # noqa: ANN401
        super()._choose(side, operands)
        self._count(side)

    def _colour(self, side: str, operands: Any) -> None:  # noqa: ANN401
        super()._colour(side, operands)
        self._count(side)

    def _count(self, side: str) -> None:
        """Whoever renders the page computes each colour by the function of its space."""
        brush: Brush = getattr(self._state, side)
        self._budget.spend(brush.space.function // FUNCTION_STEP)

    def _graphics(self, operands: Any) -> None:  # noqa: ANN401
        super()._graphics(operands)
        mask, state = objects.of(self._named("/ExtGState", operands[0]), "/SMask"), self._state
        if isinstance(mask, Dictionary) and isinstance(mask.get("/G"), Stream):
            self._state = replace(state, mask=True, fill=Brush(), stroke=Brush())
            self.form(mask.G, IDENTITY, self._resources)
            self._state = state

    def _fill(self, kind: PaintKind, box: Box, measure: float) -> None:
        """What the fill paints: its colour, or the drawing of its pattern."""
        pattern = self._named("/Pattern", self._state.fill.pattern) if self._state.fill.pattern else None
        if not isinstance(pattern, Dictionary | Stream):
            self._paint(kind, box, self._state.fill, measure)
            return
        outer, matrix = self._state, objects.matrix(pattern) @ self._base
        self._state = self._state.copy()
        self._state.clip, self._state.matrix = outer.clip.shared(box), matrix
        if isinstance(pattern, Stream):
            self._tile(pattern, outer.fill)
        elif isinstance(pattern.get("/Shading"), Dictionary | Stream):
            self._shade(pattern.Shading)
        self._state = outer

    def _tile(self, pattern: Any, brush: Brush) -> None:  # noqa: ANN401
        """One tile of a pattern stands for all, wherever they are."""
        start, clip = len(self.painted), self._state.clip
        self._state.clip, self._state.fill = EVERYWHERE, replace(brush, pattern="")
        self._state.matrix = self._base
        self.form(pattern, IDENTITY, self._resources)
        self.painted[start:] = [replace(one, box=clip) for one in self.painted[start:]]

    def _shade(self, shading: Any) -> None:  # noqa: ANN401
        of, inks = colours.shades(shading, objects.of(self._resources, "/ColorSpace"))
        brush = self._state.fill
        for ink in inks or [colours.ink(of, ())]:
            self._paint(PaintKind.SHADING, self._state.clip, replace(brush, ink=ink), 0.0)

    def _shading(self, operands: Any) -> None:  # noqa: ANN401
        found = self._named("/Shading", operands[0])
        if isinstance(found, Dictionary | Stream):
            self._shade(found)

    # --- pictures and drawings -------------------------------------------------------

    def _show(self, operands: Any) -> None:  # noqa: ANN401
        one = self._named("/XObject", operands[0])
        if not isinstance(one, Stream):
            return
        if one.get("/Subtype") == "/Form":
            self.form(one, IDENTITY, self._resources)
        elif one.get("/Subtype") == "/Image":
            self._image(self._told(one, lambda: pixels.picture(one, objects.of(self._resources, "/ColorSpace"))))

    def _told(self, one: Any, tell: Callable[[], Any]) -> Any:  # noqa: ANN401
        if not one.is_indirect:
            return tell()
        if one.objgen not in self._memory:
            self._memory[one.objgen] = tell()
        return self._memory[one.objgen]

    def _image(self, picture: ImagePixels) -> None:
        matrix = self._state.matrix
        box, size = self._placed(UNIT), (math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d))
        plates = tuple((name, 1.0) for name in picture.spots)
        ink = self._state.fill.ink if picture.stencil else Ink(picture.space, spots=plates)
        brush = replace(self._state.fill, ink=ink)
        self._paint(PaintKind.IMAGE, box, brush, min(size), picture=picture, size=size)

    def _inline(self, one: Any) -> None:  # noqa: ANN401
        with pikepdf.new() as book:
            stream = samples.inline(one.iimage, book)
            self._image(pixels.picture(stream, objects.of(self._resources, "/ColorSpace")))

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

    def _write(self, operands: Any) -> None:  # noqa: ANN401
        state = self._state
        if state.mode in (3, 7) or not len(operands):
            return
        whole = state.text @ state.matrix
        size = abs(state.size) * math.hypot(whole.c, whole.d)
        box = placed(Box(0, 0, state.size / 2, state.size / 2), whole)
        font = state.font if isinstance(state.font, Dictionary) else self._named("/Font", state.font)
        if isinstance(font, Dictionary):
            known: PdfFont = self._told(font, lambda: objects.font(font))
            self.boxed += [box] if known.blanks and _shows(operands[-1], known) else []
        else:
            known = PdfFont(str(state.font).lstrip("/"), "", embedded=False, readable=False, defined=False)
        self.fonts.add(known)
        if state.mode in (0, 2, 4, 6):
            self._fill(PaintKind.TEXT, box, size)
        if state.mode in (1, 2, 5, 6):
            pen = state.width * stretch(state.matrix) if state.mode in (1, 5) else None
            self._paint(PaintKind.TEXT, box, state.stroke, size, pen=pen)

    def _write_next(self, operands: Any) -> None:  # noqa: ANN401
        self._next(operands)
        self._write(operands)


def _shows(operand: Any, font: PdfFont) -> bool:  # noqa: ANN401
    """Whether a string, or one of an array of strings and distances, has a code that draws .notdef."""
    strings = operand if isinstance(operand, pikepdf.Array) else (operand,)
    return any(code in _codes(bytes(one), font) for one in strings if isinstance(one, pikepdf.String)
               for code in font.blanks)  # fmt: skip


def _codes(shown: bytes, font: PdfFont) -> Collection[bytes]:
    if font.code_bytes == 1:
        return {shown[at : at + 1] for at in range(len(shown))}
    return {shown[at : at + 2] for at in range(0, len(shown), 2)}


def _sided(act: Callable[..., None], *more: Any) -> Callable[[Tracer, Any], None]:  # noqa: ANN401
    return lambda drawing, operands: act(drawing, *more, operands)


def _ends(filled: bool, stroked: bool) -> Callable[[Tracer, Any], None]:
    return lambda drawing, _: drawing._path(filled, stroked)


_ACTS: Mapping[str, Callable[[Tracer, Any], None]] = MappingProxyType({
    "q": Tracer._keep, "Q": Tracer._back, "cm": Tracer._move, "w": Tracer._pen, "gs": Tracer._graphics,
    "cs": _sided(Tracer._choose, "fill"), "CS": _sided(Tracer._choose, "stroke"),
    "sc": _sided(Tracer._colour, "fill"), "SC": _sided(Tracer._colour, "stroke"),
    "scn": _sided(Tracer._colour, "fill"), "SCN": _sided(Tracer._colour, "stroke"),
    "g": _sided(Tracer._plain, "fill", colours.GRAY), "G": _sided(Tracer._plain, "stroke", colours.GRAY),
    "rg": _sided(Tracer._plain, "fill", colours.RGB), "RG": _sided(Tracer._plain, "stroke", colours.RGB),
    "k": _sided(Tracer._plain, "fill", colours.CMYK), "K": _sided(Tracer._plain, "stroke", colours.CMYK),
    "m": Tracer._along, "l": Tracer._along, "c": Tracer._along, "v": Tracer._along, "y": Tracer._along,
    "re": Tracer._rectangle, "W": Tracer._clip, "W*": Tracer._clip, "n": _ends(False, False),
    "f": _ends(True, False), "F": _ends(True, False), "f*": _ends(True, False),
    "S": _ends(False, True), "s": _ends(False, True),
    "B": _ends(True, True), "B*": _ends(True, True), "b": _ends(True, True), "b*": _ends(True, True),
    "sh": Tracer._shading, "Do": Tracer._show,
    "Tf": Tracer._font, "BT": Tracer._begin, "Td": Tracer._step, "TD": Tracer._lead, "TL": Tracer._set_leading,
    "T*": Tracer._next, "Tm": Tracer._place, "Tr": Tracer._mode,
    "Tj": Tracer._write, "TJ": Tracer._write, "'": Tracer._write_next, '"': Tracer._write_next,
})  # fmt: skip
