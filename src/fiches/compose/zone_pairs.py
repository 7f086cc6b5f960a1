"""Rubrics side by side on one height, and the pull quote that may hang under the shorter one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from fiches.compose import zone_stacked
from fiches.compose.copyfit import TextSetting
from fiches.compose.evenness import EVEN
from fiches.compose.frame import SNAP, Frame, whole
from fiches.compose.model import PageInputs, PagePhoto, set_text
from fiches.compose.picture_frames import cut_share, heights
from fiches.compose.pieces import Area, Placed, ZonePiece, ZoneSpot, fitted, head_above, head_at
from fiches.compose.zone_images import caption_room, caption_under
from fiches.compose.zones import Anchor, PairZone

HANGING = 6.0  # u: how much shorter a text must be to carry a quotation
LARGEST_HEADING = 0.5  # of the height of the page, that a photo over one rubric may take
FORGOTTEN = 8.0  # u: by how much one of two texts may be the shorter
MORE_STACKED = 4.0  # u: how much lower two rubrics may end one below the other than side by side
PROBE = ZoneSpot(1.0, after_image=True)  # any place within a page, for comparison
SAME = 0.5  # u: heights that differ by no more are the same


def pair(inputs: PageInputs, zone: PairZone, area: Area) -> ZonePiece | None:
    """Those that the sheet has, on the split that ends lowest and evenest; one alone has the whole width."""
    names = [name for name in zone.pair if inputs.matter.has(name)]
    if not names:
        return None
    splits = [_split(inputs, zone, area, split) for split in _splits(zone, area, names)]
    if inputs.heading:
        return _headed(splits, inputs.heading)
    texts = _lowest(splits)
    return _stacked(texts) or texts.piece


def _stacked(texts: _Texts) -> ZonePiece | None:
    """One under the other, where a table of one asks for it or one is much shorter and that ends not much lower.

    The latter only while the sheet has room for it.
    """
    if not (texts.is_tight or (texts.is_hollow and not texts.inputs.choice.dense)):
        return None
    below = zone_stacked.stacked(texts.inputs, texts.zone, texts.area)
    if below and (texts.is_tight or below.place(PROBE).foot <= texts.piece.place(PROBE).foot + MORE_STACKED):
        return below
    return None


def _headed(splits: Sequence[_Texts], photo: PagePhoto) -> ZonePiece | None:
    """With a photo over one of them, or beside the first of two: where the least stays empty; None where it is cut."""
    texts = splits[0]
    limit = max(_lowest(splits).talls.values()) + photo.room
    found = [headed for texts in splits for headed in _headings(texts, photo)]
    best = min(found, key=lambda one: one.rank_below(limit), default=None)
    if best is None:
        return None
    foot = limit + texts.inputs.grid.top + texts.deep
    ways = zone_stacked.pictured(texts.inputs, texts.zone, texts.area, foot) if len(texts.settings) == 2 else ()
    empty, beside = min(ways, key=lambda way: way[0], default=(math.inf, best.piece))
    return beside if empty + EVEN < best.empty(limit) else best.piece


def _lowest(ways: Sequence[_Texts]) -> _Texts:
    """The one that ends lowest and evenest, the first of equals; what cannot be that is not cut into lines.

    One in which a table is too wide only where it is in all.
    """
    ways = [one for one in ways if not one.is_tight] or ways
    (first, best), *others = sorted(enumerate(ways), key=lambda each: each[1].least)
    rank = (*best.rank, first)
    for place, one in others:
        if one.least <= rank[0] and (*one.rank, place) < rank:
            best, rank = one, (*one.rank, place)
    return best


def _headings(texts: _Texts, photo: PagePhoto) -> Iterator[_Texts]:
    """The texts with a photo that heads one of them: over each, so high that all end together, or that it is whole."""
    for name in texts.settings if len(texts.settings) > 1 else ():
        _, width = texts.across(name)
        module, under = texts.inputs.grid.module, replace(texts, over=name).drop(photo, 0.0)
        bounds = heights(photo.ratios, width, (photo.least * module, LARGEST_HEADING * texts.inputs.grid.height))
        least, most = bounds.least / module, bounds.most / module
        wanted = max(texts.talls.values()) - texts.talls[name] - under
        highs = {min(max(least, high), most) for high in (wanted, width / photo.shape / module, least)}
        yield from (replace(texts, over=name, high=high) for high in sorted(highs) if least <= most)


def _splits(zone: PairZone, area: Area, names: Sequence[str]) -> list[Mapping[str, float]]:
    """How many columns of the grid each rubric takes, for each split of the zone."""
    if len(names) < len(zone.pair):
        share, over = divmod(area.columns, len(names))
        return [{name: share + (place < over) for place, name in enumerate(names)}]
    return [dict(zip(names, _shared(split, area.columns), strict=True)) for split in zone.splits]


def _shared(split: tuple[float, ...], columns: int) -> tuple[float, ...]:
    """A split of the whole grid on the columns that a rail leaves of it, in whole ones there."""
    if sum(split) == columns:
        return split
    edges = [round(columns * sum(split[:place]) / sum(split)) for place in range(len(split) + 1)]
    return tuple(max(1, end - start) for start, end in pairwise(edges))


@dataclass(frozen=True, slots=True)
class _Texts:
    """Rubrics side by side, ready to be placed: where each begins and how it is set, and how high it is."""

    inputs: PageInputs
    zone: PairZone
    area: Area
    settings: Mapping[str, tuple[float, TextSetting]]
    over: str = ""  # the rubric that the photo stands over
    high: float = 0.0  # u, of that photo

    @property
    def piece(self) -> ZonePiece:
        """They ready to be placed."""
        return ZonePiece(self.zone, self.place, self.talls)

    @property
    def deep(self) -> float:
        """How high their heads are, in u: that of the highest, for their texts to begin on one line."""
        return max(head_above(self.inputs, name, text.width) for name, (_, text) in self.settings.items())

    @property
    def talls(self) -> Mapping[str, float]:
        """How high each of them is, in u."""
        return {name: self.inputs.height(text) for name, (_, text) in self.settings.items()}

    @property
    def is_hollow(self) -> bool:
        """Whether one of two leaves so much empty beside the other that it would look forgotten."""
        talls = sorted(self.talls.values())
        flows = self.zone.anchor is Anchor.FLOW and not self.over
        return flows and len(talls) == 2 and talls[1] - talls[0] > FORGOTTEN

    @property
    def is_tight(self) -> bool:
        """Whether a table of one of them is too wide for it."""
        return any(self.inputs.is_tight(text) for _, text in self.settings.values())

    @property
    def least(self) -> int:
        """What its rank begins with at least, known before its lines."""
        return round(max(self.inputs.least(text) for _, text in self.settings.values()) / SAME)

    @property
    def rank(self) -> tuple[float, float]:
        """The lowest first, where what is not even counts as height; then the evenest."""
        deepest, apart = max(self.talls.values()), max(self.talls.values()) - min(self.talls.values())
        return round((deepest + max(0.0, apart - EVEN)) / SAME), apart

    def rank_below(self, limit: float) -> tuple[bool, int, float]:
        """With a photo over one: first those that end above a limit, and nearest to it, those of which least is cut."""
        deepest, empty = max(self._deep), max(0.0, self.empty(limit) - EVEN)
        return deepest > limit, math.ceil(empty / EVEN), round(self._cut, 1) - deepest / 1000

    def empty(self, limit: float) -> float:
        """How much stays empty under the one that ends first, down to a limit."""
        return limit - min(self._deep)

    @property
    def _deep(self) -> list[float]:
        """How far under the line of their heads each ends."""
        return [self._above(name) + tall for name, tall in self.talls.items()]

    @property
    def _cut(self) -> float:
        """The share of the photo over one of them that its frame cuts."""
        photo = self.inputs.heading
        ratio = self.across(self.over)[1] / (self.high * self.inputs.grid.module)
        return cut_share(photo.shape, ratio) if photo else 0.0

    def _above(self, name: str) -> float:
        """What stands over the head of a rubric, from the line of the heads on."""
        photo = self.inputs.heading
        return self.drop(photo, self.high) if photo and name == self.over else 0.0

    def drop(self, photo: PagePhoto, high: float) -> float:
        """How much further down than the others a rubric begins that has a photo so high over it."""
        return whole(high + self._under_photo(photo) + 1) - whole(self.inputs.grid.top)

    def _under_photo(self, photo: PagePhoto) -> float:
        """What stands under it, of the width of its rubric."""
        return caption_room(self.inputs, photo, self.settings[self.over][1].width) if self.over else photo.under

    def across(self, name: str) -> tuple[float, float]:
        """Where a photo over a rubric begins and how wide it is: to the edge of the page at its outer side (mm)."""
        (x, text), names = self.settings[name], list(self.settings)
        left = self.area.left if name == names[0] else x
        return left, (self.area.left + self.area.width if name == names[-1] else x + text.width) - left

    def _photo(self) -> dict[str, Frame]:
        """The photo over its rubric, from the trim on, and its caption."""
        photo = self.inputs.heading
        if photo is None or not self.over:
            return {}
        (left, width), (x, text) = self.across(self.over), self.settings[self.over]
        frames = {"photo": Frame(left, 0.0, width, self.high)}
        if photo.captioned:
            frames["legende"] = caption_under(x, self.high, text.width, self._under_photo(photo))
        return frames

    def place(self, spot: ZoneSpot) -> Placed:
        """Heads and texts on one height, grounds from a u above the heads to the trim or to under the texts."""
        head = self._head(spot)
        deep = self.deep
        frames = dict[str, Frame]()
        foot = head + deep + max(self._above(name) + tall for name, tall in self.talls.items())
        for name, (x, text) in self.settings.items():
            y = head + self._above(name)
            frames[f"tete-{name}"] = Frame(x, y, text.width, deep)
            frames[name] = set_text(x, y + deep, text, self.talls[name])
        grounds = self._grounds(spot, (0.0 if spot.is_first else head - 1, foot + 1))
        frames |= grounds | self._photo()
        if self.zone.hangs and self.inputs.may_hang and len(self.settings) > 1:
            frames |= self._hanging(frames)
        return Placed(frames, foot + self._under(spot, on_ground=bool(grounds)))

    def _under(self, spot: ZoneSpot, *, on_ground: bool) -> float:
        """What stands under the texts: the margin on the foot of the page, else the rest of a ground."""
        if spot.is_last:
            return self.inputs.grid.page - self.inputs.grid.bottom if spot.anchored else 0.0
        return 1.0 if on_ground else 0.0

    def _head(self, spot: ZoneSpot) -> float:
        if spot.anchored and not spot.is_first:  # as close to what stands under it as a whole unit leaves it
            return float(math.floor(spot.y + (1.0 if self._grounded else 0.0) + SNAP))
        return head_at(self.inputs, spot)

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
            right = self.area.left + self.area.width if name == names[-1] else x + text.width + grid.gutter
            found[f"fond-{name}"] = Frame(left, edges[0], right - left, foot - edges[0])
        return found

    def _hanging(self, frames: Mapping[str, Frame]) -> dict[str, Frame]:
        """A quotation under the shortest text, when it leaves much empty beside the longest."""
        feet = {name: frames[name].foot for name in self.talls}
        short = min(feet, key=lambda name: feet[name])
        room = max(feet.values()) - feet[short]
        if not self.inputs.is_quoted or room <= HANGING:
            return {}
        x, width = frames[short].x, self.settings[short][1].width
        steps = self.inputs.rules.ladders["exergue"]
        step, tall = fitted(self.inputs, self.inputs.quote, width, steps[2:] or steps[-1:])
        if tall > room - 2:
            return {}
        y = frames[short].foot + (room + 1 - tall) / 2
        return {"exergue": set_text(x, y, self.inputs.setting(self.inputs.quote, width, step), tall)}


def _split(inputs: PageInputs, zone: PairZone, area: Area, shares: Mapping[str, float]) -> _Texts:
    """Each rubric on its columns of the grid; one on a ground, further in by a gutter where another is beside it."""
    grounds, names = dict(zone.grounds), list(shares)
    settings, first = dict[str, tuple[float, TextSetting]](), 1.0
    for name, columns in shares.items():
        pad = inputs.grid.gutter if name in grounds else 0.0
        inset, after = pad * (name != names[0]), pad * (name != names[-1])
        width = area.span(inputs, columns) - inset - after
        text = inputs.setting(name, width, inputs.body, inputs.columns(width))
        settings[name] = (area.x(inputs, first) + inset, text)
        first += columns
    return _Texts(inputs, zone, area, settings)
