"""The story of `fiches print`: the PDFs are brought up to date, those that changed are put into inks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from fiches import artwork, build, collection, crew, files, inks, inputs, ledger, paper, printers
from fiches.build import Options, Result, Written
from fiches.crew import Limits, Lost
from fiches.inks import Build, Inks
from fiches.ledger import Entry, Ledger, Output
from fiches.making import DRAFTS, limits, lost
from fiches.press import press, trim
from fiches.printers import Printer
from fiches.problems import Fault, FichesError, Problem, has_errors
from fiches.project import COLLECTION, Project, search
from fiches.repaint import Unprintable
from fiches.yamltext import parse_file, place

FOLDER = "impression"  # of the output


@dataclass(frozen=True, slots=True)
class _Order:
    """What all the files of one printer share."""

    printer: Printer
    palette: tuple[tuple[str, Build], ...]
    out: Path
    memory: Path | None

    @property
    def key(self) -> str:
        """Of everything that a file depends on but its pages."""
        asked = replace(self.printer, icc=Path(self.printer.icc.name))
        return inputs.key(inputs.tool(), repr(asked), self.printer.icc.read_bytes(), repr(self.palette))


@dataclass(frozen=True, slots=True)
class _Task:
    """One finished PDF to put into inks."""

    slug: str
    source: str  # below the output folder
    made: Output
    shown: str  # as problems name its source
    key: str


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of a task: the path of its file and what it is, or why there is none."""

    path: str = ""
    output: Output | None = None
    problem: Problem | None = None


def print_(project: Project, names: Sequence[str], printer: str, options: Options) -> Result:
    """Writes the files for `printer` (a name; empty: the collection's own) of `names`, or of everything."""
    order, problems = _order(project, printer, options)
    if order is None:
        return Result((), tuple(sorted(problems)))
    built = build.build(project, names, options)
    with files.held(project.out / ledger.FOLDER / ledger.LOCK, options.waiting):
        done = _Run(project, order, options).work(collection.slugs(project, names))
    every = tuple(sorted({*problems, *built.problems, *done.problems}))
    return replace(done, problems=every)


def _order(project: Project, name: str, options: Options) -> tuple[_Order | None, list[Problem]]:
    """The printer and the palette's builds, with what is wrong in either."""
    folders, own = search(project.root, "templates"), str(project.settings.get("imprimeur", ""))
    chosen = name or own or printers.USUAL
    if chosen not in printers.names(folders):
        table = None if name else parse_file(project.root / COLLECTION)[0]
        fault = printers.unknown(chosen, folders, *(place(table, "imprimeur") if table else ()))
        if name:
            raise FichesError(fault.message, fault.hint)
        return None, [fault.in_file(COLLECTION)]
    printer, problems = printers.load(chosen, folders)
    if printer is None:
        return None, problems
    path = artwork.first(project.styles, artwork.PALETTE)
    found, faults = inks.builds(path.read_text("utf-8", "replace") if path else "", printer.ink)
    shown = next((path.relative_to(base).as_posix() for base in (project.root, inputs.HOUSE)
                  if path and path.is_relative_to(base)), "")
    problems += [fault.in_file(shown) for fault in faults]
    if has_errors(problems):
        return None, problems
    memory = project.out / ledger.FOLDER / inks.FOLDER if options.cache else None
    return _Order(printer, tuple(found.items()), project.out, memory), problems


