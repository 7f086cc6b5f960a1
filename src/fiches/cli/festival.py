"""The commands of a festival: the kit, what hangs at the stand, what a hall without internet is served."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import click

from fiches.build.records import BUILD
from fiches.cli import console
from fiches.cli.french_click import Argument, Command
from fiches.cli.options import FOLDER_OPTION, JOBS, NO_CACHE, OUT_OPTION, STRICT
from fiches.core.problems import ExitCode
from fiches.storage import fingerprints, manifest


@click.command("kit", cls=Command)
@FOLDER_OPTION
@OUT_OPTION
@JOBS
@NO_CACHE
@STRICT
def kit(folder: Path, out: Path | None, jobs: int | None, **flags: bool) -> int:
    """Fait le kit du festival : un dossier qui est le site, l'archive et la clé USB, avec les PDF et les affiches."""
    start, before = time.monotonic(), fingerprints.stamps(folder.absolute())
    same = None if flags["no_cache"] else manifest.unchanged(folder, out, "kit", BUILD, "posters")
    if same is not None:
        return console.same_kit(same, folder, out or folder / "build", start, strict=flags["strict"])
    from fiches.config.project import open_project

    project, problems = open_project(folder, out)
    if project is None:
        return console.verdict(problems, folder, strict=flags["strict"])
    from fiches.build.pipeline import Options
    from fiches.festival.posters import make
    from fiches.festival.website import kit as story
    from fiches.storage.workers import cores

    with console.progress() as tell:
        options = Options(False, jobs or cores(), not flags["no_cache"], tell, console.waiting, before)
        hung, made = make(project, (), options), story.kit(project, options)
    code = console.verdict(sorted({*problems, *hung.problems, *made.problems}), folder, strict=flags["strict"])
    console.kit(made, start)
    return code


@click.command("posters", cls=Command)
@click.argument("names", cls=Argument, nargs=-1, metavar="[FICHE]...", gloss="Des fiches dont on veut l'affiche.")
@FOLDER_OPTION
@OUT_OPTION
@JOBS
@NO_CACHE
@STRICT
def posters(names: tuple[str, ...], folder: Path, out: Path | None, jobs: int | None, **flags: bool) -> int:
    """Met à jour les affiches A3, le chevalet et les cartes à code QR, dans build/affiches/."""
    start, before = time.monotonic(), fingerprints.stamps(folder.absolute())
    same = None if names or flags["no_cache"] else manifest.unchanged(folder, out, "posters")
    if same is not None:
        return console.unchanged(same, folder, start, strict=flags["strict"])
    from fiches.config.project import open_project

    project, problems = open_project(folder, out)
    if project is None:
        return console.verdict(problems, folder, strict=flags["strict"])
    from fiches.build.pipeline import Options  # slow to load, and only making needs it
    from fiches.festival.posters import make
    from fiches.storage.workers import cores

    with console.progress() as tell:
        options = Options(False, jobs or cores(), not flags["no_cache"], tell, console.waiting, before)
        result = make(project, names, options)
    result = replace(result, problems=tuple(sorted({*problems, *result.problems})))
    return console.result(result, folder, start, strict=flags["strict"], gone="il n'est plus à faire")


@click.command("serve", cls=Command)
@FOLDER_OPTION
@OUT_OPTION
@click.option("--kit", is_flag=True, help="Ne sert que le kit ; sinon, à défaut de kit, la liste des PDF.")
@click.option("--port", type=click.IntRange(1, 65535), metavar="N", help="Le port (sinon 8000, ou le premier libre).")
@click.option("--wifi", default="", metavar="NOM", help="Le nom du Wi-Fi à rejoindre, pour la page à afficher.")
def serve(folder: Path, out: Path | None, port: int | None, wifi: str, **flags: bool) -> int:
    """Sert le kit dans une salle sans Internet, aux téléphones du même Wi-Fi, jusqu'à Ctrl-C."""
    from fiches.config.project import open_project

    project, problems = open_project(folder, out)
    if project is None:
        return console.verdict(problems, folder, strict=False)
    from fiches.festival.serve.session import PINNED, prepare

    hall = prepare(project, port, wifi, kit=flags["kit"])
    first, *others = hall.addresses
    console.code(first)
    console.say(f"\n    {first}\n")
    for other in others:
        console.say(f"ou, selon le réseau : {other}")
    if hall.pinned:
        console.say(f"la page à imprimer et à afficher : {first}/{PINNED}")
    console.say("Ctrl-C arrête tout")
    try:
        hall.serve()
    except KeyboardInterrupt:
        console.say("\nc'est fini : plus rien n'est servi")
    return ExitCode.DONE
