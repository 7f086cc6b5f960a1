"""A paragraph cut into lines, all at once: the ends are those that cost least together (Knuth and Plass, 1981)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from fiches.compose.paragraph import DIVISION, Break, Paragraph, divided, emergencies

WIDTH_ROUNDING = 1e-6  # em
MOST_WHITE, MOST_WHITE_EVEN = 0.35, 0.5  # of its measure: no fuller line is left for one that is emptier
IMPOSSIBLE = 1e6  # what a line costs that should not be, where nothing else is to be had


@dataclass(frozen=True, slots=True)
class LineRules:
    """What is minimised: the cost of each thing that a good paragraph has not, a white of its whole measure being 100.

    The white at the end of a line costs by its square.
    """

    white: float = 100.0
    line: float = 10.0  # one more
    division: float = 4.0  # a word divided
    run: float = 30.0  # and in the line before too
    short: float = 50.0  # a short word at the end of a line of a title, a quotation, a caption
    hollow: float = 40.0  # more than `hollow_from` of white where the next word would have found room
    hollow_from: float = 0.25
    last: float = 40.0  # a last line of one word, or shorter than `last_least`
    last_least: float = 20.0  # mm
    tolerance: float = 0.12  # a paragraph with no more white than that in any line divides no word


class TextLine(NamedTuple):
    """One line: from which character to which it shows the text, the mark at its end, its width in em."""

    start: int
    end: int
    mark: str
    width: float
    is_last: bool = False

    @property
    def is_divided(self) -> bool:
        """Whether it ends within a word."""
        return self.mark in (DIVISION, "-")


class Measure(NamedTuple):
    """How wide lines may be, in em: the first one begins `indent` further in; `last` is what a last line should be."""

    width: float
    indent: float = 0.0
    last: float = 0.0


@lru_cache(maxsize=16_384)
def fitted(
    paragraph: Paragraph, measure: Measure, rules: LineRules, extra: int = 0, *, even: bool = False
) -> tuple[TextLine, ...]:
    """The best lines of a paragraph, or those with `extra` more (or fewer) than that: none where that cannot be.

    `even`: the last line is as long as the others, and there are as few as can be: a title, a quotation.
    """
    if extra:
        return _loosened(paragraph, measure, rules, extra)
    found = _best(paragraph.plain, measure, rules, even=even)
    if not paragraph.divides and _hold(found, measure):
        return found
    if not _hold(found, measure) or _fullest(found, measure) > rules.tolerance:
        found = _best(divided(paragraph), measure, rules, even=even)
    if _hold(found, measure):
        return found
    return _best(emergencies(paragraph, measure.width - measure.indent), measure, rules, even=even)


def _loosened(paragraph: Paragraph, measure: Measure, rules: LineRules, extra: int) -> tuple[TextLine, ...]:
    """The lines of a paragraph that has so many more than its best, if they are not worse than lines may be."""
    best = fitted(paragraph, measure, rules)
    table = _LineTable(divided(paragraph), measure, rules, even=False)
    found = _lines(table, _cheapest(table, len(best) + extra)) if len(best) + extra > 1 else ()
    short = found and len(best) > 1 and is_stub(paragraph, found[-1], measure.last)
    return () if short or not _hold(found, measure) or _fullest(found, measure) > rules.hollow_from else found


def is_stub(paragraph: Paragraph, line: TextLine, least: float) -> bool:
    """Whether a last line is one word, or shorter than so many em."""
    return " " not in paragraph.text[line.start : line.end] or line.width < least


def _best(breaks: Sequence[Break], measure: Measure, rules: LineRules, *, even: bool) -> tuple[TextLine, ...]:
    table = _LineTable(breaks, measure, rules, even)
    if not even:
        return _lines(table, _cheapest(table, 0))
    few = _fewest(table)
    chosen = [_cheapest(table, count) for count in (few, few + 1)]
    whole = (ways for ways in chosen if ways and not any(breaks[place].after_short for place in ways))
    return _lines(table, next(whole, chosen[0]))


def _hold(lines: Sequence[TextLine], measure: Measure) -> bool:
    """Whether no line is longer than its measure."""
    return all(line.width <= _room(measure, index) + WIDTH_ROUNDING for index, line in enumerate(lines))


def _fullest(lines: Sequence[TextLine], measure: Measure) -> float:
    """The most white that there is in a line but the last, as a share of the measure."""
    white = (_room(measure, index) - line.width for index, line in enumerate(lines) if not line.is_last)
    return max(white, default=0.0) / measure.width


def _room(measure: Measure, index: int) -> float:
    return measure.width - (0.0 if index else measure.indent)


class _LineTable:
    """The places where lines may end, as columns of numbers, and what a line between two of them costs."""

    def __init__(self, breaks: Sequence[Break], measure: Measure, rules: LineRules, even: bool) -> None:
        self.breaks, self.measure, self.rules, self.even = breaks, measure, rules, even
        self.starts = [one.start for one in breaks]
        self.ends = [one.end for one in breaks]
        self.spaces = list(accumulate(one.is_space for one in breaks))
        self.stops = _stops(breaks)
        self.own = [
            rules.line + rules.short * one.after_short + (rules.division if one.mark else 0.0) for one in breaks
        ]
        self.divides = [one.mark != "" for one in breaks]
        self.emptiest = measure.width * (MOST_WHITE_EVEN if even else MOST_WHITE)

    def ending(self, start: int) -> range:
        """The breaks that may end a line from `start`, fullest last: one at least, which it may not hold."""
        limit = self.starts[start] + _room(self.measure, start)
        stop = self.stops[start] + 1
        high = bisect_right(self.ends, limit + WIDTH_ROUNDING, start + 1, stop)
        low = bisect_left(self.ends, limit - self.emptiest, start + 1, stop)
        high = max(high, start + 2)
        return range(min(low, high - 1), high)

    def costs(self, start: int, ending: range) -> list[float]:
        """Of the line from one break to each of some, but for what the line before says of it."""
        limit = self.starts[start] + _room(self.measure, start)
        shares = [(limit - end) / self.measure.width for end in self.ends[ending.start : ending.stop]]
        white, own = self.rules.white, self.own[ending.start : ending.stop]
        costs = [white * share * share + cost for share, cost in zip(shares, own, strict=True)]
        if not self.even:
            self._refine(start, ending, shares, costs)
        if shares[-1] < -WIDTH_ROUNDING:
            costs[-1] = IMPOSSIBLE * (1 - shares[-1])
        return costs

    def _refine(self, start: int, ending: range, shares: Sequence[float], costs: list[float]) -> None:
        """What a line costs that could hold the next word, and a last one, whose white is free."""
        last = ending[-1]
        for place, share in enumerate(shares[:-1]):
            if share <= self.rules.hollow_from:
                break
            costs[place] += self.rules.hollow
        if self.breaks[last].is_forced:
            costs[-1] = self.rules.line + self._last(start, last, (1 - shares[-1]) * self.measure.width)

    def _last(self, start: int, end: int, width: float) -> float:
        """Of a last line, by its width and its words."""
        is_only = start == 0 and end == len(self.breaks) - 1
        alone = self.spaces[end] - self.spaces[start] < 1
        return self.rules.last if not is_only and (alone or width < self.measure.last) else 0.0


def _stops(breaks: Sequence[Break]) -> list[int]:
    """For each break but the last, the next at which a line must end."""
    stops = [index for index, one in enumerate(breaks) if one.is_forced]
    return [stops[bisect_right(stops, index)] for index in range(len(breaks) - 1)]


def _fewest(table: _LineTable) -> int:
    """In how many lines the text can be set."""
    place, count = 0, 0
    while place < len(table.breaks) - 1:
        place, count = table.ending(place)[-1], count + 1
    return count


State = tuple[int, int]  # lines in a row that end within a word, and lines in all where they are counted
Way = tuple[float, int, State]  # what it costs to come here, from which break, in which state


def _cheapest(table: _LineTable, count: int) -> list[int]:
    """The breaks at which it costs least to end lines; `count` of them when it is not 0, nothing when none has."""
    ways: list[dict[State, Way]] = [{} for _ in table.breaks]
    ways[0][0, 0] = (0.0, -1, (0, 0))
    for start in range(len(table.breaks) - 1):
        if ways[start]:
            _extend(table, ways, start, count)
    ends = {state: way for state, way in ways[-1].items() if state[1] == count or not count}
    return _traced(ways, min(ends, key=lambda state: ends[state][0])) if ends else []


def _extend(table: _LineTable, ways: list[dict[State, Way]], start: int, count: int) -> None:
    """Every line that may begin at `start`, for each way to come there."""
    ending, runs = table.ending(start), (0.0, 0.0, table.rules.run, IMPOSSIBLE)
    before = [(state, cost) for state, (cost, _, _) in ways[start].items()]
    for end, own in zip(ending, table.costs(start, ending), strict=True):
        known, divides = ways[end], table.divides[end]
        for came, cost in before:
            in_row = min(came[0] + 1, 3) if divides else 0
            state = (in_row, came[1] + 1 if count else 0)
            total = cost + own + runs[in_row]
            if state not in known or total < known[state][0]:
                known[state] = (total, start, came)


def _traced(ways: Sequence[dict[State, Way]], state: State) -> list[int]:
    """The breaks on the way to the last one."""
    place = len(ways) - 1
    found = [place]
    while place > 0:
        _, place, state = ways[place][state]
        found.append(place)
    return found[::-1]


def _lines(table: _LineTable, chosen: Sequence[int]) -> tuple[TextLine, ...]:
    pairs = [(table.breaks[one], table.breaks[other]) for one, other in pairwise(chosen)]
    return tuple(TextLine(one.offset, to.offset, to.mark, to.end - one.start, to.is_forced) for one, to in pairs)
