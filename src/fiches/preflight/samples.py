"""An image of a PDF, whatever its filter and its bits → grey planes, one a component, small enough to be looked at."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from fiches.images import decoding
from fiches.preflight.bounds import TooMuch, filters, is_deflated, unpacked_size
from fiches.preflight.colours import TOP_SAMPLE
from fiches.preflight.document import InkSpace, PixelFate

LOOKED_SIDE = 700  # pixels that are looked at on the shorter side: about 80 an inch on a page
SPARE_BYTES = 1_000_000  # bytes beside its pixels: what is left over, what tells each line from the one above
MAX_IMAGE_BYTES = 240_000_000  # of an image that is unpacked
BAND_PIXELS = 4_000_000  # pixels that are taken apart at once
FLATE_RATIO = 1032  # times that deflating makes a stream smaller, at the most
STANDARD = 57.625  # mean of the luminance table of JPEG at quality 50
BITS = (1, 2, 4, 8, 16)
_JPEG, _JPEG_2000 = ("/DCTDecode", "/DCT"), ("/JPXDecode",)
_FAX, _JBIG2 = ("/CCITTFaxDecode", "/CCF"), "/JBIG2Decode"  # of one bit: they hold no more than one ink
JPEG_2000_SIDES = (8, 12)  # where a code stream says them, from its beginning (ISO 15444-1, A.5.1)
_JPEG_2000_HEADS = (b"\xff\x4f\xff\x51", b"\x00\x00\x00\x0cjP  ")
_OWN_SPACES = {
    "L": InkSpace.GRAY, "LA": InkSpace.GRAY, "I;16": InkSpace.GRAY,
    "RGB": InkSpace.RGB, "RGBA": InkSpace.RGB, "P": InkSpace.RGB, "CMYK": InkSpace.CMYK,
}  # fmt: skip
_WRITTEN_KEYS = {
    "/W": "/Width", "/H": "/Height", "/BPC": "/BitsPerComponent", "/CS": "/ColorSpace", "/D": "/Decode",
    "/DP": "/DecodeParms", "/F": "/Filter", "/IM": "/ImageMask",
}  # fmt: skip
_WRITTEN_FILTERS = {
    "/A85": "/ASCII85Decode", "/AHx": "/ASCIIHexDecode", "/CCF": "/CCITTFaxDecode", "/DCT": "/DCTDecode",
    "/Fl": "/FlateDecode", "/LZW": "/LZWDecode", "/RL": "/RunLengthDecode",
}  # fmt: skip
Planes = tuple[Any, ...]  # of PIL, of grey: as many as there are components


@dataclass(frozen=True, slots=True)
class SampleLayout:
    """How samples lie in an image: its sides, the bits of each, the components of a pixel, whether they are indices."""

    width: int
    height: int
    bits: int
    count: int
    indexed: bool = False

    @property
    def row(self) -> int:
        """Bytes."""
        return (self.width * self.count * self.bits + 7) // 8

    @property
    def step(self) -> int:
        """How many pixels on a side are looked at as one; indices are looked at one by one."""
        return 1 if self.indexed else max(1, min(self.width, self.height) // LOOKED_SIDE)


@dataclass(frozen=True, slots=True)
class Samples:
    """What was read of an image: planes, a band of rows after the other, and of a JPEG its quality or its own space."""

    fate: PixelFate
    bands: tuple[Planes, ...] = ()
    quality: int | None = None
    space: InkSpace | None = None


def inline(image: Any, book: pikepdf.Pdf) -> Any:  # noqa: ANN401
    """The stream of `book` that an image within a content is, its short names written out."""
    head, _, _ = image.unparse().partition(b"\nID\n")
    told = pikepdf.Object.parse(b"<<" + head.removeprefix(b"BI") + b">>")
    stream = pikepdf.Stream(book, image.read_raw_bytes())
    for key, value in told.items():
        stream[_WRITTEN_KEYS.get(key, key)] = value
    names = [Name(_WRITTEN_FILTERS.get(one, one)) for one in filters(stream)]
    if names:
        stream.Filter = Array(names)
    return stream


def read(stream: Any, layout: SampleLayout, *, wanted: bool) -> Samples:  # noqa: ANN401
    """What an image holds; its planes when they are `wanted`."""
    last = (filters(stream) or [""])[-1]
    if last in (*_FAX, _JBIG2):
        there = stream.read_raw_bytes() and (last in _FAX or _is_drawn(stream))
        return Samples(PixelFate.WHOLE if there else PixelFate.LOST)
    try:
        if last in (*_JPEG, *_JPEG_2000):
            return _pressed(stream, layout, wanted)
        return _plain(stream, layout, wanted)
    except TooMuch:
        return Samples(PixelFate.UNMEASURED)
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError):
        return Samples(PixelFate.LOST)


def _is_drawn(stream: Any) -> bool:  # noqa: ANN401
    """Whether pdfium makes a picture of a stream that we have no decoder for."""
    import pypdfium2

    file = io.BytesIO()
    with pikepdf.new() as book:
        page = book.add_blank_page(page_size=(9, 9)).obj
        image = book.copy_foreign(stream)
        image.Subtype = Name.Image
        page.Resources = Dictionary(XObject=Dictionary(I=image))
        page.Contents = book.make_stream(b"9 0 0 9 0 0 cm /I Do")
        book.save(file)
    with pypdfium2.PdfDocument(file.getvalue()) as document:
        try:
            return all(bool(one.get_bitmap()) for one in document[0].get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))
        except pypdfium2.PdfiumError:
            return False


def _plain(stream: Any, layout: SampleLayout, wanted: bool) -> Samples:  # noqa: ANN401
    """An image whose samples are bytes once it is unpacked; one that ends more than a row early is damaged."""
    need = layout.row * layout.height
    if layout.bits not in BITS or not layout.count:
        return Samples(PixelFate.UNMEASURED)
    if is_deflated(stream) and len(stream.read_raw_bytes()) * FLATE_RATIO < need - layout.row:
        return Samples(PixelFate.DAMAGED)
    if need > MAX_IMAGE_BYTES:
        return Samples(PixelFate.UNMEASURED)
    unpacked_size(stream, need + layout.height + SPARE_BYTES)
    data = stream.read_bytes(pikepdf.StreamDecodeLevel.specialized)
    if not data:
        return Samples(PixelFate.LOST)
    bands = tuple(_bands(data, layout, _decode(stream, layout))) if wanted else ()
    return Samples(PixelFate.WHOLE if len(data) >= need - layout.row else PixelFate.DAMAGED, bands)


def _bands(data: bytes, layout: SampleLayout, decode: list[float]) -> Iterator[Planes]:
    rows, step = min(layout.height, len(data) // max(1, layout.row)), layout.step
    high = max(step, BAND_PIXELS // max(1, layout.width) // step * step)
    for top in range(0, rows, high):
        part = data[top * layout.row : min(rows, top + high) * layout.row]
        planes = _apart(part, layout)
        yield tuple(_shown(one, decode[2 * at : 2 * at + 2], layout) for at, one in enumerate(planes))


def _apart(data: bytes, layout: SampleLayout) -> Iterator[Any]:
    """The planes of rows of samples."""
    from PIL import Image

    rows = len(data) // layout.row
    across = layout.row * 8 // layout.bits
    sheet = Image.frombytes("L", (across, rows), _bytes(data, layout))
    flat = sheet.crop((0, 0, layout.width * layout.count, rows)).tobytes()
    for at in range(layout.count):
        plane = Image.frombytes("L", (layout.width, rows), flat[at :: layout.count])
        yield plane.reduce(layout.step) if layout.step > 1 else plane


def _bytes(data: bytes, layout: SampleLayout) -> bytes:
    """A byte a sample: the higher of sixteen bits; fewer than eight are spread to 255 steps but for an index."""
    if layout.bits >= 8:
        return data[:: layout.bits // 8]
    most, each = (1 << layout.bits) - 1, 8 // layout.bits
    spread = 1 if layout.indexed else TOP_SAMPLE // most
    found = bytearray(len(data) * each)
    for at in range(each):
        shift = 8 - layout.bits * (at + 1)
        found[at::each] = data.translate(bytes((byte >> shift & most) * spread for byte in range(256)))
    return bytes(found)


def _decode(stream: Any, layout: SampleLayout) -> list[float]:  # noqa: ANN401
    """For each component what its least and its greatest sample mean; nothing where they mean themselves."""
    given = stream.get("/Decode")
    numbers = [float(one) for one in given] if isinstance(given, Array) else []
    return numbers if len(numbers) == 2 * layout.count else []


def _shown(plane: Any, decode: list[float], layout: SampleLayout) -> Any:  # noqa: ANN401
    if not decode or decode == ([0.0, (1 << layout.bits) - 1.0] if layout.indexed else [0.0, 1.0]):
        return plane
    least, most = decode
    top, unit = ((1 << layout.bits) - 1, 1) if layout.indexed else (TOP_SAMPLE, TOP_SAMPLE)
    table = [round(unit * (least + min(at, top) / top * (most - least))) for at in range(256)]
    return plane.point([min(TOP_SAMPLE, max(0, one)) for one in table])


# --- JPEG and JPEG 2000 ------------------------------------------------------------------


def _pressed(stream: Any, layout: SampleLayout, wanted: bool) -> Samples:  # noqa: ANN401
    from PIL import Image

    decoding.limit_process()
    data = _inner(stream)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Samples(PixelFate.UNMEASURED)
    except (OSError, SyntaxError, AssertionError, IndexError, TypeError):  # whatever its head is
        return Samples(_unopened(stream, data))
    quality, space, fate = _quality(getattr(image, "quantization", {})), _OWN_SPACES.get(image.mode), _loaded(image)
    if fate is PixelFate.DAMAGED or not (wanted or space is InkSpace.CMYK):
        return Samples(fate, (), quality, space)
    planes = _of_picture(image, stream, layout)
    alike = len(planes) == (layout.count or len(planes))
    return Samples(fate if alike else PixelFate.UNMEASURED, (planes,) if alike else (), quality, space)


def _unopened(stream: Any, data: bytes) -> PixelFate:  # noqa: ANN401
    """What becomes of a picture that Pillow does not open: JPEG 2000 of five components, of 16 bits, or cut."""
    at = data.find(_JPEG_2000_HEADS[0])
    if at < 0 or not data.startswith(_JPEG_2000_HEADS):
        return PixelFate.LOST
    across, along = (int.from_bytes(data[at + start : at + start + 4]) for start in JPEG_2000_SIDES)
    return PixelFate.UNMEASURED if across * along > MAX_IMAGE_BYTES or _is_drawn(stream) else PixelFate.LOST


def _loaded(image: Any) -> PixelFate:  # noqa: ANN401
    """What becomes of an opened picture when it is unpacked, not larger than it is looked at."""
    side = min(image.size)
    if image.format == "JPEG":
        image.draft(None, (min(LOOKED_SIDE, image.width), min(LOOKED_SIDE, image.height)))
    elif image.format == "JPEG2000":
        image.reduce = max(0, (side // LOOKED_SIDE).bit_length() - 1)
    try:
        image.load()
    except (OSError, SyntaxError, ValueError):
        return PixelFate.DAMAGED
    return PixelFate.WHOLE


def _of_picture(image: Any, stream: Any, layout: SampleLayout) -> Planes:  # noqa: ANN401
    """The planes of a picture; Pillow has turned around what Adobe's programs turn around, and PDF does not."""
    from PIL import ImageOps

    step = 1 if layout.indexed else max(1, min(image.size) // LOOKED_SIDE)
    turned = image.format == "JPEG" and image.mode == "CMYK" and "adobe" in image.info
    planes = [one.reduce(step) if step > 1 else one for one in image.split()]
    decode = _decode(stream, layout)
    own = [ImageOps.invert(one) if turned else one for one in planes]
    return tuple(_shown(one, decode[2 * at : 2 * at + 2], layout) for at, one in enumerate(own))


def _inner(stream: Any) -> bytes:  # noqa: ANN401
    """A JPEG out of what it is packed in."""
    outer = filters(stream)[:-1]
    if not outer:
        return bytes(stream.read_raw_bytes())
    parameters = stream.get("/DecodeParms")
    with pikepdf.new() as book:
        inner = pikepdf.Stream(book, stream.read_raw_bytes())
        inner.Filter = Array([Name(one) for one in outer])
        if isinstance(parameters, Array) and all(isinstance(one, Dictionary) for one in list(parameters)[:-1]):
            inner.DecodeParms = Array([Dictionary(dict(one.items())) for one in list(parameters)[:-1]])
        unpacked_size(inner, MAX_IMAGE_BYTES)
        return bytes(inner.read_bytes(pikepdf.StreamDecodeLevel.specialized))


def _quality(tables: dict[int, list[int]]) -> int | None:
    """The quality (1 to 100) that a JPEG was written with, from its first table of steps."""
    if not tables:
        return None
    steps = next(iter(tables.values()))
    scale = 100 * sum(steps) / len(steps) / STANDARD
    return max(1, min(100, round(100 - scale / 2 if scale <= 100 else 5000 / scale)))
