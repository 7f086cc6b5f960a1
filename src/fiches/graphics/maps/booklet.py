"""The maps of a booklet: both shores with all its chains, the region with numbered places, the cover's chains."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fiches.core.geometry import BLEED, Box
from fiches.graphics.maps.data import Atlas, Projection, clipped, mercator
from fiches.graphics.maps.labels import Label, LabelRequest, around, placed
from fiches.graphics.maps.rail import (
    CITY_SIZE,
    LABEL_SIZE,
    PAPER_WHITE,
    PROVINCE_LINE,
    MapDrawing,
    Pair,
    at,
    disc,
)
from fiches.graphics.maps.routes import apart, fan, tips_apart
from fiches.graphics.svg import (
    STEPS,
    STITCH,
    Colours,
    Frieze,
    Point,
    beads,
    chain,
    diamond,
    document,
    end,
    number,
    path,
    shore,
    stroke,
    woven_diamond,
)
from fiches.places import town_names
from fiches.places.points import Answer, Found

LIST_HEIGHT = 96.75  # 21.5 u
LOZENGE = 6.4
REGION_END = 1.5  # half of the lozenge where the chain of a whole region ends
LOZENGE_PITCH = LOZENGE + 0.6  # between the middles of two lozenges
SMALL_LOZENGE = 2.4
WAITING_PLACE = (18.5, 59.0, 9.2)  # the first lozenge in the sea, and the step down
WAITING_KINDS = ("toute-la-region", "a-confirmer", "hors-region")
WAITING_ROW, WAITING_TOP, WAITING_END = 5, 27.0, 12.0  # lozenges in a row; mm: under the title, above the foot
SOUTH_SCALE, NORTH_SCALE = 0.64, 1.0  # of the ends of chains on the overview
BESIDE = 4.5  # mm between a landmark and its name, at most: further off, neither shows on the overview
SEA_MARGIN = 13.5  # mm between the trim and the name of a sea
OVER_BEAD, OVER_PITCH = 0.85, 4.3


@dataclass(frozen=True, slots=True)
class MapLook:
    """How a map is spoken and edged: the language of its names, its title for those who do not see it, its frieze.

    `page` is the paper that it is drawn for, width and height in mm.
    """

    page: tuple[float, float]
    language: str = "fr"
    title: str = ""
    frieze: Frieze = STEPS


def _page(atlas: Atlas, name: str, width: float) -> Projection:
    frame = atlas.frames[name]
    return Projection(frame["west"], mercator(frame["north"]), width / (frame["east"] - frame["west"]), BLEED, BLEED)


def overview(atlas: Atlas, pairs: Sequence[Pair], colours: Colours, look: MapLook) -> MapDrawing:
    """A full page with its bleed all round: a bowed chain for each sheet, its cities and landmarks named."""
    page = _page(atlas, "overview", look.page[0])
    width, height = look.page[0] + 2 * BLEED, look.page[1] + 2 * BLEED
    room = Box(0.0, 0.0, width, height)
    marks = _marks(atlas, page, "overview", look.language)
    dots = [*dict(marks).values()]
    cities, feet, wholes = _ends(page, pairs, dots)
    lines = fan(
        [
            (cities[at(page, city)][0], {**feet, **wholes}[at(page, place)])
            for city, place in pairs
            if isinstance(city, Found) and isinstance(place, Found)
        ]
    )
    region = clipped(page.rings([*atlas.region, *atlas.fringe]), room)
    foot_marks = [*(["legende-region"] if wholes else []), *(["legende-sans-ville"] if _cityless(pairs) else [])]
    legend = _legend(region, room, foot_marks)
    obstacles = [*_obstacles([tip for tip, _ in cities.values()], feet.values(), lines), *_around(dots)]
    labels = _overview_labels(atlas, page, sorted(cities.values()), obstacles, look)
    body = (
        path([room.corners], colours["nuit"])
        + path(clipped(page.rings(atlas.lands), room), colours["nuit-claire"])
        + path(clipped(page.rings(atlas.france), room), colours["atlantique"])
        + path(region, colours["terre-vive"])
        + "".join(chain(line, colours["safran"], OVER_BEAD, OVER_PITCH) for line in lines)
        + _drawn_ends([tip for tip, _ in cities.values()], feet.values(), wholes, colours["safran"])
        + path([disc(dot, 0.7) for dot in dots if any(_is_beside(label, dot) for label in labels)], PAPER_WHITE)
        + "".join(_key(label, colours) for label in legend)
    )
    return MapDrawing(
        document(width, height, body, look.title),
        (*labels, *_region_label(atlas, region, look.language), *legend),
        width,
        height,
    )


def _drawn_ends(tips: Iterable[Point], feet: Iterable[Point], wholes: Iterable[Point], north: str) -> str:
    """The triangles in which chains end in the `north`, of that colour, and in the south; whole regions' lozenges."""
    return (
        "".join(path([end(tip, north=True, scale=NORTH_SCALE)], north) for tip in tips)
        + "".join(path([end(foot, north=False, scale=SOUTH_SCALE)], PAPER_WHITE) for foot in feet)
        + path([diamond(middle, REGION_END) for middle in wholes], PAPER_WHITE)
    )


