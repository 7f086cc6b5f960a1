"""The story of `fiches print`: the PDFs are brought up to date, those that changed are made ready for printers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

from fiches.build import pipeline
from fiches.build.pipeline import Options, Result, Written
from fiches.build.tasks import DRAFTS_FOLDER, limits, lost
from fiches.config.project import COLLECTION, Project, search
from fiches.config.yaml_reader import parse_file, place
from fiches.content import numbering
from fiches.core.problems import Fault, FichesError, Problem, Severity, has_errors
from fiches.festival import posters
from fiches.graphics import ornaments
from fiches.images import photos
from fiches.imposition import spine_title
from fiches.lint import collection
from fiches.preflight import report
from fiches.preflight.verdict import judge
from fiches.press import colour, profiles
from fiches.press.colour import Build, Inks
from fiches.press.convert_operators import Unprintable
from fiches.press.profiles import Printer
from fiches.printing import printer_files
from fiches.printing.printer_files import FinishedPdf
from fiches.storage import files, fingerprints, manifest, workers
from fiches.storage.fingerprints import Digests
from fiches.storage.manifest import Manifest, OutputRecord, SourceRecord
from fiches.storage.workers import TaskLimits, TaskLost

PRESS_FOLDER = "impression"  # of the output
REFUSED_ENDING = (
    "-A-CORRIGER"  # ends the name of a file that did not pass the checks: it is there to be looked at, not sent
)


@dataclass(frozen=True, slots=True)
class _Order:
    """What all the files of one printer share."""

    printer: Printer
    palette: tuple[tuple[str, Build], ...]
    out: Path
    memory: Path | None  # where all that is remembered has its folder
    face: bytes = b""  # of titles, for the spines of booklets
    photos: Mapping[str, Path] = field(default_factory=dict, compare=False)  # of the collection, by their digests

    def original(self, said: str) -> bytes:
        """The photo of which a finished PDF says so much, fit for a press."""
        found = photos.original(said, self.photos, self.memory / photos.PHOTO_FOLDER if self.memory else None)
        if found is None:
            raise Unprintable("une photo a changé depuis que la page est faite ; relancez la commande")
        return found

    @property
    def key(self) -> str:
        """Of everything that a file depends on but its pages."""
        asked = replace(self.printer, icc=Path(self.printer.icc.name))
        return fingerprints.key(
            fingerprints.tool(), repr(asked), self.printer.icc.read_bytes(), repr(self.palette), self.face
        )


@dataclass(frozen=True, slots=True)
class _Task:
    """One finished PDF to make ready."""

    slug: str
    source: str  # below the output folder
    shown: str  # as problems name its source
    key: str
    pages: int


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of a task: its files by path, none when it failed, and what there is to say of them."""

    outputs: Mapping[str, OutputRecord] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def print_(project: Project, names: Sequence[str], printer: str, options: Options) -> Result:
    """Writes the files of `names`, or of everything, for `printer`; empty: for the collection's own and the copier."""
    own = str(project.settings.get("imprimeur", "")) or profiles.USUAL
    chosen = (printer,) if printer else dict.fromkeys((own, profiles.COPIER))
    found = [_order(project, name, options, asked=bool(printer)) for name in chosen]
    problems = [problem for _, faults in found for problem in faults]
    orders = [order for order, _ in found if order]
    if len(orders) < len(found):
        return Result((), tuple(project.judged({*problems})))
    built = pipeline.build(project, names, options)
    wanted = collection.slugs(project, names)
    if (
        not names and manifest.read(project.out, manifest.POSTERS_MANIFEST).outputs
    ):  # whoever has posters wants them printed
        problems += posters.make(project, (), options).problems
    problems += numbering.unset(project)
    with files.held(project.out / manifest.MEMORY_FOLDER / manifest.LOCK_FILE, options.waiting):
        done = [_Run(project, order, options).work(wanted) for order in orders]
    every = {*problems, *(problem for result in (built, *done) for problem in result.problems)}
    written = tuple(one for result in done for one in result.written)
    removed = tuple(path for result in done for path in result.removed)
    return Result(written, tuple(project.judged(every)), sum(result.fresh for result in done), removed)


