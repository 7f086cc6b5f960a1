"""Numbered lists keep the numbers that were typed; what only looks like one, such as a year, is prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fiches.content.blocks import Block, Words

LAST_NUMBER = 999  # of an item; more is a year, or a quantity


def numbered(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks, each list with its first number, an item with its own where it is not the next."""
    return tuple(_numbered(blocks))


def _numbered(blocks: Sequence[Block]) -> Iterator[Block]:
    last = 0  # the number that the next list may go on from
    for block in blocks:
        children = numbered(block.children)
        if not block.ordered:
            yield replace(block, children=children)
        elif _is_prose(children, last):
            yield from _as_prose(children)
        else:
            items = tuple(_in_turn(children))
            last = _typed(items[-1])
            yield replace(block, children=tuple(_counted(items)), number=items[0].number, mark=items[0].mark)


def _is_prose(items: Sequence[Block], last: int) -> bool:
    """Whether the numbers are years, or the one number there is neither begins a list nor goes on with the last."""
    first = _typed(items[0])
    return max(map(_typed, items)) > LAST_NUMBER or (len(items) == 1 and first not in (1, last + 1))


def _as_prose(items: Sequence[Block]) -> Iterator[Block]:
    """What stands in the items, the number of each before its words."""
    for item in items:
        first, *rest = item.children or (Block("paragraph", item.line, item.inlines),)
        mark = f"{item.number}{item.mark} "
        if first.inlines:
            yield replace(first, inlines=(Words(mark), *first.inlines))
        else:
            yield Block("paragraph", item.line, (Words(mark.strip()),))
            yield from [first] if first.children else []
        yield from rest


def _counted(items: Sequence[Block]) -> Iterator[Block]:
    """Items whose number is told only where counting would give another."""
    count = _typed(items[0])
    for item in items:
        yield replace(item, number=None if item.number == count else item.number)
        count = _typed(item) + 1


def _in_turn(items: Sequence[Block]) -> Iterator[Block]:
    """Items with the numbers they are printed with: as typed, but where Markdown's way is to repeat the first."""
    repeats = len({item.number for item in items}) == 1
    for place, item in enumerate(items):
        yield replace(item, number=_typed(item) + place) if repeats else item


def _typed(item: Block) -> int:
    return item.number or 0
