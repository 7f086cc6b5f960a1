"""The story of a run: what is fresh is left alone, the rest is read, checked, laid out, written.

One bad sheet stops only itself; a booklet is put together from the finished sheets.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from fiches.build import drawn, kept_verdicts
from fiches.build.drawn import LastDrawn
from fiches.build.records import BUILD, SourceRecord, noted
from fiches.build.session import RenderSession, SheetPdf
from fiches.build.tasks import DRAFTS_FOLDER, SHEETS_FOLDER, SHEETS_PER_SHARE, SourceMaker, Task, limits
from fiches.config.project import Project
from fiches.content import booklet, numbering, own_format, source, versions
from fiches.content.booklet import Booklet, Shelf
from fiches.content.source import Source
from fiches.core.problems import Problem, fault, has_errors
from fiches.html import metadata
from fiches.lint import collection, papers, silences, surroundings
from fiches.storage import fingerprints, lock, output, whole_runs
from fiches.storage.artifacts import ArtifactSet, Brought, Pace, Tell
from fiches.storage.cluster import Cluster
from fiches.storage.fingerprints import Digests, Stamps
from fiches.storage.made import FileRecord, MadeFile
from fiches.storage.makers import Artifact, Made, Maker
from fiches.storage.store import ArtifactStore


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes: in how many processes, from what is known or anew, and whom it tells what it does."""

    fail_fast: bool = False
    jobs: int = 1
    cache: bool = True
    tell: Tell | None = None
    waiting: Callable[[], None] = lambda: None  # another run holds the folder
    start: Stamps | None = None  # of everything, from before the project was opened
    epoch: str = ""  # what whoever builds gives as the instant of all sources (SOURCE_DATE_EPOCH)
    store: ArtifactStore | None = None  # where what other machines made is found, and what is made here is left
    cluster: Cluster | None = None  # other machines that make sheets and booklets

    @property
    def pace(self) -> Pace:
        """The same for a set of artifacts."""
        return Pace(self.cache, self.jobs, self.tell, self.cluster, self.store)


