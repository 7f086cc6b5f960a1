"""The command `fiches preflight`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from fiches.cli import console
from fiches.cli.french_click import Argument, Command
from fiches.cli.options import FOLDER_OPTION, PATH, STRICT


@click.command("preflight", cls=Command)
@click.argument(
    "paths", cls=Argument, nargs=-1, required=True, type=PATH, metavar="FICHIER.pdf...",
    gloss="Des PDF, d'où qu'ils viennent : fiches, InDesign, Canva, Word.",
)  # fmt: skip
@click.option("-p", "printer", default="", metavar="PROFIL", help="Le profil d'imprimeur (sinon celui des réglages).")
@FOLDER_OPTION
@STRICT
@click.option(
    "--format", "style", type=click.Choice(("text", "json")), default="text", metavar="FORME",
    help="Forme du résultat : text (par défaut) ou json.",
)  # fmt: skip
@click.option(
    "--report", "out", type=PATH, metavar="FICHIER", help="Écrit un rapport d'une page, .pdf ou .txt, à envoyer."
)
def preflight_command(paths: tuple[Path, ...], printer: str, folder: Path, style: str, **more: Any) -> int:  # noqa: ANN401
    """Contrôle des PDF avant l'envoi à l'imprimeur : fond perdu, couleurs, encrage, polices, photos."""
    from fiches.preflight import service

    project = service.opened(folder)
    verdicts = service.judge(paths, service.printer_of(project, printer))
    if more["out"]:
        service.write(more["out"], verdicts, project)
    return console.verdicts(list(zip(paths, verdicts, strict=True)), strict=more["strict"], style=style)
