"""French typography: rules from text as typed to text as printed.

The rules follow the Lexique de l'Imprimerie nationale. Each is a small function with its manual in it; they
run in the order of `RULES`. `SEAM` stands between pieces of one line of text that
are set apart in the markup (emphasis, a link, a name in another language); no rule ever adds or drops one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

NBSP = "\u00a0"  # full no-break space
NNBSP = "\u202f"  # narrow no-break space
JOINER = "\u2060"  # keeps what it stands between on one line; printed, it leaves nothing, not even in copied text
SEAM = "\ufffc"  # object replacement character; never typed by anybody
KEPT_SIGN = "\ufffb"  # stands for a stretch that must not change: a URL, a time, a file name

_SPACES = "[ \t\u00a0\u202f\u2009]"
_PROTECTED = re.compile(
    r"(?:https?://|www\.)[^\s«»<>()\ufffc]*[^\s«»<>().,;:!?\"'\ufffc]"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\d,.:])1:\d{1,3}(?: ?\d{3})+(?!\d)"
    r"|\b\d{1,2}:\d\d\b"
    r"|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:org|net|com|fr|ma|eu|pdf|md|jpg|png)\b(?:/[^\s«»\ufffc]*[\w/])?"
)
_BOUND_PHONE = re.compile(
    rf"(?<![\w+,./-])(?:\+\d{{1,3}}|0\d{{1,4}})(?:{_SPACES}?\(0\)\d?)?(?:[ .\u00a0\u202f-]\d{{2,4}}){{2,6}}(?![,.]?\d)"
)
_LEFT_AS_TYPED = re.compile(f"{_PROTECTED.pattern}|{_BOUND_PHONE.pattern}")
_TYPED_SIGNS = ("://", "www.", "@", ":", "+", "0", *(f".{letter}" for letter in "oncfmepj"))  # one stands in each
_UNITS = r"(?:%|‰|€|°C|DH|MAD|MDH|km²|km|m²|m³|ha|cm|mm|kg|kWh|kW|kWc|t|h|m|l|L|g)"  # which may touch their number
_LOOSE_UNITS = (  # which stay with it where a space stands between them
    r"(?:[kM]€|€|[Dd][Hh]s?|EUR|USD|[kM]?\$|km/h|m2|m3|km2|mg|ml|cl|hl|dm|m/s|MW|MWh|Wc|GWh|kVA|[VWAsKN]|Hz|bar|min|"
    r"pouces?|litres?|tonnes?|°[CF]?|o|[kKMG]o)"
)
EVERY_UNIT = f"{_UNITS}|{_LOOSE_UNITS}"
ARABIC_LETTERS = "\u0621-\u064a\u064b-\u0652\u0660-\u0669\u0671-\u06d3"
_CURRENCIES = r"(?:€|\$|MAD|EUR|USD|DH)"
_NOUNS = (
    r"(?:ans?|mois|jours?|semaines?|heures?|minutes?|euros?|dirhams?|élèves|enfants|habitants|familles|"
    r"femmes|hommes|personnes|villages|douars|associations|adhérents|bénévoles|foyers|ménages|projets|"
    r"communes|coopératives|millions?|milliards?|mètres|kilomètres|hectares|bus|bacs)"
)
_NUMBERED = (  # which a number follows
    r"(?:numéro|tome|volume|chapitre|article|page|annexe|figure|phase|étape|axe|lot|partie|niveau|objectif|lettre|"
    r"catégorie|classe|groupe|zone|saison|épisode|session|fiche|point|ligne|composante|module|leçon|titre|livre|acte|"
    r"tableau)[sx]?"
)
_NUMERAL = r"(?:X{1,3}(?:IX|IV|V?I{0,3})|IX|IV|VI{0,3}|I{1,3}|Ier)"  # up to 39


def kept_apart(text: str) -> tuple[str, list[str]]:
    """`text` with a sign for each stretch that must not change, and those stretches, their spaces no-break ones."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0].replace(" ", NBSP))
        return KEPT_SIGN

    text = text.replace(KEPT_SIGN, "")
    if has_any(text, _TYPED_SIGNS):
        text = _LEFT_AS_TYPED.sub(keep, text)  # in one pass: they come back in their order
    return text, kept


def has_any(text: str, signs: Sequence[str]) -> bool:
    """Whether one of the signs stands in it."""
    return any(sign in text for sign in signs)


def spaces(text: str) -> str:
    """Runs of ordinary spaces become one; none before a comma or a full stop."""
    text = re.sub(r"[ \t]{2,}", " ", text)
    return re.sub(r"(?<=\w)[ ]+(?=[,.](?!\d|\.))", "", text)


