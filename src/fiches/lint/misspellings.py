"""Words that are often written wrong, of each language: `fautes.yaml` in its folder, each with how it is written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from functools import cache
from pathlib import Path
from typing import NamedTuple

from fiches.config import languages
from fiches.config.languages import Language
from fiches.config.yaml_reader import YamlText, parse_file
from fiches.core.problems import Fault, fault
from fiches.lint.sought import small_words

MISSPELLINGS_FILE = "fautes.yaml"
_ELIDED_OR_NOT = re.compile(r"(?<![\w@./#'’-])(?:(?i:[cdjlmnst]|qu)['’])?(?P<word>[^\W\d_]+)(?![\w@'’-]|\.\w)")


class Misspellings(NamedTuple):
    """Those of one language: by words alone, and by several in a row; what is written right, in small letters."""

    words: Mapping[str, str]
    rows: Mapping[str, str]
    in_rows: Mapping[str, frozenset[str]]  # by the longest word of each


def check(line: str, language: str) -> Iterator[Fault]:
    """Each in a line; with a capital it may be a name, but where the line begins. Bad: le puit, quelque soit."""
    known, typed_words = of_language(language), small_words(line)
    for match in _ELIDED_OR_NOT.finditer(line) if not known.words.keys().isdisjoint(typed_words) else ():
        typed = match["word"]
        small = typed[0].lower() + typed[1:]
        if (better := known.words.get(small)) and (small == typed or not line[: match.start()].strip("-*>_ ")):
            yield _told(typed, better, match.start("word"))
    yield from _rows(line, known, known.in_rows.keys() & typed_words)


def _rows(line: str, known: Misspellings, held: Set[str]) -> Iterator[Fault]:
    """Those in a row, of which the longest word is one of those that a line holds."""
    folded = line.replace("’", "'").lower() if held else ""
    found = {row for word in held for row in known.in_rows[word] if row in folded}
    for row in sorted(found, key=list(known.rows).index) if found else ():
        yield from _of_row(line, folded, row, known.rows[row])


def _of_row(line: str, folded: str, row: str, better: str) -> Iterator[Fault]:
    """Words in a row, where they first stand in a line otherwise than they are written; at its start, a capital may."""
    for found in re.finditer(rf"(?<![\w'-]){re.escape(row)}(?![\w'-])", folded):
        typed = line[found.start() : found.end()]
        if typed[1:] != better[1:]:
            yield _told(typed, better, found.start())
            return


def _told(typed: str, better: str, start: int) -> Fault:
    written = better[0].upper() + better[1:] if typed[0].isupper() else better
    return fault("orthographe", 1, start + 1, typed=typed, better=written)


def of_language(code: str) -> Misspellings:
    """Those that are known of a language; none where its folder has no such file."""
    return _read(languages.of(code))


@cache
def _read(known: Language) -> Misspellings:
    path = known.file(MISSPELLINGS_FILE)
    table = parse_file(path)[0] if path else None
    texts = table.texts if table else {}
    rows = {typed: better for typed, better in texts.items() if not typed.isalpha()}
    in_rows = defaultdict[str, set[str]](set)
    for row in rows:
        in_rows[max(small_words(row), key=len)].add(row)
    words = {typed: texts[typed] for typed in texts.keys() - rows.keys()}
    return Misspellings(words, rows, {word: frozenset(held) for word, held in in_rows.items()})


def faults(path: Path) -> Iterator[Fault]:
    """What is wrong with the words in a file, and is not read."""
    table, found = parse_file(path)
    yield from found
    for entry in table.entries if table else ():
        if not isinstance(entry.value, YamlText) or not entry.value.value.strip():
            yield fault("format-invalide.misspelling", entry.value.line, entry.value.column, word=entry.key.value)
