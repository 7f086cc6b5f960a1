"""A block of text set: its paragraphs in lines, its lines in columns, each where it stands in its frame."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from fiches.compose.copyfit import Poured, Setter, TextSetting
from fiches.compose.galleys import Bands, Galley, ReadyParagraph, on_grid, set_galley
from fiches.compose.justified import set_ready
from fiches.compose.kept_sizes import BlockSizes, KeptSizes
from fiches.compose.line_ends import LineRules, Measure
from fiches.compose.paragraph import Paragraph, ParagraphStyle, TypeRun, ready, runs_of
from fiches.compose.set_text import SetTable, SetText
from fiches.compose.text_flow import LOGO, TABLE, FlowingParagraph, numbers, paragraphs
from fiches.compose.text_styles import RUNNING, BlockStyle, TextStyles
from fiches.compose.text_tables import CellText, TableMeasure, set_table
from fiches.config import languages
from fiches.config.languages import is_rtl
from fiches.content import notes
from fiches.content.blocks import Block, Inline, InlineImage
from fiches.core.geometry import POINTS_PER_MM
from fiches.typography.html_writer import HtmlWriter

JOINED = "+"  # between the names of blocks that are set as one
LOGO_HEIGHT, LOGO_WIDTH, LOGO_WHITE = 9.0, 26.0, 1.5  # mm, the most that one takes in a card, and the white under it
BLOCKS_REMEMBERED = 512  # those of a few sheets


class BlockMemory(NamedTuple):
    """What was found of a block as it may be set: its bands, its paragraphs ready, its sizes; what its words are."""

    bands: dict[TextSetting, Bands]
    prepared: dict[TextSetting, tuple[ReadyParagraph, ...]]
    sizes: BlockSizes
    words: dict[tuple[int, ParagraphStyle, str], tuple[tuple[Inline, ...], Paragraph]]  # of each of its paragraphs


@dataclass(frozen=True, slots=True, eq=False)
class TextComposer:
    """Sets the blocks of one sheet by their names; a block that says the same in the same look is set once."""

    blocks: Mapping[str, tuple[Block, ...]]
    roles: Mapping[str, str]  # what kind of text a block is, unless it is running text
    styles: TextStyles
    rules: LineRules
    writer: HtmlWriter
    picture: Callable[[str], float]  # the height of one beside its width, by its name
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of a block, beside those of its kind
    has_foot_notes: bool = False
    kept: KeptSizes | None = None  # of the last run
    memories: dict[str, BlockMemory] = field(default_factory=dict, init=False)  # by the names of blocks

    def _memory(self, name: str) -> BlockMemory:
        """What was found of a block, in this sheet or as it was before."""
        if name not in self.memories:
            said, styles = self.said(name), self.styles.of_classes(self.classes.get(name, ()))
            marks = tuple(self._logo(one.inlines[0]) for one in said if one.kind == LOGO)
            looks = (styles, self.roles.get(name, RUNNING), self.rules, self.writer, languages.every())
            self.memories[name] = found = _memory_of(said, looks, marks)
            if self.kept:
                self.kept.share(found.sizes, *looks, said, marks)
        return self.memories[name]

    @property
    def setter(self) -> Setter:
        """What pages are laid from."""
        return Setter(self.height, self.pour, self.least, self.calls, self.is_tight)

    def height(self, text: TextSetting) -> float:
        """Of a block of text, in u."""
        heights = self._memory(text.block).sizes.heights
        if text not in heights:
            heights[text] = round(self._bands(text).height / text.module, 3)
        return heights[text]

    def least(self, text: TextSetting) -> float:
        """What a block of text is no lower than, in u: by how long its words are, before its lines are sought."""
        lowest = self._memory(text.block).sizes.lowest
        if text not in lowest:
            lowest[text] = self._least(self._prepared(text), text)
        return lowest[text]

    def _least(self, ready_: Sequence[ReadyParagraph], text: TextSetting) -> float:
        whites = [0.0 if any(one.is_wide for one in ready_) else one.down[1] for one in ready_]
        white = sum(whites) - text.columns * max(whites, default=0.0)
        return (sum(one.fewest * one.down[0] for one in ready_) + max(white, 0.0)) / text.columns / text.module

    def set(self, text: TextSetting) -> SetText:
        """A block of text in its lines and columns."""
        return self._bands(text).placed()

    def is_tight(self, text: TextSetting) -> bool:
        """Whether a table of a block is too wide for it."""
        return any(one.kind == TABLE for one in self.said(text.block)) and bool(self.tight_tables(text))

    def tight_tables(self, text: TextSetting) -> list[Block]:
        """The tables of a block whose longest words stand in no column."""
        return [one.flowing.block for galley in self._bands(text).galleys for one in galley.ready if one.is_tight]

    def _bands(self, text: TextSetting) -> Bands:
        """A block of text: where it has columns, a table too wide for one stands across them with its title."""
        bands = self._memory(text.block).bands
        if text not in bands:
            bands[text] = Bands(tuple(self._galleys(text)) or (set_galley((), text),))
        return bands[text]

    def _galleys(self, text: TextSetting) -> Iterator[Galley]:
        ready_, across = self._prepared(text), text._replace(columns=1)
        wide_ones = _wide(ready_) if text.columns > 1 else set()
        for wide, group in groupby(range(len(ready_)), key=wide_ones.__contains__):
            places = tuple(group)
            yield (
                set_galley(tuple(self._ready(place, ready_[place].flowing, across) for place in places), across)
                if wide
                else set_galley(tuple(ready_[place] for place in places), text)
            )

    def _style(self, text: TextSetting) -> BlockStyle:
        return self._styles(text).of(self.roles.get(text.block, RUNNING))

    def _holding_numbers(self, text: TextSetting) -> BlockStyle:
        """That style, whose numbered lists stand in at least as far as the widest of their numbers."""
        style, seen = self._style(text), set(numbers(self.said(text.block)))
        setting, own = style.paragraph, style.paragraph.style.type
        em = (setting.size or text.size * setting.scale) / POINTS_PER_MM
        widest = max((self.styles.faces.widths(f"{one} ", own)[-1] * em for one in seen), default=0.0)
        return replace(style, insets=style.insets._replace(ol=max(style.insets.ol, widest)))

    def _styles(self, text: TextSetting) -> TextStyles:
        return self.styles.of_classes(self.classes.get(text.block, ()))

    def _prepared(self, text: TextSetting) -> tuple[ReadyParagraph, ...]:
        """The paragraphs of a block of text ready for their lines."""
        prepared = self._memory(text.block).prepared
        if text not in prepared:
            flow = paragraphs(self.said(text.block), self._holding_numbers(text), self.writer.language)
            prepared[text] = tuple(on_grid([self._ready(*each, text) for each in enumerate(flow)], text.line))
        return prepared[text]

    def said(self, name: str) -> tuple[Block, ...]:
        """A block by its name, or by that of several joined."""
        return tuple(block for one in name.split(JOINED) for block in self.blocks.get(one, ()))

    def with_foot_notes(self, noted: Mapping[str, tuple[Block, ...]]) -> TextComposer:
        """The same with notes, by their names, that stand on the foot of pages."""
        return replace(self, blocks={**self.blocks, **noted}, has_foot_notes=True) if noted else self

    def calls(self, name: str) -> tuple[int, ...]:
        """The notes that a block is the first to call and that stand on the foot of its page, by their numbers."""
        return notes.first_called(self.blocks.get(name, ())) if self.has_foot_notes else ()

    def pour(self, text: TextSetting, start: int, room: float) -> Poured:
        """As much of a block from its line `start` on as its columns hold that are `room` u high."""
        bands = self._bands(text)
        found, count = bands.poured(start, room * text.module), bands.line_count
        left = bands.left(found.cuts[-1]) / text.module
        share = (count - found.cuts[-1]) / max(1, count)
        calls = self._poured_calls(text, found.cuts) if self.has_foot_notes else ()
        return Poured(found.cuts, round(found.height / text.module, 3), left, share, calls)

    def _poured_calls(self, text: TextSetting, cuts: tuple[int, ...]) -> tuple[int, ...]:
        """The notes that a part of a block is the first to call."""
        return tuple(number for one in self.part(text, cuts).paragraphs for number in one.calls)

    def part(self, text: TextSetting, cuts: tuple[int, ...]) -> SetText:
        """The part of a block whose columns begin at some of its lines, and end at the last of them."""
        return self._bands(text).part(cuts)

    def _ready(self, place: int, one: FlowingParagraph, text: TextSetting) -> ReadyParagraph:
        """A paragraph of the block, by its place there, ready for its lines."""
        setting, style = one.setting, self._style(text)
        size = setting.size or text.size * setting.scale
        em = size / POINTS_PER_MM
        left = one.left + setting.inset_em * text.size / POINTS_PER_MM
        width = text.column - left - one.right
        above = setting.above + setting.above_lines * text.line if one.has_white else 0.0
        across, down = (left, width), (setting.leading or text.line * one.further_apart, above)
        if one.block.kind == LOGO:
            return ReadyParagraph(one, style, size, across, (self._logo(one.block.inlines[0]), above))
        if one.block.kind == TABLE:
            return ReadyParagraph(one, style, size, across, down, table=self._table(one, text, width))
        inlines, paragraph = self._worded(place, one, text.block)
        indent = setting.indent if one.is_indented and not is_rtl(one.language) else 0.0
        measure = Measure(width / em, indent / em, self.rules.last_least / em)
        return ReadyParagraph(one, style, size, across, down, inlines, paragraph, measure, self.rules)

    def _worded(self, place: int, one: FlowingParagraph, name: str) -> tuple[tuple[Inline, ...], Paragraph]:
        """What a paragraph says after typography, ready to be cut into lines of any width."""
        words, key = self._memory(name).words, (place, one.setting.style, one.language)
        if key not in words:
            inlines, style = self._typeset(one.block, one.setting.style, one.language)
            runs, share = _runs(inlines, style, one.language), self.rules.justified
            words[key] = inlines, set_ready(runs, style, one.language, self.styles.faces, share=share)
        return words[key]

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


@lru_cache(maxsize=BLOCKS_REMEMBERED)
def _memory_of(*_: Hashable) -> BlockMemory:
    """That of what says the same in the same looks and languages, its marks as high."""
    return BlockMemory({}, {}, BlockSizes({}, {}), {})


def _runs(inlines: Sequence[Inline], style: ParagraphStyle, language: str) -> tuple[TypeRun, ...]:
    return tuple(run for run in runs_of(inlines, style, language) if run.text)


def _wide(ready_: Sequence[ReadyParagraph]) -> set[int]:
    """Which are tables that several columns hold better than one, and the titles just before those."""
    tables = {place for place, one in enumerate(ready_) if one.is_wide}
    return tables | {place - 1 for place in tables if place and ready_[place - 1].leads}


def joined_name(names: Iterable[str]) -> str:
    """That of several blocks that are set as one, in turn."""
    return JOINED.join(names)
