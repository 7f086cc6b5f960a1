"""HEIC and TIFF are read as other photos are: their size, upright, and their pixels; cut ones are told."""

from __future__ import annotations

import io
import sys

import pytest
from PIL import Image

from fiches.core.problems import BadValue
from fiches.images import decoding, headers, photos

EARTH = (200, 120, 60)
WIDE = Image.new("RGB", (300, 200), EARTH)
TIFF = {
    "plain": (WIDE, {}),
    "lzw": (WIDE, {"compression": "tiff_lzw"}),
    "jpeg": (WIDE, {"compression": "jpeg"}),
    "transparent": (WIDE.convert("RGBA"), {}),
    "16 bits": (Image.new("I;16", (300, 200), 35_000), {}),
    "lab": (Image.new("LAB", (300, 200), (150, 128, 128)), {}),
    "cmyk": (WIDE.convert("CMYK"), {}),
    "two pages": (WIDE, {"save_all": True, "append_images": [Image.new("RGB", (9, 9))]}),
}


def made(image, kind, **more):
    file = io.BytesIO()
    decoding.reads_heic()
    image.save(file, kind, **more)
    return file.getvalue()


def turned():
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


def shown(data):
    """The photo as a press would have it: 100 mm by 80."""
    ready = photos.ready(data, photos.PhotoFrame(100, 80, around=(50, 33)), photos.PRESS_USE, None)
    return Image.open(io.BytesIO(ready))


@pytest.mark.parametrize("name", TIFF)
def test_tiff_of_every_sort(tmp_path, name):
    image, more = TIFF[name]
    path = tmp_path / "a.tif"
    path.write_bytes(made(image, "TIFF", **more))
    headers.check(path)
    assert headers.pixels(path) == (300, 200)
    assert shown(path.read_bytes()).size == (250, 200), "cut to its frame"


def test_what_a_tiff_shows():
    assert shown(made(WIDE, "TIFF")).getpixel((9, 9)) == pytest.approx(EARTH, abs=2)
    grey = shown(made(Image.new("I;16", (300, 200), 35_000), "TIFF")).getpixel((9, 9))
    assert grey == pytest.approx(35_000 / 257, abs=1)


def test_a_turned_tiff_is_judged_and_shown_upright(tmp_path):
    path = tmp_path / "a.tif"
    path.write_bytes(made(WIDE, "TIFF", exif=turned()))
    assert headers.pixels(path) == photos.upright(path.read_bytes()).size == (200, 300)
    assert shown(path.read_bytes()).size == (200, 160)


def test_heic(tmp_path):
    path = tmp_path / "a.heic"
    path.write_bytes(made(WIDE, "HEIF"))
    headers.check(path)
    assert headers.pixels(path) == (300, 200)
    assert shown(path.read_bytes()).getpixel((9, 9)) == pytest.approx(EARTH, abs=4)
    assert photos.published(path.read_bytes(), None).startswith(b"\xff\xd8"), "no browser shows it as it is"


@pytest.mark.parametrize("kind", ["TIFF", "HEIF"])
def test_a_cut_one_is_told(tmp_path, kind):
    path = tmp_path / "a.tif"
    path.write_bytes(made(WIDE, kind)[:-90])
    with pytest.raises(BadValue, match="coupée"):
        headers.check(path)


def test_one_that_only_begins_as_heic_is_told_by_check(tmp_path):
    path = tmp_path / "a.heic"
    path.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\1\0free" + bytes(248))
    with pytest.raises(BadValue, match="abîmée"):
        headers.check(path)


def test_without_the_library_it_is_said_how_to_install_it(tmp_path, monkeypatch):
    path = tmp_path / "a.heic"
    path.write_bytes(made(WIDE, "HEIF"))
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(BadValue, match="HEIC") as caught:
        headers.check(path)
    assert "pip install pillow-heif" in str(caught.value.hint)