def _around(dots: Iterable[Point]) -> Iterator[Box]:
    return (around(dot, 0.9) for dot in dots)


def _marks(atlas: Atlas, page: Projection, name: str, language: str) -> list[tuple[str, Point]]:
    """The landmarks that a map shows, and where they stand on it."""
    return [(mark.text(language), page.point(mark.longitude, mark.latitude)) for mark in atlas.shown_on(name)]


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


def _legend(region: Sequence[Sequence[Point]], room: Box, others: Iterable[str]) -> tuple[Label, ...]:
    """Lines at the right of the region, of both ends of chains and of `others`; the layout knows their words."""
    top = min([y for ring in region for _, y in ring], default=room.y1 - 60) + 7
    x = room.x0 + BLEED + 124.5
    kinds = ("legende-nord", "legende-sud", *others)
    return tuple(Label("", x, top + 4.5 * index, "right", kind) for index, kind in enumerate(kinds))


def _key(label: Label, colours: Colours) -> str:
    """The mark before a line of the legend."""
    x, y = label.x - 4.0, label.y
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
    marks = _marks(atlas, page, "overview", language)
    named = [LabelRequest(text, point, LABEL_SIZE, 1.8, "repere", ("left",)) for text, point in marks]
    towns = [(town_names.spoken(name, language), spot) for spot, name in cities]
    named += [LabelRequest(name, (x, y - 2.6), CITY_SIZE, 3.8, "ville") for name, (x, y) in towns]
    seas = [(sea.text(language), page.point(sea.longitude, sea.latitude)) for sea in atlas.seas]
    named += [LabelRequest(text, point, CITY_SIZE, 0.0, "mer", ("right",)) for text, point in seas]
    found = placed(named, obstacles, Box(BLEED + SEA_MARGIN, BLEED + 3, BLEED + width - 3, BLEED + height - 12))
    dots = dict(marks)
    return tuple(label for label in found if label.text not in dots or _is_beside(label, dots[label.text]))


def _is_beside(label: Label, dot: Point) -> bool:
    """Whether the name of a landmark stands so near to its dot that nobody takes it for that of another."""
    return label.kind == "repere" and math.dist((label.x, label.y), dot) <= BESIDE


@dataclass(frozen=True, slots=True)
class Numbered:
    """What the list map shows of one place of one sheet."""

    number: int
    place: Answer


def list_map(atlas: Atlas, places: Sequence[Numbered], colours: Colours, look: MapLook) -> MapDrawing:
    """The region to 21.5 u, a bleed above and on both sides, one shore at its foot."""
    page = _page(atlas, "list", look.page[0])
    width, height = look.page[0] + 2 * BLEED, LIST_HEIGHT + BLEED
    marks = _marks(atlas, page, "list", look.language)
    dots = [*dict(marks).values()]
    size, spots = _lozenges(page, places, dots, width)
    parked = _parked([each for each in places if each.number not in dict(spots)])
    body = (
        _ground(atlas, page, colours, look)
        + path([disc(point, 0.7) for point in dots], PAPER_WHITE)
        + "".join(path([woven_diamond(spot, size)], colours["safran"]) for _, spot in spots)
        + "".join(path([woven_diamond(spot, LOZENGE)], colours["safran"]) for _, spot, _ in parked)
    )
    labels = _list_labels(marks, spots, Box(BLEED + 13.5, BLEED + 2, width - BLEED - 2, height - 8))
    labels += _numbers(spots) if size == LOZENGE else []
    labels += [*_numbers([(number, spot) for number, spot, _ in parked]), *_kinds(parked)]
    return MapDrawing(document(width, height, body, look.title), tuple(labels), width, height)


def _numbers(spots: Iterable[tuple[int, Point]]) -> list[Label]:
    return [Label(str(number), *spot, "centre", "numero") for number, spot in spots]


def _kinds(parked: Iterable[tuple[int, Point, str]]) -> list[Label]:
    """What each row in the sea stands for, at its end."""
    last = {kind: spot for _, spot, kind in parked}
    return [Label("", spot[0] + 4.6, spot[1], "right", kind) for kind, spot in last.items()]


