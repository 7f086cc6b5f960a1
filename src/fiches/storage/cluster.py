"""Work shared among the machines of a Dask cluster: what comes back is proved, what is lost or late is made here."""

from __future__ import annotations

import logging
import pickle
import queue
import re
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from fiches.core.messages import Message, message
from fiches.core.problems import ExitCode, FichesError
from fiches.storage import process_limits
from fiches.storage.answers import ANSWER_TIME, answered
from fiches.storage.portable import packed
from fiches.storage.process_limits import MEGABYTE, TaskLimits
from fiches.storage.workers import TaskLost, TaskT, WorkerPool, cores

GivenT = TypeVar("GivenT")
DoneT = TypeVar("DoneT")
LOCAL = re.compile(r"local(?::([1-9]\d{0,2}))?")
_QUIET = {
    "distributed.comm.timeouts.connect": "10s",
    "distributed.worker.profile.enabled": False,  # a hundred times a second, through stacks as deep as a layout's
}
LATENESS = 15.0  # s without any result, or three times the longest wait for one so far, before a task is made here too
START_FACTOR = 4  # times as long for the first: machines load the program, the engine and its fonts before it


def _silently(_: Message) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where the machines are: the address of a scheduler, or `local:N` for processes of this one; whom to tell."""

    address: str
    tell: Callable[[Message], None] = _silently
    patience: float = LATENESS


class ClusterPool(Generic[TaskT, GivenT, DoneT]):
    """The machines of a cluster at one kind of work, found when they are needed first, until the end.

    `work` and tasks must survive pickling; `is_good` proves what a machine gives before anybody uses it. `here` makes
    what none could.
    """

    def __init__(
        self,
        cluster: Cluster,
        work: Callable[[TaskT], GivenT],
        is_good: Callable[[TaskT, GivenT], bool],
        here: WorkerPool[TaskT, DoneT],
        limits: Callable[[TaskT], TaskLimits] | None = None,
    ) -> None:
        self._cluster, self._work, self._is_good = cluster, work, is_good
        self._here, self._limits = here, limits
        self._client: Any = None
        self._machines: Any = None  # where they are processes of this one
        self._allowed = START_FACTOR * cluster.patience  # s without any result
        self._told: set[str] = set()

    def __enter__(self) -> ClusterPool[TaskT, GivenT, DoneT]:
        return self

    def __exit__(self, *_: object) -> None:
        self._here.__exit__()
        for each in (self._client, self._machines):
            if each is not None:
                with suppress(Exception):  # a scheduler that is gone, or stands still
                    answered(each.close, ANSWER_TIME)
        self._client = self._machines = None

    def run(self, tasks: Sequence[TaskT]) -> Generator[tuple[TaskT, GivenT | DoneT | TaskLost], None, None]:
        """Each task with what the work makes of it, as they are done; each once, whoever was first."""
        if not tasks:
            return
        if self._client is None:
            self._open()
        done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        waiting = self._submitted(tasks, done)
        here = [task for number, task in enumerate(tasks) if number not in waiting]
        for number, future in self._arrivals(waiting, done):
            made = self._received(tasks[number], future) if future else None
            if made is not None:
                yield tasks[number], made
            else:
                here.append(tasks[number])
            if len(here) >= self._here.jobs:
                yield from self._here.run(here)
                here = []
        yield from self._here.run(here)

    def _arrivals(self, waiting: dict[int, Any], done: queue.SimpleQueue[Any]) -> Iterator[tuple[int, Any]]:
        """Each task that a machine has done, once; without what it made whenever that takes too long."""
        numbers = {future.key: number for number, future in waiting.items()}
        longest, late = 0.0, False
        while waiting:
            began = time.monotonic()
            try:
                future = done.get(timeout=0.001 if late else self._allowed)
            except queue.Empty:
                self._tell(message("cluster.silent"))
                late, number, future = True, next(iter(waiting)), None
                self._allowed = max(self._cluster.patience, 3 * longest)
            else:
                longest, late = max(longest, time.monotonic() - began), False
                self._allowed = max(self._cluster.patience, 3 * longest)
                number = numbers[future.key]
            if waiting.pop(number, None) is not None:  # else it was made here in the meantime
                yield number, future

    def _submitted(self, tasks: Sequence[TaskT], done: queue.SimpleQueue[Any]) -> dict[int, Any]:
        """What each task will give, by its number, of those that a machine has room for; none where no scheduler is."""
        try:
            rooms = answered(self._rooms, ANSWER_TIME)
            work = self._client.submit(_unpacked, packed(self._work), pure=True, retries=3)
        except Exception:  # whatever a client without its scheduler raises
            self._tell(message("cluster.silent"))
            return {}
        found = {}
        for number, task in enumerate(tasks):
            limits = self._limits(task) if self._limits else None
            fit = _roomy(rooms, limits)
            if fit or not rooms:
                bound = {} if len(fit) == len(rooms) else {"workers": fit}
                found[number] = future = self._client.submit(_done, work, packed(task), limits, pure=False, **bound)
                future.add_done_callback(done.put)
        return found

    def _rooms(self) -> dict[str, int]:
        """The bytes that each machine lets its work have; 0 for one that sets no bound."""
        workers = self._client.scheduler_info(n_workers=-1)["workers"]
        return {name: int(one.get("memory_limit") or 0) for name, one in workers.items()}

    def _received(self, task: TaskT, future: Any) -> GivenT | None:  # noqa: ANN401
        """What a machine made, if it is what would have been made here."""
        try:
            made: GivenT = pickle.loads(future.result(timeout=ANSWER_TIME))
            if self._is_good(task, made):
                return made
            self._tell(message("cluster.other-sources"))
        except CancelledError:  # its scheduler is gone
            self._tell(message("cluster.silent"))
        except Exception as error:  # whatever another machine raises: it is made here, and raised here if need be
            self._tell(message("cluster.refused", reason=str(error) or type(error).__name__))
        finally:
            future.release()
        return None

    def _tell(self, said: Message) -> None:
        """Tells why something is made here; once, since the reason is most often that of all."""
        if said.name not in self._told:
            self._told.add(said.name)
            self._cluster.tell(said)

    def _open(self) -> None:
        try:
            import distributed
            from dask import config
        except ImportError as error:
            raise FichesError(message("cluster.missing"), exit_code=ExitCode.UNUSABLE) from error
        for name in ("distributed", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        found, address = LOCAL.fullmatch(self._cluster.address), self._cluster.address
        kind: Any = distributed.LocalCluster
        client: Any = distributed.Client
        try:
            with config.set(_QUIET):
                if found:
                    count = int(found[1] or cores())
                    self._machines = kind(
                        n_workers=count, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
                    )
                self._client = answered(
                    lambda: client(self._machines or address, timeout=ANSWER_TIME), 1.25 * ANSWER_TIME
                )
        except Exception as error:  # whatever the network says
            raise FichesError(
                message("cluster.unreachable", address=address, reason=str(error)), exit_code=ExitCode.UNUSABLE
            ) from error


_one_at_a_time = threading.Lock()  # the engine is one a process, however many threads a machine gives it


def _unpacked(data: bytes) -> Any:  # noqa: ANN401
    """The work, once for all tasks of a machine."""
    return pickle.loads(data)  # from the scheduler that somebody has named


def _done(work: Callable[[Any], Any], task: bytes, limits: TaskLimits | None) -> bytes:
    """One task, on another machine, within its limits."""
    with _one_at_a_time, _limited(limits):
        return packed(work(pickle.loads(task)))


def _roomy(rooms: Mapping[str, int], limits: TaskLimits | None) -> list[str]:
    """The machines that have room for a task."""
    return [name for name, room in rooms.items() if not (limits and room) or limits.memory * MEGABYTE <= room]


@contextmanager
def _limited(limits: TaskLimits | None) -> Iterator[None]:
    """The bounds of one task, in a process that has others after it."""
    try:
        import resource
    except ImportError:  # Windows
        yield
        return
    kinds = (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_FSIZE)
    before = [(kind, resource.getrlimit(kind)) for kind in kinds]
    process_limits.limit(limits, process_limits.held())
    try:
        yield
    finally:
        for kind, bounds in before:
            resource.setrlimit(kind, bounds)
