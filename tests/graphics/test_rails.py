"""The rail of any commune of the region: names, markers and dots never stand on each other."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import pytest

from fiches.graphics.maps import labels
from fiches.graphics.maps import rail as maps
from fiches.graphics.maps.rail import Rail
from fiches.places.points import Found
from support.drawn_maps import ATLAS, COLOURS, PLACES, SAFRAN, rings, tips

CITIES = [PLACES.north({"town": city}) for city in ("Argenteuil", "Montpellier", "Lille")]
TALL = Rail(239.5)
COMMUNES = [commune for commune in PLACES.municipalities if commune.region == "Souss-Massa"]


def found(commune):
    return Found(commune.latitude, commune.longitude, commune.name, "municipality")


@cache
def drawn(*communes, city=CITIES[0], rail=TALL):
    return maps.rail(ATLAS, [city], [found(commune) for commune in communes], rail, COLOURS)


def triangles(drawing):
    """The boxes of the markers of places."""
    return [(x - 2.4, y + 0.4, x + 2.4, y + 4) for x, y, north in tips(drawing.svg) if not north]


def faults(drawing, rail):
    """What stands on something else, or off the map."""
    names = [labels.box(label, maps.LABEL_SIZE) for label in drawing.labels]
    marks = triangles(drawing)
    wrong = [pair for pair in combinations(names, 2) if labels.overlap(*pair)]
    wrong += [(name, mark) for name in names for mark in marks if labels.overlap(name, mark)]
    wrong += [name for name in names if name[0] < rail.inner or name[2] > rail.inner + maps.RAIL_WIDTH]
    return wrong + [name for name in names if name[1] < rail.trough - 2 or name[3] > rail.foot]


@pytest.mark.parametrize("commune", COMMUNES[::24], ids=lambda commune: commune.name)
def test_no_name_stands_on_a_name_or_a_marker(commune):
    for city, rail in zip(CITIES, (Rail(239.5), Rail(200.0), Rail(180.0, 46.0)), strict=True):
        assert not faults(drawn(commune, city=city, rail=rail), rail)


@pytest.mark.parametrize("commune", COMMUNES[::16], ids=lambda commune: commune.name)
def test_no_marker_covers_the_dot_of_a_landmark(commune):
    drawing = drawn(commune)
    dots = [sum(x for x, _ in ring) / len(ring) for ring in rings(drawing.svg, maps.PAPER_WHITE)]
    high = [sum(y for _, y in ring) / len(ring) for ring in rings(drawing.svg, maps.PAPER_WHITE)]
    for x, y, _ in [tip for tip in tips(drawing.svg) if not tip[2]]:
        for dot in zip(dots, high, strict=True):
            inside = y < dot[1] < y + 4 and abs(dot[0] - x) < 2.5 * (dot[1] - y) / 4
            assert not inside


def test_the_marker_of_a_place_that_is_a_landmark_takes_the_place_of_its_dot():
    tiznit = next(commune for commune in COMMUNES if commune.name == "Tiznit")
    drawing = drawn(tiznit)
    assert len(rings(drawing.svg, maps.PAPER_WHITE)) == 2 and "Tiznit" in {label.text for label in drawing.labels}


@pytest.mark.parametrize("rail", [Rail(239.5), Rail(180.0, 46.0), Rail(239.5, outer="left")])
def test_names_keep_off_the_thumb_tabs(rail):
    for commune in COMMUNES[::48]:
        for label in drawn(commune, rail=rail).labels:
            assert not labels.overlap(labels.box(label, maps.LABEL_SIZE), rail.tabs), (commune.name, label)


def test_two_places_side_by_side_have_two_markers_apart():
    near = [commune for commune in COMMUNES if commune.name in ("Tnine Aglou", "Tiznit", "Arbaa Sahel")]
    drawing = drawn(*near)
    feet = [(x, y) for x, y, north in tips(drawing.svg) if not north]
    for one, other in combinations(feet, 2):
        across, down = abs(one[0] - other[0]), abs(one[1] - other[1])
        assert across + 2.5 * down / 4 > 4.4  # their slopes do not cross
    assert drawing.svg.count(f'fill="none" stroke="{SAFRAN}"') == 3


@pytest.mark.parametrize("name", ["Oujda", "Figuig", "Tanger", "Fès"])
def test_the_land_goes_on_where_the_fine_data_end(name):
    """A place far to the east: no straight edge of our own data shows, land runs on to the trim."""
    commune = next(one for one in PLACES.municipalities if name in one.name)
    land = rings(drawn(commune).svg, COLOURS["terre-brulee"])
    assert max(x for ring in land if len(ring) > 9 for x, _ in ring) >= TALL.width  # the ground of the facts is a box
