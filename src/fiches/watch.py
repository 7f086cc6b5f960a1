"""Rebuilds on save, from a process that stays warm."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fiches import build, inputs
from fiches.build import Options, Written
from fiches.problems import Problem
from fiches.project import open_project
from fiches.workshop import Workshop

PAUSE = 0.25  # s between two looks at the files
CALM = 0.1  # s without a change before a rebuild: editors write in several steps


@dataclass(frozen=True, slots=True)
class Seen:
    """What one rebuild made, and how long it took."""

    written: tuple[Written, ...] = ()
    fresh: int = 0
    removed: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0


def watch(folder: Path, out: Path | None, names: Sequence[str], waiting: Callable[[], None]) -> Iterator[Seen]:
    """What each rebuild made: one at the start, then one whenever a file that a page may depend on has changed."""
    warm: tuple[object, Workshop] | None = None
    while True:
        before, house = _stamps(inputs.everything(folder)), _stamps(inputs.shared(folder))
        if warm is None or warm[0] != house:
            warm = None
        start = time.monotonic()
        project, problems = open_project(folder, out)
        if project is None:
            yield Seen(problems=tuple(problems))
        else:
            shop = warm[1] if warm else Workshop(project)
            result = build.build(project, names, Options(jobs=1, waiting=waiting), shop)
            warm = (house, shop)
            every = tuple(sorted({*problems, *result.problems}))
            yield Seen(result.written, result.fresh, result.removed, every, time.monotonic() - start)
        _wait_for_change(folder, before)


def _wait_for_change(folder: Path, before: object) -> None:
    """Returns when the files differ from `before` and have come to rest."""
    while (now := _stamps(inputs.everything(folder))) == before:
        time.sleep(PAUSE)
    while True:
        time.sleep(CALM)
        then, now = now, _stamps(inputs.everything(folder))
        if then == now:
            return


def _stamps(paths: Sequence[str]) -> list[tuple[str, inputs.Stamp | None]]:
    return [(path, inputs.stamp(path)) for path in paths]
