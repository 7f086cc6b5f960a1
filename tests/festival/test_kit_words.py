"""The interface of the kit speaks the language of its page, else that of the collection; English is complete."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from fiches.build.tasks import limits
from fiches.config import languages
from fiches.config.project import open_project
from fiches.content import new_files
from fiches.core.messages import INTERFACE_LANGUAGES, catalogue
from fiches.festival.website import site as pages_of
from fiches.festival.website.context import BookletEntry, SheetEntry, Site
from fiches.festival.website.downloads import Cover, Download
from fiches.graphics import ornaments
from fiches.graphics.maps.service import MapService
from fiches.html.context import PageContext, SheetContext
from fiches.html.lined import line_setter
from fiches.lint.collection import read
from fiches.storage.recollection import Recollection
from fiches.typography.html_writer import HtmlWriter

COVER = Cover("images/x-page.webp", "images/x-statut.jpg", (595.0, 842.0))
PDF = Download("pdf/x.pdf", 1_460_000)
POCKET = Download("pdf/livret-poche-a5.pdf", 42_000)
MARKED = re.compile(r"<style>.*?</style>", re.DOTALL)


@pytest.fixture(scope="module", params=INTERFACE_LANGUAGES)
def kit(request, tmp_path_factory):
    """(language, project, site) of the example collection in each language, as if its PDFs were there."""
    root = tmp_path_factory.mktemp(request.param)
    new_files.init(root, request.param)
    project, _ = open_project(root)
    found = read(project)
    [sheet], [book] = found.sheets.values(), found.booklets.values()
    leaf = SheetEntry(
        context(project, request.param, sheet), sheet.title, "fiches/x.html", PDF, COVER, "", 1, (), ("water",)
    )
    page = context(project, request.param)
    books = (BookletEntry(page, book.title, "livret.html", PDF, COVER, "", book, POCKET, (leaf,)),)
    return request.param, project, Site(page, book.title, "", (leaf, replace(leaf, number=2)), books, {}, (PDF,))


def context(project, language, sheet=None):
    given = (language, project.format, project.settings, HtmlWriter(language, project.narrow_guillemets))
    given, charts = (*given, line_setter(project, (language,))), MapService(None, None, {})
    return (
        SheetContext(*given, charts, None, (), sheet=sheet, number=1)
        if sheet
        else PageContext(*given, charts, None, ())
    )


def said(project, site):
    """Every page without its style, as it is written."""
    pages, problems = pages_of.pages(project, ornaments.load(project)[0], site, limits(project))
    assert problems == []
    return {path: MARKED.sub("", text) for path, text in pages.texts.items()}


def test_every_word_of_the_interface_is_in_the_language_of_the_page(kit):
    language, project, site = kit
    [other] = set(INTERFACE_LANGUAGES) - {language}
    labels = [one for one in project.format.labels.values() if one["fr"] != one["en"] and len(one[other]) > 3]
    pages = said(project, site)
    assert set(pages) == {"index.html", "fiches/x.html", "f/1/index.html", "f/2/index.html", "livret.html"}
    for path, text in pages.items():
        assert [one[other] for one in labels if re.search(rf">{re.escape(one[other])}\s*[<(]", text)] == [], path
        assert f' lang="{other}"' not in text, path
    whole = "".join(pages.values())
    assert len([one for one in labels if one[language] in whole]) > 20


def test_weights_are_in_the_units_of_the_page(kit):
    language, project, site = kit
    million, thousand = {"fr": ("1,5\u00a0Mo", "42\u00a0ko"), "en": ("1.5\u00a0MB", "42\u00a0kB")}[language]
    index = said(project, site)["index.html"]
    assert index.count(million) == 5 and index.count(thousand) == 1
    assert set(re.findall(r'class="poids">\(([^)]*)\)', index)) == {million, thousand}


@pytest.mark.parametrize("asked", INTERFACE_LANGUAGES)
def test_the_readme_weighs_in_its_own_language(kit, asked):
    _, project, site = kit
    text, problems = pages_of.readme(project, site, asked, limits(project), Recollection())
    assert problems == []
    assert f"pdf/x.pdf ({catalogue(asked).text(PDF.weight)})" in text


def test_nothing_weighs_less_than_a_kilobyte():
    assert [str(Download("x", size).weight) for size in (3, 49_999, 50_000)] == [
        "1\u00a0ko", "50\u00a0ko", "0,1\u00a0Mo",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "said"), [("es", "1,5\u00a0MB"), ("ar", "1,5\u00a0ميغابايت"), ("en", "1.5\u00a0MB"), ("zgh", "")]
)
def test_weights_are_in_the_units_of_a_language_that_has_some(code, said):
    assert PDF.weight_in(languages.of(code)) == said
    assert Download("x", 42_000).weight_in(languages.of("ar")) == "42\u00a0كيلوبايت"


def test_a_page_whose_language_has_no_words_speaks_that_of_the_collection(kit):
    language, project, site = kit
    leaf = site.leaves[0]
    berber = replace(leaf, page=replace(leaf.page, language="zgh"))
    words = project.format.labels["kit_status"][language]
    assert str(berber.word("kit_status")) == f'<span lang="{language}" dir="ltr">{words}</span>'
    assert berber.named("kit_status") == words
    assert berber.weight(PDF) == catalogue(language).text(PDF.weight)


def test_a_card_of_another_language_has_the_words_of_its_page_marked(kit):
    language, project, site = kit
    leaf = site.leaves[0]
    arabic = replace(leaf, number=3, page=replace(leaf.page, language="ar"))
    index = said(project, replace(site, leaves=(arabic, leaf)))["index.html"]
    share = project.format.labels["kit_status"]
    card = re.findall(r'<li class="fiche" lang="ar".*?</details>', index, re.DOTALL)[0]
    assert f'<ul class="actions" lang="{language}" dir="ltr">' in card
    assert share[language] in card and share["ar"] not in card
    assert f'<span lang="ar" dir="rtl">{arabic.page.text(leaf.title)}</span>' in card


def test_a_count_has_the_form_of_its_number(kit):
    """The script of the page picks it, by the kinds of numbers that the language tells apart; Arabic has six."""
    language, project, site = kit
    [(_, forms)] = re.findall(r'data-langue="(\w+)">(.*?)</span></p>', said(project, site)["index.html"])
    words = {"fr": ("fiche trouvée", "fiches trouvées"), "en": ("sheet found", "sheets found")}[language]
    count = f'<span class="total">{len(site.works)}</span>'
    expected = [(kind, f"{count} {noun}") for kind, noun in zip(("one", "other"), words, strict=True)]
    assert re.findall(r'data-nombre="(\w+)"[^>]*>(<span.*?/span> [^<]*)', forms) == expected


def test_a_dual_has_no_figure(kit):
    _, project, site = kit
    _, forms = replace(site, page=context(project, "ar")).forms("kit_found", 3)
    assert [str(words) for _, words in forms][1:4] == ["بطاقة واحدة", "بطاقتان", '<span class="total">3</span> بطاقات']


def test_forms_that_do_not_say_where_the_number_stands_come_after_it(kit):
    _, project, site = kit
    labels = {**project.format.labels, "kit_found": {"fr": "fiche|fiches", "en": "fiche|fiches"}}
    page = replace(site.page, format=replace(site.page.format, labels=labels))
    _, forms = replace(site, page=page).forms("kit_found", 4)
    assert str(forms[1][1]) == '<span class="total">4</span> fiches'


def test_files_for_the_stand_are_called_by_what_they_show(kit):
    language, _, site = kit
    words = {"fr": ("Affiche :", "Chevalet"), "en": ("Poster:", "Table tent")}[language]
    leaf = site.leaves[0]
    names = (f"affiche-{leaf.page.sheet.slug}", "chevalet", "autre")
    called = [site.named_poster(replace(PDF, href=f"affiches/{name}.pdf")) for name in names]
    assert [one.replace("\u00a0", " ") for one in called[:1]] == [f"{words[0]} {leaf.page.text(leaf.title)}"]
    assert called[1:] == [words[1], "autre.pdf"]
