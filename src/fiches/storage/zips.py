"""Several files as one ZIP, the same bytes for the same files."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

COMPRESSED_SUFFIXES = (".html", ".txt", ".svg", ".js", ".css", ".xhtml", ".xml", ".opf")  # the rest is already
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the date of everything in it
_RAW_DEFLATE = -zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file as a ZIP holds it: its bytes, compressed or not, the size that it has outside, the CRC-32 of that."""

    data: bytes
    size: int
    crc: int
    is_compressed: bool


def is_compressed(path: str) -> bool:
    """Whether a file at that path is compressed."""
    return path.endswith(COMPRESSED_SUFFIXES)


def member(path: str, data: bytes) -> PackedFile:
    """A file as it is put into a ZIP at that path: compressed if that makes its type smaller."""
    if not is_compressed(path):
        return PackedFile(data, len(data), zlib.crc32(data), False)
    pack = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, _RAW_DEFLATE)
    return PackedFile(pack.compress(data) + pack.flush(), len(data), zlib.crc32(data), True)


def packed(files: Iterable[tuple[str, PackedFile]]) -> bytes:
    """The files by their paths, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, one in files:
            entry = zipfile.ZipInfo(path, LONG_AGO)
            entry.external_attr, entry.create_system = 0o644 << 16, 3
            entry.compress_type = zipfile.ZIP_DEFLATED if one.is_compressed else zipfile.ZIP_STORED
            entry.file_size, entry.compress_size, entry.CRC = one.size, len(one.data), one.crc
            entry.header_offset = out.tell()
            out.write(entry.FileHeader())  # zipfile itself writes only what it compresses
            out.write(one.data)
            archive.filelist.append(entry)
        archive.start_dir, archive.comment = out.tell(), b""
    return out.getvalue()
