"""Places become maps: flat SVG in millimetres, words left to the layout, never mirrored, no frontier."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fiches.core.geometry import BLEED, Box
from fiches.graphics.maps import rail_names
from fiches.graphics.maps.data import Atlas, Landmark, Projection, clipped, mercator
from fiches.graphics.maps.labels import Label, around
from fiches.graphics.maps.rail_names import DOT, SAME_PLACE, RailGround
from fiches.graphics.maps.routes import clear, tips_apart
from fiches.graphics.svg import (
    CLIMB,
    STEPS,
    STITCH,
    Colours,
    Frieze,
    Point,
    band,
    beads,
    chain,
    document,
    end,
    number,
    path,
    shifted,
    shore,
    stroke,
)
from fiches.places.points import Answer, Found

RAIL_WIDTH = 55.5  # mm from the inner edge of the rail to the trim
NORTH_END = 84.7  # mm from the trim to the crests of the channel, at most
NAMES_FOOT = 29.0  # mm from the trim: where the names above the map, and the mark above a city, have ended
LEAST_NORTH = 0.6  # of its scale
CHANNEL = 2.5  # of the channel, in stitches
PASSING = 4.0  # mm between a landmark and a chain to the middle of the region
TAB_STRIP = 10.0  # mm: the outer strip where thumb tabs are seen, as style sheets say it, one lower than the other
COUNTY_LINE, OUTLINE, DASHES = 0.25, 0.5, "1.5 0.9"
LABEL_SIZE, CITY_SIZE = 7.0, 7.2  # points
PAPER_WHITE = "#ffffff"
OVERDRAWN = 1.0  # mm that land goes on outside a drawing, which cuts it: no hairline at the edge
SOUTH_END = 28.52  # just inside the data, which end at 28.5
Pair = tuple[Answer | None, Answer | None]  # a city and a place that a sheet links


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """A map as SVG, and the words to set over it; all in millimetres from its upper left corner."""

    svg: str
    labels: tuple[Label, ...]
    width: float
    height: float
    legend: tuple[tuple[str, str], ...] = ()  # what numbers of it stand for, where names have no room
    words: str = PAPER_WHITE  # the colour of its names


@dataclass(frozen=True, slots=True)
class Rail:
    """The rail of a page 1: `height` from the upper trim to its foot, of which `facts` for the words at its foot.

    `bleed` is added above and on the outer side.
    """

    height: float
    facts: float = 55.0
    bleed: float = BLEED
    outer: str = "right"  # or left, in a right-to-left sheet
    language: str = "fr"
    name: str = ""  # tells its parts from those of other rails of a document
    title: str = ""  # what it is called to those who do not see it, before its places
    frieze: Frieze = STEPS

    @property
    def width(self) -> float:
        """With its bleed."""
        return RAIL_WIDTH + self.bleed

    @property
    def inner(self) -> float:
        """Where the visible part begins."""
        return self.bleed if self.outer == "left" else 0.0

    @property
    def crest(self) -> float:
        """Where the channel begins: half of the map at most."""
        return self.bleed + min(NORTH_END, (self.height - self.facts) * 0.54)

    @property
    def trough(self) -> float:
        """Where the channel ends."""
        return self.crest + (CLIMB + CHANNEL) * STITCH

    @property
    def foot(self) -> float:
        """Where the facts begin."""
        return self.bleed + self.height - self.facts

    @property
    def named(self) -> Box:
        """Where names of the southern half may stand."""
        return Box(self.inner + 1.0, self.trough, self.inner + RAIL_WIDTH - 1.0, self.foot - 1.0)

    @property
    def tabs(self) -> Box:
        """Where a thumb tab may stand, whatever the booklet."""
        left = self.width - self.bleed - TAB_STRIP if self.outer == "right" else self.bleed
        return Box(left, 0.0, left + TAB_STRIP, self.height)


def rail(atlas: Atlas, norths: Sequence[Answer], souths: Sequence[Answer], rail: Rail, colours: Colours) -> MapDrawing:
    """Northern shore, channel, southern shore, and a chain from each city to each place that was found."""
    cities, places = found(norths), found(souths)
    north, south = _north(atlas, rail, cities), _south(atlas, places, rail)
    tips = _tips(north, cities)
    feet, dots = _feet(atlas, south, places)
    ends = [(tip, foot) for tip in tips for foot in feet]
    chains = [clear(tip, foot, 0.035 + 0.03 * index, dots) for index, (tip, foot) in enumerate(ends)]
    whole = bool(places) and all(place.whole_region for place in places)
    body = (
        _northern_shore(atlas, north, rail, colours)
        + _southern_shore(atlas, south, rail, colours, whole=whole)
        + path([shifted(band(rail.width, STITCH, CHANNEL, rail.frieze), 0, rail.crest)], colours["ecume"])
        + path([disc(dot, DOT) for dot in dots], PAPER_WHITE)
        + _chains(chains, tips, feet, colours["safran"])
    )
    edges = south.rings((*atlas.near_lands, *(atlas.contour if whole else ())))
    ground = RailGround(rail.named, (*_taken(chains, feet), rail.tabs), edges)
    doubtful = rail_names.doubtful(_spots(south, places), feet, dots)
    labels = rail_names.placed_names(_landmarks(atlas, south, rail), doubtful, feet, ground)
    title = _title(rail.title, (*cities, *places))
    return MapDrawing(
        document(rail.width, rail.bleed + rail.height, body, title), labels, rail.width, rail.bleed + rail.height
    )


def _landmarks(atlas: Atlas, south: Projection, rail: Rail) -> list[tuple[str, Point]]:
    """What they are called, and where they stand."""
    marks = ((mark.text(rail.language), mark) for mark in atlas.shown_on("rail"))
    return [(text, south.point(mark.longitude, mark.latitude)) for text, mark in marks]


def _spots(south: Projection, places: Iterable[Found]) -> list[tuple[Point, str]]:
    """Where places stand, and what they are called; none of whole regions."""
    return [(at(south, place), place.asked or place.name) for place in places if not place.whole_region]


def found(answers: Iterable[Answer]) -> list[Found]:
    """Those of some answers that are a place."""
    return [answer for answer in answers if isinstance(answer, Found)]


def _taken(chains: Iterable[Sequence[Point]], feet: Iterable[Point]) -> list[Box]:
    """Where chains and their southern ends stand."""
    ends = [Box(x - 2.6, y, x + 2.6, y + 4.1) for x, y in feet]
    return ends + [around(bead, 0.7) for line in chains for bead in beads(line, 1.0)]


def _chains(lines: Iterable[Sequence[Point]], tips: Iterable[Point], feet: Iterable[Point], colour: str) -> str:
    """Beaded lines and their ends."""
    return "".join(
        (
            *(chain(line, colour) for line in lines),
            *(path([end(tip, north=True)], colour) for tip in tips),
            *(path([end(foot, north=False)], colour) for foot in feet),
        )
    )


def _title(words: str, places: Iterable[Found]) -> str:
    """« Carte des deux rives (Montpellier, Agadir Melloul) »."""
    names = dict.fromkeys(place.asked or place.name for place in places)
    return f"{words} ({', '.join(names)})" if names else words


def _north(atlas: Atlas, rail: Rail, cities: Sequence[Found]) -> Projection:
    """As wide as the rail, or smaller and in its middle where a city would stand under the names above the map."""
    frame = atlas.frames["rail"]
    degrees, foot = frame["east"] - frame["west"], mercator(frame["foot"])
    high = max((mercator(city.latitude) - foot for city in cities), default=0.0)
    room = rail.crest - rail.bleed - NAMES_FOOT
    scale = RAIL_WIDTH / degrees
    scale = min(scale, max(room / high, scale * LEAST_NORTH)) if high > 0 else scale
    return Projection(frame["west"], foot, scale, rail.inner + (RAIL_WIDTH - degrees * scale) / 2, rail.crest)


def _south(atlas: Atlas, places: Sequence[Found], rail: Rail) -> Projection:
    """Landmarks and places in the middle of what is seen beside the tabs, the region's southern end above the facts.

    A whole region goes on beyond the trim: at a scale that shows all of it, names would have no room.
    """
    frame = atlas.frames["rail"]
    named: tuple[Landmark | Found, ...] = (*atlas.shown_on("rail"), *places)
    points = [(place.longitude, mercator(place.latitude)) for place in named]
    outline = [point for ring in atlas.region for point in ring]
    xs, ys = zip(*(points or outline), strict=True)
    west, east = min(xs) - frame["margin_west"], max(xs) + frame["margin_east"]
    lowest = min([y for _, y in outline], default=min(ys)) - 0.1
    seen = rail.foot - rail.trough
    width = RAIL_WIDTH - TAB_STRIP
    scale = min(width / max(east - west, frame["narrowest"]), seen / max(max(ys) + 0.25 - lowest, 0.5))
    middle, high = (west + east) / 2, (rail.trough + rail.foot) / 2 + (max(ys) + min(ys)) / 2 * scale
    high = min(high, rail.foot + lowest * scale)  # of the equator
    left = rail.inner + (TAB_STRIP if rail.outer == "left" else 0.0)
    return Projection(middle, high / scale, scale, left + width / 2, 0.0)


def _northern_shore(atlas: Atlas, north: Projection, rail: Rail, colours: Colours) -> str:
    room = Box(-OVERDRAWN, -OVERDRAWN, rail.width + OVERDRAWN, rail.trough)
    return (
        path([Box(0.0, 0.0, rail.width, rail.trough).corners], colours["nuit"])
        + path(clipped(north.rings(atlas.lands), room), colours["nuit-claire"])
        + path(clipped(north.rings(atlas.france), room), colours["atlantique"])
    )


def _southern_shore(atlas: Atlas, south: Projection, rail: Rail, colours: Colours, *, whole: bool) -> str:
    """Below the lower bank of the channel; the land flows into the ground of the facts."""
    room = Box(-OVERDRAWN, rail.crest, rail.width + OVERDRAWN, rail.foot)
    bottom = rail.bleed + rail.height
    ground = min(rail.foot, south.point(0.0, SOUTH_END)[1])
    edge = shifted(shore(rail.width, STITCH, rail.frieze), 0, rail.crest + STITCH)
    bank = [*edge, (rail.width, bottom), (0.0, bottom)]
    lines = [line for line in south.rings(atlas.county_lines) if max(y for _, y in line) < rail.foot]
    region = south.rings([*atlas.region, *atlas.fringe])
    name = f"rive-{rail.name}-{number(rail.width)}-{number(rail.crest)}-{number(bottom)}".replace(".", "_")
    inside = (
        path([Box(0.0, rail.crest, rail.width, bottom).corners], colours["nuit"])
        + path(clipped(_lands(atlas, south, room), room), colours["terre-brulee"])
        + path([Box(0.0, ground, rail.width, bottom).corners], colours["terre-brulee"])
        + path(clipped(region, room), colours["terre-vive"])
        + stroke(lines, colours["terre-brulee"], COUNTY_LINE)
        + stroke(south.rings(atlas.contour) if whole else (), colours["safran"], OUTLINE, DASHES)
    )
    return f'<clipPath id="{name}">{path([bank], "#000")}</clipPath><g clip-path="url(#{name})">{inside}</g>'


def _lands(atlas: Atlas, south: Projection, room: Box) -> list[list[Point]]:
    """The fine land, unless its data end within the room: then the coarse one, which goes on."""
    near = south.rings(atlas.near_lands)
    east = max((x for ring in near for x, _ in ring), default=room.x1)
    return near if east >= room.x1 else south.rings(atlas.lands)


def disc(centre: Point, radius: float) -> list[Point]:
    """The ring of a dot."""
    turns = (index * math.pi / 12 for index in range(24))
    return [(centre[0] + radius * math.cos(turn), centre[1] + radius * math.sin(turn)) for turn in turns]


def _tips(north: Projection, cities: Iterable[Found]) -> list[Point]:
    """Where the ends of chains point to in the north."""
    return tips_apart(list(dict.fromkeys(at(north, city) for city in cities)), 1.0, north=True)


def _feet(atlas: Atlas, south: Projection, places: Iterable[Found]) -> tuple[list[Point], list[Point]]:
    """Where they point to in the south, and the landmarks' dots: none where a place is the landmark itself."""
    marks = [south.point(mark.longitude, mark.latitude) for mark in atlas.shown_on("rail")]
    spots = [_beside(at(south, place), marks) if place.whole_region else at(south, place) for place in places]
    feet = list(dict.fromkeys(spots))
    dots = [dot for dot in marks if all(math.dist(dot, foot) > SAME_PLACE for foot in feet)]
    return tips_apart(feet, 1.0, dots, north=False), dots


def _beside(spot: Point, dots: Sequence[Point]) -> Point:
    """The middle of a region, moved to the west until a chain from above passes beside the landmarks."""
    x, y = spot
    for dot in sorted(dots, reverse=True):
        x = min(x, dot[0] - PASSING) if abs(dot[0] - x) < PASSING and dot[1] < y else x
    return round(x, 3), y


def at(projection: Projection, place: Found) -> Point:
    """Where a place stands on a map."""
    x, y = projection.point(place.longitude, place.latitude)
    return round(x, 3), round(y, 3)
