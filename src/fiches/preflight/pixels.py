"""The pixels of an image in a PDF: the ink that they take, how hard they were pressed, whether they are whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from fiches.preflight import colours, samples
from fiches.preflight.colours import TOP_SAMPLE, ColourSpace
from fiches.preflight.document import INK_SPACES, ImagePixels, InkSpace, PixelFate
from fiches.preflight.samples import Planes, SampleLayout

TOLD_SHARE = 0.999  # of the pixels, which no more ink than is told of cover: single ones are what JPEG adds


def picture(stream: Any, named: Any) -> ImagePixels:  # noqa: ANN401
    """What can be told of an image; `named` are the colour spaces of its resources."""
    width, height = int(stream.get("/Width", 0)), int(stream.get("/Height", 0))
    if stream.get("/ImageMask", False):
        fate = samples.read(stream, SampleLayout(width, height, 1, 1), wanted=False).fate
        return ImagePixels(width, height, 1, InkSpace.GRAY, stencil=True, fate=fate)
    bits, of = int(stream.get("/BitsPerComponent", 8)), colours.space(stream.get("/ColorSpace"), named)
    wanted = of.space in INK_SPACES and (bool(of.table) or of.count > 1)
    layout = SampleLayout(width, height, bits, 1 if of.table else of.count, bool(of.table))
    found = samples.read(stream, layout, wanted=wanted)
    space = found.space if found.space and of.space is InkSpace.UNKNOWN else of.space
    ink, fate = _ink(found.bands, of), found.fate
    if fate is PixelFate.UNMEASURED and space not in (*INK_SPACES, InkSpace.UNKNOWN):
        fate = PixelFate.WHOLE  # of one ink, or of none: there is nothing to measure
    veiled = "/SMask" in stream or bool(stream.get("/SMaskInData", 0))
    return ImagePixels(width, height, bits, space, of.spots, ink, found.quality, fate=fate, veiled=veiled)


def _ink(bands: Sequence[Planes], of: ColourSpace) -> float | None:
    """The ink (%) that no more than one pixel of a thousand exceeds."""
    if not bands:
        return None
    counts: Counter[float] = Counter()
    for planes in bands:
        histogram = planes[0].histogram() if of.table else _mean(planes).histogram()
        for level, times in enumerate(histogram):
            counts[_total(level, len(planes), of)] += times
    return _most(counts)


def _total(level: int, planes: int, of: ColourSpace) -> float:
    """The ink of pixels whose index, or whose mean of so many planes (0 to 255), is this."""
    if of.table:
        return of.table[min(level, len(of.table) - 1)].total
    return 100 * _even(planes) * level / TOP_SAMPLE


def _even(planes: int) -> int:
    """The power of two from that number on."""
    return 1 << (planes - 1).bit_length()


def _most(counts: Counter[float]) -> float:
    left = (1 - TOLD_SHARE) * counts.total()
    for total in sorted(counts, reverse=True):
        left -= counts[total]
        if left < 0:
            return total
    return 0.0


def _mean(planes: Planes) -> Any:  # noqa: ANN401  # of PIL
    """A grey picture of the mean of planes, as many empty ones as make them a power of two counted; rounded down."""
    from PIL import Image, ImageChops

    left = [*planes, *[Image.new("L", planes[0].size)] * (_even(len(planes)) - len(planes))]
    while len(left) > 1:
        left = [ImageChops.add(one, other, 2) for one, other in zip(left[::2], left[1::2], strict=True)]
    return left[0]
