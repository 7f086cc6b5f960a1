"""The commands of a festival: the kit, what hangs at the stand, what a hall without internet is served."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from fiches.build.records import BUILD
from fiches.cli.commands import Argument, Command
from fiches.cli.console import Console
from fiches.cli.options import FOLDER_OPTION, JOBS, NO_CACHE, OUT_OPTION, STRICT
from fiches.core.messages import message
from fiches.core.problems import ExitCode
from fiches.storage import fingerprints, manifest


@click.command("kit", cls=Command)
@FOLDER_OPTION
@OUT_OPTION
@JOBS
@NO_CACHE
@STRICT
@click.pass_obj
def kit(console: Console, /, folder: Path, out: Path | None, jobs: int | None, **flags: bool) -> int:
    """Makes the kit of a festival, and what hangs at its stand, which is in it."""
    start, before = time.monotonic(), fingerprints.stamps(folder.absolute())
    same = None if flags["no_cache"] else manifest.unchanged(folder, out, "kit", BUILD, "posters")
    if same is not None and same.note.get("language") == console.words.language:
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
        hung, made = make(project, (), options), story.kit(project, options, console.words.language)
    code = console.verdict(sorted({*problems, *hung.problems, *made.problems}), folder, strict=flags["strict"])
    console.kit(made, start)
    return code


@click.command("posters", cls=Command)
@click.argument("names", cls=Argument, nargs=-1, metavar="metavar.sheets", gloss="argument.posters")
@FOLDER_OPTION
@OUT_OPTION
@JOBS
@NO_CACHE
@STRICT
@click.pass_obj
def posters(console: Console, /, names: tuple[str, ...], folder: Path, out: Path | None, **flags: Any) -> int:  # noqa: ANN401
    """Brings posters, the table-tent and cards up to date."""
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
        options = Options(False, flags["jobs"] or cores(), not flags["no_cache"], tell, console.waiting, before)
        result = make(project, names, options)
    result = replace(result, problems=tuple(sorted({*problems, *result.problems})))
    return console.result(result, folder, start, strict=flags["strict"], gone=message("result.no-longer-made"))


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
    console.say(f"\n    {first}\n")
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
