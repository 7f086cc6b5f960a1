"""The values of a composed sheet: the grid, the rules, what there is to place, and the plan of each page.

Lengths are in u (4.5 mm) down the page and in mm across it. Pages 1 and 3 are rectos, 2 and 4 versos.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from fiches.compose.copyfit import Height, TextSetting
from fiches.compose.frame import SHEET_WIDTH, Frame
from fiches.compose.rules import CompositionRules, TypeSize
from fiches.compose.text_blocks import TextComposer

TOP, FOOT = 3.0, 63.0
HEAD_HEIGHT = 5.0  # sign, key word, complement, white
COLUMN, GUTTER = 11.0, 4.5  # mm
INNER, OUTER = 15.0, 13.5  # mm
LIVE = 181.5  # mm
RAIL_LEFT = 154.5  # mm, its left edge on a recto
CAPTION = 2.0
CARD_PAD, CARD_LEADING = 3.0, 0.875  # mm, u
COLOPHON = 9.25
WAVE = 1.5
SIGN_HEAD = 3.5  # sign, key word, complement, without white under them
CHARACTERS_PER_WORD = 6.25  # of French, spaces counted


@dataclass(frozen=True, slots=True)
class ContentInventory:
    """What a sheet has to place: its blocks with the characters of their paragraphs, photos, quotations."""

    lengths: Mapping[str, tuple[int, ...]]
    actors: int = 0
    testimonies: int = 0
    logo: bool = False
    captions: tuple[bool, ...] = ()  # one a photo: whether it has a caption
    quotes: Mapping[int, str] = field(default_factory=dict)  # by page
    mirrored: bool = False  # it is read from right to left

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
    title: int = 0  # the first step that the title may take
    photos: Mapping[int, int] = field(default_factory=dict)  # page → index of its photo
    quotes: frozenset[int] = frozenset()  # pages that may show a pull quote
    actors_page: int = 1  # or 2, when page 1 cannot hold their zone
    value_page: int = 3  # or 4, when page 3 cannot hold Valeur-ajoutée
    context_page: int = 1  # or 2, where the end of Contexte goes when page 1 cannot hold it


@dataclass(frozen=True, slots=True)
class PagePhoto:
    """The photo of a page: which of the sheet's, the least and greatest height of its image, its caption or none."""

    index: int
    least: float
    most: float
    captioned: bool

    @property
    def under(self) -> float:
        """What stands under it: its caption, or white."""
        return CAPTION if self.captioned else 1.0


@dataclass(frozen=True, slots=True)
class PageInputs:
    """What a page is laid from: the sheet's matter, the format's rules, what was settled for, and heights."""

    matter: ContentInventory
    rules: CompositionRules
    choice: Decision
    height: Height
    large: TypeSize | None = None  # the step of running text on a page whose rubrics are very short

    def photo(self, page: int) -> PagePhoto | None:
        """The photo of a page, where one was settled for."""
        index, slot = self.choice.photos.get(page), self.rules.slot(page)
        if index is None or slot is None:
            return None
        return PagePhoto(index, slot.least, slot.most, self.matter.captions[index])

    @property
    def body(self) -> TypeSize:
        """The step of running text."""
        return self.large or self._scaled(self.choice.body, 1)

    @property
    def card(self) -> TypeSize:
        """The step of the actors' cards."""
        return self._scaled(self.choice.card, CARD_LEADING)

    def _scaled(self, size: float, leading: float) -> TypeSize:
        """A step of running text in the script of the sheet."""
        if not self.matter.mirrored:
            return TypeSize(size, leading)
        return TypeSize(round(size * self.rules.mirrored.size, 2), leading * self.rules.mirrored.leading)


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page: its frames by name, what it shows, the u it lacks (excess > 0) or leaves empty (hollow > 0)."""

    frames: Mapping[str, Frame]
    excess: float = 0.0
    hollow: float = 0.0
    cuts: Mapping[str, int] = field(default_factory=dict)  # words to cut, by block, when there is excess
    photo: int | None = None
    quote: str = ""  # "", "exergue" or "champ"


@dataclass(frozen=True, slots=True)
class Layout:
    """The four pages and the choice that made them."""

    pages: tuple[PagePlan, ...]
    choice: Decision
    text: TextComposer | None = field(default=None, compare=False, repr=False)  # what set its blocks

    @property
    def fits(self) -> bool:
        """Whether no page has too much."""
        return all(page.excess <= 0 for page in self.pages)

    @property
    def lacks(self) -> float:
        """What all its pages lack together, in u."""
        return sum(page.excess for page in self.pages)


def mirrored(layout: Layout) -> Layout:
    """The same pages for a script read from right to left: every frame as far from the other edge."""
    pages = tuple(
        replace(page, frames={name: replace(f, x=SHEET_WIDTH - f.x - f.width) for name, f in page.frames.items()})
        for page in layout.pages
    )
    return replace(layout, pages=pages)


def column_x(first: int, *, recto: bool) -> float:
    """The left edge of column `first` (1 to 12), in mm."""
    return (INNER if recto else OUTER) + (first - 1) * (COLUMN + GUTTER)


def span(columns: int) -> float:
    """The width of so many columns, in mm."""
    return columns * COLUMN + (columns - 1) * GUTTER


def fitted(block: str, width: float, steps: Sequence[TypeSize], height: Height) -> tuple[TypeSize, float]:
    """The first step whose lines are few enough (else the last), and the height it takes."""
    for step in steps:
        tall = height(TextSetting(block, width, step.size, step.leading))
        if tall / step.leading <= step.most_lines + 0.01:
            break
    return step, tall


def find_cuts(inputs: PageInputs, talls: Mapping[str, float], allowed: float) -> dict[str, int]:
    """Words to cut in each block that is higher than `allowed`."""
    room = max(allowed, 0)
    return {name: inputs.matter.words(name, (tall - room) / tall) for name, tall in talls.items() if tall > room + 0.01}


def rows(count: int) -> tuple[int, ...]:
    """How many cards stand in each row: 1, 2, 3, 2 + 2, then rows of three."""
    across = {1: 1, 2: 2, 4: 2}.get(count, 3)
    return tuple(min(across, count - start) for start in range(0, count, across))


def whole(value: float) -> float:
    """The next whole u down the page."""
    return float(math.ceil(value - 0.001))


def set_text(x: float, y: float, text: TextSetting, tall: float) -> Frame:
    """The frame of a text set at (x mm, y u) and `tall` u high."""
    return Frame(x, y, text.width, tall, text.size, text.leading, text.columns)


def bottom(frames: Mapping[str, Frame]) -> float:
    """The lowest edge of any frame, in u."""
    return max((frame.y + frame.height for frame in frames.values()), default=TOP)


def shown_on(
    inputs: PageInputs, frames: Mapping[str, Frame], page: int, *, excess: float, hollow: float, cuts: Mapping[str, int]
) -> PagePlan:
    """A page whose photo found no room has too much, so that something gives way."""
    photo = inputs.choice.photos.get(page) if "photo" in frames else None
    missing = 1.0 if page in inputs.choice.photos and photo is None else 0.0
    quote = next((name for name in ("champ", "exergue") if name in frames), "")
    return PagePlan(frames, max(excess, missing), max(0, hollow), cuts, photo, quote)
