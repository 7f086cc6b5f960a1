"""What a paste or another program's habits leave in prose, and prints otherwise than it was meant.

A rule takes the lines of one section and yields (index of the line, offset, name of the message, values).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

from fiches.config import languages
from fiches.config.languages import Language
from fiches.content import fences, link_definitions
from fiches.content.link_definitions import is_one
from fiches.content.source import Section, Source
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import shown
from fiches.lint import (
    addressed,
    calendar_dates,
    damaged,
    foreign_marks,
    machine_words,
    misread_marks,
    personal,
    prose_figures,
    repeated,
    table_figures,
    typed_links,
    typed_lists,
    typed_marks,
    typed_notes,
    typed_tables,
    unfinished,
    wiki_marks,
)
from fiches.lint.leftovers import LEFTOVER_RULES, Mark, PasteRule, groups
from fiches.lint.sought import LINES_IN_A_ROW, may_find, only_with, sought

SECTIONS_REMEMBERED = 64  # those of the sheets that somebody is at
_Links = tuple[tuple[str, str], ...]  # definitions of links: label, address
FEWEST_LINES = 3  # that follow each other without a blank one, from which they seem pasted
NEVER_WRAPPED = 130  # letters of a line that no editor has wrapped: what ends there is a paragraph, even one of two
SHORT_LINE = 0.75  # of the longest: a line that was wrapped is nearly full
NARROW = 40  # characters: no editor wraps lines there
SHOUTED = 6  # words in capitals
FEWEST_CRIED = 16  # letters of words in capitals in a row, within a line
LONGEST_ACRONYM_IN_HEADING = 6  # letters

# Repetitions have an end: a search must take no longer than its text.
_BLOCK = re.compile(r"\s*(?:[-*+>#|]|\[\^|\d{1,9}[.)]\s|\{:)")
_SENTENCE_END = re.compile(r"[.!?:;…»”\"]\s*$")
_PROSE_AS_CODE = re.compile(r" {0,3}(?:`{3,}|~{3,})\s?(?i:markdown|md|html|ya?ml)\s*")
_DRAWN_AS_CODE = re.compile(
    r" {0,3}(?:`{3,}|~{3,})\s?\{?(?i:mermaid|plantuml|puml|dot|graphviz|ditaa|tikz|vega-lite|chart)\}?\s*"
)
_BARE_FENCE, _CODED_SENTENCE = (
    re.compile(r" {0,3}(?:`{3,}|~{3})\s*"),
    re.compile(r"\s*(?:[^\W\d_]+['’ ,]+){4}.*[.!?…»]\s*$"),
)
_LEFT_OPEN = re.compile(r"(?<=\S)\s*(?P<mark><!--)(?!.*(?:-->|`))")
_MARKED_AS_CODE = (("imprime-tel-quel.fenced", _PROSE_AS_CODE), ("imprime-tel-quel.drawn", _DRAWN_AS_CODE))
_NO_HEADING = re.compile(r" {0,3}###\s*#*\s*$")
_BOLD_NAME = re.compile(r"(\*\*|__)(?P<name>[A-ZÀ-Ý][^*_\n.!?:;,]{1,40} (?:[dlDL]['’])?[A-ZÀ-Ý][^*_\n.!?:;,]{1,40})\1")
_STARS_WITHIN = sought(r"\*(?<=[^\W\d_]\*)[^\W_]", r"[^\W\d_]{1,30}\*[^\W_]{1,30}\*[^\W\d_]{1,30}", letters="*")
_CRIED = sought("[A-ZÀ-Ý]{2} [A-ZÀ-Ý]", r"(?<![\w.-])[A-ZÀ-Ý]{2,30}(?: (?:[A-ZÀ-Ý]['’])?[A-ZÀ-Ý]{1,30}){3,40}(?![\w-])")
_TWO_SMALL = re.compile("[a-z]{2}")


@only_with("", LINES_IN_A_ROW)
def lines_without_blank(lines: Sequence[str]) -> Iterator[Mark]:
    """Lines of a paste that Word had as paragraphs: most end a sentence, or are far from full."""
    for start, group in groups(typed_tables.without_pasted(lines), _is_prose):
        longest = max(map(len, group))
        ends = [one for one, after in pairwise(group) if _looks_ended(one, after, longest)]
        fewest = FEWEST_LINES if min(map(len, ends), default=0) < NEVER_WRAPPED else 2
        told = typed_lists.are_marked(group) or addressed.are_heads(group)
        if len(group) >= fewest and len(ends) >= (len(group) - 1) * 2 / 3 and not told:
            yield start, 0, "lignes-sans-blanc", {"n": len(group)}


def _looks_ended(line: str, after: str, longest: int) -> bool:
    begins = bool(re.match(r"\s*[(\[«\"]?[^\W_a-zà-ÿ]", after))
    return begins and (bool(_SENTENCE_END.search(line)) or len(line) < max(SHORT_LINE * longest, NARROW))


def _is_prose(line: str) -> bool:
    return bool(line.strip()) and not _BLOCK.match(line) and not line.rstrip("\n").endswith(("  ", "\\"))


@only_with("", _STARS_WITHIN)
def eaten_stars(lines: Sequence[str]) -> Iterator[Mark]:
    """Stars between letters: they make italics. Bad: longueur*largeur*hauteur."""
    return foreign_marks.first_of_each(lines, _STARS_WITHIN, "ne-s-imprime-pas.stars")


@only_with("#")
def empty_entries(lines: Sequence[str]) -> Iterator[Mark]:
    """A heading that nothing stands under: an empty card is printed. Bad: ### Tifaout, then ### Iferda."""
    below = ""
    for index, line in reversed(list(enumerate(lines))):
        if (found := repeated.UNDER_HEADING.match(line)) and (not below or repeated.UNDER_HEADING.match(below)):
            yield index, 0, "rubrique-vide.entry", {"title": shown(found["title"], 40)}
        below = line.strip() or below


