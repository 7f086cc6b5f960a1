"""Everything that the pages of a file show is put into inks: drawings, patterns, shadings, masks, pictures."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name

from fiches.core.geometry import Box
from fiches.core.messages import message
from fiches.images import photos
from fiches.press.colour import Build, Inks
from fiches.press.convert_operators import (
    STATES,
    UNFRAMED,
    Colour,
    ConvertedStream,
    Repainted,
    Unprintable,
    inked,
    repaint,
)
from fiches.storage import fingerprints

ObjectId = tuple[int, int]
PRESS_SPACES = ("/DeviceGray", "/DeviceCMYK")  # spaces that a press knows
Original = Callable[[str], Callable[[], bytes]]  # what a file says of a photo → what reads it, or Unprintable
_PHOTO_NAME = f"/{photos.PHOTO_KEY}"
UNUSED = frozenset(("/ColorSpace", "/Properties"))  # of resources, once every colour is written by its inks


@dataclass(slots=True)
class _ShownImage:
    """A picture and the largest size at which it is printed, in points."""

    stream: Any
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class PageFrame:
    """Where pages stand on their paper: how wide (points) its edge is around the trim, and the bleed within that."""

    edge: float
    bleed: float

    @property
    def shift(self) -> Matrix:
        """How far a page is moved, so that its paper begins at 0, 0."""
        return Matrix(1, 0, 0, 1, self.edge, self.edge)

    def boxes(self, page: Any) -> tuple[Box, Box, Box]:  # noqa: ANN401
        """The paper, the trim and the bleed of a page that was as large as its trim."""
        _, _, width, height = Box.of(page.MediaBox)
        trim = Box(self.edge, self.edge, self.edge + width, self.edge + height)
        return Box(0.0, 0.0, width + 2 * self.edge, height + 2 * self.edge), trim, trim.widened(self.bleed)

    def around(self, page: Any) -> tuple[str, str]:  # noqa: ANN401
        """What cuts the drawing of a page beyond its bleed, and moves it: operators before it and after it."""
        _, _, seen = self.boxes(page)
        window = f"{seen.x0:.4f} {seen.y0:.4f} {seen.width:.4f} {seen.height:.4f} re W n"
        return f"q {window} 1 0 0 1 {self.edge:.4f} {self.edge:.4f} cm", "Q"


def separate(book: pikepdf.Pdf, inks: Inks, frame: PageFrame, original: Original) -> None:
    """Puts all pages into inks, each as one stream that is drawn within its `frame`; Unprintable says what cannot be.

    Photos that were made light for the screen are taken from their originals; what resources a page does not use, it
    no longer names.
    """
    work = _ObjectConverter(book, inks)
    for page in book.pages:
        work.page(page, frame)
    for picture in work.pictures.values():
        _convert(picture, inks, original)


class _ObjectConverter:
    """Goes through the pages of a file; each object that they share is put into inks once."""

    def __init__(self, book: pikepdf.Pdf, inks: Inks) -> None:
        self.pictures: dict[ObjectId, _ShownImage] = {}
        self._book, self._inks = book, inks
        self._drawn: dict[ObjectId, ConvertedStream] = {}
        self._seen: set[ObjectId] = set()

    def page(self, page: pikepdf.Page, frame: PageFrame) -> None:
        """One page, its own patterns moved as its content is."""
        resources, shift = page.obj.Resources, frame.shift
        for pattern in self._resources(resources, self._inks.of):
            matrix = _matrix(pattern) @ shift
            pattern.Matrix = Array([round(number, 6) for number in matrix.shorthand])
        drawn = self._repainted(page, self._inks.of, frame.around(page.obj))
        page.obj.Contents = self._book.make_stream(drawn.packed, Filter=Name.FlateDecode)
        self._measure(resources, drawn, shift)
        page.obj.Resources = _used(resources, drawn)

    def _resources(self, resources: Any, colour: Colour) -> Iterator[Any]:  # noqa: ANN401
        """Puts what resources name into inks, and yields their patterns, all once."""
        if resources.is_indirect and resources.objgen in self._seen:
            return
        self._seen.add(resources.objgen)
        for kind, each in (("/XObject", self._shown), ("/Shading", _shade), ("/ExtGState", self._mask)):
            for one in resources.get(kind, {}).values():
                each(one, colour)
        for pattern in resources.get("/Pattern", {}).values():
            if pattern.PatternType == 1:
                self._form(pattern, colour)
            else:
                _shade(pattern.Shading, colour)
            yield pattern
        for key in set(resources.keys()) & UNUSED:
            del resources[key]
        states = {name: Dictionary(state) for name, state in STATES.items()}
        resources.ExtGState = Dictionary({**resources.get("/ExtGState", {}), **states})

    def _shown(self, one: Any, colour: Colour) -> None:  # noqa: ANN401
        if one.Subtype == Name.Image:
            self.pictures.setdefault(one.objgen, _ShownImage(one))
        else:
            self._form(one, colour)

    def _mask(self, state: Any, colour: Colour) -> None:  # noqa: ANN401
        mask = state.get("/SMask")
        if isinstance(mask, Dictionary):
            self._form(mask.G, _luminous if Name.Luminosity == mask.S else colour)

    def _form(self, form: Any, colour: Colour) -> None:  # noqa: ANN401
        """A drawing of its own, or the tile of a pattern."""
        if form.objgen in self._drawn:
            return
        self._drawn[form.objgen] = ConvertedStream(b"", ())  # one that shows itself ends here
        if "/Resources" in form:
            list(self._resources(form.Resources, colour))
        drawn = self._repainted(form, colour)
        form.write(drawn.packed, filter=Name.FlateDecode)
        if "/Group" in form:
            form.Group.CS = Name.DeviceCMYK
        self._drawn[form.objgen] = drawn

    def _repainted(self, stream: Any, colour: Colour, around: Sequence[str] = UNFRAMED) -> ConvertedStream:  # noqa: ANN401
        """The operators of a page or a form in inks, from the last time where they are the same."""
        parts = _parts(stream.get("/Contents") if isinstance(stream, pikepdf.Page) else stream)
        said, name = [one.read_bytes() for one in parts], getattr(colour, "__name__", "")

        def drawn() -> ConvertedStream:
            """A page shows what its sheet has drawn, in whatever file that stands, for whatever printer."""
            done = Repainted()
            for data in said:
                made = partial(repaint, data, colour)
                alone = (
                    self._inks.begun(fingerprints.key(data, name), made) if len(said) > 1 and done.is_fresh else None
                )
                done = made(done) if alone is None or alone.deep else done.followed(alone)
            return done.framed(around)

        found = self._inks.streams.of(fingerprints.key(b"\n".join(said), name, *around), drawn)
        assert found is not None
        return found

    def _measure(self, resources: Any, drawn: ConvertedStream, matrix: Matrix) -> None:  # noqa: ANN401
        """How large the pictures of a drawing are printed through `matrix`."""
        for name, own in drawn.shown:
            one, whole = resources.XObject[name], Matrix(*own) @ matrix
            if one.Subtype == Name.Image:
                picture = self.pictures[one.objgen]
                picture.width = max(picture.width, math.hypot(whole.a, whole.b))
                picture.height = max(picture.height, math.hypot(whole.c, whole.d))
            elif "/Resources" in one:
                self._measure(one.Resources, self._drawn[one.objgen], _matrix(one) @ whole)
        for pattern in resources.get("/Pattern", {}).values():
            if pattern.PatternType == 1 and "/Resources" in pattern:
                self._measure(pattern.Resources, self._drawn[pattern.objgen], _matrix(pattern) @ matrix)


def _used(resources: Any, drawn: ConvertedStream) -> Any:  # noqa: ANN401
    """The resources of a page without the fonts and drawings that it does not use; all where a drawing may use them."""
    forms = (*resources.get("/XObject", {}).values(), *resources.get("/Pattern", {}).values())
    if any("/Resources" not in one for one in forms if one.get("/Subtype") != Name.Image):
        return resources
    names = {"/Font": drawn.fonts, "/XObject": {name for name, _ in drawn.shown}}
    held = {kind: {name: one for name, one in resources.get(kind, {}).items() if name in used}
            for kind, used in names.items()}  # fmt: skip
    return Dictionary({**resources, **{kind: Dictionary(found) for kind, found in held.items() if found}})


def _parts(stream: Any) -> list[Any]:  # noqa: ANN401
    """One stream or several."""
    return list(stream) if isinstance(stream, Array) else [] if stream is None else [stream]


def _matrix(one: Any) -> Matrix:  # noqa: ANN401  # a form or a pattern
    return Matrix(one.Matrix) if "/Matrix" in one else Matrix()


def _luminous(red: float, green: float, blue: float) -> Build:
    """Black that lets through as much as a colour of a mask does."""
    return 0.0, 0.0, 0.0, 1 - (0.3 * red + 0.59 * green + 0.11 * blue)


def _shade(shading: Any, colour: Colour) -> None:  # noqa: ANN401
    """A shading from inks to inks."""
    space = str(shading.ColorSpace)
    if space in PRESS_SPACES:
        return
    if space != "/DeviceRGB":
        raise Unprintable(message("press.unprintable.shading-space"))
    _grade(shading.Function, colour)
    for key in ("/Background",):
        if key in shading:
            shading[key] = Array(inked([float(one) for one in shading[key]], colour))
    shading.ColorSpace = Name.DeviceCMYK


def _grade(function: Any, colour: Colour) -> None:  # noqa: ANN401
    kind = function.get("/FunctionType") if isinstance(function, Dictionary) else None
    if kind == 3:
        for part in function.Functions:
            _grade(part, colour)
    elif kind == 2 and len(function.get("/C0", ())) == 3:
        for key in ("/C0", "/C1"):
            build = inked([float(one) for one in function[key]], colour)
            function[key] = Array([round(ink, 4) for ink in build])
    elif kind != 2:  # a part that two shadings share is in inks already
        raise Unprintable(message("press.unprintable.shading-function"))


def _convert(picture: _ShownImage, inks: Inks, original: Original) -> None:
    """A picture in four inks, or in black alone when it is grey."""
    stream = picture.stream
    if stream.get("/ImageMask", False) or str(stream.get("/ColorSpace")) == "/DeviceCMYK":
        return
    grey = str(stream.ColorSpace) == "/DeviceGray"
    size = picture.width, picture.height
    if _PHOTO_NAME in stream:
        said = str(stream[_PHOTO_NAME])
        named = f"{said} {photos.PRESS_USE} {photos.PHOTO_VERSION}"
        data, width, height = inks.photo(named, original(said), *size)
    else:
        data, width, height = inks.picture(_pixels(stream), *size)
    for key in ("/DecodeParms", "/Decode", "/Intent", "/Interpolate", _PHOTO_NAME):
        if key in stream:
            del stream[key]
    stream.write(data, filter=Name.DCTDecode)
    stream.Width, stream.Height, stream.BitsPerComponent = width, height, 8
    stream.ColorSpace = Name.DeviceGray if grey else Name.DeviceCMYK
    if not grey:
        stream.Decode = Array([1, 0] * 4)  # Pillow writes a JPEG of four inks as Adobe does


def _pixels(stream: Any) -> bytes:  # noqa: ANN401
    """A picture as a file that any library opens."""
    file = io.BytesIO()
    kind = pikepdf.PdfImage(stream).extract_to(stream=file)
    if kind not in (".jpg", ".png", ".tiff", ".tif"):
        raise Unprintable(message("press.unprintable.image"))
    return file.getvalue()
