"""Dates: as people type them, in figures or in words of any language; kept as ISO 8601; printed as a language does."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Mapping
from contextlib import suppress
from functools import cache

from fiches.config import languages
from fiches.config.languages import DAY, MONTH, YEAR, Language
from fiches.core.messages import Said, message
from fiches.core.problems import BadValue
from fiches.core.text import fold

_DATE = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?")
_DATE_FR = re.compile(r"(\d\d?)[/.-](\d\d?)[/.-](\d{4})")
_DATE_IN_WORDS = re.compile(r"(?:(?:le )?(\d\d?)(?:er|st|nd|rd|th)? (?:de )?)?([^\W\d]+)[.,]? (?:de )?(\d{4})")
_DATE_WITHIN = re.compile(  # among other words
    r"(?<!\d)\d{1,2}(?:er|st|nd|rd|th)? (?:de )?[^\W\d]+[.,]? (?:de )?\d{4}(?!\d)"
    r"|(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d)|(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?!\d)|^(\d{1,2})/(\d{4})$"
)
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.? (\d\d?)(?:st|nd|rd|th)?,? (\d{4})")  # « March 2, 2022 »
_DAY_BEFORE_1900 = datetime.date(1899, 12, 30).toordinal()  # from which spreadsheets count
SHORTEST_MONTH = 3  # letters of a month that is cut short


class CalendarDate(str):
    """A year, a month or a day, as ISO 8601 writes it: « 2022 », « 2022-11 », « 2022-11-05 »."""

    __slots__ = ()

    def said_in(self, language: str) -> str:
        """« 5 novembre 2022 », « novembre 2022 », « 2022 », as the data of a language say it."""
        year, month, day = (*map(int, self.split("-")), 0, 0)[:3]
        known = languages.of(language)
        if not (month and known.months):
            return str(self)
        pattern = known.date if day else known.date[known.date.index(MONTH) :]
        first = known.first_day if day == 1 and known.first_day else str(day)
        return pattern.replace(DAY, first).replace(MONTH, known.months[month - 1][0]).replace(YEAR, f"{year:04}")


def year_of(text: str) -> int:
    """A year from 1900 to 2100; BadValue for any other."""
    year = int(text)
    if not 1900 <= year <= 2100:
        raise BadValue(message("value.year", year=year))
    return year


def date(text: str) -> CalendarDate:
    """An ISO date, complete (2022-11-05) or not (2022-11, 2022), and what can mean nothing else.

    5/11/2022, 5 novembre 2022, 2022/11/05, and the date of a moment, 2022-11-05T10:00:00Z.
    """
    match = _DATE.fullmatch(_iso(text))
    if not match:
        raise BadValue(message("value.date"), _did_you_mean(_meant_date(text)))
    _in_the_calendar(*(int(part or 1) for part in match.groups()), whole=bool(match[3]))
    year_of(match[1])
    return CalendarDate("-".join(f"{int(part):02}" for part in match.groups() if part))


def _in_the_calendar(year: int, month: int, day: int, *, whole: bool) -> None:
    """BadValue where there is no such day."""
    if not (year and 1 <= month <= 12):
        swapped = whole and year and 1 <= day <= 12 and 1 <= month <= monthrange(year, day)[1]
        meant = f"{year:04}-{day:02}-{month:02}" if swapped else ""
        raise BadValue(message("value.date.no-month"), _did_you_mean(meant))
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise BadValue(message("value.date.no-day", last=last))


def _did_you_mean(word: str) -> Said:
    return message("did-you-mean.bare", word=word) if word else ""


def _meant_date(text: str) -> str:
    """The day that a spreadsheet counts by this number, in this century or late in the last, or of a year cut short."""
    if re.fullmatch(r"[34]\d{4}", text):
        return datetime.date.fromordinal(_DAY_BEFORE_1900 + int(text)).isoformat()
    spaced = re.sub(r"(?<=\w)-(?=[^\W\d])|(?<=[^\W\d])-(?=\d)", " ", text)
    found = _DATE_WITHIN.search(spaced)
    if found and (found[1] or found[0] != text):
        with suppress(BadValue):
            return date(f"{found[2]}-{found[1]}" if found[1] else found[0])
    short = re.fullmatch(r"(\d\d?)[/.-](\d\d?)[/.-](\d\d)", text)
    day, month, year = map(int, short.groups()) if short else (0, 0, 0)
    return (
        f"20{year:02}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= monthrange(2000 + year, month)[1] else ""
    )


def _iso(text: str) -> str:
    """A date with its year first, its month in figures; anything else as it is."""
    plain = re.sub(r"(?<=\d)[T ]\d\d:\d\d.*$", "", text)
    french = _DATE_FR.fullmatch(plain)
    if french:
        return f"{french[3]}-{int(french[2]):02}-{int(french[1]):02}"
    if together := re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)", plain):
        return "-".join(together.groups())
    named = _DATE_IN_WORDS.fullmatch(_MONTH_FIRST.sub(r"\2 \1 \3", plain))
    month = _month(fold(named[2])) if named else None
    if named and month:
        return f"{named[3]}-{month:02}" + (f"-{int(named[1]):02}" if named[1] else "")
    return re.sub(r"(?<=\d)[/.](?=\d)", "-", plain) if re.match(r"\d{4}[/.]", plain) else plain


def _month(word: str) -> int | None:
    """The month that begins so in some language; none where two do."""
    if whole := months().get(word):
        return whole
    found = {number for name, number in months().items() if len(word) >= SHORTEST_MONTH and name.startswith(word)}
    return found.pop() if len(found) == 1 else None


def months() -> Mapping[str, int]:
    """The months of all languages by their names, folded."""
    return _months(languages.every())


@cache
def _months(known: tuple[Language, ...]) -> Mapping[str, int]:
    named = [(number, names) for one in known for number, names in enumerate(one.months, 1)]
    return {fold(name): number for number, names in named for name in names}
