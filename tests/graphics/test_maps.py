"""Maps: points where they belong, no frontier, no name over another, the same bytes each time."""

from __future__ import annotations

import json
import math
import re
import shutil
from functools import cache, partial
from itertools import combinations, pairwise, product
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fiches.core.geometry import Box
from fiches.graphics.maps import booklet, cover, labels, overview, overview_marks
from fiches.graphics.maps import data as atlas
from fiches.graphics.maps import rail as maps
from fiches.graphics.maps.rail import Rail
from fiches.graphics.svg import woven_diamond
from fiches.places.points import Found, Unknown
from support.drawn_maps import ATLAS, COLOURS, HOUSE, PLACES, PROBLEMS, SAFRAN, rings, tips

MONTPELLIER = PLACES.north({"town": "Montpellier"})
ARGENTEUIL = PLACES.north({"town": "Argenteuil"})
MELLOUL = PLACES.south({"municipality": "Agadir Melloul", "county": "Taroudant"})
SAHEL = PLACES.south({"municipality": "Arbaa Sahel", "county": "Tiznit"})
WHOLE = PLACES.south({"region": "Souss-Massa"})
PAIRS = [(MONTPELLIER, MELLOUL), (ARGENTEUIL, SAHEL), (ARGENTEUIL, WHOLE), (None, SAHEL), (MONTPELLIER, Unknown("?"))]
NUMBERED = [booklet.Numbered(number, place or Unknown("")) for number, (_, place) in enumerate(PAIRS, 1)]


def rail(north, south, room):
    return partial(maps.rail, ATLAS, north, south, room, COLOURS)


def linked(pairs):
    """Pairs of a city and a place as those of a sheet each."""
    return [overview.Link(number, *pair) for number, pair in enumerate(pairs, 1)]


RAILS = {
    "one place": rail([MONTPELLIER], [MELLOUL], Rail(239.5, title="Les rives")),
    "whole region": rail([ARGENTEUIL], [WHOLE], Rail(206, 46)),
    "two by two": rail([MONTPELLIER, ARGENTEUIL], [MELLOUL, SAHEL], Rail(250)),
    "nothing known": rail([Unknown("?")], [Unknown("?")], Rail(200)),
    "no city, no place": rail([], [], Rail(170)),
    "mirrored page": rail([MONTPELLIER], [SAHEL], Rail(220, outer="left", language="ar")),
    "to the foot": rail([MONTPELLIER], [SAHEL], Rail(302)),
}
LOOK = booklet.MapLook((210.0, 297.0))  # A4
DRAWINGS = {
    **RAILS,
    "overview": partial(overview.overview, ATLAS, linked(PAIRS), COLOURS, LOOK),
    "list": partial(booklet.list_map, ATLAS, NUMBERED, COLOURS, LOOK),
    "cover": partial(cover.cover_chains, PAIRS, COLOURS, LOOK),
}


@cache
def drawn(name):
    return DRAWINGS[name]()


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_map_is_flat_svg_in_millimetres(name):
    drawing = drawn(name)
    root = ElementTree.fromstring(drawing.svg)
    assert root.attrib["viewBox"] == f"0 0 {maps.number(drawing.width)} {maps.number(drawing.height)}"
    tags = {element.tag.split("}")[1] for element in root.iter()}
    assert tags <= {"svg", "title", "path", "g", "clipPath"}
    assert "nan" not in drawing.svg and "var(" not in drawing.svg


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_mark_and_label_stands_inside_its_map(name):
    drawing = drawn(name)
    for x, y, _ in tips(drawing.svg):
        assert 0 <= x <= drawing.width and 0 <= y <= drawing.height
    for label in drawing.labels:
        assert 0 <= label.x <= drawing.width and 0 <= label.y <= drawing.height


@pytest.mark.parametrize("name", DRAWINGS)
def test_no_label_covers_another(name):
    rooms = [labels.box(label, 6.9) for label in drawn(name).labels if label.text and label.kind != "numero"]
    assert all(labels.overlap(one, other) == 0 for one, other in combinations(rooms, 2))


