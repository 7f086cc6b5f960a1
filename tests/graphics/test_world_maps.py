"""Maps of the world: every place in the frame and readable, links only where they are said, no boundary as a line."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest

from fiches.core.geometry import Box
from fiches.graphics.maps import labels, world, world_data, world_frame, world_places
from fiches.graphics.maps.world_frame import WorldProjection, middle
from fiches.graphics.maps.world_ground import GroundLook, shapes
from fiches.graphics.maps.world_places import MapWords
from fiches.places import finder
from fiches.places.points import Found
from support.drawn_maps import rings
from support.sources import SLOW
from support.world_format import parsed, world_project

SEA, LAND, TINT, LINK = COLOURS = ("#101010", "#202020", "#303030", "#404040")
LOOK = dict(zip(("sea", "land", "countries", "links"), COLOURS, strict=True))
WHITE = "#ffffff"
FINDER, _ = finder.load(world_project().format)
ROOMS = {"lieu": 7.0, "lieu-petit": 6.0, "lieu-numero": 7.0}
WEST_AFRICA = "Bamako, Ouagadougou, Niamey, Abidjan, 'Accra, Ghana', Lomé, Cotonou, Lagos, 'Conakry, Guinée', Freetown"
PARIS = "Paris, 'Versailles, France', 'Créteil, France', 'Nanterre, France', 'Bobigny, France', 'Saint-Denis, France'"
FAR = "{ville: Hanoï}, {ville: La Paz, pays: Bolivie}, {ville: Nouméa}, {ville: Antananarivo}"
SETS = {  # (front matter, width, height)
    "one": ("etapes: ['Dakar, Sénégal']", 120, 80),
    "country": ("etapes: [Mongolie]", 100, 70),
    "two": ("siege: {ville: Lyon}\nlieux: [{ville: Dakar}]", 120, 100),
    "far": ("siege: {ville: Paris}\nlieux: [{ville: Quito}, {ville: Lima}]", 150, 90),
    "ten": (f"etapes: [{WEST_AFRICA}]", 120, 90),
    "pacific": ("lieux: [{ville: Suva}, {ville: Mata-Utu, avec: [Suva, Apia]}, {ville: Apia}]", 120, 80),
    "north": ("etapes: [Tromsø, Reykjavik, 'Nuuk, Groenland']", 120, 80),
    "world": (f"siege: {{ville: Paris}}\nlieux: [{FAR}]", 180, 95),
    "rail": ("etapes: [Montpellier, Lille, 'Tiznit, Maroc', 'Agadir, Maroc']", 55, 120),
    "same": ("etapes: ['Kinshasa (RDC)', 'Brazzaville, Congo', 'Kinshasa (RDC)']", 100, 80),
    "crowd": (f"etapes: [{PARIS}]", 100, 80),
    "russia": ("etapes: ['Kiev, Ukraine', 'Moscou, Russie', 'Vladivostok, Russie']", 150, 80),
}  # fmt: skip
TWINS = ("country", "north", "same")
EACH = [SLOW(name) if name in TWINS else name for name in SETS]


@cache
def seen(name):
    return world_places.gathered([(FINDER, parsed(SETS[name][0])[1])])


@cache
def drawn(name):
    found = seen(name)
    wanted = world.WorldMap(found.places, found.links, *SETS[name][1:], 9.0, name)
    return world.drawn(wanted, GroundLook(LOOK, found.countries, name))


def dots(drawing):
    """The middles of its dots."""
    return [tuple(sum(axis) / len(ring) for axis in zip(*ring, strict=True)) for ring in rings(drawing.svg, WHITE)]


def rooms(drawing):
    return [labels.box(label, ROOMS[label.kind]) for label in drawing.labels]


def chains(drawing):
    """The points of each link."""
    found = re.findall(rf'fill="none" stroke="{LINK}"[^>]* d="M([^"]*)"', drawing.svg)
    return [[tuple(map(float, point.split())) for point in line.split("L")] for line in found]


@pytest.mark.parametrize("name", EACH)
def test_every_place_is_in_the_frame_with_its_name_beside_it(name):
    drawing, places = drawn(name), seen(name).places
    assert ElementTree.fromstring(drawing.svg).attrib["viewBox"] == f"0 0 {drawing.width} {drawing.height}"
    inner = Box(0, 0, drawing.width, drawing.height).widened(-1)
    assert all(inner.contains(*dot) for dot in dots(drawing))
    assert len(dots(drawing)) == len({(place.found.latitude, place.found.longitude) for place in places})
    said = dict(drawing.legend)
    assert {said.get(label.text, label.text) for label in drawing.labels} == {place.name for place in places}


@pytest.mark.parametrize("name", EACH)
def test_no_name_is_under_another_a_dot_or_a_line(name):
    drawing = drawn(name)
    names = [room for room, label in zip(rooms(drawing), drawing.labels, strict=True) if label.kind != "lieu-numero"]
    assert not any(one.meets(other) for one, other in combinations(names, 2))
    assert not any(
        labels.overlap(room, labels.around(dot, world.PLACE_DOT)) > 0.05 for room in names for dot in dots(drawing)
    )
    points = [point for line in chains(drawing) for point in line]
    assert not any(room.contains(*point) for room in names for point in points)
    assert all(Box(0, 0, drawing.width, drawing.height).covers(room) for room in names)


@pytest.mark.parametrize(
    ("name", "count"), [("one", 0), ("two", 1), ("far", 2), ("ten", 0), ("pacific", 2), ("world", 4)]
)
def test_there_is_a_line_for_each_link_and_no_other(name, count):
    assert len(chains(drawn(name))) == len(seen(name).links) == count


def test_places_too_near_to_be_named_are_numbered_and_their_dots_do_not_touch():
    drawing = drawn("crowd")
    assert [number for number, _ in drawing.legend] == ["1", "2", "3", "4", "5", "6"]
    assert {label.text for label in drawing.labels} == {"1", "2", "3", "4", "5", "6"}
    assert all(math.dist(*pair) >= 2 * world.PLACE_DISC - 0.01 for pair in combinations(dots(drawing), 2))
    assert not drawn("ten").legend, "ten towns of a coast are named"


@pytest.mark.parametrize("name", ["pacific", "russia", "world"])
def test_nothing_is_drawn_across_the_page_where_the_globe_is_cut(name):
    """A ring that jumped from one side of the antimeridian to the other would cross the whole page."""
    for ring in rings(drawn(name).svg, LAND) + rings(drawn(name).svg, TINT):
        for (x0, y0), (x1, y1) in pairwise(ring):
            assert abs(x1 - x0) < 70 or y0 in (0, drawn(name).height), (x0, y0, x1, y1)


def test_the_pacific_is_one_sea():
    """Fiji is left of Wallis, Wallis of Samoa, though two of them are beyond 180°."""
    fiji, wallis, samoa = dots(drawn("pacific"))
    assert fiji[0] < wallis[0] < samoa[0] and samoa[0] - fiji[0] < 100


@pytest.mark.parametrize(
    ("longitudes", "expected"),
    [([10.0], 10.0), ([170.0, -170.0], 180.0), ([-17.0, 3.0], -7.0), ([179.0, -179.0, -176.0], -178.5), ([], 0.0)],
)
def test_the_middle_of_places_is_on_the_shorter_side_of_the_globe(longitudes, expected):
    assert abs(world_frame.turned(middle(longitudes) - expected)) < 1e-9


def test_a_small_frame_is_true_to_scale_and_a_wide_one_in_equal_areas():
    small, wide = (world.projection(wanted(name), world_data.load()) for name in ("one", "world"))
    assert not small.wide and wide.wide
    across = small.point(small.meridian + 1, small.parallel)[0] - small.point(small.meridian, small.parallel)[0]
    along = small.point(0, small.parallel)[1] - small.point(0, small.parallel + 1)[1]
    assert across / along == pytest.approx(_cosine(small.parallel))
    flat = WorldProjection(0.0, wide=True)
    areas = [area(flat, latitude) / _cosine(latitude + 0.5) for latitude in (0, 30, 60, 75)]
    assert areas == pytest.approx([areas[0]] * 4, rel=1e-3)


def wanted(name):
    return world.WorldMap(seen(name).places, (), *SETS[name][1:], 9.0)


def _cosine(degrees):
    from math import cos, radians

    return cos(radians(degrees))


def area(flat, latitude):
    """Of a square degree away from the middle meridian."""
    corners = [flat.flat(40 + x, latitude + y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*corners, corners[0]]))) / 2


def test_a_single_place_is_shown_with_its_country_and_never_closer_than_the_least_extent():
    found = Found(47.92, 106.92, "Ulan Bator", "town", "", "MN")
    wanted_ = world.WorldMap((world.WorldPlace(found, "Oulan-Bator"),), (), 100, 80, 9.0)
    projection = world.projection(wanted_, world_data.load())
    assert 80 / projection.scale > 9
    closer = world.projection(
        replace(wanted_, places=(world.WorldPlace(replace(found, country=""), ""),)), world_data.load()
    )
    assert closer.scale > projection.scale and 80 / closer.scale >= 9


def test_no_boundary_is_a_line_and_no_tint_comes_near_a_contested_one():
    """Between Egypt and the Sudan, both tinted, nothing is left of the tints along 22° N, but farther away all is."""
    found = world_places.gathered([(FINDER, parsed("etapes: ['Assouan, Égypte', 'Wadi Halfa, Soudan', Khartoum]")[1])])
    map_ = world.WorldMap(found.places, (), 120, 90, 9.0)
    drawing = world.drawn(map_, GroundLook(LOOK, ("EG", "SD"), "nil"))
    assert not re.search(rf'stroke="({LAND}|{TINT}|{SEA})"', drawing.svg)
    projection = world.projection(map_, world_data.load())
    tint = re.search(rf'<path fill="{TINT}"[^>]* d="([^"]*)"', drawing.svg)[1]
    assert drawing.svg.count(tint) == 1, "what hides a tint is not cut along it: a hairline of it would be left"
    hidden = rings(drawing.svg.split("<g clip-path")[1], LAND)
    assert is_hidden(hidden, projection.point(29.0, 22.0)) and is_hidden(hidden, projection.point(31.0, 22.0))
    assert not is_hidden(hidden, projection.point(29.0, 24.5))


def is_hidden(stitches, point):
    """Whether a stitch about a point is as wide as the lattice: it leaves no room to the next."""
    near = [ring for ring in stitches if abs(ring[0][0] - point[0]) < 0.8 and abs(ring[1][1] - point[1]) < 0.8]
    return max((ring[1][0] - ring[3][0] for ring in near), default=0) == pytest.approx(1.3, abs=0.01)


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_a_map_says_its_places_and_links_in_the_language_of_its_sheet(language):
    front = "siege: {ville: Lyon}\nlieux: [{ville: Dakar}, {ville: Laâyoune}]"
    found = world_places.gathered([(FINDER, parsed(front, language)[1])])
    words = MapWords(language, "Carte :", "Liens :")
    assert (
        world_places.described(found, words)
        == {
            "fr": "Carte : Lyon (France), Dakar (Sénégal), Laâyoune. Liens : Lyon – Dakar, Lyon – Laâyoune",
            "en": "Carte : Lyon (France), Dakar (Senegal), Laâyoune. Liens : Lyon – Dakar, Lyon – Laâyoune",
            "ar": "Carte : Lyon (فرنسا)، Dakar (السنغال)، Laâyoune. Liens : Lyon – Dakar، Lyon – Laâyoune",
        }[language]
    )
    assert found.countries == ("FR", "SN"), "no tint says whose a claimed territory is"


def test_a_map_of_several_sheets_shows_the_places_of_all_and_the_links_of_each():
    sheets = [parsed(SETS[name][0])[1] for name in ("two", "pacific")]
    found = world_places.gathered((FINDER, sheet) for sheet in sheets)
    names = [place.name for place in found.places]
    assert names == ["Lyon", "Dakar", "Suva", "Mata-Utu", "Apia"]
    assert [(names[one], names[other]) for one, other in found.links] == [
        ("Lyon", "Dakar"), ("Suva", "Mata-Utu"), ("Mata-Utu", "Apia")
    ]  # fmt: skip


def test_the_words_of_a_map_are_there_in_every_language():
    for name in ("map_world", "map_links"):
        assert set(world_project().format.labels[name]) == {"fr", "en", "es", "pt", "ar", "shi", "zgh"}


def test_colours_and_countries_that_are_not_there_are_told():
    fmt = world_project().format
    rules = replace(fmt.map, countries=("SN", "XX"), colours={**fmt.map.colours, "sea": "bleu"})
    found = world_places.check(
        replace(fmt, map=rules), dict.fromkeys(("nuit-claire", "atlantique", "safran"), "#000000")
    )
    assert [str(one.message).split("«")[1][1:3] for one in found] == ["bl", "XX"]


def test_the_base_map_is_whole():
    base = world_data.load()
    assert len(base.countries) > 230 and "AQ" not in base.countries
    assert all(ring.points[0] == ring.points[-1] for ring in base.land), "a ring comes back to where it began"
    assert min(ring.box.y0 for ring in base.land) > -60
    whole = WorldProjection(0.0, wide=True, scale=0.5, origin=(100.0, 50.0))
    assert 300 < len(shapes(base.land, whole, Box(0, 0, 200, 100))) < 1500
