"""A paragraph cut into lines, all at once: the ends are those that cost least together (Knuth and Plass, 1981)."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from fiches.compose.paragraph import DIVISION, Break, Paragraph, divided, emergencies

WIDTH_ROUNDING = 1e-6  # em
MOST_WHITE, MOST_WHITE_EVEN = 0.35, 0.5  # of its measure: no fuller line is left for one that is emptier
ANY_WHITE = 1.0  # where a word would end within each of `MOST_IN_ROW` lines otherwise
MOST_IN_ROW = 3  # lines that end within a word are told from no more of them
BEGUN = 0.25  # of what a poor last line costs, that one costs which begins within a word
MOST_SHRUNK = 0.99  # letters that a line end parts may be a little narrower than together
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
    if even and (held := _held(paragraph, measure, rules)):
        return held
    found = _best(paragraph.plain, measure, rules, even=even)
    if not paragraph.divides and _hold(found, measure):
        return found
    if _asks_for_divisions(paragraph, found, measure, rules):
        found = _best(divided(paragraph), measure, rules, even=even)
    if _hold(found, measure):
        return found
    return _best(emergencies(paragraph, measure.width - measure.indent), measure, rules, even=even)


def fewest_lines(paragraph: Paragraph, measure: Measure) -> int:
    """The lines that a paragraph has at least, were they all full: each but the last drops one space at its end."""
    space = _widest_space(paragraph)
    length = paragraph.widths[-1] + measure.indent + space
    return max(1, math.ceil(length / (measure.width + space) * MOST_SHRUNK))


@lru_cache(maxsize=2048)
def _widest_space(paragraph: Paragraph) -> float:
    return max((one.start - one.end for one in paragraph.plain), default=0.0)


def _held(paragraph: Paragraph, measure: Measure, rules: LineRules) -> tuple[TextLine, ...]:
    """Even lines none of which ends on a short word; none where that cannot be."""
    found = _best(tuple(one for one in paragraph.plain if not one.after_short), measure, rules, even=True)
    return found if _hold(found, measure) else ()


def _asks_for_divisions(paragraph: Paragraph, lines: Sequence[TextLine], measure: Measure, rules: LineRules) -> bool:
    """Whether lines that divide no word are too long, too white, or end in one word."""
    stub = len(lines) > 1 and is_stub(paragraph, lines[-1], measure.last)
    return stub or not _hold(lines, measure) or _fullest(lines, measure) > rules.tolerance


def _loosened(paragraph: Paragraph, measure: Measure, rules: LineRules, extra: int) -> tuple[TextLine, ...]:
    """The lines of a paragraph that has so many more than its best, if they are not worse than lines may be."""
    best = fitted(paragraph, measure, rules)
    breaks, count = divided(paragraph), len(best) + extra
    table = _LineTable(breaks, measure, rules, even=False)
    found = _lines(breaks, _cheapest(table, count)) if count > 1 and count >= _fewest(table) else ()
    short = found and is_stub(paragraph, found[-1], measure.last)
    bad = short or _has_row(found) or not _hold(found, measure) or _fullest(found, measure) > rules.hollow_from
    return () if bad else found


def is_stub(paragraph: Paragraph, line: TextLine, least: float) -> bool:
    """Whether a last line is one word, or shorter than so many em."""
    return " " not in paragraph.text[line.start : line.end] or line.width < least


def _best(breaks: Sequence[Break], measure: Measure, rules: LineRules, *, even: bool) -> tuple[TextLine, ...]:
    table = _LineTable(breaks, measure, rules, even=even)
    if not even:
        found = _lines(breaks, _cheapest(table, 0))
        return _emptier(breaks, measure, rules) if _has_row(found) else found
    few = _fewest(table)
    chosen = [_cheapest(table, count) for count in (few, few + 1)]
    whole = (ways for ways in chosen if ways and not any(breaks[place].after_short for place in ways))
    return _lines(breaks, next(whole, chosen[0]))


def _emptier(breaks: Sequence[Break], measure: Measure, rules: LineRules) -> tuple[TextLine, ...]:
    """Lines that are left as empty as may be rather than that too many in a row end within a word."""
    return _lines(breaks, _cheapest(_LineTable(breaks, measure, rules, even=False, emptiest=ANY_WHITE), 0))


def _has_row(lines: Sequence[TextLine]) -> bool:
    """Whether `MOST_IN_ROW` lines in a row end within a word or a compound."""
    rows = zip(*(lines[place:] for place in range(MOST_IN_ROW)), strict=False)
    return any(all(line.mark for line in row) for row in rows)


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


def _fewest(table: _LineTable) -> int:
    """In how many lines the text can be set."""
    place, count = 0, 0
    while place < table.last:
        place, count = table.window(place)[1], count + 1
    return count


Way = tuple[float, int, int]  # what it costs to come to a break, from which one, in which of its states
Ways = Mapping[int, dict[int, Way]]  # to each break, by how many lines in a row end there within a word


def _cheapest(table: _LineTable, count: int) -> list[int]:
    """The breaks at which it costs least to end lines; `count` of them when it is not 0, nothing when none has."""
    first = {0: (0.0, -1, 0)}
    if not count:
        ways: Ways = {0: first} | {place: {} for place in range(1, table.last + 1)}
        for start in range(table.last):
            if ways[start]:
                _extend(table, ways[start], start, ways)
        return _traced([ways] * table.last)
    layers: list[Ways] = [{0: first}]
    for _ in range(count):
        longer: Ways = defaultdict(dict)
        for start, known in layers[-1].items():
            if start < table.last:
                _extend(table, known, start, longer)
        layers.append(longer)
    return _traced(layers) if table.last in layers[-1] else []


def _extend(table: _LineTable, known: Mapping[int, Way], start: int, ways: Ways) -> None:
    """Every line that may begin at `start`, for each way to come there."""
    low, full = table.window(start)
    limit, fullest, ends, own = table.limits[start], table.cost(start, full), table.ends, table.own
    white, hollow, hollow_from = table.rules.white, table.rules.hollow, table.hollow_from
    for came, (before, _, _) in known.items():
        runs = _runs(came, table.rules.run)
        for end in range(low, full + 1):
            share = limit - ends[end]
            cost = white * share * share + own[end] if end < full else fullest
            if share > hollow_from and end < full:  # the next word would have found room
                cost += hollow
            in_row, run = runs[table.divides[end]]
            total, found = before + cost + run, ways[end]
            if in_row not in found or total < found[in_row][0]:
                found[in_row] = (total, start, came)


def _runs(came: int, run: float) -> tuple[tuple[int, float], tuple[int, float]]:
    """(divided lines in a row, what that costs) at the end of a line after so many: of one that ends whole, divided."""
    in_row = min(came + 1, MOST_IN_ROW)
    return (0, 0.0), (in_row, (0.0, 0.0, run, IMPOSSIBLE)[in_row])


def _traced(layers: Sequence[Ways]) -> list[int]:
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


def _lines(breaks: Sequence[Break], chosen: Sequence[int]) -> tuple[TextLine, ...]:
    pairs = [(breaks[one], breaks[other]) for one, other in pairwise(chosen)]
    return tuple(TextLine(one.offset, to.offset, to.mark, to.end - one.start, to.is_forced) for one, to in pairs)
