"""The values of a composed sheet: what there is to place, what was settled for, and the plan of each page.

Lengths are in u (one module of the grid) down the page and in mm across it. Odd pages are rectos, even ones versos.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from fiches.compose.copyfit import (
    Calls,
    Height,
    Pour,
    Poured,
    TextSetting,
    Tight,
    never_tight,
    no_calls,
    unknown_height,
)
from fiches.compose.frame import Frame, Grid
from fiches.compose.picture_frames import USUAL_SHAPE
from fiches.compose.rules import CompositionRules, TypeSize
from fiches.compose.text_blocks import TextComposer
from fiches.compose.zones import FlowZone, ImageZone, PageSpec, RailZone, Zone
from fiches.typography.pull_quotes import PullQuote

FLOW = "suite"  # the block of all that flows from page to page
ALONE = "-seul"  # after the name of a quotation's block: without the name of who says it
HEAD_BLOCK, HEAD_REST = "cle", "reste"  # before the name of a rubric: the key word of its head, and what follows that
CAPTION, CAPTION_BLOCK = 2.0, "legende"  # u under a photo for one line; before the index of a photo: what is said of it
CARD_LEADING = 0.875  # u
CHARACTERS_PER_WORD = 6.25  # of French, spaces counted


@dataclass(frozen=True, slots=True)
class ContentInventory:
    """What a sheet has to place: its blocks with the characters of their paragraphs, photos, quotations."""

    lengths: Mapping[str, tuple[int, ...]]
    counts: Mapping[str, int] = field(default_factory=dict)  # by rubric, its entries or testimonies
    logos: frozenset[str] = frozenset()  # the rubrics whose first entry has one
    captions: tuple[bool, ...] = ()  # one a photo: whether it has a caption
    shapes: tuple[float, ...] = ()  # one a photo: its width beside its height
    quotes: Mapping[int, PullQuote] = field(default_factory=dict)  # by page
    lent: Mapping[str, PullQuote] = field(default_factory=dict)  # by block: a page that stays hollow may take one
    named: frozenset[str] = frozenset()  # the blocks of quotations that say under them who speaks
    refused: frozenset[tuple[int, str]] = frozenset()  # (page, text of a quotation) that must not come together
    mirrored: bool = False  # it is read from right to left
    given: frozenset[str] | None = None  # the keys that its collection gives, where that is known

    def shape(self, index: int) -> float:
        """That of a photo, its width beside its height."""
        return self.shapes[index] if index < len(self.shapes) else USUAL_SHAPE

    def has(self, block: str) -> bool:
        """Whether the block is there at all."""
        return block in self.lengths

    def size(self, block: str) -> int:
        """Its characters."""
        return sum(self.lengths.get(block, ()))

    def words(self, block: str, share: float) -> int:
        """How many words a share (0 to 1) of the block is, to the next 5."""
        return 5 * math.ceil(self.size(block) * min(share, 1) / CHARACTERS_PER_WORD / 5)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the sheet has settled for: each value is changed by one rule of giving way."""

    body: float
    card: float
    gap: float = 1.0
    title: int = 0  # how many steps the title is under the largest that its lines let it take
    photos: Mapping[int, int] = field(default_factory=dict)  # page → index of its photo
    quotes: frozenset[int] = frozenset()  # pages that may show a pull quote
    moved: Mapping[str, int] = field(default_factory=dict)  # zone → the page to whose head it went
    ended: Mapping[str, int] = field(default_factory=dict)  # zone → the page at whose head it ends
    share: float = 1.0  # of what images may have beyond their least, where text flows
    dense: bool = False  # rubrics side by side stay so, though one is much shorter: the sheet has no room else


@dataclass(frozen=True, slots=True)
class PagePhoto:
    """The photo of a page: which of the sheet's, the least and greatest height of its image, its caption or none."""

    index: int
    least: float
    most: float
    captioned: bool
    shape: float  # its width beside its height
    ratios: tuple[float, float]  # the least and greatest in which it is printed
    room: float = 0.0  # u that its page leaves without it

    @property
    def under(self) -> float:
        """What stands under it: its caption, or white."""
        return CAPTION if self.captioned else 1.0


