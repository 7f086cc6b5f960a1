"""The command that brings in what was written elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fiches.cli.beginning import opened
from fiches.cli.commands import Argument, Command
from fiches.cli.console import Console, near
from fiches.cli.language import LANGUAGE_OPTIONS
from fiches.cli.options import FOLDER_OPTION, PATH
from fiches.core.messages import Message, message
from fiches.core.problems import ExitCode, FichesError
from fiches.core.visible import as_json

if TYPE_CHECKING:
    from fiches.imports.report import ReportLine
    from fiches.imports.service import ImportOutcome, ImportSource


MOST_CHANGES = 8  # that are told one by one, but as JSON
MOST_PASTED = 2_000_000  # bytes
PASTED = Path("-")  # what is pasted into the terminal, or comes from another command


@click.command("import", cls=Command)
@click.argument(
    "paths", cls=Argument, nargs=-1, required=True, type=PATH, metavar="metavar.documents", gloss="argument.documents"
)
@click.option("--nom", "name", default="", metavar="metavar.name", help="option.import.name")
@FOLDER_OPTION
@click.option("--dry-run", "dry", is_flag=True, help="option.import.dry-run")
@click.option(
    "--format", "style", type=click.Choice(("text", "json")), default="text", metavar="metavar.form",
    help="option.import.format",
)  # fmt: skip
@click.pass_obj
def import_(console: Console, /, paths: tuple[Path, ...], name: str, folder: Path, **more: Any) -> int:  # noqa: ANN401
    """Makes sheets of files of word processors."""
    from fiches.imports import service

    if name and len(paths) > 1:
        raise FichesError(message("import.name-of-several", n=len(paths)), exit_code=ExitCode.USAGE)
    sources = [_pasted(console) if path == PASTED else service.ImportSource(path) for path in paths]
    found = service.import_files(opened(console, folder), sources, console.words.language, name, dry=more["dry"])
    _report(console, found, **more)
    return ExitCode.PROBLEMS if any(one.refusal for one in found) else ExitCode.DONE


@click.command("template", cls=Command)
@click.argument("path", cls=Argument, type=PATH, metavar="metavar.form-file", gloss="argument.form-file")
@click.option(
    *LANGUAGE_OPTIONS, "language", default="", metavar="metavar.sheet-language", help="option.template.language"
)
@FOLDER_OPTION
@click.pass_obj
def template(console: Console, /, path: Path, language: str, folder: Path) -> int:
    """Writes a form to fill in: for Word, or for KoboToolbox and ODK."""
    from fiches.imports import templates

    project = opened(console, folder)
    templates.write_form(project, path, language or project.language)
    console.say(message("template.written", path=near(path)))
    return ExitCode.DONE


def _report(console: Console, found: Sequence[ImportOutcome], *, style: str, dry: bool) -> None:
    """Tells what became of each file."""
    if style == "json":
        console.say(as_json([_record(console, one) for one in found]))
    for one in found if style == "text" else ():
        _tell(console, one, dry=dry)


def _pasted(console: Console) -> ImportSource:
    """What is pasted, up to its end."""
    from fiches.imports.service import ImportSource

    if sys.stdin.isatty():
        console.say(message("import.paste"), err=True)
    name = console.words.text(message("import.pasted-name"))
    return ImportSource(Path(f"{name}.txt"), sys.stdin.buffer.read(MOST_PASTED))


def _tell(console: Console, one: ImportOutcome, *, dry: bool) -> None:
    """The report on one file, or why there is none."""
    if one.refusal:
        console.refusal(one.refusal)
    if one.sheet is None or one.path is None:
        return
    console.say(message("import.would-write" if dry else "import.written", path=near(one.path), source=one.source.name))
    sheet = one.sheet
    words = message("import.kept-all", n=sheet.words)
    if sheet.kept < sheet.words:
        words = message("import.kept-some", kept=sheet.kept, words=sheet.words)
    pictures = message("import.pictures", n=len(sheet.pictures))
    console.say(message("import.line", said=message("import.counts", words=words, pictures=pictures)))
    for said in _lines(sheet.lines):
        console.say(said)
    waits = any(line.asks for line in sheet.lines)
    console.say(message("import.next" if waits else "import.next.none", slug=sheet.slug))


def _lines(lines: Sequence[ReportLine]) -> Iterator[Message]:
    """Each line, marked where somebody must look, and of tracked changes the first."""
    changes = 0
    for line in lines:
        changes += line.is_change
        if not line.is_change or changes <= MOST_CHANGES:
            yield message("import.line.asks" if line.asks else "import.line", said=line.said)
    if changes > MOST_CHANGES:
        yield message("import.line", said=message("import.changes.more", n=changes - MOST_CHANGES))


def _record(console: Console, one: ImportOutcome) -> dict[str, Any]:
    """The same for programs."""
    if one.sheet is None or one.path is None:
        why = one.refusal
        said = (console.words.text(why.message), console.words.text(why.hint)) if why else ("", "")
        return {"source": one.source.as_posix(), "error": said[0], "remedy": said[1]}
    lines = [{"said": console.words.text(line.said), "asks": line.asks} for line in one.sheet.lines]
    return {
        "source": one.source.as_posix(),
        "sheet": near(one.path),
        "title": one.sheet.title,
        "words": one.sheet.words,
        "kept": one.sheet.kept,
        "pictures": [name for name, _ in one.sheet.pictures],
        "lines": lines,
    }
