"""Titles and labels that say the same, of each language: `synonymes.yaml` in its folder, a line a group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from fiches.config import languages
from fiches.config.languages import Language
from fiches.config.yaml_reader import YamlList, YamlText, parse_file
from fiches.core.problems import Fault, fault
from fiches.core.text import fold, shown

SYNONYMS_FILE = "synonymes.yaml"


def others(words: Iterable[str], language: str) -> frozenset[str]:
    """What says the same in a language as one of some words, all folded, and those themselves not."""
    own = set(map(fold, words))
    return frozenset(word for group in _groups(languages.of(language)) if group & own for word in group - own)


@cache
def _groups(known: Language) -> tuple[frozenset[str], ...]:
    """Those of a language, folded; none where it has no such file, or what is in it is no table of lists."""
    path = known.file(SYNONYMS_FILE)
    table = parse_file(path)[0] if path else None
    return tuple(
        frozenset(fold(one.value) for one in (entry.key, *entry.value.items) if isinstance(one, YamlText))
        for entry in (table.entries if table else ())
        if isinstance(entry.value, YamlList)
    )


def faults(path: Path) -> Iterator[Fault]:
    """What is wrong with the groups in a file, and is not read."""
    table, found = parse_file(path)
    yield from found
    for entry in table.entries if table else ():
        if not isinstance(entry.value, YamlList):
            title = shown(entry.key.value, 40)
            yield fault("format-invalide.synonyms", entry.value.line, entry.value.column, title=title)