@pytest.mark.parametrize("name", ["one place", "overview", "list"])
def test_the_same_places_give_the_same_bytes(name):
    assert DRAWINGS[name]() == drawn(name)


def test_a_chain_links_the_city_to_the_place():
    svg = drawn("one place").svg
    (x0, y0, north), (x1, y1, south) = tips(svg)
    assert north and not south
    line = re.search(rf'fill="none" stroke="{SAFRAN}"[^>]* d="M([^"]*)"', svg)
    points = [tuple(map(float, point.split())) for point in line[1].split("L")]
    assert points[0] == pytest.approx((x0, y0), abs=0.01) and points[-1] == pytest.approx((x1, y1), abs=0.01)
    assert y0 < Rail(239.5).crest < Rail(239.5).trough < y1 < Rail(239.5).foot


def test_each_city_is_linked_to_each_place():
    svg = drawn("two by two").svg
    assert svg.count(f'fill="none" stroke="{SAFRAN}"') == 4 and len(tips(svg)) == 4


def test_no_marker_where_nothing_is_known():
    assert tips(drawn("nothing known").svg) == [] and SAFRAN not in drawn("nothing known").svg
    assert drawn("nothing known").labels  # the landmarks are named all the same


@pytest.mark.parametrize("name", RAILS)
def test_a_rail_is_called_as_its_page_says_with_its_places(name):
    """Never in words of the program: they are those of the page's language."""
    title = re.search("<title>(.*)</title>", drawn(name).svg)
    assert (title is None) == (name in ("nothing known", "no city, no place")), "nothing to call it by"
    assert title is None or "Carte" not in title[1]
    assert name != "one place" or title[1] == "Les rives (Montpellier, Agadir Melloul)"


def test_only_a_whole_region_is_outlined_as_large_as_a_place_is_shown():
    assert "stroke-dasharray" in drawn("whole region").svg and "stroke-dasharray" not in drawn("one place").svg
    dots = rings(maps.rail(ATLAS, [ARGENTEUIL], [WHOLE], Rail(206, 46), COLOURS).svg, maps.PAPER_WHITE)
    agadir, _, taroudant = (sum(x for x, _ in ring) / len(ring) for ring in dots)
    assert taroudant - agadir > 11.5, "mm: their names have room"
    region = max(rings(drawn("whole region").svg, COLOURS["terre-vive"]), key=len)
    assert min(x for x, _ in region) > 0 and max(y for _, y in region) < Rail(206, 46).foot


@pytest.mark.parametrize("city", [ARGENTEUIL, MONTPELLIER], ids=["Argenteuil", "Montpellier"])
@pytest.mark.parametrize("rail", [Rail(206, 46), Rail(239.5)], ids=["short", "tall"])
def test_names_stand_beside_their_dots_on_the_map_of_a_whole_region(city, rail):
    """Nearer to their own than to any other, and not over the coast: none is moved away."""
    drawing = maps.rail(ATLAS, [city], [WHOLE], rail, COLOURS)
    dots = [(sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring))
            for ring in rings(drawing.svg, maps.PAPER_WHITE)]  # fmt: skip
    assert len(dots) == 3
    for label, own in zip(drawing.labels, dots, strict=True):
        assert label.side == ("left" if label.text == "Agadir" else "right")
        assert abs(label.y - own[1]) < 0.2 and abs(label.x - own[0]) < 2


@pytest.mark.parametrize("height", [150, 170, 200, 225, 250, 302])
def test_rails_of_every_height_keep_their_parts_in_order(height):
    rail = Rail(height)
    assert 0 < rail.crest < rail.trough < rail.foot < height + rail.bleed
    drawing = maps.rail(ATLAS, [MONTPELLIER], [MELLOUL], rail, COLOURS)
    assert [north for _, _, north in tips(drawing.svg)] == [True, False]
    assert all(rail.trough <= label.y <= rail.foot for label in drawing.labels)
    region = max(rings(drawing.svg, COLOURS["terre-vive"]), key=len)
    assert max(y for _, y in region) <= rail.foot + 0.01


