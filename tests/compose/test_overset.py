"""How many words are too many: what a message says, tried on the sheet."""

import re
from dataclasses import replace
from functools import cache

import pytest

from fiches.compose.overset import shortened
from fiches.config.project import open_project
from fiches.content import sheet, source
from fiches.content.blocks import words_of
from fiches.lint import fitting
from support.repository import ROOT
from support.sources import SLOW

pytestmark = pytest.mark.engine  # whole sheets, composed
FILLING = "Cette phrase allonge encore la rubrique sans apporter grand-chose de neuf au lecteur. ".split() * 60


@cache
def house():
    return open_project(ROOT)[0]


@cache
def read(slug, heading, extra):
    """A house sheet with `extra` more words at the head of one rubric."""
    text = (ROOT / f"sheets/{slug}.md").read_text("utf-8")
    assert f"## {heading}\n\n" in text
    text = text.replace(f"## {heading}\n\n", f"## {heading}\n\n{' '.join(FILLING[:extra])}\n\n")
    found, problems = source.parse_bytes(text.encode(), slug, f"sheets/{slug}.md")
    one, more = sheet.check(found, house())
    assert one is not None, (problems, more)
    return one


def too_many(one):
    """The pages that hold too much, with the words to cut that their problems name."""
    problems = fitting.lay_out(one, house()).problems
    told = [str(problem.message) for problem in problems if problem.code == "trop-long"]
    return {int(re.search(r"page (\d)", text)[1]): [int(n) for n in re.findall(r"(\d+) mots", text)] for text in told}


CASES = [
    (3, "cnsm", "Difficultés", 560),
    SLOW(2, "horizon-sud", "Démarche de mise en œuvre du projet", 520),
    SLOW(1, "espoir-du-sud", "Contexte", 450),
    SLOW(3, "backup-rural", "Facteurs de réussite", 700),
    (4, "cnsm", "Leçons tirées de l'expérience et précieux conseils", 420),
]


@pytest.mark.parametrize(("page", "slug", "heading", "extra"), CASES)
def test_the_words_to_cut_are_right_within_ten(page, slug, heading, extra):
    (words,) = too_many(read(slug, heading, extra))[page]
    assert 15 < words < extra
    assert page in too_many(read(slug, heading, extra - words + 11)), "fewer would have been enough"
    assert page not in too_many(read(slug, heading, extra - words - 10)), "more have to go"


def test_a_shortened_sheet_has_so_many_words_less():
    one = read("cnsm", "Difficultés", 0)
    for count in (1, 7, 40, 10**6):
        short = shortened(one, {"difficultes": count})
        kept = {rubric.spec.id: words_of_rubric(rubric) for rubric in short.rubrics}
        for rubric in one.rubrics:
            taken = count if rubric.spec.id == "difficultes" else 0
            assert kept[rubric.spec.id] == max(0, words_of_rubric(rubric) - taken)


def words_of_rubric(rubric):

    return sum(len(text.split()) for text in words_of(rubric.blocks))


def test_a_draft_has_what_its_pages_hold_and_behind_them_the_rest():
    project = house()
    one = read("cnsm", "Difficultés", 560)
    draft = fitting.draft(one, project, fitting.lay_out(one, project).layout)
    assert draft.layout.fits
    ((rubric, beyond),) = draft.surplus
    whole, kept = (" ".join(words_of(part(each, "difficultes").blocks)).split() for each in (one, draft.sheet))
    assert rubric.spec.id == "difficultes" and kept + beyond.split() == whole


def test_what_stands_in_cards_has_no_such_draft():
    project = house()
    one = read("cnsm", "Difficultés", 560)
    laid = fitting.lay_out(one, project).layout
    other = replace(laid, pages=tuple(replace(page, cuts={"acteurs": 40} if page.cuts else {}) for page in laid.pages))
    assert fitting.draft(one, project, other) is None


def part(one, id_):
    return next(rubric for rubric in one.rubrics if rubric.spec.id == id_)


def test_a_table_is_shortened_by_rows_and_what_goes_is_behind_the_pages():
    project = house()
    rows = "\n".join(f"| rang {number} | des mots de plus |" for number in range(60))
    text = (ROOT / "sheets/cnsm.md").read_text("utf-8")
    head, rest = text.split("## Valeur-ajoutée", 1)
    found, _ = source.parse_bytes(
        f"{head}| Un | Deux |\n|---|---|\n{rows}\n\n## Valeur-ajoutée{rest}".encode(), "cnsm", "sheets/cnsm.md"
    )
    one, _ = sheet.check(found, project)
    draft = fitting.draft(one, project, fitting.lay_out(one, project).layout)
    assert draft and draft.layout.fits
    whole, kept = (" ".join(words_of(part(each, "difficultes").blocks)).split() for each in (one, draft.sheet))
    assert kept + {one.spec.id: words for one, words in draft.surplus}["difficultes"].split() == whole
    (table,) = (block for block in part(draft.sheet, "difficultes").blocks if block.kind == "table")
    assert 1 <= len(table.children) < 61 and {len(row.children) for row in table.children} == {2}
