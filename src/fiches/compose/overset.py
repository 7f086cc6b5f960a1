"""How many words are too many: sought by laying the sheet out without them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from fiches.compose.model import Layout, PagePlan
from fiches.content import notes
from fiches.content.blocks import Block, CodeText, Inline, Span, Words, words_of
from fiches.content.sheet import Rubric, Sheet

WORD_STEP = 5  # words: as near as the answer is sought
MOST_GUESS = 4  # times the first guess
MORE_WORDS = (0, 5, 10, 20, 40)  # that a draft is shorter by, until its pages hold it


class Draft(NamedTuple):
    """A sheet that is too long: as much of it as its pages hold, those pages, and by rubric the words beyond."""

    sheet: Sheet
    layout: Layout
    surplus: tuple[tuple[Rubric, str], ...]


def measured(sheet: Sheet, layout: Layout, lay: Callable[[Sheet], Layout]) -> Layout:
    """The layout of a sheet that is too long, with the words to cut as `lay` finds them."""

    def measured_page(place: int, page: PagePlan) -> PagePlan:
        if page.excess <= 0:
            return page
        return replace(page, cuts=_sought(sheet, page.cuts, lambda short: lay(short).pages[place].excess <= 0))

    return replace(layout, pages=tuple(measured_page(place, page) for place, page in enumerate(layout.pages)))


def _sought(sheet: Sheet, cuts: Mapping[str, int], holds: Callable[[Sheet], bool]) -> Mapping[str, int]:
    """The least cuts, in proportion to the first guess, after which the page holds its text."""
    running = {rubric.spec.id for rubric in sheet.rubrics if rubric.blocks}
    if not cuts or not set(cuts) <= running:  # what stands in cards is not one text
        return cuts
    low, high, total = 0.0, 1.0, sum(cuts.values())
    while not holds(shortened(sheet, _scaled(cuts, high))):
        low, high = high, high * 1.5
        if high > MOST_GUESS:
            return cuts
    while (high - low) * total > WORD_STEP:
        middle = (low + high) / 2
        low, high = (low, middle) if holds(shortened(sheet, _scaled(cuts, middle))) else (middle, high)
    return _scaled(cuts, high)


def _scaled(cuts: Mapping[str, int], share: float) -> dict[str, int]:
    """A share of the cuts, each to the next step: what is told is what was tried."""
    return {id_: WORD_STEP * math.ceil(words * share / WORD_STEP) for id_, words in cuts.items()}


def shortened(sheet: Sheet, cuts: Mapping[str, int]) -> Sheet:
    """The sheet without the last words of some rubrics, so many by rubric."""
    rubrics = tuple(
        replace(rubric, blocks=without(rubric.blocks, cuts.get(rubric.spec.id, 0))) for rubric in sheet.rubrics
    )
    return replace(sheet, rubrics=rubrics)


def drafted(sheet: Sheet, layout: Layout, lay: Callable[[Sheet], Layout]) -> Draft | None:
    """A sheet that is too long as far as its pages hold it; None when what is too long is no running text."""
    cuts = {id_: words for page in layout.pages for id_, words in page.cuts.items()}
    running = {rubric.spec.id for rubric in sheet.rubrics if rubric.blocks}
    if not cuts or not set(cuts) <= running:
        return None
    for more in MORE_WORDS:
        asked = {id_: words + more for id_, words in cuts.items()}
        short = _cut_short(sheet, asked)
        laid = lay(short)
        if laid.fits:
            return Draft(short, laid, tuple(_surplus(sheet, short)))
    return None


def _cut_short(sheet: Sheet, cuts: Mapping[str, int]) -> Sheet:
    """The sheet whose rubrics end so many words sooner, by rubric."""
    rubrics = (
        replace(rubric, blocks=without(rubric.blocks, cuts.get(rubric.spec.id, 0), at_end=True))
        for rubric in sheet.rubrics
    )
    return replace(sheet, rubrics=tuple(rubrics))


def _surplus(sheet: Sheet, short: Sheet) -> Iterator[tuple[Rubric, str]]:
    """What each rubric of a sheet has more than in the short one."""
    for rubric, kept in zip(sheet.rubrics, short.rubrics, strict=True):
        body, short_body = (notes.apart(one.blocks)[0] for one in (rubric, kept))
        if left := words(body) - words(short_body):
            yield rubric, " ".join(" ".join(words_of(body)).split()[-left:])


def without(blocks: Sequence[Block], count: int, *, at_end: bool = False) -> tuple[Block, ...]:
    """The blocks without `count` words, taken from the end of whichever is the longest, or of the last.

    Notes go with their calls.
    """
    body, own = notes.apart(blocks)
    kept = list(body)
    while kept and count > 0:
        place = len(kept) - 1 if at_end else max(range(len(kept)), key=lambda index: words([kept[index]]))
        many = words([kept[place]])
        kept[place : place + 1] = [_trimmed(kept[place], count, at_end=at_end)] if many > count else []
        count -= many
    return notes.ended(kept, own)


def words(blocks: Sequence[Block]) -> int:
    """How many there are in some blocks."""
    return sum(len(text.split()) for text in words_of(blocks))


def _trimmed(block: Block, count: int, *, at_end: bool) -> Block:
    if block.kind == "table":
        return _fewer_rows(block, count)
    children = without(block.children, count, at_end=at_end)
    inside = sum(len(text.split()) for text in words_of(block.children))
    return replace(block, children=children, inlines=_cut(block.inlines, count - inside))


def _fewer_rows(table: Block, count: int) -> Block:
    """A table without its last rows, of which so many words are; its head stays."""
    kept = list(table.children)
    while count > 0 and kept[-2:-1] and kept[-2].kind == "row":
        count -= words([kept.pop()])
    return replace(table, children=tuple(kept))


def _cut(inlines: Sequence[Inline], count: int) -> tuple[Inline, ...]:
    kept = list(inlines)
    while kept and count > 0:
        last = kept.pop()
        words = _count(last)
        if words > count:
            kept.append(_shorter(last, count))
        count -= words
    return tuple(kept)


def _count(inline: Inline) -> int:
    match inline:
        case Words(text) | CodeText(text):
            return len(text.split())
        case Span(children=children):
            return sum(map(_count, children))
    return 0


def _shorter(inline: Inline, count: int) -> Inline:
    match inline:
        case Words(text):
            return Words(" ".join(text.split()[:-count]))
        case Span(children=children):
            return replace(inline, children=_cut(children, count))
    return inline
