"""The rules of maps, each at its bound: what names keep clear of, how far chains bend, where ends of chains stand."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from fontTools.ttLib import TTFont

from fiches.config.translated import Translated
from fiches.graphics.maps import booklet, cover, data, labels, rail, routes
from fiches.graphics.maps.labels import Label, LabelRequest
from fiches.graphics.maps.rail import Rail
from fiches.places.points import Found
from support.drawn_maps import ATLAS, COLOURS, PLACES, SAFRAN, rings, tips
from support.repository import ROOT

FRAME = (0, 0, 100, 100)
POINT = (50.0, 50.0)
LINE = 7 * 25.4 / 72 * 1.25  # mm: a line of names in 7 points
WIDE = labels.box(Label("Agadir", 0, 0), 7)[2]  # mm


def placed(*obstacles, frame=FRAME, sides=labels.LABEL_SIDES, others=()):
    """Where « Agadir » stands beside POINT, from there: its side, how far to the right, how far down."""
    label = labels.placed([LabelRequest("Agadir", POINT, sides=sides), *others], obstacles, frame)[0]
    return label.side, round(label.x - POINT[0], 2), round(label.y - POINT[1], 2)


# --- names ---------------------------------------------------------------------------


def test_a_name_is_thought_a_little_wider_than_it_is_on_the_whole():
    """As the face of the maps draws the names of towns."""
    face = TTFont(ROOT / "styles/fonts/BricolageGrotesque-Medium.ttf")
    glyphs, widths, em = face.getBestCmap(), face["hmtx"], face["head"].unitsPerEm
    names = [town.name for town in PLACES.towns[:300]]
    real = sum(widths[glyphs[ord(letter)]][0] / em * 7 * 25.4 / 72 for name in names for letter in name)
    thought = sum(labels.box(Label(name, 0, 0), 7)[2] for name in names)
    assert 1.0 < thought / real < 1.08


def test_a_name_takes_a_line_and_a_quarter():
    assert labels.box(Label("Agadir", 10, 20), 7)[1::2] == pytest.approx((20 - LINE / 2, 20 + LINE / 2))


def test_places_for_a_name_are_tried_in_this_order():
    """Beside its point, over it, under it; then three quarters of a line lower or higher; nothing else is nearer."""
    low = round(0.75 * LINE, 2)
    expected = [
        ("right", 1.2, 0), ("left", -1.2, 0), ("centre", 0, round(-1.2 - LINE / 2, 2)),
        ("centre", 0, round(1.2 + LINE / 2, 2)), ("right", 1.2, low), ("right", 1.2, -low), ("left", -1.2, low),
        ("left", -1.2, -low),
    ]  # fmt: skip
    taken = []
    for place in expected:
        assert placed(*taken) == place
        middle = {"right": WIDE / 2, "left": -WIDE / 2, "centre": 0.0}[place[0]]
        taken.append(labels.around((POINT[0] + place[1] + middle, POINT[1] + place[2]), 0.05))


@pytest.mark.parametrize("away", [0, 2, 4, 7, 10, 13])
def test_a_name_is_moved_away_from_its_point_13_mm_at_most(away):
    """No farther than what is in the way asks for; that begins at the point."""
    wall = (POINT[0] + 0.1, 0, POINT[0] + 1.2 + away - 0.71, 100)
    assert placed(wall, sides=("right",)) == ("right", 1.2 + away, 0)


def test_a_name_that_cannot_be_moved_far_enough_is_covered_but_not_lost():
    wall = (POINT[0] + 0.5, 0, POINT[0] + 90, 100)
    assert placed(wall, sides=("right",))[0] == "right"


@pytest.mark.parametrize(("white", "side"), [(0.71, "right"), (0.69, "left")])
def test_seven_tenths_of_a_millimetre_are_kept_clear_beside_a_name(white, side):
    end = POINT[0] + 1.2 + WIDE + white
    assert placed((end, 49.9, end + 1, 50.1))[0] == side


@pytest.mark.parametrize(("white", "side"), [(0.18, "right"), (0.17, "left")])
def test_a_quarter_of_that_is_kept_clear_above_and_below(white, side):
    foot = POINT[1] - LINE / 2 - white
    assert placed((POINT[0] + 4, foot - 1, POINT[0] + 5, foot))[0] == side


@pytest.mark.parametrize(("farther", "side"), [(2.01, "right"), (1.99, "left")])
def test_another_point_is_two_millimetres_farther_from_a_name_than_its_own(farther, side):
    rival = (POINT[0] + 1.2 + WIDE + 1.2 + farther, POINT[1])
    assert placed(others=[LabelRequest(".", rival, sides=("right",))])[0] == side


@pytest.mark.parametrize(("covered", "side"), [(1, "right"), (3, "right")])
def test_a_name_covers_others_rather_than_leave_the_map(covered, side):
    """Were it only by a hair; the map ends left of the point."""
    taken = [labels.around((POINT[0] + 3 + 2 * index, POINT[1]), 0.1) for index in range(covered)]
    frame = (POINT[0] - 1.2 - WIDE + 0.01, POINT[1] - LINE / 2, POINT[0] + 1.2 + WIDE, POINT[1] + LINE / 2)
    assert placed(*taken, frame=frame, sides=("left", "right"))[0] == side


# --- chains --------------------------------------------------------------------------

START, FINISH = (50.0, 10.0), (50.0, 110.0)


def bow(line):
    """How far a chain is bent to the west, of its height."""
    (x0, y0), middle, (x2, y2) = line[0], line[len(line) // 2], line[-1]
    return ((x0 + x2) / 2 - middle[0]) / abs(y2 - y0)


def cleared(*dots):
    return round(bow(routes.clear(START, FINISH, 0.05, dots)), 3)


@pytest.mark.parametrize(("white", "bends"), [(1.61, False), (1.59, True)])
def test_a_chain_passes_a_dot_at_1_6_mm_or_bends(white, bends):
    for dot in ((45 - white, 60.0), (45 + white, 60.0)):
        assert (cleared(dot) != 0.05) == bends


def test_a_chain_bends_by_a_fiftieth_of_its_length_more_to_the_west_first():
    assert cleared((45.0, 60.0)) == 0.07
    assert cleared((45.0, 60.0), (43.0, 60.0)) == 0.03


@pytest.mark.parametrize(("far", "bends"), [(3.4, False), (3.6, True)])
def test_a_dot_at_the_end_of_a_chain_is_no_obstacle(far, bends):
    """Within 3.5 mm: the end itself stands by it."""
    line = routes.bowed(START, FINISH, 0.05, 1000)
    for end in (START, FINISH):
        dot = min(line, key=lambda point: abs(math.dist(point, end) - far))
        assert (cleared(dot) != 0.05) == bends


@pytest.mark.parametrize(("reach", "found"), [(10.3, 0.17), (12.5, None)])
def test_a_chain_bends_by_an_eighth_of_its_length_at_most(reach, found):
    """Twelve hundredths; a row of dots that reaches farther is crossed where it is passed best."""
    wall = [(45 + reach * step / 20, 60.0) for step in range(-20, 21)]
    bent = cleared(*wall)
    assert bent == found if found else abs(bent - 0.05) <= 0.12


@pytest.mark.parametrize(
    ("count", "bows"), [(1, [0.045]), (2, [0.045, 0.075]), (6, [0.045, 0.195]), (12, [0.045, 0.2])]
)
def test_chains_of_a_fan_bend_from_45_to_200_thousandths(count, bows):
    """Thirty more each, less where there are many."""
    found = sorted(round(bow(line), 4) for line in routes.fan([((90 - i, 20), (40, 250)) for i in range(count)]))
    assert [found[0], found[-1]][: len(bows)] == [pytest.approx(one, abs=0.0005) for one in bows]
    steps = [after - before for before, after in pairwise(found)]
    assert all(step == pytest.approx(min(0.03, 0.155 / max(count - 1, 1)), abs=0.001) for step in steps)


@pytest.mark.parametrize("scale", [1.0, 0.64])
@pytest.mark.parametrize("gap", [0.3, 3.0, 5.9])
def test_ends_of_chains_are_moved_as_little_as_keeps_them_apart(scale, gap):
    """A millimetre more than a triangle is wide, in whichever direction; a dot as far as half of that and 0.8 mm."""
    one, two = routes.tips_apart([(30.0, 50.0), (30.0 + gap * scale, 50.0)], scale, north=True)
    assert abs(one[0] - two[0]) + abs(one[1] - two[1]) == pytest.approx(6 * scale, abs=0.05)
    (x, y), dot = routes.tips_apart([(30.0, 50.0)], scale, [(30.5, 52.0)], north=False)[0], (30.5, 52.0)
    far = abs(x - dot[0]) + abs(y + 2 * scale - dot[1])
    assert far == pytest.approx(max(3 * scale + 0.8, 0.5 + abs(2 - 2 * scale)), abs=0.05)


def test_ends_that_stand_apart_are_not_moved():
    assert routes.tips_apart([(30.0, 50.0), (36.05, 50.0)], 1.0, north=True) == [(30.0, 50.0), (36.06, 50.0)]


# --- the rail ------------------------------------------------------------------------


@pytest.mark.parametrize(("seen", "north"), [(100, 54.0), (156, 84.24), (157, 84.7), (250, 84.7)])
def test_the_northern_shore_is_half_of_a_low_map_and_never_higher_than_it_needs(seen, north):
    rails = Rail(seen + 55, 55)
    assert rails.crest - rails.bleed == pytest.approx(north)
    assert rails.trough - rails.crest == pytest.approx(9.5625), "the channel: 8 stitches and a half of 1.125 mm"
    assert rails.foot == seen + rails.bleed


@pytest.mark.parametrize("outer", ["left", "right"])
def test_thumb_tabs_have_the_ten_millimetres_along_the_outer_edge_that_are_seen_of_them(outer):
    """A name there would be covered in a booklet where the tab of its sheet is at its height."""
    rails = Rail(200, outer=outer, bleed=5)
    left, top, right, foot = rails.tabs
    assert (top, foot, right - left) == (0, 200, 10)
    assert (left == 5) if outer == "left" else (right == rails.width - 5 == 55.5)


@pytest.mark.parametrize(("far", "x"), [(3.9, 49.9), (4.1, 50.0), (-3.9, 42.1), (-4.1, 50.0)])
def test_a_chain_to_the_middle_of_a_region_passes_landmarks_at_four_millimetres(far, x):
    """To their west; one below its end, or farther off, is not passed."""
    spot = (50.0, 80.0)
    assert rail._beside(spot, [(50 + far, 70.0)]) == (pytest.approx(x), 80.0)
    assert rail._beside(spot, [(50 + far, 81.0)]) == spot


@pytest.mark.parametrize(("far", "dots"), [(0.9, 0), (1.1, 1)])
def test_a_place_within_a_millimetre_of_a_landmark_is_that_landmark(far, dots):
    landmark = data.Landmark(Translated((("fr", "Agadir"),)), 0.0, 0.0, ("rail",))
    atlas = replace(ATLAS, landmarks=(landmark,))
    page = data.Projection(0, 0, 10.0)  # ten millimetres a degree
    assert len(rail._feet(atlas, page, [Found(0.0, far / 10, "Agadir", "commune")])[1]) == dots


# --- outlines, and the cover ---------------------------------------------------------


@pytest.mark.parametrize(("step", "kept"), [(0.11, 5), (0.09, 3)])
def test_points_nearer_than_a_tenth_of_a_millimetre_are_not_printed(step, kept):
    """The last one always is: an outline ends where it ends."""
    [line] = data.Projection(0, 0, 1.0).rings([tuple((index * step, 0.0) for index in range(5))])
    assert len(line) == kept
    assert line[-1][0] == pytest.approx(4 * step)


LOOK = booklet.MapLook((210.0, 297.0))  # A4


def place(latitude):
    return Found(latitude, 2.0, "", "ville")


def covered(count, north=48.9, south=30.22):
    return tips(cover.cover_chains([(place(north), place(south))] * count, COLOURS, LOOK).svg)


def test_chains_of_a_cover_stand_evenly_between_its_margins():
    xs = [x for x, _, north in covered(20) if north]
    assert (xs[0], xs[-1]) == (21, 190.7)
    steps = [after - before for before, after in pairwise(xs)]
    assert max(steps) - min(steps) < 0.01
    assert [x for x, _, _ in covered(1)] == [105.85, 105.85]


@pytest.mark.parametrize(("latitude", "y"), [(48.9, 128.6), (47.9, 131.7), (60.0, 112), (40.0, 143)])
def test_a_northern_degree_is_3_1_mm_of_a_cover(latitude, y):
    assert covered(1, north=latitude)[0][1] == pytest.approx(y)


@pytest.mark.parametrize(("latitude", "y"), [(30.22, 201.6), (29.72, 209), (35.0, 188), (28.0, 221)])
def test_a_southern_degree_is_14_8_mm_of_a_cover(latitude, y):
    assert covered(1, south=latitude)[1][1] == pytest.approx(y)


def test_a_cover_has_a_whole_chain_for_each_sheet_whose_unknown_ends_are_hollow():
    north, south = place(48.9), place(30.22)
    svg = cover.cover_chains([(north, south), (None, south), (north, None), (None, None)], COLOURS, LOOK).svg
    assert [(round(x), north) for x, _, north in tips(svg)] == [(55, True), (55, False), (89, False), (123, True)]
    hollow = re.findall(r'stroke-width="0.45"[^>]* d="M([\d.]+) ([\d.]+)L', svg)
    assert [float(y) for _, y in hollow] == [127.5, 204.5, 127.5]  # of four, one drawing holds two
    assert cover.cover_chains([(None, None)] * 2, COLOURS, LOOK) is None


@pytest.mark.parametrize(("count", "share"), [(1, 1), (20, 1), (21, 0.998), (40, 0.512)])
def test_chains_are_smaller_where_they_would_touch(count, share):
    """From 8.5 mm from one to the next they have their size: triangles of 6.7 mm."""
    svg = cover.cover_chains([(place(48.9), place(30.22))] * count, COLOURS, LOOK).svg
    ends = [ring for ring in rings(svg, SAFRAN) if len(ring) == 3]
    assert max(x for x, _ in ends[0]) - min(x for x, _ in ends[0]) == pytest.approx(6.7 * share, abs=0.01)
    assert float(re.search(r'stroke-width="([\d.]+)"', svg)[1]) > 0
