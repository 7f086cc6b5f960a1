"""Pictures into sRGB: by their profile in every mode, or by what a camera or a printer is known to mean without one."""

from __future__ import annotations

import io
import struct
from contextlib import suppress
from functools import cache
from typing import Any

from fiches.storage.fingerprints import HOUSE

CMYK_PROFILE = HOUSE / "templates" / "imprimeurs" / "FOGRA39L_coated.icc"  # what CMYK without a profile is taken for
ADOBE_RGB = ("R03", 2)  # as EXIF tells it: the interoperability index, or the colour space
_GAMMA = 2.19921875
_PRIMARIES = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))  # XYZ, under D50
_WHITE = (0.9642, 1.0, 0.8249)
_INTEROPERABILITY, _EXIF_TABLE, _COLOUR_SPACE, _INDEX = 0xA005, 0x8769, 0xA001, 1


def converted(image: Any) -> Any:  # noqa: ANN401  # PIL images
    """An upright picture as RGB, RGBA or L, its numbers those of sRGB; a profile that lies is not believed."""
    profile = profile_of(image)
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    elif image.mode in ("LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA" if image.mode in ("PA", "RGB") else "LA")
    if image.mode in ("RGBA", "LA"):
        solid, alpha = image.convert(image.mode[:-1]), image.getchannel("A")
        colours = _through(solid, profile).convert("RGB")
        colours.putalpha(alpha)
        return colours
    return _through(image, profile)


def profile_of(image: Any) -> bytes | None:  # noqa: ANN401
    """The ICC profile of a picture, or of what it is known to be without one; None for sRGB."""
    given = image.info.get("icc_profile")
    if given:
        return bytes(given)
    if image.mode == "CMYK":
        return CMYK_PROFILE.read_bytes()
    if image.mode == "LAB":
        return _lab()
    return adobe_rgb() if image.mode == "RGB" and is_adobe_rgb(image) else None


def is_adobe_rgb(image: Any) -> bool:  # noqa: ANN401
    """Whether a camera says so in EXIF alone."""
    with suppress(KeyError, ValueError, TypeError, OSError, SyntaxError, AttributeError):
        exif = image.getexif()
        index = exif.get_ifd(_INTEROPERABILITY).get(_INDEX) or exif.get_ifd(_EXIF_TABLE).get(_INTEROPERABILITY)
        index = index.get(_INDEX) if isinstance(index, dict) else index
        index = index.decode("ascii", "replace") if isinstance(index, bytes) else index
        space = exif.get_ifd(_EXIF_TABLE).get(_COLOUR_SPACE)
        return str(index or "").strip("\0 ") == ADOBE_RGB[0] or space == ADOBE_RGB[1]
    return False


def _lab() -> bytes:
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def _through(image: Any, profile: bytes | None) -> Any:  # noqa: ANN401
    from PIL import ImageCms

    with suppress(ImageCms.PyCMSError, OSError, ValueError):
        if profile and image.mode in ("RGB", "CMYK", "L", "LAB"):
            theirs, ours = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            made: Any = ImageCms.profileToProfile(image, theirs, ours, outputMode="RGB")
            return made.getchannel("G") if image.mode == "L" else made
    if image.mode.startswith("I"):  # 16 bits
        return image.point(lambda value: value / 257).convert("L")
    return image if image.mode in ("RGB", "L") else image.convert("L" if image.mode in ("1", "F") else "RGB")


@cache
def adobe_rgb() -> bytes:
    """A profile of the space that Adobe published in 1998: three primaries, one gamma (ICC.1:2001-04, § 6.3)."""
    curve = struct.pack(">4s4xIH", b"curv", 1, round(_GAMMA * 256)) + bytes(2)
    name = b"Adobe RGB (1998) compatible\0"
    tags = {
        b"desc": struct.pack(">4s4xI", b"desc", len(name)) + name + bytes(78 + (-len(name)) % 4 + 2),
        b"cprt": b"text\0\0\0\0CC0\0",
        b"wtpt": _xyz(_WHITE),
        **{key + b"XYZ": _xyz(values) for key, values in zip((b"r", b"g", b"b"), _PRIMARIES, strict=True)},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    table, body, at = b"", b"", 128 + 4 + 12 * len(tags)
    for tag, data in tags.items():
        table += struct.pack(">4sII", tag, at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(
        ">I4sI4s4s4s12s4s", at + len(body), bytes(4), 0x02400000, b"mntr", b"RGB ", b"XYZ ", bytes(12), b"acsp"
    )
    head += bytes(28) + struct.pack(">3i", *(round(value * 65536) for value in _WHITE)) + bytes(48)
    return head + struct.pack(">I", len(tags)) + table + body


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))
