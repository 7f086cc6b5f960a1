"""What typography cannot mend and a person must: each rule is a small function with its manual in it.

A rule takes one line of text and yields faults at their columns in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from fiches.config import languages
from fiches.config.languages import Language, is_rtl
from fiches.config.yaml_reader import Node, YamlList, YamlTable, YamlText
from fiches.content.source import Section, Source
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import shown
from fiches.lint import (
    accents,
    doubled,
    held_keys,
    homophones,
    leftovers,
    misspellings,
    typed_numbers,
    unfinished,
    unpaired,
    written_dates,
)
from fiches.lint.sought import may_find, only_with, sought
from fiches.typography import latin_runs

ProofreadingRule = Callable[[str], Iterator[Fault]]
LINES_REMEMBERED = 2048  # those of the sheets that somebody is at

_CAPITALS = re.compile(r"\b[^\W\d_a-zà-öø-ÿ]{3,}(?:-[^\W\d_a-zà-öø-ÿ]{3,})*\b")
_ENGLISH_TITLE = sought(
    r"[Mm](?:rs?|s|me|lle)\.? [A-ZÀ-Ý]",
    r"(?<![\w’'-])(?P<title>Mrs?|Ms|mrs?|mme|mlle)(?P<stop>\.?)(?= [A-ZÀ-Ý][a-zà-ÿ])",
    parts=("Mr", "Ms", "mr", "mme", "mlle"),
    in_prose=True,
)
_FRENCH_TITLES = {"mr": "M.", "mrs": "Mme", "ms": "Mme", "mme": "Mme", "mlle": "Mlle"}
CAPITAL_PERSON = sought(
    "",
    r"(?<!\w)(?:M\.|Mr|Mme|Mlle|Dr)\.? (?P<name>[A-ZÀ-Ý]{2,}(?:[ -][A-ZÀ-Ý]{2,})+)(?!\w)",
    parts=("M.", "Mr", "Mme", "Mlle", "Dr"),
)
_SMALL_START = re.compile(
    r"(?<![\w.])(?!(?:hab|env|ext|int|max|min|sup|inf|etc|tel|dep|dept|prov|resp|prof|vol|fig|art|chap|lieut|"
    r"approx|assoc|incl|excl|temp|misc|govt|est|no|janv|avr|juil|sept|oct|nov|dec|ann|coll|coord|dir|gen|imm)\b)"
    r"(?![a-z]{0,2}[éû][a-z]{1,3}\.)[a-zà-ÿ]{3,30}\. "
    r"(?P<word>[a-zà-ÿ]{2,30}(?=[ ,’'])|[cdjlmnst](?=['’][a-zà-ÿ]))"
)
_SMALL_BEHIND_STOP = sought(r"\. [a-zà-ÿ]", in_prose=True)
_SMALL_BEGINNING = re.compile(
    r"(?P<word>(?!www)[a-zà-ÿ]{2,30})(?= [a-zà-ÿ]|['’][a-zà-ÿ])|(?P<article>les?|la|une?|des|notre|ce)(?= [A-ZÀ-Ý])"
)
_MORE_THAN_ETC = sought("", r"\betc\s?\.?\s?(?:…|\.\.+)", parts=("etc",), in_prose=True)
_PEOPLE_KEYS = ("nom", "auteurs")
_TAGGED = re.compile(r"\[[^\[\]\n]*\](?:\{[^{}\n]*\}|\([^()\n]*\))|\{[^{}\n]*\}|!?\[\^")
TATWEEL = "\u0640"  # a letter of Arabic that is none of a word
_URL = sought("", r"https?://[^\s\"»]+|`[^`]*`", parts=("http", "`"))


@only_with("", _MORE_THAN_ETC)
def etcetera(line: str) -> Iterator[Fault]:
    """« etc. » already says that the list goes on. Good: etc. Bad: etc…"""
    for match in _MORE_THAN_ETC.finditer(line):
        yield fault("etc-suivi", 1, match.start() + 1, typed=match[0])


def undecided_figures(line: str, language: str) -> Iterator[Fault]:
    """Figures before a Latin name in Arabic, which may be read with it. Good: [12 SARL]{lang=fr}. Bad: مع 12 SARL."""
    if is_rtl(language):
        for start, words in latin_runs.undecided(_TAGGED.sub(lambda tagged: TATWEEL * len(tagged[0]), line)):
            yield fault("ponctuation.undecided", 1, start + 1, typed=words)


def unopened(line: str, language: str) -> Iterator[Fault]:
    """A sentence begins with a sign where it ends with one, in Spanish. Good: ¿Cómo? Bad: Cómo?"""
    marks = languages.of(language).marks
    for closing, opening in marks.openers if marks else ():
        for match in re.finditer(rf"[^.!?…{re.escape(opening)}]*\w[»”)]*{re.escape(closing)}", line):
            if opening not in line[max(0, match.start() - 1) : match.end()]:
                yield fault("signe-ouvrant", 1, match.end(), closing=closing, opening=opening)


@only_with("", CAPITAL_PERSON)
def capital_people(line: str) -> Iterator[Fault]:
    """The same of people in prose, where their title tells them from acronyms. Bad: M. ALI BEN HADDOU."""
    for match in CAPITAL_PERSON.finditer(line):
        told = {"typed": match["name"], "better": match["name"].title()}
        yield fault("nom-en-capitales", 1, match.start("name") + 1, **told)


@only_with("", _SMALL_BEHIND_STOP)
def small_starts(line: str) -> Iterator[Fault]:
    """A sentence begins with a capital. Bad: Il n'y avait pas de village. les femmes marchaient."""
    for match in _SMALL_START.finditer(leftovers.without_told(line)) if _SMALL_BEHIND_STOP.may_be_in(line) else ():
        yield _small(match)


