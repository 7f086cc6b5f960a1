"""Whether what the European Union pays for bears its emblem, which its publications owe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fiches.config import languages
from fiches.config.project import COLLECTION, Project
from fiches.config.yaml_reader import YamlTable, parse_file, place
from fiches.core.problems import Problem, fault
from fiches.core.text import fold


def check(project: Project) -> Iterator[Problem]:
    """The warning of a collection that names the Union among those who pay, and gives it no logo."""
    funders, settings = project.settings.funders, project.settings
    named = [(index, one) for index, one in enumerate(funders) if _union((one.name, one.credit))]
    if any(one.logo for _, one in named):
        return
    where = ("financeurs", named[0][0]) if named else ("colophon",)
    name = named[0][1].name if named else _union((*settings.colophon, *settings.back_cover))
    if name:
        table, _ = parse_file(project.root / COLLECTION)
        at = place(table or YamlTable(()), *where)
        yield fault("embleme-absent", *at, name=name).in_file(COLLECTION)


def _union(texts: Iterable[str]) -> str:
    """What the Union is called in some texts; nothing where it is not."""
    said = fold(" ".join(texts))
    return next((name for name in _names() if fold(name) in said), "") if said else ""


def _names() -> Iterator[str]:
    for code in languages.codes():
        yield from languages.of(code).european_union
