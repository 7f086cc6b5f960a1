"""Rebuilds on save, from a process that stays warm."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fiches.build import pipeline, tasks
from fiches.build.pipeline import Options, Written
from fiches.build.session import RenderSession
from fiches.build.tasks import Task
from fiches.compose import typefaces
from fiches.config.project import Project, open_project
from fiches.core.problems import FichesError, Problem, has_errors
from fiches.storage import fingerprints
from fiches.storage.fingerprints import Stamps

PAUSE = 0.25  # s between two looks at the files
CALM = 0.1  # s without a change before a rebuild: editors write in several steps


@dataclass(frozen=True, slots=True)
class Rebuild:
    """What one rebuild made, and how long it took."""

    written: tuple[Written, ...] = ()
    fresh: int = 0
    stale: int = 0
    removed: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0
    refused: FichesError | None = None  # why there was nothing to do this time


@dataclass(frozen=True, slots=True)
class _WarmSession:
    """What serves the next rebuild while these files are as they were, and the sheet that this process drew last."""

    house: Stamps
    shop: RenderSession | None = None
    rehearsed: Path | None = None


def watch(folder: Path, out: Path | None, names: Sequence[str], waiting: Callable[[], None]) -> Iterator[Rebuild]:
    """What each rebuild made: one at the start, then one whenever a file that a page may depend on has changed.

    What cannot be used at the start is raised; later it may come back: a sheet under its name, room on the disk.
    """
    root, warm, begun = folder.absolute(), None, False
    while True:
        before, start = fingerprints.stamps(root), time.monotonic()
        warm = _still_warm(warm, fingerprints.house_stamps(root))
        try:
            options = Options(waiting=waiting, start=before)
            seen, warm = _rebuilt(open_project(root, out), names, options, warm)
            yield replace(seen, seconds=time.monotonic() - start)
            warm = _rehearsed(warm, seen, names, before)
        except FichesError as error:
            if not begun:
                raise
            warm = None
            yield Rebuild(refused=error)
        begun = True
        _wait_for_change(root, before)


def _still_warm(last: _WarmSession | None, house: Stamps) -> _WarmSession:
    """What the last rebuild left, or nothing when those files have changed."""
    if last and last.house == house:
        return last
    typefaces.forget()
    return _WarmSession(house)


def _rebuilt(
    opened: tuple[Project | None, list[Problem]], names: Sequence[str], options: Options, warm: _WarmSession
) -> tuple[Rebuild, _WarmSession]:
    """One rebuild, and what serves the next."""
    project, problems = opened
    if project is None:
        return Rebuild(problems=tuple(problems)), _WarmSession(warm.house)
    shop = warm.shop or RenderSession(project, stays=True)
    result = pipeline.build(project, names, options, shop)
    every = tuple(sorted({*problems, *result.problems}))
    return Rebuild(result.written, result.fresh, result.stale, result.removed, every), replace(warm, shop=shop)


def _rehearsed(warm: _WarmSession, seen: Rebuild, names: Sequence[str], before: Stamps) -> _WarmSession:
    """After the sheet that somebody is at, which a process of its own has made, was made here too, while nobody waits.

    What has drawn once, elsewhere, is not dangerous here; those processes that come after share what it leaves. Of the
    same sheet that is done once: what its next version has in common with it is not done again.
    """
    if warm.shop is None or (warm.rehearsed and not seen.written):
        return warm
    drawn = _drawn(warm.shop.project, seen, {Path(name).name.removesuffix(".md") for name in names})
    path = next((path for path in drawn if fingerprints.stamp(path) == before.get(str(path))), None)
    if path and path != warm.rehearsed:
        tasks.make(warm.shop, Task(path.stem, path))
    return replace(warm, rehearsed=path or warm.rehearsed)


def _drawn(project: Project, seen: Rebuild, wanted: Collection[str]) -> list[Path]:
    """The sheets that a rebuild drew, then those that an earlier run did: where something is wrong it may not have."""
    known = {path.stem: path for path in project.sources()[0] if not wanted or path.stem in wanted}
    kept = () if has_errors(seen.problems) else known
    return [known[slug] for slug in (*(one.path.stem for one in seen.written), *kept) if slug in known]


def _wait_for_change(root: Path, before: Stamps) -> None:
    """Returns when the files differ from `before` and have come to rest."""
    while (now := fingerprints.stamps(root)) == before:
        time.sleep(PAUSE)
    while True:
        time.sleep(CALM)
        then, now = now, fingerprints.stamps(root)
        if then == now:
            return
