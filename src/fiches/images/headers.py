"""Whether a file is a picture that can be printed whole, and how large it is: read from its heads, never decoded."""

from __future__ import annotations

import math
import re
import struct
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from fiches.core.messages import message
from fiches.core.problems import BadValue
from fiches.images import decoding, drawings, undrawn
from fiches.images.decoding import MOST_PIXELS, ORIENTATION
from fiches.storage.fingerprints import MAX_BYTES, while_same

TAIL_BYTES = 65_536  # that are read, beside the first
MAX_SVG = 3_000_000  # bytes
_AVIF = b"ftypavif"
_SIZE_BYTES = 30  # bytes, within which all but a JPEG say how large they are
_SIZED = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # the segments of a JPEG that say how large it is
_FOUR_INKS = 4  # components
_SEGMENTS = 1_000  # of a JPEG that are looked at
_EXIF_HEAD = b"Exif\0\0"
_TIFF_PLACES, _TIFF_LENGTHS = (273, 324), (279, 325)  # the tags of where its strips or tiles are, and how long
_EXIF, _TURNED_ORIENTATIONS = 0xE1, 5  # from which orientation on width and height change places

_NO_PICTURES = tuple(  # what may bear the name of a picture, by how it begins
    (re.compile(start, re.IGNORECASE), name)
    for start, name in (
        (rb"[\xef\xbb\xbf\s]*<(?:!doctype html|html)", "page"),
        (rb"%PDF-", "pdf"),
        (rb"PK\x03\x04|\xd0\xcf\x11\xe0|\{\\rtf", "document"),
        (rb"\x1f\x8b", "packed"),
    )
)


