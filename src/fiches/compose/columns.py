"""Lines divided between columns, which end as near to one height as can be, and never within what should stay whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

WINDOW = 6  # places near an even cut that are tried
MOST_FOR_WHOLE = 4  # lines that columns may end apart so that nothing that should stay whole is cut
LEAST_CUT, LEAST_OF_WHOLE = 2, 3  # lines on either side of a cut, and of one in what should stay whole
MOST_SHORTER = 3  # lines that a column on one page may be shorter for that
HEIGHT_ROUNDING = 1e-6


class Slot(NamedTuple):
    """The place of one line: its height, the white above it unless it is first in a column, both in one unit.

    Where it is, `top` is what stands above it again. A column may end after it if `may_end`; at the price of cutting
    what should stay whole, if `may_cut`.
    """

    height: float
    above: float = 0.0
    may_end: bool = True
    may_cut: bool = False
    top: float = 0.0


class Columns(NamedTuple):
    """How many slots stand before each column, then all of them; and how high each column is."""

    cuts: tuple[int, ...]
    heights: tuple[float, ...]

    @property
    def height(self) -> float:
        """Of the highest."""
        return max(self.heights)

    @property
    def spread(self) -> float:
        """By how much the shortest ends above the highest."""
        return max(self.heights) - min(self.heights)


def balanced(slots: Sequence[Slot], count: int) -> Columns:
    """The slots in so many columns: as low as can be, then as even; what should stay whole is cut where it must be."""
    if count <= 1 or len(slots) <= 1:
        return _all_in_first(slots, max(count, 1))
    kept = _evenest(slots, count, [one.may_end for one in slots])
    if kept and kept.spread <= MOST_FOR_WHOLE * slots[-1].height + HEIGHT_ROUNDING:
        return kept
    broken = _evenest(slots, count, [one.may_end or one.may_cut for one in slots])
    return min((one for one in (kept, broken) if one), key=_rank, default=_all_in_first(slots, count))


def _rank(columns: Columns) -> tuple[float, float]:
    return round(columns.height, 6), round(columns.spread, 6)


def _evenest(slots: Sequence[Slot], count: int, may_end: Sequence[bool]) -> Columns | None:
    """The best of all ways to cut at places where a column may end; None when there are too few."""
    places = [0, *(index for index in range(1, len(slots)) if may_end[index - 1])]
    tops = list(accumulate((one.height + one.above for one in slots), initial=0.0))
    total = tops[-1]
    best: Columns | None = None
    for cuts in _ways(places, tops, (count, total / count)):
        found = cut_at(slots, (*cuts, len(slots)))
        if best is None or _rank(found) < _rank(best):
            best = found
    return best


def _ways(places: Sequence[int], tops: Sequence[float], asked: tuple[int, float]) -> Iterator[tuple[int, ...]]:
    """Where columns may begin, for each way of cutting within some lines of even."""
    count, even = asked

    def after(cuts: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if len(cuts) == count:
            yield cuts
            return
        aim = even * len(cuts)
        later = sorted((place for place in places if place > cuts[-1]), key=lambda place: abs(tops[place] - aim))
        for place in later[:WINDOW]:
            yield from after((*cuts, place))

    yield from after((0,))


def cut_at(slots: Sequence[Slot], cuts: tuple[int, ...]) -> Columns:
    """The slots in columns that begin at these cuts, the last of which is their end."""
    return Columns(cuts, tuple(_height(slots[start:end]) for start, end in pairwise(cuts)))


def _height(slots: Sequence[Slot]) -> float:
    """Of one column: no white above its first line."""
    return sum(one.height + one.above for one in slots) - slots[0].above + slots[0].top if slots else 0.0


def _all_in_first(slots: Sequence[Slot], count: int) -> Columns:
    """Where nothing may be cut."""
    return cut_at(slots, (0, *[len(slots)] * count))


def poured(slots: Sequence[Slot], start: int, height: float, count: int) -> Columns:
    """The slots from `start` on in so many columns of one height, as many as they hold; the last ones end even."""
    cuts, place = [start], start
    for _ in range(count):
        place = _filled(slots, place, height)
        cuts.append(place)
    if place == len(slots) and start < place:
        even = balanced([slots[start]._replace(above=0.0), *slots[start + 1 :]], count)
        if even.height <= height + HEIGHT_ROUNDING:
            return Columns(tuple(start + cut for cut in even.cuts), even.heights)
    return cut_at(slots, tuple(cuts))


def _filled(slots: Sequence[Slot], start: int, height: float) -> int:
    """Where a column of that height ends: what should stay whole is cut only where it would leave much white."""
    y, whole, broken, last = 0.0, (start, 0.0), (start, 0.0), start
    for index in range(start, len(slots)):
        y += slots[index].height + (slots[index].above if index > start else slots[index].top)
        if y > height + HEIGHT_ROUNDING:
            break
        last = index + 1
        if slots[index].may_end:
            whole = (last, y)
        if slots[index].may_end or slots[index].may_cut:
            broken = (last, y)
    if last == len(slots):
        return last
    spared = broken[1] - whole[1] > MOST_SHORTER * slots[start].height if slots else False
    return broken[0] if spared else whole[0]


class Stack(NamedTuple):
    """What a paragraph asks of the columns: its lines' height, the white above it, which of its lines are divided.

    `is_whole`: it is not cut where that can be helped (an item, a piece of advice); `leads`: it stays with the next
    (a head); `joins`: with the one before (a name under a testimony).
    """

    height: float
    divided: tuple[bool, ...]  # one a line
    above: float = 0.0
    is_whole: bool = False
    leads: bool = False
    joins: bool = False
    rows: tuple[float, ...] = ()  # of a table, the height of each, and of its head where it is repeated
    head: float = 0.0

    @property
    def least(self) -> int:
        """How many lines stand on either side of a cut."""
        return LEAST_OF_WHOLE if self.is_whole and not self.rows else LEAST_CUT


def slots_of(stacks: Sequence[Stack]) -> list[Slot]:
    """The slots of paragraphs that follow each other."""
    followed = [*(stack.joins for stack in stacks[1:]), False][: len(stacks)]
    return [slot for stack, stays in zip(stacks, followed, strict=True) for slot in _slots(stack, stays=stays)]


def _slots(stack: Stack, *, stays: bool) -> Iterator[Slot]:
    count, least = len(stack.divided), stack.least
    for index, divided in enumerate(stack.divided):
        is_last = index == count - 1
        above, top = (stack.above, 0.0) if index == 0 else (0.0, stack.head)
        height = stack.rows[index] if stack.rows else stack.height
        if is_last:
            yield Slot(height, above, may_end=not (stack.leads or stays), top=top)
        else:
            room = least <= index + 1 <= count - least and not divided and not stack.leads
            yield Slot(height, above, may_end=room and not stack.is_whole, may_cut=room, top=top)


def is_even(columns: Columns, line: float) -> bool:
    """Whether the columns end within a line of each other."""
    return columns.spread <= line + HEIGHT_ROUNDING
