"""Shares of a budget that its header contradicts: « 160 000 DH, soit la moitié du budget », of 640 000 DH."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fiches.config.formats import Format
from fiches.content.sheet import Sheet, records
from fiches.content.source import Source
from fiches.core.problems import Problem, fault
from fiches.core.text import NO_BREAK, grouped, shown
from fiches.lint.french_words import LISTED, PAIRED
from fiches.lint.spelling import prose

NEAREST_SHARE = 0.03  # of the whole, by which a share may be rounded
_PARTING = f"[ {NO_BREAK}]"
_SUM = rf"(?P<number>\d{{1,3}}(?:{_PARTING}\d{{3}})+|\d+){_PARTING}(?P<unit>DH|MAD|€|euros|dirhams)"
_WHOLE_SUM = re.compile(_SUM)
_SHARE_OF_SUM = re.compile(
    rf"{_SUM}(?:,| \(| –) ?soit (?:environ )?(?:(?P<percent>\d+(?:,\d+)?){_PARTING}?%|(?P<count>\w+) (?P<part>\w+))"
    rf" du (?:{'|'.join(sorted(LISTED['sommes']))}|total)(?: total)?(?=[.,;:)]|$)"
)


def check(source: Source, sheet: Sheet, format_: Format) -> Iterator[Problem]:
    """Each share of the one sum that a header says was spent, where it is far from what is said of it; in French."""
    sums = list(_spent(sheet, format_)) if sheet.language == "fr" else []
    if len(sums) != 1:
        return
    whole, unit = sums[0]
    for line in prose(source):
        for match in _SHARE_OF_SUM.finditer(line.text):
            share, said = _number(match) / whole, _share(match)
            if match["unit"] == unit and said and abs(share - said) > NEAREST_SHARE:
                told = {"text": shown(match[0], 60), "share": str(round(share * 100)), "whole": grouped(whole)}
                at = line.line, match.start() + 1
                yield fault("chiffre-contredit.share", *at, unit=unit, **told).in_file(source.path, line.rubric)


def _spent(sheet: Sheet, format_: Format) -> Iterator[tuple[int, str]]:
    """Each sum of a header, and its unit, that it says was spent."""
    for field in format_.fields:
        for record in records(sheet, field.name) if field.kind == "figures" else ():
            value, counted, *_ = (*map(str, record.values()), "", "")
            match = _WHOLE_SUM.fullmatch(value)
            if match and counted.partition(" ")[0] in LISTED["depenses"]:
                yield _number(match), match["unit"]


def _number(match: re.Match[str]) -> int:
    return int(re.sub(r"\D", "", match["number"]))


def _share(match: re.Match[str]) -> float:
    """« 45 % », « la moitié », « trois quarts »; 0 where it is none that is known."""
    if match["percent"]:
        return float(match["percent"].replace(",", ".")) / 100
    parts = PAIRED["parts"].get(match["part"])
    count = 1 if match["count"] in ("la", "le") else int(PAIRED["valeurs"].get(match["count"], 0))
    return count / int(parts) if parts else 0.0
