"""What is said on the terminal: words, reports, progress; a reader who has left changes nothing."""

from __future__ import annotations

import os
import shlex
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fiches.cli import report
from fiches.core.problems import ExitCode, FichesError, Problem, Severity, has_errors, heard
from fiches.core.text import count
from fiches.graphics import qr

if TYPE_CHECKING:
    from fiches.build.pipeline import Result
    from fiches.festival.website.kit import Kit
    from fiches.preflight.verdict import Verdict


def say(text: str, *, err: bool = False, colour: bool = False) -> None:
    """Prints `text`; a reader who has left (`fiches check | head`) changes neither work nor exit code."""
    try:
        click.echo(text, err=err, color=colour or None)
    except OSError as error:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, (sys.stderr if err else sys.stdout).fileno())
        os.close(nowhere)
        if not err and not isinstance(error, BrokenPipeError):
            message = "la sortie standard ne peut pas être écrite"
            raise FichesError(message, "libérez de la place sur le disque") from error


def verdict(problems: Sequence[Problem], folder: Path, *, strict: bool, style: str = "text") -> ExitCode:
    """Shows the problems, on standard output when they are what was asked for, and gives the exit code.

    Errors come last; what would drown them is only counted. Programs are told everything, in order of place; what is
    silenced only where they read JSON.
    """
    problems, every = heard(problems), problems
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    colour = style == "text" and sys.stderr.isatty() and not plain
    told = report.urgent(problems, strict=strict) if style == "text" else every if style == "json" else problems
    text = report.render(told, style, prefix=prefix(folder), colour=colour)
    if text:
        say(text, err=style == "text", colour=colour)
    shown = set(told)
    if rest := [problem for problem in problems if problem not in shown]:
        say(report.later(rest), err=True)
    warned = any(problem.severity is Severity.WARNING for problem in problems)
    return ExitCode.PROBLEMS if has_errors(problems) or (strict and warned) else ExitCode.DONE


def changes(told: Sequence[Problem], problems: Sequence[Problem], folder: Path) -> list[Problem]:
    """Shows what is new among the problems and how many of those `told` are mended; gives what is told by now."""
    problems = heard(problems)
    new, mended = report.since(told, problems)
    urgent, unknown = set(report.urgent(problems)), set(new)
    verdict([problem for problem in new if problem in urgent], folder, strict=False)
    if mended:
        say(f"corrigé : {mended}", err=True)
    return [problem for problem in problems if problem in urgent or problem not in unknown]


def result(
    made: Result, folder: Path, start: float, *, strict: bool, gone: str = "sa fiche n'existe plus", advice: str = ""
) -> ExitCode:
    """Tells what a run that began at `start` made and why a file is `gone`, and gives the exit code."""
    code = verdict(made.problems, folder, strict=strict)
    for written in made.written:
        say(f"{near(written.path)} ({count(written.pages, 'page')})")
    for path in made.removed:
        say(f"{near(path)} : retiré, {gone}")
    tally = (len(made.written), made.fresh, len(made.removed))
    say(report.made(*tally, time.monotonic() - start, made.problems) + advice)
    return code


def code(address: str) -> None:
    """Shows the QR code of an address."""
    say(qr.letters(address))


def refusal(error: FichesError) -> None:
    """Why the command cannot go on; what it names below here is told from here, as everywhere."""
    said = f"erreur : {error.message}" + (f"\n    {error.hint}" if error.hint else "")
    say(said.replace(f"« {Path.cwd()}{os.sep}", "« "), err=True)


def waiting() -> None:
    """That another run holds the folder."""
    say("une autre fabrication est en cours dans ce dossier : j'attends qu'elle finisse", err=True)


def verdicts(found: Sequence[tuple[Path, Verdict]], *, strict: bool, style: str) -> ExitCode:
    """Shows what was found in PDFs of whatever origin, and gives the exit code."""
    from fiches.preflight import report as telling

    named = [(near(path), one) for path, one in found]
    if style == "json":
        say(telling.as_json(named))
    for path, one in named if style == "text" else ():
        problems = telling.text(one, path)
        if problems:
            say(problems, err=True)
        say(telling.summary(one, path))
    worst = {one.severity for _, one in found}
    bad = Severity.ERROR in worst or (strict and Severity.WARNING in worst)
    return ExitCode.PROBLEMS if bad else ExitCode.DONE


def prefix(folder: Path) -> str:
    """What stands before each path of a collection in `folder`."""
    return "" if folder == Path() else f"{folder.as_posix()}/"


def typed(path: Path) -> str:
    """`path` as one types it on a command line."""
    text = str(path)
    return f'"{text}"' if "'" in text and not set('"$`\\!') & set(text) else shlex.quote(text)


def near(path: Path) -> str:
    """`path` from here when it is below here."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Tells what is done: a bar on a terminal, a line a file elsewhere."""
    if not sys.stderr.isatty():
        yield lambda name, done, total: say(f"[{done + 1}/{total}] {name}", err=True)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("")  # no thread refreshes it: processes may be forked while it stands

        def tell(name: str, done: int, total: int) -> None:
            bar.update(task, description=name, completed=done + 1, total=total)
            bar.refresh()

        yield tell


def kit(made: Kit, seconds: float) -> None:
    """Tells where the kit is, what is in it and how much of it was made."""
    if made.brought is None:
        say(f"{near(made.folder)} : le kit n'a pas été refait")
        return
    say(f"{near(made.folder / 'index.html')} : {count(made.sheets, 'fiche')}, {count(made.booklets, 'livret')}")
    say(f"{near(made.folder.with_suffix('.zip'))} : le même dossier en un fichier")
    written, removed = count(len(made.brought.made), "fichier"), len(made.brought.removed)
    gone = f", {removed} en moins" if removed else ""
    say(f"{written} en plus ou refaits, {made.brought.fresh} à jour{gone} ; {seconds:.1f} s".replace(".", ","))
