"""What an author left for later: notes to oneself, blanks to fill in, words in the place of an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from fiches.config import languages
from fiches.core.problems import Fault, fault
from fiches.core.text import shown
from fiches.lint import habits
from fiches.lint.leftovers import Mark
from fiches.lint.sought import only_with, sought

LONGEST_NOTE = 30  # characters that are quoted of one
_TO_DO = sought(
    "",
    r"\b(?:TODO|TBD|FIXME|XXX+|xxx+|[Ll]orem ipsum)\b|\?{3,}|(?<!\S)\?\?(?= \w)|\b(?:nn|NN|xx|\.{3}) ?%|\(\?{1,3}\)"
    r"|^\.{3} (?=[a-z])|(?<!\S)\.{3} ?%|\bXX(?= (?!\(?[eè](?:me)?\b)[a-zA-ZÀ-ÿ€%])|(?<=\S )_{3,}(?!\w)"
    r"|^@[^\W\d_]\w+(?= )|/!\\|<(?=[a-z_ ]{0,30}[à-ÿ])[a-zà-ÿ_' ]{2,60}>",
    parts=("TODO", "TBD", "FIXME", "XX", "xxx", "%", "?", "...", "___", "ipsum", "@", "/!", "<"),
)
_TO_FILL = sought(
    "",
    r"(?<![\w\]}{)*`])\{(?:[A-Za-zÀ-ÿ]{1,20}[_ ][A-Za-zÀ-ÿ_ ]{1,40}"
    r"|(?:nombre|nom|date|lieu|montant|name|number|place|year|année))\}"
    r"|\{\{ ?[A-Za-zÀ-ÿ][\w ]{1,40}\}\}"
    r"|_{1,4} ?/ ?_{1,4}|(?:\.{6,40}|…{2,20}|…\.{2,20})(?!\s*\d)(?=\s|$)",
    parts=("_", "......", "……", "….", "{"),
)
_BOLD_OR_BLANK = re.compile(r"\{\{ ?[^\W\d_]+ [^_{}]*[a-zà-ÿ]\}\}")
_PLACEHOLDER = re.compile(r"[\W_]+|x{2,}|n/?a|nc|tbd|todo|lorem ipsum.*|test", re.IGNORECASE)
_TEMPLATE_FIELD = re.compile(r"\{\{[^{}]*\}\}|\$\{[^{}]*\}|%[A-ZÀ-Ý_]{2,40}%|<[^\W\d_][^<>/=]{1,60}>")  # of a template
_MARKS_ALONE = re.compile(r"\s*(?:\.{2,5}|…{1,3}|-|–|—|\?{1,2}|!{1,3}|/)\s*")  # in the place of a paragraph
_BARE_ITEM, _FULL_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s*"), re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+\S")
_CALLING_END = re.compile(r"(?<=[a-zà-ÿ,;:] )(?P<word>[a-zà-ÿ]{1,8})\s*$")
_NO_STOP = re.compile(r"[a-zà-ÿ)»%][.!?…] (?=[A-ZÀ-Ý«])(?:[^\s.!?…]+\s+){5,60}(?P<word>[a-zà-ÿ]{2,30})\s*\Z")
_NO_PLAIN_PROSE = re.compile(r"\s*(?:[-*+>#|]|\[\^?[^\[\]]+\]:|\d{1,3}[.)]\s|\{:|:::|<)")
_NO_SENTENCE = re.compile(r"\s*(?:[#|]|\[\^?[^\[\]]+\]:)")
_ENTRY_NAME = re.compile(r" {0,3}###\s*(?P<name>\S.*?)\s*#*$")
_NOBODY = re.compile(r"> ?(?:—|--) ?(?=[^\w]*$|[xX]{2,}|\?)(?P<text>.*)")  # who is said to speak
_BESIDE_WORDS = " \t-–•*_()[].:;…»«\"'"  # words that stand alone


@only_with(">", _TO_DO, _TO_FILL, habits.ANYWHERE, habits.AT_LINE_START)
def left_to_do(lines: Sequence[str]) -> Iterator[Mark]:
    """What an author left for later."""
    for index, line in enumerate(lines):
        own = [*_TO_DO.finditer(line), *_TO_FILL.finditer(line)]
        own = own or ([*filter(None, [_NOBODY.match(line)])] if line[:1] == ">" else [])
        other = None if own else habits.found("a_faire", line) or habits.found("brouillon", line)
        for match in (*own, *([other] if other else [])):
            told, bold = {"text": shown(match[0], LONGEST_NOTE)}, bool(_BOLD_OR_BLANK.fullmatch(match[0]))
            better = {"better": f"**{shown(match[0].strip('{} '), LONGEST_NOTE)}**"} if bold else {}
            yield index, match.start(), "texte-provisoire.braces" if bold else "texte-provisoire", told | better


@only_with("#")
def names_of_examples(lines: Sequence[str]) -> Iterator[Mark]:
    """A heading that has the words of an example in the place of a name. Bad: ### Nom de l'association."""
    for index, line in enumerate(lines):
        if (match := _ENTRY_NAME.match(line)) and habits.found("nom_d_exemple", match["name"]):
            yield index, match.start("name"), "texte-provisoire", {"text": shown(match["name"], LONGEST_NOTE)}


