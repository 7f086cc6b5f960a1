"""The command that opens the studio."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from fiches.cli.commands import Command
from fiches.cli.console import Console, near
from fiches.cli.options import FOLDER_OPTION, OUT_OPTION
from fiches.core.messages import message
from fiches.core.problems import ExitCode, FichesError
from fiches.core.visible import Printed


@click.command("studio", cls=Command)
@FOLDER_OPTION
@OUT_OPTION
@click.option("--port", type=click.IntRange(1, 65535), metavar="metavar.number", help="option.studio.port")
@click.option("--reseau", "--network", "on_network", is_flag=True, help="option.studio.network")
@click.option("--raccourci", "--shortcut", "shortcut", is_flag=True, help="option.studio.shortcut")
@click.option("--sans-navigateur", "--no-browser", "silent", is_flag=True, help="option.studio.no-browser")
@click.pass_obj
def studio(console: Console, /, folder: Path, out: Path | None, port: int | None, **flags: bool) -> int:
    """Opens a collection in the browser, to write its sheets there."""
    try:
        from fiches.content import new_files
        from fiches.studio import server  # its libraries are of an extra, which may not be installed
    except ModuleNotFoundError as error:
        raise FichesError(message("studio.missing", library=error.name or "")) from error
    if folder.is_dir() and not any(folder.iterdir()):  # an empty one is to be begun in
        new_files.init(folder, console.words.language)
        console.say(message("studio.begun", path=near(folder.absolute())))
    if flags["shortcut"]:
        return _shortcut(console, folder, out)
    place = server.opened(folder, out, console.words, port or 0, on_network=flags["on_network"])
    console.say(message("studio.open"))
    console.say(Printed(f"\n    {place.address}\n"))
    for other in place.others:
        console.say(message("studio.on-network", address=other, code=place.code))
    console.say(message("serve.how-to-stop"))
    if not flags["silent"]:
        from fiches.cli import desktop

        desktop.open_browser(place.address)
    with suppress(KeyboardInterrupt):
        place.serve()
    console.say(message("serve.stopped"))
    return ExitCode.DONE


def _shortcut(console: Console, folder: Path, out: Path | None) -> int:
    from fiches.cli import desktop
    from fiches.config.project import open_project

    open_project(folder, out)  # says why it cannot be used
    more = ["-o", str(out.resolve())] if out else []
    for path in desktop.shortcuts(folder.resolve(), more):
        console.say(message("shortcut.written", path=path))
    return ExitCode.DONE
