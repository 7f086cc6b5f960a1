"""Names that may have been meant by one that no gazetteer has."""

from __future__ import annotations

import pytest

from fiches.places import finder
from fiches.places.finder import PlaceFinder
from fiches.studio.place_names import near_names
from support.sources import short_project

SHORES = finder.load(short_project().format)[0]


@pytest.mark.parametrize(
    ("asked", "end", "name"),
    [("Ouijan", "south", "Ouijjane"), ("Zagmouzine", "south", "Zagmouzen"), ("Monpelié", "north", "Montpellier")],
)
def test_the_likeliest_comes_first(asked, end, name):
    found = near_names(asked, SHORES, end)
    assert found[0] == name and len(found) == len({*found}) <= 3


def test_the_world_is_asked_where_a_format_knows_no_shore():
    assert "Dakar" in near_names("Daker", PlaceFinder((), None, in_world=True), "")


def test_of_what_looks_like_nothing_nothing_is_said():
    assert near_names("Xyzzyzx", SHORES, "south") == near_names("", SHORES, "north") == []