class _Short:
    """Tells whether a text has a line of some words at most."""

    @staticmethod
    def may_be_among(text: str, /) -> bool:
        """See `sought.Sign`."""
        return any(0 < len(line.strip(_BESIDE_WORDS)) <= LONGEST_NOTE for line in text.split("\n"))


@only_with("", _Short)
def no_answers(lines: Sequence[str]) -> Iterator[Mark]:
    """A whole paragraph that only says that nothing is said yet. Bad: N/A, « à compléter », RAS."""
    for index, (above, line, below) in enumerate(zip(["", *lines], lines, [*lines[1:], ""], strict=False)):
        bare = line.strip(_BESIDE_WORDS)
        alone = any(map(str.isalpha, bare)) and len(bare) <= LONGEST_NOTE and not above.strip() and not below.strip()
        if alone and (_says_nothing(bare) or habits.found("neant", bare)) and not any(left_to_do([line])):
            yield index, line.index(bare), "texte-provisoire.alone", {"text": shown(bare, LONGEST_NOTE)}


@only_with("", sought(r"^\s*[.…–—?!/-]"))
def marks_alone(lines: Sequence[str]) -> Iterator[Mark]:
    """A whole paragraph without a word. Bad: « … », « - »."""
    for index, (above, line, below) in enumerate(zip(["", *lines], lines, [*lines[1:], ""], strict=False)):
        if _MARKS_ALONE.fullmatch(line) and not (above.strip() or below.strip()):
            yield index, 0, "texte-provisoire.alone", {"text": line.strip()}


@only_with("", sought(r"^[^\S\n]*(?:[-*+]|\d{1,3}[.)])[^\S\n]*$"))
def empty_items(lines: Sequence[str]) -> Iterator[Mark]:
    """An item without words beside one that has some: its sign is printed alone. Bad: « - Un puits », then « - »."""
    for index, (above, line, below) in enumerate(zip(["", *lines], lines, [*lines[1:], ""], strict=False)):
        if _BARE_ITEM.fullmatch(line) and (_FULL_ITEM.match(above) or _FULL_ITEM.match(below)):
            yield index, line.index(line.strip()), "texte-provisoire.item", {"text": line.strip()}


def ends(paragraph: str, language: str) -> Iterator[Fault]:
    """A paragraph that ends with a word that calls for another, « puis le », or whose last sentence has no stop."""
    last = _CALLING_END.search(paragraph) if paragraph.rstrip()[-1:].islower() else None
    if last and last["word"] in languages.of(language).calling_words and not _NO_SENTENCE.match(paragraph):
        told = {"text": shown(paragraph[max(last.start("word") - 30, 0) :].strip(), 40)}
        yield fault("texte-provisoire.cut", 1, last.start("word") + 1, **told)
    elif (stopless := _NO_STOP.search(paragraph)) and not _NO_PLAIN_PROSE.match(paragraph):
        yield fault("ponctuation.unended", 1, stopless.start("word") + 1, text=stopless["word"])


def is_placeholder(typed: str) -> bool:
    """Whether words, or a field of a template, stand in the place of a value that is not there yet."""
    return _says_nothing(typed) or bool(_TEMPLATE_FIELD.fullmatch(typed.strip()))


def _says_nothing(typed: str) -> bool:
    """Whether words stand in the place of what is not there yet."""
    return _is_empty(typed, languages.every())


@lru_cache(maxsize=256)  # several rules ask of each value
def _is_empty(typed: str, _: tuple[languages.Language, ...]) -> bool:
    bare = typed.strip(" ()[]")
    return bool(_PLACEHOLDER.fullmatch(bare) or habits.found("a_remplir", bare))
