"""EPUBs: HTML as XML, where printed pages begin in text that flows, one container of which nothing is missing."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from fiches.festival.epub import books, page_marks, volume, xhtml
from fiches.festival.epub.page_marks import FlowText
from fiches.festival.epub.volume import Chapter, PageMark, Volume, VolumeWords
from fiches.festival.epub.xhtml import Heading
from fiches.festival.website.filling import PageRequest
from fiches.festival.xml_trees import XHTML
from fiches.html.metadata import WorkRecord
from fiches.storage import zips

PAGE = "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>Le puits</title></head><body>{}</body></html>"
TEXT = PAGE.format(
    "<h1 id='t'>Le puits du village</h1><p>On le creusait encore au prin\u00adtemps, et <b>toutes</b> aidaient.</p>"
    "<svg><text>Le puits du village</text></svg><p>L’eau est venue en mai&#160;: la place s’est remplie.</p>"
)
HEADS = (Heading(1, "t", "Le puits du village"),)


def flow(*pages):
    """(the folio, the words that follow) of each page that was found."""
    found = FlowText(TEXT).starts(pages)
    return [(page, TEXT[place : place + 8]) for page, place in sorted(found.items())]


def test_pages_begin_where_their_first_lines_stand():
    first = ["Le puits du", "village", "On le creusait encore au prin-"]
    assert flow(first, ["temps, et toutes aidaient.", "L’eau est venue en mai :"]) == [
        (0, "Le puits"),
        (1, "prin\u00adtem"),
    ]


def test_what_stands_beside_the_text_is_no_page_of_it():
    """Running heads, and what is pulled out of a later or an earlier page, are told by the order of all lines."""
    first = ["la place s’est remplie", "Le puits du village", "On le creusait encore au printemps, et toutes aidaient."]
    assert flow(first, ["Le puits du village"], ["Le puits du village", "L’eau est venue en mai", "9"]) == [
        (0, "Le puits"), (2, "L’eau es"),
    ]  # fmt: skip
    assert flow([], ["Rien de cela"]) == []


def test_short_lines_before_the_first_lead_up_to_it():
    assert flow(["Le", "puits", "du village"]) == [(0, "Le puits")]


def test_marks_are_put_in_at_their_places():
    assert page_marks.inserted("abc", {1: "<1>", 3: "<3>"}) == "a<1>bc<3>"


def test_html_is_read_as_xml():
    made = xhtml.of_html(PAGE.format("<p>un<br>deux&nbsp;&amp; <img src='a' alt='x > y'><wbr></p>"))
    body = ElementTree.fromstring(made)[1]
    assert "".join(body.itertext()) == "undeux\u00a0& " and xhtml.title(made) == "Le puits"
    assert xhtml.of_html(made) == made
    assert [tuple(one) for one in xhtml.headings(TEXT)] == [(1, "t", "Le puits du village")]
    with pytest.raises(ElementTree.ParseError):
        xhtml.of_html(PAGE.format("<p>un"))


def test_a_layout_that_is_no_xml_is_a_problem_of_its_own_line():
    request = PageRequest("a.xhtml", "kit/epub/fiche.html", "sheets/a.md", "", {})
    assert books.as_chapter(request, TEXT, "essai") == (Chapter("a.xhtml", "Le puits", TEXT, HEADS), ())
    chapter, [told] = books.as_chapter(request, PAGE.format("\n<p>"), "essai")
    assert chapter is None and (told.code, told.path, told.line) == ("gabarit", "templates/kit/epub/fiche.html", 2)


RECORD = WorkRecord("puits", "puits", "Le puits & la place", "fr", ("Nous",), "Nous", ("eau",), date="2026-11")
VOLUME = Volume(
    RECORD,
    "2026-11-29T00:00:00",
    VolumeWords("Table", "Pages", "Couverture", "Tout se lit."),
    (
        Chapter("c.xhtml", "Le puits", TEXT),
        Chapter("puits.xhtml", "Le puits", TEXT.replace("h1", "h2"), (Heading(2, "t", "Le puits du village"),)),
    ),
    {"images/a.jpg": b"jpg", "style/livre.css": b"p {}"},
    "images/a.jpg",
    (PageMark("puits.xhtml", "page-5", "5"),),
    "puits.pdf",
)
OPF = {"o": "http://www.idpf.org/2007/opf", "d": "http://purl.org/dc/elements/1.1/", "h": XHTML}


def packed(one):
    return volume.packed(one, {each.path: zips.member(each.path, each.text.encode()) for each in one.chapters})


def opened(one):
    """Its files, in their order, and its package."""
    with zipfile.ZipFile(io.BytesIO(packed(one))) as held:
        first = held.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        files = {name: held.read(name) for name in held.namelist()}
    assert files["mimetype"] == b"application/epub+zip"
    return files, ElementTree.fromstring(files[volume.PACKAGE_FILE])


def test_a_container_lists_all_that_it_holds_in_order():
    files, package = opened(VOLUME)
    items = {one.get("id"): one for one in package.iterfind("o:manifest/o:item", OPF)}
    assert {one.get("href") for one in items.values()} == files.keys() - {
        "mimetype",
        "META-INF/container.xml",
        volume.PACKAGE_FILE,
    }
    spine = [items[one.get("idref")].get("href") for one in package.iterfind("o:spine/o:itemref", OPF)]
    assert spine == ["c.xhtml", "puits.xhtml"]
    properties = {one.get("href"): one.get("properties") for one in items.values() if one.get("properties")}
    assert properties == {
        "navigation.xhtml": "nav", "c.xhtml": "svg", "puits.xhtml": "svg", "images/a.jpg": "cover-image",
    }  # fmt: skip
    assert packed(VOLUME) == packed(VOLUME)


def test_a_package_says_what_archives_and_screen_readers_ask():
    package = opened(VOLUME)[1]
    said = {one.get("property"): one.text for one in package.iterfind("o:metadata/o:meta", OPF)}
    assert said["dcterms:modified"] == "2026-11-29T00:00:00Z" and said["pageBreakSource"] == "puits.pdf"
    assert said["schema:accessibilityFeature"] == "pageBreakMarkers" and said["schema:accessibilityHazard"] == "none"
    assert package.findtext("o:metadata/d:title", "", OPF) == "Le puits & la place"
    assert package.findtext("o:metadata/d:identifier", "", OPF).startswith("urn:uuid:")
    assert volume.identifier(replace(RECORD, identifier="https://exemple.org/puits")) == "https://exemple.org/puits"
    bare = opened(replace(VOLUME, pages=()))[1]
    assert {one.text for one in bare.iterfind("o:metadata/o:meta[@property='pageBreakSource']", OPF)} == {"none"}
    assert bare.find("o:metadata/d:source", OPF) is None


def test_contents_lead_to_headings_and_to_printed_pages():
    nav = ElementTree.fromstring(opened(VOLUME)[0][volume.NAVIGATION])
    links = [(one.get("href"), one.text) for one in nav.iter(f"{{{XHTML}}}a")]
    assert links == [
        ("puits.xhtml", "Le puits"), ("puits.xhtml#t", "Le puits du village"), ("puits.xhtml#page-5", "5"),
        ("c.xhtml", "Couverture"), ("puits.xhtml", "Le puits"),
    ]  # fmt: skip


def test_what_is_read_from_right_to_left_turns_its_pages_so():
    files, package = opened(replace(VOLUME, record=replace(RECORD, language="ar")))
    assert package.find("o:spine", OPF).get("page-progression-direction") == "rtl"
    assert ElementTree.fromstring(files[volume.NAVIGATION]).get("dir") == "rtl"
