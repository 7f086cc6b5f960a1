"""The command: arguments in, one call, words and an exit code out."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fiches import __version__
from fiches.cli import beginning, festival, importing, language, making, parts, report
from fiches.cli.commands import Argument, Group, refusal, spoken
from fiches.cli.console import Console, near, open_standard_streams
from fiches.cli.making import Run
from fiches.cli.options import FAIL_FAST, FOLDER_OPTION, OUT_OPTION, STRICT
from fiches.cli.preflight import preflight_command
from fiches.cli.studio import studio
from fiches.core.messages import catalogue, message
from fiches.core.problems import AS_DATA, ExitCode, FichesError, Problem
from fiches.core.visible import Printed, visible_lines
from fiches.storage import compiled

if TYPE_CHECKING:
    from fiches.build.pipeline import Options, Result
    from fiches.config.project import Project
    from fiches.lint.fitting import RubricRoom

SWEPT_AFTER = 300_000  # objects made between two looks for what nothing holds: modules and values are many, and stay
ISSUES = {"fr": "docs/guide.md#signaler-une-panne", "en": "docs/guide.en.md#reporting-a-bug"}


def _known_names(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """The slugs that begin with what is typed, for the shell's completion."""
    project, _ = _open(ctx.params.get("folder") or Path())
    sources = project.sources() if project else ([], [])
    return [path.stem for files in sources for path in files if path.stem.startswith(incomplete)]


_NAMES_ARGUMENT = click.argument(
    "names", cls=Argument, nargs=-1, metavar="metavar.sheets", shell_complete=_known_names, gloss="argument.sheets"
)


