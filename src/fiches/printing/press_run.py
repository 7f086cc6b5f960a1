"""The story of `fiches print`: the PDFs are brought up to date, those that changed are made ready for printers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from fiches.build import pipeline
from fiches.build.pipeline import Options, Result, Written
from fiches.build.records import BUILD, SourceRecord, noted
from fiches.build.session import RenderSession
from fiches.build.tasks import DRAFTS_FOLDER, limits
from fiches.config.project import COLLECTION, Project, search
from fiches.content import numbering
from fiches.content.booklet import OTHER_BOOKLET
from fiches.core.problems import Problem, Severity, fault, has_errors
from fiches.festival import posters
from fiches.imposition import two_fronts
from fiches.lint import collection
from fiches.preflight import report, text_boxes
from fiches.preflight.verdict import Verdict, judge, judge_sheets
from fiches.press import colour, profiles
from fiches.press.colour import Inks
from fiches.press.convert_operators import Unprintable
from fiches.press.profiles import PRESS_FOLDER, Printer
from fiches.printing import printer_files
from fiches.printing.orders import PrinterOrder, ordered
from fiches.printing.printer_files import TURNED, FinishedPdf, PrinterFile
from fiches.storage import dates, fingerprints, lock, manifest, whole_runs
from fiches.storage.artifacts import ArtifactSet
from fiches.storage.fingerprints import PRINTERS, Digests
from fiches.storage.made import MadeFile
from fiches.storage.makers import Artifact, Made, Maker
from fiches.storage.manifest import Manifest
from fiches.storage.process_limits import TaskLimits
from fiches.storage.recollection import Recollection

PRESS_FAMILY = "press"  # the family of these files in the manifest
HEAD_TO_TAIL = "_tete-beche"  # behind the name of a booklet, of what is made of it and of another
STREAMS, READ_PAGES = "flux", "lues"  # the folders of what was put into inks, and of pages that were read, by file
REFUSED_ENDING = "-A-CORRIGER"  # of a name: it did not pass the checks, and is there to be looked at, not sent


@dataclass(frozen=True, slots=True)
class _Task:
    """One finished PDF to make ready for a printer."""

    printer: str  # its name
    slug: str  # of its source; of a poster its name with the folder, so that no sheet has the same
    source: MadeFile
    shown: str  # as problems name its source
    pages: int
    made: str  # when the newest of its sources was
    back: MadeFile | None = None  # of a booklet, another that is read from the back cover


def print_(project: Project, names: Sequence[str], printer: str, options: Options) -> Result:
    """Writes the files of `names`, or of everything, for `printer`; empty: for the collection's own and the copier."""
    start = options.start or fingerprints.stamps(project.root)
    found, problems = _orders(project, printer, cache=options.cache)
    if found is None:
        return Result((), tuple(project.judged({*problems})))
    shop = RenderSession(project, remember=options.cache)
    built = pipeline.build(project, names, options, shop)
    wanted = collection.slugs(project, names)
    if not names and manifest.read(project.out, posters.POSTERS).files:  # whoever has posters wants them printed
        problems += posters.make(project, (), options, shop=shop).problems
    problems += numbering.unset(project)
    with lock.held(project.out, options.waiting):
        done = _PressRun(project, found, options).work(wanted)
    result = replace(done, problems=tuple(project.judged({*problems, *built.problems, *done.problems})))
    if not names and not has_errors(result.problems):
        profiles_ = (path for folder in search(project.root, "templates") for path in (folder / PRINTERS).glob("*"))
        note = {"printer": printer, "elsewhere": sorted(map(str, profiles_))}
        whole_runs.sign(
            project.out, PRESS_FAMILY, start, Manifest(problems=result.problems, note=note), BUILD, posters.POSTERS
        )
    return result


def _orders(project: Project, printer: str, *, cache: bool) -> tuple[list[PrinterOrder] | None, list[Problem]]:
    """One order for each printer that is asked for, or None where one of them cannot be."""
    own = project.settings.printer or profiles.USUAL
    chosen = (printer,) if printer else dict.fromkeys((own, profiles.COPIER))
    found = [ordered(project, name, cache=cache, asked=bool(printer)) for name in chosen]
    problems = [problem for _, faults in found for problem in faults]
    orders = [order for order, _ in found if order]
    return (orders if len(orders) == len(found) else None), problems


