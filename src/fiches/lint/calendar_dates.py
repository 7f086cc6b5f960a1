"""Days and years of prose that no calendar has: printed, nobody knows which was meant."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

from fiches.config import languages
from fiches.config.calendar_dates import months
from fiches.config.languages import Language
from fiches.core.messages import message
from fiches.core.text import fold
from fiches.lint import habits
from fiches.lint.leftovers import Mark
from fiches.lint.sought import ANY_FIGURE, Sought, only_with, sought

DateTold = tuple[str, dict[str, Any]] | None  # the name of the message, and its values
LAST_YEAR = 9999  # more is a slip
LEAP_YEAR = 2000  # when no year is told, a 29 February may be
_ANY_DATE = sought(r"\d(?:[h/.-]|[a-z]{0,2} |\d{3})", letters=ANY_FIGURE)
_DATE_IN_PROSE = sought(
    r"\d[a-z]{0,2} (?:of |de )?[^\W\d_]{3}",
    r"(?:\b(?P<weekday>[^\W\d_]{4,9}(?:-feira)?),? )?(?:the )?"
    r"\b(?P<day>\d{1,2})(?:er|st|nd|rd|th)? (?:of |de )?(?P<month>[^\W\d_]{3,10})\b"
    r"(?:,?(?: de)? (?P<year>(?:19|20)\d{2,3})\b)?",
    letters=ANY_FIGURE,
)
_DATE_IN_FIGURES = sought(
    r"\d[/.-]\d",
    r"(?<![\d/.,-])(?:\d{1,2}(?P<sign>[/.-])\d{1,2}(?P=sign)(?:19|20)\d\d|(?:19|20)\d\d-\d\d-(?P<last>\d\d))(?![\d/-])",
    letters=ANY_FIGURE,
)
_YEARS_APART = sought(
    r"(?:19|20)\d\d ?(?:à|et|-|–|and|to) ?(?:19|20)\d\d",
    r"(?:\b(?:[Dd]e|[Ee]ntre|[Ff]rom|[Bb]etween|[Dd]epuis) (?=\d{4} ?[^\d\s])|(?<![\w/.,-])(?=\d{4} ?[-–]))"
    r"(?P<first>(?:19|20)\d\d) ?(?:à|et|and|to|-|–) ?(?P<last>(?:19|20)\d\d)(?![\w/-])",
    letters=ANY_FIGURE,
)
_LONG_HOUR = sought(r"\dh|\d h ", r"(?<![\w.,:])\d{1,2} ?h ?(?P<minutes>[6-9]\d)(?!\w|[.,]\d)", letters=ANY_FIGURE)


@only_with("", _DATE_IN_PROSE, _DATE_IN_FIGURES, _YEARS_APART, _LONG_HOUR, habits.ANYWHERE)
def impossible_dates(lines: Sequence[str]) -> Iterator[Mark]:
    """A day that its month lacks, or that was another of the week; years that run backwards; an hour of 75 minutes."""
    for index, line in enumerate(lines):
        for match, judge in _dates(line) if _ANY_DATE.may_be_in(line) else ():
            if told := judge(match):
                name, values = told
                yield index, match.start(), name, {"text": match[0], **values}


def _dates(line: str) -> Iterator[tuple[re.Match[str], Callable[[re.Match[str]], DateTold]]]:
    """What seems a date or an hour in a line, and who judges it."""
    yield from ((match, judge) for pattern, judge in _DATE_JUDGES for match in pattern.finditer(line))
    yield from ((match, judge) for kind, judge in _HABITS_OF_DATES if (match := habits.found(kind, line)))


def _named(match: re.Match[str]) -> DateTold:
    """Of « le lundi 3 mars 2020 »."""
    month = months().get(fold(match["month"]), 0)
    if not month:
        return None
    day, year = int(match["day"]), int(match["year"] or LEAP_YEAR)
    if year > LAST_YEAR:
        return _long_year(match)
    if not _is_day(year, month, day):
        return "date-impossible", {}
    return _on(date(year, month, day), match["weekday"]) if match["year"] and match["weekday"] else None


def _on(day: date, weekday: str) -> DateTold:
    """Of a day that was said to be one of the week."""
    told = _weekdays(languages.every()).get(fold(weekday), day.weekday())
    was = message(f"weekday.{day.weekday()}")
    return ("date-impossible.weekday", {"was": was}) if told != day.weekday() else None


def _figured(match: re.Match[str]) -> DateTold:
    """Of « 03/02/2020 », in either order, and « 2020-02-03 »."""
    first, second, year = (int(one) for one in re.findall(r"\d+", match[0])[:: -1 if match["last"] else 1])
    return None if _is_day(year, second, first) or _is_day(year, first, second) else ("date-impossible", {})


def _late(_match: re.Match[str]) -> DateTold:
    """Of an hour that no day has."""
    return "date-impossible.hour", {}


def _long_year(match: re.Match[str]) -> DateTold:
    """Of a year with a figure too many, or that nobody has seen."""
    name = "date-impossible.year" if int(match["year"]) > LAST_YEAR else "date-impossible.far"
    return name, {"year": match["year"]}


def _backwards(match: re.Match[str]) -> DateTold:
    return ("date-impossible.span", {}) if int(match["first"]) > int(match["last"]) else None


@cache
def _weekdays(known: tuple[Language, ...]) -> dict[str, int]:
    """The days of the week, from Monday on, by their names in all languages, folded."""
    return {fold(name): number for one in known for number, name in enumerate(one.weekdays)}


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


_DATE_JUDGES: tuple[tuple[Sought, Callable[[re.Match[str]], DateTold]], ...] = (
    (_DATE_IN_PROSE, _named),
    (_DATE_IN_FIGURES, _figured),
    (_YEARS_APART, _backwards),
    (_LONG_HOUR, lambda _: ("date-impossible.time", {})),
)
_HABITS_OF_DATES = (("heure", _late), ("annee", _long_year))
