"""Sources of which one is most likely a copy of another: names and titles that are the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from fiches.config.project import Project
from fiches.config.yaml_reader import YamlText, node_at
from fiches.content.source import Source
from fiches.core.problems import Problem, fault
from fiches.core.text import fold

_BETWEEN_WORDS = re.compile(r"\W+")


def names(files: Sequence[Path], project: Project) -> Iterator[Problem]:
    """Two files whose names differ only in what no file system is sure to keep."""
    first: dict[str, Path] = {}
    for path in files:
        twin = first.setdefault(path.stem.casefold(), path)
        if twin is not path:
            yield fault("nom-en-double", twin=twin.name).in_file(project.shown(path))


def titles(sources: Iterable[Source]) -> Iterator[Problem]:
    """Sheets whose titles are the same words."""
    first: dict[str, Source] = {}
    for source in sources:
        title = node_at(source.front, "titre")
        if isinstance(title, YamlText):
            twin = first.setdefault(_BETWEEN_WORDS.sub(" ", fold(title.value)).strip(), source)
            if twin is not source:
                yield fault("titre-en-double", title.line, title.column, twin=twin.path).in_file(source.path)
