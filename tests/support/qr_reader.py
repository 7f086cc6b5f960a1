"""Reads QR codes as phones do: from pages that are rendered, then blurred, tilted and lit by a lamp."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

DPI = 100
WHITE = 4  # squares around a code that must be white
BLUR, TURN, FAR = 1.2, 11, 0.13  # pixels, degrees, share that a side of the picture is farther away


def pages(path: Path, dpi: int = DPI) -> list[Image.Image]:
    """The pages of a PDF."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]


def read(picture: Image.Image) -> list[str]:
    """What the codes of a picture say, from above."""
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return [one.text for one in sorted(found, key=lambda one: (one.position.top_left.y, one.position.top_left.x))]


def boxes(picture: Image.Image) -> list[tuple[str, tuple[int, int, int, int]]]:
    """What each code of a picture says, and its box in pixels."""
    return [(one.text, _box(one.position)) for one in zxingcpp.read_barcodes(picture)]


def _box(position) -> tuple[int, int, int, int]:
    corners = (position.top_left, position.top_right, position.bottom_left, position.bottom_right)
    across, down = [corner.x for corner in corners], [corner.y for corner in corners]
    return min(across), min(down), max(across), max(down)


def seen(picture: Image.Image, box: tuple[int, int, int, int]) -> list[str]:
    """What is read of the code in `box` by a hasty phone under a lamp: out of focus, askew, with a glare on it."""
    room = (box[2] - box[0]) // 3
    near = picture.crop((box[0] - room, box[1] - room, box[2] + room, box[3] + room))
    near = near.filter(ImageFilter.GaussianBlur(BLUR)).rotate(TURN, Image.Resampling.BICUBIC, fillcolor=255)
    width, height = near.size
    away = (1, 0, 0, 0, 1, 0, -FAR / width, -FAR / height)  # the lower right corner is the farthest
    tilted = near.transform(near.size, Image.Transform.PERSPECTIVE, away, Image.Resampling.BICUBIC, fillcolor=255)
    return read(lit(tilted))


def lit(picture: Image.Image) -> Image.Image:
    """A picture with the reflection of a lamp over a third of it, which takes most of its contrast."""
    width, height = picture.size
    lamp = Image.new("L", picture.size, 0)
    ImageDraw.Draw(lamp).ellipse((0.4 * width, 0.35 * height, 0.8 * width, 0.75 * height), fill=170)
    lamp = lamp.filter(ImageFilter.GaussianBlur(width / 14))
    return Image.composite(Image.new("L", picture.size, 255), picture, lamp)
