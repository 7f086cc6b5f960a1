"""Maps for the screen: both shores with a link at each place, the rail of a sheet; words are text of the drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from fiches import maps
from fiches.atlas import Atlas, Box, Projection, clipped, mercator
from fiches.chains import apart, bowed, tips_apart
from fiches.charts import Charts
from fiches.labels import POINT, Label, Wanted, around, placed
from fiches.maps import DOT, PROVINCE_LINE, WHITE, Rail, at, disc, rectangle
from fiches.ornament import (
    CLIMB,
    STITCH,
    Point,
    band,
    beads,
    chain,
    diamond,
    end,
    number,
    path,
    shifted,
    shore,
    stroke,
    woven_diamond,
)
from fiches.places import Found
from fiches.sheet import Sheet

WIDTH = 100.0  # of the map of both shores; all lengths are units of the drawing
NORTH_TOP, SOUTH_FOOT = 49.75, 28.75  # degrees
OPEN_SEA = 1.5  # units between the frontier of the northern map and the channel
LOZENGE, APART = 7.4, 10.0  # of a link, and from one to the next: 24 px on a phone of 360 px
THICKNESS = 2.5  # of the channel, in stitches
LABEL, MARK = 9.4, 8.6  # points: names of cities and of landmarks
FINE = 0.3  # units between two points of an outline
PARK = (6.5, 9.0)  # the first lozenge in the sea, from the left and below the channel
RAIL_HEIGHT = 118.0  # units of the map of one sheet, 55.5 wide
_ANCHORS = {"right": "start", "left": "end", "centre": "middle"}


@dataclass(frozen=True, slots=True)
class Stop:
    """A sheet on the map: its number, what its link says and leads to."""

    sheet: Sheet
    number: int
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class _Frame:
    """Both halves of the map: the northern shore, and the region at a larger scale below the channel."""

    north: Projection
    south: Projection
    crest: float  # where the channel begins

    @property
    def trough(self) -> float:
        """Where the channel ends."""
        return self.crest + (CLIMB + THICKNESS) * STITCH

    @property
    def height(self) -> float:
        return self.south.point(0.0, SOUTH_FOOT)[1]


@dataclass(frozen=True, slots=True)
class _Ends:
    """Where chains and links stand: the tip of each city, the lozenges of each sheet, those that wait in the sea."""

    tips: dict[Point, tuple[Point, str]]
    spots: list[tuple[Stop, Point, Point | None]]  # sheet, lozenge, the point of its city
    parked: list[tuple[Stop, Point, str]]


def both(charts: Charts, stops: Sequence[Stop], words: dict[str, str], language: str) -> str:
    """The map of both shores as inline SVG whose lozenges are links; nothing without an atlas.

    `words` are its `title` and what is said of sheets about the whole region (`region`) or of no known place (`sea`).
    """
    atlas = charts.atlas
    if atlas is None:
        return ""
    frame = _frame(atlas)
    ends = _ends(charts, frame, stops)
    lines = [(stop, bowed(ends.tips[city][0], spot, 0.05 + 0.02 * (index % 4)))
             for index, (stop, spot, city) in enumerate(ends.spots) if city]
    body = _ground(atlas, frame, charts) + "".join(
        path([end(tip, north=True, scale=0.9)], charts.colours["safran"]) for tip, _ in ends.tips.values()
    )
    body += "".join(_text(label, LABEL if label.kind == "ville" else MARK)
                    for label in _names(atlas, frame, ends, [line for _, line in lines], language))
    for stop in stops:
        threads = "".join(chain(_coarse(line), charts.colours["safran"], 0.7, 3.4) for one, line in lines if one is stop)
        links = "".join(_link(one, spot, charts) for one, spot, _ in (*ends.spots, *ends.parked) if one is stop)
        body += f'<g class="fil">{threads}{links}</g>'
    for stop, (x, y), kind in ends.parked:
        if not any(other[2] == kind and other[1][1] > y for other in ends.parked):
            body += _text(Label(words[kind], x + LOZENGE * 0.8, y), MARK)
    return _svg(WIDTH, frame.height, body, words["title"], "carte-rives")


def rail(charts: Charts, sheet: Sheet, title: str) -> str:
    """The two shores of one sheet as inline SVG; nothing without an atlas."""
    if charts.atlas is None:
        return ""
    norths, souths = charts.norths(sheet), charts.souths(sheet)
    place = Rail(RAIL_HEIGHT, 0.0, 0.0, language=sheet.language, name=sheet.slug, frieze=charts.frieze)
    drawn = maps.rail(charts.atlas, norths, souths, place, charts.colours)
    inside = drawn.svg.partition("</title>")[2].removesuffix("</svg>")
    inside += "".join(_text(label, maps.LABEL_SIZE) for label in drawn.labels)
    return _svg(drawn.width, drawn.height, inside, title, "carte-fiche", links=False)


def _svg(width: float, height: float, body: str, title: str, name: str, *, links: bool = True) -> str:
    box = f'viewBox="0 0 {number(width)} {number(height)}"'
    role = "group" if links else "img"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="{name}" {box} role="{role}" aria-labelledby="{name}">'
    return f'{head}<title id="{name}">{escape(title)}</title>{body}</svg>'


def _frame(atlas: Atlas) -> _Frame:
    north, south = atlas.frames["rail"], atlas.frames["list"]
    scale = WIDTH / (north["east"] - north["west"])
    crest = (mercator(NORTH_TOP) - mercator(north["foot"])) * scale + OPEN_SEA
    top = crest + STITCH
    return _Frame(
        Projection(north["west"], mercator(NORTH_TOP), scale),
        Projection(south["west"], mercator(south["north"]), WIDTH / (south["east"] - south["west"]), 0.0, top),
        crest,
    )


def _ground(atlas: Atlas, frame: _Frame, charts: Charts) -> str:
    """Land and sea of both halves, the channel between them."""
    colours, height = charts.colours, frame.height
    north: Box = (-1.0, -1.0, WIDTH + 1, frame.trough)
    south: Box = (-1.0, frame.crest, WIDTH + 1, height + 1)
    bank = [*shifted(shore(WIDTH, STITCH, charts.frieze), 0, frame.crest + STITCH), (WIDTH, height), (0.0, height)]
    inside = (
        path([rectangle((0.0, frame.crest, WIDTH, height))], colours["nuit"])
        + path(_coarsest(clipped(frame.south.rings(atlas.near_lands), south)), colours["terre-brulee"])
        + path(_coarsest(clipped(frame.south.rings([*atlas.region, *atlas.fringe]), south)), colours["terre-vive"])
        + stroke([_coarse(line) for line in frame.south.rings(atlas.provinces)], colours["terre-brulee"], PROVINCE_LINE)
    )
    marks = [frame.south.point(mark.longitude, mark.latitude) for mark in atlas.shown_on("list")]
    return (
        path([rectangle((0.0, 0.0, WIDTH, frame.trough))], colours["nuit"])
        + path(_coarsest(clipped(frame.north.rings(atlas.lands), north)), colours["nuit-claire"])
        + path(_coarsest(clipped(frame.north.rings(atlas.france), north)), colours["atlantique"])
        + f'<clipPath id="rive-sud">{path([bank], "#000")}</clipPath><g clip-path="url(#rive-sud)">{inside}</g>'
        + path([shifted(band(WIDTH, STITCH, THICKNESS, charts.frieze), 0, frame.crest)], colours["ecume"])
        + path([disc(point, DOT) for point in marks], WHITE)
    )


def _ends(charts: Charts, frame: _Frame, stops: Sequence[Stop]) -> _Ends:
    cities: dict[Point, str] = {}
    wanted: list[tuple[Stop, Point, Point | None]] = []
    parked: list[tuple[Stop, str]] = []
    for stop in stops:
        north = next((one for one in charts.norths(stop.sheet) if isinstance(one, Found)), None)
        city = at(frame.north, north) if north else None
        if north and city:
            cities[city] = north.name
        souths = charts.souths(stop.sheet)
        there = [at(frame.south, one) for one in souths if isinstance(one, Found) and not one.whole_region]
        seen = dict.fromkeys(spot for spot in there if 0 < spot[0] < WIDTH and frame.trough < spot[1] < frame.height)
        wanted += [(stop, spot, city) for spot in seen]
        if not seen:
            whole = any(isinstance(one, Found) and one.whole_region for one in souths)
            parked.append((stop, "region" if whole else "sea"))
    marks = [frame.south.point(mark.longitude, mark.latitude) for mark in charts.atlas.shown_on("list")] \
        if charts.atlas else []
    spots = apart([spot for _, spot, _ in wanted], APART, marks, APART / 2 + 1)
    tips = tips_apart(list(cities), 0.9, north=True)
    left, top = PARK
    waiting = [(stop, (left, frame.trough + top + index * APART), kind)
               for index, (stop, kind) in enumerate(sorted(parked, key=lambda one: (one[1], one[0].number)))]
    return _Ends(
        {city: (tip, name) for (city, name), tip in zip(cities.items(), tips, strict=True)},
        [(stop, spot, city) for (stop, _, city), spot in zip(wanted, spots, strict=True)],
        waiting,
    )


def _names(
    atlas: Atlas, frame: _Frame, ends: _Ends, lines: Sequence[Sequence[Point]], language: str
) -> tuple[Label, ...]:
    """Cities and landmarks, off the chains and the links."""
    marks = [(mark.text(language), frame.south.point(mark.longitude, mark.latitude)) for mark in atlas.shown_on("list")]
    wanted = [Wanted(text, point, MARK, DOT + 1.2) for text, point in marks]
    wanted += [Wanted(name, (x, y - 2.4), LABEL, 3.4, "ville") for (x, y), name in ends.tips.values()]
    taken = [around(spot, LOZENGE / 2) for _, spot, _ in (*ends.spots, *ends.parked)]
    taken += [(x - 2.4, y - 3.8, x + 2.4, y) for (x, y), _ in ends.tips.values()]
    taken += [around(point, DOT + 0.2) for _, point in marks]
    taken += [around(bead, 0.8) for line in lines for bead in beads(line, 1.4)]
    taken.append((0.0, frame.crest - 1, WIDTH, frame.trough + 1))
    return placed(wanted, taken, (1.5, 1.5, WIDTH - 1.5, frame.height - 3.0))


def _link(stop: Stop, spot: Point, charts: Charts) -> str:
    lozenge = path([woven_diamond(spot, LOZENGE)], charts.colours["safran"])
    focus = path([diamond(spot, LOZENGE * 0.74)], "none").replace("<path", '<path class="anneau"')
    digits = _text(Label(str(stop.number), spot[0], spot[1], "centre", "numero"), MARK)
    says = escape(f"{stop.number}. {stop.title}")
    return f'<a href="{escape(stop.href)}" aria-label="{says}"><title>{says}</title>{focus}{lozenge}{digits}</a>'


def _text(label: Label, size: float) -> str:
    tall = size * POINT
    place = f'x="{number(label.x)}" y="{number(label.y + tall * 0.35)}" font-size="{number(tall)}"'
    anchor = _ANCHORS[label.side]
    return f'<text class="nom-{label.kind}" {place} text-anchor="{anchor}">{escape(label.text)}</text>'


def _coarse(line: Sequence[Point]) -> list[Point]:
    """A line with as many points as a screen shows."""
    kept = [line[0]]
    for x, y in line[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= FINE:
            kept.append((x, y))
    return [(round(x, 2), round(y, 2)) for x, y in (*kept, *line[1:][-1:])]


def _coarsest(rings: Iterable[Sequence[Point]]) -> list[list[Point]]:
    return [ring for ring in map(_coarse, rings) if len(ring) > 2]
