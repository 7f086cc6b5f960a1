"""Pages that stay as they were are not laid out again, and the file is that of a process that knew none of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fiches.build.session import RenderSession
from fiches.config.project import open_project
from fiches.content.blocks import Block, Words
from fiches.graphics import ornaments
from fiches.lint import fitting
from fiches.render import url_fetcher
from fiches.render.engine import Engine
from support import random_sheets
from support.repository import ROOT
from support.sources import short_project

pytestmark = pytest.mark.no_unit

STYLE = "@page{size:A6;margin:0}.feuille{height:100mm;break-after:page}.feuille:last-child{break-after:auto}"
WORDS = ("Un puits &amp; une pompe.", "Deux <em>bassins</em>.", "<a href='#fiche'>Trois</a> fours.")


@pytest.fixture(scope="module")
def engines():
    """One that keeps pages, and one that keeps none."""
    project = short_project()
    return [Engine(project, url_fetcher.of(project, ornaments.load(project)[0])) for _ in range(2)]


def document(*words, style="", around="article", classes=("recto", "verso", "recto")):
    pages = (
        f'<section class="feuille {side}"><h2>Page</h2><p>{said}</p></section>'
        for side, said in zip(classes, words, strict=True)
    )
    head = f"<!doctype html><html lang=fr><title>Essai</title><style>{STYLE}{style}</style><body>"
    return f"{head}<{around} id=fiche>{''.join(pages)}</{around}>"


def kept(engines, html, pictures="a"):
    """How many pages of a document were not laid out again; its file is what the other engine makes of it."""
    one, other = engines
    before = one._last.pages
    made, problems = one.render(html, "essai", pictures=pictures)
    assert (made, problems) == other.render(html, "essai") and not problems
    return sum(page.page is last.page for page, last in zip(one._last.pages, before, strict=False))


def test_pages_that_say_the_same_are_kept(engines):
    kept(engines, document(*WORDS))
    words = [*WORDS]
    for place, left in enumerate((2, 2, 2)):
        words[place] = "Un autre mot, ailleurs."
        assert kept(engines, document(*words)) == left
    assert kept(engines, document(*words)) == 3


@pytest.mark.parametrize(
    "other",
    [
        document(*WORDS, style="p{color:#123456}"),
        document(*WORDS, around="main"),
        document(*WORDS, classes=("recto", "verso", "verso")),
        document("Autre", *WORDS[1:], classes=("recto haut", "verso", "recto")),
        document(*WORDS[:2], classes=("recto", "verso")),
        document(*WORDS).replace("Essai", "Autre titre"),
    ],
)
def test_none_is_kept_where_something_around_them_is_another(engines, other):
    engines[0].render(document(*WORDS), "essai", pictures="a")
    assert kept(engines, other) == 0


def test_none_is_kept_where_a_picture_is_another(engines):
    engines[0].render(document(*WORDS), "essai", pictures="a")
    assert kept(engines, document("Autre", *WORDS[1:]), "b") == 0


@pytest.mark.parametrize(
    "style",
    [
        "@page{margin-bottom:20mm;@bottom-left{content:string(tete)}} h2{string-set:tete content()}",
        "article{counter-reset:alinea} p{counter-increment:alinea} p::before{content:counter(alinea)}",
        "a::after{content:target-counter(attr(href), page)}",
        "em{position:fixed;top:120mm}",
        "p{float:footnote}",
        "em{content:open-quote}",
        ".feuille{break-after:auto;height:40mm}",
    ],
)
def test_none_is_kept_where_one_page_could_tell_on_another(engines, style):
    html = document(*WORDS, style=style)
    engines[0].render(html, "essai", pictures="a")
    assert kept(engines, html.replace("Un puits", "Cinq puits")) == 0


def test_what_a_page_holds_may_tell_what_is_around_it(engines):
    """The styles of all that is laid out are sought in the whole document."""
    style = "article:has(em) p{color:#a02000} .feuille:empty{background:#eee} .feuille:has(a) + .feuille{color:red}"
    engines[0].render(document(*WORDS, style=style), "essai", pictures="a")
    assert kept(engines, document("Autre", *WORDS[1:], style=style)) == 2


def test_what_the_engine_tells_of_a_page_is_told_each_time(engines):
    html = document(*WORDS[:2], "Trois<img src='images/absente.png' alt=''>")
    told = [one.render(html, "essai", pictures="a")[1] for one in (*engines, engines[0])]
    assert told[0] and told[0] == told[1] == told[2]


@pytest.fixture(scope="module")
def sessions():
    """One of a process that stays, and one of a process that does not."""
    return [RenderSession(open_project(ROOT)[0], remember=False, stays=stays) for stays in (True, False)]


def said(sheet, place):
    """A sheet in which one rubric ends with one paragraph more."""
    rubrics = list(sheet.rubrics)
    more = Block("paragraph", 1, (Words("Un mot de plus."),))
    rubrics[place] = replace(rubrics[place], blocks=(*rubrics[place].blocks, more))
    return replace(sheet, rubrics=tuple(rubrics))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_random_sheets_with_another_word(sessions, seed):
    one, other = sessions
    sheet = random_sheets.read(seed, one.project)
    for place in range(0, len(sheet.rubrics), 3):
        longer = said(sheet, place)
        made, alone = (each.sheet(longer, fitting.lay_out(longer, one.project)) for each in (one, other))
        assert (made.pdf, made.draft, made.problems) == (alone.pdf, alone.draft, alone.problems)