class _Run:
    """One run under way: what the last one wrote for a press, and what this one finds."""

    def __init__(self, project: Project, order: _Order, options: Options) -> None:
        self._project, self._order, self._options = project, order, options
        self._old = ledger.read(project.out, ledger.PRESSED)
        self._place = f"{FOLDER}/{order.printer.name}/"

    def work(self, wanted: Sequence[str]) -> Result:
        """Makes what is not there as it should be, removes what it takes the place of."""
        kept, tasks = self._sorted(wanted)
        made: dict[str, _Done] = {}
        work = partial(_make, self._order)
        for count, (task, result) in enumerate(crew.run(tasks, work, self._options.jobs, self._limits)):
            if self._options.tell:
                self._options.tell(task.slug, count, len(tasks))
            said = lost(task.shown, result.why, self._limits(task)) if isinstance(result, Lost) else None
            made[task.slug] = _Done(problem=said) if isinstance(result, Lost) else result
        outputs = {done.path: done.output for done in made.values() if done.output}
        keys = {done.path: Entry(task.key) for task in tasks if (done := made[task.slug]).output}
        removed = self._removed({*outputs, *kept}, [*kept.values(), *made])
        left = {path: one for path, one in self._old.outputs.items() if path not in removed}
        entries = {path: self._old.entries[path] for path in left if path in self._old.entries}
        ledger.write(self._project.out, Ledger({**entries, **keys}, {**left, **outputs}), ledger.PRESSED)
        problems = tuple(done.problem for done in made.values() if done.problem)
        written = tuple(Written(self._project.out / path, one.pages) for path, one in sorted(outputs.items()))
        return Result(written, problems, len(kept), tuple(self._project.out / path for path in removed))

    def _sorted(self, wanted: Sequence[str]) -> tuple[dict[str, str], list[_Task]]:
        """The files that are as they should be, with the slug of each; and what is to be made, booklets last."""
        finished = ledger.read(self._project.out)
        sources = {path.stem: path for paths in self._project.sources() for path in paths}
        kept, tasks = dict[str, str](), list[_Task]()
        for path, made in sorted(finished.outputs.items(), key=lambda one: ("/" not in one[0], one[0])):
            slug = Path(path).stem
            good = slug in sources and slug in finished.entries and finished.entries[slug].good
            if not good or path.startswith(f"{DRAFTS}/") or (wanted and slug not in wanted):
                continue
            task = _Task(slug, path, made, self._project.shown(sources[slug]), inputs.key(self._order.key, made.digest))
            there = next((name for name in self._of(slug) if self._fresh(name, task.key)), "")
            if there:
                kept[there] = slug
            else:
                tasks.append(task)
        return kept, tasks

    def _of(self, slug: str) -> list[str]:
        """The files of a source that the last run left for this printer."""
        return [path for path in self._old.outputs if path.startswith(f"{self._place}{slug}_")]

    def _limits(self, task: _Task) -> Limits:
        return limits(self._project, task.made.pages // (self._project.format.pages or 1))

    def _fresh(self, path: str, key: str) -> bool:
        entry = self._old.entries.get(path, Entry(""))
        return self._options.cache and entry.key == key and ledger.intact(
            self._project.out, path, self._old.outputs[path]
        )

    def _removed(self, now: set[str], slugs: Sequence[str]) -> list[str]:
        """Takes away the files whose place others have taken, and those of sources that are gone."""
        sources = {path.stem for paths in self._project.sources() for path in paths}
        old = {path: Path(path).name.rsplit("_", 4)[0] for path in self._old.outputs}
        gone = [path for path, slug in old.items() if slug not in sources]
        gone += [path for slug in slugs for path in self._of(slug) if path not in now]
        out = self._project.out
        removed = [path for path in dict.fromkeys(gone) if ledger.intact(out, path, self._old.outputs[path])]
        for path in removed:
            files.remove(out / path)
        return removed


@cache
def _inks(order: _Order) -> Inks:
    """Dear to make, and the same for all the files of one process."""
    return Inks(order.printer.icc.read_bytes(), order.printer.ink, dict(order.palette), order.memory)


def _make(order: _Order, task: _Task) -> _Done:
    """Puts one PDF into inks and writes it; runs in a process of its own when there are several."""
    data = (order.out / task.source).read_bytes()
    try:
        made = press(data, order.printer, _inks(order))
    except Unprintable as error:
        hint = "retirez-la de la mise en page, ou écrivez les couleurs en #rrggbb"
        message = f"pas de fichier d'imprimeur : {error}"
        return _Done(problem=Fault("impression", message, hint=hint).in_file(task.shown))
    path = f"{FOLDER}/{order.printer.name}/{file_name(task.slug, trim(data), task.made.pages, order.printer)}"
    return _Done(path, ledger.written(order.out, path, made, task.made.pages, ledger.PRESSED))


def file_name(slug: str, size: Sequence[float], pages: int, printer: Printer) -> str:
    """What a file is, for who receives it: `livret_A4_48p_CMJN-FOGRA39_fp3mm.pdf`."""
    condition = "".join(char for char in printer.condition if char.isascii() and char.isalnum())
    return f"{slug}_{paper.format_name(size)}_{pages}p_CMJN-{condition}_fp{printer.bleed:g}mm.pdf"
