"""What programs, screen readers and archives find in a finished file: fonts, metadata, outline, folios, tags."""

from __future__ import annotations

import re

import pytest

from support import pdf_reader, source_reader
from support.repository import ROOT, SLUGS

pytestmark = pytest.mark.no_unit

FAMILY = re.compile(r'font-family: "([^"]+)"')


def _families() -> set[str]:
    declared = FAMILY.findall((ROOT / "styles" / "fonts.css").read_text("utf-8"))
    return {family.replace(" ", "") for family in declared}


def _fonts(reader) -> set[str]:
    """The families of the fonts of every page, without subset prefix, style and spaces."""
    found = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            name = str(font.get_object()["/BaseFont"]).removeprefix("/")
            found.add(re.sub(r"^[A-Z]{6}\+", "", name))
    return found


def _titles(outline: list) -> list[str]:
    return [title for item in outline for title in (_titles(item) if isinstance(item, list) else [str(item.title)])]


def _source(slug: str) -> source_reader.Typed:
    return source_reader.read(ROOT / "sheets" / f"{slug}.md")


def test_fonts_are_the_house_s(finished):
    families = _families()
    for path in finished.files:
        fonts = _fonts(pdf_reader.opened(path))
        assert fonts, path
        strangers = {font for font in fonts if not any(font.replace("-", "").startswith(name) for name in families)}
        assert not strangers, path


def test_photos_of_the_house_are_sharp_enough(finished):
    assert "[photo-" not in finished.said


@pytest.mark.parametrize("slug", SLUGS)
def test_sheet_metadata(finished, slug):
    source, reader = _source(slug), pdf_reader.opened(finished.sheet(slug))
    told = reader.metadata
    assert source_reader.words(told.title) == source.title
    assert told.author == ", ".join(source.facts["auteurs"])
    assert told["/Keywords"] == ", ".join(source.facts["mots_cles"])
    beginning = source_reader.words(source.facts["chapeau"])
    assert beginning.startswith(source_reader.words(told.subject.rstrip("…")))
    assert len(told.subject.split()) > 15
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "fr"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True


@pytest.mark.parametrize("slug", SLUGS)
def test_sheet_outline(finished, slug):
    source = _source(slug)
    outline = [source_reader.words(title) for title in _titles(pdf_reader.opened(finished.sheet(slug)).outline)]
    assert [title for title, _ in source.rubrics] == [title for title in outline if title != source.title]


def test_booklet_outline(finished):
    outline = [source_reader.words(title) for title in _titles(pdf_reader.opened(finished.booklet).outline)]
    booklet = _source("livret")
    expected = []
    for slug in booklet.facts["fiches"]:
        expected += [_source(slug).title, *(title for title, _ in _source(slug).rubrics)]
    assert outline[-len(expected) :] == expected
    assert source_reader.words("Note introductive") in outline[: -len(expected)]


def test_booklet_metadata(finished):
    reader, booklet = pdf_reader.opened(finished.booklet), _source("livret")
    assert source_reader.words(reader.metadata.title) == booklet.title
    assert source_reader.words(reader.metadata.subject) == source_reader.words(booklet.facts["surtitre"])
    assert reader.metadata.author == "Migrations & Développement"
    assert reader.metadata["/CreationDate"] == reader.metadata["/ModDate"] == f"D:{booklet.facts['date_fiche']}"
    assert reader.trailer["/Root"]["/Lang"] == "fr"


def test_booklet_folios(finished):
    """Viewers show the printed numbers: cover pages apart, then 1, 2, 3; the contents give those numbers."""
    reader = pdf_reader.opened(finished.booklet)
    labels = reader.page_labels
    assert len(labels) == len(set(labels)) == len(reader.pages)
    assert labels[0] == "C1" and labels[-1].startswith("C")
    inside = [label for label in labels if not label.startswith("C")]
    assert inside == [str(number) for number in range(1, len(inside) + 1)]
    text, order = pdf_reader.read(finished.booklet), _source("livret").facts["fiches"]
    starts = _contents(text, [_source(slug).title for slug in order])
    for slug, start, end in zip(order, starts, [*starts[1:], starts[-1] + 300], strict=True):
        index = reader.get_destination_page_number(reader.named_destinations[slug])
        assert labels[index] in text[start:end].split(), f"{slug} starts on {labels[index]}: {text[start:end]}"


def _contents(text: str, titles: list[str]) -> list[int]:
    """Where the entry of each title starts in the contents, which name all of them before any sheet."""
    starts = [0]
    for title in titles:
        starts.append(pdf_reader.pattern(title).search(text, starts[-1]).end())
    return starts[1:]


def test_tags(finished):
    tree = pdf_reader.tags(finished.sheet(SLUGS[0]))
    rubrics = len(_source(SLUGS[0]).rubrics)
    assert tree.count("/H1") == 1
    assert pdf_reader.tags(finished.booklet).count("/H1") == 1
    assert tree.count("/H2") >= rubrics
    assert tree.count("/P") > 2 * rubrics
