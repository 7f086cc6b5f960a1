"""Layouts of the house are compiled once for all runs; those of a collection never are, nor is what lies damaged."""

from __future__ import annotations

import re
import sys
from types import SimpleNamespace

import pytest

from fiches.content.source import is_slug
from fiches.html import templates
from fiches.render.engine import BACK, BODY
from fiches.storage import files
from fiches.storage.fingerprints import HOUSE
from support import small_collection
from support.sources import write

COMMON = HOUSE / "templates" / "commun"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Where compiled layouts lie, in a place for compiled modules that is empty."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "compilés"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return templates._compiled("x").parent


@pytest.fixture
def ask(monkeypatch):
    """What a new process compiles to have a layout of a folder."""
    asked: list[str] = []
    compiled = templates._Sandbox.compile

    def compile_it(self, source, name=None, *rest, **options):
        asked.append(name)
        return compiled(self, source, name, *rest, **options)

    def tell(folder, name):
        asked.clear()
        templates._environment.cache_clear()
        templates._environment((folder,)).get_template(name)
        templates._environment.cache_clear()
        return asked

    monkeypatch.setattr(templates._Sandbox, "compile", compile_it)
    return tell


def test_a_layout_of_the_house_is_compiled_once(place, ask):
    assert ask(COMMON, "squelette.html") == ["squelette.html"]
    assert ask(COMMON, "squelette.html") == []
    (kept,) = place.iterdir()
    kept.write_bytes(kept.read_bytes()[:-9])
    assert ask(COMMON, "squelette.html") == ["squelette.html"]
    assert ask(COMMON, "squelette.html") == []


@pytest.mark.usefixtures("place")
def test_it_is_compiled_again_when_the_program_is_another(ask, monkeypatch):
    assert ask(COMMON, "squelette.html") == ["squelette.html"]
    monkeypatch.setattr(templates, "tool", lambda: "un autre")
    assert ask(COMMON, "squelette.html") == ["squelette.html"]


def test_a_layout_of_a_collection_is_compiled_by_each_process(place, ask, tmp_path):
    folder = write(tmp_path, {"templates/note/fiche.html": "<p>"}) / "templates" / "note"
    assert ask(folder, "fiche.html") == ask(folder, "fiche.html") == ["fiche.html"]
    assert not place.exists()


def test_nothing_is_kept_where_python_keeps_nothing(place, ask, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert ask(COMMON, "squelette.html") == ask(COMMON, "squelette.html") == ["squelette.html"]
    assert not place.exists()


def test_what_a_build_keeps(place, tmp_path):
    """Layouts that the small collection takes from the house, and none of its own."""
    root = small_collection.collection(tmp_path / "collection")
    assert not small_collection.make(root).problems
    kept = [files.kept(path) for path in place.glob("templates.*")]
    assert len(kept) > 2
    assert not any(data is None or str(root).encode() in data for data in kept)


def test_no_part_of_a_booklet_is_called_as_a_sheet_may_be():
    ids = [
        re.sub(r"\{\{.*?\}\}", "1", id_)
        for path in (HOUSE / "templates" / folder / "livret.html" for folder in ("commun", "capitalisation"))
        for id_ in re.findall(r'id="([^"]+)"', path.read_text("utf-8"))
        if "slug" not in id_
    ]
    assert {"_interieur", "_dos", "_projets", "_lecture", "_liste-1"} <= set(ids)
    assert not [id_ for id_ in ids if is_slug(id_)]
    assert not is_slug(BODY) and not is_slug(BACK)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("Dessin\u00a0: Amina Idrissi", "Dessin\u00a0:\u00a0Amina Idrissi"), ("Amina Idrissi", "© Amina Idrissi")],
)
def test_the_colon_of_a_credit_stays_on_the_line_of_the_name(typed, printed):
    pieces = templates._environment((COMMON,)).get_template("morceaux.html").module
    assert pieces.credit(SimpleNamespace(text=str), typed) == printed
