"""The story of `fiches import`: each file read in a process with limits, its sheet and its pictures written as new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from glob import escape
from pathlib import Path
from typing import NamedTuple, TypeVar

from fiches.config.project import Project
from fiches.core.messages import catalogue, message
from fiches.core.problems import FichesError
from fiches.core.text import refusal
from fiches.imports import answers, columns, media, repeats
from fiches.imports.convert import ImportedSheet, ImportTask, convert
from fiches.imports.hand import IMAGES
from fiches.imports.markdown_text import read_markdown
from fiches.imports.odt import read_odt
from fiches.imports.plain_text import read_text
from fiches.imports.spreadsheet import MOST_SHEETS, Book, read_csv, read_xlsx
from fiches.imports.word import read_word
from fiches.imports.written import WrittenDocument
from fiches.storage import workers
from fiches.storage.process_limits import MEGABYTE, TaskLimits
from fiches.storage.workers import TaskLost

AskedT = TypeVar("AskedT")
MadeT = TypeVar("MadeT")
HEAVIEST = 200 * MEGABYTE  # of a file
MEMORY, SECONDS, OUTPUT = 1500, 20, 600  # MB and s that one may ask for, MB of what is made of it
READERS: dict[str, Callable[[bytes, str], WrittenDocument]] = {
    **dict.fromkeys((".docx", ".docm", ".dotx"), read_word),
    **dict.fromkeys((".odt", ".ott"), read_odt),
    ".txt": read_text,
    **dict.fromkeys((".md", ".markdown"), read_markdown),
}


TABLES: dict[str, Callable[[bytes, str], Book]] = {".csv": read_csv, ".tsv": read_csv, ".xlsx": read_xlsx}


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of one file, or of one row of answers: the sheet, where it is or would be, or why there is none."""

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
    """A sheet of each file and of each row of answers, written unless `dry`; one that cannot be read stops only itself.

    What is said is in the language `spoken`.
    """
    task = ImportTask(project.format, project.language, spoken, name)
    return [outcome for one in sources for outcome in _imported(project, one, task, dry=dry)]


def _imported(project: Project, source: ImportSource, task: ImportTask, *, dry: bool) -> Iterator[ImportOutcome]:
    try:
        if source.data is None:
            _judge(source.path)
        task = task._replace(taken=_pictures(project))
        sheets = list(_sheets(project, source, task, dry=dry))
    except FichesError as error:
        yield ImportOutcome(source.path, refusal=error)
        return
    for sheet in sheets:
        yield _kept(project, source.path, sheet, dry=dry)


def _kept(project: Project, path: Path, sheet: ImportedSheet, *, dry: bool) -> ImportOutcome:
    """A sheet written, unless there is one of its name."""
    target = project.sheets / f"{sheet.slug}.md"
    try:
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


def _judge(path: Path) -> None:
    """FichesError where there is no file of a sort that is read, or one that is too heavy."""
    kinds = [*READERS, *TABLES]
    try:
        if path.suffix.lower() not in kinds:
            raise FichesError(message("import.refused.kind", name=path.name, kinds=kinds))
        if not path.is_file():
            raise FichesError(message("import.refused.absent", name=str(path)))
        if path.stat().st_size > HEAVIEST:
            raise FichesError(message("import.refused.heavy-file", name=path.name, most=HEAVIEST // MEGABYTE))
    except OSError as error:
        raise FichesError(message("import.refused.unread", name=path.name, why=refusal(error))) from error


def _sheets(project: Project, source: ImportSource, task: ImportTask, *, dry: bool) -> Iterator[ImportedSheet]:
    """The sheets of one file, read where nothing can ask for more than it may."""
    if source.path.suffix.lower() not in TABLES:
        yield _alone(source, partial(_converted, task))
        return
    table = repeats.joined(_alone(source, _book) + _beside(source.path), project.format)
    words = None if dry else catalogue(task.spoken)
    learnt = columns.learnt(project.root, table[0], project.format, words)
    task = task if len(table) == 2 else task._replace(name="")
    made = answers.documents(table, learnt, project.format, media.beside(source.path))
    slugs = Counter[str]()
    for number, document in enumerate(made, 1):
        sheet = _alone(document, partial(_row, task, f"{source.path.stem}-{number}"))
        slugs[sheet.slug] += 1
        if slugs[sheet.slug] > 1:  # another answer of the same title
            sheet = replace(sheet, slug=f"{sheet.slug}-{slugs[sheet.slug]}")
        task = task._replace(taken=frozenset((*task.taken, *(name for name, _ in sheet.pictures))))
        yield sheet


def _alone(what: AskedT, work: Callable[[AskedT], MadeT]) -> MadeT:
    """What some work makes of something, in a process that has its limits."""
    made = workers.alone(what, work, TaskLimits(MEMORY, SECONDS, OUTPUT))
    if isinstance(made, TaskLost):
        raise FichesError(message("import.refused.too-heavy", name=getattr(getattr(what, "path", None), "name", "…")))
    return made


def _bytes(source: ImportSource) -> bytes:
    try:
        return source.path.read_bytes() if source.data is None else source.data
    except OSError as error:
        raise FichesError(message("import.refused.unread", name=source.path.name, why=refusal(error))) from error


def _converted(task: ImportTask, source: ImportSource) -> ImportedSheet:
    path = source.path
    return convert(READERS[path.suffix.lower()](_bytes(source), path.name), task, path.stem)


def _beside(path: Path) -> Book:
    """The tables of ODK that are parts of the answers: `reponses-acteurs.csv` beside `reponses.csv`."""
    if path.suffix.lower() != ".csv" or not path.is_file():
        return []
    parts = sorted(path.parent.glob(f"{escape(path.stem)}-*.csv"))[:MOST_SHEETS]
    found = ((one, _alone(ImportSource(one), _book)) for one in parts)
    return [(one.stem.removeprefix(f"{path.stem}-"), rows) for one, [(_, rows)] in found]


def _book(source: ImportSource) -> Book:
    return TABLES[source.path.suffix.lower()](_bytes(source), source.path.name)


def _row(task: ImportTask, stem: str, document: WrittenDocument) -> ImportedSheet:
    return convert(document, task, stem)


def _write(project: Project, target: Path, sheet: ImportedSheet) -> None:
    """Writes the pictures, then the sheet that names them; nothing that is there is replaced."""
    for name, data in sheet.pictures:
        write_new(project.sheets / name, data)
    write_new(target, sheet.text.encode())


def write_new(path: Path, data: bytes) -> None:
    """Writes a file that is not there; FichesError says why it cannot."""
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("xb") as file:
            file.write(data)
    except OSError as error:
        raise FichesError(message("new-file.unwritten", path=str(path), refusal=refusal(error))) from error
