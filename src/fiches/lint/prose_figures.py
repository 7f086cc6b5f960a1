"""Figures of a sentence that contradict each other: parts that are more than their whole, months that run backwards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Any

from fiches.config import languages
from fiches.config.calendar_dates import months
from fiches.config.languages import Language
from fiches.core.text import fold, grouped
from fiches.lint.french_words import LISTED, PAIRED
from fiches.lint.leftovers import Mark
from fiches.lint.sought import ANY_FIGURE, only_with, sought

ALL_SHARES = 100  # percent
_COUNT_OF = r"(?<![\d.,])(?P<whole>\d[\d ]{0,8}) (?P<what>[^\W\d_]{3,20})"
_PARTS_OF_COUNT = sought(  # 12 membres, dont 8 femmes et 5 hommes
    r"dont|:",
    _COUNT_OF + r"(?P<joined>,? dont| ?:) (?P<first>\d[\d ]{0,8}) (?P<one>[^\W\d_]{3,20})"
    r" et (?P<second>\d[\d ]{0,8}) (?P<other>[^\W\d_]{3,20})",
    letters=ANY_FIGURE,
)
_ONE_PART = sought(  # 60 foyers, dont 75 sont reliés
    r"dont \d",
    _COUNT_OF + r",? dont (?P<part>\d[\d ]{0,8}) (?:sont|ont|étaient|avaient)\b",
    letters=ANY_FIGURE,
)
_PART_OF_SUM = sought(  # 120 000 DH, dont 130 000 DH
    r"dont \d",
    r"(?<![\d.,])(?P<whole>\d[\d ]{0,10}?) ?(?P<what>DH|€|euros|dirhams|MAD),? dont "
    r"(?P<part>\d[\d ]{0,10}?) ?(?P=what)(?!\w)",
    letters=ANY_FIGURE,
)
_TWO_SHARES = sought(  # 60 % de femmes et 50 % d'hommes
    r"\d ?%",
    r"(?<![\d.,])(?P<first>\d{1,3}) ?% (?:de |d['’]|des )(?P<one>[^\W\d_]{3,20})"
    r" et (?:de )?(?P<second>\d{1,3}) ?% (?:de |d['’]|des )(?P<other>[^\W\d_]{3,20})",
    letters=ANY_FIGURE,
)

_A_YEAR = sought(r"(?:19|20)\d\d", letters=ANY_FIGURE)
_SUMS = f"(?:{'|'.join(sorted(LISTED['sommes']))})"
_COST = sought(  # 70 % du coût, …; coût de 150 000 DH réparti ainsi : …
    _SUMS,
    rf"(?P<share>\d{{1,3}}) ?% (?:du |des ){_SUMS}s?(?P<rest>[^.!?]{{0,200}})"
    rf"|{_SUMS}(?: total)? (?:est )?de (?P<whole>\d[\d ]{{2,10}}) ?"
    r"(?P<money>DH|€|euros|dirhams)"
    r"(?P<parts>[^.!?]{0,20}(?:répart|décompos|partag)[^.!?]{0,200})",
    letters=ANY_FIGURE,
)


@only_with("", _PARTS_OF_COUNT, _ONE_PART, _PART_OF_SUM)
def parts(lines: Sequence[str]) -> Iterator[Mark]:
    """More in the parts than in the whole. Bad: 12 membres, dont 8 femmes et 5 hommes ; 60 foyers, dont 75 sont."""
    for index, line in enumerate(lines):
        for match in _PARTS_OF_COUNT.finditer(line):
            summed, whole = _number(match["first"]) + _number(match["second"]), _number(match["whole"])
            is_wrong = summed > whole if "dont" in match["joined"] else summed != whole
            if is_wrong and _are_all(match):
                yield _told(index, match, grouped(summed), match["whole"])
        for match in chain(_ONE_PART.finditer(line), _PART_OF_SUM.finditer(line)):
            if _number(match["part"]) > _number(match["whole"]):
                yield _told(index, match, match["part"], match["whole"])


@only_with("", _TWO_SHARES)
def shares(lines: Sequence[str]) -> Iterator[Mark]:
    """Shares of a whole that are more. Bad: 60 % de femmes et 50 % d'hommes."""
    for index, line in enumerate(lines):
        for match in _TWO_SHARES.finditer(line):
            summed = int(match["first"]) + int(match["second"])
            if summed > ALL_SHARES and _are_all(match):
                yield _told(index, match, f"{summed} %", f"{ALL_SHARES} %")


@only_with("", _COST)
def costs(lines: Sequence[str]) -> Iterator[Mark]:
    """Who pays a sum, and pays more. Bad: 70 % du coût, le village 20 % et les habitants 30 %."""
    for index, line in enumerate(lines):
        for match in _COST.finditer(line):
            unit = match["money"] or "%"
            paid = [_number(one[1]) for one in _amounts(unit).finditer(match["parts"] or match["rest"])]
            paid += [] if match["money"] else [_number(match["share"])]
            whole = _number(match["whole"]) if match["money"] else ALL_SHARES
            if len(paid) > 1 and sum(paid) > whole:
                yield _told(index, match, f"{grouped(sum(paid))} {unit}", f"{grouped(whole)} {unit}")


@cache
def _amounts(unit: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.,])(?<!\d )(\d{{1,3}}(?: \d{{3}})*|\d+) ?{unit}(?!\w)")


def _are_all(match: re.Match[str]) -> bool:
    """Whether who is no one of the first is one of the other: women and men."""
    return PAIRED["opposes"].get(match["one"].lower()) == match["other"].lower()


def _told(index: int, match: re.Match[str], summed: str, whole: str) -> tuple[int, int, str, dict[str, Any]]:
    values = {"text": match[0].strip(), "sum": summed.strip(), "whole": whole.strip()}
    return index, match.start(), "tableau-douteux.parts", values


def _number(typed: str) -> int:
    return int(re.sub(r"\D", "", typed))


@only_with("", _A_YEAR)
def backwards(lines: Sequence[str]) -> Iterator[Mark]:
    """Months that run backwards. Bad: de mars 2018 à janvier 2018. Good: de novembre 2018 à mars 2019."""
    for index, line in enumerate(lines):
        for match in _months_apart(languages.every()).finditer(line) if _A_YEAR.may_be_in(line) else ():
            first, last = (_month(match, month, year) for month, year in (("one", "in"), ("other", "until")))
            if first > last:
                yield index, match.start(), "date-impossible.span", {"text": match[0]}


def _month(match: re.Match[str], month: str, year: str) -> tuple[int, int]:
    return int(match[year]), months()[fold(match[month])]


@cache
def _months_apart(known: tuple[Language, ...]) -> re.Pattern[str]:
    """Two months with their years, behind what says from when."""
    names = "|".join(re.escape(name) for one in known for spellings in one.months for name in spellings) or "(?!)"
    return re.compile(
        rf"(?i:\b(?:de |d['’]|entre |du \d{{1,2}}(?:er)? |from |between )(?P<one>{names}) (?P<in>(?:19|20)\d\d) "
        rf"(?:à|et|au \d{{1,2}}(?:er)?|to|and) (?P<other>{names}) (?P<until>(?:19|20)\d\d))(?!\d)"
    )
