"""What the engine draws is what was composed: each line as wide, on the grid, in its frame, and copied whole."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

import pytest

from fiches.build.session import RenderSession
from fiches.compose.copyfit import TextSetting
from fiches.compose.typefaces import TypeStyle
from fiches.config.project import open_project
from fiches.content import sheet, source
from fiches.core.geometry import POINTS_PER_MM, PX_PER_MM
from fiches.html.composed import BESIDE_LINES
from fiches.lint import fitting
from fiches.render import weasyprint_private as private
from support import generated_sheets, pdf_reader
from support.generated_sheets import Shape
from support.repository import ROOT
from support.set_text import faces

WIDTH, GRID = 0.05, 0.2 / POINTS_PER_MM  # mm: the most that a line may be off
COPIED = (
    "Le rapport présenté accompagne l’assainissement, dit-il : « la co-construction-partagée des équipements » a coûté "
    "12 000 € aux associations d’accompagnement des bénéficiaires internationalement reconnus. "
)
ARABIC = "قرية أويجان في سوس ماسة، وفيها 12 جمعية تعمل مع السكان منذ 2012 على مشروع *association* الماء الصالح للشرب. "


@pytest.fixture(scope="module")
def shop():
    return RenderSession(open_project(ROOT)[0], remember=False)


def read(shop, words, slug="essai"):
    found, _ = source.parse_bytes(words.encode(), slug, f"sheets/{slug}.md")
    one, problems = sheet.check(found, shop.project)
    assert one, problems
    return one


def composed(laid):
    """The widths in mm at which each line of a sheet was composed, by what it says."""
    composer, found = laid.text, defaultdict(list)
    for number, page in enumerate(laid.pages, 1):
        for place, frame in page.frames.items():
            name = f"exergue-{number}" if place == "exergue" else place
            if name in composer.blocks:
                width = frame.width - 6 if name.startswith("acteur-") else frame.width
                block = composer.set(TextSetting(name, width, frame.size, frame.leading, frame.columns))
                for paragraph in block.paragraphs:
                    for line in (line for piece in paragraph.pieces for line in piece.lines):
                        said = paragraph.text[line.start : line.end]
                        found[said.strip() + line.mark].append(line.width * paragraph.size / POINTS_PER_MM)
    return found


def drawn(shop, one, laid):
    """The pieces of text that the engine lays out for a sheet."""
    html, problems = shop.studio.sheet(one, laid)
    assert problems == []
    pages = shop.engine._laid_out(shop.engine._source(html)).pages
    boxes = (box for page in pages for box in private.page_box(page).descendants(placeholders=True))
    named = (box for box in boxes if private.attribute(box, "class") in ("lignes", "lignes signe-item"))
    return [box for box in named if any(map(private.is_line, getattr(box, "children", ())))]


def width_of(line):
    """How wide a line is drawn, in mm, without the space that ends it."""
    words = [one for one in line.descendants() if private.is_text(one)]
    right = max(one.position_x + one.width for one in words)
    return (right - min(one.position_x for one in words) - space_after(words[-1])) / PX_PER_MM


def space_after(words):
    """How wide the space is that ends a run of words, in px."""
    look = words.style
    if not words.text.endswith(" "):
        return 0.0
    spaced = 0 if look["letter_spacing"] == "normal" else look["letter_spacing"] / look["font_size"]
    kind = TypeStyle(tuple(look["font_family"]), look["font_weight"], look["font_style"] == "italic", tracking=spaced)
    whole = faces().widths(words.text, kind)
    return (whole[-1] - whole[-2]) * look["font_size"]


def check(shop, one):
    """Every line of a sheet against what was composed; how many there are."""
    laid = fitting.lay_out(one, shop.project).layout
    known, count = composed(laid), 0
    for box in drawn(shop, one, laid):
        for index, line in enumerate(filter(private.is_line, box.children)):
            said = "".join(part.text for part in line.descendants() if private.is_text(part))
            width = width_of(line)
            key = said.strip().replace("\u2011", "-\u2011") if said.strip() not in known else said.strip()
            assert min((abs(width - one) for one in known[key]), default=99) <= WIDTH, said
            assert width <= box.width / PX_PER_MM - BESIDE_LINES + WIDTH, said
            grid = box.position_y + index * line.height
            assert line.position_y == pytest.approx(grid, abs=GRID * PX_PER_MM), said
            count += 1
    return count


SHAPES = {
    "usual": Shape(seed=7, photos=0, actors=4),
    "lists and heads": Shape(seed=8, photos=0, headings=True, lists=True, testimonies=3),
}


@pytest.mark.parametrize("name", SHAPES)
def test_lines_are_drawn_as_they_were_composed(shop, name):
    assert check(shop, read(shop, generated_sheets.sheet(SHAPES[name]))) > 150


def test_lines_of_the_house_are_drawn_as_they_were_composed(shop):
    """One sheet of the house: names, numbers, quotations in three scripts; the others are tried by hand and by seed."""
    path = ROOT / "sheets/espoir-du-sud.md"
    assert check(shop, read(shop, path.read_text("utf-8"), path.stem)) > 150


def test_arabic_lines_are_drawn_as_they_were_composed(shop):
    words = "\n\n".join(
        ["---\ntitre: شبكة صغيرة للماء في القرية\nlangue: ar\nterritoire: {commune: Ouijjane}\n---"]
        + [f"## {title}\n\n{ARABIC * 4}" for title in ("السياق", "النتائج", "الصعوبات")]
    )
    assert check(shop, read(shop, words)) > 20


def test_divided_words_and_compounds_are_copied_whole(shop):
    """By a program that reads U+00AD as nothing; a true hyphen at the end of a line stays one."""
    words = generated_sheets.sheet(replace(SHAPES["usual"], quotes=0))
    one = read(shop, words.replace("## Difficultés\n\n", "## Difficultés\n\n" + COPIED * 5))
    html, _ = shop.studio.sheet(one, fitting.lay_out(one, shop.project).layout)
    pdf, problems = shop.engine.render(html, "essai.md")
    assert problems == []
    said = copied(pdf.data)
    phrases = ("accompagnement des bénéficiaires internationalement", "12\u202f000\u00a0€", "«\u202fla co-construction")
    for phrase in phrases:
        assert said.count(phrase) >= 5, phrase


def copied(data):
    """What somebody copies of a file, on one line: words that are divided put together."""
    told = " ".join(page.extract_text() for page in pdf_reader.opened(data).pages)
    assert "\u00ad" in told
    joined = re.sub("\u00ad\\s*", "", told)
    return re.sub(r"[ \n]+", " ", joined).replace("\u2010 ", "-").replace("\u2010", "-")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(60))
def test_lines_of_random_sheets_are_drawn_as_they_were_composed(shop, seed):
    one = read(shop, generated_sheets.sheet(replace(generated_sheets.shape(seed), photos=0, logo=False)))
    if fitting.lay_out(one, shop.project).layout.fits:
        assert check(shop, one) > 40
