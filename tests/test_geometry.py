"""What is printed where: nothing outside the trim, over another block or off the grid, at any length of text."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

import generated
from conftest import SLUGS
from fiches.build import build
from fiches.project import open_project

POINTS_PER_MM = 72 / 25.4
U = 4.5 * POINTS_PER_MM
TRIM = (210 * POINTS_PER_MM, 297 * POINTS_PER_MM)
GAP = (63.35, 64.05)  # in u: between the live area and the foot line no text stands
FEW, MANY = range(6), range(6, 306)


@dataclass(frozen=True)
class Glyph:
    """One printed character: its box from the upper left of the page, its baseline, all in points."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float
    font: str


def glyphs(page):
    """Every visible character of a page, in the order of the file."""
    text = page.get_textpage()
    height = page.get_height()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(text, index))
        if char.isspace() or pdfium.FPDFText_IsGenerated(text, index):
            continue
        left, bottom, right, top = text.get_charbox(index)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        size = pdfium.FPDFText_GetFontSize(text, index) * 0.75  # the engine writes in CSS pixels
        yield Glyph(char, left, height - top, right, height - bottom, height - y.value, size, font_of(text, index))


def font_of(text, index):
    """The name of a character's font."""
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, index, name, 200, flags)
    return name.value.decode("utf-8", "replace")


def check_page(page):
    """Everything that must hold of one page of a sheet."""
    found = list(glyphs(page))
    assert found, "an empty page"
    for glyph in found:
        inside = glyph.left >= -0.1 and glyph.right <= TRIM[0] + 0.1 and glyph.top >= -0.1 and glyph.bottom <= TRIM[1]
        assert inside, glyph
        assert not GAP[0] * U < glyph.baseline < GAP[1] * U, f"in the gap above the foot: {glyph}"
    assert overlaps(found) == []
    check_lines(found)


def overlaps(found):
    """Pairs of characters that are not neighbours in the text and whose middles lie in one another's box."""
    cells: dict[tuple[int, int], list[tuple[int, Glyph]]] = {}
    bad = []
    for index, glyph in enumerate(found):
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        for other_index, other in cells.get((int(x // 40), int(y // 40)), []):
            inside = other.left < x < other.right and other.top < y < other.bottom
            if inside and index - other_index > 3:
                bad.append((other, glyph))
        cells.setdefault((int(x // 40), int(y // 40)), []).append((index, glyph))
    return bad


def check_lines(found):
    """No line begins with a closing mark or ends with an opening one."""
    lines = [[found[0]]]
    for one, two in pairwise(found):
        if abs(one.baseline - two.baseline) > 1 or two.left < one.left:
            lines.append([])
        lines[-1].append(two)
    for line in lines:
        words = "".join(glyph.char for glyph in line)
        assert words[0] not in "»;:!?", words
        assert words[-1] not in "«", words


def off_grid(found):
    """Running text whose baseline is more than 0.2 pt away from where the grid has it."""
    body = [glyph for glyph in found if "Vollkorn" in glyph.font and 9.1 < glyph.size < 11.1]
    assert len(body) > 300, "too little running text to judge"
    phases = [glyph.baseline % U for glyph in body]
    rounded = [round(phase, 1) for phase in phases]
    usual = max(set(rounded), key=rounded.count)
    away = [min(abs(phase - usual), U - abs(phase - usual)) for phase in phases]
    return [glyph for glyph, distance in zip(body, away, strict=True) if distance > 0.2]


def pages_of(path):
    document = pypdfium2.PdfDocument(path)
    return [document[index] for index in range(len(document))]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_house_s_sheets(finished, slug):
    pages = pages_of(finished.sheet(slug))
    assert len(pages) == 4
    for page in pages:
        check_page(page)
    for page in pages[:3]:
        assert off_grid(list(glyphs(page))) == []


def made(root, seeds):
    """The PDFs of generated sheets; those with too much text are told and not made."""
    (root / "sheets" / "images").mkdir(parents=True)
    (root / "sheets" / generated.IMAGE).write_text(generated.SVG, "utf-8")
    for seed in seeds:
        (root / "sheets" / f"fiche-{seed}.md").write_text(generated.sheet(seed), "utf-8")
    project, problems = open_project(root)
    assert project is not None and problems == []
    result = build(project)
    codes = {problem.code for problem in result.problems}
    assert codes <= {"rubrique-absente", "photo-sans-place", "trop-long"}, codes
    long = sum(problem.code == "trop-long" for problem in result.problems)
    assert long <= max(1, len(seeds) // 10), f"{long} sheets out of {len(seeds)} have too much text"
    return [written.path for written in result.written]


def test_sheets_of_any_shape(tmp_path):
    for path in made(tmp_path, FEW):
        pages = pages_of(path)
        assert len(pages) == 4
        for page in pages:
            check_page(page)


@pytest.mark.slow
def test_many_sheets_of_any_shape(tmp_path):
    for path in made(tmp_path, MANY):
        pages = pages_of(path)
        assert len(pages) == 4, path
        for page in pages:
            check_page(page)
