"""Titles: the sizes at which they fit, words that stay together, what is cut."""

from __future__ import annotations

import pytest

from fiches.build.session import RenderSession
from fiches.compose.line_ends import LineRules
from fiches.config.project import open_project
from fiches.core.css_cascade import Element
from fiches.graphics.maps.service import MapService
from fiches.html.context import PageContext, SheetContext
from fiches.html.lined import LineSetter
from fiches.typography import titles
from fiches.typography.french import JOINER
from fiches.typography.html_writer import HtmlWriter
from support.set_text import faces
from support.sources import judge, short_project, text, write

CNSM = "Mise en réseau d’associations de Marocains du Monde pour le développement de la région du Souss-Massa"


def cutter():
    return LineSetter(faces(), (SHEET,), LineRules(), (Element("html", lang="fr"),))


def page(language="fr"):
    charts = MapService(None, None, {})
    return PageContext(language, short_project().format, {}, HtmlWriter(language), cutter(), charts, None, ())


SHEET = """
.t { font: 20pt/9mm Vollkorn; --lignes: egales }
.grand { font-size: 40pt; line-height: 14mm } .petit { font-size: 12pt }
"""


@pytest.mark.parametrize(("texts", "name"), [
    (["Un four"], "grand"), (["Un four", CNSM], "petit"), (["Une éducation accessible à tous"], "grand"),
    (["Un modèle d’accompagnement à l’entrepreneuriat"], "moyen"),  # which would break its last word if it were larger
])  # fmt: skip
def test_all_titles_of_a_set_have_the_first_size_that_holds_each(texts, name):
    assert page().sized(texts, "p.t", ("grand", "moyen", "petit"), (90, 43)) == name


def test_short_words_stay_with_the_next_where_a_browser_breaks_lines():
    assert page().display("Un four pour le village") == "Un\u00a0four pour le\u00a0village"


def test_words_that_are_emphasised_stay_on_one_line():
    shown = page().emphasised("Les acteurs des deux belles rives", ["deux belles rives"])
    assert shown.count("<em>deux\u00a0belles\u00a0rives</em>") == 1
    shown = page().emphasised("Le Souss-Massa, demain", ["Souss-Massa"])
    assert f"<em>Souss-{JOINER}Massa</em>, demain" in shown


@pytest.mark.parametrize(("language", "said"), [
    ("fr", "Carte des deux rives (Ouijjane)"), ("en", "Map of both shores (Ouijjane)"),
    ("ar", "خريطة الضفتين (Ouijjane)"),
])  # fmt: skip
def test_a_map_is_called_in_the_language_of_its_sheet(tmp_path, language, said):
    project, _ = open_project(write(tmp_path, {"collection": "langue: fr\n"}))
    studio = RenderSession(project, remember=False).studio
    sheet, _ = judge(text(front=f"titre: Une note\nterritoire: {{commune: Ouijjane}}\nlangue: {language}"))
    one = SheetContext(language, project.format, {}, HtmlWriter(language), cutter(), studio.charts, None, (), sheet)
    assert f"<title>{said}</title>" in one.rail_map(240, 55).svg


@pytest.mark.parametrize(("letters", "width", "whole"), [(80, 181.5, True), (81, 181.5, False), (80, 119, False)])
def test_a_running_title_is_whole_or_none(letters, width, whole):
    title = "a" * letters
    assert titles.running(title, width) == (title if whole else "")


def test_a_title_on_a_spine_keeps_as_many_words_as_one_line_holds():
    """48 characters; one more and its last word goes."""
    whole = "L'eau du village " + "a" * 31
    assert len(whole) == 48 and titles.short(whole, "fr") == whole
    assert titles.short(f"{whole}a", "fr") == "L'eau du village…"
