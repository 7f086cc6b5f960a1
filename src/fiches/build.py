"""The story of a run: what is fresh is left alone, the rest is read, checked, laid out, written.

One bad sheet stops only itself; a booklet is put together from the finished sheets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from fiches import booklet, collection, crew, files, inputs, ledger, source
from fiches.booklet import Booklet
from fiches.crew import Lost
from fiches.inputs import Digests
from fiches.ledger import Entry, Ledger, Output
from fiches.problems import Fault, Problem, has_errors
from fiches.project import Project
from fiches.workshop import Made, Part, Workshop

SHEETS, DRAFTS = "fiches", "brouillons"  # folders of the output
Tell = Callable[[str, int, int], None]  # what is under way, how many are done, how many there are


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes: in how many processes, from what is known or anew, and whom it tells what it does."""

    fail_fast: bool = False
    jobs: int = 1
    cache: bool = True
    tell: Tell | None = None
    waiting: Callable[[], None] = lambda: None  # another run holds the folder


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


@dataclass(frozen=True, slots=True)
class _Task:
    """One source to make in a workshop."""

    slug: str
    path: Path
    look: str = ""  # of the output that is there and intact
    key: str = ""  # of a booklet
    book: Booklet | None = None
    sheets: tuple[Path, ...] = ()  # of a booklet
    parts: tuple[Part, ...] = ()
    jacket: str = ""  # the key of a booklet's own pages


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of a task: what is to be remembered of its source, and the files written."""

    entry: Entry
    outputs: Mapping[str, Output]


def build(
    project: Project, names: Sequence[str] = (), options: Options = Options(), shop: Workshop | None = None
) -> Result:
    """Brings the PDFs of `names` (slugs or files; none: everything) up to date in the project's `out` folder.

    A `shop` that is still warm from the last run may be given when only sheets have changed since.
    """
    wanted = collection.slugs(project, names)
    with files.held(project.out / ledger.FOLDER / ledger.LOCK, options.waiting):
        run = _Run(project, options, wanted, shop)
        if run.sheets():
            run.booklets()
        return run.finish()


class _Run:
    """One run under way: what the last one knew, and what this one finds."""

    def __init__(self, project: Project, options: Options, wanted: Sequence[str], shop: Workshop | None) -> None:
        old = ledger.read(project.out)
        self._old = old if options.cache else replace(old, entries={}, known={})
        self._project, self._options, self._wanted = project, options, wanted
        self._digests = Digests(self._old.known)
        self._shop = shop or Workshop(project, self._digests, remember=options.cache)
        self._shared = self._digests.all(inputs.shared(project.root), project.root)
        sheet_files, booklet_files = project.sources()
        self._sheets = {path.stem: path for path in sheet_files}
        self._booklets = {path.stem: path for path in booklet_files}
        self._entries: dict[str, Entry] = {}
        self._outputs: dict[str, Output] = {}
        self._made: list[str] = []
        self._found: list[Problem] = [*collection.of_names(project, whole=not wanted), *self._shop.problems]

    def sheets(self) -> bool:
        """Every sheet that is wanted or that a booklet may hold; False when the run should stop there."""
        if has_errors(self._shop.problems):  # in the palette, the signs or the maps, which every page needs
            return False
        tasks = []
        for slug in self._due(self._sheets, also=bool(set(self._wanted) & set(self._booklets))):
            path, before = self._sheets[slug], self._old.entries.get(slug, Entry(""))
            intact = self._keep(slug)
            if before.key and before.key == self._key(path, before.images) and (intact or not before.look):
                self._entries[slug] = before
            else:
                tasks.append(_Task(slug, path, before.look if intact else ""))
        return self._work_through(tasks)

    def booklets(self) -> None:
        """Every booklet that is wanted and whose sheets are all good."""
        told = {slug: entry.told for slug, entry in self._entries.items() if entry.good}
        tasks = []
        for slug in self._due(self._booklets):
            path, before = self._booklets[slug], self._old.entries.get(slug, Entry(""))
            parsed, problems = source.read(path, self._project.shown(path))
            book, faults = booklet.check(parsed, self._project, tuple(self._sheets), told) if parsed else (None, [])
            self._found += [*problems, *faults]
            intact = self._keep(slug)
            bad = next((name for name in book.sheets if name not in told), None) if book else None
            if book is None or bad:
                self._found += [incomplete(book, bad)] if book and bad else []
                continue
            task = self._booklet_task(path, book, before.look if intact else "")
            if intact and before.key == task.key:
                self._entries[slug] = before
            else:
                tasks.append(task)
        self._work_through(tasks)

    def finish(self) -> Result:
        """Removes what is no longer made, and writes down what is."""
        out, whole = self._project.out, not self._wanted
        removed = [path for path in self._old.outputs if path not in self._outputs and self._stale(path)]
        removed = [path for path in removed if ledger.intact(out, path, self._old.outputs[path])]
        for path in removed:
            files.remove(out / path)
        entries = {**({} if whole else self._old.entries), **self._entries}
        kept = {path: made for path, made in self._old.outputs.items() if not whole and path not in removed}
        every = (*self._found, *(problem for slug in self._entries for problem in self._entries[slug].problems))
        problems = tuple(sorted(set(every)))
        known = {**({} if whole else self._old.known), **self._digests.seen}
        now = Ledger(entries, {**kept, **self._outputs}, known, problems=problems)
        if whole and not has_errors(self._shop.problems):
            now = replace(now, run=ledger.run_stamp(self._project.root, out, now))
        ledger.write(out, now)
        made = [Written(out / path, self._outputs[path].pages) for path in self._made]
        fresh = len([path for path in self._outputs if path not in self._made and not path.startswith(DRAFTS)])
        return Result(tuple(made), problems, fresh, tuple(out / path for path in removed))

    def _due(self, sources: Mapping[str, Path], *, also: bool = False) -> list[str]:
        """The slugs among `sources` that this run is about."""
        return [slug for slug in sources if also or not self._wanted or slug in self._wanted]

    def _key(self, path: Path, images: Sequence[str]) -> str:
        """Of everything that the outputs of a source may depend on, its own words first."""
        pictures = (self._digests.of(self._project.sheets / name) for name in images)
        return inputs.key(inputs.tool(), self._shared, path.name, self._digests.of(path), *pictures)

    def _keep(self, slug: str) -> bool:
        """Keeps the outputs that a source has already; whether all are as they were written, and there are any."""
        mine = {path: made for path, made in self._old.outputs.items() if path in _outputs_of(slug)}
        if not mine or not all(ledger.intact(self._project.out, path, made) for path, made in mine.items()):
            return False
        self._outputs |= mine
        return True

    def _booklet_task(self, path: Path, book: Booklet, look: str) -> _Task:
        out = self._project.out
        made = {name: self._outputs[f"{SHEETS}/{name}.pdf"] for name in book.sheets}
        parts = tuple(
            Part(out / f"{SHEETS}/{name}.pdf", one.pages, one.digest, self._entries[name].traits)
            for name, one in made.items()
        )
        said = (f"{name} {self._entries[name].key} {one.digest}" for name, one in made.items())
        own = self._key(path, ())
        shown = (self._shown(name, part) for name, part in zip(book.sheets, parts, strict=True))
        sheets = tuple(self._sheets[name] for name in book.sheets)
        return _Task(path.stem, path, look, inputs.key(own, *said), book, sheets, parts, inputs.key(own, *shown))

    def _shown(self, slug: str, part: Part) -> str:
        """All that a booklet's own pages may show of a sheet."""
        entry = self._entries[slug]
        pictures = " ".join(self._digests.of(self._project.sheets / name) for name in entry.images)
        return f"{slug} {part.pages} {part.traits} {entry.face} {pictures}"

    def _work_through(self, tasks: Sequence[_Task]) -> bool:
        """Does the tasks; False when one that fails should end the run."""
        if min(len(tasks), self._options.jobs) > 1:
            self._shop.warm_up()  # once, before it is shared
        work = partial(_make, self._shop)
        for done, (task, result) in enumerate(crew.run(tasks, work, self._options.jobs)):
            if self._options.tell:
                self._options.tell(task.slug, done, len(tasks))
            self._note(task, result)
            if self._options.fail_fast and not self._entries[task.slug].good:
                return False
        self._found += self._shop.engine_problems
        return True

    def _note(self, task: _Task, result: _Done | Lost) -> None:
        """Takes down what became of a task."""
        if isinstance(result, Lost):
            result = _Done(Entry("", problems=(_lost(task, self._project),)), {})
        entry, before = result.entry, self._old.entries.get(task.slug, Entry(""))
        if entry.look and entry.look == task.look:
            entry = replace(entry, problems=(*entry.problems, *before.engine), engine=before.engine)
        elif entry.good or any(path.startswith(DRAFTS) for path in result.outputs):
            for path in set(_outputs_of(task.slug)) & set(self._outputs) if entry.good else ():
                del self._outputs[path]
        key = task.key or (self._key(task.path, entry.images) if entry.look else "")
        self._entries[task.slug] = replace(entry, key=key)
        self._outputs |= result.outputs
        self._made += [path for path in result.outputs if not path.startswith(DRAFTS)]

    def _stale(self, path: str) -> bool:
        """Whether an output that this run did not keep belongs to nothing any more."""
        slug = Path(path).stem
        return (slug in self._entries and self._entries[slug].good) or not {slug} & {*self._sheets, *self._booklets}