class Level(NamedTuple):
    """How high the image of a page may be at most, how much lower stands what is under it (u).

    `grows`: by how much its field of colour is higher than fields are by themselves.
    """

    tallest: float = math.inf
    sinks: float = 0.0
    grows: float = 0.0


USUAL_LEVEL = Level()


@dataclass(frozen=True, slots=True)
class PageInputs:
    """What a page is laid from: its number, the sheet's matter, the format's rules, what was settled for, heights."""

    number: int  # of its spec in the format
    folio: int  # in the sheet: the same unless pages before are repeated
    matter: ContentInventory
    rules: CompositionRules
    choice: Decision
    height: Height
    large: TypeSize | None = None  # the step of running text on a page whose rubrics are very short
    shown: Mapping[str, str] = field(default_factory=dict)  # zone → the block that stands for the whole of it
    rests: Mapping[str, str] = field(default_factory=dict)  # zone → the block that earlier pages left of it
    heading: PagePhoto | None = None  # the photo at the head of one of its rubrics side by side
    may_hang: bool = True  # a pull quote may stand under a text: none stands elsewhere on the page
    may_field: bool = True  # a quotation may stand on a field of colour: none does on the page that faces it
    level: Level = USUAL_LEVEL  # by how much its image and what stands under it differ, for the page that faces it
    offered: str = ""  # the block of a quotation that the page may take when it stays hollow
    lent: str = ""  # the same once it took it
    steps: Mapping[str, int] = field(default_factory=dict)  # ladder of a zone → how far down it is
    pour: Pour | None = None  # what sets the text that flows, where there is some
    poured: int = 0  # the line of it at which the page begins
    is_poured: bool = False  # none is left
    least: Height = unknown_height  # what a block is no lower than, known before its lines
    calls: Calls = no_calls  # the notes that a block calls, where they stand on the foot of its page
    is_tight: Tight = never_tight  # whether a table of a block is too wide for where it would stand

    @property
    def grid(self) -> Grid:
        """That of the format."""
        return self.rules.grid

    @property
    def spec(self) -> PageSpec:
        """What the format says of the page."""
        return self.rules.pages[self.number - 1]

    @property
    def recto(self) -> bool:
        """Whether its inner margin is at the side where lines begin."""
        return self.folio % 2 == 1

    @property
    def flow_columns(self) -> tuple[int, ...]:
        """How many columns of the grid text may flow in, on each page where it does."""
        pages = (page for page in self.rules.pages if any(page.of(FlowZone)))
        rails = (next(page.of(RailZone), None) for page in pages)
        return tuple(self.beside(rail.width) if isinstance(rail, RailZone) else self.grid.columns for rail in rails)

    def beside(self, width: float) -> int:
        """How many columns of the grid stand beside a rail of so many mm."""
        return self.grid.across(self.grid.width - width - max(self.grid.inner, self.grid.outer) - self.grid.gutter)

    def photo(self, zone: ImageZone) -> PagePhoto | None:
        """The photo of the page, where one was settled for."""
        index = self.choice.photos.get(self.number)
        if index is None:
            return None
        ratios = self.rules.images.ratios(self.matter.shape(index))
        return PagePhoto(index, zone.least, zone.most, self.matter.captions[index], self.matter.shape(index), ratios)

    @property
    def is_quoted(self) -> bool:
        """Whether it may show a pull quote."""
        return bool(self.lent) or (self.number in self.choice.quotes and self.number in self.matter.quotes)

    @property
    def quote(self) -> str:
        """The name of its block."""
        return self.lent or quote_block(self.number)

    @property
    def body(self) -> TypeSize:
        """The step of running text."""
        return self.large or self.scaled(self.choice.body, 1)

    @property
    def card(self) -> TypeSize:
        """The step of cards."""
        return self.scaled(self.choice.card, CARD_LEADING)

    def step(self, ladder: str) -> TypeSize:
        """Of a ladder, the step that it is at."""
        steps = self.rules.ladders[ladder]
        return steps[min(self.steps.get(ladder, 0), len(steps) - 1)]

    def setting(self, block: str, width: float, step: TypeSize, columns: int = 1) -> TextSetting:
        """A block in so many columns of the grid's gutter."""
        return TextSetting(block, width, step.size, step.leading, columns, self.grid.gutter, self.grid.module)

    def columns(self, width: float) -> int:
        """How many columns running text has on so many mm."""
        return self.rules.columns(width)

    def scaled(self, size: float, leading: float) -> TypeSize:
        """A step of text in the script of the sheet."""
        return self.rules.from_right(size, leading) if self.matter.mirrored else TypeSize(size, leading)