@dataclass(frozen=True, slots=True)
class Written:
    """One file that a run made."""

    path: Path
    pages: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a run made, how much it left as it was, what it removed, and what it found wrong.

    `stale`: PDFs of sources with errors, and of booklets that wait for one, as they were before.
    """

    written: tuple[Written, ...]
    problems: tuple[Problem, ...]
    fresh: int = 0
    removed: tuple[Path, ...] = ()
    stale: int = 0


def build(
    project: Project, names: Sequence[str] = (), options: Options = Options(), shop: RenderSession | None = None
) -> Result:
    """Brings the PDFs of `names` (slugs or files; none: everything) up to date in the project's `out` folder.

    A `shop` that is still warm from the last run may be given when only sheets have changed since.
    """
    wanted = collection.slugs(project, names)
    with lock.held(project.out, options.waiting):
        output.sweep(project.out, [SHEETS_FOLDER, DRAFTS_FOLDER, *output.memories(project.out)])
        kept_verdicts.forget(project.out, (path.stem for paths in project.sources() for path in paths))
        run = _BuildRun(project, options, wanted, shop)
        try:
            with run.set:
                whole = run.sheets() and run.booklets()
                run.index()
        except BaseException:
            run.remember(())  # what is done needs not be done again
            raise
        return run.finish(whole=whole)


class _BuildRun:
    """One run under way: what the last one knew, and what this one finds."""

    def __init__(self, project: Project, options: Options, wanted: Sequence[str], shop: RenderSession | None) -> None:
        self._project, self._options, self._wanted = project, options, wanted
        self._start = options.start or fingerprints.stamps(project.root)
        self._shop = shop or RenderSession(project, remember=options.cache)
        recall = kept_verdicts.of(project.root, project.out, self._start)
        self._make = SourceMaker(self._shop, options.store if options.cache else None, recall)
        elsewhere = self._make.elsewhere if options.cluster else None
        maker = Maker(
            self._make, lambda one: limits(project, len(one.recipe.parts)), self._make.prepare, elsewhere, self._is_here
        )
        self.set = ArtifactSet(project.out, BUILD, replace(options.pace, store=None), maker)  # which SourceMaker asks
        before = self.set.before.known if options.cache else {}
        self._digests = self._shop.digests = Digests(before, self._start, project.root)
        self._sheets, self._booklets = ({path.stem: path for path in paths} for paths in project.sources())
        self._addresses = numbering.of_sheets(project)
        self._notes: dict[str, SourceRecord] = {}  # of the sources that this run has come to
        self._styles: Sequence[Problem] | None = None  # what the engine says of them, once it was needed
        self._aside: list[str] = []  # files of booklets that wait for one of their sheets
        self._found: list[Problem] = [*surroundings.told(project, whole=not wanted), *self._shop.problems]

    def sheets(self) -> bool:
        """Every sheet that is wanted or that a booklet may hold; False when the run should stop there."""
        if has_errors(self._shop.problems):  # in the palette, the signs or the maps, which every page needs
            return False
        due = self._due(self._sheets, also=bool(set(self._wanted) & set(self._booklets)))
        return self._bring(map(self._sheet_task, due))

    def _sheet_task(self, slug: str) -> Task:
        others = versions.beside(slug, self._project.sheets, self._project.language)
        said = tuple(f"{one.slug} {one.language}" for one in others)
        return Task(slug, self._sheets[slug], self._last(slug), self._addresses[slug], said=said)

    def booklets(self) -> bool:
        """Every booklet that is wanted and whose sheets are all good; False when one that fails should end the run."""
        shelf = self._shelf()
        found = {slug: self._read(self._booklets[slug], shelf) for slug in self._due(self._booklets)}
        good = {slug: book for slug, book in found.items() if book}
        self._aside += [path for slug in found if slug not in good for path in self.set.there(slug)]
        if max((len(book.sheets) for book in good.values()), default=0) > SHEETS_PER_SHARE:
            self.set.renew()  # for what takes much memory
        return self._bring([self._booklet_task(self._booklets[slug], book) for slug, book in good.items()])

    def _shelf(self) -> Shelf:
        """The sheets that booklets choose from."""
        told = {slug: note.told for slug, note in self._notes.items() if note.good}
        return booklet.shelf(tuple(self._sheets), told, self._project.language)

    def _read(self, path: Path, shelf: Shelf) -> Booklet | None:
        """One booklet; None when it has errors, or waits for a sheet that has."""
        parsed, problems = source.read(path, self._project.shown(path))
        self._found += problems
        book = self._checked(parsed, shelf) if parsed else None
        bad = next((name for name in book.sheets if name not in shelf.told), None) if book else None
        self._found += [fault("livret-incomplet", sheet=bad).in_file(book.path)] if book and bad else []
        return None if bad else book

    def _checked(self, parsed: Source, shelf: Shelf) -> Booklet | None:
        """A booklet in its own format; None when it has errors."""
        own, faults = own_format.opened(parsed, self._project)
        self._found += faults
        book, faults = booklet.check(parsed, own, shelf) if own else (None, [])
        if own and book:
            faults += papers.check(book, own, {slug: self._notes[slug].format for slug in shelf.told})
        self._found += faults
        return None if has_errors(faults) else book

    def index(self) -> None:
        """Writes what archives are told of every sheet whose PDF is there; nothing where there is none."""
        records = {**self.set.before.artifacts, **self.set.records}
        there = [
            slug for slug in self._sheets if slug in records and f"{SHEETS_FOLDER}/{slug}.pdf" in self._there(slug)
        ]
        told = [noted(records[slug]).record for slug in there]
        if any(told):
            data = metadata.index([json.loads(record) for record in told if record])
            self.set.put(metadata.INDEX_FILE, data)

    def finish(self, *, whole: bool) -> Result:
        """Removes what is no longer made, and says what this run did; `whole` when it came to its end."""
        whole = whole and not self._wanted
        told = [problem for record in self.set.records.values() for problem in record.problems]
        found = {*self._found, *told, *self.set.refused, *self._of_styles()}
        changes = self.set.finish(self._is_gone, whole=whole and not has_errors(found))
        problems = self._settled(found, whole=whole)
        self.remember(problems, whole=whole)
        out, pages = self._project.out, self.set.pages
        shown = [path for path in pages if not path.startswith((metadata.INDEX_FILE, f"{DRAFTS_FOLDER}/"))]
        made = tuple(Written(out / path, pages[path]) for path in self.set.made if path in shown)
        left = set(shown) - set(self.set.made)
        stale = left & self._faulty()
        removed = tuple(out / path for path in changes.removed)
        return Result(made, problems, len(left - stale), removed, len(stale) + len(self._aside))

    def _faulty(self) -> set[str]:
        """The files of sources with errors."""
        return {path for slug, note in self._notes.items() if not note.good for path in self._there(slug)}

    def _settled(self, problems: Iterable[Problem], *, whole: bool) -> tuple[Problem, ...]:
        """The problems, those silenced that somebody has silenced, in a source or in the settings."""
        files = {**self._sheets, **self._booklets}
        read = silences.sources(self._project, [files[slug] for slug in self._notes if slug in files])
        return silences.settled(problems, read, self._project, unseen=silences.DELIVERY_CODES, whole=whole)

    def remember(self, problems: Sequence[Problem], *, whole: bool = False) -> None:
        """Records what is made, and what was made before of the sources that this run did not come to."""
        known = {**self.set.before.known, **self._digests.seen}
        good = whole and not has_errors(problems) and all(note.good for note in self._notes.values())
        pictures = {str(self._project.root / "sheets" / name) for note in self._notes.values() for name in note.images}
        styles = [asdict(problem) for problem in self._of_styles()]
        self.set.remember(
            self._is_gone,
            known={path: found for path, found in known.items() if path in self._start},
            problems=problems,
            note={"house": self._shop.house, "styles": styles, "elsewhere": sorted(pictures - set(self._start))},
            stamp=partial(whole_runs.run_stamp, self._start, self._project.out) if good else whole_runs.unstamped,
        )

    def _due(self, sources: Mapping[str, Path], *, also: bool = False) -> list[str]:
        """The slugs among `sources` that this run is about."""
        return [slug for slug in sources if also or not self._wanted or slug in self._wanted]

    def _before(self, slug: str) -> SourceRecord:
        """What the last run noted of a source; nothing when this one makes all anew."""
        return noted(self.set.before.artifacts.get(slug)) if self._options.cache else SourceRecord()

    def _there(self, slug: str) -> Mapping[str, object]:
        """The files of a source, made in this run or before."""
        return self.set.records[slug].files if slug in self.set.records else self.set.there(slug)

    def _last(self, slug: str) -> LastDrawn:
        """The pages that the files of a source show."""
        known, before = self._before(slug), self.set.before.artifacts.get(slug)
        return drawn.of_files(LastDrawn(known.look, known.paint), before, self.set.there(slug), self._file)

    def _is_here(self, task: Task, made: Made) -> bool:
        """Whether what another machine made is of the very files that are here."""
        return made.key == self._make.key(task, made.note.get("images", ()))

    def _booklet_task(self, path: Path, book: Booklet) -> Task:
        paths = {name: f"{SHEETS_FOLDER}/{name}.pdf" for name in book.sheets}
        made = {name: self.set.records[name].files[path] for name, path in paths.items()}
        files = ((name, self._file(paths[name], one), one.pages) for name, one in made.items())
        parts = tuple(SheetPdf(*one, self._notes[one[0]].traits) for one in files)
        said = tuple(f"{name} {self.set.records[name].key} {one.digest}" for name, one in made.items())
        sheets = tuple(self._sheets[name] for name in book.sheets)
        shown = (self._shown(name, part) for name, part in zip(book.sheets, parts, strict=True))
        jacket = self._shop.key(path, self._before(path.stem).images, tuple(shown))  # as far as its pictures are known
        return Task(path.stem, path, self._last(path.stem), "", book, said, sheets, parts, jacket)

    def _file(self, path: str, made: FileRecord) -> MadeFile:
        store = self._make.store
        return MadeFile(self._project.out, path, made.digest, store.file if store else None)

    def _shown(self, slug: str, part: SheetPdf) -> str:
        """All that a booklet's own pages may show of a sheet."""
        note = self._notes[slug]
        pictures = " ".join(self._digests.of(self._project.sheets / name) for name in note.images)
        return f"{slug} {part.pages} {part.traits} {note.face} {pictures}"

    def _bring(self, tasks: Iterable[Task]) -> bool:
        """Does the tasks; False when one that fails should end the run."""
        artifacts = []
        for task in tasks:
            before = self._before(task.slug)
            key = self._make.key(task, before.images) if before.look else ""
            artifacts.append(Artifact(task.slug, key, task, self._project.shown(task.path)))
        for brought in self.set.update(artifacts):
            self._note(brought)
            if self._options.fail_fast and not self._notes[brought.artifact.name].good:
                return False
        for one in artifacts:
            self._notes.setdefault(one.name, noted(self.set.records[one.name]))
        return True

    def _note(self, brought: Brought) -> None:
        """Takes down what became of a source; its key is known only now, with the pictures that it shows."""
        task: Task = brought.artifact.recipe
        self._styles = self._styles if brought.beside is None else brought.beside
        record, note, before = brought.record, noted(brought.record), self._before(task.slug)
        if note.look and note.look == task.last.look:
            good = note.good and not has_errors(before.engine)
            note = replace(note, engine=before.engine, good=good)
            record = replace(record, problems=(*record.problems, *before.engine))
        key = self._make.key(task, note.images) if note.look else ""
        self._notes[task.slug] = note
        self.set.records[task.slug] = replace(record, key=key, note=note.note)

    def _is_gone(self, name: str) -> bool:
        """Whether nothing of this collection makes the artifact any more."""
        return name not in self._sheets and name not in self._booklets and name != metadata.INDEX_FILE

    def _of_styles(self) -> Sequence[Problem]:
        """What the engine says of the style sheets, or said last when this run has not needed it."""
        if self._styles is not None:
            return self._styles
        last = self.set.before.note
        same = any(note.look for note in self._notes.values()) and last.get("house") == self._shop.house
        return [Problem.revived(one) for one in last.get("styles", ())] if same and self._options.cache else ()
