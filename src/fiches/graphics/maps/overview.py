"""The overview of a booklet: both shores on a full page, and the chains of its sheets between them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from fiches.config.languages import is_rtl
from fiches.core.geometry import BLEED, Box
from fiches.graphics.maps import overview_marks
from fiches.graphics.maps.booklet import WAITING_ROW, MapLook, dots_around, framed, marks_of
from fiches.graphics.maps.data import Atlas, Projection, clipped
from fiches.graphics.maps.labels import Label, LabelRequest, around, overlap, placed
from fiches.graphics.maps.overview_marks import MOST_NUMBERED, PLACE_MARK, PlaceMark, PlaceMarkColours
from fiches.graphics.maps.rail import CITY_SIZE, LABEL_SIZE, PAPER_WHITE, MapDrawing, at, disc
from fiches.graphics.maps.routes import apart, fan, tips_apart
from fiches.graphics.svg import Colours, Point, beads, chain, document, end, path, woven_diamond
from fiches.places import town_names
from fiches.places.points import Answer, Found

WAITING_MARK, WAITING_PITCH = 5.4, 5.8  # mm: a lozenge with its number, one to the next
WAITING_WORDS = 21.0  # mm for what is said after the last of them
WAITING_TOPS = tuple(range(250, 150, -3))  # mm from the upper edge of the drawing: where their row may stand
KEY_MARK = 3.2  # across a lozenge of the key
PLACE_PITCH = PLACE_MARK + 0.1  # between the middles of two places
LOWEST_MARK = 265.6  # mm from the upper edge of the drawing: the ground at the foot of the page covers what is lower
NORTH_SCALE = 1.0  # of the ends of chains
NAME_REACH = 4.5  # mm between a landmark and its name, at most: further off, neither shows
SEA_MARGIN = 13.5  # mm between the trim and the name of a sea
KEY_EDGE = 17.5  # mm between the trim and the words of the legend, where it is read from right to left
OVER_BEAD, OVER_PITCH = 0.85, 4.3


class Link(NamedTuple):
    """What the overview shows of one place of one sheet: its number, and the two ends of its chain."""

    number: int
    city: Answer | None
    place: Answer | None


def overview(atlas: Atlas, links: Sequence[Link], colours: Colours, look: MapLook) -> MapDrawing:
    """A full page with its bleed all round: a bowed chain for each sheet, its cities and landmarks named."""
    page = framed(atlas, "overview", look.page[0])
    width, height = look.page[0] + 2 * BLEED, look.page[1] + 2 * BLEED
    room = Box(0.0, 0.0, width, height)
    landmarks = marks_of(atlas, page, "overview", look.language)
    dots = [*dict(landmarks).values()]
    cities, places = _cities(page, links), _places(page, links, dots)
    marks = list(places.values())
    lines = fan(_linked(page, links, cities, places))
    region = clipped(page.rings([*atlas.region, *atlas.fringe]), room)
    lands = clipped(page.rings(atlas.lands), room)
    tips = [tip for tip, _ in cities.values()]
    legend = _legend(region, room, _kinds(marks), rtl=is_rtl(look.language))
    obstacles = [*_obstacles(tips, marks, lines), *dots_around(dots)]
    frame = Box(BLEED + SEA_MARGIN, BLEED + 3, BLEED + look.page[0] - 3, BLEED + look.page[1] - 12)
    numbers = overview_marks.numbered(marks, [*lands, *region], obstacles, frame._replace(y1=LOWEST_MARK + 1))
    obstacles += [each.room for each in numbers]
    waiting = _waiting(links, obstacles)
    obstacles += [around((label.x, label.y), WAITING_MARK / 2) for label in waiting]
    labels = _overview_labels(atlas, page, sorted(cities.values()), obstacles, look)
    shades = PlaceMarkColours(colours["safran"], PAPER_WHITE, colours["nuit"])
    body = (
        path([room.corners], colours["nuit"])
        + path(lands, colours["nuit-claire"])
        + path(clipped(page.rings(atlas.france), room), colours["atlantique"])
        + path(region, colours["terre-vive"])
        + "".join(chain(line, colours["safran"], OVER_BEAD, OVER_PITCH) for line in lines)
        + "".join(path([end(tip, north=True, scale=NORTH_SCALE)], colours["safran"]) for tip in tips)
        + overview_marks.drawn(marks, numbers, shades)
        + _waiting_marks(waiting, colours["safran"])
        + path([disc(dot, 0.7) for dot in _named(dots, labels)], PAPER_WHITE)
        + "".join(_key(label, shades) for label in legend)
    )
    return MapDrawing(
        document(width, height, body, look.title),
        (*labels, *(each.label for each in numbers), *waiting, *_region_label(atlas, region, look.language), *legend),
        width,
        height,
    )


def _linked(
    page: Projection,
    links: Sequence[Link],
    cities: Mapping[Point, tuple[Point, str]],
    places: Mapping[tuple[int, Point], PlaceMark],
) -> list[tuple[Point, Point]]:
    """Where the chain of each link begins and ends, of which both are known."""
    return [
        (cities[at(page, city)][0], places[number, at(page, place)].middle)
        for number, city, place in links
        if isinstance(city, Found) and isinstance(place, Found)
    ]


def _cities(page: Projection, links: Sequence[Link]) -> dict[Point, tuple[Point, str]]:
    """Where cities stand → where the chains of each end, clear of the others, and its name."""
    names = {at(page, link.city): link.city.name for link in links if isinstance(link.city, Found)}
    tips = tips_apart(list(names), NORTH_SCALE, north=True)
    return {spot: (tip, name) for (spot, name), tip in zip(names.items(), tips, strict=True)}


def _places(page: Projection, links: Sequence[Link], dots: Sequence[Point]) -> dict[tuple[int, Point], PlaceMark]:
    """The number and spot of each place that is known → its mark: where it is, so far from the others that all show."""
    known = {(link.number, at(page, link.place)): link for link in links if isinstance(link.place, Found)}
    spots = [(x, min(y, LOWEST_MARK)) for _, (x, y) in known]
    middles = apart(spots, PLACE_PITCH, dots, PLACE_PITCH / 2 + 0.7) if len(spots) <= MOST_NUMBERED else spots
    return {
        key: PlaceMark(key[0], middle, _is_whole(link.place), isinstance(link.city, Found))
        for (key, link), middle in zip(known.items(), middles, strict=True)
    }


def _is_whole(place: Answer | None) -> bool:
    return isinstance(place, Found) and place.whole_region


def _waiting(links: Sequence[Link], taken: Sequence[Box]) -> list[Label]:
    """The numbers of sheets of which no place is known, in the sea, as the list has them, and what is said of them."""
    known = {link.number for link in links if isinstance(link.place, Found)}
    numbers = sorted({link.number for link in links} - known)[:WAITING_ROW]
    if not numbers:
        return []
    y = _waiting_height(WAITING_PITCH * len(numbers) + WAITING_WORDS, taken)
    first = BLEED + SEA_MARGIN + WAITING_MARK / 2
    ends = first + WAITING_PITCH * (len(numbers) - 1) + WAITING_MARK / 2 + 1.3
    shown = (Label(str(one), first + WAITING_PITCH * place, y, "centre", "numero") for place, one in enumerate(numbers))
    return [*shown, Label("", ends, y, "right", "a-confirmer")]


def _waiting_height(wide: float, taken: Sequence[Box]) -> float:
    """Where a row so wide stands: the lowest place where it covers nothing, else the highest."""
    left, half = BLEED + SEA_MARGIN, WAITING_MARK / 2
    rows = (Box(left, top - half, left + wide, top + half) for top in WAITING_TOPS)
    free = (row.y0 + half for row in rows if not any(overlap(row, other) for other in taken))
    return next(free, float(WAITING_TOPS[-1]))


def _waiting_marks(waiting: Sequence[Label], colour: str) -> str:
    """Their lozenges."""
    return path([woven_diamond((label.x, label.y), WAITING_MARK) for label in waiting if label.text], colour)


def _kinds(marks: Sequence[PlaceMark]) -> dict[str, bool]:
    """The lines of the key that not every map has, and whether this one has them."""
    return {
        "legende-region": any(mark.is_whole for mark in marks),
        "legende-sans-ville": not all(mark.is_linked for mark in marks),
    }


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


def _key(label: Label, colours: PlaceMarkColours) -> str:
    """The mark before a line of the legend."""
    x, y = label.x + (4.0 if label.side == "left" else -4.0), label.y
    if label.kind == "legende-nord":
        return path([end((x, y + 1.3), north=True, scale=KEY_MARK / 5)], colours.place)
    mark = PlaceMark(0, (x, y), label.kind == "legende-region", label.kind != "legende-sans-ville")
    return overview_marks.lozenge((x, y), KEY_MARK, mark, colours)


def _region_label(atlas: Atlas, region: Sequence[Sequence[Point]], language: str) -> tuple[Label, ...]:
    points = [point for ring in region[:1] for point in ring]
    if not points:
        return ()
    x, y = max(points)
    return (Label(atlas.region_names.in_language(language), x + 3.5, y + 5, "right", "region"),)


def _obstacles(cities: Iterable[Point], marks: Iterable[PlaceMark], lines: Iterable[Sequence[Point]]) -> list[Box]:
    """What no name may cover: the ends of chains, and their beads and what is between them."""
    ends = [Box(x - 2.6, y - 4.1, x + 2.6, y) for x, y in cities]
    ends += [around(mark.middle, PLACE_MARK / 2) for mark in marks]
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
