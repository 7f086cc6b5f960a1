"""Pictures that cannot be printed whole are told where they are named."""

import io
import struct

import pytest
from PIL import ExifTags, Image, ImageOps

from fiches.core.problems import BadValue
from fiches.images import headers
from support.pictures import png
from support.repository import ROOT

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x01" * 300 + b"\xff\xd9"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.mark.parametrize(
    "data", [png(), JPEG, JPEG + b"\0" * 50, SVG, b"\xef\xbb\xbf" + SVG, b"GIF89a" + b"\0" * 20 + b";"]
)
def test_good(tmp_path, data):
    path = tmp_path / "image"
    path.write_bytes(data)
    assert headers.check(path) is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "vide"),
        (JPEG[:150], "coupée"),
        (png()[:40], "coupée"),
        (b"RIFF\xff\xff\0\0WEBPVP8 ", "coupée"),
        (b"\0\0\0\x18ftypavif\0\0", "AVIF"),
        (b"Bonjour", "lisible"),
        (b"<svg", "SVG"),
        (b"<html></html>", "page web"),
        (b"\n<!DOCTYPE html><svg></svg>", "page web"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04", "archive"),
        (b"\x1f\x8b\x08", "SVGZ"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><svg>&nope;</svg>', "SVG"),
    ],
)
def test_bad(tmp_path, data, said):
    path = tmp_path / "image"
    path.write_bytes(data)
    with pytest.raises(BadValue, match=said) as caught:
        headers.check(path)
    assert caught.value.hint


def frame(width, height):
    """A JPEG that says its size after much else."""
    size = b"\xff\xc2\x00\x0b\x08" + height.to_bytes(2, "big") + width.to_bytes(2, "big") + b"\x01\x01\x11\0"
    return b"\xff\xd8\xff\xe1" + (9_000).to_bytes(2, "big") + bytes(8_998) + size + b"\x01" * 300 + b"\xff\xd9"


@pytest.mark.parametrize("data", [
    png()[:16] + struct.pack(">II", 20_000, 20_000) + png()[24:], frame(20_000, 20_000),
    b"GIF89a" + struct.pack("<HH", 60_000, 60_000) + b"\0" * 20 + b";",
    b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\xff\xff\xff" * 2 + bytes(20),
    b"RIFF\x20\0\0\0WEBPVP8L\x0a\0\0\0\x2f" + b"\xff" * 4 + bytes(20),
    b"RIFF\x20\0\0\0WEBPVP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a" + b"\xff\x3f" * 2 + bytes(20),
])  # fmt: skip
def test_too_many_points(tmp_path, data):
    """Said by the head of the file, whatever follows."""
    path = tmp_path / "image"
    path.write_bytes(data)
    with pytest.raises(BadValue, match="trop grande"):
        headers.check(path)


@pytest.mark.parametrize("data", [frame(4_000, 3_000), b"\xff\xd8\xff\xe0\0\0" * 900 + b"\xff\xd9"])
def test_a_size_that_is_far_or_nowhere(tmp_path, data):
    path = tmp_path / "image"
    path.write_bytes(data)
    assert headers.check(path) is None


def test_a_heavy_file(tmp_path):
    path = tmp_path / "image"
    with path.open("wb") as file:
        file.write(JPEG)
        file.truncate(300_000_000)
    with pytest.raises(BadValue, match="trop grande"):
        headers.check(path)


def test_a_heavy_drawing(tmp_path):
    path = tmp_path / "dessin.svg"
    path.write_bytes(SVG.replace(b"/>", b">" + b" " * headers.MAX_SVG + b"</svg>"))
    with pytest.raises(BadValue, match="lourd"):
        headers.check(path)


def saved(kind, turned=0, **more):
    """A picture of 60 × 40 pixels, noted as held in one of eight ways."""
    file, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "Un téléphone"
    if turned:
        exif[0x0112] = turned
    Image.linear_gradient("L").resize((60, 40)).convert("RGB").save(file, kind, exif=exif, **more)
    return file.getvalue()


FORMS = [
    *(saved("JPEG", turned) for turned in range(9)),
    saved("JPEG", 6, progressive=True, comment=b"x" * 900),
    saved("PNG"),
    saved("GIF"),
    saved("WEBP"),
    saved("WEBP", lossless=True),
    png(7, 3),
]


@pytest.mark.parametrize("data", FORMS)
def test_pixels_are_those_of_a_decoded_picture(tmp_path, data):
    path = tmp_path / "image"
    path.write_bytes(data)
    jpeg = data.startswith(b"\xff\xd8")
    with Image.open(path) as image:
        assert headers.pixels(path) == (ImageOps.exif_transpose(image) if jpeg else image).size


def test_pixels_of_the_photos_of_the_collection():
    for path in (ROOT / "sheets/images").glob("*.jpg"):
        with Image.open(path) as image:
            lies = image.getexif().get(ExifTags.Base.Orientation, 1) > 4
            assert headers.pixels(path) == image.size[:: -1 if lies else 1]


@pytest.mark.parametrize("data", [b"", SVG, JPEG, b"Bonjour", *(data[:cut] for data in FORMS for cut in (3, 9, 20))])
def test_no_bytes_make_it_raise(tmp_path, data):
    path = tmp_path / "image"
    path.write_bytes(data)
    assert headers.pixels(path) in (None, (60, 40))
    assert headers.pixels(tmp_path / "absente") is None
