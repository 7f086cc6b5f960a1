"""The command: arguments in, one call, words and an exit code out."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from fiches import __version__, build, report, scaffold, schema
from fiches.frenchclick import Group, complaint
from fiches.problems import ExitCode, FichesError, Problem, Severity, has_errors
from fiches.project import Project, open_project
from fiches.wording import count

ISSUES = "docs/guide.md#signaler-une-panne"

_FOLDER = click.option("-C", "folder", type=click.Path(path_type=Path), default=Path(), metavar="DOSSIER",
                       help="La collection : un dossier qui contient sheets/ (par défaut, le dossier courant).")
_STRICT = click.option("--strict", is_flag=True, help="Compte les avertissements comme des erreurs.")
_FAIL_FAST = click.option("--fail-fast", is_flag=True, help="S'arrête à la première fiche fautive.")
_NAMES = click.argument("names", nargs=-1, metavar="[FICHE|FICHIER]...")


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", "-V", prog_name="fiches", message="%(prog)s %(version)s",
                      help="Affiche la version.")
def cli() -> None:
    """Des fiches écrites en Markdown, des PDF prêts à imprimer et un livret."""


@cli.command("build")
@_NAMES
@_FOLDER
@click.option("-o", "out", type=click.Path(path_type=Path), metavar="DOSSIER", help="Où écrire (par défaut, build/).")
@_STRICT
@_FAIL_FAST
def build_command(names: tuple[str, ...], folder: Path, out: Path | None, strict: bool, fail_fast: bool) -> int:
    """Fabrique les PDF : toutes les fiches et les livrets, ou les seules fiches nommées."""
    project, problems = open_project(folder, out)
    if project is None:
        return _verdict(problems, folder, strict=strict)
    with _progress() as tell:
        result = build.build(project, names, fail_fast=fail_fast, tell=tell)
    code = _verdict([*problems, *result.problems], folder, strict=strict)
    for written in result.written:
        click.echo(f"{_near(written.path)} ({count(written.pages, 'page')})")
    click.echo(f"{len(result.written)} PDF : {report.summary(result.problems) or 'rien à signaler'}")
    return code


@cli.command("check")
@_NAMES
@_FOLDER
@_STRICT
@_FAIL_FAST
@click.option("--format", "style", type=click.Choice(report.FORMATS), default="text", show_default="text",
              metavar="FORME", help="Forme du rapport : text, json ou github.")
def check_command(names: tuple[str, ...], folder: Path, strict: bool, fail_fast: bool, style: str) -> int:
    """Lit et juge les fiches sans rien fabriquer."""
    project, problems = open_project(folder)
    if project is not None:
        collection = build.read(project, names, fail_fast=fail_fast)
        problems = sorted([*problems, *collection.problems])
    code = _verdict(problems, folder, strict=strict, style=style)
    if style == "text" and project is not None:
        good = count(len(collection.sheets), "fiche")
        click.echo(f"{good} sans erreur : {report.summary(problems) or 'rien à signaler'}")
    return code


@cli.command("new")
@click.argument("title", metavar="TITRE")
@_FOLDER
def new_command(title: str, folder: Path) -> int:
    """Crée une fiche à remplir, avec une question dans chaque rubrique."""
    project = _opened(folder)
    click.echo(f"{_near(scaffold.new_sheet(project, title))} est à remplir")
    return ExitCode.DONE


@cli.command("init")
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
def init_command(folder: Path) -> int:
    """Crée une collection avec une fiche d'exemple."""
    for path in scaffold.init(folder):
        click.echo(_near(path))
    click.echo(f"pour fabriquer les PDF : fiches build -C {folder}")
    return ExitCode.DONE


@cli.command("schema")
@_FOLDER
def schema_command(folder: Path) -> int:
    """Écrit le schéma JSON de l'en-tête des fiches, pour les éditeurs de texte."""
    click.echo(schema.text(_opened(folder).format), nl=False)
    return ExitCode.DONE


@cli.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), metavar="SHELL")
def completion_command(shell: str) -> int:
    """Écrit le script de complétion de bash, zsh ou fish."""
    from click.shell_completion import get_completion_class

    complete = get_completion_class(shell)
    if complete is None:
        raise FichesError(f"pas de complétion pour {shell}", exit_code=ExitCode.USAGE)
    click.echo(complete(cli, {}, "fiches", "_FICHES_COMPLETE").source())
    return ExitCode.DONE


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point: runs the command and leaves with its exit code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code; every exception of the program ends here."""
    try:
        code = cli.main(arguments, prog_name="fiches", standalone_mode=False, complete_var="_FICHES_COMPLETE")
        return code if isinstance(code, int) else ExitCode.DONE
    except click.UsageError as error:
        usage = f"{error.ctx.get_usage()}\n" if error.ctx else ""
        click.echo(f"{usage}erreur : {complaint(error)}", err=True)
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrompu ; les fichiers déjà écrits sont entiers", err=True)
        return ExitCode.INTERRUPTED
    except FichesError as error:
        click.echo(f"erreur : {error.message}" + (f"\n    {error.hint}" if error.hint else ""), err=True)
        return error.exit_code
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115  # nobody reads any more
        return ExitCode.DONE
    except Exception:  # noqa: BLE001  # the one place where a bug is caught
        click.echo(traceback.format_exc(), err=True)
        click.echo(f"c'est une panne de fiches {__version__}, pas de votre fait : voyez {ISSUES}", err=True)
        return ExitCode.BUG


def _opened(folder: Path) -> Project:
    project, problems = open_project(folder)
    if project is None:
        raise FichesError("les réglages de la collection ou son format sont fautifs :\n"
                          + report.render(problems, prefix=_prefix(folder)), exit_code=ExitCode.PROBLEMS)
    return project


def _verdict(problems: Sequence[Problem], folder: Path, *, strict: bool, style: str = "text") -> ExitCode:
    """Shows the problems, on standard output when they are what was asked for, and gives the exit code."""
    colour = style == "text" and sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    text = report.render(problems, style, prefix=_prefix(folder), colour=colour)
    if text:
        click.echo(text, err=style == "text", color=colour or None)
    warned = any(problem.severity is Severity.WARNING for problem in problems)
    return ExitCode.PROBLEMS if has_errors(problems) or (strict and warned) else ExitCode.DONE


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
        yield lambda name, done, total: click.echo(f"[{done + 1}/{total}] {name}", err=True)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")
        yield lambda name, done, total: bar.update(task, description=name, completed=done, total=total)
