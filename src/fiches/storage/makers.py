"""How one artifact is made and its files are written: here, by other machines, or taken from a store."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from fiches.core.problems import Problem
from fiches.storage import fingerprints
from fiches.storage.folders import RefusedFile
from fiches.storage.journal import Journal
from fiches.storage.made import FileRecord
from fiches.storage.process_limits import TaskLimits
from fiches.storage.workers import TaskLost, WorkerPool

if TYPE_CHECKING:
    from fiches.storage.cluster import Cluster
    from fiches.storage.store import ArtifactStore


@dataclass(frozen=True, slots=True)
class Artifact:
    """One thing to make: its name, the digest of all that it depends on, what its maker is given, whose it is."""

    name: str
    key: str  # empty: it is made whatever is there
    recipe: Any  # what makes it when it is called, or what the set's `make` is given
    source: str = ""  # the path that problems with it name
    dear: bool = True  # to make: it is worth its place in a store


@dataclass(frozen=True, slots=True)
class Made:
    """What became of an artifact: its files (bytes, pages) by path; None: those that are there still show it."""

    files: Mapping[str, tuple[bytes, int]] | None
    problems: tuple[Problem, ...] = ()
    note: Mapping[str, Any] = field(default_factory=dict)
    good: bool = True  # its files take the place of those that it had
    beside: Any = None  # for whoever asked, not remembered
    key: str = ""  # of all that it was made from, where its maker knows: another machine has its own files


def _nothing(_: Sequence[Artifact]) -> None:
    """No preparation."""


@dataclass(frozen=True, slots=True)
class Maker:
    """How the artifacts of a set are made: who turns a recipe into what was Made, and what one may ask for.

    What is needed once before processes are parted from this one, `prepare` does. Other machines make by `elsewhere`,
    if they can at all, and what they made counts if it `is_good`.
    """

    make: Callable[[Any], Made]
    limits: Callable[[Artifact], TaskLimits] | None = None
    prepare: Callable[[Sequence[Artifact]], None] = _nothing
    elsewhere: Callable[[Any], Made] | None = None
    is_good: Callable[[Any, Made], bool] = lambda *_: True


@dataclass(frozen=True, slots=True)
class DoneArtifact:
    """What a process answers: what was Made, its files written."""

    files: Mapping[str, FileRecord] | None
    problems: tuple[Problem, ...]
    note: Mapping[str, Any]
    good: bool
    beside: Any
    refused: RefusedFile | None = None


@dataclass(frozen=True, slots=True)
class ArtifactWriter:
    """Makes one artifact, unless it is in a store, and writes its files.

    Runs in a process of its own when there are several, or limits.
    """

    journal: Journal
    make: Callable[[Any], Made]
    store: ArtifactStore | None = None

    def __call__(self, one: Artifact) -> DoneArtifact:
        """What was made of an artifact, or found, its files where they belong."""
        if self.store is None or not (one.key and one.dear):
            return self.written(one, self.make(one.recipe))
        key = fingerprints.key(self.journal.family, one.name, one.key)
        made = self.store.made(key)
        if made is None:
            made = self.make(one.recipe)
            if made.good and made.files:
                self.store.keep(key, made)
        return self.written(one, made)

    def written(self, one: Artifact, shown: Made) -> DoneArtifact:
        """What was made of an artifact, its files where they belong."""
        done = DoneArtifact(None, shown.problems, shown.note, shown.good, shown.beside)
        if shown.files is None:
            return done
        try:
            written = {path: self.journal.written(one.name, path, content) for path, content in shown.files.items()}
        except RefusedFile as error:
            return replace(done, refused=error, note={})
        return replace(done, files=written)


class ClusterWriters:
    """Makes artifacts on other machines, and writes their files here, where their folder is."""

    def __init__(
        self, cluster: Cluster, maker: Maker, journal: Journal, here: WorkerPool[Artifact, DoneArtifact]
    ) -> None:
        from fiches.storage.cluster import ClusterPool

        assert maker.elsewhere is not None
        self._writer = ArtifactWriter(journal, maker.make)
        self._pool: ClusterPool[Artifact, Made, DoneArtifact] = ClusterPool(
            cluster, _Elsewhere(maker.elsewhere), lambda one, made: maker.is_good(one.recipe, made), here, maker.limits
        )

    def __exit__(self, *_: object) -> None:
        self._pool.__exit__()

    def run(self, due: Sequence[Artifact]) -> Generator[tuple[Artifact, DoneArtifact | TaskLost], None, None]:
        """As that of processes."""
        with closing(self._pool.run(due)) as results:
            for one, made in results:
                yield one, self._writer.written(one, made) if isinstance(made, Made) else made


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """Makes one artifact on a machine that has not its folder."""

    make: Callable[[Any], Made]

    def __call__(self, one: Artifact) -> Made:
        return self.make(one.recipe)
