"""Colours of pictures: by their profile in every mode, by EXIF, by the press's own where CMYK has none."""

from __future__ import annotations

import io
from itertools import product

import pytest
from PIL import Image, ImageCms

from fiches.images import headers, photos, srgb


def file(image, kind="PNG", **more):
    data = io.BytesIO()
    image.save(data, kind, **more)
    return data.getvalue()


def shown(data):
    return photos.upright(data).convert("RGB").getpixel((5, 5))


def close(one, other, by=3):
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


@pytest.fixture(scope="module")
def wide():
    """A profile of a wide space: the one of Adobe's is wide enough."""
    return srgb.adobe_rgb()


@pytest.mark.parametrize(
    ("kind", "mode"), [*product(["PNG"], ["RGB", "P", "RGBA", "PA"]), ("WEBP", "RGB"), ("WEBP", "RGBA")]
)
def test_a_profile_counts_in_every_mode(wide, kind, mode):
    image = Image.new("RGB", (10, 10), (200, 120, 61))
    image = image.convert("P", palette=Image.Palette.ADAPTIVE) if mode in ("P", "PA") else image.convert(mode)
    more = {"transparency": 200} if mode == "PA" else {}
    data = file(image, kind, icc_profile=wide, **more, **({"lossless": True} if kind == "WEBP" else {}))
    assert close(shown(data), (224, 121, 53))


def test_transparency_stays_as_it_is(wide):
    image = Image.new("RGBA", (10, 10), (200, 120, 61, 90))
    made = photos.upright(file(image, icc_profile=wide))
    assert made.mode == "RGBA" and made.getpixel((5, 5))[3] == 90


def test_grey_goes_through_its_profile():
    linear = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    curve = b"curv" + bytes(4) + (0).to_bytes(4, "big")
    tags = {
        b"wtpt": b"XYZ \0\0\0\0" + linear[68:80],
        b"kTRC": curve,
        b"desc": b"text\0\0\0\0x\0\0\0",
        b"cprt": b"text\0\0\0\0x\0\0\0",
    }
    table, body, at = b"", b"", 132 + 12 * len(tags)
    for tag, data in tags.items():
        table += tag + (at + len(body)).to_bytes(4, "big") + len(data).to_bytes(4, "big")
        body += data
    size = (at + len(body)).to_bytes(4, "big")
    grey = size + linear[4:16] + b"GRAY" + linear[20:128] + len(tags).to_bytes(4, "big") + table + body
    data = file(Image.new("L", (10, 10), 137), icc_profile=grey)
    assert photos.upright(data).mode == "L" and close(shown(data), (194,) * 3)


@pytest.mark.parametrize("tags", [{0xA001: 2}, {0xA005: {1: "R03"}, 0xA001: 65535}])
def test_a_camera_that_says_adobe_rgb_is_believed(tags):
    exif = Image.Exif()
    exif.get_ifd(0x8769).update(tags)
    data = file(Image.new("RGB", (400, 300), (200, 120, 61)), "JPEG", exif=exif.tobytes(), quality=95)
    assert close(shown(data), (224, 121, 53))
    made = photos.ready(data, photos.PhotoFrame(30, 22), photos.PRESS_USE, None)
    assert close(Image.open(io.BytesIO(made)).getpixel((5, 5)), (224, 121, 53))


def test_cmyk_without_a_profile_is_what_printers_give_back():
    press = ImageCms.ImageCmsProfile(io.BytesIO(srgb.CMYK_PROFILE.read_bytes()))
    green = Image.new("RGB", (10, 10), (60, 140, 60))
    inked = ImageCms.profileToProfile(green, ImageCms.createProfile("sRGB"), press, outputMode="CMYK")
    assert close(shown(file(inked, "JPEG", quality=98)), (60, 140, 60), by=12)


def test_a_profile_that_lies_is_not_believed():
    image = Image.new("RGB", (10, 10), (200, 120, 61))
    assert shown(file(image, icc_profile=srgb.CMYK_PROFILE.read_bytes())) == (200, 120, 61)
    assert shown(file(image, icc_profile=b"x" * 300)) == (200, 120, 61)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(("orientation", "size"), [(1, (60, 40)), (6, (40, 60)), (8, (40, 60)), (3, (60, 40))])
def test_size_is_that_of_the_picture_as_it_is_looked_at(tmp_path, kind, orientation, size):
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "photo"
    path.write_bytes(file(Image.new("RGB", (60, 40)), kind, exif=exif.tobytes()))
    assert headers.pixels(path) == size
