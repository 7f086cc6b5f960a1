"""What build, print, kit and posters share: their options, and how a run is begun and told."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from fiches.cli.console import Console
from fiches.cli.options import FOLDER_OPTION, JOBS, NO_CACHE, OUT_OPTION, STRICT
from fiches.core.messages import Message, message
from fiches.core.problems import ExitCode, FichesError, Problem

if TYPE_CHECKING:
    from fiches.storage.cluster import Cluster

DASK = click.option("--dask", default="", metavar="metavar.cluster", help="option.build.dask")
STORE = click.option("--store", default="", envvar="FICHES_STORE", metavar="metavar.store", help="option.store")
_SCHEDULER = re.compile(r"(?!local:)(?:[a-z]+://)?[^\s/]+:\d{1,5}")
if TYPE_CHECKING:
    from fiches.build.pipeline import Options, Result
    from fiches.config.project import Project
    from fiches.storage.manifest import Manifest

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Run:
    """What a run was asked for, and when it began."""

    folder: Path
    out: Path | None
    jobs: int | None
    no_cache: bool
    strict: bool
    store: str = ""
    dask: str = ""
    fail_fast: bool = False
    start: float = field(default_factory=time.monotonic)

    def unchanged(self, *families: str) -> Manifest | None:
        """What the last whole run of the first family noted, when nothing has changed since."""
        from fiches.storage import whole_runs

        return None if self.no_cache else whole_runs.unchanged(self.folder, self.out, *families)

    def made(
        self, console: Console, /, make: Callable[[Project, Options], T]
    ) -> tuple[tuple[Project, T] | None, list[Problem]]:
        """The project and what `make` made of it, its progress told, and what is wrong in the settings.

        Nothing is made where they cannot be read.
        """
        from fiches.storage import fingerprints

        before = fingerprints.stamps(self.folder.absolute())
        from fiches.build.pipeline import Options  # slow to load, and only making needs it
        from fiches.config.project import open_project
        from fiches.storage import store
        from fiches.storage.workers import cores

        project, problems = open_project(self.folder, self.out)
        if project is None:
            return None, problems
        with console.progress() as tell:
            jobs = self.jobs or cores()
            options = Options(self.fail_fast, jobs, not self.no_cache, tell, console.waiting, before)
            options = replace(options, epoch=os.environ.get("SOURCE_DATE_EPOCH", ""))
            options = replace(options, store=store.named(self.store), cluster=cluster(self.dask, console))
            return (project, make(project, options)), problems

    def brought(
        self, console: Console, /, make: Callable[[Project, Options], Result], gone: Message | None = None
    ) -> tuple[Project | None, ExitCode]:
        """Makes, and shows what was made and why files are `gone`; gives the project and the exit code."""
        made, problems = self.made(console, make)
        if made is None:
            return None, console.verdict(problems, self.folder, strict=self.strict)
        project, result = made
        result = replace(result, problems=tuple(sorted({*problems, *result.problems})))
        return project, console.result(result, self.folder, self.start, strict=self.strict, gone=gone)


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the options of a run, in the order of its help."""
    return reduce(
        lambda made, option: option(made), (STRICT, STORE, NO_CACHE, JOBS, OUT_OPTION, FOLDER_OPTION), command
    )


def cluster(asked: str, console: Console) -> Cluster | None:
    """The cluster that was asked for, an address or « local:4 »; FichesError where it is none."""
    from fiches.storage.cluster import LOCAL, Cluster

    if not asked:
        return None
    if not LOCAL.fullmatch(asked) and not _SCHEDULER.fullmatch(asked):
        raise FichesError(message("cluster.misread", address=asked), exit_code=ExitCode.USAGE)
    return Cluster(asked, lambda said: console.say(said, err=True))