class _PressRun:
    """One run under way: for which printers, what there is to make ready, and what the last one wrote for a press."""

    def __init__(self, project: Project, orders: Sequence[PrinterOrder], options: Options) -> None:
        self._project, self._options = project, options
        self._finished = manifest.read(project.out, BUILD)
        self._posted = manifest.read(project.out, posters.POSTERS)
        self._notes = {name: noted(record) for name, record in self._finished.artifacts.items()}
        self._orders = {order.printer.name: replace(order, photos=self._photos()) for order in orders}

    def work(self, wanted: Sequence[str]) -> Result:
        """Makes what is not there as it should be, removes what it takes the place of."""
        out = self._project.out
        maker = Maker(partial(_make, self._orders), self._limits, partial(_prepare, self._orders))
        family = ArtifactSet(out, PRESS_FAMILY, self._options.pace, maker)
        with family:
            for brought in family.update([self._artifact(one) for one in self._tasks(wanted)]):
                if brought.lost:  # what is there shows another state of its source
                    family.records[brought.artifact.name] = replace(brought.record, files={})
        changes = family.finish(self._is_gone)
        family.remember(self._is_gone)
        written = tuple(Written(out / path, family.pages[path]) for path in changes.made)
        problems = tuple({problem for one in family.records.values() for problem in one.problems})
        versions = {printer_files.unmarked(path) for path in changes.made}  # of which the old ones went without a word
        removed = tuple(out / path for path in changes.removed if printer_files.unmarked(path) not in versions)
        return Result(written, problems, changes.kept, removed)

    def _artifact(self, task: _Task) -> Artifact:
        order, back = self._orders[task.printer], task.back.digest if task.back else ""
        key = fingerprints.key(order.key, task.source.digest, back, task.made)
        return Artifact(f"{task.printer}/{task.slug}", key, task, task.shown)

    def _tasks(self, wanted: Sequence[str]) -> Iterator[_Task]:
        """What there is to make ready for one printer after the other."""
        every = list(self._good(wanted))
        return (replace(one, printer=name) for name in self._orders for one in every)

    def _good(self, wanted: Sequence[str]) -> Iterator[_Task]:
        """Every good PDF that is finished, or those of what is `wanted`, booklets last, whatever the printer."""
        found = {**self._finished.files, **self._posted.files}
        sources = self._sources()
        for path, made in sorted(found.items(), key=lambda one: ("/" not in one[0], one[0])):
            slug = _name(path)
            if slug in sources and (not wanted or slug in wanted) and self._is_good(path, slug):
                file = MadeFile(self._project.out, path, made.digest)
                day = dates.newest(self._shown_in(path, sources), self._options.epoch)
                task = _Task("", slug, file, self._project.shown(sources[slug]), made.pages, day)
                yield task
                yield from self._head_to_tail(task)

    def _shown_in(self, path: str, sources: Mapping[str, Path]) -> list[Path]:
        """What a finished PDF shows: a sheet with its pictures; on its poster the settings too; or every source."""
        sheet = posters.sheet_of(path) if path in self._posted.files else Path(path).stem
        if "/" not in path or sheet not in sources:
            return list(sources.values())
        settings = [sources[_name(path)]] if path in self._posted.files else []
        return [sources[sheet], *self._pictures(sheet), *settings]

    def _head_to_tail(self, task: _Task) -> Iterator[_Task]:
        """Of a booklet that names another, both as one."""
        other = self._other(task.slug)
        back = self._finished.files.get(f"{other}.pdf") if other and "/" not in task.source.path else None
        if back and self._is_good(f"{other}.pdf", other):
            file = MadeFile(self._project.out, f"{other}.pdf", back.digest)
            yield replace(task, slug=f"{task.slug}{HEAD_TO_TAIL}", pages=task.pages + back.pages, back=file)

    def _other(self, slug: str) -> str:
        """The booklet that is read from the back cover of another; nothing where it names none."""
        return next(iter(self._notes.get(slug, SourceRecord()).told.get(OTHER_BOOKLET, ())), "")

    def _pictures(self, slug: str) -> Iterator[Path]:
        """Those that a sheet shows."""
        return (self._project.sheets / name for name in self._notes.get(slug, SourceRecord()).images)

    def _is_good(self, path: str, slug: str) -> bool:
        if path.startswith(f"{DRAFTS_FOLDER}/") or not path.endswith(".pdf"):
            return False
        if path in self._posted.artifacts:
            return not has_errors(self._posted.artifacts[path].problems)
        return self._notes.get(slug, SourceRecord()).good

    def _photos(self) -> dict[str, Path]:
        """The pictures of all sheets, by their digests."""
        digests, sheets = Digests(self._finished.known), self._project.sheets
        names = {name for note in self._notes.values() for name in note.images}
        return {digests.of(sheets / name): sheets / name for name in sorted(names)}

    def _sources(self) -> dict[str, Path]:
        """What each file for a press may be made of: a source by its slug, the settings by the name of a poster."""
        hung = {_name(path): self._project.root / COLLECTION for path in self._posted.files}
        return hung | {path.stem: path for paths in self._project.sources() for path in paths}

    def _limits(self, artifact: Artifact) -> TaskLimits:
        return limits(self._project, artifact.recipe.pages // (self._project.format.pages or 1))

    def _is_gone(self, name: str) -> bool:
        """Whether the source of an artifact is no longer there, whoever its printer is."""
        slug = name.partition("/")[2]
        own = slug.removesuffix(HEAD_TO_TAIL)
        return own not in self._sources() or (own != slug and not self._other(own))


@cache
def _inks(order: PrinterOrder) -> Inks:
    """Dear to make, and the same for all the files of one process."""
    memory = order.memory(colour.INKS_FOLDER)
    return Inks(order.printer.icc.read_bytes(), order.printer.ink, dict(order.palette), memory, dpi=order.printer.dpi)


def _prepare(orders: Mapping[str, PrinterOrder], _: object) -> None:
    """Loads what all processes need, while there is one."""
    text_boxes.load()
    colour.load()
    for order in orders.values():
        _inks(order)


def _make(orders: Mapping[str, PrinterOrder], task: _Task) -> Made:
    """Makes one PDF ready, in a process of its own."""
    order = orders[task.printer]
    data = two_fronts.joined(task.source.read(), task.back.read()) if task.back else task.source.read()
    streams, pages = (
        Recollection(order.memory(sort), f"{order.printer.name} {task.slug}", order.key)
        for sort in (STREAMS, READ_PAGES)
    )
    finished = FinishedPdf(task.slug, "/" not in task.source.path, data, order.face, task.made)
    try:
        inks = _inks(order).recalling(streams)
        made, faults = printer_files.deliver(finished, order.printer, inks, order.original)
    except Unprintable as error:
        return Made({}, (fault("impression", reason=error.args[0]).in_file(task.shown),))
    verdicts = list(_verdicts(made, order.printer, pages))
    streams.keep()
    pages.keep()
    problems = [one.in_file(task.shown) for one in faults]
    problems += [problem for one in verdicts for problem in report.problems(one, task.shown)]
    good = all(verdict.severity is not Severity.ERROR for verdict in verdicts)
    outputs = {_below(order.printer.name, one.name, good=good): (one.data, one.pages) for one in made}
    return Made(outputs, tuple(problems))


def _verdicts(made: Sequence[PrinterFile], printer: Printer, pages: Recollection) -> Iterator[Verdict]:
    """On single pages, and on what is to fold where it has errors: what is less is told of its single pages."""
    for one in made:
        name = Path(one.name).name
        if one.single:
            yield judge(one.data, name, printer, pages)
        elif TURNED in name:
            found = judge_sheets(one.data, name, printer)
            if found.severity is Severity.ERROR:
                yield found


def _below(printer: str, name: str, *, good: bool) -> str:
    """Where a file for a printer stands; one that did not pass says so in its name."""
    return f"{PRESS_FOLDER}/{printer}/{name if good else name.removesuffix('.pdf') + REFUSED_ENDING + '.pdf'}"


def _name(path: str) -> str:
    """The slug of a finished PDF; of a poster its name with the folder, so that no sheet has the same."""
    return path.removesuffix(".pdf") if path.startswith(f"{posters.POSTERS_FOLDER}/") else Path(path).stem
