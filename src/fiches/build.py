"""The story of a run: read, check, lay out, render, write; one bad sheet stops only itself."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fiches.collection import Collection, read, slugs
from fiches.problems import FichesError, Problem, has_errors
from fiches.project import Project
from fiches.wording import refusal
from fiches.workshop import Made, Workshop, incomplete

SHEETS, DRAFTS = "fiches", "brouillons"  # folders of the output
Tell = Callable[[str, int, int], None]  # what is under way, how many are done, how many there are


@dataclass(frozen=True, slots=True)
class Written:
    """One file that a run made."""

    path: Path
    pages: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a run made, and what it found wrong."""

    written: tuple[Written, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Job:
    """One PDF to make in a workshop."""

    target: Path
    make: Callable[[Workshop], Made]


def build(project: Project, names: Sequence[str] = (), *, fail_fast: bool = False, tell: Tell | None = None) -> Result:
    """Makes the PDFs of `names` (slugs or files; none: everything) in the project's `out` folder."""
    found = read(project, names, fail_fast=fail_fast)
    if fail_fast and has_errors(found.problems):
        return Result((), found.problems)
    jobs, problems = _plan(project, found, slugs(project, names))
    written, more = _make(project, jobs, fail_fast=fail_fast, tell=tell)
    return Result(tuple(written), tuple(sorted({*found.problems, *problems, *more})))


def _plan(project: Project, collection: Collection, wanted: Sequence[str]) -> tuple[list[_Job], list[Problem]]:
    """The PDFs to make, sheets first; booklets whose sheets are not all good become problems."""
    jobs, problems = [], []
    for slug, one in collection.sheets.items():
        if not wanted or slug in wanted:
            jobs.append(_Job(project.out / SHEETS / f"{slug}.pdf", partial(Workshop.sheet, one=one)))
    for slug, book in collection.booklets.items():
        bad = [name for name in book.sheets if name not in collection.sheets]
        if bad:
            problems.append(incomplete(book, bad[0]))
        else:
            made = partial(Workshop.booklet, book=book, sheets=collection.sheets)
            jobs.append(_Job(project.out / f"{slug}.pdf", made))
    return jobs, problems


def _make(
    project: Project, jobs: Sequence[_Job], *, fail_fast: bool, tell: Tell | None
) -> tuple[list[Written], list[Problem]]:
    if not jobs:
        return [], []
    workshop = Workshop(project)
    problems, written = [*workshop.problems], []
    if has_errors(problems):  # in the style sheets, the signs or the maps, which every page needs
        return [], problems
    for done, job in enumerate(jobs):
        if tell:
            tell(job.target.name, done, len(jobs))
        made = job.make(workshop)
        problems += made.problems
        if made.draft:
            write(project.out / DRAFTS / job.target.name, made.draft.data)
        if made.pdf:
            write(job.target, made.pdf.data)
            written.append(Written(job.target, made.pdf.pages))
        elif fail_fast:
            break
    return written, problems


def write(path: Path, data: bytes) -> None:
    """Writes `path` whole or not at all; FichesError says why it cannot."""
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise FichesError(
            f"« {path} » ne peut pas être écrit : {refusal(error)}",
            "libérez de la place ou choisissez un autre dossier avec -o ; l'ancien fichier est intact",
        ) from error
