"""The story of `fiches import`: each file read in a process with limits, its sheet and its pictures written as new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from fiches.config.project import Project
from fiches.core.messages import message
from fiches.core.problems import FichesError
from fiches.core.text import refusal
from fiches.imports.convert import ImportedSheet, ImportTask, convert
from fiches.imports.hand import IMAGES
from fiches.imports.markdown_text import read_markdown
from fiches.imports.pandoc import read_odt
from fiches.imports.plain_text import read_text
from fiches.imports.word import read_word
from fiches.imports.written import WrittenDocument
from fiches.storage import workers
from fiches.storage.process_limits import MEGABYTE, TaskLimits
from fiches.storage.workers import TaskLost

HEAVIEST = 200 * MEGABYTE  # of a file
MEMORY, SECONDS, OUTPUT = 1500, 60, 600  # MB and s that one may ask for, MB of what is made of it
READERS: dict[str, Callable[[bytes, str], WrittenDocument]] = {
    **dict.fromkeys((".docx", ".docm", ".dotx"), read_word),
    ".odt": read_odt,
    ".txt": read_text,
    **dict.fromkeys((".md", ".markdown"), read_markdown),
}


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of one file: the sheet, where it is or would be, or why there is none."""

    source: Path
    path: Path | None = None
    sheet: ImportedSheet | None = None
    refusal: FichesError | None = None


class ImportSource(NamedTuple):
    """A file to import; `data` is what was pasted, where there is no file, and the path only names it."""

    path: Path
    data: bytes | None = None


def import_files(
    project: Project, sources: Sequence[ImportSource], spoken: str, name: str = "", *, dry: bool = False
) -> list[ImportOutcome]:
    """A sheet of each file, written unless `dry`; one that cannot be read stops only itself.

    What is said is in the language `spoken`.
    """
    task = ImportTask(project.format, project.language, spoken, name)
    return [_imported(project, one, task, dry=dry) for one in sources]


def _imported(project: Project, source: ImportSource, task: ImportTask, *, dry: bool) -> ImportOutcome:
    path = source.path
    try:
        sheet = _read(source, task._replace(taken=_pictures(project)))
        target = project.sheets / f"{sheet.slug}.md"
        if target.exists():
            raise FichesError(message("import.there", path=project.shown(target), source=path.name))
        if not dry:
            _write(project, target, sheet)
    except FichesError as error:
        return ImportOutcome(path, refusal=error)
    return ImportOutcome(path, target, sheet)


def _pictures(project: Project) -> frozenset[str]:
    folder = project.sheets / IMAGES
    return frozenset(f"{IMAGES}/{one.name}" for one in folder.iterdir()) if folder.is_dir() else frozenset()


def _read(source: ImportSource, task: ImportTask) -> ImportedSheet:
    """The sheet of one file, read where nothing can ask for more than it may."""
    path = source.path
    if path.suffix.lower() not in READERS:
        raise FichesError(message("import.refused.kind", name=path.name, kinds=list(READERS)))
    if source.data is None:
        _judge_weight(path)
    made = workers.alone(source, partial(_converted, task), TaskLimits(MEMORY, SECONDS, OUTPUT))
    if isinstance(made, TaskLost):
        raise FichesError(message("import.refused.too-heavy", name=path.name))
    return made


def _judge_weight(path: Path) -> None:
    """FichesError where there is no file, or one that is too heavy."""
    try:
        if not path.is_file():
            raise FichesError(message("import.refused.absent", name=str(path)))
        if path.stat().st_size > HEAVIEST:
            raise FichesError(message("import.refused.heavy-file", name=path.name, most=HEAVIEST // MEGABYTE))
    except OSError as error:
        raise FichesError(message("import.refused.unread", name=path.name, why=refusal(error))) from error


def _converted(task: ImportTask, source: ImportSource) -> ImportedSheet:
    path = source.path
    try:
        data = path.read_bytes() if source.data is None else source.data
    except OSError as error:
        raise FichesError(message("import.refused.unread", name=path.name, why=refusal(error))) from error
    return convert(READERS[path.suffix.lower()](data, path.name), task, path.stem)


def _write(project: Project, target: Path, sheet: ImportedSheet) -> None:
    """Writes the pictures, then the sheet that names them; nothing that is there is replaced."""
    for name, data in sheet.pictures:
        _new(project.sheets / name, data)
    _new(target, sheet.text.encode())


def _new(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("xb") as file:
            file.write(data)
    except OSError as error:
        raise FichesError(message("new-file.unwritten", path=str(path), refusal=refusal(error))) from error