def _small(match: re.Match[str], group: str = "word") -> Fault:
    word = match[group]
    return fault("ponctuation.small", 1, match.start(group) + 1, typed=word, better=word.capitalize())


@only_with("", _ENGLISH_TITLE)
def titles_of_people(line: str) -> Iterator[Fault]:
    """How French shortens « Monsieur » before a name. Good: M. Oubella. Bad: Mr Oubella."""
    for match in _ENGLISH_TITLE.finditer(line):
        yield fault(
            "ponctuation.title", 1, match.start() + 1, typed=match[0], better=_FRENCH_TITLES[match["title"].lower()]
        )


LINE_RULES: Mapping[str, tuple[ProofreadingRule, ...]] = {
    "fr": (
        *accents.ACCENT_RULES,
        doubled.doubled_nouns,
        doubled.two_articles,
        homophones.check,
        held_keys.capitals,
        held_keys.figures,
        capital_people,
        titles_of_people,
        small_starts,
        etcetera,
        typed_numbers.typed_numbers,
        typed_numbers.heads,
        typed_numbers.dotted,
        typed_numbers.dotted_cells,
    )
}
LATIN_RULES = (etcetera, small_starts)
RULES_OF_LANGUAGES: tuple[Callable[[str, str], Iterator[Fault]], ...] = (
    doubled.doubled_words,
    unopened,
    written_dates.capital_months,
    written_dates.first_days,
    written_dates.foreign_dates,
    misspellings.check,
    undecided_figures,
    held_keys.each_word,
)  # by their own data


def capital_names(name: str) -> Iterator[Fault]:
    """Surnames are not set in capitals. Good: Brahim Oubella. Bad: OUBELLA Brahim."""
    for match in _CAPITALS.finditer(name):
        if re.search(r"[a-zà-öø-ÿ]", name):
            yield fault("nom-en-capitales", 1, match.start() + 1, typed=match[0], better=match[0].title())
    if len(re.findall(r"[^\W\d_]+", name)) > 1 and name == name.upper() != name.lower() and re.search(r"\w{3}", name):
        yield fault("nom-en-capitales.all", 1, 1, typed=shown(name, 40), better=shown(name.title(), 40))
    if re.match(r"[a-zà-ÿ]+ [a-zà-ÿ]+", name) and name == name.lower():
        yield fault("nom-en-capitales.none", 1, 1, typed=shown(name, 40), better=shown(name.title(), 40))


