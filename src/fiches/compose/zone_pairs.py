"""Rubrics side by side on one height, and the pull quote that may hang under the shorter one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fiches.compose.copyfit import TextSetting
from fiches.compose.frame import SNAP, Frame, whole
from fiches.compose.model import PageInputs, fitted, set_text
from fiches.compose.pieces import HEAD_WHITE, Area, Placed, ZonePiece, ZoneSpot
from fiches.compose.zones import PairZone

HANGING = 6.0  # u: how much shorter a text must be to carry a quotation
SAME = 0.5  # u: heights that differ by no more are the same


def pair(inputs: PageInputs, zone: PairZone, area: Area) -> ZonePiece | None:
    """Those that the sheet has, on the split that ends lowest and evenest; one alone has the whole width."""
    names = [name for name in zone.pair if inputs.matter.has(name)]
    if not names:
        return None
    texts = _lowest([_split(inputs, zone, area, split) for split in _splits(zone, area, names)])
    return ZonePiece(zone, texts.place, texts.talls)


def _lowest(ways: Sequence[_Texts]) -> _Texts:
    """The one that ends lowest and evenest, the first of equals; what cannot be that is not cut into lines."""
    (first, best), *others = sorted(enumerate(ways), key=lambda each: each[1].least)
    rank = (*best.rank, first)
    for place, one in others:
        if one.least <= rank[0] and (*one.rank, place) < rank:
            best, rank = one, (*one.rank, place)
    return best


def _splits(zone: PairZone, area: Area, names: Sequence[str]) -> list[Mapping[str, int]]:
    """How many columns of the grid each rubric takes, for each split of the zone."""
    if len(names) < len(zone.pair):
        share, over = divmod(area.columns, len(names))
        return [{name: share + (place < over) for place, name in enumerate(names)}]
    return [dict(zip(names, _shared(split, area.columns), strict=True)) for split in zone.splits]


def _shared(split: tuple[int, ...], columns: int) -> tuple[int, ...]:
    """A split of the whole grid on the columns that a rail leaves of it."""
    edges = [round(columns * sum(split[:place]) / sum(split)) for place in range(len(split) + 1)]
    return tuple(max(1, end - start) for start, end in pairwise(edges))


@dataclass(frozen=True, slots=True)
class _Texts:
    """Rubrics side by side, ready to be placed: where each begins and how it is set, and how high it is."""

    inputs: PageInputs
    zone: PairZone
    area: Area
    settings: Mapping[str, tuple[float, TextSetting]]

    @property
    def talls(self) -> Mapping[str, float]:
        """How high each of them is, in u."""
        return {name: self.inputs.height(text) for name, (_, text) in self.settings.items()}

    @property
    def least(self) -> int:
        """What its rank begins with at least, known before its lines."""
        return round(max(self.inputs.least(text) for _, text in self.settings.values()) / SAME)

    @property
    def rank(self) -> tuple[float, float]:
        """The lowest first, then the evenest."""
        talls = self.talls.values()
        return round(max(talls) / SAME), max(talls) - min(talls)

    def place(self, spot: ZoneSpot) -> Placed:
        """Heads and texts on one height, grounds from a u above the heads to the trim or to under the texts."""
        head = self._head(spot)
        frames = dict[str, Frame]()
        foot = head + self.inputs.rules.head_above + max(self.talls.values())
        for name, (x, text) in self.settings.items():
            frames[f"tete-{name}"] = Frame(x, head, text.width, self.inputs.rules.head_above)
            frames[name] = set_text(x, head + self.inputs.rules.head_above, text, self.talls[name])
        grounds = self._grounds(spot, (head - 1, foot + 1))
        frames |= grounds
        if self.zone.hangs and self.inputs.may_hang and len(self.settings) > 1:
            frames |= self._hanging(frames)
        return Placed(frames, foot + self._under(spot, on_ground=bool(grounds)))

    def _under(self, spot: ZoneSpot, *, on_ground: bool) -> float:
        """What stands under the texts: the margin on the foot of the page, else the rest of a ground."""
        if spot.is_last:
            return self.inputs.grid.page - self.inputs.grid.bottom if spot.anchored else 0.0
        return 1.0 if on_ground else 0.0

    def _head(self, spot: ZoneSpot) -> float:
        if spot.is_first:
            return self.inputs.grid.top
        if spot.anchored:  # as close to what stands under it as a whole unit leaves it
            return float(math.floor(spot.y + (1.0 if self._grounded else 0.0) + SNAP))
        return whole(spot.y + (1.0 if spot.after_image else HEAD_WHITE))

    @property
    def _grounded(self) -> list[str]:
        """Those of the rubrics here that have a ground."""
        return [name for name, _ in self.zone.grounds if name in self.settings]

    def _grounds(self, spot: ZoneSpot, edges: tuple[float, float]) -> dict[str, Frame]:
        """Of each rubric that has one: to the edge of the page at its outer side."""
        grid, found = self.inputs.grid, dict[str, Frame]()
        foot = grid.page if spot.is_last else edges[1]
        names = list(self.settings)
        for name in self._grounded:
            x, text = self.settings[name]
            left = self.area.left if name == names[0] else x - grid.gutter
            right = self.area.left + self.area.width if name == names[-1] else x + text.width
            found[f"fond-{name}"] = Frame(left, edges[0], right - left, foot - edges[0])
        return found

    def _hanging(self, frames: Mapping[str, Frame]) -> dict[str, Frame]:
        """A quotation under the shortest text, when it leaves much empty beside the longest."""
        short = min(self.talls, key=lambda name: self.talls[name])
        room = max(self.talls.values()) - self.talls[short]
        if not self.inputs.is_quoted or room <= HANGING:
            return {}
        x, width = frames[short].x, self.settings[short][1].width
        steps = self.inputs.rules.ladders["exergue"]
        step, tall = fitted(self.inputs, self.inputs.quote, width, steps[2:] or steps[-1:])
        if tall > room - 2:
            return {}
        y = frames[short].foot + (room + 1 - tall) / 2
        return {"exergue": set_text(x, y, self.inputs.setting(self.inputs.quote, width, step), tall)}


def _split(inputs: PageInputs, zone: PairZone, area: Area, shares: Mapping[str, int]) -> _Texts:
    """Each rubric on its columns of the grid; one on a ground, further in by a gutter unless it comes first."""
    grounds, settings, first = dict(zone.grounds), dict[str, tuple[float, TextSetting]](), 1
    for name, columns in shares.items():
        inset = inputs.grid.gutter if name in grounds and first > 1 else 0.0
        width = area.span(inputs, columns) - inset
        text = inputs.setting(name, width, inputs.body, inputs.columns(width))
        settings[name] = (area.x(inputs, first) + inset, text)
        first += columns
    return _Texts(inputs, zone, area, settings)