def apostrophes(text: str) -> str:
    """A straight apostrophe between letters, or before a word, becomes ’."""
    return re.sub(rf"(?<=[^\W\d_])({SEAM}?)['`´‘ʼ](?={SEAM}?[\w«\"“{KEPT_SIGN}])", "\\1’", text)


def ellipsis(text: str) -> str:
    """Three full stops become …, which follows its word without a space."""
    text = re.sub(r"(?<!\d)\.{3,}|\.{3,}(?!\d)", "…", text)
    return re.sub(rf"(?<=\w){_SPACES}+…", "…", text)


def _quotes(text: str) -> str:
    """Straight double quotes and “ ” become « », or “ ” inside « »; only when every one has its fellow.

    After a digit, " stands for inches or seconds unless a quotation waits to be closed there.
    """
    every = [match.start() for match in re.finditer('["“”„]', text)]
    marks = [mark for mark in every if not re.fullmatch(r'\d"', text[max(mark - 1, 0) : mark + 1])]
    opens = guessed(text, marks)
    if opens is None:
        marks, opens = every, guessed(text, every)
    if not marks or opens is None:
        return text
    return turned(text, dict(zip(marks, opens, strict=True)))


def turned(text: str, opens: dict[int, bool], marks: tuple[str, str] = ("«»", "“”")) -> str:
    """`text` whose quotation marks, by their offsets, are these or, within others, those; true for those that open."""
    (outer, outer_end), (inner_mark, inner_end) = (tuple(pair) for pair in marks)
    out, depth = [], 0
    inner: list[bool] = []  # for each mark still open, whether it is inside another
    for index, char in enumerate(text):
        mark = char
        if index in opens:
            if opens[index]:
                inner.append(depth > 0)
                mark = inner_mark if depth else outer
            else:
                mark = inner_end if inner.pop() else outer_end
        depth = depth + 1 if mark == outer else max(0, depth - (mark == outer_end))
        out.append(mark)
    return "".join(out)


def guessed(text: str, marks: list[int]) -> list[bool] | None:
    """Which of the marks open, by their sides, else in turn; None when they do not go in pairs."""
    by_side = [_opens(text, mark) for mark in marks]
    in_turn = [index % 2 == 0 for index in range(len(marks))]
    return next((guess for guess in (by_side, in_turn) if _paired(guess)), None)


def _opens(text: str, mark: int) -> bool:
    """Whether the quotation mark there opens, judged by itself or by its neighbours."""
    before, after = (text[max(mark - 9, 0) : mark].rstrip(SEAM)[-1:], text[mark + 1 : mark + 10].lstrip(SEAM)[:1])
    if text[mark] != '"':
        return text[mark] != "”"
    return bool(after.strip()) and (not before.strip() or before in "('’[«“„–—-")


def _paired(opens: list[bool]) -> bool:
    depth = 0
    for one in opens:
        depth += 1 if one else -1
        if depth < 0:
            return False
    return depth == 0


def _guillemets(text: str, space: str) -> str:
    """« and » keep their inner space, and never stand alone at a line's end; “ ” touch their words."""
    text = re.sub(rf"«({SEAM}*){_SPACES}*({SEAM}*)(?=\S)", rf"«\1{space}\2", text)
    text = re.sub(rf"(?<=[^\s«{SEAM}])({SEAM}*){_SPACES}*({SEAM}*)»", rf"\1{space}\2»", text)
    text = re.sub(rf"“{_SPACES}+", "“", text)
    return re.sub(rf"(?<!{_SPACES}){_SPACES}+”", "”", text)


def _high_punctuation(text: str) -> str:
    """A narrow no-break space before ; ! ?, a full one before the colon."""
    before = rf"(?<=[\w\)\]»”’%€°…\"{SEAM}{KEPT_SIGN}])"
    text = re.sub(rf"{before}(?:{_SPACES}+(?=[;!?])|(?=[;!?]+(?:[\s{SEAM}«»“”)\]…]|$)))", NNBSP, text)
    return re.sub(rf"{before}(?:{_SPACES}+(?=:)|(?=:(?:[\s{SEAM}«“]|$)))", NBSP, text)


def _dashes(text: str) -> str:
    """Two hyphens, or a lone one between spaces, become an en dash that stays with its words; a minus is left alone."""
    text = re.sub(r"(?<!\d\s)(?<=\s)--(?=\s)|(?<=\s)--?(?=\s(?!\d))|(?<=[^\W\d])--(?=[^\W\d])", "–", text)
    return re.sub(r"(?<=\w) – ([^\s–][^–\n]{0,120}) –(?=[ ,.;)])", rf" –{NBSP}\1{NBSP}–", text)


