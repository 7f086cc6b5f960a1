"""A sheet laid out without the engine, and what keeps it from its pages."""

from __future__ import annotations

import re
import sys

import pytest

from fiches.config.project import open_project
from fiches.content import sheet, source
from fiches.lint import collection, fitting
from support import sources
from support.repository import ROOT

pytestmark = pytest.mark.engine  # whole sheets, composed
SLUG = "cnsm"


def read(text, slug=SLUG, project=None):
    found, _ = source.parse_bytes(text.encode(), slug, f"sheets/{slug}.md")
    one, problems = sheet.check(found, project or open_project(ROOT)[0])
    assert one, problems
    return one


@pytest.fixture(scope="module")
def text():
    return (ROOT / f"sheets/{SLUG}.md").read_text("utf-8")


def test_a_sheet_that_fits_stands_on_four_pages(text):
    found = fitting.lay_out(read(text), open_project(ROOT)[0])
    assert found.problems == () and found.layout.fits and len(found.layout.pages) == 4
    assert fitting.lay_out(read(text), open_project(ROOT)[0]) == found


def test_heights_are_those_of_lines(text):
    """A rubric of running text is so many lines high, each of one u."""
    frame = fitting.lay_out(read(text), open_project(ROOT)[0]).layout.pages[2].frames["facteurs"]
    assert frame.leading == 1 and frame.height == round(frame.height) > 10


def test_a_sheet_that_is_too_long_says_where_and_by_how_much(text):
    long = read(text.replace("## Difficultés\n\n", "## Difficultés\n\n" + "Encore un mot de trop. " * 200))
    found = fitting.lay_out(long, open_project(ROOT)[0])
    (told,) = found.problems
    assert told.code == "trop-long" and not found.layout.fits
    assert "page 3" in str(told.message) and "mots de trop dans Difficultés" in str(told.message)


def test_check_says_it_and_imports_no_engine(tmp_path, text, monkeypatch):
    long = text.replace("## Difficultés\n\n", "## Difficultés\n\n" + "Encore un mot de trop. " * 200)
    project = sources.project(
        tmp_path, {"collection": "format: capitalisation", SLUG: re.sub(r"photos:\n(?:  .*\n)+", "", long)}
    )
    monkeypatch.setitem(sys.modules, "weasyprint", None)  # to import it is an error
    found = collection.read(project)
    assert "trop-long" in {one.code for one in found.problems} and found.sheets == {}


def test_photos_are_as_large_as_their_frames(text):
    laid = fitting.lay_out(read(text), open_project(ROOT)[0]).layout
    frame = laid.pages[1].frames["photo"]
    assert fitting.places(laid)[laid.pages[1].photo] == (frame.width, frame.height * laid.grid.module)


def test_formats_that_let_pages_flow_have_no_layout(tmp_path):
    files = {
        "collection": "format: note",
        "templates/note/format.yaml": "name: Note\nextends: commun\nrubrics:\n  - {id: texte, title: {fr: Texte}}\n",
        "une-note": "---\ntitre: Une note\n---\n\n## Texte\n\nDes mots.\n",
    }
    project = sources.project(tmp_path, files)
    assert fitting.lay_out(read(files["une-note"], "une-note", project), project) == fitting.SheetLayout(None, ())
