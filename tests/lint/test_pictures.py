"""A picture that shows nothing is told, and one in inks of which no profile tells the colours; others are not."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms

from fiches.images import srgb
from support.sources import FRONT, read, text

pytestmark = pytest.mark.no_unit

PHOTO = "\nphotos:\n  - {fichier: images/a.jpg, alt: Une source, consentement: sans objet}"
SOURCE = Image.linear_gradient("L").convert("RGB").resize((600, 400))
CLEAR = Image.new("RGBA", (600, 400), (200, 20, 20, 0))
DOT = Image.new("RGB", (600, 400), "white")
DOT.paste((0, 0, 0), (290, 190, 340, 240))


def made(image, kind, **more):
    file = io.BytesIO()
    image.save(file, kind, **more)
    return file.getvalue()


def told(tmp_path, data):
    problems = read(tmp_path, {"a": text(FRONT + PHOTO), "sheets/images/a.jpg": data}).problems
    return [(one.code, one.line) for one in problems if one.code.startswith("image")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (made(Image.new("RGB", (600, 400), "white"), "JPEG"), "image-vide"),
        (made(Image.new("L", (600, 400), 128), "PNG"), "image-vide"),
        (made(CLEAR, "PNG"), "image-vide"),
        (made(Image.new("P", (600, 400)), "GIF"), "image-vide"),
        (made(Image.new("RGB", (600, 400), "white"), "TIFF"), "image-vide"),
        (made(SOURCE.convert("CMYK"), "JPEG"), "image-sans-profil"),
        (made(SOURCE.convert("CMYK"), "TIFF"), "image-sans-profil"),
    ],
    ids=["white", "grey", "transparent", "palette", "white TIFF", "CMYK", "CMYK TIFF"],
)
def test_told_where_it_is_named(tmp_path, data, code):
    assert told(tmp_path, data) == [(code, 5)]


@pytest.mark.parametrize(
    "data",
    [
        made(SOURCE, "JPEG"),
        made(SOURCE, "PNG"),
        made(DOT, "PNG"),
        made(DOT, "TIFF"),
        made(SOURCE.convert("CMYK"), "JPEG", icc_profile=srgb.CMYK_PROFILE.read_bytes()),
        made(SOURCE, "TIFF", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()),
    ],
    ids=["JPEG", "PNG", "a dot", "a dot, unpacked", "CMYK with profile", "TIFF"],
)
def test_left_alone(tmp_path, data):
    assert told(tmp_path, data) == []


@pytest.mark.parametrize("kind", ["TIFF", "GIF"])
def test_a_scan_of_two_pages_and_a_film_are_told(tmp_path, kind):
    data = made(SOURCE.quantize(), kind, save_all=True, append_images=[SOURCE.rotate(90).quantize()])
    problems = read(tmp_path, {"a": text(FRONT + PHOTO), "sheets/images/a.jpg": data}).problems
    [(line, words)] = [(one.line, str(one.message)) for one in problems if one.code == "ne-s-imprime-pas"]
    assert line == 5 and "2 images" in words


def test_a_photo_under_two_names_is_told(tmp_path):
    two = PHOTO + "\n  - {fichier: images/b.jpg, alt: Une autre, consentement: sans objet}"
    data = made(SOURCE, "JPEG")
    files = {"a": text(FRONT + two), "sheets/images/a.jpg": data, "sheets/images/b.jpg": data}
    found = [one for one in read(tmp_path / "same", files).problems if one.code == "photo-repetee"]
    assert [(one.line, str(one.message)) for one in found] == [
        (6, "« images/b.jpg » est la même image que « images/a.jpg » : elle paraîtra deux fois")
    ]
    others = {**files, "sheets/images/b.jpg": data[:-1] + b"\0"}
    assert not [one for one in read(tmp_path / "other", others).problems if one.code == "photo-repetee"]