def _ordinals(text: str) -> str:
    """2ème, 2ième, 1ère, 1ier are written 2e, 1re, 1er, and stay with the word after: XXe siècle."""
    text = re.sub(r"\b1(?:[éeè]re|i[eè]re)(s?)\b", r"1re\1", text)
    text = re.sub(r"\b1ier(s?)\b", r"1er\1", text)
    text = re.sub(r"\b(\d+|[IVX]+)(?:i?[éèe]me)(s?)\b", r"\1e\2", text)
    return re.sub(rf"(?<![\w-])((?:\d{{1,2}}|{_NUMERAL})(?:er?|re)s?) (?=[a-zà-öø-ÿœ])", rf"\1{NBSP}", text)


def _roman_numerals(text: str) -> str:
    """A king, a tome, a second programme of a name stay with their Roman numeral: Hassan II, chapitre IV."""
    before = rf"(?:[^\W\d_a-zà-öø-ÿœ][\w’-]*|(?i:{_NUMBERED}))"
    return re.sub(rf"(?<![\w-])({before}) (?={_NUMERAL}(?![\w’-]))", rf"\1{NBSP}", text)


def _numbers(text: str) -> str:
    """The groups of a number take narrow spaces; it stays with its unit or the noun it counts. No sign is changed."""
    text = re.sub(
        rf"(?<![\w,.{NNBSP}/:])(?<!\w-)([1-9]\d{{0,2}})((?:[ {NBSP}{NNBSP}]\d{{3}})+)(?![\d{NNBSP}])", _thousands, text
    )
    text = re.sub(rf"(?<=\d){_SPACES}*({_UNITS})(?![\w’])", rf"{NBSP}\1", text)
    text = re.sub(rf"(?<=\d){_SPACES}+({_LOOSE_UNITS})(?![\w’])", rf"{NBSP}\1", text)
    text = re.sub(rf"(?<!\w)({_CURRENCIES}) (?=\d)", rf"\1{NBSP}", text)
    text = re.sub(rf"(?<=\d{NBSP}h) (?=\d\d\b)", NBSP, text)
    text = re.sub(rf"(?<![\w-])((?i:{_NUMBERED})) (?=\d)", rf"\1{NBSP}", text)
    text = re.sub(rf"(?<![\d,.{NNBSP}{NBSP}])(\d{{1,2}}) (?=[a-zà-öø-ÿœ])", rf"\1{NBSP}", text)
    return re.sub(rf"(?<=\d) (?={_NOUNS}\b)", NBSP, text)


def _thousands(match: re.Match[str]) -> str:
    return match[1] + re.sub("[ \u00a0]", NNBSP, match[2])


def _abbreviations(text: str) -> str:
    """n°, p., M., Mme, art. and their like stay with what follows."""
    text = re.sub(rf"\b([Nn])[°º]{_SPACES}*(?=\d)", rf"\1°{NBSP}", text)
    return re.sub(r"\b(M\.|MM\.|Mme|Mmes|Mlle|Dr|Pr|art\.|chap\.|fig\.|p\.|vol\.) (?=[\w])", rf"\1{NBSP}", text)


class TypographyRule(NamedTuple):
    """One rule, and the signs without any of which it has nothing to do; none: it always may."""

    apply: Callable[[str], str]
    signs: tuple[str, ...] = ()


RULES_BEFORE = (
    TypographyRule(spaces),
    TypographyRule(apostrophes, tuple("'`´‘ʼ")),
    TypographyRule(ellipsis, ("...", "…")),
    TypographyRule(_quotes, tuple('"“”„')),
)
RULES_AFTER = (
    TypographyRule(_high_punctuation, tuple(";!?:")),
    TypographyRule(_dashes, tuple("-–")),
    TypographyRule(_ordinals),
    TypographyRule(_roman_numerals, tuple("IVX")),
    TypographyRule(_numbers, tuple("0123456789")),
    TypographyRule(_abbreviations),
)


def rules(*, narrow: bool) -> tuple[TypographyRule, ...]:
    """All of them in order; `narrow` puts U+202F inside « », otherwise U+00A0."""
    guillemets = TypographyRule(partial(_guillemets, space=NNBSP if narrow else NBSP), tuple("«»“”"))
    return (*RULES_BEFORE, guillemets, *RULES_AFTER)
