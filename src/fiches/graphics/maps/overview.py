"""The overview of a booklet: both shores on a full page, and the chains of its sheets between them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from fiches.config.languages import is_rtl
from fiches.core.geometry import BLEED, Box
from fiches.graphics.maps.booklet import MapLook, dots_around, framed, marks_of
from fiches.graphics.maps.data import Atlas, Projection, clipped
from fiches.graphics.maps.labels import Label, LabelRequest, around, placed
from fiches.graphics.maps.rail import CITY_SIZE, LABEL_SIZE, PAPER_WHITE, MapDrawing, Pair, at, disc
from fiches.graphics.maps.routes import fan, tips_apart
from fiches.graphics.svg import Colours, Point, beads, chain, diamond, document, end, path
from fiches.places import town_names
from fiches.places.points import Found

REGION_END = 1.5  # half of the lozenge where the chain of a whole region ends
SOUTH_SCALE, NORTH_SCALE = 0.64, 1.0  # of the ends of chains
NAME_REACH = 4.5  # mm between a landmark and its name, at most: further off, neither shows
SEA_MARGIN = 13.5  # mm between the trim and the name of a sea
KEY_EDGE = 17.5  # mm between the trim and the words of the legend, where it is read from right to left
OVER_BEAD, OVER_PITCH = 0.85, 4.3


def overview(atlas: Atlas, pairs: Sequence[Pair], colours: Colours, look: MapLook) -> MapDrawing:
    """A full page with its bleed all round: a bowed chain for each sheet, its cities and landmarks named."""
    page = framed(atlas, "overview", look.page[0])
    width, height = look.page[0] + 2 * BLEED, look.page[1] + 2 * BLEED
    room = Box(0.0, 0.0, width, height)
    marks = marks_of(atlas, page, "overview", look.language)
    dots = [*dict(marks).values()]
    cities, feet, wholes = _ends(page, pairs, dots)
    lines = fan(_linked(page, pairs, cities, {**feet, **wholes}))
    region = clipped(page.rings([*atlas.region, *atlas.fringe]), room)
    tips = [tip for tip, _ in cities.values()]
    others = {"legende-region": bool(wholes), "legende-sans-ville": _cityless(pairs)}
    legend = _legend(region, room, others, rtl=is_rtl(look.language))
    obstacles = [*_obstacles(tips, feet.values(), lines), *dots_around(dots)]
    labels = _overview_labels(atlas, page, sorted(cities.values()), obstacles, look)
    body = (
        path([room.corners], colours["nuit"])
        + path(clipped(page.rings(atlas.lands), room), colours["nuit-claire"])
        + path(clipped(page.rings(atlas.france), room), colours["atlantique"])
        + path(region, colours["terre-vive"])
        + "".join(chain(line, colours["safran"], OVER_BEAD, OVER_PITCH) for line in lines)
        + _drawn_ends(tips, feet.values(), wholes, colours["safran"])
        + path([disc(dot, 0.7) for dot in _named(dots, labels)], PAPER_WHITE)
        + "".join(_key(label, colours) for label in legend)
    )
    return MapDrawing(
        document(width, height, body, look.title),
        (*labels, *_region_label(atlas, region, look.language), *legend),
        width,
        height,
    )


def _linked(
    page: Projection, pairs: Sequence[Pair], cities: Mapping[Point, tuple[Point, str]], ends: Mapping[Point, Point]
) -> list[tuple[Point, Point]]:
    """Where the chain of each pair begins and ends, of which both are known."""
    return [
        (cities[at(page, city)][0], ends[at(page, place)])
        for city, place in pairs
        if isinstance(city, Found) and isinstance(place, Found)
    ]


def _drawn_ends(tips: Iterable[Point], feet: Iterable[Point], wholes: Iterable[Point], north: str) -> str:
    """The triangles in which chains end in the `north`, of that colour, and in the south; whole regions' lozenges."""
    return (
        "".join(path([end(tip, north=True, scale=NORTH_SCALE)], north) for tip in tips)
        + "".join(path([end(foot, north=False, scale=SOUTH_SCALE)], PAPER_WHITE) for foot in feet)
        + path([diamond(middle, REGION_END) for middle in wholes], PAPER_WHITE)
    )


