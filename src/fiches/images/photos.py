"""A photo made ready once for the place where it is shown: upright, in sRGB, light enough, bare of metadata.

What needs none of this keeps its own pixels; of a drawing, what draws is left. What was made is kept, so that no photo
is decoded twice. A place is seen on a screen and printed: the same part of the photo is made ready for either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from fiches.core.geometry import MM_PER_INCH, Box
from fiches.core.messages import message
from fiches.core.problems import BadValue
from fiches.images import decoding, encoding, srgb
from fiches.storage.fingerprints import key
from fiches.storage.memory import Memory

PHOTO_FOLDER = "photos"  # of addresses: /photos/<dpi>/<place>/<name>
PHOTO_KEY = (
    "FichesPhoto"  # of an image in a PDF: the digest of the photo that it shows, and the place that it was made for
)
SCREEN_DPI = "150"  # when the collection asks for nothing else
SPARE_PIXELS = 1.15  # times the pixels needed, from which a photo is made smaller
PHOTO_VERSION = "6"  # of what is kept
_SEEN_SMALL = 256  # pixels across, to which a JPEG is decoded to see whether there is anything on it
_ONE_TONE = 4  # of 255 levels, that a JPEG may add to an even tone
_UPRIGHT = 1  # EXIF orientation
_JPEG_SCAN, _JPEG_END, _JPEG_ADOBE, _JPEG_COMMENT = 0xDA, 0xD9, 0xEE, 0xFE  # markers of JPEG segments
_APPLICATIONS = range(0xE0, 0xF0)  # those that programs put there for themselves
_JFIF = b"\xff\xe0\x00\x10JFIF\0"  # without a thumbnail
_AFTER_PIXELS = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_PLACE = re.compile(r"(?:cadre-(\d{1,3})-(\d{1,3})-)?([1-9]\d{0,3})x([1-9]\d{0,3})")


@dataclass(frozen=True, slots=True)
class PhotoUse:
    """What photos are made for: pixels an inch, bits that the JPEG of a pixel should not exceed (0: no limit).

    `decoded`: times the pixels needed that a JPEG is decoded to at least, before it is resampled.
    """

    dpi: int
    bits: float = 0.0
    decoded: int = 2


PRESS_USE = PhotoUse(300)


def screen(dpi: int) -> PhotoUse:
    """Photos for the screen, of so many pixels an inch: the better part of what makes a file heavy.

    Decoded no larger than is needed they differ by 39 to 47 dB from those that are, where their JPEG loses 31 to 37.
    """
    return PhotoUse(dpi, 1.1, decoded=1)


@dataclass(frozen=True, slots=True)
class PhotoFrame:
    """Where a photo is shown, in mm.

    `around`: it covers that much and no more, and what stands over is cut around that point of it, in % across and
    down, as far as its edges let that be; None: nothing is cut.
    """

    width: int
    height: int
    around: tuple[int, int] | None = None

    def __str__(self) -> str:
        cut = "cadre-{}-{}-".format(*self.around) if self.around else ""
        return f"{cut}{self.width}x{self.height}"


_ANY_SIZE = PhotoFrame(10_000, 10_000)  # of a picture that keeps all its pixels


def place(text: str) -> PhotoFrame | None:
    """The place that an address names, `105x80` or `cadre-50-33-105x80`; None when it names none."""
    found = _PLACE.fullmatch(text)
    around = (min(100, int(found[1])), min(100, int(found[2]))) if found and found[1] else None
    return PhotoFrame(int(found[3]), int(found[4]), around) if found else None


@dataclass(frozen=True, slots=True)
class _Cut:
    """What is kept of a photo, in pixels of it upright, and how many pixels that becomes."""

    box: Box
    size: tuple[int, int]
    whole: bool
    share: float


def ready(data: bytes, where: PhotoFrame, use: PhotoUse, memory: Memory | None) -> bytes:
    """The bytes of a picture to cover a place; `memory` is where results are kept.

    Of a drawing, all that draws is given back; BadValue says why a picture cannot be shown.
    """
    from fiches.images import drawings  # what reads XML is slow to load, and every command knows of photos

    if drawings.is_drawing(data):
        return drawings.clean(data, partial(embedded, memory=memory))
    try:
        with decoding.opened(data) as image:
            cut = _cut(image, where, use)
            plain = bare(data) if _is_ready(image, cut, len(data), use) else None
            if plain is not None or memory is None:
                return plain or encoding.encoded(_scaled(image, cut, use), use.bits)
            name = key(data, f"{where} {use} {PHOTO_VERSION}")
            found = memory.kept(name)
            if found is None:
                found = encoding.encoded(_scaled(image, cut, use), use.bits)
                memory.keep(name, found)
            return found
    except (OSError, ValueError, SyntaxError, EOFError, ZeroDivisionError):
        raise BadValue(message("image-format.damaged"), code=decoding.CODE) from None


def published(data: bytes, memory: Memory | None) -> bytes:
    """A picture at its own size, of which nothing but what it shows is left where the engine or a kit copies it.

    A JPEG is made bare, a drawing clean, and what no browser shows (TIFF, HEIC) one or the other; of others the engine
    takes the pixels.
    """
    from fiches.images import drawings

    foreign = decoding.is_tiff(data[:4]) or decoding.is_heic(data[:12])
    copied = data.startswith(b"\xff\xd8") or drawings.is_drawing(data)
    return ready(data, _ANY_SIZE, PRESS_USE, memory) if copied or foreign else data


def embedded(data: bytes, memory: Memory | None = None) -> bytes:
    """A photo that a drawing or a page holds itself, as large as it is: a JPEG stays one, others keep every pixel."""
    if data.startswith(b"\xff\xd8"):
        return ready(data, _ANY_SIZE, PRESS_USE, memory)
    try:
        return encoding.saved(upright(data), "PNG")
    except ValueError:
        raise BadValue(message("image-format.damaged"), code=decoding.CODE) from None


def said(digest: str, where: PhotoFrame) -> str:
    """What a PDF says of a photo under `PHOTO_KEY`."""
    return f"{digest} {where}"


def original(words: str, known: Mapping[str, Path], memory: Memory | None) -> Callable[[], bytes] | None:
    """What reads the photo of which a PDF says so much, fit for a press; None when none of the `known` is the one.

    They are known by their digests: the same words are the same photo.
    """
    digest, _, text = words.partition(" ")
    path, where = known.get(digest), place(text)
    return partial(_fit, path, where, memory) if path and where else None


def _fit(path: Path, where: PhotoFrame, memory: Memory | None) -> bytes:
    return ready(path.read_bytes(), where, PRESS_USE, memory)


def _cut(image: Any, where: PhotoFrame, use: PhotoUse) -> _Cut:  # noqa: ANN401
    """What is kept of an image for a place: what is around its subject, if it is framed there."""
    size = decoding.upright_size(image)
    kept = cut_to(size[0] / size[1], where.width / where.height, where.around) if where.around else Box(0, 0, 1, 1)
    width, height = (kept.x1 - kept.x0) * size[0], (kept.y1 - kept.y0) * size[1]
    whole = size[0] - width < 0.01 * size[0] and size[1] - height < 0.01 * size[1]
    if whole:
        width, height = size
    share = max(where.width / MM_PER_INCH * use.dpi / width, where.height / MM_PER_INCH * use.dpi / height)
    share = share if share * SPARE_PIXELS < 1 else 1.0
    left, top = (0.0, 0.0) if whole else (kept.x0 * size[0], kept.y0 * size[1])
    pixels = (max(1, round(width * share)), max(1, round(height * share)))
    return _Cut(Box(left, top, left + width, top + height), pixels, whole, share)


def cut_to(shape: float, ratio: float, around: tuple[float, float]) -> Box:
    """What is kept of a photo of that shape (width beside height) in a place of that ratio, in shares of its sides."""
    wide, high = min(1.0, ratio / shape), min(1.0, shape / ratio)
    left = min(max(0.0, around[0] / 100 - wide / 2), 1 - wide)
    top = min(max(0.0, around[1] / 100 - high / 2), 1 - high)
    return Box(left, top, left + wide, top + high)


def _is_ready(image: Any, cut: _Cut, weight: int, use: PhotoUse) -> bool:  # noqa: ANN401
    plain = image.format == "JPEG" and image.mode in ("RGB", "L")
    upright = image.getexif().get(0x0112, _UPRIGHT) == _UPRIGHT
    light = not use.bits or weight * 8 <= use.bits * image.width * image.height
    return bool(plain and upright and light and srgb.profile_of(image) is None and cut.whole and cut.share == 1)


def _scaled(image: Any, cut: _Cut, use: PhotoUse) -> Any:  # noqa: ANN401
    """What is kept of the image, upright, in sRGB or grey, with or without transparency, as large as it should be."""
    from PIL import Image

    width = max(image.size)
    share = min(1.0, cut.share * use.decoded)
    image.draft(None, (round(image.width * share), round(image.height * share)))  # a JPEG is decoded smaller
    drawn = max(image.size) / width
    plain = _plain(image)
    if plain.mode == "RGBA" and plain.getchannel("A").getextrema()[0] == 255:
        plain = plain.convert("RGB")
    if cut.whole and cut.share == 1:
        return plain
    left, top, right, foot = (side * drawn for side in cut.box)
    box = (left, top, min(right, plain.width), min(foot, plain.height))
    return plain.resize(cut.size, Image.Resampling.LANCZOS, box)


def _plain(image: Any) -> Any:  # noqa: ANN401
    """The picture upright, in sRGB or grey, bare: an encoder would write its comment and its XMP again."""
    plain = srgb.converted(_upright(image))
    plain.info = {}
    return plain


def _upright(image: Any) -> Any:  # noqa: ANN401
    """The picture turned as EXIF says, which still says what its colours are."""
    from PIL import ImageOps

    turned = ImageOps.exif_transpose(image)
    turned.info |= {"icc_profile": srgb.profile_of(image)}
    return turned


def is_blank(data: bytes) -> bool:
    """Whether a photo shows one colour, or nothing: seen small, on white; False when it cannot be decoded."""
    from PIL import Image

    with suppress(OSError, ValueError, SyntaxError, EOFError), decoding.opened(data) as image:
        image.draft(None, (_SEEN_SMALL, _SEEN_SMALL))
        drawn = image.convert("RGBA")
        seen = Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn).convert("RGB")
        extremes: Any = seen.getextrema()
        return all(most - least <= _ONE_TONE for least, most in extremes)
    return False


def has_assumed_inks(data: bytes) -> bool:
    """Whether a photo is in CMYK and does not say of which press: FOGRA39 is assumed."""
    with suppress(OSError, ValueError, SyntaxError, EOFError), decoding.opened(data) as image:
        return image.mode == "CMYK" and not image.info.get("icc_profile")
    return False


def bare(data: bytes) -> bytes | None:
    """A JPEG without metadata (place, camera, thumbnail, a film behind its end), its pixels as they were.

    None when its parts do not follow each other to its end.
    """
    kept, at = [data[:2]], 2
    while data[at : at + 1] == b"\xff" and at + 1 < len(data):
        marker, end = data[at + 1], at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _JPEG_END:
            return b"".join([*kept, data[at : at + 2]])
        if marker == 0xFF:  # filling
            end = at + 1
        elif marker == _JPEG_SCAN:
            after = _AFTER_PIXELS.search(data, end)
            end = after.start() if after else len(data)
        if marker == _JPEG_ADOBE or data.startswith(_JFIF, at) or marker not in (*_APPLICATIONS, _JPEG_COMMENT, 0xFF):
            kept.append(data[at:end])
        at = end
    return None


def upright(data: bytes) -> Any:  # noqa: ANN401  # a PIL image
    """A photo decoded whole, upright, in sRGB or grey, with or without transparency, bare of metadata.

    ValueError when it cannot be decoded, or is too large to be.
    """
    try:
        with decoding.opened(data) as image:
            return _plain(image)
    except (OSError, SyntaxError, MemoryError) as error:
        raise ValueError(str(error)) from error
