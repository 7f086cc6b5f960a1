"""How many words more a rubric may have: what is said, tried on the text of the sheet."""

import re
from functools import cache
from itertools import islice

import pytest

from fiches.config.project import open_project
from fiches.content import sheet, source
from fiches.lint import fitting
from support.repository import ROOT
from support.sources import SLOW

SLUG = "cnsm"
RUBRICS = ("Contexte", "Démarche", "Résultats", "Facteurs", "Difficultés", "Valeur-ajoutée", "Leçons")
AT_ONCE = 2  # of them, on two pages; to seek the room of all takes seconds
TRIED = ("Contexte", "Démarche", SLOW("Résultats"), SLOW("Difficultés"), SLOW("Leçons"))  # of every page
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


@cache
def rooms(count):
    """Those of the first rubrics, by their names."""
    return {one.rubric: one for one in islice(fitting.rooms(read(TEXT), PROJECT), count)}


def of(title):
    return rooms(AT_ONCE if title in RUBRICS[:AT_ONCE] else len(RUBRICS))[title]


@pytest.mark.parametrize("title", TRIED)
def test_so_many_words_more_fit_within_ten(title):
    most = of(title).most
    assert fitting.lay_out(longer(title, most - 10), PROJECT).layout.fits, "not so many"
    assert not fitting.lay_out(longer(title, most + 10), PROJECT).layout.fits, "more would"


@pytest.mark.parametrize("title", TRIED[:-1])
def test_with_so_many_no_photo_and_no_quotation_gives_way(now, title):
    kept = of(title).kept
    assert kept < of(title).most
    assert shows_as_much(fitting.lay_out(longer(title, kept - 10), PROJECT).layout, now)
    assert not shows_as_much(fitting.lay_out(longer(title, kept + 10), PROJECT).layout, now)


@pytest.mark.parametrize("count", [AT_ONCE, SLOW(len(RUBRICS))])
def test_where_a_rubric_stands_and_what_it_has_is_said_too(count):
    places = list(zip(RUBRICS, (1, 2, 2, 3, 3, 3, 4), strict=True))[:count]
    assert [(one.rubric, one.page) for one in rooms(count).values()] == places
    lines = TEXT.split("\n")
    assert all(lines[one.line - 1].startswith(f"## {one.rubric}") for one in rooms(count).values())
    assert of("Contexte").words == 168


def test_a_sheet_that_is_too_long_has_none():
    assert not [*fitting.rooms(longer("Contexte", 700), PROJECT)]
