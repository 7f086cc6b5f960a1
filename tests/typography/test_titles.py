"""Titles broken into even lines, and the sizes at which they fit."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fiches.build.session import RenderSession
from fiches.config.project import open_project
from fiches.graphics.maps.service import MapService
from fiches.html.context import PageContext, SheetContext
from fiches.typography import titles
from fiches.typography.french import JOINER
from fiches.typography.html_writer import HtmlWriter
from support.sources import judge, short_project, text, write

CNSM = "Mise en réseau d’associations de Marocains du Monde pour le développement de la région du Souss-Massa"
WORDS = st.lists(st.text("abcmilMI", min_size=1, max_size=12), min_size=1, max_size=9)


def page(language="fr"):
    return PageContext(language, short_project().format, {}, HtmlWriter(language), MapService(None, None, {}), ())


def test_lines_are_even_and_none_ends_on_a_short_word():
    assert titles.lines(titles.held(CNSM).replace("\u00a0", "~"), 4) == (
        "Mise en~réseau d’associations", "de~Marocains du~Monde", "pour le~développement",
        "de~la~région du~Souss-Massa",
    )  # fmt: skip
    assert titles.lines(titles.held("Une note & une autre"), 2) == ("Une\u00a0note", "&\u00a0une\u00a0autre")


@given(WORDS, st.integers(1, 12))
def test_lines_hold_every_word_and_are_as_many_as_asked(words, count):
    found = titles.lines(" ".join(words), count)
    assert " ".join(found) == " ".join(words)
    assert len(found) == min(count, len(words))


@given(WORDS, st.floats(5, 40))
def test_no_fewer_lines_would_hold_a_title(words, most):
    title = " ".join(words)
    found = titles.within(title, most)
    if max(map(titles.width, found)) <= most:
        fewer = (titles.lines(title, count) for count in range(1, len(found)))
        assert all(max(map(titles.width, lines)) > most for lines in fewer)
    else:
        assert max(map(titles.width, words)) > most, "only a word that is too long by itself leaves a line too long"


@given(WORDS, st.integers(2, 4))
def test_no_word_moved_to_the_next_line_makes_them_more_even(words, count):
    found = titles.lines(" ".join(words), count)
    for one, two in pairwise(found):
        start, _, last = one.rpartition(" ")
        if start:
            now = titles.width(one) ** 2 + titles.width(two) ** 2
            moved = titles.width(start) ** 2 + titles.width(f"{last} {two}") ** 2
            assert moved > now - 9, "squares, the spaces at their ends counted"


STEPS = [("grand", 14, 20.0), ("moyen", 18, 17.0), ("petit", 40, 10.0)]


@pytest.mark.parametrize(("texts", "name"), [
    (["Un four"], "grand"), (["Un four", CNSM], "petit"), (["Une éducation accessible à tous"], "grand"),
    (["Un modèle d’accompagnement à l’entrepreneuriat"], "moyen"),  # 14 letters would break its last word
])  # fmt: skip
def test_all_titles_of_a_set_have_the_first_size_that_holds_each(texts, name):
    assert page().step(texts, STEPS, 84)[0] == name


def test_lines_are_broken_in_the_page_and_words_stay_apart_for_who_reads_them():
    assert page().even("Un four pour le village", 8) == "Un\u00a0four<br> pour<br> le\u00a0village"
    assert page().plain_even("Un four pour le village", 8) == "Un\u00a0four\npour\nle\u00a0village"
    assert page().display("Un four pour le village") == "Un\u00a0four pour le\u00a0village"


def test_words_that_are_emphasised_stay_on_one_line():
    shown = page().emphasised("Les acteurs des deux belles rives", ["deux belles rives"], 14)
    assert shown.count("<em>deux\u00a0belles\u00a0rives</em>") == 1 and "<br>" in shown
    shown = page().emphasised("Le Souss-Massa, demain", ["Souss-Massa"])
    assert f"<em>Souss-{JOINER}Massa</em></span>, demain" in shown


def test_a_line_does_not_end_with_one_word():
    assert page().ended("Président de l'association Jeunesse & Développement").endswith(
        "Jeunesse\u00a0&amp;\u00a0Développement")  # fmt: skip
    assert page().ended("Présidente") == "Présidente"


@pytest.mark.parametrize(("language", "said"), [
    ("fr", "Carte des deux rives (Ouijjane)"), ("en", "Map of both shores (Ouijjane)"),
    ("ar", "خريطة الضفتين (Ouijjane)"),
])  # fmt: skip
def test_a_map_is_called_in_the_language_of_its_sheet(tmp_path, language, said):
    project, _ = open_project(write(tmp_path, {"collection": "langue: fr\n"}))
    studio = RenderSession(project, remember=False).studio
    sheet, _ = judge(text(front=f"titre: Une note\nterritoire: {{commune: Ouijjane}}\nlangue: {language}"))
    one = SheetContext(language, project.format, {}, HtmlWriter(language), studio.charts, (), sheet)
    assert f"<title>{said}</title>" in one.rail_map(240).svg