def _list_labels(marks: Sequence[tuple[str, Point]], spots: Iterable[tuple[int, Point]], frame: Box) -> list[Label]:
    """The names of landmarks beside their dots, clear of lozenges."""
    obstacles = [*(around(spot, LOZENGE * 0.36) for _, spot in spots), *_around(dict(marks).values())]
    return [*placed([LabelRequest(text, point, LABEL_SIZE, 1.8) for text, point in marks], obstacles, frame)]


def _lozenges(
    page: Projection, places: Iterable[Numbered], dots: Sequence[Point], width: float
) -> tuple[float, list[tuple[int, Point]]]:
    """How large they are, and the number of each sheet where its places are, clear of each other and of the dots.

    Where there are so many that they have no room, they are small and stand where the places are, without numbers.
    """
    known = list(dict.fromkeys((each.number, spot) for each in places if (spot := _spot(page, each.place, width))))
    spots = apart([spot for _, spot in known], LOZENGE_PITCH, dots, LOZENGE_PITCH / 2 + 1.0)
    if not all(_is_clear(spot, spots[:index], width) for index, spot in enumerate(spots)):
        return SMALL_LOZENGE, known
    return LOZENGE, [(number, spot) for (number, _), spot in zip(known, spots, strict=True)]


def _is_clear(spot: Point, others: Iterable[Point], width: float) -> bool:
    """Whether a lozenge stands whole on the map, and covers none of the others."""
    x, y = spot
    inside = x - LOZENGE / 2 > BLEED and x + LOZENGE / 2 < width - BLEED and BLEED < y < BLEED + LIST_HEIGHT - 9
    return inside and all(abs(x - left) + abs(y - top) >= LOZENGE for left, top in others)


def _spot(page: Projection, place: Answer, width: float) -> Point | None:
    """Where a place stands on the list map, if it does; that is so wide with its bleed."""
    if not isinstance(place, Found) or place.whole_region:
        return None
    (x, y), half = at(page, place), LOZENGE / 2
    inside = BLEED + half < x < width - BLEED - half and BLEED + half < y < BLEED + LIST_HEIGHT - 9
    return (x, y) if inside else None


def _parked(places: Iterable[Numbered]) -> list[tuple[int, Point, str]]:
    """Number, spot and kind of those that stand in the sea, a row for each kind, as far as they have room there."""
    kinds: dict[int, str] = {}
    for each in places:
        kinds.setdefault(each.number, _waiting(each.place))
    left, first, step = WAITING_PLACE
    most = int((LIST_HEIGHT - WAITING_END - WAITING_TOP) / step)
    shown = [row for kind in WAITING_KINDS for row in _rows(kinds, kind)][:most]
    top = min(first, LIST_HEIGHT - WAITING_END - step * (len(shown) - 1))
    return [
        (number, (BLEED + left + LOZENGE_PITCH * place, BLEED + top + step * index), kinds[number])
        for index, row in enumerate(shown)
        for place, number in enumerate(row)
    ]


def _rows(kinds: Mapping[int, str], kind: str) -> Iterator[Sequence[int]]:
    """The numbers of one kind, so many in a row."""
    numbers = sorted(number for number, one in kinds.items() if one == kind)
    return (numbers[first : first + WAITING_ROW] for first in range(0, len(numbers), WAITING_ROW))


def _waiting(place: Answer) -> str:
    """Why a place does not stand on the list map."""
    if not isinstance(place, Found):
        return "a-confirmer"
    return "toute-la-region" if place.whole_region else "hors-region"


def _ground(atlas: Atlas, page: Projection, colours: Colours, look: MapLook) -> str:
    width, height = look.page[0] + 2 * BLEED, LIST_HEIGHT + BLEED
    room = Box(0.0, 0.0, width, height)
    foot = [(x, height - y) for x, y in shore(width, STITCH, look.frieze)]
    edge = [(0.0, 0.0), (width, 0.0), *reversed(foot)]
    name = f"liste-{number(width)}-{number(height)}".replace(".", "_")
    inside = (
        path([room.corners], colours["nuit"])
        + path(clipped(page.rings(atlas.near_lands), room), colours["terre-brulee"])
        + path(clipped(page.rings([*atlas.region, *atlas.fringe]), room), colours["terre-vive"])
        + stroke(page.rings(atlas.provinces), colours["terre-brulee"], PROVINCE_LINE)
    )
    return f'<clipPath id="{name}">{path([edge], "#000")}</clipPath><g clip-path="url(#{name})">{inside}</g>'
