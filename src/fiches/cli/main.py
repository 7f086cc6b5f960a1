"""The command: arguments in, one call, words and an exit code out."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fiches import __version__
from fiches.build.records import BUILD
from fiches.cli import console, festival, report
from fiches.cli.french_click import Argument, Group, refusal
from fiches.cli.options import FAIL_FAST, FOLDER_OPTION, JOBS, NO_CACHE, OUT_OPTION, PATH, STRICT
from fiches.cli.preflight import preflight_command
from fiches.core.problems import ExitCode, FichesError, Problem
from fiches.core.text import count
from fiches.storage import fingerprints, manifest

if TYPE_CHECKING:
    from fiches.config.project import Project

ISSUES = "docs/guide.md#signaler-une-panne"


def _known_names(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """The slugs that begin with what is typed, for the shell's completion."""
    project, _ = _open(ctx.params.get("folder") or Path())
    sources = project.sources() if project else ([], [])
    return [path.stem for files in sources for path in files if path.stem.startswith(incomplete)]


_NAMES_ARGUMENT = click.argument(
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
@_NAMES_ARGUMENT
@FOLDER_OPTION
@OUT_OPTION
@JOBS
@NO_CACHE
@STRICT
@FAIL_FAST
def build_command(names: tuple[str, ...], folder: Path, out: Path | None, jobs: int | None, **flags: bool) -> int:
    """Met à jour les PDF de toutes les fiches et des livrets, ou de ceux que l'on nomme."""
    start, strict = time.monotonic(), flags["strict"]
    same = None if names or flags["no_cache"] else manifest.unchanged(folder, out, BUILD)
    if same is not None:
        return console.unchanged(same, folder, start, strict=strict)
    before = fingerprints.stamps(folder.absolute())
    project, problems = _open(folder, out)
    if project is None:
        return console.verdict(problems, folder, strict=strict)
    from fiches.build.pipeline import Options, build  # slow to load, and only building needs it
    from fiches.storage.workers import cores

    with console.progress() as tell:
        options = Options(flags["fail_fast"], jobs or cores(), not flags["no_cache"], tell, console.waiting, before)
        result = build(project, names, options)
    result = replace(result, problems=tuple(sorted({*problems, *result.problems})))
    return console.result(result, folder, start, strict=strict, advice=_advice(project))


@cli.command("check")
@_NAMES_ARGUMENT
@FOLDER_OPTION
@STRICT
@FAIL_FAST
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
    project, problems = _open(folder)
    if project is not None:
        from fiches.lint import collection

        found = collection.read(project, names, fail_fast=fail_fast)
        problems = sorted([*problems, *found.problems])
    code = console.verdict(problems, folder, strict=strict, style=style)
    if style == "text" and project is not None:
        console.say(report.judged(len(found.sheets), problems) + _advice(project))
    return code


@cli.command("print")
@_NAMES_ARGUMENT
@click.option("-p", "printer", default="", metavar="PROFIL", help="Ce profil seul (sinon le vôtre, et le copieur).")
@FOLDER_OPTION
@OUT_OPTION
@JOBS
@NO_CACHE
@STRICT
def print_command(names: tuple[str, ...], printer: str, folder: Path, out: Path | None, **flags: Any) -> int:  # noqa: ANN401
    """Écrit les fichiers de l'imprimeur (CMJN, fond perdu) et du copieur (à plier), de tout ou de ce que l'on nomme."""
    start, before = time.monotonic(), fingerprints.stamps(folder.absolute())
    same = None if names or flags["no_cache"] else manifest.unchanged(folder, out, "press", BUILD, "posters")
    if same is not None and same.note.get("printer") == printer:
        return console.unchanged(same, folder, start, strict=flags["strict"])
    project, problems = _open(folder, out)
    if project is None:
        return console.verdict(problems, folder, strict=flags["strict"])
    from fiches.build.pipeline import Options
    from fiches.printing.press_run import print_
    from fiches.storage.workers import cores

    with console.progress() as tell:
        options = Options(False, flags["jobs"] or cores(), not flags["no_cache"], tell, console.waiting, before)
        result = print_(project, names, printer, options)
    result = replace(result, problems=tuple(sorted({*problems, *result.problems})))
    return console.result(result, folder, start, strict=flags["strict"], gone="un autre le remplace")


for _command in (preflight_command, festival.kit, festival.posters, festival.serve):
    cli.add_command(_command)


@cli.command("clean")
@FOLDER_OPTION
@OUT_OPTION
def clean_command(folder: Path, out: Path | None) -> int:
    """Retire les fichiers que fiches a fabriqués, et eux seuls."""
    removed, kept = manifest.clear(out or folder / "build")
    for path in kept:
        console.say(f"{console.near(path)} : gardé, il a changé depuis sa fabrication")
    console.say(f"{count(len(removed), 'fichier')} en moins")
    return ExitCode.DONE


@cli.command("watch")
@_NAMES_ARGUMENT
@FOLDER_OPTION
@OUT_OPTION
def watch_command(names: tuple[str, ...], folder: Path, out: Path | None) -> int:
    """Refait ce qui change à chaque enregistrement, et dit ce qui y a changé, jusqu'à Ctrl-C.

    Une fiche fautive garde son dernier bon PDF.
    """
    from fiches.build import watch

    told: list[Problem] = []
    for seen in watch.watch(folder, out, names, console.waiting):
        if seen.refused:
            console.refusal(seen.refused)
            continue
        told = console.changes(told, seen.problems, folder)
        console.say(report.made(len(seen.written), seen.fresh, len(seen.removed), seen.seconds, seen.problems))
    return ExitCode.DONE


@cli.command("new")
@click.argument("title", cls=Argument, metavar="TITRE", gloss="Le titre ; le fichier en tient son nom.")
@click.option("--nom", "name", default="", metavar="NOM", help="Un autre nom pour le fichier, par exemple ma-fiche.")
@FOLDER_OPTION
def new_command(title: str, name: str, folder: Path) -> int:
    """Crée une fiche à remplir, avec une question dans chaque rubrique."""
    from fiches.content import new_files

    path = new_files.new_sheet(_opened(folder), title, name)
    console.say(f"{console.near(path)} est à remplir")
    if not name and not new_files.is_named_after(path, title):
        console.say("    le titre ne donne pas de nom : renommez le fichier à votre gré, ou choisissez-le par --nom")
    return ExitCode.DONE


@cli.command("init")
@click.argument(
    "folder", cls=Argument, metavar="DOSSIER", type=PATH, gloss="Le dossier à créer, ou un dossier sans sheets/."
)
def init_command(folder: Path) -> int:
    """Crée une collection avec une fiche d'exemple."""
    from fiches.content import new_files

    written = new_files.init(folder)
    for path in written:
        console.say(console.near(path))
    if len(written) == 1:
        console.say("    ses valeurs sont des exemples : remplacez-les par les vôtres")
    place = "" if folder == Path() else f" -C {console.typed(folder)}"
    console.say(f"pour fabriquer les PDF : fiches build{place}")
    return ExitCode.DONE


@cli.command("schema")
@FOLDER_OPTION
def schema_command(folder: Path) -> int:
    """Écrit le schéma JSON de l'en-tête des fiches, pour les éditeurs de texte."""
    from fiches.config import json_schema

    console.say(json_schema.text(_opened(folder).format).rstrip("\n"))
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
    console.say(complete(cli, {}, "fiches", "_FICHES_COMPLETE").source())
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
        console.say(refusal(error), err=True)
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        console.say("interrompu ; les fichiers déjà écrits sont entiers", err=True)
        return ExitCode.INTERRUPTED
    except FichesError as error:
        console.refusal(error)
        return error.exit_code
    except Exception:  # the one place where a bug is caught
        import traceback

        console.say(traceback.format_exc(), err=True)
        console.say(f"c'est une panne de fiches {__version__}, pas de votre fait : voyez {ISSUES}", err=True)
        return ExitCode.BUG


def _open(folder: Path, out: Path | None = None) -> tuple[Project | None, list[Problem]]:
    from fiches.config.project import open_project  # what reads sources is slow to load

    return open_project(folder, out)


def _opened(folder: Path) -> Project:
    project, problems = _open(folder)
    if project is None:
        raise FichesError(
            "les réglages de la collection ou son format sont fautifs :\n"
            + report.render(problems, prefix=console.prefix(folder)),
            exit_code=ExitCode.PROBLEMS,
        )
    return project


def _advice(project: Project) -> str:
    """In an empty collection, what to do first."""
    if any(project.sources()):
        return ""
    return '\n    sheets/ est vide : fiches new "Titre" crée la première fiche'