def _outputs_of(slug: str) -> tuple[str, ...]:
    """Where the outputs of a source are, below the output folder: a sheet's, its draft's, a booklet's."""
    return f"{SHEETS}/{slug}.pdf", f"{DRAFTS}/{slug}.pdf", f"{slug}.pdf"


def _make(shop: Workshop, task: _Task) -> _Done:
    """Makes one source; runs in a process of its own when there are several."""
    made, entry = _booklet(shop, task) if task.book else _sheet(shop, task)
    if made is None or (made.pdf is None and made.draft is None):
        return _Done(entry, {})
    folder = "" if task.book else f"{SHEETS}/" if made.pdf else f"{DRAFTS}/"
    path, pdf = f"{folder}{task.slug}.pdf", made.pdf or made.draft
    return _Done(entry, {path: ledger.written(shop.project.out, path, pdf.data, pdf.pages)} if pdf else {})


def _sheet(shop: Workshop, task: _Task) -> tuple[Made | None, Entry]:
    one, problems = collection.read_sheet(task.path, shop.project, shop.gazetteer)
    if one is None:
        return None, Entry("", problems=tuple(problems))
    made = shop.sheet(one, task.look)
    every = (*problems, *made.problems)
    good = not has_errors(every)
    told = booklet.told(one, shop.project.format)
    shown = inputs.key(repr(booklet.face(one)))
    return made, Entry("", made.look, collection.images(one), told, every, made.engine, made.traits, shown, good)


