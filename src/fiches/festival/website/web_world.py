"""The world for the screen: the places of one sheet, or those of all with a link at each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain as joined
from typing import NamedTuple

from fiches.content.sheet import Sheet
from fiches.core.geometry import Box
from fiches.festival.website.web_drawing import SheetMark, drawing, sheet_link, word
from fiches.graphics.maps import labels, world, world_data, world_places
from fiches.graphics.maps.labels import LabelRequest
from fiches.graphics.maps.rail import disc
from fiches.graphics.maps.routes import apart, bowed
from fiches.graphics.maps.service import MapService
from fiches.graphics.maps.world import HALO, NUMBER_KIND, NUMBER_SIZE, PLACE_DOT, Legend, WorldMap
from fiches.graphics.maps.world_frame import WorldProjection
from fiches.graphics.maps.world_ground import GroundLook, ground
from fiches.graphics.maps.world_places import MapStyle, MapWords, PlacesOfSheets
from fiches.graphics.svg import Point, beads, chain, path
from fiches.places.finder import PlaceFinder

SHEET_ROOM, SITE_ROOM = (60.0, 60.0), (72.0, 62.0)  # units of a drawing
LINK_SIZE, PITCH_OF_LINKS = 5.2, 6.6  # of a link, and from one to the next: 24 px on a phone of 360 px
MOST_LINKS = 60  # of one map; of more, places are dots
TOWN_TYPE = 7.0  # points
NAME_SIZES = {**{kind: size for size, kind in world.LABEL_STEPS}, NUMBER_KIND: NUMBER_SIZE}


class SheetMap(NamedTuple):
    """The map of one sheet as inline SVG, and what the numbers on it stand for."""

    svg: str
    legend: Legend = ()


def of_sheet(charts: MapService, sheet: Sheet, words: MapWords) -> SheetMap | None:
    """The world as far as its places ask for it; None where its format has another map, or knows none of them."""
    drawn = charts.world([sheet], (*SHEET_ROOM, 0.0), words)
    if drawn is None:
        return None
    _, inside = drawn.svg.removesuffix("</svg>").split("</title>", 1)
    inside += "".join(word(label, NAME_SIZES[label.kind]) for label in drawn.labels)
    title = drawn.svg.partition("<title>")[2].partition("</title>")[0]
    return SheetMap(drawing(*SHEET_ROOM, inside, title, "carte-fiche", links=False), drawn.legend)


class _Marked(NamedTuple):
    """What stands on the map of a site: links of sheets, the dots of what they are linked to, lines between them."""

    links: Sequence[tuple[SheetMark, Point]]
    dots: Mapping[Point, str]
    lines: Sequence[Sequence[Point]]


class _SheetPoints(NamedTuple):
    """A sheet, its places, and where they fall on the map."""

    mark: SheetMark
    seen: PlacesOfSheets
    points: Sequence[Point] = ()

    def of(self, *, hubs: bool) -> dict[int, Point]:
        """Where those stand, by their indexes, that others are linked to, or those that are none."""
        return {n: point for n, point in enumerate(self.points) if self.seen.places[n].is_hub is hubs}

    @property
    def links(self) -> list[tuple[SheetMark, Point]]:
        """Where the sheet is a link, each point once."""
        return [(self.mark, point) for point in dict.fromkeys(self.of(hubs=False).values())]

    @property
    def hubs(self) -> list[tuple[Point, str]]:
        """What its places are linked to, by name."""
        return [(point, self.seen.places[n].name) for n, point in self.of(hubs=True).items()]


def of_site(charts: MapService, stops: Sequence[SheetMark], title: str) -> str:
    """The map of all sheets, each a link at every place of its own; nothing without a place that is known."""
    if charts.finder is None or not charts.finder.in_world:
        return ""
    known = [_SheetPoints(stop, world_places.gathered(_finders(charts, stop.sheet))) for stop in stops]
    places = tuple(joined.from_iterable(one.seen.places for one in known))
    if not places:
        return ""
    projection = world.projection(WorldMap(places, (), *SITE_ROOM, charts.rules.least), world_data.load())
    marked = _marked([one._replace(points=_points(one.seen, projection)) for one in known])
    countries = tuple(joined.from_iterable(one.seen.countries for one in known))
    look = MapStyle(charts.rules, charts.colours).look(PlacesOfSheets(places, (), countries), "carte-monde")
    return drawing(*SITE_ROOM, _drawn(marked, projection, look), title, "carte-monde")


def _finders(charts: MapService, sheet: Sheet) -> list[tuple[PlaceFinder, Sheet]]:
    finder = charts.finder_of(sheet)
    return [(finder, sheet)] if finder else []


def _points(seen: PlacesOfSheets, projection: WorldProjection) -> list[Point]:
    return [projection.point(one.found.longitude, one.found.latitude) for one in seen.places]


def _drawn(marked: _Marked, projection: WorldProjection, look: GroundLook) -> str:
    room, colour = Box(0.0, 0.0, *SITE_ROOM), look.colours["links"]
    return (
        ground(world_data.load(), projection, room, look)
        + "".join(chain(line, colour) for line in marked.lines)
        + path([disc(dot, PLACE_DOT + HALO) for dot in marked.dots], look.colours["sea"])
        + path([disc(dot, PLACE_DOT) for dot in marked.dots], look.words)
        + f'<g style="--noms:{look.words}">{"".join(word(label, TOWN_TYPE) for label in _names(marked, room))}</g>'
        + "".join(sheet_link(stop, spot, LINK_SIZE, colour) for stop, spot in marked.links)
    )


def _marked(known: Sequence[_SheetPoints]) -> _Marked:
    """A link at each place of a sheet but those that others are linked to, which are dots; so are all of too many."""
    own = list(joined.from_iterable(one.links for one in known))
    if len(own) > MOST_LINKS:
        return _Marked((), dict.fromkeys(joined.from_iterable(one.points for one in known), ""), ())
    links = [(*one, spot) for one, spot in zip(own, _moved([point for _, point in own]), strict=True)]
    dots = {point: name for one in known for point, name in one.hubs}
    lines = list(joined.from_iterable(_lines(one, links) for one in known))
    return _Marked([(mark, spot) for mark, _, spot in links], dots, lines)


def _moved(points: Sequence[Point]) -> Iterable[Point]:
    """Where lozenges stand that are none over another, inside the map."""
    inner = Box(0.0, 0.0, *SITE_ROOM).widened(-LINK_SIZE / 2)
    return map(inner.nearest, apart(points, PITCH_OF_LINKS))


def _lines(one: _SheetPoints, links: Sequence[tuple[SheetMark, Point, Point]]) -> list[list[Point]]:
    """Between what a sheet links, as far as its lozenges are moved."""
    moved = {point: spot for mark, point, spot in links if mark is one.mark}
    ends = {**one.of(hubs=True), **{n: moved[point] for n, point in one.of(hubs=False).items()}}
    return [bowed(ends[first], ends[second], world.BOW) for first, second in one.seen.links]


def _names(marked: _Marked, room: Box) -> Sequence[labels.Label]:
    """Those of the dots, off links, lines and dots."""
    taken = [labels.around(spot, LINK_SIZE / 2) for _, spot in marked.links]
    taken += [labels.around(bead, 0.7) for line in marked.lines for bead in beads(line, 1.0)]
    taken += [labels.around(dot, PLACE_DOT + HALO) for dot in marked.dots]
    wanted = [LabelRequest(name, dot, TOWN_TYPE, PLACE_DOT + 1.0, "ville") for dot, name in marked.dots.items() if name]
    return labels.placed(wanted, taken, room.widened(-world.NAME_EDGE)) if wanted else ()
