"""One source made in a workshop: a sheet from its words, a booklet from the finished files of its sheets."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from fiches.build.session import Rendered, RenderSession, SheetPdf
from fiches.config.project import Project
from fiches.content import booklet
from fiches.content.booklet import Booklet
from fiches.core.problems import Fault, Problem, has_errors
from fiches.html import metadata
from fiches.lint import collection
from fiches.merge.assembly import AssemblyError
from fiches.storage import fingerprints, manifest
from fiches.storage.files import FileInUse
from fiches.storage.manifest import OutputRecord, SourceRecord
from fiches.storage.workers import LossReason, TaskLimits

SHEETS_PER_SHARE = 40  # sheets for which a booklet may ask for as much again
SHEETS_FOLDER, DRAFTS_FOLDER = "fiches", "brouillons"  # folders of the output


@dataclass(frozen=True, slots=True)
class Task:
    """One source to make in a workshop."""

    slug: str
    path: Path
    look: str = ""  # of the output that is there and intact
    address: str = ""  # of a sheet in public
    book: Booklet | None = None
    said: tuple[str, ...] = ()  # of a booklet: which sheets it holds, and which are their pages
    sheets: tuple[Path, ...] = ()  # of a booklet
    parts: tuple[SheetPdf, ...] = ()
    jacket: str = ""  # the key of a booklet's own pages


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a task: what is to be remembered of its source, and the files written."""

    entry: SourceRecord
    outputs: Mapping[str, OutputRecord]
    styles: Sequence[Problem] | None = None  # what the engine, if it was needed, has to say of the style sheets


def outputs_of(slug: str) -> tuple[str, ...]:
    """Where the outputs of a source are, below the output folder: a sheet's, its draft's, a booklet's."""
    return f"{SHEETS_FOLDER}/{slug}.pdf", f"{DRAFTS_FOLDER}/{slug}.pdf", f"{slug}.pdf"


def make(shop: RenderSession, task: Task) -> Done:
    """Makes one source, in a process of its own."""
    with _swept_once():
        made, entry = _booklet(shop, task) if task.book else _sheet(shop, task)
    styles = shop.engine_problems
    if made is None or (made.pdf is None and made.draft is None):
        return Done(entry, {}, styles)
    folder = "" if task.book else f"{SHEETS_FOLDER}/" if made.pdf else f"{DRAFTS_FOLDER}/"
    path, pdf = f"{folder}{task.slug}.pdf", made.pdf or made.draft
    try:
        return Done(entry, {path: manifest.written(shop.project.out, path, pdf.data, pdf.pages)} if pdf else {}, styles)
    except FileInUse as error:
        return Done(
            SourceRecord("", problems=(*entry.problems, in_use(error, shop.project.shown(task.path)))), {}, styles
        )


@contextmanager
def _swept_once() -> Iterator[None]:
    """What a layout leaves is swept when it is done: the collector finds nothing before, and looks a hundred times."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _sheet(shop: RenderSession, task: Task) -> tuple[Rendered | None, SourceRecord]:
    one, problems = collection.read_sheet(task.path, shop.project, shop.gazetteer)
    if one is None:
        return None, SourceRecord("", problems=tuple(problems))
    made = shop.sheet(one, task.look, task.address)
    pictures = tuple(sorted({*collection.images(one), *made.pictures}))
    entry = _entry_of(made, problems, pictures)
    shown = fingerprints.key(repr(booklet.face(one)))
    record = json.dumps(metadata.linked_data(metadata.of_sheet(one, shop.project), outputs_of(one.slug)[0]))
    told = booklet.told(one, shop.project.format)
    return made, replace(entry, told=told, traits=made.traits, face=shown, record=record)


def _booklet(shop: RenderSession, task: Task) -> tuple[Rendered | None, SourceRecord]:
    jacket = shop.kept_jacket(task.slug, task.jacket)
    if task.book and not jacket:
        sheets = [collection.read_sheet(path, shop.project, None)[0] for path in task.sheets]
        good = [one for one in sheets if one]
        if len(good) < len(sheets):  # changed since they were made
            return None, SourceRecord("")
        jacket = shop.jacket(task.book, good, task.parts, task.jacket)
    if jacket is None:
        return None, SourceRecord("")
    try:
        made = shop.booklet(jacket, task.parts, task.look)
    except AssemblyError as misfit:
        fault = Fault("gabarit", str(misfit), hint="corrigez le gabarit du livret, livret.html ou attente.html")
        every = (*jacket.problems, fault.in_file(shop.project.shown(task.path)))
        made = replace(jacket, problems=every, look="", pdf=None)
    return made, _entry_of(made, (), made.pictures)


def _entry_of(made: Rendered, problems: Sequence[Problem], pictures: tuple[str, ...]) -> SourceRecord:
    """What is to be remembered of what was made; without a look, the pages could not even be drawn."""
    every = (*problems, *made.problems)
    good = bool(made.look) and not has_errors(every)
    return SourceRecord("", made.look, pictures, problems=every, engine=made.engine, good=good)


def limits(project: Project, sheets: int = 0) -> TaskLimits:
    """What the making of a sheet may ask of the machine, or of a booklet of so many sheets."""
    asked = project.settings.limits
    memory, seconds = max(1, asked.memory), max(1, asked.seconds)
    return TaskLimits(memory + memory * sheets // SHEETS_PER_SHARE, seconds + seconds * sheets // SHEETS_PER_SHARE)


def in_use(error: FileInUse, shown: str) -> Problem:
    """That a file of the source `shown` is held open by somebody."""
    return Fault("ouvert-ailleurs", error.message, hint=error.hint).in_file(shown)


def lost(shown: str, why: LossReason, allowed: TaskLimits) -> Problem:
    """That the making of the source `shown` was stopped."""
    if why is LossReason.KILLED:
        message = "la machine a arrêté la fabrication de ce fichier"
        hint = "il manque peut-être de mémoire : fermez d'autres programmes, ou relancez avec -j 1"
        return Fault("fabrication-arretee", message, hint=hint).in_file(shown)
    most = f"{allowed.memory} Mo de mémoire" if why is LossReason.MEMORY else f"{allowed.seconds} s de calcul"
    hint = "cherchez-y une image ou un dessin démesurés ; sinon, relevez « limites » dans sheets/collection.yaml"
    return Fault("trop-lourd", f"« {Path(shown).stem} » demande plus de {most}", hint=hint).in_file(shown)