def _order(project: Project, name: str, options: Options, *, asked: bool) -> tuple[_Order | None, list[Problem]]:
    """The printer `name`, `asked` for in the command, and the palette's builds, with what is wrong in either."""
    folders = search(project.root, "templates")
    if name not in profiles.names(folders):
        table = None if asked else parse_file(project.root / COLLECTION)[0]
        fault = profiles.unknown(name, folders, *(place(table, "imprimeur") if table else ()))
        if asked:
            raise FichesError(fault.message, fault.hint)
        return None, [fault.in_file(COLLECTION)]
    printer, problems = profiles.load(name, folders)
    if printer is None:
        return None, problems
    path = ornaments.first(project.styles, ornaments.PALETTE)
    found, faults = colour.builds(path.read_text("utf-8", "replace") if path else "", printer.ink)
    shown = next(
        (
            path.relative_to(base).as_posix()
            for base in (project.root, fingerprints.HOUSE)
            if path and path.is_relative_to(base)
        ),
        "",
    )
    problems += [fault.in_file(shown) for fault in faults]
    if has_errors(problems):
        return None, problems
    memory = project.out / manifest.MEMORY_FOLDER if options.cache else None
    title_face = spine_title.face(project.styles) if printer.glued else b""
    return _Order(printer, tuple(found.items()), project.out, memory, title_face), problems


