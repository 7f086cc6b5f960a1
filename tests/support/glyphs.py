"""Every printed character with its place, and what must hold of a page of them."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from fiches.build.pipeline import build
from fiches.config.project import open_project
from fiches.graphics import contrast
from support import generated_sheets, pdf_reader, source_reader

POINTS_PER_MM = 72 / 25.4
U = 4.5 * POINTS_PER_MM
TRIM = (210 * POINTS_PER_MM, 297 * POINTS_PER_MM)
GAP = (63.35, 64.05)  # in u: between the live area and the foot line no text stands
TOLD = {"rubrique-absente", "photo-sans-place", "trop-long", "sans-consentement", "consentement", "page-presque-vide",
        "titre-en-double", "titre-sans-court", "photo-repetee", "exergue-a-choisir",
        "orthographe"}  # fmt: skip  # words by chance have no grammar
FAMILIES = ("Vollkorn", "Bricolage", "Amiri", "Noto")


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
    return [glyph for glyph, _ in indexed(page, page.get_textpage())]


def indexed(page, text):
    """Every visible character and its index in the page's text."""
    height = page.get_height()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(text, index))
        if char.isspace() or pdfium.FPDFText_IsGenerated(text, index):
            continue
        left, bottom, right, top = text.get_charbox(index)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        size = pdfium.FPDFText_GetFontSize(text, index) * 0.75  # the engine writes in CSS pixels
        box = (left, height - top, right, height - bottom)
        yield Glyph(char, *box, height - y.value, size, font_of(text, index)), index


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
    body = [glyph for glyph in found if "Vollkorn" in glyph.font and 9.1 < glyph.size < 10.6]
    phases = [glyph.baseline % U for glyph in body]
    rounded = [round(phase, 1) for phase in phases]
    usual = max(set(rounded), key=rounded.count, default=0)
    away = [min(abs(phase - usual), U - abs(phase - usual)) for phase in phases]
    return [glyph for glyph, distance in zip(body, away, strict=True) if distance > 0.2]


def dim(page):
    """Characters whose colour is less than 4.5 : 1 from the ground under them."""
    found = [(glyph, colour) for glyph, colour in coloured(page) if colour is not None]
    for item in list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=1)):
        page.remove_obj(item)
    ground = page.render(scale=1).to_pil().convert("RGB")
    bad = []
    for glyph, colour in found:
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        under = ground.getpixel((min(int(x), ground.width - 1), min(int(y), ground.height - 1)))
        if contrast.ratio(hexadecimal(colour), hexadecimal(under)) < 4.5:
            bad.append((glyph, colour, under))
    return bad


def coloured(page):
    """Every visible character with the colour it is filled with."""
    text = page.get_textpage()
    parts = [ctypes.c_uint() for _ in range(4)]
    for glyph, index in indexed(page, text):
        pdfium.FPDFText_GetFillColor(text, index, *parts)
        yield glyph, tuple(part.value for part in parts[:3])


def hexadecimal(colour):
    return "#" + "".join(f"{channel:02x}" for channel in colour)


def check_blocks(path):
    """No line alone at the foot or the head of a column; no word broken in a heading."""
    for tag, pieces in pdf_reader.columns(path):
        assert tag not in ("/P", "/LI", "/LBody") or len(pieces) == 1 or min(map(len, pieces)) > 1, pieces
        if tag in ("/H1", "/H2", "/H3"):
            lines = [line for piece in pieces for line in piece]
            assert not [line for line in lines[:-1] if line.rstrip().endswith(("-", "\u2010", "\u00ad"))], lines


def check_words(path, source):
    """Every passage of the source is printed, in order, and no long one twice."""
    rest = pdf_reader.place(pdf_reader.read(path), source.passages)
    twice = [words for words in source.passages if len(words.split()) > 20 and pdf_reader.pattern(words).search(rest)]
    assert twice == []


def check_sheet(path, source):
    """Everything that must hold of one sheet."""
    pages = pages_of(path)
    assert len(pages) == 4, path
    for number, page in enumerate(pages, start=1):
        check_page(page)
        found = list(glyphs(page))
        assert number == 4 or off_grid(found) == [], path
        strangers = {glyph.font for glyph in found if not glyph.font.partition("+")[2].startswith(FAMILIES)}
        assert not strangers, path
        assert dim(page) == [], path
    check_blocks(path)
    check_words(path, source)


def pages_of(path):
    document = pypdfium2.PdfDocument(path)
    return [document[index] for index in range(len(document))]


def made(root, shapes):
    """The PDFs of generated sheets, by name; those with too much text are told and not made."""
    (root / "sheets" / "images").mkdir(parents=True)
    (root / "sheets" / generated_sheets.IMAGE).write_text(generated_sheets.SVG, "utf-8")
    (root / "sheets" / "collection.yaml").write_text("langue: fr", "utf-8")
    for name, shape in shapes.items():
        (root / "sheets" / f"{name}.md").write_text(generated_sheets.sheet(shape), "utf-8")
    project, problems = open_project(root)
    assert project is not None and problems == []
    result = build(project)
    bad = [problem for problem in result.problems if problem.code not in TOLD]
    assert not bad, {one.code for one in bad}
    return {written.path.stem: written.path for written in result.written}


def check_all(root, shapes):
    """Every generated sheet that has room, and how many have not."""
    files = made(root, shapes)
    for name, path in files.items():
        check_sheet(path, source_reader.read(root / "sheets" / f"{name}.md"))
    return [name for name in shapes if name not in files]
