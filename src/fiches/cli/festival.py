"""The commands of a festival: the kit, what hangs at the stand, what a hall without internet is served."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fiches.cli import making
from fiches.cli.commands import Argument, Command
from fiches.cli.console import Console
from fiches.cli.making import Run
from fiches.cli.options import FOLDER_OPTION, OUT_OPTION
from fiches.core.messages import message
from fiches.core.problems import ExitCode, FichesError
from fiches.core.visible import Printed

KEY_OF_ARCHIVE = "ZENODO_TOKEN"  # of the environment: no key is written into a command

if TYPE_CHECKING:
    from fiches.build.pipeline import Options, Result
    from fiches.config.project import Project
    from fiches.festival.website.kit import Kit


@click.command("kit", cls=Command)
@making.options
@click.pass_obj
def kit(console: Console, /, **asked: Any) -> int:  # noqa: ANN401
    """Makes the kit of a festival, and what hangs at its stand, which is in it."""
    run = Run(**asked)
    from fiches.build.records import BUILD

    same = run.unchanged("kit", BUILD, "posters")
    if same is not None and same.note.get("language") == console.words.language:
        return console.same_kit(same, run.folder, run.out or run.folder / "build", run.start, strict=run.strict)

    def make(project: Project, options: Options) -> Kit:
        from fiches.festival.website import kit as story

        return story.kit(project, options, console.words.language, hung=True)

    made, problems = run.made(console, make)
    if made is None:
        return console.verdict(problems, run.folder, strict=run.strict)
    whole = made[1]
    code = console.verdict(sorted({*problems, *whole.problems}), run.folder, strict=run.strict)
    console.kit(whole, run.start)
    return code


@click.command("posters", cls=Command)
@click.argument("names", cls=Argument, nargs=-1, metavar="metavar.sheets", gloss="argument.posters")
@making.options
@click.pass_obj
def posters(console: Console, /, names: tuple[str, ...], **asked: Any) -> int:  # noqa: ANN401
    """Brings posters, the table-tent and cards up to date."""
    run = Run(**asked)
    same = None if names else run.unchanged("posters")
    if same is not None:
        return console.unchanged(same, run.folder, run.start, strict=run.strict)

    def make(project: Project, options: Options) -> Result:
        from fiches.festival.posters import make as hang  # slow to load, and only making needs it

        return hang(project, names, options)

    return run.brought(console, make, message("result.no-longer-made"))[1]


@click.command("deposit", cls=Command)
@click.argument("names", cls=Argument, nargs=-1, metavar="metavar.sheets", gloss="argument.sheets")
@making.options
@click.option("--send", "send_", is_flag=True, help="option.deposit.send")
@click.option("--to", "address", default="", metavar="metavar.address", help="option.deposit.to")
@click.pass_obj
def deposit(console: Console, /, names: tuple[str, ...], send_: bool, address: str, **asked: Any) -> int:  # noqa: ANN401
    """Prepares deposits for an archive, and sends them when that is asked."""
    run = Run(**asked)
    key = os.environ.get(KEY_OF_ARCHIVE, "") if send_ else ""
    if send_ and not key:
        raise FichesError(message("deposit.no-key", name=KEY_OF_ARCHIVE), message("deposit.no-key.remedy"))

    def make(project: Project, options: Options) -> Result:
        from fiches.festival.deposit import deposits

        return deposits(project, names, options)

    project, code = run.brought(console, make, message("result.no-longer-made"))
    if project is not None and key and code is ExitCode.DONE:
        _send(console, project, names, address, key)
    return code


def _send(console: Console, project: Project, names: tuple[str, ...], *archive: str) -> None:
    """Sends the deposits of `names`, or all, to an address (Zenodo where it is empty) with a key."""
    from fiches.festival.deposit import DEPOSIT_FOLDER, ZENODO, Archive, send

    address, key = archive
    for folder in sorted((project.out / DEPOSIT_FOLDER).iterdir()):
        if not names or folder.name in names:
            draft = send(folder, Archive(address or ZENODO, key))
            console.say(message("deposit.sent", name=folder.name, address=draft))


@click.command("serve", cls=Command)
@FOLDER_OPTION
@OUT_OPTION
@click.option("--kit", is_flag=True, help="option.serve.kit")
@click.option("--port", type=click.IntRange(1, 65535), metavar="metavar.number", help="option.serve.port")
@click.option("--wifi", default="", metavar="metavar.name", help="option.serve.wifi")
@click.pass_obj
def serve(console: Console, /, folder: Path, out: Path | None, port: int | None, wifi: str, **flags: bool) -> int:
    """Serves the kit in a hall without internet until Ctrl-C."""
    from fiches.config.project import open_project

    project, problems = open_project(folder, out)
    if project is None:
        return console.verdict(problems, folder, strict=False)
    from fiches.festival.serve.session import PINNED, prepare

    hall = prepare(project, port, wifi, kit=flags["kit"])
    first, *others = hall.addresses
    console.code(first)
    console.say(Printed(f"\n    {first}\n"))
    for other in others:
        console.say(message("serve.or", address=other))
    if hall.pinned:
        console.say(message("serve.page", address=f"{first}/{PINNED}"))
    console.say(message("serve.how-to-stop"))
    try:
        hall.serve()
    except KeyboardInterrupt:
        console.say(message("serve.stopped"))
    return ExitCode.DONE
