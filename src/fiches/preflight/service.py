"""The story of `fiches preflight`: files from the disk, a printer by its name, verdicts and their report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fiches.config import formats
from fiches.config.project import Project, open_project, search
from fiches.config.settings import NO_SETTINGS
from fiches.core.messages import Catalogue, message
from fiches.core.problems import FichesError
from fiches.preflight import pdf_report, report, verdict
from fiches.preflight.verdict import Verdict
from fiches.press import profiles
from fiches.press.profiles import Printer
from fiches.storage import files
from fiches.storage.fingerprints import HOUSE

HOUSE_FORMAT = "capitalisation"


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


def judge(paths: Sequence[Path], printer: Printer) -> list[Verdict]:
    """A verdict on each file; one that cannot be opened has one too."""
    return [verdict.judge(_bytes(path), path.name, printer) for path in paths]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        if path.is_dir():
            raise FichesError(message("preflight.a-folder", path=str(path))) from error
        said = message("preflight.unreadable" if path.exists() else "preflight.absent", path=str(path))
        raise FichesError(said, message("preflight.check-name")) from error


def write(path: Path, verdicts: Sequence[Verdict], project: Project, words: Catalogue | None = None) -> None:
    """The report of all verdicts: a PDF, or plain text when the name ends so."""
    if path.suffix.lower() == ".txt":
        data = "\n\n".join(report.report(verdict, words) for verdict in verdicts).encode()
    elif path.suffix.lower() == ".pdf":
        data = pdf_report.pdf(verdicts, project, words)
    else:
        raise FichesError(message("preflight.report-name", name=path.name))
    files.write(path, data)
