"""What layouts ask of a page: text set as its language and its line want it."""

from __future__ import annotations

from types import SimpleNamespace

from fiches.config import formats
from fiches.config.project import search
from fiches.html.context import PageContext
from fiches.storage.fingerprints import HOUSE
from fiches.typography.html_writer import HtmlWriter
from support.repository import ROOT

FORMATS = tuple((HOUSE / "templates").glob("*/format.yaml"))


def test_numbers_on_a_line_that_nothing_cuts_keep_their_order():
    page = SimpleNamespace(setter=HtmlWriter("ar"))
    assert PageContext.text(page, "للشرب (2019–2021)") == "للشرب (2019–2021)"
    assert PageContext.text(page, "للشرب (2019–2021)", running=True) == 'للشرب (<bdo dir="ltr">2019–2021</bdo>)'


def test_no_layout_of_the_house_parts_a_label_from_a_vowel():
    """« Cercle de » and the like are asked for with the words behind them: « Cercle d'Anezi »."""
    made = {path.parent.name: formats.load(path.parent.name, search(ROOT, "templates"))[0] for path in FORMATS}
    joining = {name for one in made.values() for name in one.labels if one.label(name, "fr").endswith(" de")}
    assert joining >= {"cercle", "gathered_from"}
    layouts = {path: path.read_text("utf-8") for path in (HOUSE / "templates").rglob("*.html")}
    assert not [(path, name) for path, text in layouts.items() for name in joining if f'label("{name}")' in text]


def test_a_label_joins_what_it_stands_before():
    rail = formats.load("capitalisation", search(ROOT, "templates"))[0]
    page = SimpleNamespace(format=rail, language="fr", text=str)
    said = {name: PageContext.before(page, "cercle", name) + name for name in ("Anezi", "Ouarzazate", "Haha")}
    assert list(said.values()) == ["Cercle d’Anezi", "Cercle de Ouarzazate", "Cercle de Haha"]
