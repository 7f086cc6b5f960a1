"""Maps for the screen: both shores with a link at each place, the rail of a sheet; words are text of the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fiches.content.sheet import Sheet
from fiches.core.geometry import POINTS_PER_MM, Box
from fiches.festival.website.web_drawing import SheetMark, drawing, shape, sheet_link, strokes, word
from fiches.graphics.maps import rail as maps
from fiches.graphics.maps.data import Atlas, Projection, clipped, mercator
from fiches.graphics.maps.labels import Label, LabelRequest, around, box, placed
from fiches.graphics.maps.rail import COUNTY_LINE, PAPER_WHITE, Rail, at, disc
from fiches.graphics.maps.rail_names import DOT
from fiches.graphics.maps.routes import apart, bowed, tips_apart
from fiches.graphics.maps.service import MapService
from fiches.graphics.svg import CLIMB, HAIRLINE, STITCH, Point, band, beads, diamond, end, number, path, shifted, shore
from fiches.places import town_names
from fiches.places.points import Found

WIDTH = 100.0  # of the map of both shores; all lengths are units of the drawing
NORTH_TOP, SOUTH_FOOT = 49.8, 28.8  # degrees
BEYOND = 54.0  # four periods of the frieze: units of sea and land at the left, seen where there is room
OPEN_SEA = 1.5  # units between the foot of the northern map and the channel
LINK_LOZENGE, LINK_PITCH = 7.4, 10.0  # of a link, and from one to the next: 24 px on a phone of 360 px
WEB_CHANNEL = 2.5  # of the channel, in stitches
CITY_TYPE, LANDMARK_TYPE = 9.4, 8.6  # points: names of cities and of landmarks
WEB_BOW, WEB_BOW_STEP = -0.01, 0.015  # of chains, to the east: the sea at the left is for those that wait
WEB_BEAD, PITCH = 0.7, 3.4
WEB_WAITING = (6.5, 8.0)  # the first lozenge in the sea, from the left and below the channel
RAIL_HEIGHT = 98.0  # units of the map of one sheet, 55.5 wide


@dataclass(frozen=True, slots=True)
class _Frame:
    """Both halves of the map: the northern shore, and the region at a larger scale below the channel."""

    north: Projection
    south: Projection
    crest: float  # where the channel begins

    @property
    def trough(self) -> float:
        """Where the channel ends."""
        return self.crest + (CLIMB + WEB_CHANNEL) * STITCH

    @property
    def height(self) -> float:
        """Of the whole drawing."""
        return self.south.point(0.0, SOUTH_FOOT)[1]


@dataclass(frozen=True, slots=True)
class _Ends:
    """Where chains and links stand: the tip of each city, the lozenges of each sheet, those that wait in the sea."""

    tips: dict[Point, tuple[Point, str]]
    spots: list[tuple[SheetMark, Point, Point | None]]  # sheet, lozenge, the point of its city
    parked: list[tuple[SheetMark, Point, str]]

    @property
    def last(self) -> dict[str, Point]:
        """Of those that wait, where the last of each kind stands."""
        return {kind: spot for _, spot, kind in self.parked}


def both(charts: MapService, stops: Sequence[SheetMark], words: dict[str, str], language: str) -> str:
    """The map of both shores as inline SVG whose lozenges are links; nothing without an atlas.

    `words` are its `title` and what is said of sheets about the whole region (`region`) or of no known place (`sea`).
    """
    atlas = charts.atlas
    if atlas is None:
        return ""
    frame = _frame(atlas)
    ends = _ends(charts, atlas, frame, stops)
    safran = charts.colours["safran"]
    lines = _lines(ends)
    waiting = [label for kind, spot in ends.last.items() for label in _two_lines(words.get(kind, ""), spot)]
    names = _names(atlas, frame, ends, (lines, waiting), language)
    body = (
        _ground(atlas, frame, charts)
        + strokes(lines, safran, HAIRLINE)
        + shape([diamond(bead, WEB_BEAD) for line in lines for bead in beads(line, PITCH)], safran)
        + shape([end(tip, north=True, scale=0.9) for tip, _ in ends.tips.values()], safran)
        + "".join(word(label, CITY_TYPE if label.kind == "ville" else LANDMARK_TYPE) for label in (*names, *waiting))
        + "".join(sheet_link(stop, spot, LINK_LOZENGE, safran) for stop, spot, _ in (*ends.spots, *ends.parked))
    )
    return drawing(WIDTH, frame.height, body, words["title"], "carte-rives")


def _lines(ends: _Ends) -> list[Sequence[Point]]:
    """A bowed chain from each city to each spot of its sheets."""
    linked = [(city, spot, index) for index, (_, spot, city) in enumerate(ends.spots) if city]
    return [bowed(ends.tips[city][0], spot, WEB_BOW - WEB_BOW_STEP * (index % 4)) for city, spot, index in linked]


def rail(charts: MapService, sheet: Sheet, title: str) -> str:
    """The two shores of one sheet as inline SVG; nothing without an atlas."""
    if charts.atlas is None:
        return ""
    norths, souths = charts.norths(sheet), charts.souths(sheet)
    place = Rail(RAIL_HEIGHT, 0.0, 0.0, language=sheet.language, name=sheet.slug, frieze=charts.frieze)
    drawn = maps.rail(charts.atlas, norths, souths, place, charts.colours)
    inside = drawn.svg.partition("</title>")[2].removesuffix("</svg>")
    inside += "".join(word(label, maps.LABEL_SIZE) for label in drawn.labels)
    return drawing(drawn.width, drawn.height, inside, title, "carte-fiche", links=False)


def _frame(atlas: Atlas) -> _Frame:
    north, south = atlas.frames["rail"], atlas.frames["list"]
    scale = WIDTH / (north["east"] - north["west"])
    crest = (mercator(NORTH_TOP) - mercator(north["foot"])) * scale + OPEN_SEA
    top = crest + (CLIMB + WEB_CHANNEL) * STITCH - LINK_LOZENGE / 2
    return _Frame(
        Projection(north["west"], mercator(NORTH_TOP), scale),
        Projection(south["west"], mercator(south["north"]), WIDTH / (south["east"] - south["west"]), 0.0, top),
        crest,
    )


def _ground(atlas: Atlas, frame: _Frame, charts: MapService) -> str:
    """Land and sea of both halves, the channel between them, which goes on to the left where there is room."""
    colours, height = charts.colours, frame.height
    north = Box(-BEYOND, -1.0, WIDTH + 1, frame.trough)
    south = Box(-1.0, frame.crest, WIDTH + 1, height + 1)
    bank = shifted(shore(BEYOND + WIDTH, STITCH, charts.frieze), -BEYOND, frame.crest + STITCH)
    south_shore = (
        shape([Box(0.0, frame.crest, WIDTH, height).corners], colours["nuit"])
        + shape(clipped(frame.south.rings(atlas.near_lands), south), colours["terre-brulee"])
        + shape(clipped(frame.south.rings([*atlas.region, *atlas.fringe]), south), colours["terre-vive"])
        + strokes(frame.south.rings(atlas.county_lines), colours["terre-brulee"], COUNTY_LINE)
    )
    north_shore = (
        shape([Box(-BEYOND, 0.0, WIDTH, frame.trough).corners], colours["nuit"])
        + shape(clipped(frame.north.rings(atlas.lands), north), colours["nuit-claire"])
        + shape(clipped(frame.north.rings(atlas.france), north), colours["atlantique"])
    )
    marks = [frame.south.point(mark.longitude, mark.latitude) for mark in atlas.shown_on("list")]
    channel = path([shifted(band(WIDTH, STITCH, WEB_CHANNEL, charts.frieze), 0, frame.crest)], colours["ecume"])
    periods = len(charts.frieze) * STITCH * (WIDTH // (len(charts.frieze) * STITCH))
    further = "".join(f'<use href="#chenal" x="{number(-periods * step)}"/>' for step in (1, 2))
    return (
        _cut("rive-nord", [*bank, (WIDTH, 0.0), (-BEYOND, 0.0)], north_shore)
        + _cut("rive-sud", [*bank, (WIDTH, height), (-BEYOND, height)], south_shore)
        + channel.replace("<path", '<path id="chenal"')
        + further
        + shape([disc(point, DOT) for point in marks], PAPER_WHITE)
    )


def _cut(name: str, ring: Sequence[Point], body: str) -> str:
    """What is drawn inside a ring alone."""
    return f'<clipPath id="{name}">{shape([ring], PAPER_WHITE)}</clipPath><g clip-path="url(#{name})">{body}</g>'


def _ends(charts: MapService, atlas: Atlas, frame: _Frame, stops: Sequence[SheetMark]) -> _Ends:
    cities: dict[Point, str] = {}
    wanted: list[tuple[SheetMark, Point, Point | None]] = []
    waiting: list[tuple[str, SheetMark]] = []
    for stop in stops:
        north = next(iter(maps.found(charts.norths(stop.sheet))), None)
        city = at(frame.north, north) if north else None
        cities |= {city: north.name} if north and city else {}
        souths = maps.found(charts.souths(stop.sheet))
        seen = _seen(frame, souths)
        wanted += [(stop, spot, city) for spot in seen]
        if not seen:
            waiting.append(("region" if any(one.whole_region for one in souths) else "sea", stop))
    return _placed(atlas, frame, (cities, wanted, waiting))


def _seen(frame: _Frame, souths: Sequence[Found]) -> list[Point]:
    """Where the places of a sheet are on the map, each once."""
    there = dict.fromkeys(at(frame.south, one) for one in souths if not one.whole_region)
    return [spot for spot in there if 0 < spot[0] < WIDTH and frame.trough < spot[1] < frame.height]


def _placed(
    atlas: Atlas,
    frame: _Frame,
    asked: tuple[dict[Point, str], list[tuple[SheetMark, Point, Point | None]], list[tuple[str, SheetMark]]],
) -> _Ends:
    """Cities, spots of sheets, and those that wait, none over another."""
    cities, wanted, waiting = asked
    marks = [frame.south.point(mark.longitude, mark.latitude) for mark in atlas.shown_on("list")]
    spots = apart([spot for _, spot, _ in wanted], LINK_PITCH, marks, LINK_PITCH / 2 + 1)
    tips = tips_apart(list(cities), 0.9, north=True)
    left, top = WEB_WAITING
    ranked = sorted(waiting, key=lambda one: (one[0], one[1].number))
    return _Ends(
        {city: (tip, name) for (city, name), tip in zip(cities.items(), tips, strict=True)},
        [(stop, spot, city) for (stop, _, city), spot in zip(wanted, spots, strict=True)],
        [(stop, (left, frame.trough + top + row * LINK_PITCH), kind) for row, (kind, stop) in enumerate(ranked)],
    )


def _names(
    atlas: Atlas, frame: _Frame, ends: _Ends, drawn: tuple[Sequence[Sequence[Point]], Sequence[Label]], language: str
) -> tuple[Label, ...]:
    """Cities and landmarks, off the chains, the links and the words that are `drawn`."""
    lines, waiting = drawn
    marks = [(mark.text(language), frame.south.point(mark.longitude, mark.latitude)) for mark in atlas.shown_on("list")]
    wanted = [LabelRequest(text, point, LANDMARK_TYPE, DOT + 1.2) for text, point in marks]
    wanted += [
        LabelRequest(town_names.spoken(name, language), (x, y - 2.4), CITY_TYPE, 3.4, "ville")
        for (x, y), name in ends.tips.values()
    ]
    taken = [around(spot, LINK_LOZENGE / 2) for _, spot, _ in (*ends.spots, *ends.parked)]
    taken += [Box(x - 2.4, y - 3.8, x + 2.4, y) for (x, y), _ in ends.tips.values()]
    taken += [around(point, DOT + 0.2) for _, point in marks]
    taken += [around(bead, 0.8) for line in lines for bead in beads(line, 1.4)]
    taken += [box(label, LANDMARK_TYPE) for label in waiting]
    taken.append(Box(0.0, frame.crest - 1, WIDTH, frame.trough + 1))
    return placed(wanted, taken, Box(1.5, 1.5, WIDTH - 1.5, frame.height - 3.0))


def _two_lines(words: str, spot: Point) -> list[Label]:
    """What is said of a lozenge that waits in the sea, at its right."""
    said = words.split(" ")
    cuts = [(" ".join(said[:count]), " ".join(said[count:])) for count in range(1, len(said))]
    lines = min(cuts, key=lambda pair: max(map(len, pair)), default=(words,))
    line = LANDMARK_TYPE / POINTS_PER_MM * 1.15
    first = spot[1] - line * (len(lines) - 1) / 2
    return [Label(text, spot[0] + LINK_LOZENGE * 0.75, first + index * line) for index, text in enumerate(lines)]
