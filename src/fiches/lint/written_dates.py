"""Dates that a language writes otherwise: months with a capital, the month before the day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache

from fiches.config import calendar_dates, languages
from fiches.config.languages import Language
from fiches.core.problems import BadValue, Fault, fault
from fiches.lint.sought import ANY_FIGURE, Sought, only_with, sought

_MONTH_BEFORE_DAY = re.compile(
    r"(?<![\d/])(?P<month>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2\d|3[01])/(?P<year>(?:19|20)\d\d)(?![\d/])"
)


@only_with(ANY_FIGURE)
def foreign_dates(line: str, language: str) -> Iterator[Fault]:
    """The month before the day, as some write it in English. Bad: 12/31/2018, March 12th, 2018."""
    if languages.of(language).month_first or not language:
        return
    for match in _MONTH_BEFORE_DAY.finditer(line):
        day = f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}"
        yield from _date_elsewhere(match, day, language)
    for match in _spoken_month_first(languages.every()).finditer(line):
        yield from _date_elsewhere(match, re.sub(r"(?<=\d)(?:th|st|nd|rd)", "", match[0]), language)


def _date_elsewhere(match: re.Match[str], day: str, language: str) -> Iterator[Fault]:
    with suppress(BadValue):
        better = calendar_dates.date(day).said_in(language)
        yield fault("date-impossible.month-first", 1, match.start() + 1, text=match[0], better=better)


@cache
def _spoken_month_first(known: tuple[Language, ...]) -> re.Pattern[str]:
    names = (name for one in known if one.month_first for names in one.months for name in names)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names)) or '(?!)'}) \d{{1,2}}(?:th|st|nd|rd)?,? (?:19|20)\d\d\b")


@only_with(ANY_FIGURE)
def capital_months(line: str, language: str) -> Iterator[Fault]:
    """Months and days of the week are common nouns, in the languages that write them small. Bad: le 3 Mars 2020."""
    known = languages.of(language)
    for pattern in _capital_months(known):
        for match in pattern.finditer(line):
            if match[0] not in known.feasts:
                better = match[0].replace(match["name"], match["name"].lower())
                yield fault("ponctuation.calendar", 1, match.start() + 1, typed=match[0], better=better)


@cache
def _capital_months(known: Language) -> tuple[re.Pattern[str], ...]:
    """A month behind a day, or before a year within a sentence; a day of the week before a number."""
    months = _capitalised(name for spellings in known.months for name in spellings)
    year = r"(?: (?:de )?(?:19|20)\d\d)"
    return (
        re.compile(rf"\b\d{{1,2}}(?:er)? (?:de )?(?P<name>{months})\b{year}?"),
        re.compile(rf"(?<=[a-zà-ÿ,] )(?<!\der )(?P<name>{months}){year}\b"),
        re.compile(rf"(?<=[a-zà-ÿ,] )(?P<name>{_capitalised(known.weekdays)}) \d{{1,2}}\b"),
    )


@only_with("1")
def first_days(line: str, language: str) -> Iterator[Fault]:
    """The first day of a month, in the languages that say it otherwise. Bad: le 1 mars. Good: le 1er mars."""
    known = languages.of(language)
    for match in _first_days(known).finditer(line) if known.first_day else ():
        better = match[0].lstrip("0").replace("1", known.first_day, 1)
        yield fault("ponctuation.first-day", 1, match.start() + 1, typed=match[0], better=better)


@cache
def _first_days(known: Language) -> Sought:
    """What opens a line, or stands behind a small word (le, du, au) or a day of the week: no « étape 1 »."""
    before = "|".join(rf"(?<=\b{re.escape(word)} )" for word in (*known.small_words, *known.weekdays))
    names = "|".join(re.escape(name) for names in known.months for name in names)
    return sought(rf"1 (?:{names})\b", rf"(?:^|(?i:{before}))0?1 (?:{names})\b")


def _capitalised(names: Iterable[str]) -> str:
    """An expression for those that are written small, with a capital; it finds nothing where none is."""
    return "|".join(re.escape(name.capitalize()) for name in names if name.islower()) or "(?!)"
