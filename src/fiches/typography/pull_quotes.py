"""Quotations that are pulled out of a sheet: what they are, which page shows which, and guillemets that go."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from fiches.content.blocks import Block, Words, words_of


class Manner(StrEnum):
    """How a sentence that is pulled out was said."""

    SPOKEN = "parole"  # somebody's own words
    REPORTED = "rapporte"  # what somebody says, in the words of the sheet
    TOLD = "recit"  # the sheet itself says it


@dataclass(frozen=True, slots=True)
class PullQuote:
    """A sentence that may be pulled out: who says it, the rubric that holds it, whether its author chose it."""

    text: str
    speaker: str = ""
    manner: Manner = Manner.TOLD
    rubric: str = ""
    is_chosen: bool = False


Refused = Collection[tuple[int, str]]  # (page, text) that must not come together
Pages = Mapping[int, Sequence[str]]  # the rubrics of each page that has a place for a quotation, best places first


def choose(pages: Pages, quotes: Sequence[PullQuote], refused: Refused = ()) -> dict[int, PullQuote]:
    """A quotation for each page that has one, `quotes` in the order of their worth, those of the author before all.

    Each goes to the page that holds its rubric, one a page. One of the author's that has no such page goes to the
    first page still without; only when all are refused, where it would have gone anyway.
    """
    placed = _at_home(pages, quotes, refused)
    for quote in (one for one in quotes if one.is_chosen and one not in placed.values()):
        if page := _elsewhere(quote, pages, placed, refused):
            placed[page] = quote
    return {page: placed[page] for page in pages if page in placed}


def _at_home(pages: Pages, quotes: Sequence[PullQuote], refused: Refused) -> dict[int, PullQuote]:
    """Each on the first page that holds its rubric and is free, unless it was refused there."""
    placed: dict[int, PullQuote] = {}
    for quote in quotes:
        good = (page for page in _homes(quote, pages) if page not in placed and (page, quote.text) not in refused)
        if page := next(good, 0):
            placed[page] = quote
    return placed


def _homes(quote: PullQuote, pages: Pages) -> list[int]:
    return [page for page, rubrics in pages.items() if quote.rubric in rubrics]


def _elsewhere(quote: PullQuote, pages: Pages, placed: Mapping[int, PullQuote], refused: Refused) -> int:
    """The page of an author's sentence that has none at home, or is refused there; 0 where it is one too many."""
    homes, bad = _homes(quote, pages), _refusing(quote, refused)
    if homes and bad.isdisjoint(homes):
        return 0
    free = [page for page in pages if page not in placed or not placed[page].is_chosen]
    return next((page for page in free if page not in bad), 0) or next(iter({*free}.intersection(homes)), 0)


def _refusing(quote: PullQuote, refused: Refused) -> set[int]:
    return {page for page, text in refused if text == quote.text}


def spare(placed: Mapping[int, PullQuote], quotes: Sequence[PullQuote]) -> tuple[PullQuote, ...]:
    """Those that no page shows: a page that stays hollow may take one."""
    return tuple(quote for quote in quotes if quote not in placed.values())


def unquoted(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without the one pair of « » that encloses them all, if there is one."""
    text = " ".join(words_of(blocks)).strip()
    inner = text[1:].rstrip(".").rstrip()[:-1]
    if not text.startswith("«") or not text.rstrip(". ").endswith("»") or "»" in inner.partition("«")[0]:
        return tuple(blocks)
    first, *middle = (blocks[0], *blocks[1:])
    done = [_replaced_end(first, re.compile(r"^\s*«\s*"), 0), *middle]
    return (*done[:-1], _replaced_end(done[-1], re.compile(r"\s*»(\s*\.?)\s*$"), -1))


def _replaced_end(block: Block, mark: re.Pattern[str], index: int) -> Block:
    """`block` without `mark` in its first (0) or last (-1) words."""
    words = block.inlines[index] if block.inlines else None
    if not isinstance(words, Words):
        return block
    inlines = list(block.inlines)
    inlines[index] = Words(mark.sub(r"\1" if mark.groups else "", words.text))
    return replace(block, inlines=tuple(inlines))
