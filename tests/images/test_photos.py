"""Photos made ready for the page: upright, in sRGB, no larger than needed, bare of metadata, decoded once."""

from __future__ import annotations

import io
import random
import zlib
from dataclasses import replace

import pytest
from PIL import Image, ImageChops, ImageCms, ImageFile, ImageStat, PngImagePlugin

from fiches.core.problems import BadValue
from fiches.festival.website import images as web
from fiches.images import encoding, photos
from fiches.storage.memory import Memory


def picture(size=(3000, 2000), mode="RGB", kind="JPEG", **more):
    image = Image.linear_gradient("L").resize(size).convert(mode)
    if mode == "RGB":
        image.paste((200, 30, 30), (0, 0, size[0] // 4, size[1] // 4))  # a red corner, upper left
    file = io.BytesIO()
    image.save(file, kind, **more)
    return file.getvalue()


def ready(data, width, height, memory=None, use=photos.PRESS_USE, **more):
    return photos.ready(data, photos.PhotoFrame(width, height, **more), use, memory)


def opened(data):
    return Image.open(io.BytesIO(data))


def test_no_larger_than_the_page_needs():
    made = opened(ready(picture((2000, 1500)), 105, 80))
    assert made.size == (1260, 945)  # 300 dpi over 105 × 80 mm, covering both ways
    assert made.format == "JPEG"


def test_what_needs_nothing_keeps_its_pixels():
    data = picture((1000, 700))
    assert ready(data, 105, 70) == data


def test_upright():
    made = opened(ready(picture((1200, 800), exif=_turned()), 210, 90))
    assert made.size == (800, 1200)
    screen = opened(ready(picture((2000, 1500), exif=_turned()), 90, 120, use=photos.screen(100)))
    assert screen.size == (354, 472)  # what was high is measured against what is high
    red, green, _ = made.getpixel((790, 10))
    assert red > 150 and green < 80  # the corner that was upper left is upper right
    assert made.getexif().get(0x0112, 1) == 1


def _turned():
    found = Image.Exif()
    found[0x0112] = 6
    return found.tobytes()


def test_a_phone_s_place_and_name_are_not_published():
    found = Image.Exif()
    found[0x010F] = "Un telephone"
    found.get_ifd(0x8825)[2] = (30.0, 25.0, 12.0)
    data = picture((900, 600), exif=found.tobytes(), comment=b"secret")
    assert b"Un telephone" in data and b"secret" in data
    made = ready(data, 210, 90)
    assert b"Un telephone" not in made and b"secret" not in made and b"Exif" not in made
    assert opened(made).tobytes() == opened(data).tobytes()


@pytest.mark.parametrize("mode", ["CMYK", "RGB", "L", "1", "P", "RGBA", "LA", "I;16"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_any_mode_becomes_rgb_or_grey(mode, kind):
    try:
        image = Image.linear_gradient("L").resize((400, 300))
        image = Image.new("I;16", (400, 300), 30000) if mode == "I;16" else image.convert(mode)
        file = io.BytesIO()
        image.save(file, kind)
    except (OSError, ValueError, KeyError):
        return  # no such file can be written
    made = opened(ready(file.getvalue(), 20, 15))
    assert made.mode in ("RGB", "L", "RGBA") and made.format in ("JPEG", "PNG")


def test_colours_are_those_of_srgb():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = opened(ready(picture((400, 300), icc_profile=lab), 100, 75))
    assert "icc_profile" not in made.info
    red, green, blue = made.getpixel((20, 20))
    assert abs(red - 200) < 8 and abs(green - 30) < 8 and abs(blue - 30) < 8


def test_a_profile_that_lies():
    whole = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()  # of another space than it is given to
    for profile in (b"rien", b"", bytes(200), whole[:150], whole):
        made = opened(ready(picture((400, 300), icc_profile=profile), 100, 75))
        assert made.mode == "RGB" and made.size == (400, 300) and "icc_profile" not in made.info


def test_of_a_drawing_what_draws_is_left():
    assert ready(b"\n<svg><script/><rect/></svg>", 100, 75) == b'<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>'


CUT = picture((1200, 800))


@pytest.mark.parametrize("width", [20, 200])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"rien",
        CUT[:20],
        CUT[:600],
        CUT[: len(CUT) // 2],
        CUT[:-2],
        picture((1200, 800), kind="PNG")[:-400],
        picture((600, 400), kind="WEBP")[:-90],
        b"GIF89a\0\0\0\0" + bytes(20),
    ],
)
def test_what_is_not_whole_is_refused(data, width, monkeypatch):
    """Also where the engine has told Pillow to let it pass, with grey for what is missing."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(BadValue, match="jusqu'au bout") as caught:
        ready(data, width, width)
    assert caught.value.code == "image-format" and caught.value.hint


def png(width, height, points):
    """A picture of black and white points, one bit each."""

    def part(name, data):
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", points) + part(b"IEND", b"")


def test_a_photo_of_too_many_points_is_not_decoded():
    large = png(10_001, 10_001, zlib.compress(bytes(1_252 * 10_001)))
    with pytest.raises(BadValue):
        ready(large, 100, 100)
    with pytest.raises(BadValue, match="trop de points") as caught:
        photos.upright(large)
    assert "100 millions" in str(caught.value.hint)


def _phone():
    """A photo with all that phones write: place, name, comment, thumbnail, a second photo and a film after its end."""
    found = Image.Exif()
    found[0x010F] = "SECRET telephone"
    found[0x8825] = {29: "SECRET lieu"}
    photo = picture((900, 600), exif=found.tobytes(), comment=b"SECRET note", progressive=True)
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET</x:xmpmeta>"
    photo = photo[:2] + b"\xff\xe1" + (len(xmp) + 2).to_bytes(2, "big") + xmp + photo[2:]
    jfxx = b"\xff\xe0\x00\x0fJFXX\0SECRET\0\0"
    parts = b"\xff\xe2\x00\x0dFPXR\0SECRET"
    return photo[:2] + jfxx + parts + photo[2:] + photo + b"ftypmp42 SECRET film"


@pytest.mark.parametrize("width", [20, 210])
def test_nothing_that_a_phone_says_is_published(width):
    data = _phone()
    assert data.count(b"SECRET") > 8
    made = ready(data, width, width)
    assert b"SECRET" not in made and b"Exif" not in made and made.count(b"\xff\xd8\xff") == 1
    if width == 210:
        assert opened(made).tobytes() == opened(data).tobytes()


def _noted(kind):
    """A picture with all that its kind can hold beside its pixels."""
    found = Image.Exif()
    found[0x010F] = "SECRET telephone"
    found[0x8825] = {29: "SECRET lieu"}
    chunks = PngImagePlugin.PngInfo()
    chunks.add_text("Comment", "SECRET")
    chunks.add_itxt("XML:com.adobe.xmp", "<x>SECRET</x>")
    chunks.add_text("Author", "SECRET", zip=True)
    chunks.add(b"prVt", b"SECRET")
    more = {"PNG": {"pnginfo": chunks}, "WEBP": {"xmp": b"SECRET", "lossless": True}}.get(kind, {"comment": b"SECRET"})
    return picture((300, 200), kind=kind, exif=found.tobytes(), **more)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_no_kind_of_picture_is_published_with_notes(tmp_path, kind):
    data = _noted(kind)
    assert data.count(b"SECRET") >= (1 if kind == "GIF" else 3)
    path = tmp_path / "photo"
    path.write_bytes(data)
    made = [ready(data, 20, 20), ready(data, 210, 210), photos.embedded(data)]
    made += [web.as_photo(path, width, suffix) for width in (100, 300) for suffix in (".webp", ".jpg")]
    for one in made:
        assert b"SECRET" not in one and b"Exif" not in one and b"EXIF" not in one
        assert not {"comment", "Comment", "xmp", "XML:com.adobe.xmp", "Author"} & set(opened(one).info)


def test_nor_by_a_logo():
    """Which is shown at its own size."""
    turned = picture((300, 200), exif=_turned(), comment=b"SECRET")
    for data, size in ((_phone(), (900, 600)), (turned, (200, 300))):
        made = photos.published(data, None)
        assert b"SECRET" not in made and opened(made).size == size
    png = picture((30, 20), kind="PNG")
    assert photos.published(png, None) == png


def test_no_photo_is_decoded_twice(tmp_path, monkeypatch):
    data, memory = picture((1600, 1200)), Memory(tmp_path, "photos")
    first = ready(data, 105, 80, memory)
    monkeypatch.setattr(photos, "_scaled", lambda *_: pytest.fail("decoded again"))
    assert ready(data, 105, 80, memory) == first


def test_what_was_kept_is_believed_only_if_whole(tmp_path):
    data, memory = picture((1600, 1200)), Memory(tmp_path, "photos")
    first = ready(data, 105, 80, memory)
    (kept,) = tmp_path.glob(memory.path("*"))
    kept.write_bytes(kept.read_bytes()[:-9] + b"autrement")
    assert ready(data, 105, 80, memory) == first


# --- for the screen ------------------------------------------------------------------


def noisy(size):
    """A picture as busy as those of a camera: at every scale, the finer the fainter."""
    rng, made = random.Random(6), Image.new("RGB", size, (120, 110, 100))
    for share, strength in ((1 / 250, 0.6), (1 / 60, 0.4), (1 / 15, 0.25), (1 / 5, 0.12)):
        width, height = (max(2, round(side * share)) for side in size)
        grain = Image.frombytes("RGB", (width, height), rng.randbytes(3 * width * height))
        made = Image.blend(made, grain.resize(size, Image.Resampling.BILINEAR), strength)
    file = io.BytesIO()
    made.save(file, "JPEG", quality=95)
    return file.getvalue()


@pytest.fixture(scope="module")
def camera():
    return noisy((3000, 2250))  # more pixels than the widest frame takes in print


def test_a_frame_keeps_the_middle_and_nothing_else(camera):
    made = opened(ready(camera, 210, 81, use=photos.screen(150), around=(50, 50)))
    assert made.size == (1240, 478)
    whole = opened(camera)
    whole.draft("RGB", (375, 281))  # decoded no finer
    whole = whole.resize((124, 93)).crop((0, 22, 124, 70)).convert("L")
    part = made.resize((124, 48)).convert("L")
    apart = [abs(a - b) for a, b in zip(whole.tobytes(), part.tobytes(), strict=True)]
    assert sum(apart) / len(apart) < 20


@pytest.mark.parametrize(
    ("shape", "ratio", "around", "kept"),
    [
        (1.5, 1.5, (50, 33), (0, 0, 1, 1)),
        (1.5, 2.0, (50, 33), (0, 0, 1, 0.75)),  # heads stay
        (1.5, 2.0, (50, 50), (0, 0.125, 1, 0.875)),
        (1.5, 2.0, (0, 100), (0, 0.25, 1, 1)),
        (2.0, 1.0, (20, 33), (0, 0, 0.5, 1)),
        (2.0, 1.0, (60, 33), (0.35, 0, 0.85, 1)),
    ],
)
def test_what_is_kept_is_around_the_subject(shape, ratio, around, kept):
    assert tuple(photos.cut_to(shape, ratio, around)) == pytest.approx(kept)


def test_the_press_gets_the_same_part(camera):
    light = opened(ready(camera, 140, 54, use=photos.screen(150), around=(50, 50))).convert("L")
    strong = opened(ready(camera, 140, 54, around=(50, 50))).convert("L")
    assert abs(strong.width - 2 * light.width) <= 1 and abs(strong.height - 2 * light.height) <= 1
    one, other = (made.resize((62, 24), Image.Resampling.BOX).tobytes() for made in (light, strong))
    assert max(abs(a - b) for a, b in zip(one, other, strict=True)) <= 6


def test_four_of_them_keep_a_sheet_light(camera):
    """The four largest frames that the format may give leave 100 kB of 600 for text, fonts and drawings."""
    frames = ((210, 162), (210, 135), (210, 81))
    made = [ready(camera, width, height, use=photos.screen(150), around=(50, 50)) for width, height in frames]
    assert sum(map(len, [*made, made[-1]])) < 500_000
    assert all(opened(one).info["progressive"] for one in made)


def test_it_is_of_the_first_quality_that_is_light_enough(camera):
    image = opened(camera).resize((300, 225))
    tried = [encoding.saved(image, "JPEG", quality=one, progressive=True) for one in encoding.SCREEN_QUALITIES]
    for most in (10**6, *(len(one) + more for one in tried for more in (0.5, -0.5)), 1):
        best = next((one for one in tried if len(one) <= most), tried[-1])
        assert encoding.encoded(image, most * 8 / (300 * 225)) == best


def test_what_is_decoded_no_larger_than_needed_looks_the_same(camera):
    use = replace(photos.screen(150), bits=40)  # as good as a JPEG may be
    quick, fine = (opened(ready(camera, 210, 81, use=replace(use, decoded=times))) for times in (1, 2))
    apart = ImageChops.difference(quick, fine)
    assert quick.size == fine.size and 0 < ImageStat.Stat(apart).rms[1] < 255 / 10 ** (37 / 20), "37 dB"


def test_a_finer_screen_weighs_more(camera):
    light, fine = (len(ready(camera, 105, 80, use=photos.screen(dpi))) for dpi in (150, 300))
    assert 2 * light < fine


def test_a_small_photo_that_weighs_too_much_is_made_lighter():
    data = noisy((800, 600))
    made = ready(data, 210, 157, use=photos.screen(150))
    assert opened(made).size == (800, 600) and len(made) < len(data) / 2


def test_opaque_pixels_need_no_transparency():
    assert opened(ready(picture((400, 300), "RGBA", "PNG"), 20, 15)).format == "JPEG"


def test_addresses_name_places():
    for text in ("105x80", "cadre-50-33-105x80"):
        assert str(photos.place(text)) == text
    assert [photos.place(text) for text in ("0x5", "cadre", "1x", "12345x1", "-1x2")] == [None] * 5
