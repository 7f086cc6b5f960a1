"""Quotations that stand too near to the words that they repeat, measured from the lines of both."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from fiches.compose.frame import Frame, Grid
from fiches.compose.model import ContentInventory, Layout, PagePlan, quote_block, text_of
from fiches.compose.set_text import SetParagraph
from fiches.compose.text_blocks import TextComposer
from fiches.typography.pull_quotes import PullQuote

LEAST_DISTANCE = 60.0  # mm


class _Rectangle(NamedTuple):
    """Edges in mm, on the spread: what stands on its right page is further right by the width of a page."""

    left: float
    top: float
    right: float
    foot: float

    def distance(self, other: _Rectangle) -> float:
        """Between the nearest points of both."""
        across = max(other.left - self.right, self.left - other.right, 0.0)
        return math.hypot(across, max(other.top - self.foot, self.top - other.foot, 0.0))


def too_near(layout: Layout, matter: ContentInventory, text: TextComposer) -> set[tuple[int, str]]:
    """(number of the page's spec, text) of each quotation whose source stands near it on its spread."""
    found = set[tuple[int, str]]()
    known = {**{quote_block(page): quote for page, quote in matter.quotes.items()}, **matter.lent}
    for folio, page in enumerate(layout.pages, start=1):
        if page.quoted:
            quote = known[page.quoted]
            place = _placed(page.frames["exergue"], layout.grid, folio)
            sources = _sources(quote, _spread(layout, folio), layout.grid, text)
            if any(place.distance(source) < LEAST_DISTANCE for source in sources):
                found.add((layout.numbers[folio - 1], quote.text))
    return found


def _spread(layout: Layout, folio: int) -> Mapping[int, PagePlan]:
    """By folio, a page and the one that faces it."""
    facing = folio + 1 if folio % 2 == 0 else folio - 1
    return {one: layout.pages[one - 1] for one in (folio, facing) if 1 <= one <= len(layout.pages)}


def _placed(frame: Frame, grid: Grid, folio: int) -> _Rectangle:
    left = frame.x + grid.width * (folio % 2)
    return _Rectangle(left, frame.y * grid.module, left + frame.width, frame.foot * grid.module)


def _sources(quote: PullQuote, pages: Mapping[int, PagePlan], grid: Grid, text: TextComposer) -> Iterator[_Rectangle]:
    """Every stretch of lines that holds the words of a quotation."""
    sought = _letters(quote.text)[0]
    for folio, page in pages.items():
        for name, frame in page.frames.items():
            if frame.size and name != "exergue":
                home = _placed(frame, grid, folio)
                for one in _paragraphs(name, frame, grid, text):
                    yield from _stretches(one, sought, home)


def _paragraphs(name: str, frame: Frame, grid: Grid, text: TextComposer) -> tuple[SetParagraph, ...]:
    """Those that stand in a frame; text that goes on from frame to frame has one name everywhere."""
    block = name if name in text.blocks else name.rstrip("-0123456789")
    setting = text_of(block, frame, grid)
    found = text.part(setting, frame.cuts) if frame.cuts else text.set(setting)
    return found.paragraphs


def _stretches(one: SetParagraph, sought: str, home: _Rectangle) -> Iterator[_Rectangle]:
    letters, places = _letters(one.text)
    at = letters.find(sought)
    if at < 0:
        return
    start, end = places[at], places[at + len(sought) - 1]
    for piece in one.pieces:
        rows = [row for row, line in enumerate(piece.lines) if line.start <= end and start < line.end]
        if rows:
            left, top = home.left + piece.x, home.top + piece.y
            yield _Rectangle(left, top + rows[0] * one.leading, left + piece.width, top + (rows[-1] + 1) * one.leading)


@lru_cache(maxsize=1024)
def _letters(text: str) -> tuple[str, list[int]]:
    """The letters and figures of a text without case, and where each stands in it."""
    places = [place for place, sign in enumerate(text) if sign.isalnum()]
    return "".join(text[place].lower()[:1] for place in places), places