def _ends(
    page: Projection, pairs: Sequence[Pair], dots: Sequence[Point]
) -> tuple[dict[Point, tuple[Point, str]], dict[Point, Point], dict[Point, Point]]:
    """Where cities (with their name), places and whole regions stand → where chains end, clear of them and of dots."""
    names = {at(page, city): city.name for city, _ in pairs if isinstance(city, Found)}
    places = [place for _, place in pairs if isinstance(place, Found)]
    feet = list(dict.fromkeys(at(page, place) for place in places if not place.whole_region))
    tips = tips_apart(list(names), NORTH_SCALE, north=True)
    return (
        {spot: (tip, name) for (spot, name), tip in zip(names.items(), tips, strict=True)},
        dict(zip(feet, tips_apart(feet, SOUTH_SCALE, dots, north=False), strict=True)),
        {(spot := at(page, place)): spot for place in places if place.whole_region},
    )


def _cityless(pairs: Sequence[Pair]) -> bool:
    """Whether a place shows to which no chain comes, as the city is not known."""
    return any(isinstance(place, Found) and not isinstance(city, Found) for city, place in pairs)


def _legend(
    region: Sequence[Sequence[Point]], room: Box, others: Mapping[str, bool], *, rtl: bool
) -> tuple[Label, ...]:
    """Lines at the right of the region: both ends of chains, and the `others` that show; the layout has their words.

    Read from right to left, they run from their marks at the edge of the page.
    """
    top = min([y for ring in region for _, y in ring], default=room.y1 - 60) + 7
    x, side = (room.x1 - BLEED - KEY_EDGE, "left") if rtl else (room.x0 + BLEED + 124.5, "right")
    kinds = ("legende-nord", "legende-sud", *(kind for kind, shows in others.items() if shows))
    return tuple(Label("", x, top + 4.5 * index, side, kind) for index, kind in enumerate(kinds))


def _key(label: Label, colours: Colours) -> str:
    """The mark before a line of the legend."""
    x, y = label.x + (4.0 if label.side == "left" else -4.0), label.y
    if label.kind == "legende-nord":
        return path([end((x, y + 1.8), north=True, scale=SOUTH_SCALE)], colours["safran"])
    if label.kind == "legende-region":
        return path([diamond((x, y), REGION_END)], PAPER_WHITE)
    return path([end((x, y - 1.6), north=False, scale=SOUTH_SCALE)], PAPER_WHITE)


def _region_label(atlas: Atlas, region: Sequence[Sequence[Point]], language: str) -> tuple[Label, ...]:
    points = [point for ring in region[:1] for point in ring]
    if not points:
        return ()
    x, y = max(points)
    return (Label(atlas.region_names.in_language(language), x + 3.5, y + 5, "right", "region"),)


def _obstacles(cities: Iterable[Point], feet: Iterable[Point], lines: Iterable[Sequence[Point]]) -> list[Box]:
    """What no name may cover: the ends of chains, and their beads and what is between them."""
    ends = [Box(x - 2.6, y - 4.1, x + 2.6, y) for x, y in cities]
    ends += [Box(x - 1.7, y, x + 1.7, y + 2.7) for x, y in feet]
    return ends + [around(bead, 0.9) for line in lines for bead in beads(line, OVER_PITCH / 3)]


def _overview_labels(
    atlas: Atlas, page: Projection, cities: Sequence[tuple[Point, str]], obstacles: list[Box], look: MapLook
) -> tuple[Label, ...]:
    language, (width, height) = look.language, look.page
    marks = marks_of(atlas, page, "overview", language)
    named = [LabelRequest(text, point, LABEL_SIZE, 1.8, "repere", ("left",)) for text, point in marks]
    towns = [(town_names.spoken(name, language), spot) for spot, name in cities]
    named += [LabelRequest(name, (x, y - 2.6), CITY_SIZE, 3.8, "ville") for name, (x, y) in towns]
    seas = [(sea.text(language), page.point(sea.longitude, sea.latitude)) for sea in atlas.seas]
    named += [LabelRequest(text, point, CITY_SIZE, 0.0, "mer", ("right",)) for text, point in seas]
    found = placed(named, obstacles, Box(BLEED + SEA_MARGIN, BLEED + 3, BLEED + width - 3, BLEED + height - 12))
    dots = dict(marks)
    return tuple(label for label in found if label.text not in dots or _is_beside(label, dots[label.text]))


def _named(dots: Iterable[Point], labels: Sequence[Label]) -> Iterator[Point]:
    """The landmarks whose names show."""
    return (dot for dot in dots if any(_is_beside(label, dot) for label in labels))


def _is_beside(label: Label, dot: Point) -> bool:
    """Whether the name of a landmark stands so near to its dot that nobody takes it for that of another."""
    return label.kind == "repere" and math.dist((label.x, label.y), dot) <= NAME_REACH
