"""A build on several machines: the share or the cluster that is asked for, and the command that joins shares."""

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
    from fiches.storage.cluster import Cluster

_SHARE = re.compile(r"(\d{1,6})/(\d{1,6})")
_ADDRESS = re.compile(r"(?:[a-z]+://)?[^\s/]+:\d{1,5}")
PART = click.option("--part", default="", metavar="metavar.part", help="option.build.part")
DASK = click.option("--dask", default="", metavar="metavar.cluster", help="option.build.dask")


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


def cluster(asked: str, console: Console) -> Cluster | None:
    """The cluster that was asked for, an address or « local:4 »; FichesError where it is none."""
    from fiches.storage.cluster import LOCAL, Cluster

    if not asked:
        return None
    if not LOCAL.fullmatch(asked) and not _ADDRESS.fullmatch(asked):
        raise FichesError(message("cluster.misread", address=asked), exit_code=ExitCode.USAGE)
    return Cluster(asked, lambda said: console.say(said, err=True))


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

    return run.brought(console, make, message("result.no-sheet"))[1]