@dataclass(frozen=True, slots=True)
class PlacedZone:
    """A zone on its page: its frames by name; the blocks of text of those that hold one have their names."""

    zone: Zone
    frames: Mapping[str, Frame]
    poured: Poured | None = None  # of text that goes on from page to page, how far it is here

    def ground_under(self, frame: Frame) -> str:
        """The colour of that of its grounds on which a frame begins; nothing where it begins on none."""
        grounds = ((colour, self.frames.get(name)) for name, colour in self.zone.painted.items())
        return next((colour for colour, under in grounds if under and under.holds_head_of(frame)), "")


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page: its zones, what it shows, the u it lacks (excess > 0) or leaves empty (hollow > 0)."""

    zones: tuple[PlacedZone, ...]
    excess: float = 0.0
    hollow: float = 0.0
    cuts: Mapping[str, int] = field(default_factory=dict)  # words to cut, by rubric, when there is excess
    photo: int | None = None
    quote: str = ""  # "", "exergue" or "champ"
    quoted: str = ""  # the block of its pull quote
    rests: Mapping[str, str] = field(default_factory=dict)  # zone → the block of it that a later page shows

    @property
    def poured(self) -> Poured | None:
        """How far the text is that goes on from page to page; None where none stands here."""
        return next((one.poured for one in self.zones if one.poured), None)

    def ground_under(self, frame: Frame) -> str:
        """The colour of the ground of one of its zones on which a frame begins; on the page itself, nothing."""
        return next(filter(None, (one.ground_under(frame) for one in self.zones)), "")

    @property
    def frames(self) -> Mapping[str, Frame]:
        """All of its frames by name."""
        return {name: frame for one in self.zones for name, frame in one.frames.items()}

    @property
    def photo_width(self) -> float:
        """That of its photo in mm, 0 without one."""
        return self.frames["photo"].width if "photo" in self.frames else 0.0


@dataclass(frozen=True, slots=True)
class Layout:
    """The pages and the choice that made them."""

    pages: tuple[PagePlan, ...]
    choice: Decision
    grid: Grid
    numbers: tuple[int, ...] = ()  # of each page's spec in the format
    flowing: tuple[str, ...] = ()  # the rubrics that go on from page to page
    text: TextComposer | None = field(default=None, compare=False, repr=False)  # what set its blocks

    @property
    def fits(self) -> bool:
        """Whether no page has too much."""
        return all(page.excess <= 0 for page in self.pages)

    @property
    def lacks(self) -> float:
        """What all its pages lack together, in u."""
        return sum(page.excess for page in self.pages)


def quote_block(place: object) -> str:
    """The name of the block of a page's pull quote, or of one that has no page."""
    return f"exergue-{place}"


def text_of(block: str, frame: Frame, grid: Grid) -> TextSetting:
    """A block as it is set in its frame."""
    return TextSetting(block, frame.width, frame.size, frame.leading, frame.columns, grid.gutter, grid.module)


def set_text(x: float, y: float, text: TextSetting, tall: float) -> Frame:
    """The frame of a text set at (x mm, y u) and `tall` u high."""
    return Frame(x, y, text.width, tall, text.size, text.leading, text.columns)
