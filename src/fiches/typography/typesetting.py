"""From text as typed to text as printed: French by its rules, other languages by what their data says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, partial

from fiches.config import languages
from fiches.config.languages import TypographicMarks
from fiches.typography import french
from fiches.typography.directions import bound
from fiches.typography.french import KEPT_SIGN, NBSP, SEAM, TypographyRule, has_any

FRENCH = "fr"
_ANY_DIGIT = tuple("0123456789٠١٢٣٤٥٦٧٨٩")
_SINGLE = re.compile(
    rf"(?<![^\s(\[«“\"{SEAM}])'((?!n'|[Tt]is |[Tt]was )[^\W\d_](?:[^'\"]|(?<=\w)'(?=\w))*)'(?!\w)"
)  # no ’n’
_TWO_YEARS = re.compile(r"(?<![\w.,/-])([12]\d{3})-([12]\d{3})(?![\w/-])")


def typeset(text: str, language: str, *, narrow: bool = True) -> str:
    """`text` in the typography of `language`; that of a language of which nothing is said comes back as it is.

    `narrow` puts U+202F inside « » of French, otherwise U+00A0. Idempotent but for marks heaped up; never changes
    letters or digits except in ordinals (2ème becomes 2e).
    """
    marks = languages.of(language).marks
    if marks is None or not text:
        return text
    text, kept = french.kept_apart(text)
    for rule in french.rules(narrow=narrow) if marks.like == FRENCH else _rules(marks):
        if not rule.signs or has_any(text, rule.signs):
            text = rule.apply(text)
    found = iter(kept)
    return re.sub(KEPT_SIGN, lambda _: next(found), text) if kept else text


@cache
def _rules(marks: TypographicMarks) -> tuple[TypographyRule, ...]:
    """Those of a language that is not set as French."""
    rules = [TypographyRule(french.spaces), TypographyRule(french.ellipsis, ("...", "…"))]
    if marks.apostrophe:
        rules.append(TypographyRule(partial(_apostrophes, mark=marks.apostrophe), tuple("'`´‘ʼ")))
    if marks.quotes:
        rules.append(TypographyRule(partial(_quotes, marks=marks.quotes), ('"',)))
        rules.append(TypographyRule(_touching, tuple("«»")))
    if marks.dash:
        rules.append(TypographyRule(partial(_dashes, mark=marks.dash), ("-",)))
    if marks.asides:
        rules.append(TypographyRule(partial(_asides, signs=marks.asides), tuple(marks.asides)))
    if marks.range_dash:
        rules.append(TypographyRule(partial(_TWO_YEARS.sub, rf"\1{marks.range_dash}\2"), ("-",)))
    rules += [TypographyRule(partial(_sign, typed=typed, mark=mark), (typed,)) for typed, mark in marks.signs]
    rules += [TypographyRule(bound), TypographyRule(partial(_spaced_unit(marks.units).sub, NBSP), _ANY_DIGIT)]
    return (*rules, TypographyRule(partial(_held, words=marks.held), marks.held)) if marks.held else tuple(rules)


def _spaced_unit(own: Sequence[str]) -> re.Pattern[str]:
    """The space between a number and a unit, of measure anywhere or of the language."""
    return re.compile(rf"(?<=\d) (?=°?(?:{'|'.join((french.EVERY_UNIT, *map(re.escape, own)))})(?![\w’]))")


def _apostrophes(text: str, mark: str) -> str:
    """A straight apostrophe after a letter, or before a word, takes the shape of the language; a pair is of quotes."""
    text = _SINGLE.sub(r"‘\1’", text)
    return re.sub(rf"(?<=[^\W\d_])({SEAM}?)['`´ʼ]|['`´ʼ](?=[^\W\d_]|\d0s)", rf"\1{mark}", text)


def _quotes(text: str, marks: tuple[str, str]) -> str:
    """Straight quotation marks that go in pairs become those of the language, others within them; inches do not."""
    every = [at.start() for at in re.finditer(r'(?<!\d)"', text)]
    opens = french.guessed(text, every)
    return french.turned(text, dict(zip(every, opens, strict=True)), marks) if every and opens is not None else text


def _touching(text: str) -> str:
    """« and » touch what they hold, so that none stands alone at the end of a line."""
    return re.sub(rf"(?<=«)({SEAM}*)[ \u00a0\u202f]+|[ \u00a0\u202f]+({SEAM}*)(?=»)", r"\1\2", text)


def _dashes(text: str, mark: str) -> str:
    """Two hyphens, or a lone one between spaces and no figures, become a dash."""
    return re.sub(r"(?<=\s)--?(?=\s(?!\d))|(?<=[^\W\d])--(?=[^\W\d])", mark, text)


def _asides(text: str, signs: str) -> str:
    """The dashes around an aside stay with its words."""
    pair = rf"(?<=\S)( [{signs}]) ([^\s{signs}][^\n{signs}]{{0,120}}) ([{signs}])(?=[\s.,;:!?)،؛؟])"
    return re.sub(pair, rf"\1{NBSP}\2{NBSP}\3", text)


def _sign(text: str, typed: str, mark: str) -> str:
    """A sign typed after a word of this script is written as the script has it; the space before it goes."""
    before, after = rf"(?<=[{french.ARABIC_LETTERS}»)])({SEAM}?) ?", rf"(?=[\s{SEAM}»)]|$)"
    text = re.sub(before + re.escape(typed) + after, rf"\1{mark}", text)
    return re.sub(rf"(?<=[0-9٠-٩%]){re.escape(typed)}(?=\s[{french.ARABIC_LETTERS}])", mark, text)


def _held(text: str, words: tuple[str, ...]) -> str:
    """Abbreviations stay with what follows."""
    return re.sub(rf"(?<!\w)({'|'.join(map(re.escape, words))}) (?=\w)", rf"\1{NBSP}", text)
