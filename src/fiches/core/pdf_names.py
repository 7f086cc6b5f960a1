"""The name of a PDF is the digest of its bytes: qpdf gives one too, but takes longer for it than for all the rest."""

from __future__ import annotations

import hashlib
import io
import re

_UNNAMED = b"<31415926535897932384626433832795>"  # the name that qpdf gives every file when it is asked to
_END_BYTES = 40  # of a file, that say where its cross-references begin
_TRAILER_BYTES = 400  # of a file with a table of them, behind which that is
_LAST_NAME = re.compile(rb"/ID \[<[0-9a-f]*><([0-9a-f]{32})>\]")


def named(file: io.BytesIO) -> bytes:
    """The bytes of a file that qpdf wrote with `static_id`, with a name of its own."""
    file.seek(-_END_BYTES, io.SEEK_END)
    start = file.seek(int(file.read().split(b"startxref")[1].split()[0]))
    end = file.read()
    name = f"<{hashlib.sha256(file.getbuffer()).hexdigest()[:32]}>".encode()
    file.seek(start)
    file.write(end.replace(_UNNAMED, name))
    return file.getvalue()


def name_of(data: bytes) -> str:
    """The name that `named` gave a file with a table of cross-references: its digest, found without reading it."""
    [name] = _LAST_NAME.findall(data[-_TRAILER_BYTES:])
    return str(name, "ascii")
