"""Several files as one ZIP, the same bytes for the same files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

COMPRESSED_SUFFIXES = (".html", ".txt", ".svg", ".js", ".css", ".xhtml", ".xml", ".opf")  # the rest is already
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the date of everything in it


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The files by their paths, in their order; those are compressed that it makes smaller."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, data in files:
            entry = zipfile.ZipInfo(path, LONG_AGO)
            entry.external_attr, entry.create_system = 0o644 << 16, 3
            entry.compress_type = zipfile.ZIP_DEFLATED if path.endswith(COMPRESSED_SUFFIXES) else zipfile.ZIP_STORED
            archive.writestr(entry, data)
    return out.getvalue()
