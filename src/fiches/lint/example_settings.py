"""That the sheets of a collection would say, where they say who publishes them, what its example says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from fiches.config.project import COLLECTION, Project
from fiches.config.yaml_reader import YamlText, parse_file
from fiches.content import new_files
from fiches.core.problems import Problem, fault
from fiches.core.text import shown
from fiches.lint import front_matter

IMPRINT_KEYS = ("editeur", "colophon")  # of the settings: who publishes, and what is said of it on each sheet
LONGEST_OF_EXAMPLE = 60  # characters that are quoted


def check(project: Project) -> Iterator[Problem]:
    """Of each key once; nothing as long as there are only the sheets of the example, as they came."""
    examples = [*new_files.examples(project)]
    left = [*_left(project, examples)]
    if left and any(_is_own(path, examples) for path in project.sources()[0]):
        for key, one in left:
            words = shown(one.value, LONGEST_OF_EXAMPLE)
            yield fault("texte-provisoire.example", one.line, one.column, key=key, text=words).in_file(COLLECTION)


def _left(project: Project, examples: Sequence[Path]) -> Iterator[tuple[str, YamlText]]:
    """By key, the first text that an example has there too."""
    own, theirs = _texts(project.root / COLLECTION), [*map(_texts, examples)]
    for key in IMPRINT_KEYS:
        known = {one.value for example in theirs for one in example.get(key, ())}
        yield from [(key, one) for one in own.get(key, ()) if one.value in known][:1]


def _texts(path: Path) -> Mapping[str, tuple[YamlText, ...]]:
    """By key of a collection's settings, the texts under it."""
    table = parse_file(path)[0] if path.is_file() else None
    return {
        one.key.value: tuple(text for _, text in front_matter.texts_of(one.value))
        for one in (table.entries if table else ())
    }


def _is_own(sheet: Path, examples: Sequence[Path]) -> bool:
    """Whether a sheet is none of an example, or was written in."""
    same = (path.with_name(sheet.name) for path in examples)
    return not any(one.is_file() and one.read_bytes() == sheet.read_bytes() for one in same)