@click.group(
    "fiches", cls=Group, subcommand_metavar="metavar.command", context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(
    __version__, "--version", "-V", prog_name="fiches", message="%(prog)s %(version)s", help="option.version"
)
def cli() -> None:
    """The whole command."""


@cli.command("build")
@_NAMES_ARGUMENT
@making.options
@FAIL_FAST
@parts.PART
@making.DASK
@click.pass_obj
def build_command(console: Console, /, names: tuple[str, ...], part: str, **asked: Any) -> int:  # noqa: ANN401
    """Brings the PDFs of sheets and booklets up to date."""
    from fiches.build.records import BUILD

    run, share = Run(**asked), parts.part(part, names)
    same = None if names or share else run.unchanged(BUILD)
    if same is not None:
        return console.unchanged(same, run.folder, run.start, strict=run.strict)

    def make(project: Project, options: Options) -> Result:
        from fiches.build import parts, pipeline  # slow to load, and only building needs them

        return parts.build_part(project, share, options) if share else pipeline.build(project, names, options)

    project, code = run.brought(console, make)
    if project is not None:
        _advise(console, project)
    return code


@cli.command("check")
@_NAMES_ARGUMENT
@FOLDER_OPTION
@STRICT
@FAIL_FAST
@click.option("--room", is_flag=True, help="option.check.room")
@click.option("--grammaire", "grammar", is_flag=True, help="option.check.grammar")
@click.option(
    "--format",
    "style",
    type=click.Choice(report.FORMATS),
    default="text",
    metavar="metavar.form",
    help="option.check.format",
)
@click.pass_obj
def check_command(console: Console, /, names: tuple[str, ...], folder: Path, style: str, **flags: bool) -> int:
    """Reads and judges sheets, and makes nothing."""
    from fiches.build import kept_verdicts

    recall = kept_verdicts.of(folder)
    project, problems = _open(folder)
    left: list[RubricRoom] | None = [] if flags["room"] else None
    if project is not None:
        from fiches.lint import collection, grammar

        if flags["grammar"]:
            project, recall = grammar.asked(project, recall)
        asked = {"fail_fast": flags["fail_fast"], "cards_only": left is None}
        found = collection.read(project, names, recall=recall, **asked)
        problems = sorted([*problems, *found.problems])
        if left is not None:
            from fiches.lint import fitting

            left += [one for sheet in found.sheets.values() for one in fitting.rooms(sheet, project)]
    code = console.verdict(problems, folder, strict=flags["strict"], style=style, left=left)
    if style == "text" and project is not None:
        console.say(report.judged(len(found.cards), problems))
        _advise(console, project)
    return code


@cli.command("print")
@_NAMES_ARGUMENT
@click.option("-p", "printer", default="", metavar="metavar.profile", help="option.print.printer")
@making.options
@click.pass_obj
def print_command(console: Console, /, names: tuple[str, ...], printer: str, **asked: Any) -> int:  # noqa: ANN401
    """Writes what a printer and a copy shop are given."""
    from fiches.build.records import BUILD

    run = Run(**asked)
    same = None if names else run.unchanged("press", BUILD, "posters")
    if same is not None and same.note.get("printer") == printer:
        return console.unchanged(same, run.folder, run.start, strict=run.strict)

    def make(project: Project, options: Options) -> Result:
        from fiches.printing.press_run import print_

        return print_(project, names, printer, options)

    return run.brought(console, make, message("result.replaced"))[1]


@cli.command("proof")
@_NAMES_ARGUMENT
@click.option("-p", "printer", default="", metavar="metavar.profile", help="option.proof.printer")
@click.option("--quantity", type=click.IntRange(1), metavar="metavar.number", help="option.proof.quantity")
@making.options
@click.pass_obj
def proof_command(
    console: Console,
    /,
    names: tuple[str, ...],
    printer: str,
    quantity: int | None,
    **asked: Any,  # noqa: ANN401
) -> int:
    """Writes proofs for signature and job sheets."""
    run = Run(**asked)

    def make(project: Project, options: Options) -> Result:
        from fiches.printing.proofs import proofs

        return proofs(project, names, printer, quantity or 0, options)

    return run.brought(console, make, message("result.replaced"))[1]


for _command in (
    preflight_command, festival.kit, festival.posters, festival.deposit, festival.serve, studio, parts.join_command,
):  # fmt: skip
    cli.add_command(_command)


@cli.command("clean")
@FOLDER_OPTION
@OUT_OPTION
@click.pass_obj
def clean_command(console: Console, /, folder: Path, out: Path | None) -> int:
    """Removes what was made, and nothing else."""
    from fiches.config import output_place

    place, strays = output_place.judged(folder.absolute(), out)
    if strays:
        return console.verdict(strays, folder, strict=False)
    from fiches.storage import clean

    removed, kept = clean.clear(place)
    for path in kept:
        console.say(message("clean.kept", path=near(path)))
    console.say(message("clean.removed", n=len(removed)))
    return ExitCode.DONE


@cli.command("watch")
@_NAMES_ARGUMENT
@FOLDER_OPTION
@OUT_OPTION
@click.pass_obj
def watch_command(console: Console, /, names: tuple[str, ...], folder: Path, out: Path | None) -> int:
    """Makes again what changes, at each saving, until Ctrl-C."""
    from fiches.build import watch

    told: list[Problem] = []
    for seen in watch.watch(folder, out, names, console.waiting):
        if seen.refused:
            console.refusal(seen.refused)
            continue
        told = console.changes(told, seen.problems, folder)
        console.say(report.made(report.tally(seen), seen.seconds, seen.problems))
    return ExitCode.DONE


for _command in (
    beginning.new,
    importing.import_,
    importing.template,
    beginning.init,
    beginning.formats,
    beginning.languages_,
    beginning.format_,
    beginning.schema,
    beginning.completion,
):
    cli.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point: runs the command and leaves with its exit code."""
    open_standard_streams()
    compiled.begin()
    gc.set_threshold(SWEPT_AFTER)
    code = run(arguments)
    compiled.keep()
    gc.freeze()  # what is left goes with the process: not one object is looked at again
    sys.exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code; every exception of the program ends here."""
    words = catalogue(language.chosen(sys.argv[1:] if arguments is None else arguments, os.environ))
    language.bind(words.language)
    console = Console(words, as_data=bool(os.environ.get(AS_DATA)))
    try:
        command = spoken(cli, words)
        code = command.main(
            arguments, prog_name="fiches", standalone_mode=False, complete_var="_FICHES_COMPLETE", obj=console
        )
        return code if isinstance(code, int) else ExitCode.DONE
    except click.UsageError as error:
        console.say(Printed(refusal(error, words)), err=True)
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        console.say(message("error.interrupted"), err=True)
        return ExitCode.INTERRUPTED
    except FichesError as error:
        console.refusal(error)
        return error.exit_code
    except Exception:  # the one place where a bug is caught
        import traceback

        console.say(visible_lines(traceback.format_exc()), err=True)
        console.say(message("error.bug", version=__version__, page=ISSUES[words.language]), err=True)
        return ExitCode.BUG


def _open(folder: Path, out: Path | None = None) -> tuple[Project | None, list[Problem]]:
    from fiches.config.project import open_project  # what reads sources is slow to load

    return open_project(folder, out)


def _advise(console: Console, /, project: Project) -> None:
    """In an empty collection, says what to do first."""
    if not any(project.sources()):
        console.say(message("result.empty"))
