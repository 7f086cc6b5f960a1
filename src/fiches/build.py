"""The story of a run: read, check, lay out, render, write; one bad sheet stops only itself."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fiches import booklet, proofreading, sheet, source
from fiches.booklet import Booklet
from fiches.problems import ExitCode, Fault, FichesError, Problem, has_errors
from fiches.project import Project
from fiches.sheet import Sheet
from fiches.wording import did_you_mean
from fiches.workshop import Made, Workshop, incomplete

SHEETS, DRAFTS = "fiches", "brouillons"  # folders of the output
Tell = Callable[[str, int, int], None]  # what is under way, how many are done, how many there are


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything that was read: the good sheets and booklets, and all the problems."""

    slugs: tuple[str, ...]
    sheets: dict[str, Sheet]
    booklets: dict[str, Booklet]
    problems: tuple[Problem, ...]


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
    collection = read(project, names, fail_fast=fail_fast)
    if fail_fast and has_errors(collection.problems):
        return Result((), collection.problems)
    jobs, problems = _plan(project, collection, _slugs(project, names))
    written, more = _make(project, jobs, fail_fast=fail_fast, tell=tell)
    return Result(tuple(written), tuple(sorted({*collection.problems, *problems, *more})))


def read(project: Project, names: Sequence[str] = (), *, fail_fast: bool = False) -> Collection:
    """Reads and judges the sources called `names` (none: all), without laying anything out."""
    wanted = _slugs(project, names)
    sheet_files, booklet_files = project.sources()
    problems: list[Problem] = list(_twins([*sheet_files, *booklet_files], project))
    needs_all = not wanted or any(path.stem in wanted for path in booklet_files)
    sheets: dict[str, Sheet] = {}
    for path in sheet_files:
        if needs_all or path.stem in wanted:
            found, more = _read_sheet(path, project)
            problems += more
            sheets |= {path.stem: found} if found else {}
            if fail_fast and has_errors(problems):
                break
    slugs = tuple(path.stem for path in sheet_files)
    booklets: dict[str, Booklet] = {}
    for path in booklet_files:
        if not wanted or path.stem in wanted:
            parsed, more = source.read(path, project.shown(path))
            made, faults = booklet.check(parsed, project, slugs, sheets) if parsed else (None, [])
            problems += [*more, *faults]
            booklets |= {path.stem: made} if made else {}
    return Collection(slugs, sheets, booklets, tuple(sorted(problems)))


def _read_sheet(path: Path, project: Project) -> tuple[Sheet | None, list[Problem]]:
    parsed, problems = source.read(path, project.shown(path))
    if parsed is None:
        return None, problems
    found, more = sheet.check(parsed, project)
    problems += more
    if str(found.language if found else project.language) == "fr":
        problems += proofreading.check(parsed)
    return (None if has_errors(problems) else found), problems


def _twins(files: Sequence[Path], project: Project) -> Iterator[Problem]:
    """Two files whose names differ only in what no file system is sure to keep."""
    first: dict[str, Path] = {}
    for path in files:
        twin = first.setdefault(path.stem.casefold(), path)
        if twin is not path:
            yield Fault(
                "nom-en-double", f"« {twin.name} » donne déjà cette fiche", hint="renommez l'un des deux fichiers"
            ).in_file(project.shown(path))


def _slugs(project: Project, names: Sequence[str]) -> tuple[str, ...]:
    """The slugs that `names` (slugs or file names) mean; FichesError for one that means nothing."""
    known = [path.stem for files in project.sources() for path in files] if names else []
    found = []
    for name in names:
        slug = Path(name).stem if name.lower().endswith(".md") else name
        if slug not in known:
            hint = did_you_mean(slug, known) or "fiches check les nomme toutes"
            raise FichesError(f"aucune fiche ni livret « {name} » dans {project.sheets}", hint, ExitCode.USAGE)
        found.append(slug)
    return tuple(found)


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
        reason = error.strerror or error.__class__.__name__
        raise FichesError(
            f"« {path} » ne peut pas être écrit : {reason}",
            "libérez de la place ou choisissez un autre dossier avec -o ; l'ancien fichier est intact",
        ) from error
