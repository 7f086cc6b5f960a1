"""A photo made ready once for the size at which it is printed: upright, in sRGB, small enough, bare of metadata.

What needs none of this keeps its own pixels; drawings are not touched. What was made is kept, so that no photo is
decoded twice.
"""

from __future__ import annotations

import io
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any

from fiches import files
from fiches.inputs import key

FOLDER = "photos"  # of addresses: /photos/<width>x<height>/<name>, in mm
DPI, QUALITY = 300, 90
ENOUGH = 1.15  # times the pixels needed, from which a photo is made smaller
MOST_PIXELS = 100_000_000  # of a photo that is decoded
VERSION = "1"  # of what is kept
_UPRIGHT = 1  # EXIF orientation
_METADATA = (*range(0xE3, 0xEE), 0xE1, 0xEF, 0xFE)  # JPEG segments that no pixel needs: not JFIF, ICC and Adobe's


def ready(data: bytes, width: float, height: float, memory: Path | None) -> bytes:
    """The bytes of a picture to cover `width` × `height` mm; `memory` is a folder where results are kept.

    A picture that cannot be decoded is given back as it is: the engine will say so.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return data
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                share = max(width / 25.4 * DPI / image.width, height / 25.4 * DPI / image.height)
                if image.width * image.height > MOST_PIXELS:
                    return data
                return bare(data) if _is_ready(image, share) else _remembered(image, share, data, memory)
    except (OSError, ValueError, SyntaxError, MemoryError):
        return data


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


def bare(data: bytes) -> bytes:
    """A JPEG without its metadata (place, camera, thumbnail), its pixels as they were."""
    if not data.startswith(b"\xff\xd8"):
        return data
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] not in (0xDA, 0xD9):
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] not in _METADATA:
            kept.append(data[at:end])
        at = end
    return b"".join(kept) + data[at:]


def upright(data: bytes) -> Any:  # noqa: ANN401  # a PIL image
    """A photo decoded whole, upright, in sRGB or grey, with or without transparency, bare of metadata.

    ValueError when it cannot be decoded, or is too large to be.
    """
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise ValueError("too many pixels")
                profile = image.info.get("icc_profile")
                found = ImageOps.exif_transpose(image)
                if found.mode in ("P", "LA", "PA") or "transparency" in found.info:
                    found = found.convert("RGBA")
                return _in_srgb(found, profile)
    except (OSError, SyntaxError, MemoryError) as error:
        raise ValueError(str(error)) from error
