"""One source made in a workshop: a sheet from its words, a booklet from the finished files of its sheets."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from fiches.build.drawn import NEVER, LastDrawn, Rendered
from fiches.build.records import SourceRecord
from fiches.build.session import RenderSession, SheetPdf
from fiches.compose.kept_sizes import SIZES, KeptSizes
from fiches.config.project import Project
from fiches.content import booklet, sheet
from fiches.content.booklet import Booklet
from fiches.core.problems import Problem, has_errors
from fiches.html import metadata
from fiches.lint import collection, fitting
from fiches.lint.cards import NO_RECALL, Recall
from fiches.merge.assembly import AssemblyError
from fiches.storage import fingerprints
from fiches.storage.fingerprints import Digests
from fiches.storage.makers import Artifact, Made
from fiches.storage.process_limits import TaskLimits
from fiches.storage.store import ArtifactStore

_YOUNG = 0  # the generation of what was made since the last look
SHEETS_PER_SHARE = 40  # sheets for which a booklet may ask for as much again
SHEETS_FOLDER, DRAFTS_FOLDER = "fiches", "brouillons"  # folders of the output


@dataclass(frozen=True, slots=True)
class Task:
    """One source to make in a workshop."""

    slug: str
    path: Path
    last: LastDrawn = NEVER  # the output that is there and intact
    address: str = ""  # of a sheet in public
    book: Booklet | None = None
    said: tuple[str, ...] = ()  # its other versions; of a booklet, which sheets it holds, and which are their pages
    sheets: tuple[Path, ...] = ()  # of a booklet
    parts: tuple[SheetPdf, ...] = ()
    jacket: str = ""  # the key of a booklet's own pages


@dataclass(frozen=True, slots=True)
class SourceMaker:
    """Makes sources in a workshop, each unless some machine has made it of the same and left it in the store."""

    shop: RenderSession
    store: ArtifactStore | None = None
    recall: Recall = NO_RECALL  # who is told what is judged here
    is_away: bool = False  # from the files of whoever asks, who is told the key of those that are here

    def __call__(self, task: Task) -> Made:
        """One source; elsewhere, with the key of all that it was made from."""
        made = self._stored(task)
        if made is None:
            made = make(self.shop, task, self.recall)
            self._keep(task, made)
        return replace(made, key=self.key(task, made.note.get("images", ()))) if self.is_away else made

    def prepare(self, due: Sequence[Artifact]) -> None:
        """Before processes part: the engine, and the digest of what all pages share, are there for each of them."""
        self.shop.prepare(one.recipe.last for one in due)
        _ = self.shop.shared

    def key(self, task: Task, images: Sequence[str] = ()) -> str:
        """Of what a task makes, which shows these images."""
        return self.shop.key(task.path, images, (task.address, *task.said))

    def _unread(self, task: Task) -> str:
        """The key of what is known of a task before its source is read."""
        return fingerprints.key("unread", self.key(task))

    def _stored(self, task: Task) -> Made | None:
        """What the store has; which pictures a source shows is noted there by what is known before it is read."""
        noted = self.store.noted(self._unread(task)) if self.store else None
        if self.store is None or noted is None:
            return None
        try:
            found = self.store.made(self.key(task, [str(name) for name in noted["images"]]))
            return found and replace(found, beside=[Problem.revived(one) for one in noted["styles"]])
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    def _keep(self, task: Task, made: Made) -> None:
        if self.store and made.good and made.files:
            images, styles = made.note["images"], [asdict(one) for one in made.beside or ()]
            self.store.note(self._unread(task), {"images": images, "styles": styles})
            self.store.keep(self.key(task, images), made)

    @property
    def elsewhere(self) -> SourceMaker:
        """The same for a machine that looks at its own files."""
        project = self.shop.project
        return SourceMaker(RenderSession(project, Digests({}, root=project.root)), self.store, is_away=True)


def make(shop: RenderSession, task: Task, recall: Recall = NO_RECALL) -> Made:
    """Makes one source, in a process of its own; beside it, what the engine has to say of the style sheets."""
    with _swept_once(shop, sheet=not task.book):
        made, note, problems = _booklet(shop, task) if task.book else _sheet(shop, task, recall)
    pdf = (made.pdf or made.draft) if made else None
    if made is None or pdf is None:
        return Made(None, problems, note.note, note.good, shop.engine_problems)
    folder = "" if task.book else f"{SHEETS_FOLDER}/" if made.pdf else f"{DRAFTS_FOLDER}/"
    files = {f"{folder}{task.slug}.pdf": (pdf.data, pdf.pages)}
    return Made(files, problems, note.note, note.good, shop.engine_problems)


@contextmanager
def _swept_once(shop: RenderSession, *, sheet: bool) -> Iterator[None]:
    """What a sheet leaves is swept before the next: the collector finds nothing before it, and looks a hundred times.

    Behind the last one nothing is swept: its process makes booklets, for which there is room, and ends.
    """
    if sheet and shop.has_made:
        gc.collect(_YOUNG)
    shop.has_made |= sheet
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _sheet(
    shop: RenderSession, task: Task, recall: Recall
) -> tuple[Rendered | None, SourceRecord, tuple[Problem, ...]]:
    found = collection.read_sheet(task.path, shop.project, shop.finders)
    one = found.sheet
    own = shop.within(one.format) if one else shop
    problems = [*found.problems, *(own.problems if own is not shop else ())]
    if one is None or has_errors(problems):
        return None, SourceRecord(), tuple(problems)
    kept = KeptSizes(own.memory(SIZES), one.slug) if own.remembers else None
    laid = fitting.lay_out(one, own.project, kept)
    if kept:
        kept.keep()
    if not task.said:
        from fiches.lint import verdicts  # slow to load, and loaded to read a sheet

        recall.keep_reading(task.path, found, own.project, verdicts.of_layout(laid, one, own.project))
    made = own.sheet(one, laid, task.last, task.address)
    pictures = tuple(sorted({*sheet.picture_names(one), *made.pictures}))
    every = (*problems, *made.problems)
    shown = fingerprints.key(repr(booklet.face(one)))
    work = metadata.of_sheet(one, own.project.speaking(one.language))
    record = json.dumps(metadata.linked_data(work, f"{SHEETS_FOLDER}/{one.slug}.pdf"))
    told = booklet.told(one, own.project.format)
    note = _note_of(made, every, pictures)
    note = replace(note, told=told, traits=made.traits, face=shown, record=record, format=one.format)
    return made, note, every


def _booklet(shop: RenderSession, task: Task) -> tuple[Rendered | None, SourceRecord, tuple[Problem, ...]]:
    own = shop.within(task.book.format) if task.book else shop
    if own is not shop and has_errors(own.problems):
        return None, SourceRecord(), own.problems
    jacket = own.kept_jacket(task.slug, task.jacket) or _jacket(shop, own, task)
    if jacket is None:
        return None, SourceRecord(), ()
    try:
        made = own.booklet(jacket, task.parts, task.last, task.slug)
    except AssemblyError as misfit:
        every = (*jacket.problems, misfit.fault.in_file(shop.project.shown(task.path)))
        made = replace(jacket, problems=every, look="", pdf=None)
    note = _note_of(made, made.problems, made.pictures)
    other = str(task.book.fields.get(booklet.OTHER_BOOKLET, "")) if task.book else ""
    return made, replace(note, told={booklet.OTHER_BOOKLET: (other,)} if other else {}), made.problems


def _jacket(shop: RenderSession, own: RenderSession, task: Task) -> Rendered | None:
    """A booklet's own pages, drawn now in their format; None where a sheet has changed since it was made."""
    if task.book is None:
        return None
    sheets = [collection.good_sheet(path, shop.project) for path in task.sheets]
    good = [one for one in sheets if one]
    return own.jacket(task.book, good, task.parts, task.jacket) if len(good) == len(sheets) else None


def _note_of(made: Rendered, problems: Sequence[Problem], pictures: tuple[str, ...]) -> SourceRecord:
    """What is to be remembered of what was made; without a look, the pages could not even be drawn."""
    good = bool(made.look) and not has_errors(problems)
    return SourceRecord(made.look, made.paint, pictures, engine=made.engine, good=good)


def limits(project: Project, sheets: int = 0) -> TaskLimits:
    """What the making of a sheet may ask of the machine, or of a booklet of so many sheets."""
    asked = project.settings.limits
    memory, seconds = max(1, asked.memory), max(1, asked.seconds)
    return TaskLimits(memory + memory * sheets // SHEETS_PER_SHARE, seconds + seconds * sheets // SHEETS_PER_SHARE)
