"""What the tests share: a good sheet, a collection in a folder, and one line to judge a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import pytest

from fiches.config import formats
from fiches.config.project import Project, open_project, search
from fiches.config.settings import NO_SETTINGS
from fiches.content import sheet, source
from fiches.content.sheet import Sheet
from fiches.content.source import Source
from fiches.core.problems import Problem
from fiches.lint import collection, measures, verdicts

HERE = Path(__file__).parents[1]
SLOW = partial(pytest.param, marks=pytest.mark.slow)  # a twin of what is tried at each run
FRONT = "titre: Une bibliothèque pour le douar\nterritoire: {commune: Ouijjane}"
RUBRICS = {
    "Porteur du projet": "### Association Tamazirt\n\nElle réunit les familles du douar.",
    "Contexte": "Les enfants lisaient dehors, à la lumière du soir.",
    "La parole au territoire": "> Nous lisons ensemble.\n>\n> — Habitante du douar",
}
FORMAT = """
name: Essai
extends: capitalisation
rubrics:
  - {id: porteur, title: {fr: Porteur du projet}, holds: entries}
  - {id: contexte, title: {fr: Contexte, ar: السياق}}
  - {id: parole, title: {fr: La parole au territoire}, holds: testimonies}
"""
SHORT: Mapping[str, str] = {"collection": "format: essai", "templates/essai/format.yaml": FORMAT}

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x01" * 60 + b"\xff\xd9"  # looks whole from outside


def text(front: str = FRONT, **changes: str | None) -> str:
    """A good sheet of three rubrics, but for `changes`: a rubric's text by its last word (None: none)."""
    parts = [f"---\n{front.strip()}\n---\n"]
    for title, words in RUBRICS.items():
        new = changes.pop(title.split()[-1], words)
        parts += [f"## {title}\n\n{new}\n"] if new is not None else []
    assert not changes
    return "\n".join(parts)


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """`files` below `root`; a name without a folder or a dot is a sheet, `collection` is the settings."""
    (root / "sheets").mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        whole = "sheets/collection.yaml" if name == "collection" else name
        path = root / (whole if "/" in whole else f"sheets/{whole}" if "." in whole else f"sheets/{whole}.md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def project(root: Path, files: Mapping[str, str | bytes] = SHORT) -> Project:
    """The collection of `files` written below `root`, whose settings and format must be good."""
    opened, problems = open_project(write(root, files))
    assert opened is not None, problems
    return opened


def read(root: Path, files: Mapping[str, str | bytes]) -> collection.Collection:
    """Everything read from the collection of `files`, in the short format unless they say otherwise."""
    return collection.read(project(root, {**SHORT, **files}))


@cache
def short_project() -> Project:
    """A collection without files, in the short format; nothing is read from its folder but images."""
    house, problems = formats.load("capitalisation", search(HERE, "templates"))
    assert house is not None, problems
    kept = tuple(spec for spec in house.rubrics if spec.title("fr") in RUBRICS)
    return Project(HERE, HERE / "build", NO_SETTINGS, replace(house, folders=(HERE, *house.folders), rubrics=kept))


def judge(words: str, slug: str = "fiche") -> tuple[Sheet | None, list[Problem]]:
    """The sheet that `words` hold, and every problem with it, as `fiches check` sees them."""
    _, made, problems = judged(words, slug)
    return made, problems


def judged(words: str, slug: str = "fiche") -> tuple[Source | None, Sheet | None, list[Problem]]:
    """As `judge`, with what was parsed."""
    parsed, faults = source.parse_bytes(words.encode(), slug, f"{slug}.md")
    problems = [fault.in_file(f"{slug}.md") for fault in faults]
    if parsed is None:
        return None, None, problems
    made, more = sheet.check(parsed, short_project())
    linted = verdicts.of_text(parsed, sheet.language(parsed, short_project()))
    measured = measures.check(parsed, made, short_project()) if made else ()
    return parsed, made, sorted([*problems, *more, *linted, *measured])


def good(words: str) -> Sheet:
    """The sheet that `words` hold; the test fails if there is anything wrong with it."""
    made, problems = judge(words)
    assert made is not None and not problems, problems
    return made


def places(words: str) -> list[tuple[int, int, str]]:
    """(line, column, code) of every problem of the sheet that `words` hold."""
    return [(problem.line, problem.column, problem.code) for problem in judge(words)[1]]