def check(source: Source, language: str) -> list[Problem]:
    """Everything in a sheet that a proofreader of its language would mark."""
    typed = [[*map(_URL.blanked, section.text.replace("\u00a0", " ").split("\n"))] for section in source.sections]
    rules = _rules(language, "\n\n".join(map("\n".join, typed)))
    of_sections = [
        one.in_file(source.path, section.title)
        for section, lines in zip(source.sections, typed, strict=True)
        for one in _section(section, lines, language, rules)
    ]
    if language != "fr":
        return of_sections
    people = [one.in_file(source.path, section.title) for section in source.sections for one in _attributions(section)]
    return [*of_sections, *people, *(one.in_file(source.path) for one in _people(source))]


_Rules = tuple[tuple[ProofreadingRule, ...], tuple[Callable[[str, str], Iterator[Fault]], ...]]


def _rules(language: str, text: str) -> _Rules:
    """Those that may find something in a text: of its language, and of all."""
    return may_find(LINE_RULES.get(language, LATIN_RULES), text), may_find(RULES_OF_LANGUAGES, text)


def _section(section: Section, lines: list[str], language: str, rules: _Rules) -> Iterator[Fault]:
    for number, line in enumerate(lines, start=section.line + 1):
        if line:
            yield from _placed(_of_line(line, language, rules, languages.every()), number)
    if begun := _SMALL_BEGINNING.match(next(filter(str.strip, lines), "")):
        yield from _placed([_small(begun, begun.lastgroup or "word")], section.line + 1 + lines.index(begun.string))
    quoted = list(_paragraphs(lines))
    for (first, paragraph), (_, after) in zip(quoted, [*quoted[1:], (0, "")], strict=False):
        goes_on = after.startswith(("«", "> «"))
        for one in (*unpaired.guillemets(paragraph, goes_on=goes_on), *unpaired.quotes(paragraph)):
            yield _within(paragraph, one, section.line + 1 + first)
    for first, paragraph in _paragraphs(section.text.split("\n")):
        twice = doubled.over_line_ends(paragraph, language)
        for one in chain(unpaired.brackets(paragraph), unfinished.ends(paragraph, language), twice):
            yield _within(paragraph, one, section.line + 1 + first)


@lru_cache(maxsize=LINES_REMEMBERED)
def _of_line(line: str, language: str, rules: _Rules, _: tuple[Language, ...]) -> tuple[Fault, ...]:
    """What is told of a line wherever it stands; of those that an edit leaves, once while all languages are as read."""
    own = (one for rule in rules[0] for one in rule(line))
    return *own, *(one for of_language in rules[1] for one in of_language(line, language))


def _within(paragraph: str, one: Fault, line: int) -> Fault:
    """A fault at an offset of a paragraph that begins on a line."""
    offset = one.column - 1
    return replace(one, line=line + paragraph.count("\n", 0, offset), column=offset - paragraph.rfind("\n", 0, offset))


def _paragraphs(lines: list[str]) -> Iterator[tuple[int, str]]:
    """(index of its first line, text) of each stretch between blank lines."""
    start = 0
    for index in range(len(lines) + 1):
        if index == len(lines) or not lines[index].strip(" >\t"):
            if index > start:
                yield start, "\n".join(lines[start:index])
            start = index + 1


def _attributions(section: Section) -> Iterator[Fault]:
    for number, line in enumerate(section.text.split("\n"), start=section.line + 1):
        match = re.match(r"\s*>\s*(?:—|--)\s*(?P<who>[^,(]*)", line)
        if match:
            yield from _placed(capital_names(match["who"]), number, match.start("who") + 1)


def _people(source: Source) -> Iterator[Fault]:
    """Names typed in the front matter, wherever the format keeps them."""
    for text in _names(source.front):
        yield from _placed(capital_names(text.value), text.line, text.column)


def _names(node: Node, key: str = "") -> Iterator[YamlText]:
    if isinstance(node, YamlTable):
        for entry in node.entries:
            yield from _names(entry.value, entry.key.value)
    elif isinstance(node, YamlList):
        for item in node.items:
            yield from _names(item, key)
    elif key in _PEOPLE_KEYS:
        yield node


def _placed(faults: Iterable[Fault], line: int, column: int = 1) -> Iterator[Fault]:
    """Faults of a stretch of text that begins there."""
    for one in faults:
        yield replace(one, line=line, column=column + one.column - 1)
