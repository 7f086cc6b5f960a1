"""Colours of the screen put into inks: the palette's builds, greys in black, ink within what the paper takes."""

from __future__ import annotations

import io
import math
from functools import cache

import pytest
from PIL import Image, ImageCms

from fiches.config.project import search
from fiches.core.problems import BadValue
from fiches.press import colour as inks
from fiches.press import profiles
from fiches.storage.fingerprints import HOUSE
from fiches.storage.memory import Memory
from support.repository import ROOT

ICC = (HOUSE / "templates/imprimeurs/FOGRA39L_coated.icc").read_bytes()
PALETTES = ("styles/palette.css", "styles/themes/atlas/palette.css")


@pytest.fixture(scope="module")
def press():
    builds, _ = inks.builds((HOUSE / PALETTES[0]).read_text("utf-8"), 300)
    return inks.Inks(ICC, 300, builds)


def of(press, colour):
    return tuple(round(100 * ink) for ink in press.of(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))))


@cache
def transform(mode, into, intent):
    """From paper or the screen to the screen or to CIELAB."""
    spaces = {
        "CMYK": ImageCms.ImageCmsProfile(io.BytesIO(ICC)),
        "RGB": ImageCms.createProfile("sRGB"),
        "LAB": ImageCms.createProfile("LAB"),
    }
    return ImageCms.buildTransform(spaces[mode], spaces[into], mode, into, ImageCms.Intent(intent))


def seen(image, into, intent):
    return ImageCms.applyTransform(image, transform(image.mode, into, intent))


@pytest.mark.parametrize("palette", PALETTES)
def test_every_colour_of_a_theme_has_its_build(palette):
    text = (HOUSE / palette).read_text("utf-8")
    builds, faults = inks.builds(text, 280)
    assert faults == [] and len(builds) == text.count("#") == 16


def test_a_colour_of_the_palette_is_its_build_exactly(press):
    assert of(press, "#14304f") == (100, 80, 40, 35)
    assert of(press, "#1c1b1a") == (0, 0, 0, 100)
    assert of(press, "#ffffff") == (0, 0, 0, 0)


@pytest.mark.parametrize("palette", PALETTES)
def test_a_build_looks_like_its_colour(palette):
    """By lightness at least: a slip of the pen in a build shows."""
    text = (HOUSE / palette).read_text("utf-8")

    def light(mode, values):
        return seen(Image.new(mode, (1, 1), values), "LAB", 1).tobytes()[0] / 2.55

    for colour, build in inks.builds(text, 280)[0].items():
        shown = light("RGB", tuple(int(colour[at : at + 2], 16) for at in (0, 2, 4)))
        printed = light("CMYK", tuple(round(255 * ink) for ink in build))
        assert abs(shown - printed) < 9, colour


def test_greys_are_black_alone_and_in_order(press):
    greys = [press.of(value / 255, value / 255, value / 255) for value in range(256)]
    assert all(build[:3] == (0, 0, 0) for build in greys)
    assert [build[3] for build in greys] == sorted((build[3] for build in greys), reverse=True)
    assert greys[0][3] == 1 and greys[255][3] == 0 and 0.4 < greys[128][3] < 0.65


def test_other_colours_go_by_the_profile(press):
    assert of(press, "#e00000")[1:3] > (80, 80)
    assert of(press, "#0000ff")[0] > 70


@pytest.mark.parametrize("limit", [200, 280, 300])
def test_no_colour_takes_more_ink_than_the_limit(limit):
    press = inks.Inks(ICC, limit, {"102030": (1, 1, 1, 1)})
    for red in range(0, 256, 85):
        for green in range(0, 256, 85):
            for blue in range(0, 256, 85):
                assert sum(press.of(red / 255, green / 255, blue / 255)) <= limit / 100 + 1e-9
    assert sum(press.of(16 / 255, 32 / 255, 48 / 255)) <= limit / 100 + 1e-9


def test_black_does_not_give_way():
    assert inks.limited((1, 1, 1, 1), 280) == pytest.approx((0.6, 0.6, 0.6, 1))
    assert inks.limited((0.5, 0, 0, 0.5), 280) == (0.5, 0, 0, 0.5)


@cache
def photo(size=(400, 300), mode="RGB"):
    file = io.BytesIO()
    picture = Image.effect_noise(size, 90).convert(mode)
    if mode == "RGB":
        picture = Image.merge(
            "RGB",
            (
                picture.getchannel(0),
                picture.getchannel(1).rotate(90).resize(size),
                Image.linear_gradient("L").resize(size),
            ),
        )
    picture.save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("limit", [220, 280])
def test_no_pixel_of_a_photo_takes_more_ink_than_the_limit(limit):
    data, width, height = inks.Inks(ICC, limit, {}).picture(photo((120, 90)), 0, 0)
    made = Image.open(io.BytesIO(data))
    assert (made.mode, made.size, (width, height)) == ("CMYK", (120, 90), (120, 90))
    pixels = made.tobytes()
    assert max(sum(pixels[at : at + 4]) for at in range(0, len(pixels), 4)) / 2.55 <= limit
    assert inks.most_ink(data) >= max(sum(pixels[at : at + 4]) for at in range(0, len(pixels), 4)) / 2.55


@pytest.mark.parametrize(("points", "size"), [(72, 300), (36, 150), (720, 400)])
def test_a_photo_has_300_pixels_an_inch_at_most(points, size, press):
    assert press.picture(photo(), points, points * 3 / 4)[1] == size


