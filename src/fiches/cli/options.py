"""The arguments that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

PATH = click.Path(path_type=Path)
FOLDER_OPTION = click.option(
    "-C",
    "folder",
    type=PATH,
    default=Path(),
    metavar="DOSSIER",
    help="La collection : un dossier qui contient sheets/ (par défaut, celui-ci).",
)
OUT_OPTION = click.option("-o", "out", type=PATH, metavar="DOSSIER", help="Où écrire (par défaut, build/).")
JOBS = click.option(
    "-j", "jobs", type=click.IntRange(1, 64), metavar="N", help="Combien de processus (un par cœur sinon)."
)
NO_CACHE = click.option("--no-cache", is_flag=True, help="Refait tout, sans rien tenir pour à jour.")
STRICT = click.option("--strict", is_flag=True, help="Compte les avertissements comme des erreurs.")
FAIL_FAST = click.option("--fail-fast", is_flag=True, help="S'arrête à la première fiche fautive.")
