"""Whether a file is a picture that can be printed whole: judged from its head and its last bytes, never decoded."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import ParseError, fromstring

from fiches.inputs import MOST
from fiches.photos import MOST_PIXELS
from fiches.problems import BadValue

HEAD, TAIL = 4_096, 65_536  # bytes that are read
MAX_SVG = 3_000_000  # bytes
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # JPEG segments that begin with the size
_SEGMENTS = 1_000  # of a JPEG, before its size
_PHONE = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")
_CODE = "image-format"


def check(path: Path) -> None:
    """BadValue says why `path` cannot be printed; OSError why it cannot be read."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(max(0, size - TAIL))
        tail = file.read(TAIL)
        width, height = _pixels(head, file)
    if not head:
        raise BadValue("est vide", "copiez-la à nouveau", _CODE)
    if head[4:12] in _PHONE:
        raise BadValue("est au format HEIC ou AVIF des téléphones", "exportez-la en JPEG", _CODE)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        _check_drawing(path, size)
    elif not _is_known(head):
        raise BadValue("n'est pas une image lisible", "ouvrez-la et enregistrez-la en JPEG ou PNG", _CODE)
    elif size > MOST or width * height > MOST_PIXELS:
        raise BadValue(
            f"est trop grande ({width} × {height} points, {size // 1_000_000} Mo)",
            f"réduisez-la à moins de {MOST_PIXELS // 1_000_000} millions de points : 4000 × 3000 suffisent à une page",
            _CODE,
        )
    elif not _is_whole(head, tail, size):
        raise BadValue("est coupée : sa fin manque", "copiez-la à nouveau depuis l'original", _CODE)


def _is_known(head: bytes) -> bool:
    return head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8")) or _is_webp(head)


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
    return b"\x3b" in tail[-16:]


def _pixels(head: bytes, file: BinaryIO) -> tuple[int, int]:
    """Width and height as the file says them; 0 when it does not."""
    if head.startswith(b"\x89PNG"):
        return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    if head.startswith(b"GIF8"):
        return int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little")
    if _is_webp(head):
        return _webp_pixels(head)
    return _jpeg_pixels(file) if head.startswith(b"\xff\xd8") else (0, 0)


def _webp_pixels(head: bytes) -> tuple[int, int]:
    if head[12:16] == b"VP8X":
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return int.from_bytes(head[26:28], "little") & 0x3FFF, int.from_bytes(head[28:30], "little") & 0x3FFF


def _jpeg_pixels(file: BinaryIO) -> tuple[int, int]:
    file.seek(2)
    for _ in range(_SEGMENTS):
        begin = file.read(9)
        if len(begin) < 9 or begin[0] != 0xFF:
            break
        if begin[1] in _FRAMES:
            return int.from_bytes(begin[7:9], "big"), int.from_bytes(begin[5:7], "big")
        file.seek(max(2, int.from_bytes(begin[2:4], "big")) - 7, 1)
    return 0, 0


def _check_drawing(path: Path, size: int) -> None:
    if size > MAX_SVG:
        raise BadValue("est un dessin trop lourd", f"un SVG ne dépasse pas {MAX_SVG // 1_000_000} Mo", _CODE)
    try:
        root = fromstring(path.read_bytes())  # expat refuses entity bombs; nothing is fetched
    except (ParseError, ValueError):
        root = None
    if root is None or root.tag.rpartition("}")[2] != "svg":
        raise BadValue("n'est pas un dessin SVG lisible", "ouvrez-la et exportez-la à nouveau", _CODE)