def test_maps_are_never_mirrored():
    """East is right of west on the rail of an Arabic page too; only the bleed changes sides."""
    arabic = {label.text: label.x for label in drawn("mirrored page").labels}
    assert set(arabic) == {"أكادير", "تيزنيت", "تارودانت", "Arbaa Sahel"}, "near Tiznit a place has its name"
    (city, _, _), (place, _, _) = tips(drawn("mirrored page").svg)
    assert city > place  # Montpellier is east of Arbaa Sahel


def test_the_data_hold_nothing_south_of_28_5_and_no_boundary_between_countries():
    data = json.loads((HOUSE[0] / "cartes" / "fond.json").read_text("utf-8"))
    assert set(data) == {"terres", "france", "terres_proches", "region", "trame", "contour", "limites"}
    assert min(y for _, y, _ in data.pop("trame")) >= 28_500
    for shapes in data.values():
        for flat in shapes:
            y, lowest = 0, math.inf
            for dy in flat[1::2]:
                y += dy
                lowest = min(lowest, y)
            assert lowest >= 28_500
    # Spain and Portugal, Morocco and Algeria: two points with a frontier between them stand in one and the same ring
    for one, other in (((-8.0, 40.0), (-4.0, 40.0)), ((-4.0, 34.0), (1.0, 34.0)), ((2.5, 47.0), (10.0, 50.0))):
        assert homes(ATLAS.lands, one) == homes(ATLAS.lands, other) != []


FRONTIER = [  # as Natural Earth has it, every 20 km or so: longitude, latitude
    (-8.68, 28.5), (-8.667, 28.711), (-8.476, 28.82), (-8.332, 28.931), (-8.181, 29.036), (-8.037, 29.1),
    (-7.839, 29.238), (-7.713, 29.321), (-7.573, 29.387), (-7.349, 29.383), (-7.148, 29.508), (-6.957, 29.508),
    (-6.784, 29.446), (-6.561, 29.53), (-6.273, 29.579), (-5.999, 29.579), (-5.755, 29.615),
]  # fmt: skip


def test_nothing_of_the_region_comes_near_the_frontier():
    """No line, and no edge of colour: see « No frontier » in the README of the maps."""
    drawn = [point for rings in (ATLAS.region, ATLAS.fringe, ATLAS.contour, ATLAS.county_lines) for ring in rings
             for point in ring]  # fmt: skip
    edge = [(longitude, atlas.mercator(latitude)) for longitude, latitude in FRONTIER]
    assert min(math.dist(point, known) for point in drawn for known in edge) > 0.19  # degrees of longitude: 18 km


def test_stitches_grow_smaller_towards_the_frontier():
    edge = [(longitude, atlas.mercator(latitude)) for longitude, latitude in FRONTIER]
    sizes = [(min(math.dist((top[0], east[1]), known) for known in edge), east[0] - top[0])
             for top, east, _, _ in ATLAS.fringe]  # fmt: skip
    near, far = ([size for far, size in sizes if low < far < high] for low, high in ((0.2, 0.3), (0.4, 0.5)))
    assert max(near) < 0.02 < min(far) and len(ATLAS.fringe) > 100


def test_only_open_lines_go_round_the_region():
    assert all(line[0] != line[-1] for line in ATLAS.contour)
    data = re.search(r'stroke-dasharray="[^"]*" d="([^"]*)"', drawn("whole region").svg)[1]
    assert "Z" not in data and data.count("M") == len(ATLAS.contour)


