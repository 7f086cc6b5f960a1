"""The bytes of a file that is finished: named by their digest, packed so that no reader miscounts them."""

from __future__ import annotations

import hashlib
import io

import pikepdf

from fiches.core import flate

_UNNAMED = b"<31415926535897932384626433832795>" * 2  # the names that qpdf gives every file when it is asked to
_TRAILER_BYTES, _OBJECT_BYTES = 40, 1000  # bytes: of a file, that say where they stand; of the object where they do


def written(book: pikepdf.Pdf, version: str = "") -> bytes:
    """The bytes of a file, its objects packed otherwise as long as some reader would miscount them.

    It says that it is of a `version` of PDF; without one, of that which it is.
    """
    if "/ID" in book.trailer:
        del book.trailer["/ID"]  # of what it was made from
    for page in book.Root.Pages.Kids:
        data = _saved(book, version)
        if not flate.is_miscounted(data):
            break
        page.MediaBox = book.make_indirect(page.MediaBox)  # one object more, which moves those after it
    return data


def _saved(book: pikepdf.Pdf, version: str) -> bytes:
    """The bytes of the file, named by their digest: qpdf can do that, but takes longer for it than for all the rest."""
    file = io.BytesIO()
    book.save(
        file,
        static_id=True,
        force_version=version,
        fix_metadata_version=False,  # they are the file's to the byte
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    file.seek(-_TRAILER_BYTES, io.SEEK_END)
    start = file.seek(int(file.read().split(b"startxref")[1].split()[0]))  # of the object that names the file
    place = file.read(_OBJECT_BYTES).find(_UNNAMED)
    if place >= 0:
        name = f"<{hashlib.sha256(file.getbuffer()).hexdigest()[:32]}>" * 2
        file.seek(start + place)
        file.write(name.encode())
    return file.getvalue()
