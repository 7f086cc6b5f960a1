"""A build in parts: the share that `build` is asked for, and the command that brings shares together."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fiches.cli import making
from fiches.cli.commands import Argument, Command
from fiches.cli.console import Console
from fiches.cli.making import Run
from fiches.cli.options import PATH
from fiches.core.messages import message
from fiches.core.problems import ExitCode, FichesError

if TYPE_CHECKING:
    from fiches.build.parts import BuildShare
    from fiches.build.pipeline import Options, Result
    from fiches.config.project import Project

_SHARE = re.compile(r"(\d{1,6})/(\d{1,6})")
PART = click.option("--part", default="", metavar="metavar.part", help="option.build.part")


def part(asked: str, names: tuple[str, ...]) -> BuildShare | None:
    """The share that was asked for, « 3/16 »; FichesError where it is none, or sheets are named too."""
    if not asked:
        return None
    from fiches.build.parts import BuildShare

    found = _SHARE.fullmatch(asked)
    number, of = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= number <= of or names:
        raise FichesError(message("part.misread", part=asked), exit_code=ExitCode.USAGE)
    return BuildShare(number, of)


@click.command("join", cls=Command)
@click.argument(
    "folders", cls=Argument, nargs=-1, required=True, type=PATH, metavar="metavar.folders", gloss="argument.folders"
)
@making.options
@click.pass_obj
def join_command(console: Console, /, folders: tuple[Path, ...], **asked: Any) -> int:  # noqa: ANN401
    """Takes over what other runs made, and brings the rest up to date."""
    run = Run(**asked)

    def make(project: Project, options: Options) -> Result:
        from fiches.build.parts import join

        return join(project, folders, options)

    return run.brought(console, make)[1]
