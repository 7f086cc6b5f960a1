"""A block of text set: its paragraphs in lines, its lines in columns, each where it stands in its frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, groupby
from typing import NamedTuple

from fiches.compose.columns import Columns, Slot, Stack, balanced, is_even, poured, slots_of
from fiches.compose.copyfit import Poured, TextSetting
from fiches.compose.justified import set_ready
from fiches.compose.lines import LineRules, Measure, TextLine, fewest_lines, fitted
from fiches.compose.paragraph import Paragraph, ParagraphStyle, TypeRun, ready, runs_of
from fiches.compose.set_text import SetParagraph, SetPiece, SetTable, SetText, stacked
from fiches.compose.text_flow import LOGO, TABLE, FlowingParagraph, paragraphs
from fiches.compose.text_styles import RUNNING, BlockStyle, TextStyles
from fiches.compose.text_tables import CellText, TableMeasure, set_table
from fiches.config.languages import is_rtl
from fiches.content.blocks import NOTE_KIND, Block, Inline, InlineImage
from fiches.core.geometry import POINTS_PER_MM
from fiches.typography.html_writer import HtmlWriter

LOGO_HEIGHT, LOGO_WIDTH, LOGO_WHITE = 9.0, 26.0, 1.5  # mm, the most that one takes in a card, and the white under it
UNSET = TextLine(0, 0, "", 0.0, is_last=True)  # the one line of what has no text
NO_MEASURE, USUAL_RULES = Measure(0.0), LineRules()


@dataclass(frozen=True, slots=True, eq=False)
class TextComposer:
    """Sets the blocks of one sheet by their names; what it has set once it remembers."""

    blocks: Mapping[str, tuple[Block, ...]]
    roles: Mapping[str, str]  # what kind of text a block is, unless it is running text
    styles: TextStyles
    rules: LineRules
    writer: HtmlWriter
    picture: Callable[[str], float]  # the height of one beside its width, by its name
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of a block, beside those of its kind
    known: dict[TextSetting, _Bands] = field(default_factory=dict)
    prepared: dict[TextSetting, tuple[_Ready, ...]] = field(default_factory=dict)

    def height(self, text: TextSetting) -> float:
        """Of a block of text, in u."""
        return round(self._bands(text).height / text.module, 3)

    def least(self, text: TextSetting) -> float:
        """What a block of text is no lower than, in u: by how long its words are, before its lines are sought."""
        ready_ = self._prepared(text)
        whites = [0.0 if any(one.is_tight for one in ready_) else one.down[1] for one in ready_]
        white = sum(whites) - text.columns * max(whites, default=0.0)
        return (sum(one.fewest * one.down[0] for one in ready_) + max(white, 0.0)) / text.columns / text.module

    def set(self, text: TextSetting) -> SetText:
        """A block of text in its lines and columns."""
        return self._bands(text).placed()

    def tight_tables(self, text: TextSetting) -> list[Block]:
        """The tables of a block whose longest words stand in no column."""
        return [one.flowing.block for galley in self._bands(text).galleys for one in galley.ready if one.is_tight]

    def _bands(self, text: TextSetting) -> _Bands:
        """A block of text: where it has columns, a table that is too wide for one stands across all of them."""
        if text not in self.known:
            is_cut, across = self._style(text).runs_on, replace(text, columns=1)
            bands = list[_Galley]()
            for wide, group in groupby(self._prepared(text), key=lambda one: one.is_tight and not is_cut):
                own, how = tuple(group), across if wide else text
                bands.append(_galley(tuple(self._ready(one.flowing, how) for one in own) if wide else own, how))
            self.known[text] = _Bands(tuple(bands or [_galley((), text)]))
        return self.known[text]

    def _style(self, text: TextSetting) -> BlockStyle:
        return self._styles(text).of(self.roles.get(text.block, RUNNING))

    def _styles(self, text: TextSetting) -> TextStyles:
        return self.styles.of_classes(self.classes.get(text.block, ()))

    def _prepared(self, text: TextSetting) -> tuple[_Ready, ...]:
        """The paragraphs of a block of text ready for their lines."""
        if text not in self.prepared:
            flow = paragraphs(self.blocks.get(text.block, ()), self._style(text), self.writer.language)
            self.prepared[text] = tuple(_on_grid([self._ready(one, text) for one in flow], text.line))
        return self.prepared[text]

    def _galley(self, text: TextSetting) -> _Galley:
        """That of a text that goes on from page to page."""
        return self._bands(text).galleys[0]

    def pour(self, text: TextSetting, start: int, room: float) -> Poured:
        """As much of a block from its line `start` on as its columns hold that are `room` u high."""
        slots = self._galley(text).slots
        found = poured(slots, start, room * text.module, text.columns)
        rest = sum(one.height + one.above for one in slots[found.cuts[-1] :])
        left = rest / text.module / text.columns
        share = (len(slots) - found.cuts[-1]) / max(1, len(slots))
        return Poured(found.cuts, round(found.height / text.module, 3), left, share)

    def part(self, text: TextSetting, cuts: tuple[int, ...]) -> SetText:
        """The part of a block whose columns begin at some of its lines, and end at the last of them."""
        galley = self._galley(text)
        none = (0,) * len(galley.ready)
        return galley._replace(columns=Columns(cuts, (0.0,)), extras=none).placed()

    def _ready(self, one: FlowingParagraph, text: TextSetting) -> _Ready:
        """A paragraph of the block ready for its lines."""
        setting, style = one.setting, self._style(text)
        size = setting.size or text.size * setting.scale
        em = size / POINTS_PER_MM
        left = one.left + setting.inset_em * text.size / POINTS_PER_MM
        width = text.column - left - one.right
        above = setting.above + setting.above_lines * text.line if one.has_white else 0.0
        across, down = (left, width), (setting.leading or text.line, above)
        if one.block.kind == LOGO:
            return _Ready(one, style, size, across, (self._logo(one.block.inlines[0]), above))
        if one.block.kind == TABLE:
            return _Ready(one, style, size, across, down, table=self._table(one, text, width))
        inlines, style_ = self._typeset(one.block, setting.style, one.language)
        indent = setting.indent if one.is_indented and not is_rtl(one.language) else 0.0
        measure = Measure(width / em, indent / em, self.rules.last_least / em)
        runs, share = _runs(inlines, style_, one.language), self.rules.justified
        paragraph = set_ready(runs, style_, one.language, self.styles.faces, share=share)
        return _Ready(one, style, size, across, down, inlines, paragraph, measure, self.rules)

    def _typeset(self, block: Block, style: ParagraphStyle, language: str) -> tuple[tuple[Inline, ...], ParagraphStyle]:
        """The content of a paragraph after typography, and the style that its language has."""
        own = style if language == self.writer.language else style.within(language)
        return self.writer.within(language).typeset(block.inlines), own

    def _table(self, one: FlowingParagraph, text: TextSetting, width: float) -> SetTable:
        """A table in so many mm."""
        role, styles = self.roles.get(text.block, RUNNING), self._styles(text)
        cell = styles.in_table(role, "cell")

        def typeset(block: Block, divides: bool) -> CellText:  # as `Typeset` has it
            language = block.lang or one.language
            usual = styles.in_table(role, block.kind).style
            inlines, style = self._typeset(block, replace(usual, divides=divides, holds=not divides), language)
            paragraph = ready(_runs(inlines, style, language), style, language, self.styles.faces)
            return CellText(block, inlines, paragraph, is_rtl(language))

        size = cell.size or text.size * cell.scale
        return set_table(one.block, TableMeasure(width, text.line, size, is_rtl(one.language)), typeset)

    def _logo(self, image: Inline) -> float:
        """How high a mark stands, with the white under it."""
        ratio = self.picture(image.name) if isinstance(image, InlineImage) else 1.0
        return min(LOGO_HEIGHT, LOGO_WIDTH * ratio) + LOGO_WHITE


def _on_grid(ready_: Sequence[_Ready], line: float) -> Iterator[_Ready]:
    """Paragraphs whose lines stand on the grid again below notes, which have a leading of their own."""
    deep = 0.0
    for one in ready_:
        leading, above = one.down
        is_note = one.flowing.block.kind == NOTE_KIND
        yield one if is_note or not deep else replace(one, down=(leading, above + -deep % line))
        deep = deep + above + len(one.lines()) * leading if is_note else 0.0


def _runs(inlines: Sequence[Inline], style: ParagraphStyle, language: str) -> tuple[TypeRun, ...]:
    return tuple(run for run in runs_of(inlines, style, language) if run.text)


@dataclass(frozen=True, slots=True)
class _Ready:
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
        return SetParagraph(*kept, self.paragraph, is_rtl(flowing.language), self.table)


class _Galley(NamedTuple):
    """The paragraphs of a block, how it is set, its lines in columns.

    `extras`: how many lines each paragraph has more than its best, so that the columns end even.
    """

    ready: tuple[_Ready, ...]
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


class _Bands(NamedTuple):
    """A block in bands one below the other: its columns, and what stands across them."""

    galleys: tuple[_Galley, ...]

    @property
    def height(self) -> float:
        """Of all of them with the white between, in mm."""
        return sum(one.columns.height for one in self.galleys) + sum(one.ready[0].down[1] for one in self.galleys[1:])

    def placed(self) -> SetText:
        """Every paragraph where it stands."""
        return stacked([one.placed() for one in self.galleys], [one.ready[0].down[1] for one in self.galleys[1:]])


def _galley(ready_: tuple[_Ready, ...], text: TextSetting) -> _Galley:
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
    return _Galley(ready_, text, *best)


def _loosened(ready_: Sequence[_Ready], many: int) -> Iterator[tuple[int, ...]]:
    """Each way for so many paragraphs to have a line more, or fewer."""
    ways = [(place, extra) for place, one in enumerate(ready_) for extra in (1, -1) if one.lines(extra)]
    for chosen in map(dict, combinations(ways, many)):
        if len(chosen) == many:
            yield tuple(chosen.get(place, 0) for place in range(len(ready_)))
