"""The command `fiches preflight`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from fiches.cli.commands import Argument, Command
from fiches.cli.console import Console
from fiches.cli.options import FOLDER_OPTION, PATH, STRICT


@click.command("preflight", cls=Command)
@click.argument(
    "paths", cls=Argument, nargs=-1, required=True, type=PATH, metavar="metavar.pdfs", gloss="argument.pdfs"
)
@click.option("-p", "printer", default="", metavar="metavar.profile", help="option.preflight.printer")
@FOLDER_OPTION
@STRICT
@click.option(
    "--format", "style", type=click.Choice(("text", "json")), default="text", metavar="metavar.form",
    help="option.preflight.format",
)  # fmt: skip
@click.option("--report", "out", type=PATH, metavar="metavar.file", help="option.preflight.report")
@click.pass_obj
def preflight_command(console: Console, /, paths: tuple[Path, ...], printer: str, folder: Path, **more: Any) -> int:  # noqa: ANN401
    """Judges PDFs, wherever they come from, before they are sent to a printer."""
    from fiches.preflight import service

    project = service.opened(folder)
    verdicts = service.judge_for(project, paths, printer)
    if more["out"]:
        service.write(more["out"], verdicts, project, console.words)
    found = list(zip(paths, verdicts, strict=True))
    return console.verdicts(found, strict=more["strict"], style=more["style"])
