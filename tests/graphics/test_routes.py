"""Chains across a map: bowed to the west, clear of dots, and with their ends apart."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fiches.graphics.maps import routes
from fiches.graphics.svg import end

SPOTS = st.lists(st.tuples(st.floats(40, 120), st.floats(20, 80)), min_size=1, max_size=12)


@settings(deadline=None)
@given(SPOTS)
def test_ends_pushed_apart_do_not_touch(points):
    for one, other in combinations(routes.apart([*points, *points[:1]], 7.0), 2):
        assert abs(one[0] - other[0]) + abs(one[1] - other[1]) > 5.2


def test_ends_that_stand_apart_stay_where_they_are():
    assert routes.apart([(10, 10), (40, 40)], 7.0) == [(10, 10), (40.01, 40)]


def test_no_triangle_stands_on_a_dot_and_none_moves_far():
    """Aglou and Tiznit on a rail: 1.3 mm across and 0.9 mm down."""
    ((x, y),) = routes.tips_apart([(30.0, 50.0)], 1.0, [(31.3, 50.9)], north=False)
    left, right = x - 2.5 * (50.9 - y) / 4, x + 2.5 * (50.9 - y) / 4
    assert not left - 0.7 < 31.3 < right + 0.7
    assert math.dist((x, y), (30, 50)) < 3


def test_triangles_of_places_side_by_side_are_set_apart():
    tips = routes.tips_apart([(30, 50), (31, 50), (31, 51), (29.5, 51)], 0.64, north=False)
    for one, other in combinations(tips, 2):
        across, down = abs(one[0] - other[0]), abs(one[1] - other[1])
        half, high = end((0, 0), north=False, scale=0.64)[1]
        assert down >= high or across + half * down / high >= 2 * half * 0.95  # below, or beside: slopes do not cross


@settings(deadline=None, max_examples=60)
@given(st.tuples(st.floats(10, 50), st.floats(5, 30)), st.tuples(st.floats(10, 50), st.floats(120, 150)))
def test_a_chain_keeps_clear_of_one_dot(start, finish):
    dot = ((start[0] + finish[0]) / 2 - 0.07 * (finish[1] - start[1]), (start[1] + finish[1]) / 2)
    line = routes.clear(start, finish, 0.035, [dot])
    assert line[0] == start and math.dist(line[-1], finish) < 1e-6
    assert min(math.dist(point, dot) for point in line) >= routes.ROUTE_CLEARANCE


def test_a_chain_that_meets_nothing_bows_as_asked():
    assert routes.clear((30, 10), (25, 140), 0.05, []) == routes.bowed((30, 10), (25, 140), 0.05)


def test_each_chain_of_a_fan_bows_more_than_the_one_to_its_east():
    lines = routes.fan([((150 - 5 * index, 20), (40, 250)) for index in range(10)])
    bows = [(line[0][0] + line[-1][0]) / 2 - line[len(line) // 2][0] for line in lines]
    assert bows == sorted(bows) and len(set(bows)) == 10 and bows[0] > 0


@pytest.mark.parametrize("gap", [0, 6])
def test_no_chain_of_a_few_runs_along_another(gap):
    """Whose ends are in the other order on each shore: they cross, but at one height or two."""
    ends = [((120, 80), (40, 250)), ((130 + gap, 75), (30, 248)), ((118, 20), (38, 255))]
    lines = routes.fan(ends)
    assert [(line[0], line[-1]) for line in lines] == ends
    assert max(routes._along(one, other) for one, other in combinations(lines, 2)) <= 2