def _booklet(shop: Workshop, task: _Task) -> tuple[Made | None, Entry]:
    jacket = shop.kept_jacket(task.slug, task.jacket)
    if task.book and not jacket:
        sheets = [collection.read_sheet(path, shop.project, None)[0] for path in task.sheets]
        good = [one for one in sheets if one]
        if len(good) < len(sheets):  # changed since they were made
            return None, Entry("")
        jacket = shop.jacket(task.book, good, task.parts, task.jacket)
    if jacket is None:
        return None, Entry("")
    made = shop.booklet(jacket, task.parts, task.look)
    return made, Entry("", made.look, problems=made.problems, engine=made.engine, good=not has_errors(made.problems))


def incomplete(book: Booklet, slug: str) -> Problem:
    """That a booklet waits for one of its sheets."""
    message = f"le livret n'est pas fait : la fiche « {slug} » a des erreurs"
    return Fault("livret-incomplet", message, hint="corrigez la fiche, puis relancez").in_file(book.path)


def _lost(task: _Task, project: Project) -> Problem:
    """That the machine stopped the making of a source."""
    message = "la machine a arrêté la fabrication de ce fichier"
    hint = "il manque peut-être de mémoire : fermez d'autres programmes, ou relancez avec -j 1"
    return Fault("fabrication-arretee", message, hint=hint).in_file(project.shown(task.path))
