"""A photo made ready once for the size at which it is printed: upright, in sRGB, small enough, bare of metadata.

What needs none of this keeps its own pixels; drawings are not touched. What was made is kept, so that no photo is
decoded twice.
"""

from __future__ import annotations

import io
import re
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any

from fiches import files
from fiches.inputs import key
from fiches.problems import BadValue

FOLDER = "photos"  # of addresses: /photos/<width>x<height>/<name>, in mm
DPI, QUALITY = 300, 90
ENOUGH = 1.15  # times the pixels needed, from which a photo is made smaller
VERSION = "2"  # of what is kept
_UPRIGHT = 1  # EXIF orientation
MOST_PIXELS = 100_000_000  # of a photo that is decoded
_ANY_SIZE = 1e6  # mm: of a picture that keeps all its pixels
_SCAN, _END, _ADOBE, _COMMENT = 0xDA, 0xD9, 0xEE, 0xFE  # markers of JPEG segments
_APPLICATIONS = range(0xE0, 0xF0)  # those that programs put there for themselves
_JFIF = b"\xff\xe0\x00\x10JFIF\0"  # without a thumbnail
_AFTER_PIXELS = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")


def ready(data: bytes, width: float, height: float, memory: Path | None) -> bytes:
    """The bytes of a picture to cover `width` × `height` mm; `memory` is a folder where results are kept.

    A drawing is given back as it is; BadValue says why a photo cannot be printed.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return data
    from PIL import Image

    strict()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise _damaged()
                share = max(width / 25.4 * DPI / image.width, height / 25.4 * DPI / image.height)
                plain = bare(data) if _is_ready(image, share) else None
                return plain or _remembered(image, share, data, memory)
    except (OSError, ValueError, SyntaxError, EOFError, ZeroDivisionError, Image.DecompressionBombError):
        raise _damaged() from None


def published(data: bytes, memory: Path | None) -> bytes:
    """A picture at its own size; a JPEG, which the engine copies with all that a phone wrote in it, is made bare."""
    return ready(data, _ANY_SIZE, _ANY_SIZE, memory) if data.startswith(b"\xff\xd8") else data


def strict() -> None:
    """Makes everybody in this process refuse pictures that end too soon or are too large: the engine lets them pass."""
    from PIL import Image, ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # an error from twice as many
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)


def _damaged() -> BadValue:
    hint = "copiez-la à nouveau depuis l'original"
    return BadValue("est abîmée et ne se lit pas jusqu'au bout", hint, "image-format")


def _remembered(image: Any, share: float, data: bytes, memory: Path | None) -> bytes:  # noqa: ANN401  # a PIL image
    """The image encoded at `share` of its size, from memory when it was made before."""
    place = memory / key(data, f"{share:.6f} {DPI} {QUALITY} {VERSION}") if memory else None
    found = files.kept(place) if place else None
    if found is None:
        found = _encoded(_scaled(image, share))
        if place:
            files.keep(place, found)
    return found


def _is_ready(image: Any, share: float) -> bool:  # noqa: ANN401
    plain = image.format == "JPEG" and image.mode in ("RGB", "L")
    upright = image.getexif().get(0x0112, _UPRIGHT) == _UPRIGHT
    return bool(plain and upright and "icc_profile" not in image.info and share * ENOUGH >= 1)


def _scaled(image: Any, share: float) -> Any:  # noqa: ANN401
    """The image upright, in sRGB or grey, with or without transparency, at `share` of its size if that is smaller."""
    from PIL import Image, ImageOps

    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    if upright.mode == "P" or (upright.mode in ("LA", "PA") or "transparency" in upright.info):
        upright = upright.convert("RGBA")
    plain = _in_srgb(upright, profile)
    if share * ENOUGH < 1:
        size = (max(1, round(plain.width * share)), max(1, round(plain.height * share)))
        plain = plain.resize(size, Image.Resampling.LANCZOS)
    plain.info = {}  # an encoder would write its comment and its XMP again
    return plain


def _in_srgb(image: Any, profile: bytes | None) -> Any:  # noqa: ANN401
    from PIL import ImageCms

    with suppress(ImageCms.PyCMSError, OSError, ValueError):  # a profile that lies: the numbers are taken as they are
        if profile and image.mode in ("RGB", "CMYK"):
            theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(image, theirs, ImageCms.createProfile("sRGB"), outputMode="RGB")
    if image.mode.startswith("I"):  # 16 bits
        return image.point(lambda value: value / 257).convert("L")
    if image.mode in ("RGB", "RGBA", "L"):
        return image
    return image.convert("L" if image.mode in ("1", "F") else "RGB")


def _encoded(image: Any) -> bytes:  # noqa: ANN401
    file = io.BytesIO()
    if image.mode == "RGBA":
        image.save(file, "PNG", optimize=True)
    else:
        image.save(file, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return file.getvalue()


def bare(data: bytes) -> bytes | None:
    """A JPEG without metadata (place, camera, thumbnail, a film behind its end), its pixels as they were.

    None when its parts do not follow each other to its end.
    """
    kept, at = [data[:2]], 2
    while data[at : at + 1] == b"\xff" and at + 1 < len(data):
        marker, end = data[at + 1], at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _END:
            return b"".join([*kept, data[at : at + 2]])
        if marker == 0xFF:  # filling
            end = at + 1
        elif marker == _SCAN:
            after = _AFTER_PIXELS.search(data, end)
            end = after.start() if after else len(data)
        if marker == _ADOBE or data.startswith(_JFIF, at) or marker not in (*_APPLICATIONS, _COMMENT, 0xFF):
            kept.append(data[at:end])
        at = end
    return None