class _Run:
    """One run for one printer under way: what the last one wrote for a press, and what this one finds."""

    def __init__(self, project: Project, order: _Order, options: Options) -> None:
        self._project, self._order, self._options = project, order, options
        self._old = manifest.read(project.out, manifest.PRESSED)
        self._finished, self._posted = manifest.read(project.out), manifest.read(project.out, manifest.POSTERS_MANIFEST)
        self._place = f"{PRESS_FOLDER}/{order.printer.name}/"

    def work(self, wanted: Sequence[str]) -> Result:
        """Makes what is not there as it should be, removes what it takes the place of."""
        kept, tasks = self._sorted(wanted)
        order = replace(self._order, photos=self._photos() if tasks else {})
        made: dict[str, _Done] = {}
        work = partial(_make, order)
        for count, (task, result) in enumerate(workers.run(tasks, work, self._options.jobs, self._limits)):
            if self._options.tell:
                self._options.tell(task.slug, count, len(tasks))
            late = (lost(task.shown, result.why, self._limits(task)),) if isinstance(result, TaskLost) else ()
            made[task.slug] = _Done(problems=late) if isinstance(result, TaskLost) else result
        outputs = {path: one for done in made.values() for path, one in done.outputs.items()}
        told = {task.slug: SourceRecord(task.key, problems=made[task.slug].problems) for task in tasks}
        keys = {path: told[_slug(path)] for path in outputs}
        removed = self._removed({*outputs, *kept}, [*map(_slug, kept), *made])
        left = {path: one for path, one in self._old.outputs.items() if path not in removed}
        entries = {path: self._old.entries[path] for path in left if path in self._old.entries}
        manifest.write(self._project.out, Manifest({**entries, **keys}, {**left, **outputs}), manifest.PRESSED)
        problems = [problem for done in made.values() for problem in done.problems]
        problems += [problem for path in kept for problem in entries[path].problems]
        written = tuple(Written(self._project.out / path, one.pages) for path, one in sorted(outputs.items()))
        return Result(written, tuple({*problems}), len(kept), tuple(self._project.out / path for path in removed))

    def _sorted(self, wanted: Sequence[str]) -> tuple[list[str], list[_Task]]:
        """The files that are as they should be, and what is to be made, booklets last."""
        entries = {**self._finished.entries, **{_name(path): one for path, one in self._posted.entries.items()}}
        every, sources = {**self._finished.outputs, **self._posted.outputs}, self._sources()
        kept, tasks = list[str](), list[_Task]()
        for path, made in sorted(every.items(), key=lambda one: ("/" not in one[0], one[0])):
            slug = _name(path)
            good = slug in sources and slug in entries and entries[slug].good
            draft = path.startswith(f"{DRAFTS_FOLDER}/") or not path.endswith(".pdf")
            if not good or draft or (wanted and slug not in wanted):
                continue
            key = fingerprints.key(self._order.key, made.digest)
            task = _Task(slug, path, self._project.shown(sources[slug]), key, made.pages)
            there = self._of(slug)
            if there and all(self._fresh(name, task.key) for name in there):
                kept += there
            else:
                tasks.append(task)
        return kept, tasks

    def _photos(self) -> dict[str, Path]:
        """The pictures of all sheets, by their digests."""
        digests, sheets = Digests(self._finished.known), self._project.sheets
        names = {name for entry in self._finished.entries.values() for name in entry.images}
        return {digests.of(sheets / name): sheets / name for name in sorted(names)}

    def _sources(self) -> dict[str, Path]:
        """What each file for a press may be made of: a source by its slug, the settings by the name of a poster."""
        hung = {_name(path): self._project.root / COLLECTION for path in self._posted.outputs}
        return hung | {path.stem: path for paths in self._project.sources() for path in paths}

    def _of(self, slug: str) -> list[str]:
        """The files of a source that the last run left for this printer."""
        return [path for path in self._old.outputs if path.startswith(self._place) and _slug(path) == slug]

    def _limits(self, task: _Task) -> TaskLimits:
        return limits(self._project, task.pages // (self._project.format.pages or 1))

    def _fresh(self, path: str, key: str) -> bool:
        entry = self._old.entries.get(path, SourceRecord(""))
        return (
            self._options.cache
            and entry.key == key
            and manifest.intact(self._project.out, path, self._old.outputs[path])
        )

    def _removed(self, now: set[str], slugs: Sequence[str]) -> list[str]:
        """Takes away the files whose place others have taken, and those of sources that are gone."""
        sources = self._sources()
        gone = [path for path in self._old.outputs if _slug(path) not in sources]
        gone += [path for slug in slugs for path in self._of(slug) if path not in now]
        return manifest.removed(self._project.out, dict.fromkeys(gone), self._old.outputs)


@cache
def _inks(order: _Order) -> Inks:
    """Dear to make, and the same for all the files of one process."""
    memory = order.memory / colour.INKS_FOLDER if order.memory else None
    return Inks(order.printer.icc.read_bytes(), order.printer.ink, dict(order.palette), memory)


def _make(order: _Order, task: _Task) -> _Done:
    """Makes one PDF ready and writes its files; runs in a process of its own when there are several."""
    finished = FinishedPdf(task.slug, "/" not in task.source, (order.out / task.source).read_bytes(), order.face)
    try:
        made, faults = printer_files.deliver(finished, order.printer, _inks(order), order.original)
    except Unprintable as error:
        hint = "retirez-la de la mise en page, ou écrivez les couleurs en #rrggbb"
        message = f"pas de fichier d'imprimeur : {error}"
        return _Done(problems=(Fault("impression", message, hint=hint).in_file(task.shown),))
    verdicts = [judge(one.data, one.name, order.printer) for one in made if one.single]
    good = all(verdict.severity is not Severity.ERROR for verdict in verdicts)
    problems = tuple(fault.in_file(task.shown) for fault in faults)
    problems += tuple(problem for one in verdicts for problem in report.problems(one, task.shown))
    outputs = {}
    for one in made:
        name = one.name if good else f"{one.name.removesuffix('.pdf')}{REFUSED_ENDING}.pdf"
        path = f"{PRESS_FOLDER}/{order.printer.name}/{name}"
        outputs[path] = manifest.written(order.out, path, one.data, one.pages, manifest.PRESSED)
    return _Done(outputs, problems)


def _slug(path: str) -> str:
    """What a file for a press was made of, as `_name` says: it holds no « _ »."""
    return path.split("/", 2)[2].partition("_")[0]


def _name(path: str) -> str:
    """The slug of a finished PDF; of a poster its name with the folder, so that no sheet has the same."""
    return path.removesuffix(".pdf") if path.startswith(f"{posters.POSTERS_FOLDER}/") else Path(path).stem
