"""The story of a run: what is fresh is left alone, the rest is read, checked, laid out, written.

One bad sheet stops only itself; a booklet is put together from the finished sheets.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from fiches.build.session import RenderSession, SheetPdf
from fiches.build.tasks import DRAFTS_FOLDER, SHEETS_FOLDER, Done, Task, limits, lost, make, outputs_of
from fiches.config.project import Project
from fiches.content import booklet, numbering, source
from fiches.content.booklet import Booklet
from fiches.core.problems import Fault, Problem, has_errors
from fiches.html import metadata
from fiches.lint import collection, silences
from fiches.render import fast_import as start
from fiches.storage import files, fingerprints, manifest
from fiches.storage.fingerprints import Digests, Stamps
from fiches.storage.manifest import Manifest, OutputRecord, SourceRecord
from fiches.storage.workers import TaskLimits, TaskLost, WorkerPool

Tell = Callable[[str, int, int], None]  # what is under way, how many are done, how many there are


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes: in how many processes, from what is known or anew, and whom it tells what it does."""

    fail_fast: bool = False
    jobs: int = 1
    cache: bool = True
    tell: Tell | None = None
    waiting: Callable[[], None] = lambda: None  # another run holds the folder
    start: Stamps | None = None  # of everything, from before the project was opened


