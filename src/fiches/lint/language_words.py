"""Words that the pages of a format say in French because their own language lacks them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from fiches.config import format_words, formats, languages
from fiches.config.fields import Field
from fiches.config.formats import Format
from fiches.config.languages import Language
from fiches.config.project import search, settings_in
from fiches.config.translated import ANY_LANGUAGE, localised
from fiches.content.source import Source
from fiches.core.problems import Problem, fault

SOURCE = "fr"  # in which formats of the house are written
Words = Iterator[tuple[tuple[str, ...], Mapping[str, str]]]  # (the names that lead to it, what it is by language)
Gaps = Mapping[tuple[str, ...], Mapping[str, str]]  # the words that a language lacks, by the names that lead to each


def printed(format_: Format) -> Words:
    """What a format prints of itself: labels, titles of rubrics, what its booklet says of them."""
    yield from ((("labels", name), words) for name, words in format_.labels.items())
    for spec in format_.rubrics:
        yield ("rubrics", spec.id, "title"), spec.titles
        yield ("rubrics", spec.id, "reading"), spec.reading


def asked(format_: Format) -> Words:
    """What it says to authors: questions, and what its keys are called and mean."""
    yield from ((("rubrics", spec.id, "question"), dict(spec.question.texts)) for spec in format_.rubrics)
    yield from _of_fields(format_.fields, ("fields",))


def _of_fields(known: Iterable[Field], above: tuple[str, ...]) -> Words:
    for field in known:
        here = (*above, field.name)
        yield (*here, "label"), dict(field.label.texts)
        yield (*here, "description"), dict(field.description.texts)
        yield from _of_fields(field.fields, (*here, "fields"))


def lacking(words: Words, language: str, plain: str) -> Gaps:
    """What is said in some language and not in this one; `plain` is that of what is said without its language."""
    enough = (language, ANY_LANGUAGE) if language == plain else (language,)
    return {names: known for names, known in words if any(known.values()) and not any(map(known.get, enough))}


class LanguageState(NamedTuple):
    """How far a language goes: what it lacks of each format, and the formats whose words nobody has read over."""

    language: Language
    printed: Mapping[str, Gaps]
    asked: Mapping[str, Gaps]
    unread: tuple[str, ...]


def state(code: str, root: Path) -> LanguageState:
    """That of one language, perhaps of which nothing is known yet, in all formats of a collection."""
    roots = search(root.absolute(), "templates")
    loaded = [formats.load(name, roots)[0] for name in formats.names(roots)]
    every, plain = [one for one in loaded if one], settings_in(root.absolute())[0].language
    printed_, asked_ = (
        {one.name: gaps for one in every if (gaps := _own(one, lacking(words(one), code, plain), every))}
        for words in (printed, asked)
    )
    return LanguageState(languages.of(code), printed_, asked_, tuple(_unread(code, roots)))


def _own(one: Format, gaps: Gaps, every: Iterable[Format]) -> Gaps:
    """What a format lacks, but for what it has of a format that it extends."""
    below = [other for other in every if set(other.folders) < set(one.folders)]
    of_those = {(names, *known.items()) for other in below for part in (printed, asked) for names, known in part(other)}
    return {names: known for names, known in gaps.items() if (names, *known.items()) not in of_those}


def _unread(code: str, roots: tuple[Path, ...]) -> Iterator[str]:
    for name in formats.names(roots):
        found, _ = format_words.of_format(name, roots)
        if any(words.values.get("a_relire") for words in found if words.language == code):
            yield name


class SpokenSheet(NamedTuple):
    """The path of a sheet, its format, its language, and where it says that (line, column)."""

    path: str
    format: Format
    language: str
    at: tuple[int, int]


def check(sheets: Iterable[SpokenSheet], plain: str) -> Iterator[Problem]:
    """One note a language: how many words are missing in it, where its first sheet says that it is in it.

    `plain` is the language of the collection, in which its formats say what they say without a language.
    """
    told: set[str] = set()
    for one in sheets:
        gaps = {} if one.language in told else lacking(printed(one.format), one.language, plain)
        told.add(one.language)
        if gaps:
            path = format_words.path_of(one.language, one.format.name)
            told_of = {"language": one.language, "path": path}
            yield fault("mots-manquants", *one.at, n=len(gaps), **told_of).in_file(one.path)


def spoken_at(source: Source) -> tuple[int, int]:
    """Where a source says its language, or its first line."""
    at = ((entry.value.line, entry.value.column) for entry in source.front.entries if entry.key.value == "langue")
    return next(at, (1, 1))


def to_fill_in(gaps: Gaps) -> Iterator[str]:
    """The lines of a file of words with all of these, empty, the French behind each."""
    tree: dict[str, Any] = {}
    for (*above, last), known in gaps.items():
        branch = tree
        for name in above:
            branch = branch.setdefault(name, {})
        branch[last] = localised(known, SOURCE)
    yield from _lines(tree, "")


def _lines(tree: Mapping[str, Any], indent: str) -> Iterator[str]:
    for name, below in tree.items():
        yield f"{indent}{name}:" if isinstance(below, dict) else f"{indent}{name}: # {below}"
        yield from _lines(below, indent + "  ") if isinstance(below, dict) else ()
