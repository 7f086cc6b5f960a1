"""How many words more a rubric may have: sought by laying the sheet out with them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from fiches.compose import overset
from fiches.compose.inventory import BEGINNING
from fiches.compose.model import FLOW, Layout
from fiches.content.sheet import Rubric, Sheet

FIRST_SOUGHT, MOST_SOUGHT = 20, 640  # words: sought from the first on up to the most
MORE_EACH_TIME = 1.5  # times as many: a photo that goes may be there again with twice as many


class Room(NamedTuple):
    """What a rubric of running text has and still holds, in words, and the page it begins on.

    `most`: before its pages are too full; `kept`: before a photo or a quotation gives way too.
    """

    rubric: Rubric
    page: int
    words: int
    most: int
    kept: int


def rooms(sheet: Sheet, layout: Layout, lay: Callable[[Sheet], Layout], only: str = "") -> Iterator[Room]:
    """That of each rubric of running text of a sheet that fits, when it alone grows; or of that `only`, by its id."""
    for rubric in (one for one in sheet.rubrics if only in ("", one.spec.id)):
        words, page = overset.words(rubric.blocks), _page(rubric, layout)
        if words and page:
            yield Room(rubric, page, words, *_sought(sheet, rubric, layout, lay))


def _page(rubric: Rubric, layout: Layout) -> int:
    names = {rubric.spec.id, f"{rubric.spec.id}-{BEGINNING}"}
    if rubric.spec.id in layout.flowing:
        names = {FLOW}
    pages = enumerate(layout.pages, start=1)
    return next((n for n, page in pages if any(name.rstrip("-0123456789") in names for name in page.frames)), 0)


def _sought(sheet: Sheet, rubric: Rubric, layout: Layout, lay: Callable[[Sheet], Layout]) -> tuple[int, int]:
    """The most words more with which a sheet fits, and fits with all that it shows now."""

    @cache
    def laid(more: int) -> Layout:
        return lay(lengthened(sheet, rubric.spec.id, more))

    most = _most(lambda more: laid(more).fits, MOST_SOUGHT)
    return most, _most(lambda more: _shows_as_much(laid(more), layout), most)


def _shows_as_much(longer: Layout, layout: Layout) -> bool:
    """Whether every photo is still there, perhaps smaller or on another page, and as many quotations."""
    photos, quotes = _shown(longer)
    before, quoted = _shown(layout)
    return photos >= before and quotes >= quoted


def _shown(layout: Layout) -> tuple[set[int], int]:
    """The photos of all pages, and how many quotations they have."""
    return {one.photo for one in layout.pages if one.photo is not None}, sum(bool(one.quote) for one in layout.pages)


def _most(holds: Callable[[int], bool], end: int) -> int:
    """The greatest number of steps up to an end that holds; those below it are thought to."""
    low, high = 0, min(FIRST_SOUGHT, end)
    while low < high and holds(high):
        low, high = high, min(_to_step(high * MORE_EACH_TIME), end)
    while high - low > overset.WORD_STEP:
        middle = _to_step((low + high) / 2)
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def _to_step(words: float) -> int:
    return overset.WORD_STEP * int(words // overset.WORD_STEP)


def lengthened(sheet: Sheet, id_: str, count: int) -> Sheet:
    """The sheet with so many words more at the end of a rubric: its own over again, in as long paragraphs."""
    return replace(sheet, rubrics=tuple(_longer(one, count) if one.spec.id == id_ else one for one in sheet.rubrics))


def _longer(rubric: Rubric, count: int) -> Rubric:
    times = math.ceil(count / overset.words(rubric.blocks))
    again = rubric.blocks * times
    return replace(rubric, blocks=(*rubric.blocks, *overset.without(again, overset.words(again) - count, at_end=True)))
