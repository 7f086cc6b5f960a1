"""The story of `fiches print`: the PDFs are brought up to date, those that changed are made ready for printers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

from fiches.build import pipeline
from fiches.build.pipeline import Options, Result, Written
from fiches.build.records import BUILD, SourceRecord, noted
from fiches.build.tasks import DRAFTS_FOLDER, limits
from fiches.config.project import COLLECTION, Project, search
from fiches.config.yaml_reader import parse_file, place
from fiches.content import numbering
from fiches.core.messages import message
from fiches.core.problems import FichesError, Problem, Severity, fault, has_errors
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
from fiches.storage import files, fingerprints, manifest
from fiches.storage.artifacts import Artifact, ArtifactSet, Made
from fiches.storage.fingerprints import Digests
from fiches.storage.manifest import Manifest
from fiches.storage.workers import TaskLimits

PRESS = "press"  # the family of these files in the manifest
PRESS_FOLDER = "impression"  # of the output
REFUSED_ENDING = "-A-CORRIGER"  # of a name: it did not pass the checks, and is there to be looked at, not sent


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
            raise Unprintable(message("impression.photo-changed"))
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

    slug: str  # of its source; of a poster its name with the folder, so that no sheet has the same
    source: str  # below the output folder
    shown: str  # as problems name its source
    digest: str
    pages: int


def print_(project: Project, names: Sequence[str], printer: str, options: Options) -> Result:
    """Writes the files of `names`, or of everything, for `printer`; empty: for the collection's own and the copier."""
    start = options.start or fingerprints.stamps(project.root)
    own = str(project.settings.get("imprimeur", "")) or profiles.USUAL
    chosen = (printer,) if printer else dict.fromkeys((own, profiles.COPIER))
    found = [_order(project, name, options, asked=bool(printer)) for name in chosen]
    problems = [problem for _, faults in found for problem in faults]
    orders = [order for order, _ in found if order]
    if len(orders) < len(found):
        return Result((), tuple(project.judged({*problems})))
    built = pipeline.build(project, names, options)
    wanted = collection.slugs(project, names)
    if not names and manifest.read(project.out, posters.POSTERS).files:  # whoever has posters wants them printed
        problems += posters.make(project, (), options).problems
    problems += numbering.unset(project)
    with files.held(project.out / manifest.MEMORY_FOLDER / manifest.LOCK_FILE, options.waiting):
        done = [_PressRun(project, order, options).work(wanted) for order in orders]
    every = {*problems, *(problem for result in (built, *done) for problem in result.problems)}
    settled = tuple(project.judged(every))
    written = tuple(one for result in done for one in result.written)
    removed = tuple(path for result in done for path in result.removed)
    if not names and not has_errors(every):
        asked = sorted(str(path) for folder in folders(project.root) for path in folder.glob("*"))
        said = Manifest(problems=settled, note={"printer": printer, "elsewhere": asked})
        manifest.sign(project.out, PRESS, start, said, BUILD, posters.POSTERS)
    return Result(written, settled, sum(result.fresh for result in done), removed)


def folders(root: Path) -> list[Path]:
    """Where the profiles of printers may lie."""
    return [folder / fingerprints.PRINTERS for folder in search(root, "templates")]


def _order(project: Project, name: str, options: Options, *, asked: bool) -> tuple[_Order | None, list[Problem]]:
    """The printer `name`, `asked` for in the command, and the palette's builds, with what is wrong in either."""
    folders = search(project.root, "templates")
    if name not in profiles.names(folders):
        table = None if asked else parse_file(project.root / COLLECTION)[0]
        unknown = profiles.unknown(name, folders, *(place(table, "imprimeur") if table else ()))
        if asked:
            raise FichesError(unknown.message, unknown.hint)
        return None, [unknown.in_file(COLLECTION)]
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
    problems += [one.in_file(shown) for one in faults]
    if has_errors(problems):
        return None, problems
    memory = project.out / manifest.MEMORY_FOLDER if options.cache else None
    title_face = spine_title.face(project.styles) if printer.glued else b""
    return _Order(printer, tuple(found.items()), project.out, memory, title_face), problems


