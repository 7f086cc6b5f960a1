"""Short addresses: which number each sheet has, and what is printed of it."""

from __future__ import annotations

import pytest

from fiches.config import values
from fiches.config.settings import NO_SETTINGS, Settings
from fiches.content import numbering
from support.sources import SHORT, project, text


def test_sheets_are_numbered_as_the_booklet_has_them_then_by_name(tmp_path):
    book = "---\ntitre: Un livret\nfiches: [c, absente, a]\n---\n"
    files = {**SHORT, "a": text(), "b": text(), "c": text(), "d": "pas une fiche", "livret": book}
    assert numbering.numbers(project(tmp_path, files)) == {"c": 1, "a": 2, "b": 3, "d": 4}


@pytest.mark.parametrize("book", [None, "---\ntitre: Un livret\n---\n", "pas un livret", "---\nfiches: {a: b}\n---\n"])
def test_sheets_are_numbered_by_name_where_no_booklet_names_them(tmp_path, book):
    files = {**SHORT, "b": text(), "a": text(), **({"livret": book} if book else {})}
    assert numbering.numbers(project(tmp_path, files)) == {"a": 1, "b": 2}


def test_versions_of_a_sheet_have_one_number(tmp_path):
    """However the booklet names it; the short address of each is its own."""
    book = "---\ntitre: Un livret\nfiches: [b.ar]\n---\n"
    files = {**SHORT, "livret": book, **{f"sheets/{name}.md": text() for name in ("a", "b", "b.ar", "b.en")}}
    files["collection"] = "format: essai\nadresse: https://fiches.example.org"
    made = project(tmp_path, files)
    assert numbering.numbers(made) == {"b": 1, "b.ar": 1, "b.en": 1, "a": 2}
    found = numbering.of_sheets(made)
    assert found["b.ar"] == "https://fiches.example.org/f/1-ar"
    assert numbering.beside(found["b.ar"], "b.ar", "b") == found["b"] == "https://fiches.example.org/f/1"
    assert numbering.beside("", "b.ar", "b") == ""


@pytest.mark.parametrize("typed", ["https://fiches.example.org", "https://fiches.example.org/", "fiches.example.org"])
def test_short_address(typed):
    settings = Settings(address=values.address(typed))
    assert numbering.home(settings) == "https://fiches.example.org/"
    assert numbering.short(settings, 3) == "https://fiches.example.org/f/3"
    assert numbering.spoken(numbering.short(settings, 3)) == "fiches.example.org/f/3"
    assert numbering.spoken(numbering.home(settings)) == "fiches.example.org"


def test_no_address_gives_none():
    assert (numbering.home(NO_SETTINGS), numbering.short(NO_SETTINGS, 3)) == ("", "")
