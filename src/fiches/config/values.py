"""The closed list of kinds of value that front matter may hold: text in, value out, or BadValue."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from fiches.config import calendar_dates, languages, synonyms
from fiches.config.calendar_dates import CalendarDate, year_of
from fiches.config.languages import Language
from fiches.core.messages import listing, message
from fiches.core.problems import BadValue
from fiches.core.text import did_you_mean, fold

_ISBN_DIGITS = 13
_BETWEEN = re.compile(r"[\s\u2010-\u2015-]|^ISBN(?:-13)?\s*:?", re.IGNORECASE)
ONGOING = "en cours"  # as remedies write it; the words of every language are read

_STILL = re.compile(
    r"cours|jour|pr[ée]sent|maintenant|ongoing|today|now|depuis|since|[-–/]\s*(?:\.{3}|…|\?)?$", re.IGNORECASE
)
_LETTER_IN_FIGURES = re.compile(r"(?<=\d)[OoIl|](?=\d)")
_PUBLIC_ADDRESS = re.compile(r"https?://[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)*(:\d{1,5})?(/[\w.~-]+)*/?", re.ASCII)
LONGEST_QR_ADDRESS = 76  # characters: with the number of a sheet, a code of 25 mm still has squares of 0.65 mm
_NOT_BESIDE = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"[a-zA-Z]:|/(?!/)|~", "value.file.of-computer"),
        (r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|\\\\", "value.file.address"),
        (r".*\\", "value.file.backslash"),
        (r".*\.\w{3,4}\s*[,;]", "value.file.several"),
        (r".*[%?#\x00]", "value.file.sign"),
    )
)


@dataclass(frozen=True, slots=True)
class Period:
    """When a project ran: years, `end` None when it is one year or still runs."""

    start: int
    end: int | None = None
    ongoing: bool = False

    def said_in(self, language: str) -> str:
        """« 2012 », « 2010 – 2012 », « 2019 – en cours », as a language says that it goes on."""
        last = next(iter(languages.of(language).ongoing), ONGOING) if self.ongoing else self.end
        return f"{self.start} – {last}" if last else str(self.start)

    @property
    def printed(self) -> str:
        """The same in French."""
        return self.said_in("fr")


def printed(value: object, language: str) -> str:
    """A value as the pages of a language say it."""
    return value.said_in(language) if isinstance(value, Period | CalendarDate) else str(value)


@dataclass(frozen=True, slots=True)
class Reference:
    """The name of a file or of another sheet, and where it was typed."""

    name: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class FileName(Reference):
    """The name of a file, relative to the sheet that names it."""


_TWO_NUMBERS = re.compile(r"\d{3,5}\s*[-–—/]\s*\d{3,5}")
_NO_YEAR = re.compile(r"(?<!\d)(?:\d{3}|\d{5})(?!\d)")  # 208, 20188


def period(text: str) -> Period:
    """« 2012 », « 2010-2012 », « 2017 – 2019 », « 2019 - en cours », « depuis 2019 », in the words of any language."""
    since, span = _periods(languages.every())
    if begun := since.fullmatch(text):
        return Period(year_of(begun[1]), ongoing=True)
    match = span.fullmatch(text)
    if not match:
        if slip := _NO_YEAR.search(text) if _TWO_NUMBERS.fullmatch(text) else None:
            raise BadValue(message("value.period.digits", year=slip[0]), message("value.period.four"))
        meant = _meant_period(text)
        raise BadValue(message("value.period"), message("did-you-mean.bare", word=meant) if meant else "")
    start, last = year_of(match[1]), match[2]
    if last is None:
        return Period(start)
    if not last.isdecimal():
        return Period(start, ongoing=True)
    end = year_of(last)
    if end < start:
        raise BadValue(message("value.period.backwards", start=start, end=end))
    return Period(start, end if end > start else None)


def period_words() -> tuple[str, str, str]:
    """Expressions for what stands before the first year, between two and for the last, in the words of any language."""
    known = languages.every()
    kinds = [one.since for one in known], [one.until for one in known], [one.ongoing for one in known]
    since, until, ongoing = ("|".join(re.escape(word) for words in kind for word in words) for kind in kinds)
    return since, until, ongoing


@cache
def _periods(_known: tuple[Language, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What begins and is not over (« depuis 2019 »); a year, and behind it, perhaps, another or what says so."""
    since, until, ongoing = period_words()
    span = rf"(\d{{4}})(?:\s*(?:-|–|—|/|{until})\s*(\d{{4}}|{ongoing}))?"
    return re.compile(rf"(?:{since})\s+(\d{{4}})", re.IGNORECASE), re.compile(span, re.IGNORECASE)


