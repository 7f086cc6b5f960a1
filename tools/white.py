"""The white that nobody meant on the pages of PDFs: of each page, the highest blank at least 50 mm wide.

    python tools/white.py build/fiches/*.pdf            # a line a page: mm of blank, and where it begins
    python tools/white.py --most 60 build/fiches/*.pdf  # only pages with more; exit code 1 when there is one

It is measured on the image, within the margins: a rectangle of one light tone (paper, or a pale ground), in which
nothing is set or drawn. A field of a strong colour, a photo (its sky too) and an ornament are meant.
"""

from __future__ import annotations

import argparse
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from ctypes import c_ulong
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

WIDE = 50  # mm: narrower blanks are the ends of lines, and what stands beside a head
MARGIN = 13.5  # mm, of a page: white there is meant
MOST = 60.0  # mm that a blank may be high
LIGHT = 216  # of 255: what is darker is ink, or a ground that shows
FINE = 3  # pixels a mm, of which a mm is blank when all of them are of one tone
SAME = 6  # of 255, that two pixels of one tone differ by at most
POINTS_PER_MM = 72 / 25.4
FIGURE = "Figure"  # what is tagged so is a picture
LONGEST = 32  # signs of a tag that are read


class Blank(NamedTuple):
    """The highest blank of a page: how high it is and where it begins, in mm from the trim at the head and left."""

    high: int
    top: int
    left: int


def blanks(path: Path) -> Iterator[Blank]:
    """That of each page of a PDF."""
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            image = _rendered(page)
            for one in [one for one in page.get_objects(max_depth=1) if FIGURE in _marks(one)]:
                page.remove_obj(one)
            pictured = ImageChops.difference(image, _rendered(page)).point(lambda tone: 255 if tone else 0)
            image.paste(0, mask=pictured)
            yield highest(_rows(image.width, image.height, image.tobytes()))


def _rendered(page: pypdfium2.PdfPage) -> Image.Image:
    image: Image.Image = page.render(scale=FINE / POINTS_PER_MM, grayscale=True).to_pil()
    return image


def _marks(one: pypdfium2.PdfObject) -> Iterator[str]:
    """By what the content is marked in which something drawn is."""
    for index in range(pdfium.FPDFPageObj_CountMarks(one)):
        size, name = c_ulong(), (pdfium.FPDF_WCHAR * LONGEST)()
        pdfium.FPDFPageObjMark_GetName(pdfium.FPDFPageObj_GetMark(one, index), name, 2 * LONGEST, size)
        yield bytes(name)[: size.value].decode("utf-16-le").rstrip("\0")


def _rows(width: int, height: int, tones: bytes) -> list[list[int]]:
    """The tone of each mm of a page within its margins, 0 where there is more than one tone or a dark one."""
    margin = round(MARGIN)
    return [
        [_tone(tones, width, FINE * x + FINE * width * y) for x in range(margin, width // FINE - margin)]
        for y in range(margin, height // FINE - margin)
    ]


def _tone(tones: bytes, width: int, at: int) -> int:
    square = [tones[at + row * width : at + row * width + FINE] for row in range(FINE)]
    least, most = min(map(min, square)), max(map(max, square))
    return most if least >= LIGHT and most - least <= SAME else 0


def highest(rows: Sequence[Sequence[int]]) -> Blank:
    """The highest rectangle of one tone that is wide enough; of rows of tones, one a mm."""
    found, runs = Blank(0, 0, 0), [0] * len(rows[0])
    above: Sequence[int] = [0] * len(rows[0])
    for y, row in enumerate(rows):
        runs = [
            (run + 1 if abs(tone - before) <= SAME else 1) if tone else 0
            for run, tone, before in zip(runs, row, above, strict=True)
        ]
        above = row
        high, left = _widest(runs)
        if high > found.high:
            found = Blank(high, y + 1 - high + round(MARGIN), left + round(MARGIN))
    return found


def _widest(runs: Sequence[int]) -> tuple[int, int]:
    """How high the highest window of enough columns is, and where it begins."""
    best, window = (0, 0), deque[int]()
    for x, run in enumerate(runs):
        while window and runs[window[-1]] >= run:
            window.pop()
        window.append(x)
        if window[0] <= x - WIDE:
            window.popleft()
        if x >= WIDE - 1 and runs[window[0]] > best[0]:
            best = (runs[window[0]], x - WIDE + 1)
    return best


def main() -> int:
    """Prints the blanks; the exit code says whether one is too high."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--most", type=float, default=0.0, help="mm: only pages with more are said")
    arguments = parser.parse_args()
    high = False
    for path in arguments.files:
        for number, blank in enumerate(blanks(path), start=1):
            if blank.high > arguments.most:
                print(f"{path} p. {number}: {blank.high} mm, from {blank.top} mm down, {blank.left} mm across")
                high = high or arguments.most > 0
    return int(high)


if __name__ == "__main__":
    sys.exit(main())
