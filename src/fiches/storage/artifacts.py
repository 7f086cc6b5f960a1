"""Files that are made from others, brought up to date: what is as it should be stays, the rest is made or removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from fiches.core.problems import Fault, Problem, fault
from fiches.storage import fingerprints, made, manifest, output, whole_runs
from fiches.storage.fingerprints import KnownDigests
from fiches.storage.folders import RefusedFile
from fiches.storage.made import FileRecord
from fiches.storage.makers import Artifact, ArtifactWriter, ClusterWriters, DoneArtifact, Made, Maker
from fiches.storage.manifest import ArtifactRecord, Manifest
from fiches.storage.process_limits import TaskLimits
from fiches.storage.workers import LossReason, TaskLost, WorkerPool

if TYPE_CHECKING:
    from fiches.storage.cluster import Cluster
    from fiches.storage.store import ArtifactStore

Tell = Callable[[str, int, int], None]  # what is under way, how many are done, how many there are


@dataclass(frozen=True, slots=True)
class Brought:
    """One artifact that was made: what is recorded of it, and what its maker says beside."""

    artifact: Artifact
    record: ArtifactRecord
    beside: Any = None
    lost: LossReason | None = None  # its process was stopped


@dataclass(frozen=True, slots=True)
class Pace:
    """How a set is brought up to date: what is known counts, in how many processes, whom to tell."""

    cache: bool = True
    jobs: int = 1
    tell: Tell | None = None
    cluster: Cluster | None = None  # machines that make it, where not this one
    store: ArtifactStore | None = None  # where other machines leave theirs, and these are left


@dataclass(frozen=True, slots=True)
class Changes:
    """What a run did: files made and removed, by path, and how many it left as they were."""

    made: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int


class ArtifactSet:
    """A family of artifacts in an output folder; they are brought in any number of turns, then the set is finished.

    The processes of its `maker` stay for all turns; without one, a recipe is called, and gives what was Made.
    A run that is broken off records what it did; that is for whoever uses the set as a context.
    """

    def __init__(self, out: Path, family: str, pace: Pace, maker: Maker | None = None) -> None:
        self.before = manifest.read(out, family)
        self.records: dict[str, ArtifactRecord] = {}  # that this run has come to
        self.made: list[str] = []  # paths that this run wrote
        self.refused: list[Problem] = []  # of files whose bytes were there already
        self._out, self._family, self._pace, self._maker = out, family, pace, maker or Maker(_call)
        self._journal = self.before.journal(out, family)
        self._pool = self._crew()
        output.sweep(out, sorted({path.rpartition("/")[0] for path in self.before.files}))

    def __enter__(self) -> ArtifactSet:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: TracebackType | BaseException | None) -> None:
        self._pool.__exit__()
        if kind is not None:
            self.remember()

    def _crew(self) -> WorkerPool[Artifact, DoneArtifact] | ClusterWriters:
        """Who makes and writes the artifacts."""
        writer = ArtifactWriter(self._journal, self._maker.make, self._pace.store if self._pace.cache else None)
        here = WorkerPool(writer, self._pace.jobs, self._maker.limits)
        if self._pace.cluster is None or self._maker.elsewhere is None:
            return here
        return ClusterWriters(self._pace.cluster, self._maker, self._journal, here)

    @property
    def pages(self) -> dict[str, int]:
        """Of every file that this run has come to, by its path."""
        return {path: file.pages for record in self.records.values() for path, file in record.files.items()}

    def there(self, name: str) -> dict[str, FileRecord]:
        """The files of an artifact that are as the last run wrote them."""
        return self.before.there(self._out, name)

    def fresh(self, name: str, key: str) -> bool:
        """Whether the last run left just that, and all of it is there."""
        return self._pace.cache and self.before.holds(self._out, name, key)

    def keep(self, name: str, record: ArtifactRecord | None = None) -> None:
        """Takes an artifact as the last run left it."""
        self.records[name] = record or self.before.artifacts[name]

    def renew(self) -> None:
        """Has what follows made by new processes, which hold nothing of what was made before."""
        self._pool.__exit__()

    def put(self, path: str, data: bytes) -> None:
        """One file whose bytes are there already, written here where it is not as it should be."""
        key = fingerprints.key(data)
        if self.fresh(path, key):
            self.keep(path)
            return
        try:
            file = self._journal.written(path, path, (data, 0))
        except RefusedFile as error:
            self.refused.append(refused(error, path))
            return
        self.made.append(path)
        self.records[path] = ArtifactRecord(key, {path: file})

    def update(self, artifacts: Sequence[Artifact]) -> Iterator[Brought]:
        """Keeps those that are fresh, and makes the others, as they are done; what the maker raises is raised."""
        due = []
        for one in artifacts:
            if self.fresh(one.name, one.key):
                self.keep(one.name)
            else:
                due.append(one)
        if min(len(due), self._pace.jobs) > 1:
            self._maker.prepare(due)
        with closing(self._pool.run(due)) as results:
            for count, (one, result) in enumerate(results):
                if self._pace.tell:
                    self._pace.tell(one.name, count, len(due))
                brought = self._lost(one, result) if isinstance(result, TaskLost) else self._entered(one, result)
                self.records[one.name] = brought.record
                yield brought

    def finish(self, is_gone: Callable[[str], bool], *, whole: bool = False) -> Changes:
        """Removes the files that no artifact has any more; of those that this run did not come to, `is_gone` says.

        A `whole` run has made all that there should be: what another machine's run left beside goes too.
        """
        current = self._current(is_gone)
        now = {path for record in current.values() for path in record.files}
        left = {path: FileRecord(digest, (), 0) for path, digest in self.before.claimed.items() if whole}
        known = {**left, **self.before.files}
        gone = made.removed(self._out, [path for path in known if path not in now], known)
        output.remove_emptied(self._out, gone)
        kept = len({path for record in self.records.values() for path in record.files} - set(self.made))
        return Changes(tuple(sorted(self.made)), tuple(gone), kept)

    def remember(
        self,
        is_gone: Callable[[str], bool] = lambda _: False,
        *,
        known: KnownDigests | None = None,
        problems: Sequence[Problem] = (),
        note: Mapping[str, Any] | None = None,
        stamp: Callable[[Manifest], str] = whole_runs.unstamped,
    ) -> None:
        """Records what is there now; `stamp` gives that of a whole run, by which nothing may be asked again."""
        now = Manifest(self._current(is_gone), known or {}, "", tuple(problems), note or {}, self.before.claimed)
        manifest.write(self._out, self._family, replace(now, run=stamp(now)))

    def _current(self, is_gone: Callable[[str], bool]) -> dict[str, ArtifactRecord]:
        left = {name: record for name, record in self.before.artifacts.items() if name not in self.records}
        return {**{name: record for name, record in left.items() if not is_gone(name)}, **self.records}

    def _entered(self, one: Artifact, done: DoneArtifact) -> Brought:
        there = self.there(one.name)
        if done.files is None:
            found = there
        else:
            found = dict(done.files) if done.good else {**there, **done.files}
            self.made += done.files
        key = "" if done.refused else one.key
        problems = (*done.problems, *((refused(done.refused, one.source),) if done.refused else ()))
        return Brought(one, ArtifactRecord(key, found, problems, done.note), done.beside)

    def _lost(self, one: Artifact, lost: TaskLost) -> Brought:
        allowed = self._maker.limits(one) if self._maker.limits else None
        said = stopped(one.source or one.name, lost.why, allowed)
        return Brought(one, ArtifactRecord("", self.there(one.name), (said,)), lost=lost.why)


def _call(recipe: Callable[[], Made]) -> Made:
    return recipe()


def refused(error: RefusedFile, source: str) -> Problem:
    """Why a file of a source could not be written."""
    return Fault(error.code, error.message, hint=error.hint).in_file(source)


def stopped(source: str, why: LossReason, allowed: TaskLimits | None) -> Problem:
    """That the making of what the path `source` names was stopped."""
    if why is LossReason.KILLED or allowed is None:
        return fault("fabrication-arretee").in_file(source)
    most = {LossReason.MEMORY: allowed.memory, LossReason.TIME: allowed.seconds, LossReason.OUTPUT: allowed.output}[why]
    return fault(f"trop-lourd.{why.value}", name=Path(source).stem, most=most).in_file(source)