@only_with("#")
def bold_entries(lines: Sequence[str]) -> Iterator[Mark]:
    """A name in bold, alone between others that are headings: it stands below the one before. Bad: **Coop Tagmat**"""
    headed = False
    for index, (above, line, below) in enumerate(zip(["", *lines], lines, [*lines[1:], ""], strict=False)):
        headed = headed or bool(repeated.UNDER_HEADING.match(line))
        if headed and not above.strip() and not below.strip() and (found := _BOLD_NAME.fullmatch(line.strip())):
            yield index, 0, "ne-s-imprime-pas.bold", {"text": shown(found["name"], 40)}


@only_with("#")
def nameless(lines: Sequence[str]) -> Iterator[Mark]:
    """A heading without words behind one that has some, under which what follows is printed."""
    named = False
    for index, line in enumerate(lines):
        if named and _NO_HEADING.match(line):
            yield index, 0, "rubrique-vide.heading", {}
        named = named or bool(repeated.UNDER_HEADING.match(line))


@only_with("", sought(r"[^\W\d_a-zà-ÿ]{2}"))
def shouting(lines: Sequence[str]) -> Iterator[Mark]:
    """A whole line in capitals: of a script that has them, whatever acronyms stand in lines of others."""
    for index, line in enumerate(lines):
        words = () if _TWO_SMALL.search(line) else _capitals(line)
        if not words and (cried := _CRIED.search(line)) and len(cried[0]) >= FEWEST_CRIED:
            yield index, cried.start(), "tout-en-capitales.value", {"text": shown(cried[0], 30)}
        elif len(words) >= SHOUTED:
            yield index, 0, "tout-en-capitales", {"text": shown(line, 30)}
        elif line.startswith("###") and len(words) > 1 and max(map(len, words)) > LONGEST_ACRONYM_IN_HEADING:
            yield index, 0, "tout-en-capitales.value", {"text": shown(line.lstrip("# "), 30)}


def _capitals(line: str) -> list[str]:
    """The words of a line, where all are in capitals."""
    words = [word for word in re.findall(r"[^\W\d_]{2,}", line) if word.upper() != word.lower()]
    return words if "".join(words).isupper() else []


PASTE_RULES: tuple[PasteRule, ...] = (
    lines_without_blank, typed_lists.word_lists, typed_lists.symbols, typed_lists.lost_items, typed_lists.other_marks,
    typed_lists.numbers_amiss, typed_lists.touching_apart, typed_lists.dashes_in_line, typed_lists.lone_dashes,
    misread_marks.as_blocks, misread_marks.spaced,
    typed_tables.piped, typed_tables.pasted, *addressed.RULES,
    foreign_marks.of_others, foreign_marks.broken_comments, typed_links.broken, typed_links.cut_by_line,
    *wiki_marks.WIKI_RULES, eaten_stars, *typed_marks.MARK_RULES, empty_entries, bold_entries, nameless,
    table_figures.heads, table_figures.sums, table_figures.decimals,
    prose_figures.parts, prose_figures.shares, prose_figures.costs, prose_figures.backwards,
    personal.personal_data, unfinished.left_to_do, unfinished.names_of_examples,
    unfinished.no_answers, unfinished.marks_alone, unfinished.empty_items,
    damaged.damaged_text, shouting, calendar_dates.impossible_dates,
    machine_words.written_by_programs, machine_words.serial_dates,
    machine_words.lone_numbers, *typed_notes.NOTE_RULES, *LEFTOVER_RULES,
)  # fmt: skip


