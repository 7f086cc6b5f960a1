"""The pixels of an image in a PDF: how much ink they take, and how hard they were pressed."""

from __future__ import annotations

import io
import zlib
from typing import Any

import pikepdf

from fiches.preflight import colours
from fiches.preflight.bounds import unpacked
from fiches.preflight.colours import ColourSpace
from fiches.preflight.document import ImagePixels, InkSpace
from fiches.press.colour import quarter_sums

TOLD_SHARE = 0.999  # of the pixels, which no more ink than is told of cover: single ones are what JPEG adds
SIDE = 700  # pixels that are looked at on the shorter side: about 80 an inch on a page
STANDARD = 57.625  # mean of the luminance table of JPEG at quality 50
UNPACKED_ROOM = 1_000_000  # bytes beside its pixels: what is left over, what tells each line from the one above
MAX_PIXELS = 120_000_000  # pixels of an image without JPEG that is unpacked


def picture(stream: Any, named: Any) -> ImagePixels:  # noqa: ANN401
    """What can be told of an image; `named` are the colour spaces of its resources."""
    width, height = int(stream.get("/Width", 0)), int(stream.get("/Height", 0))
    if stream.get("/ImageMask", False):
        return ImagePixels(width, height, 1, InkSpace.GRAY, stencil=True)
    bits = int(stream.get("/BitsPerComponent", 8))
    of = colours.space(stream.get("/ColorSpace"), named)
    filters = stream.get("/Filter", ())
    last = str(filters[-1] if isinstance(filters, pikepdf.Array) and len(filters) else filters)
    image, quality = _opened(stream, of, last == "/DCTDecode", (width, height))
    ink = max((one.total for one in of.table), default=None) if of.table else _most(image)
    return ImagePixels(width, height, bits, of.space, of.spots, ink, quality)


def _opened(stream: Any, of: ColourSpace, jpeg: bool, size: tuple[int, int]) -> tuple[Any, int | None]:  # noqa: ANN401
    """The image when it is one of four inks, small enough to be looked at, and the quality of a JPEG."""
    from PIL import Image

    swapped = [float(one) for one in stream.get("/Decode", ())][:2] == [1.0, 0.0]
    try:
        if jpeg:
            return _jpeg(stream, swapped)
        plain = of.space is InkSpace.CMYK and of.count == 4 and int(stream.get("/BitsPerComponent", 8)) == 8
        if not plain or size[0] * size[1] > MAX_PIXELS:
            return None, None
        pixels = unpacked(stream, UNPACKED_ROOM + 4 * size[0] * size[1])
        image = Image.frombytes("CMYK", size, pixels).reduce(max(1, min(size) // SIDE))
        return _turned(image) if swapped else image, None
    except (OSError, ValueError, SyntaxError, zlib.error, Image.DecompressionBombError, pikepdf.PdfError):
        return None, None


def _jpeg(stream: Any, swapped: bool) -> tuple[Any, int | None]:  # noqa: ANN401
    from PIL import Image

    filters = stream.get("/Filter")
    data, outer = stream.read_raw_bytes(), list(filters)[:-1] if isinstance(filters, pikepdf.Array) else []
    if outer == [pikepdf.Name.FlateDecode]:
        data = zlib.decompress(data)
    image: Any = Image.open(io.BytesIO(data))
    quality = _quality(image.quantization)
    if image.mode != "CMYK":
        return None, quality
    image.draft(None, (min(SIDE, image.width), min(SIDE, image.height)))
    turn = swapped != ("adobe" in image.info)  # Pillow has turned those around already
    return _turned(image) if turn else image, quality


def _turned(image: Any) -> Any:  # noqa: ANN401
    from PIL import Image, ImageOps

    return Image.merge("CMYK", [ImageOps.invert(one) for one in image.split()])


def _most(image: Any) -> float | None:  # noqa: ANN401
    """The ink (%) that no more than one pixel of a thousand exceeds."""
    if image is None:
        return None
    counts = quarter_sums(image).histogram()
    left = (1 - TOLD_SHARE) * sum(counts)
    for level in range(255, -1, -1):
        left -= counts[level]
        if left < 0:
            return 4 * level / 2.55
    return 0.0


def _quality(tables: dict[int, list[int]]) -> int | None:
    """The quality (1 to 100) that a JPEG was written with, from its first table of steps."""
    if not tables:
        return None
    steps = next(iter(tables.values()))
    scale = 100 * sum(steps) / len(steps) / STANDARD
    return max(1, min(100, round(100 - scale / 2 if scale <= 100 else 5000 / scale)))
