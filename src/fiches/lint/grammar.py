"""What Grammalecte says of French prose, where it is installed: agreement, conjugation, words taken for others."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from importlib.machinery import ModuleSpec
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from fiches.config import languages
from fiches.config.project import COLLECTION, Project
from fiches.config.settings import GRAMMAR_READ
from fiches.config.yaml_reader import YamlTable, parse_file, place
from fiches.content.source import Source
from fiches.core.messages import Message, listing
from fiches.core.problems import Fault, Problem, fault
from fiches.lint import spelling
from fiches.lint.cards import NO_RECALL, Recall
from fiches.lint.spelling import TypedLine

LIBRARY = "grammalecte"
DEBIAN_PACKAGES = Path("/usr/lib/python3/dist-packages")  # where python3-grammalecte lies, which no environment sees
# Kinds of its rules whose finds are mistakes: spaces, signs and capitals are matters of typography here.
MISTAKES = ("conf", "conj", "gn", "imp", "infi", "inte", "loc", "ppas", "tu", "vmode")
_SAID_TO_YOU = "conj_2s_sans_sujet"  # one of its rules: « les margines » is no verb
PARAGRAPHS_REMEMBERED = 2048  # those of the sheets that somebody is at
MOST_SUGGESTIONS = 3

_LINE_START = re.compile(r"[\s>]*(?P<block>(?:(?:[-*+•]|\d{1,2}[.)]|#{1,6})\s+)*)")  # quotations go on, blocks begin
_WITHOUT_PROSE = re.compile(r"[\s>]*(?:$|\||:::|<!--|—|--|!\[)")
_LEFT_OUT = re.compile(r"!?\[\^[^\]]*\]|\]\([^()\n]*\)|\](?:\[[^\]\n]*\])?|\{[^{}\n]*\}|<[^<>\n]*>|[*_`~\[\\]+")
_ENDED_SENTENCE = re.compile(r"(?s)\S+(?:\s+\S+){2,}[.!?…]\s*")  # titles and names have a grammar of their own
_READING = Lock()  # the library works on values of its own modules


class _Paragraph(NamedTuple):
    """A text without its marks, the place of each of its characters, and its rubric."""

    text: str
    places: tuple[tuple[int, int], ...]  # line, column
    rubric: str


class _Slip(NamedTuple):
    """What is said of a stretch of a text, and what may be written instead."""

    start: int
    end: int
    said: str
    better: tuple[str, ...]


@cache
def _place() -> ModuleSpec | None:
    """Where the library lies: among the packages of this Python, or where Debian puts it."""
    folder = DEBIAN_PACKAGES / LIBRARY
    file = folder / "__init__.py"
    found = importlib.util.find_spec(LIBRARY)
    if found or not file.is_file():
        return found
    return importlib.util.spec_from_file_location(LIBRARY, file, submodule_search_locations=[str(folder)])


@cache
def _engine() -> Any | None:  # noqa: ANN401  # a module of a library without types
    """The library's own, ready; None where it is not installed."""
    found = _place()
    if found is None or found.loader is None:
        return None
    if LIBRARY not in sys.modules:
        sys.modules[LIBRARY] = module = importlib.util.module_from_spec(found)
        found.loader.exec_module(module)
    engine: Any = importlib.import_module(f"{LIBRARY}.fr.gc_engine")
    engine.load("Python", "nInt")
    engine.setOptions({name: name in MISTAKES for name in engine.getOptions()})
    return engine


def is_there() -> bool:
    """Whether this machine has the library, which is not loaded to know it."""
    return _place() is not None


def of_settings(project: Project) -> Iterator[Problem]:
    """The warning of a collection that asks for it on a machine without the library."""
    if is_wanted(project) and not is_there():
        table = parse_file(project.root / COLLECTION)[0] or YamlTable(())
        yield fault("grammaire.absent", *place(table, "grammaire")).in_file(COLLECTION)


