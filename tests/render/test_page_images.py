"""Pages look as they did: three sheets and the booklet's own pages, against small pictures of them.

The pictures are in `images/`. A change of look that is meant is accepted with one command, after a look at what
changed: FICHES_ECRIRE=1 python -m pytest tests/render/test_page_images.py
"""

from __future__ import annotations

import os
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

IMAGES = Path(__file__).parent / "pages"
DPI = 36
SHEETS = ("afoulki-france", "backup-rural", "jeunesse-developpement")  # two places; no photo; three photos
BOOKLET = {"couverture": "C1", "note": "1", "projets-gauche": "2", "projets-droite": "3", "lecture": "4"}  # by folio
NAMES = [
    *(f"{slug}-{number}" for slug in SHEETS for number in range(1, 5)),
    *(f"livret-{name}" for name in (*BOOKLET, "quatrieme")),
]
FINE, COARSE = (4, 26, "L"), (20, 6, "RGB")  # the side of a tile in pixels, how far its mean of what may be, of 255
SAME = 1.0


def rendered(page, **options) -> Image.Image:
    return page.render(scale=DPI / 72, **options).to_pil().convert("RGB")


def distance(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart, 0 for the same; up to SAME they are the same page.

    Means of tiles are compared: the tones of small ones feel what moves, the colours of large ones what changes its
    shade, and neither feels how a rasteriser rounds the edge of a letter, or colours it.
    """
    if one.size != other.size:
        return float("inf")
    return max(_apart(one.convert(mode), other.convert(mode), side) / most for side, most, mode in (FINE, COARSE))


def _apart(one: Image.Image, other: Image.Image, side: int) -> int:
    size = (one.width // side, one.height // side)
    tiles = (picture.resize(size, Image.Resampling.BOX) for picture in (one, other))
    return max(high for *_, high in map(sorted, ImageChops.difference(*tiles).convert("RGB").getextrema()))


@pytest.fixture(scope="module")
def pages(finished):
    """The page of each name."""
    sheets = {slug: pypdfium2.PdfDocument(finished.sheet(slug)) for slug in SHEETS}
    booklet = pypdfium2.PdfDocument(finished.booklet)
    labels = [booklet.get_page_label(index) for index in range(len(booklet))]
    found = {f"{slug}-{number}": sheet[number - 1] for slug, sheet in sheets.items() for number in range(1, 5)}
    found |= {f"livret-{name}": booklet[labels.index(folio)] for name, folio in BOOKLET.items()}
    return found | {"livret-quatrieme": booklet[len(booklet) - 1]}


@pytest.mark.parametrize("name", NAMES)
def test_page_looks_as_it_did(name, pages, tmp_path):
    path, new = IMAGES / f"{name}.png", rendered(pages[name])
    if os.environ.get("FICHES_ECRIRE"):
        small = new.quantize(256, kmeans=1, dither=Image.Dither.NONE)
        IMAGES.mkdir(exist_ok=True)
        small.save(path, optimize=True)
    old = Image.open(path).convert("RGB")
    far = distance(old, new)
    assert far <= SAME, f"{_shown(old, new, tmp_path / f'{name}.png')} : before, after, difference ({far:.1f} for 1)"


def _shown(old: Image.Image, new: Image.Image, path: Path) -> Path:
    """A picture of what changed."""
    width, height = old.size
    change = ImageChops.difference(old, new.resize(old.size)).point(lambda value: min(255, value * 3))
    sheet = Image.new("RGB", (3 * width, height))
    for index, picture in enumerate((old, new, ImageChops.invert(change))):
        sheet.paste(picture, (index * width, 0))
    sheet.save(path)
    return path


@pytest.mark.parametrize("slug", SHEETS)
def test_the_rail_of_page_1_has_one_edge_over_what_it_meets(slug, pages):
    """A pixel of 0.05 mm on its lap and one within it are of one colour all the way down: no ground eats into it."""
    scale, cut, edge = 20, 72 / 25.4, 154.5  # the last in mm
    page = pages[f"{slug}-1"]
    aside = ((edge - 0.1) * cut, 0, page.get_width() - (edge + 0.1) * cut, 0)
    lap, inside = (
        page.render(scale=scale, crop=aside).to_pil().convert("RGB").crop((x, 0, x + 1, 190 * int(scale * cut)))
        for x in (5, 9)
    )
    unlike = ImageChops.difference(lap, inside).convert("L").point(lambda value: 255 * (value > 40))
    assert unlike.histogram()[255] < 1 * scale * cut, "mm down"


def test_every_picture_is_of_a_page_and_all_are_small():
    files = list(IMAGES.glob("*.png"))
    assert {path.stem for path in files} == set(NAMES)
    assert sum(path.stat().st_size for path in files) < 600_000


# --- what the comparison feels, and what it does not ---------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_another_rasteriser_is_the_same_page(name, pages):
    old = Image.open(IMAGES / f"{name}.png").convert("RGB")
    assert distance(old, rendered(pages[name], optimize_mode="lcd")) <= SAME


def _kept(name: str) -> tuple[Image.Image, Image.Image]:
    """A picture, and a copy to spoil."""
    old = Image.open(IMAGES / f"{name}.png").convert("RGB")
    return old, old.copy()


@pytest.mark.parametrize("box", [(20, 220, 210, 245), (60, 165, 215, 245), (15, 30, 200, 85)])
@pytest.mark.parametrize("by", [(0, 2), (2, 0), (0, -2)])
def test_a_block_moved_by_less_than_two_millimetres_is_seen(box, by):
    old, new = _kept("jeunesse-developpement-1")
    new.paste(old.crop(box), (box[0] + by[0], box[1] + by[1]))
    assert distance(old, new) > SAME


@pytest.mark.parametrize("ground", [(225, 237, 241), (246, 233, 220), (20, 48, 79)])
def test_a_colour_a_little_changed_is_seen(ground):
    old, new = _kept("jeunesse-developpement-1")
    near = ImageChops.difference(old, Image.new("RGB", old.size, ground)).convert("L").point(lambda v: 255 * (v < 6))
    assert near.histogram()[255] > 500  # pixels of that colour, more or less
    new.paste(tuple(min(255, value + 10) for value in ground), mask=near)
    assert distance(old, new) > SAME


def test_a_missing_picture_is_seen():
    old, new = _kept("jeunesse-developpement-2")
    new.paste((255, 255, 255), (0, 0, 298, 150))
    assert distance(old, new) > SAME


def test_a_missing_sign_is_seen():
    old, new = _kept("jeunesse-developpement-1")
    new.paste(old.getpixel((18, 230)), (18, 217, 34, 230))
    assert distance(old, new) > SAME


def test_a_page_of_another_size_is_seen():
    old, new = _kept("livret-couverture")
    assert distance(old, new.crop((0, 0, 297, 421))) > SAME
