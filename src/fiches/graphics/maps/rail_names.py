"""The names on the southern half of a rail: of landmarks, and of places that might be taken for another."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from fiches.core.geometry import Box
from fiches.graphics.maps.labels import Label, LabelRequest, around, placed
from fiches.graphics.svg import Point

NAME_SIZE = 7.0  # points
DOT = 0.7  # half a landmark's dot
EDGE = 0.8  # mm of a coast that names rather do not cover
SAME_PLACE = 1.0  # mm within which a place is a landmark
MISTAKEN = 4.0  # mm between a place and a landmark that might be taken for it
MARK_MIDDLE, NAME_GAP = 2.0, 3.6  # mm from the tip of a mark to its middle, and from there to its name

NamedTip = tuple[str, Point]


class RailGround(NamedTuple):
    """What names stand on: where they may, what they may not cover, the edges that they rather do not."""

    frame: Box
    taken: tuple[Box, ...]
    edges: Iterable[Sequence[Point]]


def doubtful(spots: Sequence[tuple[Point, str]], feet: Sequence[Point], dots: Sequence[Point]) -> Iterator[NamedTip]:
    """(name, tip of its mark) of each place that is one of several, or near the dot of a landmark.

    `spots`: where each place stands, and its name; `feet`: the tips of all marks, a whole region's too.
    """
    places = dict.fromkeys(spot for spot, _ in spots)
    if len(places) != len(feet):
        return
    for place, foot in zip(places, feet, strict=True):
        if len(feet) > 1 or any(math.dist(foot, dot) < MISTAKEN for dot in dots):
            yield " · ".join(dict.fromkeys(name for spot, name in spots if spot == place)), foot


def placed_names(
    landmarks: Sequence[NamedTip], places: Iterable[NamedTip], feet: Sequence[Point], ground: RailGround
) -> tuple[Label, ...]:
    """The names of landmarks, then those of places, rather beside the edges of land and region than over them."""
    dots = [point for _, point in landmarks]
    wanted = [LabelRequest(text, point, NAME_SIZE, DOT + 1.0) for text, point in landmarks]
    wanted += [LabelRequest(text, (x, y + MARK_MIDDLE), NAME_SIZE, NAME_GAP, "lieu") for text, (x, y) in places]
    obstacles = [*ground.taken, *(around(dot, DOT + 0.2) for dot in dots)]
    crossed = [around(point, EDGE / 2) for edge in ground.edges for point in _seen(edge, ground.frame)]
    return placed(wanted, obstacles, ground.frame, crossed, marks=list(_other_ends(feet, dots)))


def _other_ends(feet: Iterable[Point], dots: Sequence[Point]) -> Iterator[Point]:
    """The middle of the southern ends of chains, but of those that stand for a landmark."""
    for x, y in feet:
        if all(math.dist(dot, (x, y)) > SAME_PLACE for dot in dots):
            yield x, y + MARK_MIDDLE


def _seen(edge: Sequence[Point], frame: Box) -> list[Point]:
    """The points of a line within a frame, EDGE apart or more."""
    kept: list[Point] = []
    for x, y in edge:
        if frame.x0 < x < frame.x1 and frame.y0 < y < frame.y1 and (not kept or math.dist(kept[-1], (x, y)) >= EDGE):
            kept.append((x, y))
    return kept
