"""Front pages of booklets: prose in columns of given heights, from page to page."""

from __future__ import annotations

import re

from fiches.compose.line_ends import LineRules
from fiches.content.blocks import Block, Words
from fiches.core.css_cascade import Element
from fiches.html import poured
from fiches.html.lined import LineSetter
from fiches.html.poured import ColumnGrid
from fiches.typography.html_writer import HtmlWriter
from support.set_text import faces

SHEET = "html { font: 10pt/5mm Vollkorn } .note { width: 104.5mm }"
WORDS = "Le four du village cuit le pain de toutes les familles de la montagne"
PARAGRAPHS = [Block("paragraph", 1, (Words(f"{WORDS} {number}. {WORDS}."),)) for number in range(12)]


def pages(blocks, heights, into=(2, 4.5)):
    setter = LineSetter(faces(), (SHEET,), LineRules(), (Element("html", lang="fr", dir="ltr"),))
    return poured.pages(blocks, HtmlWriter("fr"), setter, ColumnGrid(".note", heights, *into))


def words(pages_):
    return re.sub(r"[-\u00ad\u2010]\n| ?\n", " ", re.sub("<[^>]+>", " ", " ".join(pages_))).split()


def lines(page):
    return page.count("\n") + page.count('class="lignes')


def places(page):
    """(from the left, from the top) of each stretch of lines, in mm."""
    return [(float(x), float(y)) for x, y in re.findall(r"left:([\d.]+)mm;top:([\d.]+)mm", page)]


def test_columns_are_filled_from_page_to_page_and_the_last_end_even():
    found = pages(PARAGRAPHS, (20, 40))
    assert 4 <= len(found) <= 6
    for page, most in zip(found, (8, 16, 16), strict=False):
        assert most - 4 <= lines(page) <= most, "lines of 5 mm, two at least on either side of a cut"
    assert {x for x, _ in places(found[0])} == {0.0, 54.5}, "two columns of 50 mm"
    assert re.findall(r"\d+", " ".join(words(found))) == [str(number) for number in range(12)]


def test_what_ends_on_one_page_makes_one():
    found = pages(PARAGRAPHS[:2], (200,))
    assert len(found) == 1 and max(y for _, y in places(found[0])) < 200


def test_a_front_page_without_text_is_a_page():
    assert pages((), (100,)) == [""]


def test_what_no_page_holds_stands_on_one_all_the_same():
    found = pages(PARAGRAPHS[:1], (2,))
    assert words(found) == words(pages(PARAGRAPHS[:1], (200,)))


def test_numbers_of_a_list_go_on():
    items = tuple(Block("item", 1, (Words(f"{WORDS}."),)) for _ in range(6))
    found = pages([Block("list", 1, (), children=items, ordered=True)], (20,), into=(1, 0))
    assert "".join(re.findall(r">(\d)\. <", "".join(found))) == "123456"
    assert re.search(r'<li value="\d"|<ol start="\d"', found[1])
