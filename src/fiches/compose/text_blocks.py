"""A block of text set: its paragraphs in lines, its lines in columns, each where it stands in its frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from fiches.compose.columns import Columns, Slot, Stack, balanced, is_even, poured, slots_of
from fiches.compose.copyfit import Poured, TextSetting
from fiches.compose.justified import apart, narrowed
from fiches.compose.lines import LineRules, Measure, TextLine, fewest_lines, fitted
from fiches.compose.paragraph import Paragraph, ParagraphStyle, TypeRun, is_rtl, ready, runs_of
from fiches.compose.text_flow import LOGO, FlowingParagraph, paragraphs
from fiches.compose.text_styles import RUNNING, BlockStyle, TextStyles
from fiches.content.blocks import Block, Inline, InlineImage
from fiches.core.geometry import POINTS_PER_MM
from fiches.typography.html_writer import HtmlWriter

LOGO_HEIGHT, LOGO_WIDTH, LOGO_WHITE = 9.0, 26.0, 1.5  # mm, the most that one takes in a card, and the white under it
UNSET = TextLine(0, 0, "", 0.0, is_last=True)  # the one line of what has no text

NO_MEASURE, USUAL_RULES = Measure(0.0), LineRules()


class SetPiece(NamedTuple):
    """The lines of a paragraph that stand in one column: where, in mm from the frame's top and its reading side."""

    x: float
    y: float
    width: float
    lines: tuple[TextLine, ...]
    indent: float = 0.0  # of the first line, in mm


class SetParagraph(NamedTuple):
    """A paragraph where it stands: what it is, its content after typography, and its lines column by column."""

    block: Block
    inlines: tuple[Inline, ...]
    text: str
    size: float  # points
    leading: float  # mm; of a picture, its height and the white under it
    mark: str
    pieces: tuple[SetPiece, ...]
    paragraph: Paragraph | None = None  # as its lines were sought; none of what has no text
    rtl: bool = False  # whether it is read from right to left

    @property
    def levels(self) -> tuple[int, ...]:
        """How its characters are embedded, where not all are read from left to right."""
        return self.paragraph.levels if self.paragraph else ()


@dataclass(frozen=True, slots=True)
class SetText:
    """A block as it is set: its paragraphs in order, and how high each of its columns is in mm."""

    paragraphs: tuple[SetParagraph, ...]
    columns: tuple[float, ...]

    @property
    def height(self) -> float:
        """Of the highest column, in mm."""
        return max(self.columns)


@dataclass(frozen=True, slots=True, eq=False)
class TextComposer:
    """Sets the blocks of one sheet by their names; what it has set once it remembers.

    `picture` gives the height of a picture beside its width, by its name.
    """

    blocks: Mapping[str, tuple[Block, ...]]
    roles: Mapping[str, str]  # what kind of text a block is, unless it is running text
    styles: TextStyles
    rules: LineRules
    writer: HtmlWriter
    picture: Callable[[str], float]
    known: dict[TextSetting, _Galley] = field(default_factory=dict)
    prepared: dict[TextSetting, tuple[_Ready, ...]] = field(default_factory=dict)

    def height(self, text: TextSetting) -> float:
        """Of a block of text, in u."""
        return round(self._galley(text).columns.height / text.module, 3)

    def least(self, text: TextSetting) -> float:
        """What a block of text is no lower than, in u: by how long its words are, before its lines are sought."""
        ready_ = self._prepared(text)
        white = sum(one.down[1] for one in ready_) - text.columns * max((one.down[1] for one in ready_), default=0.0)
        return (sum(one.fewest * one.down[0] for one in ready_) + max(white, 0.0)) / text.columns / text.module

    def set(self, text: TextSetting) -> SetText:
        """A block of text in its lines and columns."""
        return self._galley(text).placed()

    def _galley(self, text: TextSetting) -> _Galley:
        if text not in self.known:
            self.known[text] = _galley(self._prepared(text), text)
        return self.known[text]

    def _prepared(self, text: TextSetting) -> tuple[_Ready, ...]:
        """The paragraphs of a block of text ready for their lines."""
        if text not in self.prepared:
            style = self.styles.of(self.roles.get(text.block, RUNNING))
            flow = paragraphs(self.blocks.get(text.block, ()), style, self.writer.language)
            self.prepared[text] = tuple(self._ready(one, text, style) for one in flow)
        return self.prepared[text]

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

    def _ready(self, one: FlowingParagraph, text: TextSetting, style: BlockStyle) -> _Ready:
        """A paragraph of the block ready for its lines."""
        setting = one.setting
        size = setting.size or text.size * setting.scale
        em = size / POINTS_PER_MM
        left = one.left + setting.inset_em * em
        width = text.column - left - one.right
        above = setting.above + setting.above_lines * text.line if one.has_white else 0.0
        across, down = (left, width), (setting.leading or text.line, above)
        if one.block.kind == LOGO:
            return _Ready(one, style, size, across, (self._logo(one.block.inlines[0]), above))
        inlines = self.writer.within(one.language).typeset(one.block.inlines)
        style_ = setting.style if one.language == self.writer.language else setting.style.within(one.language)
        runs = tuple(run for run in runs_of(inlines, style_, one.language) if run.text)
        indent = setting.indent if one.is_indented and not is_rtl(one.language) else 0.0
        measure = Measure(width / em, indent / em, self.rules.last_least / em)
        paragraph = self._paragraph(runs, style_, one.language)
        return _Ready(one, style, size, across, down, inlines, paragraph, measure, self.rules)

    def _paragraph(self, runs: tuple[TypeRun, ...], style: ParagraphStyle, language: str) -> Paragraph:
        """A paragraph ready to be cut, ragged or justified."""
        if not self.rules.justified or not style.divides:
            return ready(runs, style, language, self.styles.faces)
        return narrowed(ready(tuple(apart(runs)), style, language, self.styles.faces), self.rules.justified)

    def _logo(self, image: Inline) -> float:
        """How high a mark stands, with the white under it."""
        ratio = self.picture(image.name) if isinstance(image, InlineImage) else 1.0
        return min(LOGO_HEIGHT, LOGO_WIDTH * ratio) + LOGO_WHITE


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

    def lines(self, extra: int = 0) -> tuple[TextLine, ...]:
        """Its lines, so many more than its best; none when it cannot have them."""
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
        return SetParagraph(*kept, self.paragraph, is_rtl(flowing.language))


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
        for one, extra in zip(self.ready, self.extras, strict=True):
            lines, pieces = one.lines(extra), list[SetPiece]()
            for index, line in enumerate(lines):
                if not starts[0] <= place < starts[-1]:
                    place += 1
                    continue
                column = sum(start <= place for start in starts[1:-1])
                begins = place in starts[:-1]
                y = 0.0 if begins else y + (0.0 if index else one.down[1])
                if begins or not pieces:
                    indent = one.measure.indent * one.size / POINTS_PER_MM if index == 0 else 0.0
                    pieces.append(SetPiece(column * step + one.across[0], y, one.across[1], (), indent))
                pieces[-1] = pieces[-1]._replace(lines=(*pieces[-1].lines, line))
                y, place = y + one.down[0], place + 1
            found.append(one.set(pieces))
        return SetText(tuple(found), self.columns.heights)


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
