"""Pictures that cannot be printed whole are told where they are named."""

import struct
import zlib

import pytest

from fiches import pictures
from fiches.problems import BadValue


def png(width=2, height=2):
    """A whole grey PNG."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + data


JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x01" * 300 + b"\xff\xd9"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.mark.parametrize(
    "data", [png(), JPEG, JPEG + b"\0" * 50, SVG, b"\xef\xbb\xbf" + SVG, b"GIF89a" + b"\0" * 20 + b";"]
)
def test_good(tmp_path, data):
    path = tmp_path / "image"
    path.write_bytes(data)
    assert pictures.check(path) is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "vide"),
        (JPEG[:150], "coupée"),
        (png()[:40], "coupée"),
        (b"RIFF\xff\xff\0\0WEBPVP8 ", "coupée"),
        (b"\0\0\0\x18ftypheic\0\0", "HEIC"),
        (b"Bonjour", "lisible"),
        (b"<svg", "SVG"),
        (b"<html></html>", "SVG"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><svg>&nope;</svg>', "SVG"),
    ],
)
def test_bad(tmp_path, data, said):
    path = tmp_path / "image"
    path.write_bytes(data)
    with pytest.raises(BadValue, match=said) as caught:
        pictures.check(path)
    assert caught.value.hint


def test_a_heavy_drawing(tmp_path):
    path = tmp_path / "dessin.svg"
    path.write_bytes(SVG.replace(b"/>", b">" + b" " * pictures.MAX_SVG + b"</svg>"))
    with pytest.raises(BadValue, match="lourd"):
        pictures.check(path)
