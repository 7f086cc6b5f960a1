"""A paragraph cut into lines, all at once: the ends are those that cost least together (Knuth and Plass, 1981)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from fiches.compose.line_ends import (
    MOST_IN_ROW,
    WIDTH_ROUNDING,
    LineRules,
    LineTable,
    Measure,
    cheapest,
    cheapest_of,
    fewest,
)
from fiches.compose.paragraph import DIVISION, Break, Paragraph, divided, emergencies

ANY_WHITE = 1.0  # where a word would end within each of `MOST_IN_ROW` lines otherwise
MOST_SHRUNK = 0.99  # letters that a line end parts may be a little narrower than together


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
    table = LineTable(breaks, measure, rules, even=False)
    found = _lines(breaks, cheapest_of(table, count)) if count > 1 and count >= fewest(table) else ()
    short = found and is_stub(paragraph, found[-1], measure.last)
    bad = short or _has_row(found) or not _hold(found, measure) or _fullest(found, measure) > rules.hollow_from
    return () if bad else found


def is_stub(paragraph: Paragraph, line: TextLine, least: float) -> bool:
    """Whether a last line is one word, or shorter than so many em."""
    return " " not in paragraph.text[line.start : line.end] or line.width < least


def _best(breaks: Sequence[Break], measure: Measure, rules: LineRules, *, even: bool) -> tuple[TextLine, ...]:
    table = LineTable(breaks, measure, rules, even=even)
    if not even:
        found = _lines(breaks, cheapest(table))
        return _emptier(breaks, measure, rules) if _has_row(found) else found
    few = fewest(table)
    chosen = [cheapest_of(table, count) for count in (few, few + 1)]
    whole = (ways for ways in chosen if ways and not any(breaks[place].after_short for place in ways))
    return _lines(breaks, next(whole, chosen[0]))


def _emptier(breaks: Sequence[Break], measure: Measure, rules: LineRules) -> tuple[TextLine, ...]:
    """Lines that are left as empty as may be rather than that too many in a row end within a word."""
    return _lines(breaks, cheapest(LineTable(breaks, measure, rules, even=False, emptiest=ANY_WHITE)))


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


def _lines(breaks: Sequence[Break], chosen: Sequence[int]) -> tuple[TextLine, ...]:
    pairs = [(breaks[one], breaks[other]) for one, other in pairwise(chosen)]
    return tuple(TextLine(one.offset, to.offset, to.mark, to.end - one.start, to.is_forced) for one, to in pairs)
