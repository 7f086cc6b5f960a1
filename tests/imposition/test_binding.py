"""What binding asks of a booklet: pages that fit, staples that hold, a spine as thick as its paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fiches.config.project import search
from fiches.core.problems import CODES
from fiches.imposition import binding
from fiches.press import profiles
from fiches.storage.fingerprints import HOUSE


def printer(name="offset-france", **changes):
    return replace(profiles.load(name, search(HOUSE, "templates"))[0], **changes)


def judged(pages, **changes):
    return [(str(CODES[fault.code].said()), fault.code) for fault in binding.judge(pages, printer(**changes))]


CAREFUL, TOO_MANY = ("avertissement", "pages-du-livret"), ("erreur", "livret-trop-epais")


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        (8, []),
        (40, []),
        (44, [CAREFUL]),
        (48, [CAREFUL]),
        (52, [TOO_MANY]),
        (42, [CAREFUL]),
        (50, [CAREFUL, TOO_MANY]),
    ],
)
def test_staples_hold_so_many_pages_in_fours(pages, found):
    assert judged(pages) == found


def test_the_limits_are_those_of_the_profile():
    assert judged(60, delicate=52, most=60) == [CAREFUL]
    assert judged(200, delicate=0, most=0) == []
    assert judged(24, multiple=16) == [CAREFUL]


def test_glue_holds_as_many_as_one_likes():
    assert judged(400, binding=profiles.GLUED) == []


def test_pages_are_counted_without_a_cover_apart():
    assert judged(36, multiple=16, apart=True) == [] and judged(36, multiple=16) == [CAREFUL]
    assert not binding.has_cover_apart(4, printer(apart=True)), "nothing would be left inside"


def test_what_is_said():
    asked = printer(multiple=16, delicate=0, most=0)
    message, hint = said(42, asked)
    assert message == "le livret a 42 pages : « Offset en France, papier couché » les compte par 16"
    assert hint == "ajoutez 6 pages ou retirez-en 10, sinon il y en aura de blanches"
    message, _ = said(41, replace(asked, apart=True))
    assert message.startswith("le livret a 37 pages sans la couverture : « ")
    message, hint = said(52, printer())
    assert message == "le livret a 52 pages : agrafé, « Offset en France, papier couché » en tient 48 au plus"
    assert "dos carré collé" in hint


def said(pages, asked):
    """The only problem that a booklet of so many pages has: (message, hint)."""
    [problem] = [fault.in_file("livret.md") for fault in binding.judge(pages, asked)]
    return str(problem.message), str(problem.hint)


@pytest.mark.parametrize(("pages", "paper", "thick"), [(44, 0.1, 2.2), (200, 0.12, 12), (4, 0.1, 0.2)])
def test_a_spine_is_as_thick_as_the_leaves(pages, paper, thick):
    assert binding.spine(pages, printer(paper=paper)) == pytest.approx(thick)
