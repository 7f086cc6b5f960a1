"""The story of `fiches preflight`: files from the disk, a printer by its name, verdicts and their report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from fiches.config import formats
from fiches.config.project import Project, open_project, search
from fiches.config.settings import NO_SETTINGS, MakingLimits
from fiches.core.messages import Catalogue, message
from fiches.core.problems import FichesError
from fiches.preflight import pdf_report, report, verdict
from fiches.preflight.document import Document, PaintedObject, UnreadPart
from fiches.preflight.reading import refused
from fiches.preflight.verdict import Verdict
from fiches.press import profiles
from fiches.press.profiles import PRESS_FOLDER, Printer
from fiches.storage import files, workers
from fiches.storage.fingerprints import HOUSE
from fiches.storage.process_limits import MEGABYTE, TaskLimits
from fiches.storage.workers import LossReason, TaskLost

HOUSE_FORMAT = "capitalisation"
LEAST_MEMORY, LEAST_SECONDS = 950, 18  # MB and s that the reading of any file may ask for
MEMORY_SHARE = 2  # MB more for each MB that it weighs; of seconds, one
_STOPPED = {LossReason.MEMORY: UnreadPart.MEMORY, LossReason.TIME: UnreadPart.TIME}


def opened(folder: Path) -> Project:
    """The collection in a folder; the house when there is none there, since any file may be judged anywhere."""
    if (folder / "sheets").is_dir():
        project, problems = open_project(folder)
        if project is None:
            raise FichesError(problems[0].message, problems[0].hint)
        return project
    house, problems = formats.load(HOUSE_FORMAT, search(HOUSE, "templates"))
    if house is None:
        raise FichesError(problems[0].message, problems[0].hint)
    return Project(HOUSE, HOUSE / "build", NO_SETTINGS, house)


def printer_of(project: Project, name: str) -> Printer:
    """The printer called `name`, else the collection's own, else the usual one; FichesError when there is none."""
    folders = search(project.root, "templates")
    chosen = name or project.settings.printer or profiles.USUAL
    if chosen not in profiles.names(folders):
        fault = profiles.unknown(chosen, folders)
        raise FichesError(fault.message, fault.hint)
    printer, problems = profiles.load(chosen, folders)
    if printer is None:
        raise FichesError(problems[0].message, problems[0].hint)
    return printer


def judge_for(project: Project, paths: Sequence[Path], name: str) -> list[Verdict]:
    """A verdict on each file before the printer called `name`; without one, before that for which `print` made it."""
    chosen = {path: name or _made_for(path, search(project.root, "templates")) for path in paths}
    found: dict[Path, Verdict] = {}
    for one in dict.fromkeys(chosen.values()):
        own = [path for path, printer in chosen.items() if printer == one]
        found |= zip(own, judge(own, printer_of(project, one), project.settings.limits), strict=True)
    return [found[path] for path in paths]


def _made_for(path: Path, folders: tuple[Path, ...]) -> str:
    """The printer in whose folder a file lies as `fiches print` wrote it, `impression/<printer>/`; else none."""
    printer, around = path.resolve().parts[-2], path.resolve().parts[-3:-2]
    return printer if around == (PRESS_FOLDER,) and printer in profiles.names(folders) else ""


def judge(paths: Sequence[Path], printer: Printer, most: MakingLimits) -> list[Verdict]:
    """A verdict on each file; one that cannot be opened, or asks for too much, has one too.

    Each is read in a process that may ask for no more than `most`.
    """
    for path in paths:
        _seen(path)
    read = workers.run(paths, partial(_judged, printer), 1, partial(_limits, most))
    return [_lost(path, printer, found) if isinstance(found, TaskLost) else found for path, found in read]


def _seen(path: Path) -> None:
    """FichesError where there is no file to read, or what never ends: a pipe, a device."""
    if path.is_dir():
        raise FichesError(message("preflight.a-folder", path=str(path)))
    if not path.is_file():
        said = message("preflight.unreadable" if path.exists() else "preflight.absent", path=str(path))
        raise FichesError(said, message("preflight.check-name"))


def _judged(printer: Printer, path: Path) -> Verdict:
    """The verdict on one file, in a process of its own; what it paints is left there, but for the inks."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FichesError(message("preflight.unreadable", path=str(path)), message("preflight.check-name")) from error
    found = verdict.judge(data, path.name, printer)
    pages = tuple(replace(page, painted=_inked(page.painted), words=()) for page in found.document.pages)
    return replace(found, document=replace(found.document, pages=pages))


def _inked(painted: Iterable[PaintedObject]) -> tuple[PaintedObject, ...]:
    """One thing in each space and with each spot colour."""
    inks = {(one.ink.space, *(name for name, _ in one.ink.spots)): one for one in painted}
    return tuple(inks.values())


def _limits(most: MakingLimits, path: Path) -> TaskLimits:
    """What the reading of a file may ask for: the more, the heavier it is, but no more than `most`."""
    weight = path.stat().st_size // MEGABYTE
    memory, seconds = LEAST_MEMORY + MEMORY_SHARE * weight, LEAST_SECONDS + weight
    return TaskLimits(min(max(1, most.memory), memory), min(max(1, most.seconds), seconds))


def _lost(path: Path, printer: Printer, lost: TaskLost) -> Verdict:
    bare = Document(path.name, path.stat().st_size)
    return verdict.judged(refused(bare, _STOPPED.get(lost.why, UnreadPart.STOPPED)), printer)


def write(path: Path, verdicts: Sequence[Verdict], project: Project, words: Catalogue | None = None) -> None:
    """The report of all verdicts: a PDF, or plain text when the name ends so."""
    if path.suffix.lower() == ".txt":
        data = "\n\n".join(report.report(verdict, words) for verdict in verdicts).encode()
    elif path.suffix.lower() == ".pdf":
        data = pdf_report.pdf(verdicts, project, words)
    else:
        raise FichesError(message("preflight.report-name", name=path.name))
    files.write(path, data)
