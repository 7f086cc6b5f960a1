"""The command: arguments in, one call, words and an exit code out."""

from __future__ import annotations

import io
import os
import shlex
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from fiches import __version__, collection, report, scaffold, schema
from fiches.frenchclick import Argument, Group, refusal
from fiches.problems import ExitCode, FichesError, Problem, Severity, has_errors
from fiches.project import Project, open_project
from fiches.wording import count

ISSUES = "docs/guide.md#signaler-une-panne"

_PATH = click.Path(path_type=Path)
_FOLDER = click.option(
    "-C",
    "folder",
    type=_PATH,
    default=Path(),
    metavar="DOSSIER",
    help="La collection : un dossier qui contient sheets/ (par défaut, celui-ci).",
)
_STRICT = click.option("--strict", is_flag=True, help="Compte les avertissements comme des erreurs.")
_FAIL_FAST = click.option("--fail-fast", is_flag=True, help="S'arrête à la première fiche fautive.")


def _known_names(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """The slugs that begin with what is typed, for the shell's completion."""
    project, _ = open_project(ctx.params.get("folder") or Path())
    sources = project.sources() if project else ([], [])
    return [path.stem for files in sources for path in files if path.stem.startswith(incomplete)]


_NAMES = click.argument(
    "names",
    cls=Argument,
    nargs=-1,
    metavar="[FICHE]...",
    shell_complete=_known_names,
    gloss="Des fiches ou des livrets, par leur nom (ma-fiche) ou leur fichier (sheets/ma-fiche.md).",
)


@click.group(
    cls=Group, subcommand_metavar="COMMANDE [ARGUMENTS]...", context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(
    __version__, "--version", "-V", prog_name="fiches", message="%(prog)s %(version)s", help="Affiche la version."
)
def cli() -> None:
    """Des fiches écrites en Markdown, des PDF prêts à imprimer et un livret."""


@cli.command("build")
@_NAMES
@_FOLDER
@click.option("-o", "out", type=_PATH, metavar="DOSSIER", help="Où écrire (par défaut, build/).")
@_STRICT
@_FAIL_FAST
def build_command(names: tuple[str, ...], folder: Path, out: Path | None, *, strict: bool, fail_fast: bool) -> int:
    """Fabrique les PDF de toutes les fiches et des livrets, ou de ceux que l'on nomme."""
    project, problems = open_project(folder, out)
    if project is None:
        return _verdict(problems, folder, strict=strict)
    with _progress() as tell:
        from fiches.build import build  # the engine's neighbourhood is slow to load, and only building needs it

        result = build(project, names, fail_fast=fail_fast, tell=tell)
    code = _verdict([*problems, *result.problems], folder, strict=strict)
    for written in result.written:
        _say(f"{_near(written.path)} ({count(written.pages, 'page')})")
    _say(_summary(f"{len(result.written)} PDF", result.problems, project))
    return code


@cli.command("check")
@_NAMES
@_FOLDER
@_STRICT
@_FAIL_FAST
@click.option(
    "--format",
    "style",
    type=click.Choice(report.FORMATS),
    default="text",
    metavar="FORME",
    help="Forme du rapport : text (par défaut), json ou github.",
)
def check_command(names: tuple[str, ...], folder: Path, style: str, *, strict: bool, fail_fast: bool) -> int:
    """Lit et juge les fiches sans rien fabriquer."""
    project, problems = open_project(folder)
    if project is not None:
        found = collection.read(project, names, fail_fast=fail_fast)
        problems = sorted([*problems, *found.problems])
    code = _verdict(problems, folder, strict=strict, style=style)
    if style == "text" and project is not None:
        _say(_summary(f"{count(len(found.sheets), 'fiche')} sans erreur", problems, project))
    return code


@cli.command("new")
@click.argument("title", cls=Argument, metavar="TITRE", gloss="Le titre ; le fichier en tient son nom.")
@_FOLDER
def new_command(title: str, folder: Path) -> int:
    """Crée une fiche à remplir, avec une question dans chaque rubrique."""
    project = _opened(folder)
    _say(f"{_near(scaffold.new_sheet(project, title))} est à remplir")
    return ExitCode.DONE


@cli.command("init")
@click.argument(
    "folder", cls=Argument, metavar="DOSSIER", type=_PATH, gloss="Le dossier à créer, ou un dossier sans sheets/."
)
def init_command(folder: Path) -> int:
    """Crée une collection avec une fiche d'exemple."""
    for path in scaffold.init(folder):
        _say(_near(path))
    place = "" if folder == Path() else f" -C {shlex.quote(str(folder))}"
    _say(f"pour fabriquer les PDF : fiches build{place}")
    return ExitCode.DONE


@cli.command("schema")
@_FOLDER
def schema_command(folder: Path) -> int:
    """Écrit le schéma JSON de l'en-tête des fiches, pour les éditeurs de texte."""
    _say(schema.text(_opened(folder).format).rstrip("\n"))
    return ExitCode.DONE


@cli.command("completion")
@click.argument(
    "shell", cls=Argument, type=click.Choice(["bash", "zsh", "fish"]), metavar="INTERPRÈTE", gloss="bash, zsh ou fish."
)
def completion_command(shell: str) -> int:
    """Écrit le script de complétion de l'interprète de commandes.

    Pour bash : eval "$(fiches completion bash)" dans ~/.bashrc.
    """
    from click.shell_completion import get_completion_class

    complete = get_completion_class(shell)
    if complete is None:
        raise FichesError(f"pas de complétion pour {shell}", exit_code=ExitCode.USAGE)
    _say(complete(cli, {}, "fiches", "_FICHES_COMPLETE").source())
    return ExitCode.DONE


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point: runs the command and leaves with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console without Arabic shows « ? »
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code; every exception of the program ends here."""
    try:
        code = cli.main(arguments, prog_name="fiches", standalone_mode=False, complete_var="_FICHES_COMPLETE")
        return code if isinstance(code, int) else ExitCode.DONE
    except click.UsageError as error:
        _say(refusal(error), err=True)
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        _say("interrompu ; les fichiers déjà écrits sont entiers", err=True)
        return ExitCode.INTERRUPTED
    except FichesError as error:
        _say(f"erreur : {error.message}" + (f"\n    {error.hint}" if error.hint else ""), err=True)
        return error.exit_code
    except Exception:  # the one place where a bug is caught
        _say(traceback.format_exc(), err=True)
        _say(f"c'est une panne de fiches {__version__}, pas de votre fait : voyez {ISSUES}", err=True)
        return ExitCode.BUG


def _say(text: str, *, err: bool = False, colour: bool = False) -> None:
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


def _opened(folder: Path) -> Project:
    project, problems = open_project(folder)
    if project is None:
        raise FichesError(
            "les réglages de la collection ou son format sont fautifs :\n"
            + report.render(problems, prefix=_prefix(folder)),
            exit_code=ExitCode.PROBLEMS,
        )
    return project


def _verdict(problems: Sequence[Problem], folder: Path, *, strict: bool, style: str = "text") -> ExitCode:
    """Shows the problems, on standard output when they are what was asked for, and gives the exit code."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    colour = style == "text" and sys.stderr.isatty() and not plain
    text = report.render(problems, style, prefix=_prefix(folder), colour=colour)
    if text:
        _say(text, err=style == "text", colour=colour)
    warned = any(problem.severity is Severity.WARNING for problem in problems)
    return ExitCode.PROBLEMS if has_errors(problems) or (strict and warned) else ExitCode.DONE


def _summary(done: str, problems: Sequence[Problem], project: Project) -> str:
    """The last line of a run; in an empty collection, what to do first."""
    found = report.summary(problems) or "rien à signaler"
    if any(project.sources()):
        return f"{done} : {found}"
    return f"{done} : {found}\n    sheets/ est vide : fiches new « Titre » crée la première fiche"


def _prefix(folder: Path) -> str:
    return "" if folder == Path() else f"{folder.as_posix()}/"


def _near(path: Path) -> str:
    """`path` from here when it is below here."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Tells what is under way: a bar on a terminal, a line a file elsewhere."""
    if not sys.stderr.isatty():
        yield lambda name, done, total: _say(f"[{done + 1}/{total}] {name}", err=True)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")
        yield lambda name, done, total: bar.update(task, description=name, completed=done, total=total)
