"""Data packed for a stream of a PDF so that every reader counts it: none ends in a carriage return.

What follows a stream is a line end, and some readers (page-validation) take a carriage return before it for a part of
that. Packed data ends in the last byte of its sum (Adler-32, RFC 1950), so what is packed must be other data.
"""

from __future__ import annotations

import zlib

_CARRIAGE_RETURN = 0x0D
_MISCOUNTED = b"\r\nendstream"


def padded(data: bytes) -> bytes:
    """What says the same, operators, letters or a font, with one line end more where it would be miscounted packed."""
    return data + b"\n" if ends_badly(data) else data


def packed(data: bytes) -> bytes:
    """The bytes of a stream whose filter is FlateDecode; they may unpack to `data` and one line end."""
    return zlib.compress(padded(data))


def ends_badly(data: bytes) -> bool:
    """Whether data ends in a carriage return when it is packed, at whatever level."""
    return zlib.adler32(data) & 0xFF == _CARRIAGE_RETURN


def is_cut_short(stream: bytes) -> bool:
    """Whether the bytes of a stream, as they stand in a file, end in a carriage return."""
    return stream.endswith(bytes((_CARRIAGE_RETURN,)))


def is_miscounted(pdf: bytes) -> bool:
    """Whether a stream of a whole file ends in a carriage return."""
    return _MISCOUNTED in pdf