@dataclass(frozen=True, slots=True)
class Written:
    """One file that a run made."""

    path: Path
    pages: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a run made, how much it left as it was, what it removed, and what it found wrong."""

    written: tuple[Written, ...]
    problems: tuple[Problem, ...]
    fresh: int = 0
    removed: tuple[Path, ...] = ()


def build(
    project: Project, names: Sequence[str] = (), options: Options = Options(), shop: RenderSession | None = None
) -> Result:
    """Brings the PDFs of `names` (slugs or files; none: everything) up to date in the project's `out` folder.

    A `shop` that is still warm from the last run may be given when only sheets have changed since.
    """
    wanted = collection.slugs(project, names)
    memory = project.out / manifest.MEMORY_FOLDER
    with files.held(memory / manifest.LOCK_FILE, options.waiting):
        files.sweep(project.out, project.out / SHEETS_FOLDER, project.out / DRAFTS_FOLDER, memory, *memory.glob("*/"))
        run = _Run(project, options, wanted, shop)
        try:
            with run.crew:
                whole = run.sheets() and run.booklets()
        except BaseException:
            run.remember()  # what is done needs not be done again
            raise
        return run.finish(whole=whole)


class _Run:
    """One run under way: what the last one knew, and what this one finds."""

    def __init__(self, project: Project, options: Options, wanted: Sequence[str], shop: RenderSession | None) -> None:
        self._ledger = manifest.read(project.out)
        self._old = self._ledger if options.cache else replace(self._ledger, entries={}, known={})
        self._project, self._options, self._wanted = project, options, wanted
        self._start = options.start or fingerprints.stamps(project.root)
        self._digests = Digests(self._old.known, self._start, project.root)
        self._shop = shop or RenderSession(project, remember=options.cache)
        self._shop.digests = self._digests
        self.crew = WorkerPool(partial(make, self._shop), options.jobs, self._limits)
        shared = [*fingerprints.shared(project.root), *fingerprints.grounds(project.root)]
        self._shared = self._digests.all(shared, project.root)
        sheet_files, booklet_files = project.sources()
        self._sheets = {path.stem: path for path in sheet_files}
        self._booklets = {path.stem: path for path in booklet_files}
        self._addresses = numbering.of_sheets(project)
        self._entries: dict[str, SourceRecord] = {}
        self._outputs: dict[str, OutputRecord] = {}
        self._made: list[str] = []
        self._styles: Sequence[Problem] | None = None  # what the engine says of them, once it was needed
        self._found: list[Problem] = [*collection.of_names(project, whole=not wanted), *self._shop.problems]

    def sheets(self) -> bool:
        """Every sheet that is wanted or that a booklet may hold; False when the run should stop there."""
        if has_errors(self._shop.problems):  # in the palette, the signs or the maps, which every page needs
            return False
        tasks = []
        for slug in self._due(self._sheets, also=bool(set(self._wanted) & set(self._booklets))):
            path, before = self._sheets[slug], self._old.entries.get(slug, SourceRecord(""))
            intact = self._keep(slug)
            task = Task(slug, path, before.look if intact else "", self._addresses[slug])
            if before.key and before.key == self._key_of(task, before.images) and (intact or not before.look):
                self._entries[slug] = before
            else:
                tasks.append(task)
        return self._work_through(tasks)

    def booklets(self) -> bool:
        """Every booklet that is wanted and whose sheets are all good; False when one that fails should end the run."""
        told = {slug: entry.told for slug, entry in self._entries.items() if entry.good}
        tasks = []
        for slug in self._due(self._booklets):
            path, before = self._booklets[slug], self._old.entries.get(slug, SourceRecord(""))
            parsed, problems = source.read(path, self._project.shown(path))
            book, faults = booklet.check(parsed, self._project, tuple(self._sheets), told) if parsed else (None, [])
            self._found += [*problems, *faults]
            intact = self._keep(slug)
            bad = next((name for name in book.sheets if name not in told), None) if book else None
            if book is None or bad:
                self._found += [incomplete(book, bad)] if book and bad else []
                continue
            task = self._booklet_task(path, book, before.look if intact else "")
            if intact and before.key and before.key == self._key_of(task, before.images):
                self._entries[slug] = before
            else:
                tasks.append(task)
        return self._work_through(tasks)

    def finish(self, *, whole: bool) -> Result:
        """Removes what is no longer made, and says what this run did; `whole` when it came to its end."""
        out, old = self._project.out, self._old.outputs
        self._index()
        stale = [path for path in old if path not in self._outputs and self._is_stale(path)]
        removed = manifest.removed(out, stale, old)
        every = (*self._found, *(problem for slug in self._entries for problem in self._entries[slug].problems))
        problems = self._settled({*every, *self._of_styles()}, whole=whole and not self._wanted)
        self.remember(problems, whole=whole and not self._wanted)
        made = [Written(out / path, self._outputs[path].pages) for path in self._made]
        left = (path for path in self._outputs if path not in (*self._made, metadata.INDEX_FILE))
        fresh = len([path for path in left if not path.startswith(DRAFTS_FOLDER)])
        return Result(tuple(made), problems, fresh, tuple(out / path for path in removed))

    def _settled(self, problems: Iterable[Problem], *, whole: bool) -> tuple[Problem, ...]:
        """The problems, those silenced that somebody has silenced, in a source or in the settings."""
        paths = (self._sheets.get(slug) or self._booklets[slug] for slug in self._entries)
        return silences.settled(
            problems, silences.sources(self._project, paths), self._project, unseen=silences.DELIVERY_CODES, whole=whole
        )

    def _index(self) -> None:
        """Writes what archives are told of every sheet whose PDF is there; nothing where there is none."""
        entries, out = {**self._ledger.entries, **self._entries}, self._project.out
        there = {path for path in self._ledger.outputs if not self._is_stale(path)} | set(self._outputs)
        told = [
            (slug, entries.get(slug, SourceRecord("")).record)
            for slug in self._sheets
            if f"{SHEETS_FOLDER}/{slug}.pdf" in there
        ]
        data = metadata.index([json.loads(record) for _, record in told if record])
        before = self._ledger.outputs.get(metadata.INDEX_FILE)
        if not any(record for _, record in told):
            return
        if before and before.digest == fingerprints.key(data) and manifest.intact(out, metadata.INDEX_FILE, before):
            self._outputs[metadata.INDEX_FILE] = before
        else:
            self._outputs[metadata.INDEX_FILE] = manifest.written(out, metadata.INDEX_FILE, data, 0)

    def remember(self, problems: Sequence[Problem] = (), *, whole: bool = False) -> None:
        """Writes down what is made, and what was made before of the sources that this run did not come to."""
        old, there = self._ledger, {*self._sheets, *self._booklets}
        entries = {slug: entry for slug, entry in old.entries.items() if slug in there}
        kept = {path: made for path, made in old.outputs.items() if not self._is_stale(path)}
        known = {path: found for path, found in {**old.known, **self._digests.seen}.items() if path in self._start}
        outputs, styles = {**kept, **self._outputs}, tuple(self._of_styles())
        now = Manifest({**entries, **self._entries}, outputs, known, "", tuple(problems), self._shop.house, styles)
        if whole and not has_errors(problems) and all(entry.good for entry in self._entries.values()):
            now = replace(now, run=manifest.run_stamp(self._start, self._project.root, self._project.out, now))
        manifest.write(self._project.out, now)

    def _due(self, sources: Mapping[str, Path], *, also: bool = False) -> list[str]:
        """The slugs among `sources` that this run is about."""
        return [slug for slug in sources if also or not self._wanted or slug in self._wanted]

    def _key_of(self, task: Task, images: Sequence[str]) -> str:
        """The key of what a task makes, which shows these images."""
        return self._key(task.path, images, (task.address, *task.said))

    def _key(self, path: Path, images: Sequence[str], said: Sequence[str] = ()) -> str:
        """Of everything that the outputs of a source may depend on, its own words first."""
        pictures = (self._digests.of(self._project.sheets / name) for name in images)
        return fingerprints.key(fingerprints.tool(), self._shared, path.name, self._digests.of(path), *pictures, *said)

    def _keep(self, slug: str) -> bool:
        """Keeps the outputs that a source has already; whether all are as they were written, and there are any."""
        mine = {path: made for path, made in self._old.outputs.items() if path in outputs_of(slug)}
        intact = {path: made for path, made in mine.items() if manifest.intact(self._project.out, path, made)}
        self._outputs |= intact
        return bool(mine) and intact == mine

    def _booklet_task(self, path: Path, book: Booklet, look: str) -> Task:
        made = {name: self._outputs[f"{SHEETS_FOLDER}/{name}.pdf"] for name in book.sheets}
        paths = {name: self._project.out / SHEETS_FOLDER / f"{name}.pdf" for name in made}
        parts = tuple(SheetPdf(paths[n], one.pages, one.digest, self._entries[n].traits) for n, one in made.items())
        said = tuple(f"{name} {self._entries[name].key} {one.digest}" for name, one in made.items())
        sheets = tuple(self._sheets[name] for name in book.sheets)
        shown = (self._shown(name, part) for name, part in zip(book.sheets, parts, strict=True))
        pictures = self._old.entries.get(path.stem, SourceRecord("")).images  # of its own pages, as far as is known
        jacket = self._key(path, pictures, tuple(shown))
        return Task(path.stem, path, look, "", book, said, sheets, parts, jacket)

    def _shown(self, slug: str, part: SheetPdf) -> str:
        """All that a booklet's own pages may show of a sheet."""
        entry = self._entries[slug]
        pictures = " ".join(self._digests.of(self._project.sheets / name) for name in entry.images)
        return f"{slug} {part.pages} {part.traits} {entry.face} {pictures}"

    def _work_through(self, tasks: Sequence[Task]) -> bool:
        """Does the tasks; False when one that fails should end the run."""
        if min(len(tasks), self._options.jobs) > 1:
            start.load()  # once, before it is shared
        with closing(self.crew.run(tasks)) as results:
            for done, (task, result) in enumerate(results):
                if self._options.tell:
                    self._options.tell(task.slug, done, len(tasks))
                self._note(task, result)
                if self._options.fail_fast and not self._entries[task.slug].good:
                    return False
        return True

    def _note(self, task: Task, result: Done | TaskLost) -> None:
        """Takes down what became of a task."""
        if isinstance(result, TaskLost):
            said = lost(self._project.shown(task.path), result.why, self._limits(task))
            result = Done(SourceRecord("", problems=(said,)), {})
        self._styles = self._styles if result.styles is None else result.styles
        entry, before = result.entry, self._old.entries.get(task.slug, SourceRecord(""))
        if entry.look and entry.look == task.look:
            good = entry.good and not has_errors(before.engine)
            entry = replace(entry, problems=(*entry.problems, *before.engine), engine=before.engine, good=good)
        elif entry.good:
            self._outputs = {path: one for path, one in self._outputs.items() if path not in outputs_of(task.slug)}
        key = self._key_of(task, entry.images) if entry.look else ""
        self._entries[task.slug] = replace(entry, key=key)
        self._outputs |= result.outputs
        self._made += [path for path in result.outputs if not path.startswith(DRAFTS_FOLDER)]

    def _limits(self, task: Task) -> TaskLimits:
        return limits(self._project, len(task.parts))

    def _is_stale(self, path: str) -> bool:
        """Whether an output that this run did not keep belongs to nothing any more."""
        slug = Path(path).stem
        return (slug in self._entries and self._entries[slug].good) or not {slug} & {*self._sheets, *self._booklets}

    def _of_styles(self) -> Sequence[Problem]:
        """What the engine says of the style sheets, or said last when this run has not needed it."""
        if self._styles is not None:
            return self._styles
        drawn = any(entry.look for entry in self._entries.values())
        return self._old.styles if drawn and self._old.house == self._shop.house else ()


def incomplete(book: Booklet, slug: str) -> Problem:
    """That a booklet waits for one of its sheets."""
    message = f"le livret n'est pas fait : la fiche « {slug} » a des erreurs"
    return Fault("livret-incomplet", message, hint="corrigez la fiche, puis relancez").in_file(book.path)
