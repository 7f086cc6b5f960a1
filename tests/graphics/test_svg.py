"""Ornament: flat SVG on the stitch grid, the same bytes each time."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fiches.config.formats import load
from fiches.config.project import search
from fiches.core.problems import BadValue
from fiches.graphics import ornaments
from fiches.graphics import svg as ornament
from fiches.graphics.ornaments import FRIEZE

COLOURS = {"nuit": "#111111", "safran": "#222222", "terre": "#333333"}
SIGNS = (search(Path(__file__).parent, "templates")[-1] / "capitalisation" / "signes.txt").read_text("utf-8")
RIDGE = (0, 2, 4, 5, 6, 5, 3, 4, 5, 6, 4, 2)
DRAWINGS = {
    "wave": ornament.wave(210, "#123456", 3),
    "wave down": ornament.wave(210, "#123456", crests_up=False),
    "channel": ornament.channel(58.5, "#123456"),
    "upright": ornament.upright_channel(297, "#123456"),
    "chevron": ornament.chevron("#123456"),
    "lozenge": ornament.lozenge(2.25, "#123456"),
    "woven": ornament.woven_lozenge(6.4, "#123456"),
    "notch": ornament.notch("#123456"),
    "mark": ornament.mark(3.2, COLOURS, horizontal=True),
    "sign": ornament.sign(("#o", ".#"), "#123456", "#654321"),
}


def points(svg: str) -> list[tuple[float, float]]:
    data = "".join(re.findall(r' d="([^"]*)"', svg))
    return [(float(x), float(y)) for x, y in re.findall(r"([\d.-]+) ([\d.-]+)", data)]


def area(svg: str) -> float:
    """Of all rings, holes taken off (they wind the other way)."""
    total = 0.0
    for ring in re.findall(r"M([^MZ]*)Z", svg):
        corners = [tuple(map(float, point.split())) for point in ring.split("L")]
        total += sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*corners, corners[0]])) / 2
    return abs(total)


def size(svg: str) -> tuple[float, float]:
    root = ElementTree.fromstring(svg)
    return float(root.attrib["width"].removesuffix("mm")), float(root.attrib["height"].removesuffix("mm"))


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_drawing_is_xml_in_millimetres_that_stays_in_its_box(name):
    svg = DRAWINGS[name]
    width, height = size(svg)
    box = f"0 0 {ornament.number(width)} {ornament.number(height)}"
    assert ElementTree.fromstring(svg).attrib["viewBox"] == box
    for x, y in points(svg):
        assert -1e-6 <= x <= width + 1e-3 and -1e-6 <= y <= height + 1e-3
    assert "<text" not in svg and "gradient" not in svg and "var(" not in svg


def test_decoration_is_hidden_from_readers_and_a_titled_drawing_is_not():
    assert 'aria-hidden="true"' in ornament.document(1, 1, "")
    assert "<title>Agadir &amp; Tiznit</title>" in ornament.document(1, 1, "", "Agadir & Tiznit")
    assert 'width="14mm" height="16mm" viewBox="-5 -5 14 16"' in ornament.document(4, 6, "", beyond=5)


def test_a_wave_climbs_six_stitches_and_its_period_is_twelve():
    line = ornament.shore(24, 1)
    heights = [y for _, y in line[::2]]
    assert heights[:13] == [0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0]
    assert heights[:12] == heights[12:]


def test_on_the_cover_four_whole_periods_cross_the_page():
    line = ornament.shore(210, 4.375)
    assert len(line) == 96 and line[-1][0] == 210
    assert line[-1][1] == 4.375  # and the next column, on the back cover, is a crest again


def test_a_width_that_is_no_whole_number_of_stitches_ends_at_the_width():
    assert ornament.shore(58.5)[-1][0] == 58.5
    assert ornament.shore(10, 3)[-1][0] == 10


def test_the_channel_keeps_its_thickness():
    assert area(ornament.channel(210, "#000", 4.375)) == pytest.approx(210 * 2.5 * 4.375)


def test_the_waves_of_a_panel_point_up_or_down():
    up, down = points(DRAWINGS["wave"]), points(DRAWINGS["wave down"])
    assert min(y for _, y in up) == 0 and (0, 0) in up
    assert max(y for _, y in down) == pytest.approx(6.75) and (0, 0) in down


def test_the_house_has_a_sign_for_each_of_its_rubrics():
    house_signs, faults = ornaments.read_signs(SIGNS)
    house, _ = load("capitalisation", search(Path(__file__).parent, "templates"))
    assert not faults and house
    assert ornaments.read_frieze(house_signs[FRIEZE]) == ornament.STEPS
    assert set(house_signs) - {FRIEZE} == {rubric.id for rubric in house.rubrics}
    assert {(len(grid), len(row)) for name, grid in house_signs.items() for row in grid if name != FRIEZE} == {(9, 9)}


def test_a_lower_frieze_keeps_its_shape():
    assert ornament.lowered(ornament.STEPS, 4) == (0, 1, 2, 3, 4, 3, 2, 1)
    assert ornament.lowered(RIDGE, 4)[:1] == (0,) and max(ornament.lowered(RIDGE, 4)) == 4


def test_a_frieze_is_drawn_as_it_stands():
    wave = points(ornament.wave(12, "#000", stitch=1, frieze=RIDGE))
    assert [y for x, y in wave if x == 0] == [0, 6] and (5, 6) in wave and (7, 3) in wave
    assert area(ornament.wave(12, "#000", stitch=1, frieze=RIDGE)) == pytest.approx(12 * 6 - sum(RIDGE))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("#...........\n##.........#", "6 lignes"),
        ("############\n" + "#...........\n" * 5, "trous"),
        ("............\n" + "###.......##\n" * 5, "haut en bas"),
    ],
)
def test_a_grid_that_is_no_frieze_is_refused(rows, said):
    with pytest.raises(BadValue, match=said):
        ornaments.read_frieze(tuple(rows.split()))


def test_a_sign_is_its_stitches_in_two_colours_and_nothing_more():
    for name, grid in ornaments.read_signs(SIGNS)[0].items():
        if name == FRIEZE:
            continue
        svg = ornament.sign(grid, "#ff0000", "#00ff00", 9)
        stitches = sum(row.count("#") + row.count("o") for row in grid)
        assert area(svg) == pytest.approx(stitches)
        assert svg.count("<path") == 1 + any("o" in row for row in grid)  # one shape for a colour: no seams


@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1))
def test_outlines_hold_exactly_the_cells_they_go_around(cells):
    grid = tuple("".join("#" if (x, y) in cells else "." for x in range(7)) for y in range(7))
    assert area(ornament.sign(grid, "#000", "#000", 7)) == pytest.approx(len(cells))


def test_signs_that_do_not_line_up_are_faults_with_their_line():
    grids, faults = ornaments.read_signs("un deux\n#. .#\n#.\n.# #.#\n.# #.\n")
    assert grids == {"un": ("#.", ".#"), "deux": (".#", "#.")}
    assert [(fault.code, fault.line) for fault in faults] == [("format-invalide", 3), ("format-invalide", 4)]


@given(st.text("#o. \nab", max_size=80))
def test_no_text_of_signs_raises(text):
    for grid in ornaments.read_signs(text)[0].values():
        ElementTree.fromstring(ornament.sign(grid, "#000", "#111"))


def test_a_sign_without_rows_draws_nothing():
    assert ornament.sign((), "#000", "#111") == ""


def test_a_chevron_is_nine_rows_of_two_and_two_and_turns_round():
    assert area(ornament.chevron("#000", 9)) == pytest.approx(36)
    left, right = points(ornament.chevron("#000", 9)), points(ornament.chevron("#000", 9, mirrored=True))
    assert {(9 - x, y) for x, y in left} == set(right)
    assert min(left)[1] in (4, 5)  # the point of « is at the left, in the middle


def test_the_mark_is_two_shores_and_a_link_in_their_order():
    upright, lying = ornament.mark(10, COLOURS), ornament.mark(3.2, COLOURS, horizontal=True)
    assert size(upright) == (10, 21) and size(lying) == (6.72, 3.2)
    assert re.findall(r"#\d{6}", upright) == ["#111111", "#333333", "#222222"]
    nuit = points(ornament.mark(3.2, COLOURS, horizontal=True, mirrored=True))[0]
    assert nuit[0] == 6.72  # read from the right, the north still comes first


def test_a_notch_is_cut_in_five_steps_and_covers_a_hairline_more():
    width, height = size(DRAWINGS["notch"])
    assert (width, height) == (3.87, 3.87)
    steps = 15 * 0.75**2
    assert area(DRAWINGS["notch"]) == pytest.approx(steps + 3.75 * 0.12 * 2 + 0.12**2)
    assert area(ornament.notch("#000", mirrored=True)) == pytest.approx(area(DRAWINGS["notch"]))


def test_beads_are_evenly_strung_and_never_on_the_ends():
    strung = ornament.beads([(0, 0), (0, 10), (10, 10)], 3.4)
    assert len(strung) == 5
    assert strung[2] == pytest.approx((0, 10))  # the middle one
    gaps = [math.dist(a, b) for a, b in pairwise(strung[:3])]
    assert gaps == pytest.approx([3.4, 3.4])
    assert ornament.beads([(0, 0), (0, 2)]) == [] and ornament.beads([(1, 1), (1, 1)]) == []


def test_the_ends_of_a_chain_point_at_each_other():
    assert ornament.end((5, 5), north=True) == [(5, 5), (7.5, 1), (2.5, 1)]
    assert ornament.end((5, 5), north=False) == [(5, 5), (7.5, 9), (2.5, 9)]
    assert ornament.chain([(0, 0), (0, 20)], "#abcdef").count("#abcdef") == 2


def test_numbers_are_short_and_never_minus_zero():
    assert [ornament.number(value) for value in (3.0, 1.125, -0.0001, 2.10004)] == ["3", "1.125", "0", "2.1"]
