"""Numbers and units that were typed as no French page writes them: 14H30, 20 %du prix, 1250000 DH, 3 Kms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from fiches.core.messages import listing
from fiches.core.problems import Fault, fault
from fiches.core.text import grouped
from fiches.lint.sought import ANY_FIGURE, only_with, sought

_COUNT = r"(?<![\w.,])(?<!\d )(\d[\d.,]*(?: \d{3})*)"
_OF_NATURE = r"(?:(?:km|m|ha|kg|l|t|(?:kilo)?mètres?|hectares?|kilos?|litres?|tonnes?)\b|k?m[²³])"
_MEASURED = rf"(?:€|euros?|DH|MAD|dirhams?|millions?|milliards?|°C|{_OF_NATURE})"


def _hour(match: re.Match[str]) -> str:
    """The hour of a day of twice twelve: 8 h 30, of 8:30 am; 20 h, of 8 pm."""
    hour, minutes = int(match["hour"]), match["minutes"]
    hour += 12 * (match["half"] in ("p", "P") and hour < 12)
    return f"{hour} h {minutes}" if minutes and minutes != "00" else f"{hour} h"


def _small(match: re.Match[str]) -> str:
    return match[0].lower()


_METRIC = (
    (re.compile(_COUNT + r" ?(?:Kms?|KMS?|kms)\b(?!²)"), r"\1 km"),
    (re.compile(_COUNT + r" ?(?:Ha|HA|has)\b"), r"\1 ha"),
    (re.compile(_COUNT + r" ?(?:Kgs?|KGS?|kgs)\b"), r"\1 kg"),
)  # of measure, which all languages write alike
_UNIT_OF_COLUMN = re.compile(r"(?<= \()K(?P<of>[gm])s?(?=\))")  # in the head of a column
_TYPED_NUMBERS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (  # and how French has them
    (re.compile(r"(?<![\w.,:])(\d{1,2}) ?(?:H ?(\d\d)(?:mi?n)?|h(?=\d\dmi?n)(\d\d)mi?n)(?!\w)"), r"\1 h \2\3"),
    (
        re.compile(
            r"(?<![\w.,:])(?P<hour>1[0-2]|0?[1-9])(?:[:.h](?P<minutes>\d\d) ?| ?(?=[ap]))(?P<half>[aApP])\.?[mM]\b"
        ),
        _hour,
    ),
    (re.compile(rf"(?<![\w.,])(?<!\d )(\d+(?: \d{{3}})*)\.(\d\d?|(?<=\b0\.)\d{{3}}) ?(%|‰|{_MEASURED})"), r"\1,\2 \3"),
    (re.compile(_COUNT + r" (?:Euros?|Dirhams?)\b"), _small),
    (re.compile(r"(?<!\w)(DHS?|MAD|EUR)(\d{1,3}(?: \d{3})*)(?![\d.]|,\d| \d{3})"), r"\2 \1"),
    (re.compile(r"(?<!\w)([nN])o\. ?(?=\d)"), r"\1o "),
    (re.compile(r"(?<![\w.,])(\d[\d.,]*) ?%(?=[a-zà-ÿ])"), r"\1 % "),
    (re.compile(r"(?<![\w.,%-])(\d+)(?!i?[eè]mes?\b|i[eè]res?\b|aines?\b)(?=[a-zà-ÿ]{5})"), r"\1 "),
    (re.compile(r"(?<![\w.,^])(\d[\d.,]* ?(?:[kcd]?m|mm))\^?2(?![\w^])"), r"\1²"),
    (re.compile(r"(?<![\w.,^])(\d[\d.,]* ?[cd]?m)\^?3(?![\w^])"), r"\1³"),
    (re.compile(r"((?:DH|dh|€|l|L|kg|g)/[cd]?m)3(?!\w)"), r"\1³"),
    (re.compile(r"(?<![\w.,])(\d[\d.,]*) ?° ?c\b"), r"\1 °C"),
    *_METRIC,
    (re.compile(_COUNT + r" ?(?:DHS|dhs|Dhs|Dh)\b"), r"\1 DH"),
    (re.compile(_COUNT + r" ?K ?€"), r"\1 k€"),
    (re.compile(r"(?<![\w.,])(?<!\d )€ ?(\d{1,3}(?: \d{3})*)(?![\d.]|,\d| \d{3})"), r"\1 €"),
    (re.compile(r"(?<![\w.,])1 (er|[eè]re)(?= [^\W\d_])"), r"1\1"),
    (re.compile(r"(?<![\w.,])(\d{1,2}) [eè]me(?= [^\W\d_])"), r"\1e"),
)
_WHAT_IS_COUNTED = (
    r"(?= ?(?:€|(?:DH|[dD]hs?|MAD|euros?|dirhams?|r[iy]als?|centimes?|FCFA"
    r"|habitante?s|personnes|familles|foyers|femmes|élèves)\b))"
)
_UNPARTED = sought(  # 1250000 DH, 1,250,000, 1.250,00 DH
    r"\d{5}|\d[.,'’]\d{3}",
    rf"(?<![\w.,:/-])(?:\d{{5,9}}{_WHAT_IS_COUNTED}|\d{{1,3}}(?:,\d{{3}}){{2,3}}(?![\d.,]\d)"
    rf"|\d{{1,3}}(?:[.,'’]\d{{3}}){{1,3}}(?:,\d\d)?{_WHAT_IS_COUNTED})",
    letters=ANY_FIGURE,
)
_DOTTED = re.compile(  # 1.350 m, 3.200 arbres
    rf"(?<![\w.,:/-])(?<!\d )(?<!n° )[1-9]\d{{0,2}}\.\d{{3}}(?!{_WHAT_IS_COUNTED})"
    rf"(?: ?(?P<unit>{_OF_NATURE})| (?!alors|après|depuis|moins|toujours)[a-zà-ÿ]{{4,30}}[sx]\b)"
)
_DOTTED_CELL = re.compile(r"(?<=\|)\s*(?P<figure>[1-9]\d{0,2}(?:\.\d{3})+)\s*(?=\||$)")
_MISPARTED = sought(
    r"\d \d\d", rf"(?<![\w.,:/+-])(?<!\d )\d{{1,3}} (?:\d{{4,6}}|\d\d){_WHAT_IS_COUNTED}", letters=ANY_FIGURE
)  # 32 0000 DH, 30 00 €
_CENTS = re.compile(r",\d\d$")
_BADLY_TYPED_NUMBER = sought(  # what stands in all of them
    r"€ ?\d|/[cd]?m3|[DHR]S?\d|[nN]o\. ?\d"
    r"|\d(?: ?[aApP]\.?[mM]|h\d\dm|\.\d{1,3} ?[%‰€a-zDM°]| [ED]| ?° ?c\b| ?H| ?[kK][mMgG]?s?\b| ?[dD][hH]| ?K ?€"
    r"| ?%[a-zà-ÿ]| ?(?:[kcd]?m|mm)\^?[23]| (?:er|[eè]re|[eè]me) |[a-zà-ÿ]{5})",
    letters=ANY_FIGURE,
)


@only_with("", _BADLY_TYPED_NUMBER, _MISPARTED, _UNPARTED)
def typed_numbers(line: str) -> Iterator[Fault]:
    """Signs that touch a number, or stand apart from it. Bad: 14H30, 20 %du prix, 200litres, 40 m2, 1 er."""
    for pattern, better in _TYPED_NUMBERS if _BADLY_TYPED_NUMBER.may_be_in(line) else ():
        for match in pattern.finditer(line):
            end = line[match.end() :].partition(" ")[0].rstrip(".,;:!?)»")
            written = match.expand(better) if isinstance(better, str) else better(match)
            yield fault("ponctuation.number", 1, match.start() + 1, typed=match[0] + end, better=written + end)
    for match in _MISPARTED.finditer(line):
        yield fault("ponctuation.misparted", 1, match.start() + 1, typed=match[0])
    for match in _UNPARTED.finditer(line):
        cents = _CENTS.search(match[0])
        whole = re.sub("[.,'’]", "", match[0][: cents.start()] if cents else match[0])
        better = grouped(int(whole)) + (cents[0] if cents else "")
        yield fault("ponctuation.thousands", 1, match.start() + 1, typed=match[0], better=better)


def units(text: str) -> Iterator[tuple[str, str]]:
    """(as typed, as written) of each unit of measure behind its number. Bad: 740 Kg, 3Km."""
    for pattern, better in _METRIC:
        yield from ((match[0], match.expand(better)) for match in pattern.finditer(text))


@only_with("|")
def heads(line: str) -> Iterator[Fault]:
    """The unit of a column in the head of a table. Bad: Miel (Kg)."""
    for match in _UNIT_OF_COLUMN.finditer(line):
        yield fault("ponctuation.number", 1, match.start() + 1, typed=match[0], better=f"k{match['of']}")


@only_with("", sought(r"\d\.\d{3}", letters=ANY_FIGURE))
def dotted(line: str) -> Iterator[Fault]:
    """A full stop before three figures, for thousands or, of a measure, for decimals. Bad: 3.200 arbres, 1.350 m."""
    for match in _DOTTED.finditer(line):
        better, decimals = (match[0].replace(".", sign, 1) for sign in (" ", ","))
        told = {"known": listing([better, decimals], "or")} if match["unit"] else {"better": better}
        name = "ponctuation.dotted" if match["unit"] else "ponctuation.thousands"
        yield fault(name, 1, match.start() + 1, typed=match[0], **told)


@only_with("|")
def dotted_cells(line: str) -> Iterator[Fault]:
    """The same of a figure alone in the cell of a table. Bad: | 118.400 |."""
    for match in _DOTTED_CELL.finditer(line):
        typed = match["figure"]
        better = [typed.replace(".", " "), *([typed.replace(".", ",")] if typed.count(".") == 1 else [])]
        known = listing(better, "or")
        yield fault("ponctuation.dotted", 1, match.start("figure") + 1, typed=typed, known=known)
