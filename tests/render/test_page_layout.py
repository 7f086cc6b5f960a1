"""A sheet laid out is a value: what was known stays as it was, and what is known now is not asked again."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from fiches.build.session import RenderSession
from fiches.config.project import open_project
from fiches.content import sheet, source
from fiches.render import page_layout
from support import sources
from support.repository import ROOT

SLUG = "cnsm"


@pytest.fixture(scope="module")
def shop():
    return RenderSession(open_project(ROOT)[0], remember=False)


def read(shop, text):
    found, _ = source.parse_bytes(text.encode(), SLUG, f"sheets/{SLUG}.md")
    one, problems = sheet.check(found, shop.project)
    assert one, problems
    return one


@pytest.fixture(scope="module")
def text():
    return (ROOT / f"sheets/{SLUG}.md").read_text("utf-8")


@pytest.fixture
def asked(shop):
    """A measurer, and the documents that it was given."""
    documents = []

    def measurer(html, path):
        documents.append(html)
        return shop.engine.measure(html, path)

    return measurer, documents


def test_what_is_known_is_not_measured_again(shop, text, asked):
    measurer, documents = asked
    one = read(shop, text)
    first = page_layout.lay_out(one, shop.studio, measurer)
    assert documents and first.heights and not page_layout.NO_HEIGHTS
    documents.clear()
    again = page_layout.lay_out(one, shop.studio, measurer, MappingProxyType(dict(first.heights)))
    assert documents == [] and again == first


def test_heights_of_another_text_are_kept_beside_the_new_ones(shop, text, asked):
    measurer, documents = asked
    first = page_layout.lay_out(read(shop, text), shop.studio, measurer)
    whole = len(documents[0])
    known = MappingProxyType(dict(first.heights))
    documents.clear()
    other = read(shop, text.replace("## Contexte\n\n", "## Contexte\n\nUne phrase de plus. "))
    second = page_layout.lay_out(other, shop.studio, measurer, known)
    assert known == first.heights and known.items() < second.heights.items()
    assert all(len(html) < whole for html in documents)


def test_a_sheet_that_is_too_long_returns_what_was_measured_to_shorten_it(shop, text, asked):
    """The heights and the problems of shortened sheets come back with those of the whole one."""
    measurer, documents = asked
    long = read(shop, text.replace("## Difficultés\n\n", "## Difficultés\n\n" + "Encore un mot de trop. " * 100))
    found = page_layout.lay_out(long, shop.studio, measurer)
    assert {problem.code for problem in found.problems} >= {"trop-long"} and not found.layout.fits
    documents.clear()
    assert page_layout.lay_out(long, shop.studio, measurer, found.heights) == found
    assert documents == []


def test_formats_that_let_pages_flow_have_no_layout(tmp_path):
    files = {
        "collection": "format: note",
        "templates/note/format.yaml": "name: Note\nextends: commun\nrubrics:\n  - {id: texte, title: {fr: Texte}}\n",
        "une-note": "---\ntitre: Une note\n---\n\n## Texte\n\nDes mots.\n",
    }
    session = RenderSession(sources.project(tmp_path, files))
    found, _ = source.parse_bytes(files["une-note"].encode(), "une-note", "sheets/une-note.md")
    one, _ = sheet.check(found, session.project)
    known = {"bloc": 1.0}
    assert page_layout.lay_out(one, session.studio, None, known) == page_layout.SheetLayout(None, (), known)