def check(path: Path) -> None:
    """BadValue says why `path` cannot be printed; OSError why it cannot be read."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(drawings.HEAD_BYTES)
        file.seek(max(0, size - TAIL_BYTES))
        tail = file.read(TAIL_BYTES)
    if not head:
        raise _refused("empty")
    if head[4:12] == _AVIF:
        raise _refused("avif")
    if other := next((name for start, name in _NO_PICTURES if start.match(head)), ""):
        raise _refused(other)
    if decoding.is_heic(head) and not decoding.reads_heic():
        raise _refused("phone")
    if drawings.is_drawing(head):
        _check_drawing(path, size)
    else:
        _check_photo(path, size, head, tail)


def _refused(case: str, **values: int) -> BadValue:
    return BadValue(message(f"image-format.{case}", **values), code=decoding.CODE)


def _check_photo(path: Path, size: int, head: bytes, tail: bytes) -> None:
    if not _is_known(head):
        raise _refused("unknown")
    if size > MAX_BYTES:
        raise _refused("heavy", megabytes=size // 1_000_000, most=MOST_PIXELS // 1_000_000)
    if math.prod(pixels(path) or (0,)) > MOST_PIXELS:
        raise decoding.too_many_pixels()
    if not decoding.is_tiff(head) and not _is_whole(head, tail, size):
        raise _refused("cut")
    if _is_read_by_pillow(head) and not _by_pillow(path):
        raise _refused("cut" if decoding.is_tiff(head) else "damaged")


def _is_known(head: bytes) -> bool:
    plain = head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8"))
    return plain or _is_webp(head) or _is_read_by_pillow(head)


def _is_read_by_pillow(head: bytes) -> bool:
    """Whether a file is of a kind whose heads only PIL knows."""
    return decoding.is_heic(head) or decoding.is_tiff(head)


def _by_pillow(path: Path) -> tuple[int, int] | None:
    """The size, upright, of a photo that PIL can open and whose parts are all within its file."""
    with suppress(OSError, ValueError, SyntaxError, EOFError), decoding.opened(path.read_bytes()) as image:
        end = path.stat().st_size
        ends = zip(_numbers(image, *_TIFF_PLACES), _numbers(image, *_TIFF_LENGTHS), strict=False)
        if all(start + length <= end for start, length in ends):
            return decoding.upright_size(image)
    return None


def _numbers(image: Any, *tags: int) -> tuple[int, ...]:  # noqa: ANN401  # a PIL image
    """What a TIFF says under the first of some tags that it has."""
    said = getattr(image, "tag_v2", {})
    return next((tuple(said[tag]) for tag in tags if tag in said), ())


def _is_webp(head: bytes) -> bool:
    return head.startswith(b"RIFF") and head[8:12] == b"WEBP"


def _is_whole(head: bytes, tail: bytes, size: int) -> bool:
    """Whether the mark that ends a file of its kind is there (some programs write a little more after it)."""
    if head.startswith(b"\xff\xd8"):
        return b"\xff\xd9" in tail
    if head.startswith(b"\x89PNG"):
        return b"IEND" in tail
    if _is_webp(head):
        return int.from_bytes(head[4:8], "little") + 8 <= size
    if decoding.is_heic(head):
        return _ends_of_boxes(head, size)
    return b"\x3b" in tail[-16:]


def _ends_of_boxes(head: bytes, size: int) -> bool:
    """Whether the boxes of an ISO file whose heads are read all end within it (ISO 14496-12, 4.2)."""
    at = 0
    while at + 16 <= len(head):
        length = int.from_bytes(head[at : at + 4], "big")
        if length == 1:
            length = int.from_bytes(head[at + 8 : at + 16], "big")
        if length == 0:  # to the end of the file
            break
        at += max(length, 8)
    return at <= size


def _check_drawing(path: Path, size: int) -> None:
    if size > MAX_SVG:
        raise _refused("heavy-drawing", most=MAX_SVG // 1_000_000)
    drawings.read(path.read_bytes())


def ratio(path: Path) -> float:
    """The height of a photo beside its width; 1 for a drawing or what is no picture."""
    width, height = pixels(path) or (1, 1)
    return height / max(width, 1)


@while_same
def pixels(path: Path) -> tuple[int, int] | None:
    """Width and height of a photo as it is looked at, upright, or of a drawing that holds one; None for any other."""
    with suppress(OSError, struct.error), path.open("rb") as file:
        head = file.read(_SIZE_BYTES)
        if head.startswith(b"\x89PNG"):
            return _turned(struct.unpack(">II", head[16:24]), _chunk(file, b"eXIf", 8, ">I4s", after=4))
        if head.startswith(b"GIF8"):
            return struct.unpack("<HH", head[6:10])
        if _is_webp(head):
            size = _webp_pixels(head)
            return _turned(size, _chunk(file, b"EXIF", 12, "<4sI", after=0)) if size else None
        if head.startswith(b"\xff\xd8"):
            return _jpeg_pixels(file)
        return _slow_pixels(path, head)
    return None


def _slow_pixels(path: Path, head: bytes) -> tuple[int, int] | None:
    """The same of what has to be read whole: what only PIL knows, and drawings."""
    if _is_read_by_pillow(head):
        return _by_pillow(path)
    if drawings.is_drawing(head):
        with suppress(BadValue):
            return undrawn.pixels(drawings.read(path.read_bytes()))
    return None


@while_same
def frames(path: Path) -> int:
    """How many pictures a file holds: pages of a scan, or of a film; only the first is shown."""
    with suppress(OSError, ValueError, SyntaxError, EOFError):
        with path.open("rb") as file:
            several = file.read(4)
        if several == b"GIF8" or decoding.is_tiff(several):
            with decoding.opened(path.read_bytes()) as image:
                return int(getattr(image, "n_frames", 1))
    return 1


@while_same
def may_be_in_inks(path: Path) -> bool:
    """Whether a photo is of a type that may hold CMYK: a TIFF, or a JPEG of four components."""
    with suppress(OSError, struct.error), path.open("rb") as file:
        head = file.read(_SIZE_BYTES)
        if head.startswith(b"\xff\xd8"):
            found = _jpeg_frame(file)
            return found is not None and found[2] == _FOUR_INKS
        return decoding.is_tiff(head)
    return False


def _turned(size: tuple[int, int], exif: bytes) -> tuple[int, int]:
    """A size as it is looked at: EXIF may say that the picture lies on its side."""
    exif = exif if exif.startswith(_EXIF_HEAD) else _EXIF_HEAD + exif
    return size[::-1] if _orientation(exif) >= _TURNED_ORIENTATIONS else size


def _chunk(file: BinaryIO, name: bytes, at: int, head: str, *, after: int) -> bytes:
    """The first chunk of that name in a PNG or a WebP, whose first lies `at`, with `after` bytes behind each."""
    for _ in range(_SEGMENTS):
        file.seek(at)
        read = file.read(8)
        if len(read) < 8:
            break
        one, two = struct.unpack(head, read)
        found, length = (two, one) if isinstance(two, bytes) else (one, two)
        if found == name:
            return file.read(min(length, drawings.HEAD_BYTES))
        at += 8 + length + (after or length % 2)
    return b""


def _webp_pixels(head: bytes) -> tuple[int, int] | None:
    if len(head) < _SIZE_BYTES:
        return None
    if head[12:16] == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", head[26:30])
    return width & 0x3FFF, height & 0x3FFF


def _jpeg_pixels(file: BinaryIO) -> tuple[int, int] | None:
    """Width and height of a JPEG, changed about where its camera was held upright."""
    frame = _jpeg_frame(file)
    if frame is None:
        return None
    width, height, _, turned = frame
    return (height, width) if turned else (width, height)


def _jpeg_frame(file: BinaryIO) -> tuple[int, int, int, bool] | None:
    """Width, height and components of a JPEG, from the segment that says them, and whether one before turns it."""
    turned, at = False, 2
    for _ in range(_SEGMENTS):
        file.seek(at)
        start, marker, length = struct.unpack(">BBH", file.read(4))
        if start != 0xFF:
            return None
        if marker == _EXIF:
            turned = turned or _orientation(file.read(length)) >= _TURNED_ORIENTATIONS
        if marker in _SIZED:
            _, height, width, components = struct.unpack(">BHHB", file.read(6))
            return width, height, components, turned
        at += 1 if marker == 0xFF else 2 + length
    return None


def _orientation(exif: bytes) -> int:
    """How a photo is to be turned, as its camera noted it; 0 when it did not."""
    with suppress(struct.error, IndexError):
        order = {b"II": "<", b"MM": ">"}.get(exif[6:8])
        if exif.startswith(_EXIF_HEAD) and order:
            (start,) = struct.unpack_from(f"{order}I", exif, 10)
            (count,) = struct.unpack_from(f"{order}H", exif, 6 + start)
            for place in range(8 + start, 8 + start + 12 * count, 12):
                tag, _, _, value = struct.unpack_from(f"{order}HHIH", exif, place)
                if tag == ORIENTATION:
                    return int(value)
    return 0
