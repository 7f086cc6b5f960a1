"""The operators of a page, and of all that it draws with, followed one by one → what it paints."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pikepdf
from pikepdf import Dictionary, Matrix, Stream

from fiches.core.geometry import Box
from fiches.preflight import colours, objects, pixels, samples
from fiches.preflight.bounds import FORM_STEPS, FUNCTION_STEP, MAX_FORM_DEPTH, Budget, TooMuch
from fiches.preflight.canvas import Canvas
from fiches.preflight.document import Extra, ImagePixels, Ink, InkSpace, PaintKind, PdfFont, UnreadPart
from fiches.preflight.state import EVERYWHERE, IDENTITY, Brush, placed, stretch
from fiches.press import long_paths

UNIT = Box(0, 0, 1, 1)  # where an image is drawn
NO_CURVES = ("/Identity", "/Default")  # of transfer, that change nothing
Memory = dict[tuple[int, int], Any]  # what was told of an object that pages share
PictureTold = Callable[[Any, Any], ImagePixels]  # of an image, and the colour spaces that it may name


class Tracer(Canvas):
    """Follows the streams of one page; what they paint is in `painted`, in its order."""

    def __init__(self, memory: Memory, budget: Budget, picture: PictureTold = pixels.picture) -> None:
        super().__init__()
        self.fonts: set[PdfFont] = set()
        self.boxed: list[Box] = []
        self.groups: list[InkSpace] = []
        self.carried: set[Extra] = set()
        self.shown: dict[tuple[int, int], set[bytes]] = {}  # the strings of each font, by its id
        self.skipped = False  # a drawing was not followed, which may show others
        self._memory, self._picture = memory, picture
        self._budget = budget
        self._circles = 0  # drawings that were asked to draw themselves
        self._base = IDENTITY  # of the stream whose patterns are asked for
        self._within: list[tuple[int, int]] = []
        self._plain_glyphs: dict[tuple[int, int], bool] = {}  # of Type 3: whether each has the colour of its text
        self._coloured = False  # the glyph that is drawn has its own

    def page(self, page: Any, resources: Any, box: Box) -> None:  # noqa: ANN401
        """A whole page, cut at its box."""
        self._state.clip = box
        if "/Contents" in page:  # a page without is empty
            self._budget.content(page.Contents)
            self._follow(page, resources)

    def form(self, form: Any, matrix: Matrix, resources: Any = None) -> None:  # noqa: ANN401
        """A drawing of its own, through the matrix it is placed with."""
        if form.objgen in self._within:
            self._circles, self.skipped = self._circles + 1, True
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
        else:
            self.skipped = True
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
        operators, paths = objects.operators(stream)
        left = list(reversed(operators))
        while left:
            one = left.pop()  # a million of them are heavy: each goes when it is done
            self._budget.spend()
            if isinstance(one, pikepdf.ContentStreamInlineImage):
                self._inline(one)
                continue
            name = str(one.operator)
            if paths and name == long_paths.STANDING:
                self._long(paths[int(one.operands[0])])
            elif act := _ACTS.get(name):
                act(self, one.operands)
        self._resources, self._defaults = outer, defaults

    def _long(self, path: bytes) -> None:
        """A path that was set aside, which takes as much as if its operators had not been."""
        self._budget.spend(path.count(b"\n"))
        self._reach(long_paths.points(path))

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
        found, state = self._named("/ExtGState", operands[0]), self._state
        curve = objects.of(found, "/TR2") or objects.of(found, "/TR")
        self.carried |= set() if curve is None or curve in NO_CURVES else {Extra.TRANSFER}
        mask = objects.of(found, "/SMask")
        if isinstance(mask, Dictionary) and isinstance(mask.get("/G"), Stream):
            self._state = replace(state, mask=True, fill=Brush(), stroke=Brush())
            self.form(mask.G, IDENTITY, self._resources)
            self._state = state

    def _paint(self, kind: PaintKind, box: Box, brush: Brush, measure: float, **more: Any) -> None:  # noqa: ANN401
        """What a brush paints: its colour, or the drawing of its pattern."""
        pattern = self._named("/Pattern", brush.pattern) if brush.pattern else None
        if not isinstance(pattern, Dictionary | Stream):
            super()._paint(kind, box, brush, measure, **more)
            return
        outer, matrix = self._state, objects.matrix(pattern) @ self._base
        self._state = self._state.copy()
        self._state.clip, self._state.matrix = outer.clip.shared(box), matrix
        self._state.fill = self._state.stroke = replace(brush, pattern="")
        if isinstance(pattern, Stream):
            self._tile(pattern)
        elif isinstance(pattern.get("/Shading"), Dictionary | Stream):
            self._shade(pattern.Shading)
        self._state = outer

    def _tile(self, pattern: Any) -> None:  # noqa: ANN401
        """One tile of a pattern stands for all, wherever they are."""
        start, clip = len(self.painted), self._state.clip
        self._state.clip, self._state.matrix = EVERYWHERE, self._base
        self.form(pattern, IDENTITY, self._resources)
        self.painted[start:] = [replace(one, box=clip) for one in self.painted[start:]]

    def _shade(self, shading: Any) -> None:  # noqa: ANN401
        of, ink = colours.shade(shading, objects.of(self._resources, "/ColorSpace"))
        brush = replace(self._state.fill, space=of, ink=ink, pattern="")
        self._paint(PaintKind.SHADING, self._state.clip, brush, 0.0)

    def _shading(self, operands: Any) -> None:  # noqa: ANN401
        found = self._named("/Shading", operands[0])
        if isinstance(found, Dictionary | Stream):
            self._shade(found)

    # --- pictures and drawings -------------------------------------------------------

    def _show(self, operands: Any) -> None:  # noqa: ANN401
        one = self._named("/XObject", operands[0])
        if not isinstance(one, Stream):
            return
        if one.get("/Subtype") == "/PS" or one.get("/Subtype2") == "/PS":
            self.carried.add(Extra.POSTSCRIPT)
        elif one.get("/Subtype") == "/Form":
            self.carried |= {Extra.REFERENCE} if "/Ref" in one else set()
            self.form(one, IDENTITY, self._resources)
        elif one.get("/Subtype") == "/Image":
            self.carried |= {Extra.ALTERNATE} if "/Alternates" in one else set()
            self._image(self._told(one, lambda: self._picture(one, objects.of(self._resources, "/ColorSpace"))))

    def _told(self, one: Any, tell: Callable[[], Any]) -> Any:  # noqa: ANN401
        if not one.is_indirect:
            return tell()
        if one.objgen not in self._memory:
            self._memory[one.objgen] = tell()
        return self._memory[one.objgen]

    def _image(self, picture: ImagePixels) -> None:
        matrix = self._state.matrix
        box, size = self._placed(UNIT), (math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d))
        plates, fill = tuple((name, 1.0) for name in picture.spots), self._state.fill
        ink = fill.ink if picture.stencil else Ink(picture.space, spots=plates)
        brush = replace(fill, ink=ink, pattern="")
        self._paint(PaintKind.IMAGE, box, brush, min(size), picture=picture, size=size)
        if picture.stencil and fill.pattern:
            self._paint(PaintKind.FILL, box, fill, min(size))

    def _inline(self, one: Any) -> None:  # noqa: ANN401
        with pikepdf.new() as book:
            stream = samples.inline(one.iimage, book)
            self._image(pixels.picture(stream, objects.of(self._resources, "/ColorSpace")))

    # --- words -----------------------------------------------------------------------

    def _write(self, operands: Any) -> None:  # noqa: ANN401
        state = self._state
        strings = {*_strings(operands[-1])} - {b""} if len(operands) else set()
        font = state.font if isinstance(state.font, Dictionary) else self._named("/Font", state.font)
        if isinstance(font, Dictionary):
            self.shown.setdefault(font.objgen, set()).update(strings)
        if state.mode in (3, 7) or not strings:
            return
        whole = state.text @ state.matrix
        size = abs(state.size) * math.hypot(whole.c, whole.d)
        box = placed(Box(0, 0, state.size / 2, state.size / 2), whole)
        if not self._is_in_its_colour(font, strings, box):
            return
        if state.mode in (0, 2, 4, 6):
            self._paint(PaintKind.TEXT, box, state.fill, size)
        if state.mode in (1, 2, 5, 6):
            pen = state.width * stretch(state.matrix) if state.mode in (1, 5) else None
            self._paint(PaintKind.TEXT, box, state.stroke, size, pen=pen)

    def _is_in_its_colour(self, font: Any, shown: Collection[bytes], box: Box) -> bool:  # noqa: ANN401
        """Notes the font of what is written; whether that has the colour of the text, and not of its own drawings."""
        if not isinstance(font, Dictionary):
            name = str(self._state.font).lstrip("/")
            self.fonts.add(PdfFont(name, "", embedded=False, readable=False, defined=False))
            return True
        known: PdfFont = self._told(font, lambda: objects.font(font))
        self.fonts.add(known)
        self.boxed += [box] if known.blanks and objects.shows_blank(shown, known) else []
        return known.kind != "Type3" or self._glyphs(font, shown)

    def _glyphs(self, font: Any, shown: Collection[bytes]) -> bool:  # noqa: ANN401
        """Follows each glyph that a Type 3 font draws, once a page; whether any has the colour of the text."""
        state, drawn = self._state, objects.glyphs(font)
        place = objects.matrix(font, "/FontMatrix") @ Matrix(state.size, 0, 0, state.size, 0, 0) @ state.text
        plain = False
        for glyph in (drawn[code] for code in {*b"".join(shown)} if code in drawn):
            if glyph.objgen not in self._plain_glyphs:
                start, self._coloured = len(self.painted), False
                self.form(glyph, place, font.get("/Resources", self._resources))
                self._plain_glyphs[glyph.objgen] = not self._coloured
                if not self._coloured:
                    del self.painted[start:]
            plain |= self._plain_glyphs[glyph.objgen]
        return plain

    def _own_colours(self, _: Any) -> None:  # noqa: ANN401
        self._coloured = True

    def _write_next(self, operands: Any) -> None:  # noqa: ANN401
        self._next(operands)
        self._write(operands)


def _strings(operand: Any) -> Iterator[bytes]:  # noqa: ANN401
    """A string, or those of an array of strings and distances."""
    held = operand if isinstance(operand, pikepdf.Array) else (operand,)
    return (bytes(one) for one in held if isinstance(one, pikepdf.String))


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
    "sh": Tracer._shading, "Do": Tracer._show, "d0": Tracer._own_colours,
    "Tf": Tracer._font, "BT": Tracer._begin, "Td": Tracer._step, "TD": Tracer._lead, "TL": Tracer._set_leading,
    "T*": Tracer._next, "Tm": Tracer._place, "Tr": Tracer._mode,
    "Tj": Tracer._write, "TJ": Tracer._write, "'": Tracer._write_next, '"': Tracer._write_next,
})  # fmt: skip
