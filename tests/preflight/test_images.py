"""Images of any depth, filter and space: the ink that they take, and whether they are there at all."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageFile

from fiches.preflight import pixels, samples
from fiches.preflight.document import InkSpace, PixelFate

SIDE = 40
HEAVY = (230, 230, 230, 230)  # 361 %
PIXELS = SIDE * SIDE
WHOLE, UNMEASURED, DAMAGED, LOST = PixelFate.WHOLE, PixelFate.UNMEASURED, PixelFate.DAMAGED, PixelFate.LOST


def told(data, space=Name.DeviceCMYK, bits=8, named=None, **more):
    """What is told of an image of 40 × 40 pixels."""
    with pikepdf.new() as pdf:
        stream = pdf.make_stream(data, Width=SIDE, Height=SIDE, BitsPerComponent=bits, **more)
        if space is not None:
            stream.ColorSpace = space
        return pixels.picture(stream, named or Dictionary())


def packed(image, kind, **more):
    file = io.BytesIO()
    image.save(file, kind, **more)
    return file.getvalue()


def inks(*names):
    return Array([Name.DeviceN, Array([Name(f"/{name}") for name in names]), Name.DeviceCMYK])


CMYK = Image.new("CMYK", (SIDE, SIDE), HEAVY)
NOISE = Image.merge("CMYK", [Image.effect_noise((SIDE, SIDE), 90)] * 4)
NOISY, NOISY_2000 = packed(NOISE, "JPEG"), packed(NOISE, "JPEG2000")
TURNED = Array([1, 0] * 4)  # as Adobe's programs, and Pillow, write them
JPEG, JPEG_2000 = packed(CMYK, "JPEG"), packed(CMYK, "JPEG2000")
ROW = bytes(HEAVY) * SIDE
PREDICTED = zlib.compress(b"".join(b"\2" + (ROW if row == 0 else bytes(len(ROW))) for row in range(SIDE)))
UP = Dictionary(Predictor=15, Colors=4, BitsPerComponent=8, Columns=SIDE)
FIVE = inks("Cyan", "Magenta", "Yellow", "Black", "Or")
SIDES = SIDE.to_bytes(4) * 2
JBIG2 = (  # its page; a region of it, as fax machines code lines: white, and the end of the block (ITU-T T.88, 7.4)
    b"\0\0\0\0\x30\0\1" + (19).to_bytes(4) + SIDES + bytes(11)
    + b"\0\0\0\1\x26\0\1" + (26).to_bytes(4) + SIDES + bytes(9) + b"\1" + b"\xff" * 5 + b"\x00\x10\x01"
)  # fmt: skip
LIGHT_AND_HEAVY = bytes([0, 0, 0, 20, *HEAVY])


@pytest.mark.parametrize(
    ("image", "ink"),
    [
        (lambda: told(bytes(HEAVY) * PIXELS), 360.8),
        (lambda: told(bytes([230, 7] * 4) * PIXELS, bits=16), 360.8),
        (lambda: told(b"\xee\xee" * PIXELS, bits=4), 373.3),
        (lambda: told(b"\xff" * PIXELS, bits=2), 400),
        (lambda: told(b"\xff" * (PIXELS // 2), bits=1), 400),
        (lambda: told(bytes([25] * 4) * PIXELS, Decode=Array([1, 0] * 4)), 360.8),
        (lambda: told(JPEG, Filter=Name.DCTDecode, Decode=TURNED), 360.8),
        (lambda: told(JPEG, Filter=Name.DCTDecode), 39.2),
        (lambda: told(zlib.compress(JPEG), Filter=Array([Name.FlateDecode, Name.DCTDecode]), Decode=TURNED), 360.8),
        (lambda: told(JPEG_2000, Filter=Name.JPXDecode), 360.8),
        (lambda: told(JPEG_2000, None, Filter=Name.JPXDecode), 360.8),
        (lambda: told(PREDICTED, Filter=Name.FlateDecode, DecodeParms=UP), 360.8),
        (lambda: told((b"\x81" + b"\xe6" * 1) * 51 + b"\x80", Filter=Name.RunLengthDecode), 360.8),
        (lambda: told((bytes(HEAVY) * PIXELS).hex().encode() + b">", Filter=Name.ASCIIHexDecode), 360.8),
        (lambda: told(bytes(HEAVY) * PIXELS, inks("Cyan", "Magenta", "Yellow", "Black")), 360.8),
        (lambda: told(bytes((*HEAVY, 230)) * PIXELS, FIVE), 451),
        (lambda: told(bytes((255, 255)) * PIXELS, inks("Black", "Or")), 200),
        (lambda: told(b"\1" * PIXELS, Array([Name.Indexed, Name.DeviceCMYK, 1, LIGHT_AND_HEAVY])), 360.8),
        (lambda: told(b"\0" * PIXELS, Array([Name.Indexed, Name.DeviceCMYK, 1, LIGHT_AND_HEAVY])), 7.8),
        (lambda: told(b"\xff" * 200, Array([Name.Indexed, Name.DeviceCMYK, 1, LIGHT_AND_HEAVY]), 1), 360.8),
        (lambda: told(b"\0" * 200, Array([Name.I, Name.CMYK, 1, LIGHT_AND_HEAVY]), 1, Decode=Array([1, 0])), 360.8),
    ],
    ids=[
        "8 bits", "16 bits", "4 bits", "2 bits", "1 bit", "turned around", "JPEG", "plain JPEG", "JPEG in Flate",
        "JPEG 2000",
        "JPEG 2000 of no space but its own", "predictor", "run lengths", "hexadecimal", "DeviceN", "five inks",
        "two inks", "index", "index that is not used", "index of 1 bit", "index turned around",
    ],
)  # fmt: skip
def test_the_ink_of_an_image_is_measured(image, ink):
    found = image()
    assert found.fate is WHOLE and found.ink == pytest.approx(ink, abs=2.5)


@pytest.mark.parametrize(
    ("image", "fate"),
    [
        (lambda: told(NOISY[:-300], Filter=Name.DCTDecode), DAMAGED),
        (lambda: told(b"quelque chose" * 99, Filter=Name.DCTDecode), LOST),
        (lambda: told(b"", Filter=Name.DCTDecode), LOST),
        (lambda: told(NOISY_2000[: len(NOISY_2000) // 2], Filter=Name.JPXDecode), DAMAGED),
        (lambda: told(b"quelque chose" * 99, Filter=Name.JPXDecode), LOST),
        (lambda: told(bytes(HEAVY) * (PIXELS // 2)), DAMAGED),
        (lambda: told(bytes(HEAVY) * (PIXELS - 3)), WHOLE),
        (lambda: told(bytes(PIXELS // 2), Name.DeviceGray), DAMAGED),
        (lambda: told(b"x", Filter=Name.FlateDecode), DAMAGED),
        (lambda: told(b"quelque chose" * 99, Filter=Name.FlateDecode), LOST),
        (lambda: told(b"quelque chose" * 99, Filter=Name("/Inconnu")), LOST),
        (lambda: told(b"", Name.DeviceGray, 1, Filter=Name.CCITTFaxDecode), LOST),
        (lambda: told(JBIG2, Name.DeviceGray, 1, Filter=Name.JBIG2Decode), WHOLE),
        (lambda: told(b"quelque chose" * 99, Name.DeviceGray, 1, Filter=Name.JBIG2Decode), LOST),
        (lambda: told(b"", ImageMask=True), DAMAGED),
        (lambda: told(bytes(200), ImageMask=True), WHOLE),
        (lambda: told(bytes(HEAVY) * PIXELS, bits=3), UNMEASURED),
        (lambda: told(bytes(PIXELS), Name.DeviceGray, bits=3), WHOLE),
    ],
)
def test_an_image_that_is_not_whole_is_told(image, fate):
    assert image().fate is fate


def test_a_cut_image_is_told_also_where_the_engine_lets_it_pass(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint does when it is imported
    assert told(NOISY[:-300], Filter=Name.DCTDecode).fate is DAMAGED


def test_an_image_of_too_many_pixels_is_not_measured(monkeypatch):
    monkeypatch.setattr(samples, "MAX_IMAGE_BYTES", 4 * PIXELS - 1)
    assert told(bytes(HEAVY) * PIXELS).fate is UNMEASURED
    assert told(bytes(PIXELS), Name.DeviceGray).fate is WHOLE


def test_bands_of_a_large_image_are_measured_together(monkeypatch):
    monkeypatch.setattr(samples, "BAND_PIXELS", 3 * SIDE)
    rows = bytes(HEAVY) * (PIXELS // 2) + bytes(4 * PIXELS // 2)
    assert told(rows).ink == pytest.approx(360.8, abs=0.1)


@pytest.mark.parametrize(
    ("content", "space", "ink"),
    [
        (b"/W 40 /H 40 /CS /CMYK /BPC 8 /F /Fl", InkSpace.CMYK, 360.8),
        (b"/W 40 /H 40 /CS /Mienne /BPC 8 /F [/Fl]", InkSpace.CMYK, 360.8),
        (b"/Width 40 /Height 40 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode", InkSpace.RGB, None),
    ],
)
def test_an_image_within_a_content_is_one_as_any_other(content, space, ink):
    with pikepdf.new() as pdf:
        data = b"q BI " + content + b" ID " + zlib.compress(bytes(HEAVY) * PIXELS) + b" EI Q"
        [image] = [one for one in pikepdf.parse_content_stream(pdf.make_stream(data))
                   if isinstance(one, pikepdf.ContentStreamInlineImage)]  # fmt: skip
        named = Dictionary(Mienne=inks("Cyan", "Magenta", "Yellow", "Black"))
        found = pixels.picture(samples.inline(image.iimage, pdf), named)
    assert (found.width, found.space, found.fate) == (SIDE, space, WHOLE)
    assert found.ink == (ink if ink is None else pytest.approx(ink, abs=0.1))