def asked(project: Project, recall: Recall = NO_RECALL) -> tuple[Project, Recall]:
    """The collection whose grammar is read, whatever its settings say, and what recalls the same of it."""
    if is_wanted(project):
        return project, recall
    return replace(project, settings=replace(project.settings, grammar=GRAMMAR_READ)), NO_RECALL


def is_wanted(project: Project) -> bool:
    """Whether it is asked of the sheets of a collection."""
    return project.settings.grammar == GRAMMAR_READ


def check(source: Source, language: str, told: Iterable[Problem] = ()) -> list[Problem]:
    """What it finds in the prose of a French sheet where no other problem is `told`; nothing without the library."""
    if languages.of(language).code != "fr" or not is_there():
        return []
    known = [(one.line, one.column, one.column + len(_typed(one))) for one in told]
    return [
        one.in_file(source.path, paragraph.rubric)
        for paragraph in chain(_values(source), _prose(source))
        for one in _faults(paragraph)
        if not any(line == one.line and start <= one.column + len(_typed(one)) and one.column <= end
                   for line, start, end in known)
    ]  # fmt: skip


def _typed(one: Fault | Problem) -> str:
    return str(dict(one.message.values).get("typed", "")) if isinstance(one.message, Message) else ""


def _faults(paragraph: _Paragraph) -> Iterator[Fault]:
    for slip in _slips(paragraph.text):
        line, column = paragraph.places[slip.start]
        values = {"typed": paragraph.text[slip.start : slip.end], "said": slip.said}
        if slip.better:
            yield fault("grammaire", line, column, **values, better=listing(slip.better, "or"))
        else:
            yield fault("grammaire.unsure", line, column, **values)


@lru_cache(maxsize=PARAGRAPHS_REMEMBERED)
def _slips(text: str) -> tuple[_Slip, ...]:
    """What is found in a text, once while somebody is at it."""
    with _READING:
        engine = _engine()
        found = engine.parse(text) if engine else ()
    return tuple(
        _Slip(one["nStart"], one["nEnd"], one["sMessage"].rstrip(". "), tuple(one["aSuggestions"][:MOST_SUGGESTIONS]))
        for one in sorted(found, key=lambda one: one["nStart"])
        if one["sType"] in MISTAKES and not _takes_noun_for_verb(text, one)
    )


def _takes_noun_for_verb(text: str, found: Mapping[str, Any]) -> bool:
    """Whether it is of a name, or of a rare plural that looks like what one says to « tu »."""
    is_name = found["nStart"] > 0 and text[found["nStart"]].isupper()
    return is_name or _SAID_TO_YOU in str(found["sRuleId"])


def _values(source: Source) -> Iterator[_Paragraph]:
    """The values of the front matter that are sentences."""
    return (_paragraph([one]) for one in spelling.values(source) if _ENDED_SENTENCE.fullmatch(one.text))


def _prose(source: Source) -> Iterator[_Paragraph]:
    """The paragraphs, list items and headings of all rubrics."""
    for section in source.sections:
        lines: list[TypedLine] = []
        for number, text in enumerate([*section.text.split("\n"), ""], section.line + 1):
            is_prose, start = not _WITHOUT_PROSE.match(text), _LINE_START.match(text)
            if lines and (not is_prose or (start and start["block"])):
                yield _paragraph(lines)
                lines = []
            if is_prose and start:
                lines.append(TypedLine(number, start.end() + 1, text[start.end() :], section.title))


def _paragraph(lines: list[TypedLine]) -> _Paragraph:
    """Lines as one text, their marks left out and line ends as spaces."""
    letters, places = [], []
    for line in lines:
        marked = {at for mark in _LEFT_OUT.finditer(line.text) for at in range(*mark.span())}
        for at, letter in enumerate(f"{line.text} "):
            if at not in marked:
                letters.append(" " if letter.isspace() else letter)
                places.append((line.line, line.column + at))
    return _Paragraph("".join(letters), tuple(places), lines[0].rubric)
