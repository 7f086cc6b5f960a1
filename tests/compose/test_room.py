"""How many words more a rubric may have: what is said, tried on the text of the sheet."""

import re

import pytest

from fiches.config.project import open_project
from fiches.content import sheet, source
from fiches.lint import fitting
from support.repository import ROOT

SLUG = "cnsm"
RUBRICS = ("Contexte", "Démarche", "Résultats", "Facteurs", "Difficultés", "Valeur-ajoutée", "Leçons")
TRIED = ("Contexte", "Résultats", "Difficultés", "Leçons")  # one a page
TEXT = (ROOT / f"sheets/{SLUG}.md").read_text("utf-8")
PROJECT = open_project(ROOT)[0]


def longer(title, more):
    """The house sheet with so many words more in a rubric: its own, written once more below them."""
    before, head, rest = re.split(rf"(^## {title}.*\n)", TEXT, maxsplit=1, flags=re.MULTILINE)
    body, after = re.split(r"^(?=## )", rest, maxsplit=1, flags=re.MULTILINE)
    again = re.sub(r"<!--.*?-->", "", body) * 12
    words = [word for word in re.finditer(r"\S+", again) if word[0] != "-"]
    return read(f"{before}{head}{body}{again[: words[more - 1].end()]}\n\n{after}")


def read(text):
    found, problems = source.parse_bytes(text.encode(), SLUG, f"sheets/{SLUG}.md")
    one, more = sheet.check(found, PROJECT)
    assert one is not None, (problems, more)
    return one


def shows_as_much(layout, now):
    pages = zip(layout.pages, now.pages, strict=True)
    return all(new.photo == old.photo and bool(new.quote) >= bool(old.quote) for new, old in pages)


@pytest.fixture(scope="module")
def now():
    return fitting.lay_out(read(TEXT), PROJECT).layout


@pytest.fixture(scope="module")
def rooms():
    return {one.rubric: one for one in fitting.rooms(read(TEXT), PROJECT)}


@pytest.mark.parametrize("title", TRIED)
def test_so_many_words_more_fit_within_ten(rooms, title):
    most = rooms[title].most
    assert fitting.lay_out(longer(title, most - 10), PROJECT).layout.fits, "not so many"
    assert not fitting.lay_out(longer(title, most + 10), PROJECT).layout.fits, "more would"


@pytest.mark.parametrize("title", TRIED[:-1])
def test_with_so_many_no_photo_and_no_quotation_gives_way(rooms, now, title):
    kept = rooms[title].kept
    assert kept < rooms[title].most
    assert shows_as_much(fitting.lay_out(longer(title, kept - 10), PROJECT).layout, now)
    assert not shows_as_much(fitting.lay_out(longer(title, kept + 10), PROJECT).layout, now)


def test_where_a_rubric_stands_and_what_it_has_is_said_too(rooms):
    assert [(one.rubric, one.page) for one in rooms.values()] == list(zip(RUBRICS, (1, 2, 2, 3, 3, 3, 4), strict=True))
    lines = TEXT.split("\n")
    assert all(lines[one.line - 1].startswith(f"## {one.rubric}") for one in rooms.values())
    assert rooms["Difficultés"].words == 181


def test_a_sheet_that_is_too_long_has_none():
    assert fitting.rooms(longer("Contexte", 700), PROJECT) == []
