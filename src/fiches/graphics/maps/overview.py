"""The overview of a booklet: both shores on a full page, and the chains of its sheets between them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from fiches.config.languages import is_rtl
from fiches.core.geometry import BLEED, Box
from fiches.graphics.maps.booklet import MapLook, dots_around, framed, marks_of
from fiches.graphics.maps.data import Atlas, Projection, clipped
from fiches.graphics.maps.labels import Label, LabelRequest, around, placed
from fiches.graphics.maps.rail import CITY_SIZE, LABEL_SIZE, PAPER_WHITE, MapDrawing, at, disc
from fiches.graphics.maps.routes import apart, fan, tips_apart
from fiches.graphics.svg import Colours, Point, beads, chain, document, end, path, woven_diamond
from fiches.places import town_names
from fiches.places.points import Answer, Found

MARK, SMALL_MARK, KEY_MARK = 5.4, 2.4, 3.2  # across a lozenge with its number, one of many without, one of the key
MARK_PITCH = MARK + 0.2  # between the middles of two with numbers
LOWEST_MARK = 260.5  # mm from the upper edge of the drawing: the ground at the foot of the page covers what is lower
MOST_MOVED = 12.0  # mm that a mark may stand from its place for its number to show
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


class _NumberedMarks(NamedTuple):
    """The lozenges of places: how large, where that of each sheet and spot is, and which are whole regions."""

    size: float
    middles: Mapping[tuple[int, Point], Point]
    wholes: frozenset[Point]

    @property
    def labels(self) -> tuple[Label, ...]:
        """Their numbers, where they are large enough to hold them."""
        shown = self.middles.items() if self.size == MARK else ()
        return tuple(Label(str(number), *middle, "centre", "numero") for (number, _), middle in shown)

    def drawn(self, colours: Colours) -> str:
        """They, those of whole regions in white."""
        ground = dict.fromkeys(self.wholes, PAPER_WHITE)
        spots = ((middle, ground.get(spot, colours["safran"])) for (_, spot), middle in self.middles.items())
        return "".join(path([woven_diamond(middle, self.size)], colour) for middle, colour in spots)


def overview(atlas: Atlas, links: Sequence[Link], colours: Colours, look: MapLook) -> MapDrawing:
    """A full page with its bleed all round: a bowed chain for each sheet, its cities and landmarks named."""
    page = framed(atlas, "overview", look.page[0])
    width, height = look.page[0] + 2 * BLEED, look.page[1] + 2 * BLEED
    room = Box(0.0, 0.0, width, height)
    landmarks = marks_of(atlas, page, "overview", look.language)
    dots = [*dict(landmarks).values()]
    cities, marks = _cities(page, links), _marks(page, links, dots)
    lines = fan(_linked(page, links, cities, marks))
    region = clipped(page.rings([*atlas.region, *atlas.fringe]), room)
    tips = [tip for tip, _ in cities.values()]
    others = {"legende-region": bool(marks.wholes), "legende-sans-ville": _cityless(links)}
    legend = _legend(region, room, others, rtl=is_rtl(look.language))
    obstacles = [*_obstacles(tips, marks, lines), *dots_around(dots)]
    labels = _overview_labels(atlas, page, sorted(cities.values()), obstacles, look)
    body = (
        path([room.corners], colours["nuit"])
        + path(clipped(page.rings(atlas.lands), room), colours["nuit-claire"])
        + path(clipped(page.rings(atlas.france), room), colours["atlantique"])
        + path(region, colours["terre-vive"])
        + "".join(chain(line, colours["safran"], OVER_BEAD, OVER_PITCH) for line in lines)
        + "".join(path([end(tip, north=True, scale=NORTH_SCALE)], colours["safran"]) for tip in tips)
        + marks.drawn(colours)
        + path([disc(dot, 0.7) for dot in _named(dots, labels)], PAPER_WHITE)
        + "".join(_key(label, colours) for label in legend)
    )
    return MapDrawing(
        document(width, height, body, look.title),
        (*labels, *marks.labels, *_region_label(atlas, region, look.language), *legend),
        width,
        height,
    )


def _linked(
    page: Projection, links: Sequence[Link], cities: Mapping[Point, tuple[Point, str]], marks: _NumberedMarks
) -> list[tuple[Point, Point]]:
    """Where the chain of each link begins and ends, of which both are known."""
    return [
        (cities[at(page, city)][0], marks.middles[number, at(page, place)])
        for number, city, place in links
        if isinstance(city, Found) and isinstance(place, Found)
    ]


def _cities(page: Projection, links: Sequence[Link]) -> dict[Point, tuple[Point, str]]:
    """Where cities stand → where the chains of each end, clear of the others, and its name."""
    names = {at(page, link.city): link.city.name for link in links if isinstance(link.city, Found)}
    tips = tips_apart(list(names), NORTH_SCALE, north=True)
    return {spot: (tip, name) for (spot, name), tip in zip(names.items(), tips, strict=True)}


def _marks(page: Projection, links: Sequence[Link], dots: Sequence[Point]) -> _NumberedMarks:
    """With their numbers, clear of each other and of dots; of too many for that, small ones where the places are."""
    places = {(link.number, at(page, link.place)): link.place for link in links if isinstance(link.place, Found)}
    wholes = frozenset(spot for (_, spot), place in places.items() if place.whole_region)
    spots = [spot for _, spot in places]
    moved = apart([(x, min(y, LOWEST_MARK)) for x, y in spots], MARK_PITCH, dots, MARK_PITCH / 2 + 1.0)
    if all(math.dist(spot, middle) <= MOST_MOVED for spot, middle in zip(spots, moved, strict=True)):
        return _NumberedMarks(MARK, dict(zip(places, moved, strict=True)), wholes)
    return _NumberedMarks(SMALL_MARK, dict(zip(places, spots, strict=True)), wholes)


def _cityless(links: Sequence[Link]) -> bool:
    """Whether a place shows to which no chain comes, as the city is not known."""
    return any(isinstance(link.place, Found) and not isinstance(link.city, Found) for link in links)


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
        return path([end((x, y + 1.3), north=True, scale=KEY_MARK / 5)], colours["safran"])
    colour = PAPER_WHITE if label.kind == "legende-region" else colours["safran"]
    return path([woven_diamond((x, y), KEY_MARK)], colour)


def _region_label(atlas: Atlas, region: Sequence[Sequence[Point]], language: str) -> tuple[Label, ...]:
    points = [point for ring in region[:1] for point in ring]
    if not points:
        return ()
    x, y = max(points)
    return (Label(atlas.region_names.in_language(language), x + 3.5, y + 5, "right", "region"),)


def _obstacles(cities: Iterable[Point], marks: _NumberedMarks, lines: Iterable[Sequence[Point]]) -> list[Box]:
    """What no name may cover: the ends of chains, and their beads and what is between them."""
    ends = [Box(x - 2.6, y - 4.1, x + 2.6, y) for x, y in cities]
    ends += [around(middle, marks.size / 2) for middle in marks.middles.values()]
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