def check(source: Source) -> list[Problem]:
    """Everything of a sheet that would be printed otherwise than its author meant, in any language."""
    links = tuple(link_definitions.of(section.text for section in source.sections).items())
    typed = [_lines(section, links) for section in source.sections]
    rules = may_find(PASTE_RULES, "\n\n".join(map("\n".join, typed)))  # few, of most texts
    found = [list(_section(section, links, rules, languages.every())) for section in source.sections]
    for place, mark in typed_notes.notes_apart(typed):
        found[place].append(_told(source.sections[place], mark))
    return [
        one.in_file(source.path, section.title)
        for section, faults in zip(source.sections, found, strict=True)
        for one in sorted(faults, key=_place)
    ] + repeated.check(source)


@lru_cache(maxsize=SECTIONS_REMEMBERED)
def _lines(section: Section, links: _Links) -> tuple[str, ...]:
    """Those of a section that are prose, the others blank; a comment that is not closed goes on to a blank line."""
    if not any(sign in section.text for sign in ("`", "<!--", "]:", "~~~")):
        return tuple(section.text.split("\n"))
    known = dict(links)
    lines = ["" if is_one(line, known) else line for line in fences.without_code(section.text)]
    within = False
    for index, line in enumerate(lines):
        before, opened, _ = line.partition("<!--")
        within = bool(line.strip()) and (within or bool(opened))
        lines[index] = (before if opened else "") if within else line
    return tuple(lines)


def _told(section: Section, mark: Mark) -> Fault:
    index, offset, name, values = mark
    return fault(name, section.line + 1 + index, offset + 1, **values)


def _ruled(text: str) -> Iterator[int]:
    """The first line of each block that begins with a long row of tildes: rather a rule than a mark of code."""
    lines, within = text.split("\n"), fences.of(text).within
    return (one for one in sorted(within) if one - 1 not in within and re.match(r" {0,3}~{4,}\s*$", lines[one]))


def _of_code(text: str) -> Iterator[Mark]:
    """What begins code that is none, or a comment that nothing ends."""
    within = fences.of(text).within
    yield from ((index, 0, "imprime-tel-quel.fenced", {"text": "```"}) for index in _code_of_prose(text))
    for index, typed in enumerate(text.split("\n")):
        if (opened := _LEFT_OPEN.search(typed)) and index not in within:
            yield index, opened.start("mark"), "imprime-tel-quel.open-comment", {}
        names = (name for name, pattern in _MARKED_AS_CODE if pattern.fullmatch(typed))
        yield from ((index, 0, name, {"text": typed.strip()}) for name in names)


def _code_of_prose(text: str) -> Iterator[int]:
    """The first line of each block of code, without the name of a language, that holds a sentence."""
    lines, within = text.split("\n"), fences.of(text).within
    for index in sorted(within):
        if _BARE_FENCE.fullmatch(lines[index]) and index - 1 not in within:
            inside = takewhile(lambda one: not _BARE_FENCE.fullmatch(one), lines[index + 1 :])
            if any(map(_CODED_SENTENCE.match, inside)):
                yield index


def _place(one: Fault) -> tuple[int, int]:
    return one.line, one.column


@lru_cache(maxsize=SECTIONS_REMEMBERED)
def _section(
    section: Section, links: _Links, rules: tuple[PasteRule, ...], _: tuple[Language, ...]
) -> tuple[Fault, ...]:
    """What is told of a section, in turn; of those that an edit leaves, once while all languages are as read."""
    return tuple(sorted(_faults(section, links, rules), key=_place))


def _faults(section: Section, links: _Links, rules: tuple[PasteRule, ...]) -> Iterator[Fault]:
    lines = _lines(section, links)
    if any(sign in section.text for sign in ("```", "~~~", "<!--")):
        yield from (fault("imprime-tel-quel.ruled", section.line + 1 + index) for index in _ruled(section.text))
        yield from (_told(section, mark) for mark in _of_code(section.text))
    for index, offset, words in typed_links.lost_references(lines, dict(links)) if "]" in section.text else ():
        yield fault("imprime-tel-quel.reference", section.line + 1 + index, offset + 1, text=shown(words, 30))
    for rule in may_find(rules, "\n".join(lines)):
        yield from (_told(section, mark) for mark in rule(lines))