class _PressRun:
    """One run for one printer under way: what there is to make ready, and what the last one wrote for a press."""

    def __init__(self, project: Project, order: _Order, options: Options) -> None:
        self._project, self._order, self._options = project, order, options
        self._finished = manifest.read(project.out, BUILD)
        self._posted = manifest.read(project.out, posters.POSTERS)
        self._notes = {name: noted(record) for name, record in self._finished.artifacts.items()}

    def work(self, wanted: Sequence[str]) -> Result:
        """Makes what is not there as it should be, removes what it takes the place of."""
        tasks = [task for task in self._tasks() if not wanted or task.slug in wanted]
        artifacts = [
            Artifact(f"{self._order.printer.name}/{task.slug}", self._key(task), task, task.shown) for task in tasks
        ]
        order, out = replace(self._order, photos=self._photos()), self._project.out
        family = ArtifactSet(out, PRESS, self._options.pace, partial(_make, order), self._limits)
        with family:
            for brought in family.update(artifacts):
                if brought.lost:  # what is there shows another state of its source
                    family.records[brought.artifact.name] = replace(brought.record, files={})
        changes = family.finish(self._is_gone)
        family.remember(self._is_gone)
        records = family.records.values()
        pages = {path: made.pages for one in records for path, made in one.files.items()}
        written = tuple(Written(out / path, pages[path]) for path in changes.made)
        problems = tuple({problem for one in records for problem in one.problems})
        return Result(written, problems, changes.kept, tuple(out / path for path in changes.removed))

    def _tasks(self) -> Iterator[_Task]:
        """Every good PDF that is finished, booklets last."""
        found = {**self._finished.files, **self._posted.files}
        sources = self._sources()
        for path, made in sorted(found.items(), key=lambda one: ("/" not in one[0], one[0])):
            slug = _name(path)
            draft = path.startswith(f"{DRAFTS_FOLDER}/") or not path.endswith(".pdf")
            if slug in sources and self._is_good(path, slug) and not draft:
                yield _Task(slug, path, self._project.shown(sources[slug]), made.digest, made.pages)

    def _is_good(self, path: str, slug: str) -> bool:
        if path in self._posted.artifacts:
            return not has_errors(self._posted.artifacts[path].problems)
        return self._notes.get(slug, SourceRecord()).good

    def _key(self, task: _Task) -> str:
        return fingerprints.key(self._order.key, task.digest)

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
        return name.partition("/")[2] not in self._sources()


@cache
def _inks(order: _Order) -> Inks:
    """Dear to make, and the same for all the files of one process."""
    memory = order.memory / colour.INKS_FOLDER if order.memory else None
    return Inks(order.printer.icc.read_bytes(), order.printer.ink, dict(order.palette), memory)


def _make(order: _Order, task: _Task) -> Made:
    """Makes one PDF ready, in a process of its own."""
    finished = FinishedPdf(task.slug, "/" not in task.source, (order.out / task.source).read_bytes(), order.face)
    try:
        made, faults = printer_files.deliver(finished, order.printer, _inks(order), order.original)
    except Unprintable as error:
        return Made({}, (fault("impression", reason=error.args[0]).in_file(task.shown),))
    verdicts = [judge(one.data, one.name, order.printer) for one in made if one.single]
    good = all(verdict.severity is not Severity.ERROR for verdict in verdicts)
    problems = tuple(one.in_file(task.shown) for one in faults)
    problems += tuple(problem for one in verdicts for problem in report.problems(one, task.shown))
    names = {one.name: one.name if good else f"{one.name.removesuffix('.pdf')}{REFUSED_ENDING}.pdf" for one in made}
    folder = f"{PRESS_FOLDER}/{order.printer.name}"
    return Made({f"{folder}/{names[one.name]}": (one.data, one.pages) for one in made}, problems)


def _name(path: str) -> str:
    """The slug of a finished PDF; of a poster its name with the folder, so that no sheet has the same."""
    return path.removesuffix(".pdf") if path.startswith(f"{posters.POSTERS_FOLDER}/") else Path(path).stem
