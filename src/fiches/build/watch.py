"""Rebuilds on save, from a process that stays warm."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fiches.build import pipeline
from fiches.build.pipeline import Options, Written
from fiches.build.session import RenderSession
from fiches.config.project import open_project
from fiches.core.problems import FichesError, Problem
from fiches.storage import fingerprints
from fiches.storage.fingerprints import Stamps

PAUSE = 0.25  # s between two looks at the files
CALM = 0.1  # s without a change before a rebuild: editors write in several steps


@dataclass(frozen=True, slots=True)
class Rebuild:
    """What one rebuild made, and how long it took."""

    written: tuple[Written, ...] = ()
    fresh: int = 0
    removed: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0
    refused: FichesError | None = None  # why there was nothing to do this time


def watch(folder: Path, out: Path | None, names: Sequence[str], waiting: Callable[[], None]) -> Iterator[Rebuild]:
    """What each rebuild made: one at the start, then one whenever a file that a page may depend on has changed.

    What cannot be used at the start is raised; later it may come back: a sheet under its name, room on the disk.
    """
    root, warm, begun = folder.absolute(), None, False
    while True:
        before, house = fingerprints.stamps(root), _house(root)
        shop = warm[1] if warm and warm[0] == house else None
        warm = None
        start = time.monotonic()
        try:
            project, problems = open_project(root, out)
            if project is None:
                yield Rebuild(problems=tuple(problems))
            else:
                shop = shop or RenderSession(project)
                result = pipeline.build(project, names, Options(waiting=waiting, start=before), shop)
                if result.written:
                    shop.warm_up()  # what has drawn once, elsewhere, is not dangerous here
                warm = (house, shop)
                every = tuple(sorted({*problems, *result.problems}))
                yield Rebuild(result.written, result.fresh, result.removed, every, time.monotonic() - start)
        except FichesError as error:
            if not begun:
                raise
            yield Rebuild(refused=error)
        begun = True
        _wait_for_change(root, before)


def _wait_for_change(root: Path, before: Stamps) -> None:
    """Returns when the files differ from `before` and have come to rest."""
    while (now := fingerprints.stamps(root)) == before:
        time.sleep(PAUSE)
    while True:
        time.sleep(CALM)
        then, now = now, fingerprints.stamps(root)
        if then == now:
            return


def _house(root: Path) -> Stamps:
    """The files that every page may depend on: when they change, nothing warm can be used."""
    return {path: fingerprints.stamp(path) for path in (*fingerprints.shared(root), *fingerprints.grounds(root))}