def homes(shapes, place):
    """The rings that `place` (degrees) stands in."""
    x, y = place[0], atlas.mercator(place[1])
    inside = []
    for index, ring in enumerate(shapes):
        crossings = sum(
            (a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
            for a, b in pairwise([*ring, ring[0]])
        )
        inside += [index] if crossings % 2 else []
    return inside


@pytest.mark.parametrize("name", ["Agadir", "Tiznit", "Taroudant", "Taliouine", "Tata"])
def test_landmarks_stand_in_the_region(name):
    landmark = next(mark for mark in ATLAS.landmarks if str(mark.names) == name)
    assert homes(ATLAS.region, (landmark.longitude + 0.02, landmark.latitude))


def test_every_commune_of_the_region_stands_in_its_outline():
    outside = [commune for commune in PLACES.municipalities if commune.region == "Souss-Massa"
               and not homes(ATLAS.region, (commune.longitude, commune.latitude))]  # fmt: skip
    assert len([commune.name for commune in outside if commune.county != "Tata"]) <= 2
    assert len(outside) <= 12, outside  # those where the region thins out


def test_the_overview_has_a_chain_for_each_pair_and_a_name_for_each_city():
    assert drawn("overview").svg.count(f'fill="none" stroke="{SAFRAN}"') == 3
    named = [label.text for label in drawn("overview").labels if label.kind == "ville"]
    assert sorted(named) == ["Argenteuil", "Montpellier"]
    assert {label.kind for label in drawn("overview").labels} == {
        "ville", "mer", "region", "numero", "numero-lieu", "a-confirmer", "legende-nord", "legende-sud",
        "legende-region", "legende-sans-ville",
    }  # fmt: skip


def test_every_sheet_of_the_overview_has_its_number_once_clear_of_the_others():
    """Two sheets of one place are two marks; of a hundred, none has its number."""
    same = linked([(MONTPELLIER, MELLOUL), (ARGENTEUIL, MELLOUL), (None, SAHEL)])
    two_places = overview.Link(3, None, PLACES.south({"municipality": "Aglou"}))
    drawing = overview.overview(ATLAS, [*same, two_places], COLOURS, LOOK)
    numbers = [label for label in drawing.labels if label.kind == "numero-lieu"]
    assert [label.text for label in numbers] == ["1", "2", "3"]
    rooms = [labels.box(label, 7.2) for label in numbers]
    assert not any(labels.overlap(one, other) for one, other in combinations(rooms, 2))
    assert f'stroke="{maps.PAPER_WHITE}"' in drawing.svg, "a hairline from 3 to the second of its places"
    many = overview.overview(ATLAS, linked([(MONTPELLIER, MELLOUL)] * 100), COLOURS, LOOK)
    assert "numero-lieu" not in {label.kind for label in many.labels}


def test_the_marks_of_the_overview_stand_where_the_places_are():
    """To a millimetre; a sheet whose place is not known waits in the sea, in a larger one with its number."""
    page = booklet.framed(ATLAS, "overview", 210.0)
    marks = lozenges(drawn("overview"), SAFRAN)
    for place in (MELLOUL, SAHEL):
        true = page.point(place.longitude, place.latitude)
        assert min(math.dist(true, mark) for mark in marks) < 1.5
    [waiting] = [label for label in drawn("overview").labels if label.kind == "numero"]
    assert waiting.text == "5" and any(math.dist((waiting.x, waiting.y), mark) < 0.1 for mark in marks)


def test_a_number_stands_on_land_where_it_has_room_there():
    """A place on a shore that runs north: its number is at the east of it."""
    shore = [[(50.0, 0.0), (100.0, 0.0), (100.0, 100.0), (50.0, 100.0)]]
    mark, room = overview_marks.PlaceMark(1, (50.5, 50.0)), Box(0.0, 0.0, 100.0, 100.0)
    [inland] = overview_marks.numbered([mark], shore, [], room)
    assert inland.room.x0 >= 50 and not inland.ties
    [crowded] = overview_marks.numbered([mark], shore, [Box(50.0, 40.0, 60.0, 60.0)], room)
    assert crowded.room.x1 <= 50


@pytest.mark.parametrize(
    ("language", "seas"),
    [
        ("fr", {"Océan Atlantique", "Méditerranée"}),
        ("en", {"Atlantic Ocean", "Mediterranean Sea"}),
        ("ar", {"المحيط الأطلسي", "البحر الأبيض المتوسط"}),
    ],
)
def test_seas_are_named_in_the_language_of_the_booklet(language, seas):
    drawing = overview.overview(ATLAS, linked(PAIRS), COLOURS, booklet.MapLook((210.0, 297.0), language))
    assert {label.text for label in drawing.labels if label.kind == "mer"} == seas
    towns = {label.text for label in drawing.labels if label.kind == "ville"}
    assert ("مونبلييه" in towns, "Montpellier" in towns) == ((True, False) if language == "ar" else (False, True))


def lozenges(drawing, colour):
    """The middles of the woven lozenges of one colour."""
    woven = len(woven_diamond((0.0, 0.0), 1.0))
    return [
        (sum(x for x, _ in ring) / woven, sum(y for _, y in ring) / woven)
        for ring in rings(drawing.svg, colour)
        if len(ring) == woven
    ]


def test_the_key_of_the_overview_explains_every_mark_that_is_on_it():
    """The lozenge of a whole region only where there is one; each beside its words."""
    without = overview.overview(ATLAS, linked(pair for pair in PAIRS if WHOLE not in pair), COLOURS, LOOK)
    assert "legende-region" not in {label.kind for label in without.labels}
    assert not lozenges(without, maps.PAPER_WHITE)
    [key] = [label for label in drawn("overview").labels if label.kind == "legende-region"]
    marks = lozenges(drawn("overview"), maps.PAPER_WHITE)
    assert len(marks) == 2, "where a chain ends, and in the key"
    assert any(abs(key.y - y) < 0.1 and 2 < key.x - x < 6 for x, y in marks)


def test_the_key_is_read_from_the_side_where_lines_begin():
    """From right to left its marks stand at the right of its words, within the page."""
    drawing = overview.overview(ATLAS, linked(PAIRS), COLOURS, booklet.MapLook((210.0, 297.0), "ar"))
    keys = [label for label in drawing.labels if label.kind.startswith("legende")]
    mark = lozenges(drawing, maps.PAPER_WHITE)[-1]
    assert {(key.side, key.x) for key in keys} == {("left", 210 + maps.BLEED - overview.KEY_EDGE)}
    assert keys[0].x < mark[0] < drawing.width


def test_the_key_says_what_a_place_without_a_chain_is():
    """Only where a city is not known."""
    known = overview.overview(ATLAS, linked(PAIRS[:3]), COLOURS, LOOK)
    assert "legende-sans-ville" not in {label.kind for label in known.labels}
    [key] = [label for label in drawn("overview").labels if label.kind == "legende-sans-ville"]
    hearts = lozenges(drawn("overview"), COLOURS["nuit"])
    assert any(abs(key.x - 4 - x) < 0.1 and abs(key.y - y) < 0.1 for x, y in hearts), "not as where a chain ends"
    assert len(hearts) == 2 and not lozenges(
        overview.overview(ATLAS, linked(PAIRS[:3]), COLOURS, LOOK), COLOURS["nuit"]
    )


def test_a_landmark_whose_name_has_no_room_beside_it_does_not_show_on_the_overview():
    [agadir] = [mark for mark in ATLAS.shown_on("overview") if mark.text("fr") == "Agadir"]
    steps = product(range(-6, 7), range(-4, 5))
    crowd = [
        (None, Found(agadir.latitude + down / 4, agadir.longitude + across / 3, "", "coordonnees"))
        for across, down in steps
    ]
    for pairs in (PAIRS[:1], crowd):
        drawing = overview.overview(ATLAS, linked(pairs), COLOURS, LOOK)
        named = [label for label in drawing.labels if label.kind == "repere"]
        dots = [ring for ring in rings(drawing.svg, maps.PAPER_WHITE) if len(ring) == len(maps.disc((0, 0), 1))]
        assert len(named) == len(dots)
        assert ("Agadir" in {label.text for label in named}) == (pairs is not crowd)


def test_places_of_the_rail_that_might_be_taken_for_another_have_their_names():
    """One of several, and one beside a landmark; not one that stands alone."""
    names = {name: {label.text for label in drawn(name).labels if label.kind == "lieu"} for name in RAILS}
    assert names["two by two"] == {"Agadir Melloul", "Arbaa Sahel"} and names["to the foot"] == {"Arbaa Sahel"}
    assert not names["one place"] | names["whole region"] | names["nothing known"]


def test_chains_fan_out_to_the_west():
    lines = re.findall(rf'fill="none" stroke="{SAFRAN}"[^>]* d="M([^"]*)"', drawn("overview").svg)
    for line in lines:
        points = [tuple(map(float, point.split())) for point in line.split("L")]
        middle = points[len(points) // 2]
        assert middle[0] < (points[0][0] + points[-1][0]) / 2


def test_the_list_numbers_every_sheet_once_and_parks_what_has_no_point():
    numbers = [label.text for label in drawn("list").labels if label.kind == "numero"]
    assert sorted(numbers) == ["1", "2", "3", "4", "5"]
    parked = {label.kind for label in drawn("list").labels if not label.text}
    assert parked == {"toute-la-region", "a-confirmer"}


def test_a_sheet_with_two_places_has_two_numbers_unless_they_are_one_point():
    twice = [booklet.Numbered(1, SAHEL), booklet.Numbered(1, SAHEL), booklet.Numbered(1, MELLOUL)]
    drawn = [label for label in booklet.list_map(ATLAS, twice, COLOURS, LOOK).labels if label.kind == "numero"]
    assert [label.text for label in drawn] == ["1", "1"]


def test_a_place_off_the_map_stands_in_the_sea_if_its_sheet_has_no_other():
    guelmim = Found(28.987, -10.057, "Guelmim", "municipality")
    alone = booklet.list_map(ATLAS, [booklet.Numbered(1, guelmim)], COLOURS, LOOK)
    both = booklet.list_map(ATLAS, [booklet.Numbered(1, guelmim), booklet.Numbered(1, SAHEL)], COLOURS, LOOK)
    assert "hors-region" in {label.kind for label in alone.labels}
    assert "hors-region" not in {label.kind for label in both.labels}


def test_the_cover_has_one_chain_for_each_sheet_placed_by_latitude():
    ends = tips(drawn("cover").svg)
    north = [(x, y) for x, y, up in ends if up]
    south = [(x, y) for x, y, up in ends if not up]
    assert len(north) == 4 and len(south) == 4  # those that are known
    assert north[0][1] > north[1][1]  # Montpellier is further south than Argenteuil
    assert south[0][1] < south[1][1]  # Agadir Melloul further north than Arbaa Sahel
    assert drawn("cover").svg.count(f'fill="none" stroke="{SAFRAN}" stroke-width="0.3"') == len(PAIRS)


@pytest.mark.parametrize("count", [1, 2, 40])
def test_a_cover_of_any_number_of_sheets_keeps_inside_its_page(count):
    drawing = cover.cover_chains([(MONTPELLIER, SAHEL)] * count, COLOURS, LOOK)
    assert all(15 < x < 195 for x, _, _ in tips(drawing.svg))


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=3, max_size=12))
def test_a_clipped_ring_keeps_inside_its_box(ring):
    for cut in atlas.clipped([ring], Box(-10, -5, 10, 5)):
        assert all(-10 - 1e-6 <= x <= 10 + 1e-6 and -5 - 1e-6 <= y <= 5 + 1e-6 for x, y in cut)


