"""The chains of a booklet's cover: one for each sheet, its ends hollow where they are not known."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from fiches.graphics.maps.booklet import MapLook
from fiches.graphics.maps.rail import MapDrawing, Pair
from fiches.graphics.svg import Colours, chain, document, end, path, stroke
from fiches.places.points import Answer, Found

COVER_CHAINS = (21.0, 190.7)  # the first and the last chain
COVER_NORTH, COVER_SOUTH = (128.6, 48.9, 3.1), (201.6, 30.22, 14.8)  # tip, latitude, mm for a degree
NORTH_LIMITS, SOUTH_LIMITS = (112.0, 143.0), (188.0, 221.0)
COVER_STEP = 33.9  # mm between two chains at most: the waves of the channel are four to a page, and these between
COVER_SCALE, COVER_PITCH, COVER_BEAD = 1.34, 4.375, 1.1
HOLLOW_LINE = 0.45  # mm, around an end that is not known


def cover_chains(pairs: Sequence[Pair], colours: Colours, look: MapLook) -> MapDrawing | None:
    """A chain for each sheet, in order, on a page without bleed; None where no end of any is known."""
    if not any(isinstance(answer, Found) for pair in pairs for answer in pair):
        return None
    left, right = COVER_CHAINS
    step = min((right - left) / max(len(pairs) - 1, 1), COVER_STEP)
    scale = min(1.0, step / 8.5)
    first = (left + right - step * (len(pairs) - 1)) / 2
    strung = (_cover_chain(first + index * step, pair, scale, colours["safran"]) for index, pair in enumerate(pairs))
    return MapDrawing(document(*look.page, "".join(strung), look.title), (), *look.page)


def _cover_chain(x: float, pair: Pair, scale: float, colour: str) -> str:
    """One chain, its ends by latitude; one that is not known is hollow, and stands in the middle of its shore."""
    (north, south), size = pair, COVER_SCALE * scale
    top, foot = _high(north, COVER_NORTH, NORTH_LIMITS), _high(south, COVER_SOUTH, SOUTH_LIMITS)
    ends = [end((x, top), north=True, scale=size), end((x, foot), north=False, scale=size)]
    known = [isinstance(place, Found) for place in pair]
    hollow = [[*ring, ring[0]] for ring, is_known in zip(ends, known, strict=True) if not is_known]
    line = chain([(x, top), (x, foot)], colour, COVER_BEAD * scale, COVER_PITCH)
    return line + path(compress(ends, known), colour) + stroke(hollow, colour, HOLLOW_LINE)


def _high(place: Answer | None, rule: tuple[float, float, float], limits: tuple[float, float]) -> float:
    """How far down a place stands; in the middle where it is not known."""
    if not isinstance(place, Found):
        return sum(limits) / 2
    tip, reference, scale = rule
    return min(max(tip + (reference - place.latitude) * scale, limits[0]), limits[1])
