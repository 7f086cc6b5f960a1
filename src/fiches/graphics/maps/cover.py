"""The chains of a booklet's cover: one for each sheet both of whose ends are known."""

from __future__ import annotations

from collections.abc import Sequence

from fiches.graphics.maps.booklet import MapLook
from fiches.graphics.maps.rail import MapDrawing, Pair
from fiches.graphics.svg import Colours, chain, document, end, path
from fiches.places.points import Found

COVER_CHAINS = (21.0, 190.7)  # the first and the last chain
COVER_NORTH, COVER_SOUTH = (128.6, 48.9, 3.1), (201.6, 30.22, 14.8)  # tip, latitude, mm for a degree
COVER_STEP = 33.9  # mm between two chains at most: the waves of the channel are four to a page, and these between
COVER_SCALE, COVER_PITCH, COVER_BEAD = 1.34, 4.375, 1.1


def cover_chains(pairs: Sequence[Pair], colours: Colours, look: MapLook) -> MapDrawing | None:
    """A chain for each sheet both of whose ends are known, in order, on a page without bleed; None without any."""
    known = [(city, place) for city, place in pairs if isinstance(city, Found) and isinstance(place, Found)]
    if not known:
        return None
    left, right = COVER_CHAINS
    step = min((right - left) / max(len(known) - 1, 1), COVER_STEP)
    scale = min(1.0, step / 8.5)
    first = (left + right - step * (len(known) - 1)) / 2
    body = "".join(_cover_chain(first + index * step, ends, scale, colours) for index, ends in enumerate(known))
    return MapDrawing(document(*look.page, body, look.title), (), *look.page)


def _cover_chain(x: float, ends_: tuple[Found, Found], scale: float, colours: Colours) -> str:
    """One chain, its ends by latitude."""
    top = _high(ends_[0].latitude, COVER_NORTH, (112.0, 143.0))
    foot = _high(ends_[1].latitude, COVER_SOUTH, (188.0, 221.0))
    size = COVER_SCALE * scale
    ends = [end((x, top), north=True, scale=size), end((x, foot), north=False, scale=size)]
    line = chain([(x, top), (x, foot)], colours["safran"], COVER_BEAD * scale, COVER_PITCH)
    return line + path(ends, colours["safran"])


def _high(latitude: float, rule: tuple[float, float, float], limits: tuple[float, float]) -> float:
    tip, reference, scale = rule
    return min(max(tip + (reference - latitude) * scale, limits[0]), limits[1])
