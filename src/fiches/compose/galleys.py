"""Paragraphs ready for their lines, the lines in columns, the columns in bands one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import NamedTuple

from fiches.compose.columns import Columns, Slot, Stack, balanced, is_even, slots_of
from fiches.compose.copyfit import TextSetting
from fiches.compose.lines import LineRules, Measure, TextLine, fewest_lines, fitted
from fiches.compose.paragraph import Paragraph
from fiches.compose.set_text import SetParagraph, SetPiece, SetTable, SetText, stacked
from fiches.compose.text_flow import LOGO, FlowingParagraph
from fiches.compose.text_styles import BlockStyle
from fiches.config.languages import is_rtl
from fiches.content.blocks import NOTE_KIND, Inline
from fiches.core.geometry import POINTS_PER_MM

UNSET = TextLine(0, 0, "", 0.0, is_last=True)  # the one line of what has no text
NO_MEASURE, USUAL_RULES = Measure(0.0), LineRules()


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
        kind, (leading, above) = self.flowing.block.kind, self.down
        if self.table:
            return self.table.stack(above, is_cut=self.style.runs_on)
        return Stack(
            leading,
            tuple(line.is_divided for line in self.lines(extra)),
            above,
            is_whole=self.style.whole or self.flowing.is_item,
            leads=kind in ("heading", LOGO),
            joins=kind == "attribution",
        )

    def set(self, pieces: Sequence[SetPiece]) -> SetParagraph:
        """It where it stands."""
        flowing = self.flowing
        text = self.paragraph.text if self.paragraph else ""
        kept = (flowing.block, self.inlines, text, self.size, self.down[0], flowing.mark, tuple(pieces))
        return SetParagraph(*kept, self.paragraph, is_rtl(flowing.language), self.table, flowing.hang)


class Galley(NamedTuple):
    """The paragraphs of a block, how it is set, its lines in columns.

    `extras`: how many lines each paragraph has more than its best, so that the columns end even.
    """

    ready: tuple[ReadyParagraph, ...]
    text: TextSetting
    columns: Columns
    extras: tuple[int, ...]

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
    """A block in bands one below the other: its columns, and what stands across them."""

    galleys: tuple[Galley, ...]

    @property
    def height(self) -> float:
        """Of all of them with the white between, in mm."""
        return sum(one.columns.height for one in self.galleys) + sum(one.ready[0].down[1] for one in self.galleys[1:])

    def placed(self) -> SetText:
        """Every paragraph where it stands."""
        return stacked([one.placed() for one in self.galleys], [one.ready[0].down[1] for one in self.galleys[1:]])


def set_galley(ready_: tuple[ReadyParagraph, ...], text: TextSetting) -> Galley:
    """Paragraphs in lines, the lines in columns, which end as even as one line more or fewer makes them."""
    leading = text.line

    def columns(extras: Sequence[int]) -> Columns:
        return balanced(slots_of([one.stack(extra) for one, extra in zip(ready_, extras, strict=True)]), text.columns)

    def rank(tried: tuple[Columns, Sequence[int]]) -> tuple[bool, float, float]:
        found = tried[0]
        return not is_even(found, leading), round(found.height, 3), round(found.spread, 3)

    none = (0,) * len(ready_)
    best = columns(none), none
    for many in (1,) if any(one.style.whole for one in ready_) else (1, 2):
        if text.columns > 1 and not is_even(best[0], leading):
            best = min([best, *((columns(extras), extras) for extras in _loosened(ready_, many))], key=rank)
    return Galley(ready_, text, *best)


def _loosened(ready_: Sequence[ReadyParagraph], many: int) -> Iterator[tuple[int, ...]]:
    """Each way for so many paragraphs to have a line more, or fewer."""
    ways = [(place, extra) for place, one in enumerate(ready_) for extra in (1, -1) if one.lines(extra)]
    for chosen in map(dict, combinations(ways, many)):
        if len(chosen) == many:
            yield tuple(chosen.get(place, 0) for place in range(len(ready_)))


def on_grid(ready_: Sequence[ReadyParagraph], line: float) -> Iterator[ReadyParagraph]:
    """Paragraphs whose lines stand on the grid again below notes, which have a leading of their own."""
    deep = 0.0
    for one in ready_:
        leading, above = one.down
        is_note = one.flowing.block.kind == NOTE_KIND
        yield one if is_note or not deep else replace(one, down=(leading, above + -deep % line))
        deep = deep + above + len(one.lines()) * leading if is_note else 0.0
