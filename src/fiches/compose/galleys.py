"""Paragraphs ready for their lines, the lines in columns, the columns in bands one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import NamedTuple

from fiches.compose.columns import Columns, Slot, Stack, balanced, cut_at, is_even, poured, slots_of
from fiches.compose.copyfit import TextSetting
from fiches.compose.line_ends import LineRules, Measure
from fiches.compose.lines import TextLine, fewest_lines, fitted
from fiches.compose.paragraph import Paragraph, calls_for_next
from fiches.compose.set_text import SetParagraph, SetPiece, SetTable, SetText, stacked
from fiches.compose.text_flow import LOGO, FlowingParagraph
from fiches.compose.text_styles import BlockStyle
from fiches.config.languages import is_rtl
from fiches.content.blocks import NOTE_KIND, Inline
from fiches.core.geometry import POINTS_PER_MM

UNSET = TextLine(0, 0, "", 0.0, is_last=True)  # the one line of what has no text
NO_MEASURE, USUAL_RULES = Measure(0.0), LineRules()
MOST_HEAD_LINES = 3.5  # of the head of a table in one of several columns


@dataclass(frozen=True, slots=True)
class ReadyParagraph:
    """A paragraph ready for its lines: (its left, its width) and (its leading, the white above it), in mm."""

    flowing: FlowingParagraph
    style: BlockStyle
    size: float
    across: tuple[float, float]
    down: tuple[float, float]
    inlines: tuple[Inline, ...] = ()
    paragraph: Paragraph | None = None
    measure: Measure = NO_MEASURE
    rules: LineRules = USUAL_RULES
    table: SetTable | None = None

    @property
    def is_tight(self) -> bool:
        """Whether it is a table whose longest words stand in no column."""
        return self.table is not None and self.table.is_tight

    @property
    def leads(self) -> bool:
        """Whether it stays with what comes next."""
        return self.flowing.block.kind in ("heading", LOGO)

    @property
    def is_wide(self) -> bool:
        """Whether it is a table that several columns hold better than one: in one, words or its head have no room."""
        return self.table is not None and (self.is_tight or self.table.head > MOST_HEAD_LINES * self.down[0])

    def lines(self, extra: int = 0) -> tuple[TextLine, ...]:
        """Its lines, so many more than its best; none when it cannot have them."""
        if self.table:
            return () if extra else self.table.lines
        if self.paragraph is None or not self.paragraph.text:
            return () if extra else (UNSET,)
        return fitted(self.paragraph, self.measure, self.rules, extra, even=self.flowing.setting.even)

    @property
    def fewest(self) -> int:
        """The lines that it has at least."""
        if self.paragraph is None or not self.paragraph.text:
            return 1
        return fewest_lines(self.paragraph, self.measure)

    def stack(self, extra: int = 0) -> Stack:
        """What it asks of the columns."""
        leading, above = self.down
        if self.table:
            return self.table.stack(above, is_cut=self.style.runs_on)
        return Stack(
            leading,
            tuple(line.is_divided for line in self.lines(extra)),
            above,
            is_whole=self.style.whole or self.flowing.is_item,
            leads=self.leads,
            joins=self.flowing.joins or self.flowing.block.kind == "attribution",
        )

    def set(self, pieces: Sequence[SetPiece]) -> SetParagraph:
        """It where it stands."""
        flowing = self.flowing
        text = self.paragraph.text if self.paragraph else ""
        kept = (flowing.block, self.inlines, text, self.size, self.down[0], flowing.mark, tuple(pieces))
        more = (flowing.hang, flowing.further_apart > 1)
        return SetParagraph(*kept, self.paragraph, is_rtl(flowing.language), self.table, *more)


class Galley(NamedTuple):
    """The paragraphs of a block, how it is set, its lines in columns.

    `extras`: how many lines each paragraph has more than its best, so that the columns end even.
    """

    ready: tuple[ReadyParagraph, ...]
    text: TextSetting
    columns: Columns
    extras: tuple[int, ...]

    @property
    def white(self) -> float:
        """What stands above it under another, in mm."""
        return self.ready[0].down[1]

    @property
    def slots(self) -> list[Slot]:
        """The places of its lines, one after the other."""
        return slots_of([one.stack() for one in self.ready])

    def placed(self) -> SetText:
        """Every paragraph where it stands."""
        starts, step = self.columns.cuts, self.text.column + self.text.gap
        place, found, y = 0, list[SetParagraph](), 0.0
        slots = slots_of([one.stack(extra) for one, extra in zip(self.ready, self.extras, strict=True)])
        for one, extra in zip(self.ready, self.extras, strict=True):
            lines, pieces = one.lines(extra), list[SetPiece]()
            for index, line in enumerate(lines):
                slot = slots[place]
                if not starts[0] <= place < starts[-1]:
                    place += 1
                    continue
                column = sum(start <= place for start in starts[1:-1])
                begins = place in starts[:-1]
                y = slot.top if begins else y + slot.above
                if begins or not pieces:
                    indent = one.measure.indent * one.size / POINTS_PER_MM if index == 0 else 0.0
                    pieces.append(SetPiece(column * step + one.across[0], y, one.across[1], (), indent))
                pieces[-1] = pieces[-1]._replace(lines=(*pieces[-1].lines, line))
                y, place = y + slot.height, place + 1
            found.append(one.set(pieces))
        return SetText(tuple(found), self.columns.heights)


class Bands(NamedTuple):
    """A block in bands one below the other: its columns, and what stands across them. Its lines are counted through."""

    galleys: tuple[Galley, ...]

    @property
    def line_count(self) -> int:
        """How many lines it has."""
        return sum(len(one.slots) for one in self.galleys)

    def poured(self, start: int, room: float) -> Columns:
        """Its lines from `start` on, as many as a frame `room` mm high holds: the cuts of each band after the other."""
        cuts, high, place = list[int](), 0.0, min(start, self.line_count)
        for first, galley, slots in self._placed_at():
            if place >= first + len(slots) and (cuts or galley is not self.galleys[-1]):
                continue
            white = galley.white if cuts else 0.0
            found = poured(slots, place - first, room - high - white, galley.text.columns)
            if cuts and found.cuts[-1] == found.cuts[0]:
                break
            cuts += (first + cut for cut in found.cuts)
            high, place = high + white + found.height, cuts[-1]
            if place < first + len(slots):
                break
        return Columns(tuple(cuts), (high,))

    def left(self, start: int) -> float:
        """How high its lines from `start` on are, in mm."""
        rest = ((galley, slots[max(0, start - first) :]) for first, galley, slots in self._placed_at())
        return sum(sum(one.height + one.above for one in slots) / galley.text.columns for galley, slots in rest)

    def part(self, cuts: Sequence[int]) -> SetText:
        """What stands in a frame with these cuts; its paragraphs that stand elsewhere have no lines there."""
        found, y, rest = list[SetParagraph](), 0.0, list(cuts)
        for first, galley, slots in self._placed_at():
            many = galley.text.columns + 1
            is_here = bool(rest) and (rest[0] < first + len(slots) or galley is self.galleys[-1])
            own = tuple(cut - first for cut in rest[:many]) if is_here else (0,) * many
            columns, white = cut_at(slots, own), galley.white if is_here and len(rest) < len(cuts) else 0.0
            shown = galley._replace(columns=columns, extras=(0,) * len(galley.ready)).placed()
            found += (one.moved(0.0, y + white) for one in shown.paragraphs)
            y, rest = y + white + columns.height, rest[many:] if is_here else rest
        return SetText(tuple(found), (y,))

    def _placed_at(self) -> Iterator[tuple[int, Galley, list[Slot]]]:
        """(the line at which it begins, a band, the places of its lines) of each."""
        first = 0
        for galley in self.galleys:
            slots = galley.slots
            yield first, galley, slots
            first += len(slots)

    @property
    def height(self) -> float:
        """Of all of them with the white between, in mm."""
        return sum(one.columns.height for one in self.galleys) + sum(one.white for one in self.galleys[1:])

    def placed(self) -> SetText:
        """Every paragraph where it stands."""
        return stacked([one.placed() for one in self.galleys], [one.white for one in self.galleys[1:]])


def set_galley(ready_: tuple[ReadyParagraph, ...], text: TextSetting) -> Galley:
    """Paragraphs in lines, the lines in columns, which end as even as one line more or fewer makes them."""
    leading = text.line

    def columns(extras: Sequence[int]) -> Columns:
        return balanced(slots_of([one.stack(extra) for one, extra in zip(ready_, extras, strict=True)]), text.columns)

    def rank(tried: tuple[Columns, Sequence[int]]) -> tuple[bool, float, int, float]:
        found, extras = tried
        hangs = _hanging(ready_, extras, found.cuts)
        return not is_even(found, leading), round(found.height, 3), hangs, round(found.spread, 3)

    none = (0,) * len(ready_)
    best = columns(none), none
    for many in (1,) if any(one.style.whole for one in ready_) else (1, 2):
        hangs = many == 1 and text.columns > 1 and _hanging(ready_, best[1], best[0].cuts)
        if hangs or (text.columns > 1 and not is_even(best[0], leading)):
            best = min([best, *((columns(extras), extras) for extras in _loosened(ready_, many))], key=rank)
    return Galley(ready_, text, *best)


def _hanging(ready_: Sequence[ReadyParagraph], extras: Sequence[int], cuts: Sequence[int]) -> int:
    """How many columns but the last end on a short word that calls for the next."""
    lines = [(one.paragraph, line) for one, extra in zip(ready_, extras, strict=True) for line in one.lines(extra)]
    feet = [lines[cut - 1] for cut in cuts[1:-1] if cut]
    texts = [(paragraph.text, line.end - 1) for paragraph, line in feet if paragraph and not line.is_last]
    return sum(calls_for_next(text, end) for text, end in texts)


def _loosened(ready_: Sequence[ReadyParagraph], many: int) -> Iterator[tuple[int, ...]]:
    """Each way for so many paragraphs to have a line more, or fewer."""
    ways = [(place, extra) for place, one in enumerate(ready_) for extra in (1, -1) if one.lines(extra)]
    for chosen in map(dict, combinations(ways, many)):
        if len(chosen) == many:
            yield tuple(chosen.get(place, 0) for place in range(len(ready_)))


def on_grid(ready_: Sequence[ReadyParagraph], line: float) -> Iterator[ReadyParagraph]:
    """Paragraphs whose lines stand on the grid again below notes and vowelled ones, of leadings of their own."""
    deep = 0.0
    for one in ready_:
        leading, above = one.down
        is_off = one.flowing.block.kind == NOTE_KIND or one.flowing.further_apart > 1
        yield one if is_off or not deep else replace(one, down=(leading, above + -deep % line))
        deep = deep + above + len(one.lines()) * leading if is_off else 0.0
