"""What is said on the terminal: words, reports, progress; a reader who has left changes nothing."""

from __future__ import annotations

import io
import os
import shlex
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fiches.cli import report
from fiches.core.messages import Catalogue, Message, Said, message
from fiches.core.problems import ExitCode, FichesError, Problem, Severity, has_errors, heard
from fiches.core.visible import Printed, visible
from fiches.storage import seal

if TYPE_CHECKING:
    from fiches.build.pipeline import Result
    from fiches.festival.website.kit import Kit
    from fiches.lint.fitting import RubricRoom
    from fiches.preflight.verdict import Verdict
    from fiches.storage.manifest import Manifest


def open_standard_streams() -> None:
    """Puts nothing where a stream is closed (`2>&-`): a file of ours would be given its number, and written into.

    A console without Arabic shows « ? ».
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "w" if number else "r", encoding="utf-8", closefd=False))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@dataclass(frozen=True, slots=True)
class Console:
    """The terminal of a run, in the words of its language."""

    words: Catalogue
    as_data: bool = False  # whether who has begun the run wants its problems so

    def say(self, said: Said, *, err: bool = False, colour: bool = False) -> None:
        """Prints what is `said`; a reader who has left (`fiches check | head`) changes neither work nor exit code."""
        try:
            click.echo(self.words.text(said), err=err, color=colour or None)
        except OSError as error:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, (sys.stderr if err else sys.stdout).fileno())
            os.close(nowhere)
            if not err and not isinstance(error, BrokenPipeError):
                raise FichesError(message("error.output")) from error

    def verdict(
        self,
        problems: Sequence[Problem],
        folder: Path,
        *,
        strict: bool,
        style: str = "text",
        left: Sequence[RubricRoom] | None = None,
    ) -> ExitCode:
        """Shows the problems, on standard output when they are what was asked for, and gives the exit code.

        `left`, where somebody asks, is what each rubric still holds.

        Errors come last; what would drown them is only counted. Programs are told everything, in order of place; what
        is silenced only where they read JSON.
        """
        problems, every = heard(problems), problems
        style = report.DATA if self.as_data else style
        told = report.urgent(problems, strict=strict) if style == "text" else every if style == "json" else problems
        self._show(told, folder, style, left)
        shown = set(told)
        if rest := [problem for problem in problems if problem not in shown]:
            self.say(report.later(rest), err=True)
        if has_errors(problems):
            return ExitCode.PROBLEMS
        return self._warned(problems, style) if strict else ExitCode.DONE

    def _warned(self, problems: Sequence[Problem], style: str) -> ExitCode:
        """The exit code where a warning is as much as an error, which is said."""
        if all(problem.severity is not Severity.WARNING for problem in problems):
            return ExitCode.DONE
        if style == "text":
            self.say(message("result.strict"), err=True)
        return ExitCode.PROBLEMS

    def _show(
        self, told: Sequence[Problem], folder: Path, style: str, left: Sequence[RubricRoom] | None = None
    ) -> None:
        before, colour = prefix(folder), style == "text" and _in_colour()
        if style == "json" and left is not None:
            text = report.with_room(told, left, self.words, before)
        else:
            text = report.render(told, self.words, style, prefix=before, colour=colour)
        if text:
            self.say(text, err=style == "text", colour=colour)
        for one in left or () if style == "text" else ():
            self.say(report.room(one, before))

    def changes(self, told: Sequence[Problem], problems: Sequence[Problem], folder: Path) -> list[Problem]:
        """Shows what is new among the problems and how many of those `told` are mended; gives what is told by now."""
        problems = heard(problems)
        new, mended = report.since(told, problems)
        urgent, unknown = set(report.urgent(problems)), set(new)
        self.verdict([problem for problem in new if problem in urgent], folder, strict=False)
        if mended:
            self.say(message("watch.mended", number=mended), err=True)
        return [problem for problem in problems if problem in urgent or problem not in unknown]

    def result(self, made: Result, folder: Path, start: float, *, strict: bool, gone: Message | None) -> ExitCode:
        """Tells what a run that began at `start` made and why a file is `gone`, and gives the exit code.

        Without a `gone`, nothing is the source of that file any more, or its source needs no draft any more.
        """
        code = self.verdict(made.problems, folder, strict=strict)
        for written in made.written:
            self.say(message("result.written", path=near(written.path), pages=message("count.pages", n=written.pages)))
        for path in made.removed:
            self.say(message("result.gone", path=near(path), reason=gone or _sourceless(path, folder)))
        self.say(report.made(report.tally(made), time.monotonic() - start, made.problems))
        if made.written and not seal.outlasts():
            self.say(message("result.forgets", variable=seal.home_variable()), err=True)
        return code

    def unchanged(self, same: Manifest, folder: Path, start: float, *, strict: bool) -> ExitCode:
        """Tells again what the last run said, since nothing has changed, and gives the exit code."""
        code = self.verdict(same.problems, folder, strict=strict)
        pdfs = len([path for path in same.files if path.endswith(".pdf")])
        self.say(report.made(report.Tally(fresh=pdfs), time.monotonic() - start, same.problems))
        return code

    def code(self, address: str) -> None:
        """Shows the QR code of an address."""
        from fiches.graphics import qr  # for an address alone

        self.say(Printed(qr.letters(address)))

    def refusal(self, error: FichesError) -> None:
        """Why the command cannot go on; what it names below here is told from here, as everywhere."""
        name = "error.with-remedy" if self.words.text(error.hint) else "error.alone"
        said = self.words.text(message(name, complaint=error.message, remedy=error.hint))
        opening = self.words.text(message("list.quoted", word="|")).partition("|")[0]
        self.say(Printed(said.replace(f"{opening}{visible(str(Path.cwd()))}{os.sep}", opening)), err=True)

    def waiting(self) -> None:
        """That another run holds the folder."""
        self.say(message("result.waiting"), err=True)

    def verdicts(self, found: Sequence[tuple[Path, Verdict]], *, strict: bool, style: str) -> ExitCode:
        """Shows what was found in PDFs of whatever origin, and gives the exit code."""
        from fiches.preflight import report as telling

        named = [(near(path), one) for path, one in found]
        if style == "json":
            self.say(telling.as_json(named, self.words))
        for path, one in named if style == "text" else ():
            problems = telling.text(one, path, self.words)
            if problems:
                self.say(problems, err=True)
            self.say(telling.summary(one, path, self.words))
        worst = {one.severity for _, one in found}
        bad = Severity.ERROR in worst or (strict and Severity.WARNING in worst)
        return ExitCode.PROBLEMS if bad else ExitCode.DONE

    @contextmanager
    def progress(self) -> Iterator[Callable[[str, int, int], None]]:
        """Tells what is done: a bar on a terminal, a line a file elsewhere."""
        if not sys.stderr.isatty():
            yield lambda name, done, total: self.say(f"[{done + 1}/{total}] {name}", err=True)
            return
        from rich.console import Console as Screen
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=Screen(stderr=True), transient=True, auto_refresh=False) as bar:
            task = bar.add_task("")  # no thread refreshes it: processes may be forked while it stands

            def tell(name: str, done: int, total: int) -> None:
                bar.update(task, description=visible(name), completed=done + 1, total=total)
                bar.refresh()

            yield tell

    def kit(self, made: Kit, start: float) -> None:
        """Tells where the kit is, what is in it and how much of it was made."""
        changes = made.brought
        if changes is None:
            self.say(message("kit.kept", path=near(made.folder)))
            return
        tally = len(changes.made), changes.kept, len(changes.removed)
        self._kit(made.folder, (made.sheets, made.booklets), tally, start)

    def same_kit(self, same: Manifest, folder: Path, out: Path, start: float, *, strict: bool) -> ExitCode:
        """Tells again where the kit is, since nothing has changed, and gives the exit code."""
        code = self.verdict(same.problems, folder, strict=strict)
        counts = same.note["sheets"], same.note["booklets"]
        self._kit(out.absolute() / "kit", counts, (0, len(same.files), 0), start)
        return code

    def _kit(self, folder: Path, counts: tuple[int, int], tally: tuple[int, int, int], start: float) -> None:
        holds = message("count.sheets", n=counts[0]), message("count.booklets", n=counts[1])
        self.say(message("kit.holds", path=near(folder / "index.html"), counts=holds))
        self.say(message("kit.archive", path=near(folder.with_suffix(".zip"))))
        new, kept, removed = tally
        parts = [message("kit.made", n=new), message("count.fresh", n=kept)]
        parts += [message("kit.removed", n=removed)] if removed else []
        self.say(message("kit.took", parts=parts, seconds=time.monotonic() - start))


def _in_colour() -> bool:
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stderr.isatty() and not plain


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


def _sourceless(path: Path, folder: Path) -> Message:
    """Why a build of the collection in `folder` takes away a PDF."""
    there = (folder / "sheets" / f"{path.stem}.md").is_file()
    return message("result.no-longer-made" if there else "result.no-sheet")