def test_a_grey_photo_is_printed_in_black_alone(press):
    assert Image.open(io.BytesIO(press.picture(photo(mode="L"), 0, 0)[0])).mode == "L"


def test_a_photo_keeps_its_colours(press):
    """Back from inks to the screen, a colour that inks can print is seen as it was."""
    file = io.BytesIO()
    Image.new("RGB", (16, 16), (180, 140, 110)).save(file, "PNG")
    made = Image.open(io.BytesIO(press.picture(file.getvalue(), 0, 0)[0]))
    back = seen(made, "RGB", 0).getpixel((8, 8))
    assert all(abs(one - other) < 14 for one, other in zip(back, (180, 140, 110), strict=True)), back


def apart(one, other):
    """CIEDE2000 of two colours of CIELAB (Sharma, Wu, Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean**7 / (mean**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    turn = 0.0 if not c1 * c2 else (h2 - h1 + 180) % 360 - 180
    light, chroma, hue = l2 - l1, c2 - c1, 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    l_, c_, h_ = (l1 + l2) / 2, (c1 + c2) / 2, (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    cos = lambda angle: math.cos(math.radians(angle))  # noqa: E731
    t = 1 - 0.17 * cos(h_ - 30) + 0.24 * cos(2 * h_) + 0.32 * cos(3 * h_ + 6) - 0.2 * cos(4 * h_ - 63)
    sl, sc, sh = 1 + 0.015 * (l_ - 50) ** 2 / math.sqrt(20 + (l_ - 50) ** 2), 1 + 0.045 * c_, 1 + 0.015 * c_ * t
    bend = 60 * math.exp(-(((h_ - 275) / 25) ** 2))
    rt = -2 * math.sqrt(c_**7 / (c_**7 + 25**7)) * math.sin(math.radians(bend))
    return math.sqrt((light / sl) ** 2 + (chroma / sc) ** 2 + (hue / sh) ** 2 + rt * chroma / sc * hue / sh)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
    ],
)
def test_the_measure_itself(one, other, found):
    """Pairs of the authors' table."""
    assert apart(one, other) == pytest.approx(found, abs=0.0001)


def labs(image):
    raw = seen(image, "LAB", 1).tobytes()
    signed = [value - 256 if value > 127 else value for value in raw]
    return [(raw[at] / 2.55, signed[at + 1], signed[at + 2]) for at in range(0, len(raw), 3)]


@pytest.mark.parametrize("name", ["cnsm-1", "cnsm-2", "horizon-sud-1", "aods-ouijjane-4"])
def test_colours_that_inks_can_print_go_through_the_press_unchanged(name, press):
    """Photos shown as they are printed, put into inks once more and shown again: a mean CIEDE2000 of 3 at most."""

    def printed(image):
        file = io.BytesIO()
        image.save(file, "PNG")
        inked = Image.open(io.BytesIO(press.picture(file.getvalue(), 0, 0)[0]))
        return seen(inked, "RGB", 0)

    with Image.open(ROOT / f"sheets/images/{name}.jpg") as image:
        image.draft("RGB", (192, 128))  # decoded no finer
        first = printed(image.convert("RGB").resize((48, 32), Image.Resampling.BOX))
    pairs = zip(labs(first), labs(printed(first)), strict=True)
    found = [apart(one, other) for one, other in pairs]
    assert sum(found) / len(found) <= 3


def test_a_photo_is_put_into_inks_once(tmp_path):
    memory = Memory(tmp_path, "encres")
    first = inks.Inks(ICC, 300, {}, memory).picture(photo((96, 72)), 24, 18)
    [kept] = tmp_path.glob(memory.path("*"))
    assert inks.Inks(ICC, 300, {}, memory).picture(photo((96, 72)), 24, 18) == first
    kept.write_bytes(kept.read_bytes()[:-9])
    assert inks.Inks(ICC, 300, {}, memory).picture(photo((96, 72)), 24, 18) == first
    assert inks.Inks(ICC, 280, {}, memory).picture(photo((96, 72)), 24, 18) != first


def test_a_build_that_cannot_be_read_or_takes_too_much_is_told_on_its_line():
    text = ":root {\n  --a: #111111; /* cmjn 100 100 50 60: x */\n  --b: #222222; /* cmjn 10 20 */\n  --c: #333333;\n}"
    builds, faults = inks.builds(text, 300)
    assert [(fault.code, fault.line) for fault in faults] == [("encrage", 2), ("composition-cmjn", 3)]
    assert builds == {"111111": (1, 1, 0.5, 0.6)}


def test_what_a_profile_must_be():
    assert inks.check(ICC) == "FOGRA39L Coated"
    for bad in (b"", b"rien", ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()):
        with pytest.raises(BadValue):
            inks.check(bad)


@pytest.mark.parametrize(("dpi", "side"), [(300, 300), (200, 200), (150, 150)])
def test_a_printer_says_how_fine_photos_are(dpi, side):
    image = Image.new("RGB", (900, 900))
    assert inks.sized(image, 72, 72, dpi).size == (side, side) and inks.sized(image, 0, 0, dpi).size == (900, 900)


def test_the_copier_asks_for_lighter_files():
    found, problems = profiles.load("copieur", search(HOUSE, "templates"))
    assert (found.dpi, problems) == (170, []) and found.limits.resolution_conseillee < found.dpi
    usual, _ = profiles.load("offset-france", search(HOUSE, "templates"))
    assert usual.dpi == inks.DPI
