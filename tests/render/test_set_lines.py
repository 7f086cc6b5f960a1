"""What the engine draws is what was composed: each line as wide, on the grid, in its frame, and copied whole."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from fiches.build.session import RenderSession
from fiches.compose.model import quote_block
from fiches.config.project import open_project
from fiches.content import sheet, source
from fiches.core.geometry import PX_PER_MM
from fiches.html.lined import CutPassage, LineSetter
from fiches.lint import fitting
from fiches.render import weasyprint_private as private
from support import conformity, drawn_lines, generated_sheets, pdf_reader, random_sheets
from support.generated_sheets import Shape
from support.repository import ROOT, SLUGS
from support.sources import write

pytestmark = pytest.mark.no_unit

PDFJS = Path(os.environ.get("FICHES_PDFJS", ROOT / ".venv/pdfjs/node_modules/pdfjs-dist"))  # `make conformance` has it
FIND = ROOT / "tests/support/pdfjs_find.mjs"
COPIED = (
    "Le rapport présenté accompagne l’assainissement, dit-il : « la co-construction-partagée des équipements » a coûté "
    "12 000 € aux associations d’accompagnement des bénéficiaires internationalement reconnus. "
)


@pytest.fixture(scope="module")
def shop():
    return RenderSession(open_project(ROOT)[0], remember=False)


def read(shop, words, slug="essai"):
    found, _ = source.parse_bytes(words.encode(), slug, f"sheets/{slug}.md")
    one, problems = sheet.check(found, shop.project)
    assert one, problems
    return one


def check(shop, one, laid=None):
    """Fails unless every line of a sheet is drawn as it was composed; how many there are."""
    found = drawn_lines.compared(shop, one, laid)
    assert found.wrong == ()
    return found.lines


@pytest.mark.parametrize("mixed", ["Aman n uɣbalu", "Aman \u2d63"])
def test_lines_that_several_faces_draw_keep_their_leading(shop, mixed):
    style = "white-space: pre; font: 10pt/14pt var(--texte); margin: 0"
    lines = "\n".join(("Aman", mixed) * 2 + ("Aman",))
    html = f'<!doctype html><html lang="shi"><title>Aman</title><body><p style="{style}">{lines}'
    pdf, problems = shop.engine.render(html, "essai")
    assert problems == []
    page = pypdfium2.PdfDocument(pdf.data)[0].get_textpage()
    said = page.get_text_range()
    feet = [page.get_charbox(at)[1] for at, char in enumerate(said) if char == "A"]
    assert [round(above - below, 2) for above, below in pairwise(feet)] == [14.0] * 4


def check_flowing(shop, make, monkeypatch):
    """Every line of a document that stands where its element does, against what was composed; how many there are."""
    cuts, cut = list[CutPassage](), LineSetter._cut
    monkeypatch.setattr(LineSetter, "_cut", lambda *asked: cuts.append(cut(*asked)) or cuts[-1])
    boxes, known, count = drawn_lines.drawn(shop, make()), defaultdict(list), 0
    for one in cuts:
        for line in one.lines:
            known[one.text[line.start : line.end].strip() + line.mark].append((line.width * one.look.em, one.look))
    for box in (box for box in boxes if not drawn_lines.is_placed(box)):
        for line in filter(private.is_line, box.children):
            said = "".join(part.text for part in line.descendants() if private.is_text(part)).strip()
            width = drawn_lines.width_of(line)
            assert any(abs(width - own) <= drawn_lines.WIDTH and looks(box, look) for own, look in known[said]), said
            count += 1
    return count


def looks(box, look):
    """Whether a box is of the type that was read of the style sheets."""
    own = box.style
    size, (leading, unit) = own["font_size"] / PX_PER_MM, own["line_height"]
    line = leading * size if unit is None else leading / PX_PER_MM
    return own["font_family"] == look.type.families and (size, line) == pytest.approx((look.em, look.line), abs=1e-3)


SHAPES = {
    "usual": Shape(seed=7, photos=0, actors=4),
    "lists and heads": Shape(seed=8, photos=0, headings=True, lists=True, testimonies=3),
}


@pytest.mark.parametrize("name", SHAPES)
def test_lines_are_drawn_as_they_were_composed(shop, name):
    assert check(shop, read(shop, generated_sheets.sheet(SHAPES[name]))) > 150


def test_lines_of_the_house_are_drawn_as_they_were_composed(shop):
    """One: names, numbers, quotations in three scripts; the others are tried by `make conformance`."""
    path = ROOT / "sheets/espoir-du-sud.md"
    assert check(shop, read(shop, path.read_text("utf-8"), path.stem)) > 150


@pytest.mark.parametrize(("seed", "lent"), [(8, False), (10, False), (15, True), (41, False)])
def test_lines_of_four_languages_are_drawn_as_they_were_composed(shop, seed, lent):
    """Lists, links, amounts, addresses, paragraphs in other scripts; a page may show another’s quotation (`lent`)."""
    one = random_sheets.read(seed, shop.project)
    laid = fitting.lay_out(one, shop.project).layout
    assert any(page.quoted.startswith(quote_block("libre")) for page in laid.pages) == lent
    assert check(shop, one, laid) > 100


def test_heads_captions_and_facts_of_the_house_are_drawn_as_they_were_composed(shop, monkeypatch):
    path = ROOT / "sheets/espoir-du-sud.md"
    one = read(shop, path.read_text("utf-8"), path.stem)
    laid = fitting.lay_out(one, shop.project).layout
    assert check_flowing(shop, lambda: shop.studio.sheet(one, laid, "https://exemple.org/1"), monkeypatch) > 30


def test_lines_of_pages_that_flow_are_drawn_as_they_were_composed(tmp_path, monkeypatch):
    write(tmp_path, {"sheets/collection.yaml": "format: commun\ncolophon: [Publié par la coopérative du village.]\n"})
    plain = RenderSession(open_project(tmp_path)[0], remember=False)
    said = f"{COPIED * 3}\n\n{COPIED * 2}\n\n- {COPIED}\n- un four\n\n> {COPIED * 2}\n\n### Un *four*\n\nUn puits."
    one = read(plain, f"---\ntitre: Un four à pain pour tout le village\n---\n\n## Texte\n\n{said}\n")
    assert check_flowing(plain, lambda: plain.studio.sheet(one), monkeypatch) > 10


@pytest.fixture(scope="module")
def copies(shop):
    """A sheet that says one sentence five times, its words divided here and there."""
    words = generated_sheets.sheet(replace(SHAPES["usual"], quotes=0))
    one = read(shop, words.replace("## Difficultés\n\n", "## Difficultés\n\n" + COPIED * 5))
    html, _ = shop.studio.sheet(one, fitting.lay_out(one, shop.project).layout)
    pdf, problems = shop.engine.render(html, "essai.md")
    assert problems == []
    return pdf.data


def test_divided_words_and_compounds_are_copied_whole(copies):
    """By a program that joins lines at a hyphen, U+002D; a true hyphen at the end of a line, U+2010, stays one."""
    said = copied(copies)
    phrases = ("accompagnement des bénéficiaires internationalement", "12\u202f000\u00a0€", "«\u202fla co-construction")
    for phrase in phrases:
        assert said.count(phrase) >= 5, phrase


def test_divided_words_and_phrases_are_found_by_pdfium(copies):
    """As a browser searches: over the ends of lines, and words that are divided there."""
    words = (
        "accompagnement",
        "internationalement",
        "équipements",
        "12\u202f000\u00a0€ aux associations",
        "dit-il\u00a0: «",
    )
    with pypdfium2.PdfDocument(copies) as document:
        texts = [page.get_textpage() for page in document]
        assert any("\x02" in text.get_text_bounded() for text in texts)
        for phrase in words:
            assert sum(times(text, phrase) for text in texts) >= 4, phrase  # pdfium misses one after « fi »


def times(text, phrase):
    """How many times a phrase is found on a page."""
    return sum(1 for _ in iter(text.search(phrase).get_next, None))


@pytest.mark.slow
def test_divided_words_and_phrases_are_copied_whole_by_poppler(copies, tmp_path):
    if not shutil.which("pdftotext"):
        pytest.skip("poppler is not here: apt install poppler-utils")
    (tmp_path / "essai.pdf").write_bytes(copies)
    command = ["pdftotext", "-enc", "UTF-8", str(tmp_path / "essai.pdf"), "-"]
    told = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    said = " ".join(told.split()).replace("\u2010 ", "-")
    for phrase in (
        "accompagnement des bénéficiaires internationalement",
        "12 000 €",
        "« la co-construction-partagée des",
    ):
        assert said.count(phrase) >= 5, phrase


@pytest.mark.slow
def test_divided_words_and_phrases_are_found_by_pdfjs(copies, tmp_path):
    if not shutil.which("node") or not PDFJS.is_dir():
        pytest.skip(f"no node or no {PDFJS}: make conformance fetches it (npm install pdfjs-dist)")
    (tmp_path / "essai.pdf").write_bytes(copies)
    phrases = (
        "accompagnement des bénéficiaires internationalement reconnus",
        "« la co-construction-partagée des équipements » a coûté 12 000 € aux associations",
    )
    command = ["node", FIND, PDFJS, tmp_path / "essai.pdf", *phrases, "introuvable"]
    told = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    assert json.loads(told) == {**dict.fromkeys(phrases, 5), "introuvable": 0}


def test_who_is_read_to_hears_no_hyphen_in_a_divided_word(copies):
    """A line that ends within a word has a tag, which says what the line says, its hyphen U+00AD."""
    with pikepdf.open(io.BytesIO(copies)) as pdf:
        said = [str(tag.held["/ActualText"]) for tag in conformity.tags(pdf) if "/ActualText" in tag.held]
    divided = [line for line in said if not line.endswith(" ")]  # the others say the space at the end of a line
    assert len(divided) > 5 and all(re.search(r"\w\w\u00ad$", line) for line in divided)
    begun = {re.findall(r"\w+", line)[-1] for line in divided}
    assert any(word.startswith(one) for one in begun for word in ("accompagnement", "internationalement"))


def copied(data):
    """What somebody copies of a file, on one line: words that are divided put together."""
    told = " ".join(page.extract_text() for page in pdf_reader.opened(data).pages)
    assert "\u00ad" not in told  # which pdf.js leaves out, and poppler joins no words at
    joined = re.sub(r"(?<=\w)-\n(?=\w)", "", told)
    return re.sub(r"[ \n]+", " ", joined).replace("\u2010 ", "-").replace("\u2010", "-")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(300))
def test_lines_of_random_sheets_are_drawn_as_they_were_composed(shop, seed):
    one = random_sheets.read(seed, shop.project)
    laid = fitting.lay_out(one, shop.project).layout
    assert not laid.fits or check(shop, one, laid) > 40


@pytest.mark.slow
@pytest.mark.parametrize("slug", SLUGS)
def test_lines_of_every_sheet_of_the_house_are_drawn_as_they_were_composed(shop, slug):
    assert check(shop, read(shop, (ROOT / f"sheets/{slug}.md").read_text("utf-8"), slug)) > 130


@pytest.mark.parametrize(
    ("language", "head", "other"),
    [("ar", "السياق", "Un four\n  {: lang=fr }"), ("fr", "Contexte", "الماء\n  {: lang=ar }")],
    ids=("ar", "fr"),
)
def test_marks_before_items_in_another_direction_stand_under_each_other(shop, language, head, other):
    front = f"---\ntitre: 1\nlangue: {language}\nterritoire: {{commune: Ouijjane}}\n---"
    one = read(shop, f"{front}\n\n## {head}\n\n- 1\n- {other}\n")
    html, _ = shop.studio.sheet(one, fitting.lay_out(one, shop.project).layout)
    pages = shop.engine._laid_out(shop.engine._source(html), html).pages
    boxes = (box for page in pages for box in private.page_box(page).descendants(placeholders=True))
    drawn = (box for box in boxes if box.element_tag == "span::before")
    marks = [box.position_x for box in drawn if private.attribute(box, "class").endswith("signe-item")]
    assert len(marks) == 2 and marks[0] == pytest.approx(marks[1], abs=0.01)


@pytest.mark.parametrize(
    ("language", "words", "seen"),
    [  # each line as it is drawn, from left to right
        ("ar", "الهاتف 0528 12 34 56 أو +212 528 12 34 56", "+212 528 12 34 56|أو|0528 12 34 56|الهاتف"),
        ("ar", "النسبة 70% في 2019-2021 من ٢٠١٩–٢٠٢١", "٢٠١٩–٢٠٢١|من|2019-2021|في|70%|النسبة"),
        ("ar", "شركة SARL *Tifawt* & Fils هنا", "هنا|SARL|Tifawt|& Fils|شركة"),
        ("ar", "« [Migrations & *co*]{lang=fr} » يوم 12/05", "12/05|يوم|»|Migrations &|co|«"),
        ("fr", "Le nom de la commune جمعية *الماء* 12 000 € **ici**", "Le nom de la commune|الماء|جمعية|12 000 €|ici"),
        ("fr", "Soit [جمعية 12 في الماء]{lang=ar}, puis", "Soit|في الماء|12|جمعية|, puis"),
    ],
)
def test_words_are_drawn_in_the_order_in_which_they_are_read(shop, language, words, seen):
    title = {"ar": "السياق", "fr": "Contexte"}[language]
    front = f"---\ntitre: 1\nlangue: {language}\nterritoire: {{commune: Ouijjane}}\n---"
    one = read(shop, f"{front}\n\n## {title}\n\n{words}\n")
    document = shop.studio.sheet(one, fitting.lay_out(one, shop.project).layout)
    found = filter(drawn_lines.is_placed, drawn_lines.drawn(shop, document))
    assert seen.split("|") in [drawn_lines.from_left(box) for box in found]


@pytest.mark.parametrize("seed", [0, 3])
def test_justified_lines_are_as_long_as_their_measure_but_the_last(shop, seed):
    """The same lines are chosen by the same costs; their spaces alone are drawn wider, or a little narrower."""
    one = random_sheets.read(seed, shop.project)
    laid = fitting.lay_out(one, shop.project).layout
    rules = replace(laid.text.rules, justified=0.1)
    laid = replace(laid, text=replace(laid.text, rules=rules))
    pieces = list(drawn_lines.justified(laid))
    spaces = [more for piece in pieces for more, _ in piece]
    assert len(spaces) > 80 and min(spaces) < 0 < max(spaces)
    drawn = [drawn_lines.ends(box) for box in drawn_lines.drawn(shop, shop.studio.sheet(one, laid))]
    for piece in pieces:
        said = [drawn_lines.signs(words).replace("-\u2011", "\u2011") for _, words in piece]
        found = next(ends for ends in drawn if [words for words, _ in ends] == said)
        for (_, over), (more, _) in zip(found, piece, strict=True):
            assert abs(over) <= drawn_lines.WIDTH if more else over <= drawn_lines.WIDTH
