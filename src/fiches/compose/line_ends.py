"""Where the lines of a paragraph end so that all of them cost least together (Knuth and Plass, 1981)."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from fiches.compose.paragraph import Break

WIDTH_ROUNDING = 1e-6  # em
MOST_WHITE, MOST_WHITE_EVEN = 0.35, 0.5  # of its measure: no fuller line is left for one that is emptier
MOST_IN_ROW = 3  # lines that end within a word are told from no more of them
BEGUN = 0.25  # of what a poor last line costs, that one costs which begins within a word
IMPOSSIBLE = 1e6  # what a line costs that should not be, where nothing else is to be had


@dataclass(frozen=True, slots=True)
class LineRules:
    """What is minimised: the cost of each thing that a good paragraph has not, a white of its whole measure being 100.

    The white at the end of a line costs by its square.
    """

    white: float = 100.0
    line: float = 10.0  # one more
    division: float = 5.0  # a word divided
    run: float = 100.0  # and in the line before too: an emptier line is nearly always better
    short: float = 60.0  # a short word at the end of a line of a title, a quotation, a caption
    hollow: float = 40.0  # more than `hollow_from` of white where the next word would have found room
    hollow_from: float = 0.25
    last: float = 60.0  # a last line of one word, or shorter than `last_least`; less for one begun within a word
    last_least: float = 20.0  # mm
    tolerance: float = 0.12  # a paragraph with no more white than that in any line divides no word
    justified: float = 0.0  # by which share of them spaces may be narrower so that lines of text are even; 0: ragged


class Measure(NamedTuple):
    """How wide lines may be, in em: the first one begins `indent` further in; `last` is what a last line should be."""

    width: float
    indent: float = 0.0
    last: float = 0.0


class LineTable:
    """The places where lines may end, as columns of numbers in measures, and what a line between two of them costs."""

    def __init__(
        self, breaks: Sequence[Break], measure: Measure, rules: LineRules, *, even: bool, emptiest: float = 0.0
    ) -> None:
        _, ends, starts, marks, self.forced, self.spaces, short = zip(*breaks, strict=True)
        self.measure, self.rules, self.even, self.last = measure, rules, even, len(breaks) - 1
        width = measure.width
        self.ends: list[float] = [end / width for end in ends]
        self.limits: list[float] = [start / width + 1 for start in starts]
        self.limits[0] -= measure.indent / width
        self.divides = [mark != "" for mark in marks]
        self.stops = _stops(self.forced)
        usual = (rules.line, rules.line + rules.division)
        self.own = [usual[divides] for divides in self.divides]
        if True in short:
            self.own = [own + rules.short * one for own, one in zip(self.own, short, strict=True)]
        self.emptiest = emptiest or (MOST_WHITE_EVEN if even else MOST_WHITE)
        self.hollow_from = 1.0 if even else rules.hollow_from

    def window(self, start: int) -> tuple[int, int]:
        """The breaks that may end a line from one: the first, and the fullest, which it may not hold if it is alone."""
        ends, limit, first, stop = self.ends, self.limits[start], start + 1, self.stops[start] + 1
        high = bisect_right(ends, limit + WIDTH_ROUNDING, first, stop)
        low = bisect_left(ends, limit - self.emptiest, first, high)
        full = max(high - 1, first)
        return min(low, full), full

    def cost(self, start: int, full: int) -> float:
        """Of the fullest line from a break: the white of a last one is free, and no line should be too long."""
        white = self.limits[start] - self.ends[full]
        if white < -WIDTH_ROUNDING:
            return IMPOSSIBLE * (1 - white)
        if self.forced[full] and not self.even:
            return self.rules.line + self._last(start, full)
        return self.rules.white * white * white + self.own[full]

    def _last(self, start: int, end: int) -> float:
        """Of a last line, by its width, its words and how it begins."""
        is_only = start == 0 and end == self.last
        alone = True not in self.spaces[start + 1 : end + 1]
        width = (1 - self.limits[start] + self.ends[end]) * self.measure.width
        poor = 1.0 if alone or width < self.measure.last else BEGUN * self.divides[start]
        return 0.0 if is_only else self.rules.last * poor


def _stops(forced: Sequence[bool]) -> list[int]:
    """For each break but the last, the next at which a line must end."""
    stops = [index for index, one in enumerate(forced) if one]
    return [stop for before, stop in pairwise(stops) for _ in range(before, stop)]


def fewest(table: LineTable) -> int:
    """In how many lines the text can be set."""
    place, count = 0, 0
    while place < table.last:
        place, count = table.window(place)[1], count + 1
    return count


_Way = tuple[float, int, int]  # what it costs to come to a break, from which one, in which of its states
_Ways = Mapping[int, dict[int, _Way]]  # to each break, by how many lines in a row end there within a word


def cheapest(table: LineTable) -> list[int]:
    """The breaks at which it costs least to end lines."""
    if True not in table.divides:
        return _cheapest_whole(table)
    ways: _Ways = {0: {0: (0.0, -1, 0)}} | {place: {} for place in range(1, table.last + 1)}
    for start in range(table.last):
        if ways[start]:
            _extend(table, ways[start], start, ways)
    return _traced([ways] * table.last)


def _cheapest_whole(table: LineTable) -> list[int]:
    """Where no line may end within a word: there is one way to each break."""
    ends, own, stops, costs = table.ends, table.own, table.stops, [0.0] + [math.inf] * table.last
    white, hollow, hollow_from, emptiest = table.rules.white, table.rules.hollow, table.hollow_from, table.emptiest
    ways = [0] * len(costs)
    for start, limit in enumerate(table.limits[:-1]):
        known = costs[start]
        if known == math.inf:
            continue
        full = max(bisect_right(ends, limit + WIDTH_ROUNDING, start + 1, stops[start] + 1) - 1, start + 1)
        for end in range(bisect_left(ends, limit - emptiest, start + 1, full), full):
            share = limit - ends[end]
            cost = known + (white * share * share + own[end])
            if share > hollow_from:  # the next word would have found room
                cost = known + (white * share * share + own[end] + hollow)
            if cost < costs[end]:
                costs[end], ways[end] = cost, start
        cost = known + table.cost(start, full)
        if cost < costs[full]:
            costs[full], ways[full] = cost, start
    found = [table.last]
    while found[-1]:
        found.append(ways[found[-1]])
    return found[::-1]


def cheapest_of(table: LineTable, count: int) -> list[int]:
    """The same with so many lines; nothing when there are no such."""
    layers: list[_Ways] = [{0: {0: (0.0, -1, 0)}}]
    for _ in range(count):
        longer: _Ways = defaultdict(dict)
        for start, known in layers[-1].items():
            if start < table.last:
                _extend(table, known, start, longer)
        layers.append(longer)
    return _traced(layers) if table.last in layers[-1] else []


def _extend(table: LineTable, known: Mapping[int, _Way], start: int, ways: _Ways) -> None:
    """Every line that may begin at `start`, for each way to come there."""
    low, full = table.window(start)
    limit, fullest, ends, own = table.limits[start], table.cost(start, full), table.ends, table.own
    white, hollow, hollow_from, divides = table.rules.white, table.rules.hollow, table.hollow_from, table.divides
    for came, (before, _, _) in known.items():
        row = min(came + 1, MOST_IN_ROW)
        run = (0.0, 0.0, table.rules.run, IMPOSSIBLE)[row]
        for end in range(low, full + 1):
            share = limit - ends[end]
            cost = white * share * share + own[end] if end < full else fullest
            if share > hollow_from and end < full:  # the next word would have found room
                cost += hollow
            in_row, total = (row, before + cost + run) if divides[end] else (0, before + cost)
            found = ways[end]
            if in_row not in found or total < found[in_row][0]:
                found[in_row] = (total, start, came)


def _traced(layers: Sequence[_Ways]) -> list[int]:
    """The breaks on the way to the last one."""
    place = max(layers[-1])
    in_row = min(layers[-1][place], key=lambda row: layers[-1][place][row])
    found = [place]
    for ways in reversed(layers):
        if place == 0:
            break
        _, place, in_row = ways[place][in_row]
        found.append(place)
    return found[::-1]