def _meant_period(typed: str) -> str:
    """How the years that a text speaks of are written, or nothing."""
    text = _LETTER_IN_FIGURES.sub(lambda sign: "0" if sign[0] in "oO" else "1", typed)
    short = re.fullmatch(r"(\d\d)(\d\d)\s*[-–/]\s*(\d\d)", text)
    if short:
        return f"{short[1]}{short[2]}-{short[1]}{short[3]}" if short[3] > short[2] else ""
    if whole := re.fullmatch(r"((?:19|20)\d\d)\D*((?:19|20)\d\d)\d?", text):  # a sign is missing, or one too many
        return "-".join(sorted(whole.groups()))
    if re.search(r"\d{5}", text):  # a figure too many: nobody knows which
        return ""
    years = sorted(set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)))
    if len(years) == 1 and _STILL.search(text):
        return f"{years[0]} - {ONGOING}"
    return "-".join([years[0], *years[-1:]] if len(years) > 1 else years)


def number(text: str) -> float:
    """A decimal number, comma or point."""
    plain = text.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", ".")
    if not re.fullmatch(r"[-+]?\d{1,15}(\.\d{1,15})?", plain):
        raise BadValue(message("value.number"))
    return float(plain)


def integer(text: str) -> int:
    """A whole number."""
    if not re.fullmatch(r"[-+]?\d{1,15}", text):
        raise BadValue(message("value.integer"))
    return int(text)


def yes_no(text: str) -> bool:
    """« oui » or « non »."""
    answers = {"oui": True, "non": False, "true": True, "false": False}
    if fold(text) not in answers:
        raise BadValue(message("value.yes-no"))
    return answers[fold(text)]


def language(text: str) -> str:
    """One of the languages a sheet may be written in."""
    if text not in languages.codes():
        known = languages.every()
        spoken = fold(re.sub(r"^([a-z]{2,3})[-_][a-z]{2,4}$", r"\1", text.lower()))  # « fr-FR »
        meant = next((one.code for one in known if one.is_called(spoken)), "")
        codes = [message("language.code", code=one.code, name=one.name) for one in known]
        raise BadValue(message("value.language"), message("value.language.write", code=meant or listing(codes, "or")))
    return text


def choice(text: str, choices: tuple[str, ...]) -> str:
    """One of `choices`, compared without case or accents."""
    for known in choices:
        if fold(known) == fold(text):
            return known
    written = message("value.choice.write", choices=listing(_meant_choice(text, choices) or choices, "or"))
    raise BadValue(message("value.choice"), did_you_mean(text, choices) or written)


def _meant_choice(text: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    """The choice that a word of any language says too: « yes »."""
    said = {word for one in languages.every() for word in synonyms.others((text,), one.code)}
    begun = re.split(r"[^\w ]", fold(text), maxsplit=1)[0].strip()  # « oui, par écrit »
    return tuple(known for known in choices if fold(known) in (*said, begun))


def file_name(text: str) -> str:
    """A path relative to the file that names it, POSIX; whether it exists is not asked here."""
    name = text.strip()
    for pattern, refused in _NOT_BESIDE:
        if pattern.match(name):
            raise BadValue(message(refused), code="image-hors-collection")
    return name


def address(text: str) -> str:
    """The address of a site, without a question or a fragment; `https://` is added where no scheme is typed."""
    whole = text if "://" in text else f"https://{text}"
    if not _PUBLIC_ADDRESS.fullmatch(whole):
        raise BadValue(message("value.address"))
    if len(whole) > LONGEST_QR_ADDRESS:
        raise BadValue(message("value.address.long", most=LONGEST_QR_ADDRESS))
    return whole


def isbn(text: str) -> str:
    """An ISBN of thirteen digits as it was typed, without the word; BadValue for one that is none."""
    digits = _BETWEEN.sub("", text.strip())
    if not re.fullmatch(r"97[89][0-9]{10}", digits):
        raise BadValue(message("value.isbn", count=_ISBN_DIGITS))
    proof = (10 - sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits[:-1])) % 10) % 10
    if proof != int(digits[-1]):
        raise BadValue(message("value.isbn.proof", last=digits[-1], proof=proof))
    return re.sub(r"^ISBN(?:-13)?\s*:?\s*", "", text.strip(), flags=re.IGNORECASE)


SCALARS: Mapping[str, Callable[[str], object]] = MappingProxyType({
    "text": str, "period": period, "date": calendar_dates.date, "number": number, "integer": integer, "yes-no": yes_no,
    "language": language, "address": address, "file": file_name, "reference": str, "isbn": isbn,
})  # fmt: skip
