"""The chains of a booklet's cover: one for each sheet, as far as its ends are known."""

from __future__ import annotations

from collections.abc import Sequence

from fiches.graphics.maps.booklet import MapLook
from fiches.graphics.maps.rail import MapDrawing, Pair
from fiches.graphics.svg import Colours, Frieze, beads, chain, diamond, document, end, path
from fiches.places.points import Answer, Found

COVER_CHAINS = (21.0, 190.7)  # the first and the last chain
COVER_NORTH, COVER_SOUTH = (128.6, 48.9, 3.1), (201.6, 30.22, 14.8)  # tip, latitude, mm for a degree
NORTH_LIMITS, SOUTH_LIMITS = (112.0, 143.0), (188.0, 221.0)
COVER_STEP = 33.9  # mm between two chains at most: the waves of the channel are four to a page, and these between
COVER_SCALE, COVER_PITCH, COVER_BEAD = 1.34, 4.375, 1.1
CHANNEL_STITCH = 4.375
NORTHERN_BANK, SOUTHERN_BANK = 149.625 - 9.0, 160.5625 + 9.0  # their crests, and how far inland what is open ends


def cover_chains(pairs: Sequence[Pair], colours: Colours, look: MapLook) -> MapDrawing | None:
    """A chain for each sheet, in order, on a page without bleed; None where no end of any is known."""
    if not any(isinstance(answer, Found) for pair in pairs for answer in pair):
        return None
    left, right = COVER_CHAINS
    step = min((right - left) / max(len(pairs) - 1, 1), COVER_STEP)
    scale = min(1.0, step / 8.5)
    first = (left + right - step * (len(pairs) - 1)) / 2
    strung = (
        _cover_chain(first + index * step, pair, scale, (colours["safran"], look.frieze))
        for index, pair in enumerate(pairs)
    )
    return MapDrawing(document(*look.page, "".join(strung), look.title), (), *look.page)


def _cover_chain(x: float, pair: Pair, scale: float, drawn: tuple[str, Frieze]) -> str:
    """One chain, its ends by latitude; where one is not known, beads without a thread end just inland."""
    (north, south), (colour, frieze) = pair, drawn
    bank = CHANNEL_STITCH * frieze[int(x / CHANNEL_STITCH) % len(frieze)]
    top = _high(north, COVER_NORTH, NORTH_LIMITS) or NORTHERN_BANK + bank
    foot = _high(south, COVER_SOUTH, SOUTH_LIMITS) or SOUTHERN_BANK + bank
    size, line, bead = COVER_SCALE * scale, [(x, top), (x, foot)], COVER_BEAD * scale
    ends = [end((x, top), north=True, scale=size)] if isinstance(north, Found) else []
    ends += [end((x, foot), north=False, scale=size)] if isinstance(south, Found) else []
    if len(ends) == 2:
        return chain(line, colour, bead, COVER_PITCH) + path(ends, colour)
    return path([*(diamond(point, bead) for point in beads(line, COVER_PITCH)), *ends], colour)


def _high(place: Answer | None, rule: tuple[float, float, float], limits: tuple[float, float]) -> float:
    """How far down a place stands, 0 where it is not known."""
    if not isinstance(place, Found):
        return 0.0
    tip, reference, scale = rule
    return min(max(tip + (reference - place.latitude) * scale, limits[0]), limits[1])
