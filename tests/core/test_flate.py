"""Packed data never ends in a carriage return, and says what it said."""

from __future__ import annotations

import zlib

from fiches.core import flate

BAD = b"\x0c"  # its sum ends in 0x0D
GOOD = b"q Q"


def test_what_would_end_in_a_carriage_return_has_one_line_end_more():
    assert zlib.compress(BAD).endswith(b"\r") and flate.ends_badly(BAD)
    assert zlib.decompress(flate.packed(BAD)) == flate.padded(BAD) == BAD + b"\n"
    assert zlib.decompress(flate.packed(GOOD)) == flate.padded(GOOD) == GOOD


def test_one_line_end_is_enough_for_any_sum():
    sums = range(65521)
    bad = [one for one in sums if one & 0xFF == 0x0D]
    assert not [one for one in bad if (one + ord("\n")) % 65521 & 0xFF == 0x0D]
    for one in bad[::16]:
        data = b"\xff" * ((one - 1) // 255) + bytes(((one - 1) % 255,))
        assert flate.ends_badly(data) and not flate.packed(data).endswith(b"\r")
