"""What pages ask of the charts of a collection."""

from __future__ import annotations

from functools import cache

import pytest

from fiches.graphics import ornaments
from fiches.graphics.maps import service
from support.sources import FRONT, good, short_project, text

PAGE = (210.0, 297.0)


@cache
def sheet(city="Montpellier"):
    return good(text(f"{FRONT}\ndiaspora: {{ville: {city}}}"))


def rail(height, foot=0.0, below=0.0):
    project = short_project()
    charts, problems = service.load(project, ornaments.load(project)[0], PAGE, foot)
    assert not problems
    drawn = charts.rail(sheet(), (height, below, 0.0), "Carte")
    return drawn.svg, drawn.labels


@pytest.mark.parametrize("foot", [9.0, 20.0])
def test_a_rail_that_runs_to_the_trim_keeps_its_words_above_the_foot_line(foot):
    assert rail(297.0, foot) == rail(297.0, below=foot) != rail(297.0)


def test_one_that_ends_before_it_needs_not():
    assert rail(239.5, 20.0) == rail(239.5)


def test_the_rail_of_a_sheet_is_drawn_once_while_its_places_and_its_page_are_the_same():
    charts, _ = service.load(short_project(), ornaments.load(short_project())[0], PAGE)
    first, again = (charts.rail(sheet(), (239.5, 0.0, 0.0), "Carte") for _ in range(2))
    assert again is first
    assert charts.rail(sheet("Argenteuil"), (239.5, 0.0, 0.0), "Carte").svg != first.svg
