"""How good composed lines are, counted: sheets of the house, and random ones in four languages."""

from __future__ import annotations

from collections import Counter

import pytest

from fiches.config.project import open_project
from fiches.lint import collection, fitting
from support import line_figures, random_sheets
from support.repository import ROOT

pytestmark = pytest.mark.engine  # whole sheets, composed


@pytest.fixture(scope="module")
def house():
    return open_project(ROOT)[0]


def counted(sheets, project):
    """The figures of some sheets together."""
    laid = (fitting.lay_out(one, project).layout for one in sheets)
    return sum(map(line_figures.figures, laid), Counter())


def holds(found, *, stubs, hollow, uneven):
    """Fails where lines are worse than they may be; the bounds are shares of paragraphs, of lines, of blocks.

    Nearly every paragraph with a hollow line has no other lines that keep all the rules.
    """
    assert found["divided"] <= 0.08 * found["lines"]
    assert found["thrice"] == found["last_divided"] == found["thin"] == 0
    assert found["twice"] <= 0.001 * found["lines"]
    assert found["stubs"] <= stubs * found["paragraphs"]
    assert found["hollow"] <= hollow * found["lines"]
    assert found["needless"] <= 0.003 * found["paragraphs"]
    assert found["uneven"] <= uneven * found["columns"]


def test_lines_of_the_house(house):
    """What is left: titles and pull quotes of a long last word, paragraphs of two or three lines that end in one."""
    found = counted(collection.read(house).sheets.values(), house)
    assert found["lines"] > 1500 and found["twice"] == 0
    holds(found, stubs=0.01, hollow=0.004, uneven=0.05)


def test_lines_of_random_sheets(house):
    found = counted((random_sheets.read(seed, house) for seed in range(6)), house)
    assert found["lines"] > 750
    holds(found, stubs=0.03, hollow=0.005, uneven=0.1)


@pytest.mark.slow
def test_lines_of_many_random_sheets(house):
    """Their words are longer than those of prose, by chance: more paragraphs have no good end."""
    found = counted((random_sheets.read(seed, house) for seed in range(300)), house)
    assert found["lines"] > 45_000
    holds(found, stubs=0.03, hollow=0.005, uneven=0.06)