def test_a_format_without_maps_has_no_atlas(tmp_path):
    assert not PROBLEMS and atlas.load((tmp_path,)) == (None, [])


@pytest.mark.parametrize(
    ("name", "content"),
    [("cartes.yaml", "rail: 3"), ("cartes.yaml", "["), ("cartes.yaml", ""), ("cartes.yaml", b"\xff"),
     ("fond.json", "{}"), ("fond.json", "["), ("fond.json", '{"terres": [[1]]}'), ("fond.json", '{"terres": 3}')],
)  # fmt: skip
def test_broken_maps_are_problems_of_the_format(tmp_path, name, content):
    shutil.copytree(HOUSE[0] / "cartes", tmp_path / "cartes")
    (tmp_path / "cartes" / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    found, problems = atlas.load((tmp_path,))
    assert found is None and problems and all(problem.path.endswith(name) for problem in problems)


def test_another_organisation_may_frame_its_own_region_without_landmarks(tmp_path):
    shutil.copytree(HOUSE[0] / "cartes", tmp_path / "cartes")
    frames = (tmp_path / "cartes" / "cartes.yaml").read_text("utf-8")
    (tmp_path / "cartes" / "cartes.yaml").write_text(frames.split("landmarks:")[0], "utf-8")
    found, problems = atlas.load((tmp_path,))
    assert found and not problems and found.landmarks == ()
    assert maps.rail(found, [], [], Rail(200), COLOURS).labels == ()
