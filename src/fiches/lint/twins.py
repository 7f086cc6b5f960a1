"""Sources of which one is most likely a copy of another: names and titles that are the same words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from fiches.config.project import Project
from fiches.config.yaml_reader import YamlText, node_at
from fiches.content.source import Source
from fiches.core.problems import Problem, fault
from fiches.core.text import fold

FEWEST_COPIED = 4  # paragraphs of another sheet, from which all of one seems copied
_BETWEEN_WORDS = re.compile(r"\W+")


class Titled(NamedTuple):
    """A sheet, and where its title stands (line, column)."""

    path: str
    title: str
    at: tuple[int, int]


def names(files: Sequence[Path], project: Project) -> Iterator[Problem]:
    """Two files whose names differ only in what no file system is sure to keep."""
    first: dict[str, Path] = {}
    for path in files:
        twin = first.setdefault(path.stem.casefold(), path)
        if twin is not path:
            yield fault("nom-en-double", twin=twin.name).in_file(project.shown(path))


def titles(sheets: Iterable[Titled]) -> Iterator[Problem]:
    """Sheets whose titles are the same words."""
    first: dict[str, Titled] = {}
    for one in sheets:
        twin = first.setdefault(_BETWEEN_WORDS.sub(" ", fold(one.title)).strip(), one)
        if twin is not one:
            yield fault("titre-en-double", *one.at, twin=twin.path).in_file(one.path)


def paragraphs(sheets: Iterable[tuple[str, str, Sequence[tuple[int, str]]]]) -> Iterator[Problem]:
    """Paragraphs that stand in a sheet (path, language, lines and digests) and in one before it, in one language."""
    first: dict[tuple[str, str], tuple[str, int]] = {}
    for path, language, typed in sheets:
        same = [(line, *first.setdefault((language, digest), (path, line))) for line, digest in typed]
        yield from _shared([one for one in same if one[1] != path], path)


def _shared(same: Sequence[tuple[int, str, int]], path: str) -> Iterator[Problem]:
    """Each paragraph of a sheet (line, the other sheet, line there) that another has; of many, that it is a copy."""
    count = Counter(twin for _, twin, _ in same)
    for line, twin, at in same:
        if count[twin] >= FEWEST_COPIED:
            yield fault("passage-en-double.sheet", line, twin=twin, n=count[twin]).in_file(path)
            count[twin] = -1  # told
        elif count[twin] > 0:
            yield fault("passage-en-double.elsewhere", line, twin=twin, first=at).in_file(path)


def titled(source: Source) -> Titled | None:
    """The title of a source, good or not; None where it has none."""
    title = node_at(source.front, "titre")
    return Titled(source.path, title.value, (title.line, title.column)) if isinstance(title, YamlText) else None
