"""The commands that begin: a new sheet, a new collection, and what helps to type them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fiches.cli import report
from fiches.cli.commands import Argument, Command
from fiches.cli.console import Console, near, prefix, typed
from fiches.cli.options import FOLDER_OPTION, PATH
from fiches.core.messages import message
from fiches.core.problems import ExitCode, FichesError
from fiches.core.visible import Printed, as_json

if TYPE_CHECKING:
    from fiches.config.project import Project

SHELLS = ("bash", "zsh", "fish")


@click.command("new", cls=Command)
@click.argument("title", cls=Argument, metavar="metavar.title", gloss="argument.title")
@click.option("--nom", "name", default="", metavar="metavar.name", help="option.new.name")
@FOLDER_OPTION
@click.pass_obj
def new(console: Console, /, title: str, name: str, folder: Path) -> int:
    """Writes a sheet to fill in."""
    from fiches.content import new_files

    path = new_files.new_sheet(_opened(console, folder), title, name, console.words.language)
    console.say(message("new.written", path=near(path)))
    if not name and not new_files.is_named_after(path, title):
        console.say(message("new.numbered"))
    return ExitCode.DONE


@click.command("init", cls=Command)
@click.argument("folder", cls=Argument, metavar="metavar.folder", type=PATH, gloss="argument.new-folder")
@click.pass_obj
def init(console: Console, /, folder: Path) -> int:
    """Writes a collection of one example."""
    from fiches.content import new_files

    written = new_files.init(folder, console.words.language)
    for path in written:
        console.say(near(path))
    if len(written) == 1:
        console.say(message("init.examples"))
    place = "" if folder == Path() else f" -C {typed(folder)}"
    console.say(message("init.next", command=f"fiches build{place}"))
    return ExitCode.DONE


@click.command("schema", cls=Command)
@FOLDER_OPTION
@click.pass_obj
def schema(console: Console, /, folder: Path) -> int:
    """Writes the JSON schema of the front matter of sheets."""
    from fiches.config import json_schema

    console.say(as_json(json_schema.schema(_opened(console, folder).format)))
    return ExitCode.DONE


@click.command("completion", cls=Command)
@click.argument("shell", cls=Argument, type=click.Choice(SHELLS), metavar="metavar.shell", gloss="argument.shell")
@click.pass_obj
def completion(console: Console, /, shell: str) -> int:
    """Writes the completion script of a shell."""
    from click.shell_completion import get_completion_class

    complete = get_completion_class(shell)
    if complete is None:
        raise FichesError(message("completion.unknown", shell=shell), exit_code=ExitCode.USAGE)
    command = click.get_current_context().find_root().command
    console.say(Printed(complete(command, {}, "fiches", "_FICHES_COMPLETE").source()))
    return ExitCode.DONE


def _opened(console: Console, folder: Path) -> Project:
    from fiches.config.project import open_project  # what reads sources is slow to load

    project, problems = open_project(folder)
    if project is None:
        told = report.render(problems, console.words, prefix=prefix(folder))
        raise FichesError(message("error.settings", problems=told), exit_code=ExitCode.PROBLEMS)
    return project
