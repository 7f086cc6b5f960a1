"""The story of `fiches posters`: what hangs and stands at a festival, made again where it has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from fiches.build.pipeline import Options, Result, Written
from fiches.build.session import RenderSession
from fiches.build.tasks import in_use, limits, lost
from fiches.config.project import BOOKLET_STEM, COLLECTION, Project, record
from fiches.content import numbering
from fiches.content.booklet import Booklet
from fiches.core.problems import Problem, has_errors
from fiches.html.templates import Document
from fiches.lint import collection
from fiches.lint.collection import Collection
from fiches.render import fast_import
from fiches.storage import files, manifest, workers
from fiches.storage.files import FileInUse
from fiches.storage.manifest import POSTERS_MANIFEST, Manifest, OutputRecord, SourceRecord
from fiches.storage.workers import TaskLimits, TaskLost

POSTERS_FOLDER = "affiches"  # of the output
OF_A_SHEET = "affiche-"  # before the name of a sheet
OF_ALL = ("affiche-collection", "chevalet", "cartes")  # templates, and names of files
WITHOUT_CODE = OF_ALL[:1]  # those among them that say something without a code


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One file to make: the path of what problems with it are about, its document, the digest of all that it shows."""

    name: str  # below the output folder
    source: str
    html: str
    look: str
    pictures: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of it."""

    entry: SourceRecord
    output: OutputRecord | None = None


def make(project: Project, names: Sequence[str], options: Options) -> Result:
    """Brings what hangs and stands up to date in `affiches/` of the output folder: the posters of the sheets `names`.

    Without names, all of them, and the poster of the collection, the table-tent and the cards, which wait until no
    sheet has errors; what is no longer made is removed.
    """
    wanted = collection.slugs(project, names)
    with files.held(project.out / manifest.MEMORY_FOLDER / manifest.LOCK_FILE, options.waiting):
        files.sweep(project.out / POSTERS_FOLDER)
        return _Run(project, options, wanted).work()


class _Run:
    """One run under way: what the last one made, and what this one finds."""

    def __init__(self, project: Project, options: Options, names: Sequence[str]) -> None:
        self._project, self._options, self._names = project, options, names
        self._old = manifest.read(project.out, POSTERS_MANIFEST)
        self._shop = RenderSession(project, remember=options.cache)
        self._found = collection.read(project)

    def work(self) -> Result:
        """Makes what is not there as it should be, removes what is no longer made."""
        faults = [*numbering.unset(self._project), *self._found.problems, *self._shop.problems]
        every = [] if has_errors(self._shop.problems) else list(self._wanted())
        kept = [one for one in every if self._fresh(one)]
        done = self._made([one for one in every if one not in kept])
        outputs = {name: one.output for name, one in done.items() if one.output}
        made = {one.name for one in every}
        gone = [name for name in self._old.outputs if not self._names and name not in made and not has_errors(faults)]
        removed = manifest.removed(self._project.out, gone, self._old.outputs)
        entries = {**self._old.entries, **{name: one.entry for name, one in done.items()}}
        left = {name: one for name, one in {**self._old.outputs, **outputs}.items() if name not in gone}
        now = {name: entry for name, entry in entries.items() if name not in gone}
        manifest.write(self._project.out, Manifest(now, left), POSTERS_MANIFEST)
        told = [problem for one in every if one.name in now for problem in now[one.name].problems]
        written = tuple(Written(self._project.out / name, one.pages) for name, one in sorted(outputs.items()))
        problems = tuple(self._project.judged({*faults, *told}))
        return Result(written, problems, len(kept), tuple(self._project.out / name for name in removed))

    def _wanted(self) -> Iterator[_Wanted]:
        """Every file that this run is about, with its document."""
        studio, order = self._shop.studio, numbering.order(self._project)
        numbered = [(number, slug) for number, slug in enumerate(order, start=1) if slug in self._found.sheets]
        sheets = [(number, self._found.sheets[slug]) for number, slug in numbered]
        for number, sheet in sheets:
            if not self._names or sheet.slug in self._names:
                yield self._one(f"{OF_A_SHEET}{sheet.slug}", sheet.path, studio.poster(sheet, number))
        whole = not self._names and bool(sheets) and not has_errors(self._found.problems)
        for template in OF_ALL if whole and numbering.home(self._project.settings) else WITHOUT_CODE * whole:
            book = titled(self._project, self._found)
            yield self._one(template, book.path, studio.stand(f"{template}.html", book, sheets))

    def _one(self, name: str, source: str, document: Document) -> _Wanted:
        html, problems = document
        look, pictures = self._shop.look(html) if html else ("", ())
        return _Wanted(f"{POSTERS_FOLDER}/{name}.pdf", source, html or "", look, pictures, tuple(problems))

    def _fresh(self, one: _Wanted) -> bool:
        """Whether the last run left just that."""
        entry = self._old.entries.get(one.name, SourceRecord(""))
        there = manifest.intact(self._project.out, one.name, self._old.outputs.get(one.name))
        return bool(self._options.cache and one.look and one.look == entry.look and there)

    def _made(self, tasks: Sequence[_Wanted]) -> Mapping[str, _Done]:
        if min(len(tasks), self._options.jobs) > 1:
            fast_import.load()  # once, before it is shared
        done: dict[str, _Done] = {}
        work = workers.run(tasks, partial(_make, self._shop), self._options.jobs, self._limits)
        for count, (task, result) in enumerate(work):
            if self._options.tell:
                self._options.tell(task.name, count, len(tasks))
            done[task.name] = self._lost(task, result) if isinstance(result, TaskLost) else result
        return done

    def _limits(self, _task: _Wanted) -> TaskLimits:
        return limits(self._project)

    def _lost(self, task: _Wanted, result: TaskLost) -> _Done:
        return _Done(SourceRecord("", problems=(lost(task.source, result.why, self._limits(task)),)))


def titled(project: Project, found: Collection) -> Booklet:
    """The booklet that gives the collection its title; a name for the whole when there is none."""
    books = found.booklets
    if books:
        return books.get(BOOKLET_STEM) or books[min(books)]
    title = project.settings.get("titre_courant") or record(project.settings, "editeur").get("nom") or "Nos fiches"
    return Booklet(BOOKLET_STEM, COLLECTION, str(title), project.language, {}, (), found.slugs)


def _make(shop: RenderSession, task: _Wanted) -> _Done:
    """Draws one file and writes it; runs in a process of its own when there are several."""
    made = shop.printed(task.html or None, task.source, "", task.problems)
    problems = (*made.problems, *(shop.engine_problems or ()))
    entry = SourceRecord("", made.look, made.pictures, problems=problems, good=not has_errors(problems))
    if made.pdf is None:
        return _Done(replace(entry, look=""))
    try:
        return _Done(
            entry, manifest.written(shop.project.out, task.name, made.pdf.data, made.pdf.pages, POSTERS_MANIFEST)
        )
    except FileInUse as error:
        return _Done(SourceRecord("", problems=(*problems, in_use(error, task.source))))
