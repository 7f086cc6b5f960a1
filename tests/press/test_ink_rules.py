"""Inks at the bounds of their rules: what is grey, how much a photo may take, how fine it is printed."""

from __future__ import annotations

import io
from functools import cache

import pytest
from PIL import Image

from fiches.press import colour
from fiches.storage.fingerprints import HOUSE

ICC = (HOUSE / "templates/imprimeurs/FOGRA39L_coated.icc").read_bytes()
LIMIT = 300


@cache
def press(limit=LIMIT):
    return colour.Inks(ICC, limit, {})


def photo(image):
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def printed(image, limit=LIMIT, size=(0, 0)):
    return Image.open(io.BytesIO(press(limit).picture(photo(image), *size)[0]))


def of(red, green, blue):
    return press().of(red / 255, green / 255, blue / 255)


@pytest.mark.parametrize("base", [20, 128, 235])
@pytest.mark.parametrize(("apart", "grey"), [(0, True), (2, True), (3, False)])
def test_a_colour_whose_channels_are_two_apart_is_a_grey(base, apart, grey):
    """Of 255: photos and drawings have such greys; three apart is a tint that somebody chose."""
    for colours in ((base + apart, base, base), (base, base, base + apart)):
        assert (of(*colours)[:3] == (0, 0, 0)) == grey


def test_a_grey_is_that_of_the_mean_of_its_channels():
    assert of(101, 100, 102) == of(101, 101, 101) != of(102, 102, 102)


@pytest.mark.parametrize(("percent", "faults"), [(300, 0), (301, 1)])
def test_a_build_of_a_palette_takes_what_the_paper_takes_and_no_more(percent, faults):
    text = f":root {{ --a: #111111; /* cmjn 100 100 90 {percent - 290} */ }}"
    assert len(colour.builds(text, LIMIT)[1]) == faults
    assert len(colour.builds(text, percent - 0.005)[1]) == 0, "shares are rounded"
    assert len(colour.builds(text, percent - 0.02)[1]) == 1


@pytest.mark.parametrize(("build", "read"), [("100 0 0 0", True), ("101 0 0 0", False), ("0 0 0", False)])
def test_a_build_is_four_shares_up_to_a_hundred(build, read):
    builds, faults = colour.builds(f":root {{ --a: #111111; /* cmjn {build} */ }}", LIMIT)
    assert (len(builds), len(faults)) == (int(read), int(not read))


def test_a_dark_photo_takes_nearly_all_the_ink_that_it_may():
    """JPEG adds some to single pixels: a sixth of a plate is kept back for it, and no more."""
    data, *_ = press().picture(photo(Image.new("RGB", (96, 96), (4, 0, 2))), 0, 0)
    assert LIMIT - 20 < colour.most_ink(data) <= LIMIT - 12


@pytest.mark.parametrize("limit", [200, 240, 300])
def test_noise_takes_no_more_ink_than_the_limit_nor_much_less(limit):
    """The margin grows by steps until the file keeps to it."""
    noise = Image.merge("RGB", [Image.effect_noise((96, 96), 220).rotate(90 * turn) for turn in range(3)])
    data = press(limit).picture(photo(noise), 0, 0)[0]
    assert limit - 40 < colour.most_ink(data) <= limit


@pytest.mark.parametrize(("points", "pixels"), [(72, 300), (36, 150), (71.9, 299), (95.99, 399), (96, 400), (200, 400)])
def test_a_photo_has_three_hundred_pixels_an_inch_at_most(points, pixels):
    """Never more than it came with; a hundredth of a pixel is rounding."""
    image = Image.new("RGB", (400, 300), (200, 120, 60))
    assert printed(image, size=(points, points)).width == pixels
    assert printed(image, size=(0, points)).width == 400, "a size that is not known takes nothing away"


def test_a_jpeg_of_the_press_is_of_high_quality_and_keeps_the_colour_of_single_pixels():
    """A red line one pixel wide stays as red: colours are not sampled down."""
    image = Image.new("RGB", (64, 64), (240, 240, 240))
    image.paste((200, 20, 20), (32, 0, 33, 64))
    made = printed(image)
    line, ground = made.getpixel((32, 32)), made.getpixel((20, 32))
    assert line[1] - ground[1] > 170 and line[2] - ground[2] > 130
    steps = next(iter(made.quantization.values()))
    assert 8 <= sum(steps) / len(steps) <= 14, "quality 90: at 80 steps are twice as coarse, at 95 half"


def test_most_ink_is_rounded_up_by_two_per_cent_at_most():
    for pixel in ((255, 255, 255, 0), (10, 20, 30, 40), (255, 0, 0, 0), (0, 0, 0, 0), (3, 3, 3, 3)):
        file = io.BytesIO()
        Image.new("CMYK", (8, 8), pixel).save(file, "JPEG", quality=100, subsampling=0)
        real = sum(Image.open(io.BytesIO(file.getvalue())).getpixel((4, 4))) / 2.55
        assert real <= colour.most_ink(file.getvalue()) <= real + 2


@pytest.mark.parametrize(("build", "limit", "left"), [
    ((0.8, 0.8, 0.8, 0.6), 300, (0.8, 0.8, 0.8, 0.6)), ((0.8, 0.8, 0.8, 0.61), 300, (0.7967, 0.7967, 0.7967, 0.61)),
    ((0.9, 0.6, 0.3, 1.0), 200, (0.5, 0.3333, 0.1667, 1.0)), ((0, 0, 0, 1.0), 80, (0, 0, 0, 1.0)),
    ((0.5, 0.5, 0.5, 1.0), 80, (0, 0, 0, 1.0)),
])  # fmt: skip
def test_coloured_inks_give_way_all_alike_and_black_does_not(build, limit, left):
    assert colour.limited(build, limit) == pytest.approx(left, abs=0.0001)
