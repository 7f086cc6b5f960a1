"""How the maps of a booklet look, and one of them: the region with the numbered places of its sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fiches.core.geometry import BLEED, Box
from fiches.graphics.maps.data import Atlas, Projection, clipped, mercator
from fiches.graphics.maps.labels import Label, LabelRequest, around, placed
from fiches.graphics.maps.rail import COUNTY_LINE, LABEL_SIZE, PAPER_WHITE, MapDrawing, at, disc
from fiches.graphics.maps.routes import apart
from fiches.graphics.svg import (
    STEPS,
    STITCH,
    Colours,
    Frieze,
    Point,
    document,
    number,
    path,
    shore,
    stroke,
    woven_diamond,
)
from fiches.places.points import Answer, Found

LIST_HEIGHT = 96.75  # 21.5 u
LOZENGE = 6.4
LOZENGE_PITCH = LOZENGE + 0.6  # between the middles of two lozenges
SMALL_LOZENGE = 2.4
WAITING_PLACE = (18.5, 59.0, 9.2)  # the first lozenge in the sea, and the step down
WAITING_KINDS = ("toute-la-region", "a-confirmer", "hors-region")
WAITING_ROW, WAITING_TOP, WAITING_END = 5, 27.0, 12.0  # lozenges in a row; mm: under the title, above the foot


@dataclass(frozen=True, slots=True)
class MapLook:
    """How a map is spoken and edged: the language of its names, its title for those who do not see it, its frieze.

    `page` is the paper that it is drawn for, width and height in mm.
    """

    page: tuple[float, float]
    language: str = "fr"
    title: str = ""
    frieze: Frieze = STEPS


def framed(atlas: Atlas, name: str, width: float) -> Projection:
    """The part of the world that a map shows, on a page so many mm wide."""
    frame = atlas.frames[name]
    return Projection(frame["west"], mercator(frame["north"]), width / (frame["east"] - frame["west"]), BLEED, BLEED)


def marks_of(atlas: Atlas, page: Projection, name: str, language: str) -> list[tuple[str, Point]]:
    """The landmarks that a map shows, and where they stand on it."""
    return [(mark.text(language), page.point(mark.longitude, mark.latitude)) for mark in atlas.shown_on(name)]


def dots_around(dots: Iterable[Point]) -> Iterator[Box]:
    """What no name may cover of the dots of landmarks."""
    return (around(dot, 0.9) for dot in dots)


@dataclass(frozen=True, slots=True)
class Numbered:
    """What the list map shows of one place of one sheet."""

    number: int
    place: Answer


def list_map(atlas: Atlas, places: Sequence[Numbered], colours: Colours, look: MapLook) -> MapDrawing:
    """The region to 21.5 u, a bleed above and on both sides, one shore at its foot."""
    page = framed(atlas, "list", look.page[0])
    width, height = look.page[0] + 2 * BLEED, LIST_HEIGHT + BLEED
    marks = marks_of(atlas, page, "list", look.language)
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
    obstacles = [*(around(spot, LOZENGE * 0.36) for _, spot in spots), *dots_around(dict(marks).values())]
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
        + stroke(page.rings(atlas.county_lines), colours["terre-brulee"], COUNTY_LINE)
    )
    return f'<clipPath id="{name}">{path([edge], "#000")}</clipPath><g clip-path="url(#{name})">{inside}</g>'
