"""Work shared among processes: each has its limits, and one that dies or exceeds them loses only its own task."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from enum import StrEnum
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from fiches.core.messages import message
from fiches.core.problems import FichesError
from fiches.storage import compiled, process_limits
from fiches.storage.portable import packed, raisable
from fiches.storage.process_limits import MEGABYTE, TaskLimits

TaskT = TypeVar("TaskT")
ResultT = TypeVar("ResultT")


class LossReason(StrEnum):
    """What ended a process that was at a task."""

    MEMORY = "memory"  # it asked for more than it may have
    TIME = "time"  # it computed for longer than it may, or did not answer
    OUTPUT = "output"  # it made more than it may
    KILLED = "killed"  # the machine, or somebody


class TaskLost(Exception):  # noqa: N818  # named for what it is
    """A process was killed, or went beyond its limits, while it was at a task."""

    def __init__(self, why: LossReason) -> None:
        super().__init__(why)
        self.why = why


class NoProcess(FichesError):  # noqa: N818  # named for what it is
    """The machine starts no more processes, or has no room for what speaks to them."""

    def __init__(self) -> None:
        super().__init__(message("no-process"))


MOST_TASKS = 400  # of one process, with which goes what it never gives back: 50 kB a sheet
WALL_CLOCK_FACTOR = 5  # on a machine that has other work, or a slow disk
_NO_MEMORY, _TOO_LARGE = 77, 78  # the exit codes of a process that had not enough, and of one that made too much
_WHY = {
    _NO_MEMORY: LossReason.MEMORY,
    _TOO_LARGE: LossReason.OUTPUT,
    -6: LossReason.MEMORY,
    -5: LossReason.MEMORY,
    -24: LossReason.TIME,
}  # C libraries abort or trap; SIGXCPU


def cores() -> int:
    """How many processes this machine runs at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class WorkerPool(Generic[TaskT, ResultT]):
    """Processes at one kind of work, started when they are needed first; they stay for the next tasks, until the end.

    With `limits`, which says what a task may ask for, work is never done in this process; without, only when several
    are needed. `work` and what it makes must survive pickling where processes are not forked.
    """

    def __init__(
        self, work: Callable[[TaskT], ResultT], jobs: int, limits: Callable[[TaskT], TaskLimits] | None = None
    ) -> None:
        self._work, self.jobs, self._limits = work, jobs, limits
        self._hands: list[_Worker[TaskT, ResultT]] = []

    def __enter__(self) -> WorkerPool[TaskT, ResultT]:
        return self

    def __exit__(self, *_: object) -> None:
        self._dismiss()

    def run(self, tasks: Sequence[TaskT]) -> Generator[tuple[TaskT, ResultT | TaskLost], None, None]:
        """Each task with what the work makes of it, as they are done. What the work raises is raised here.

        Where the machine starts no more processes, those that are there do it all, or this one if it may; else
        NoProcess is raised.
        """
        count = min(self.jobs, len(tasks))
        if not tasks or (self._limits is None and count <= 1):
            yield from ((task, self._work(task)) for task in tasks)
            return
        try:
            self._hire(count)
            if self._hands:
                yield from _shared_out(list(tasks), self._hands[:count])
            else:
                yield from ((task, self._work(task)) for task in tasks)
        except BaseException:  # also when nobody wants the rest
            self._dismiss()
            raise

    def _hire(self, count: int) -> None:
        """Starts processes until there are so many, or as many as there can be."""
        try:
            while len(self._hands) < count:
                self._hands.append(_Worker(self._work, self._limits))
        except NoProcess:
            if self._limits and not self._hands:
                raise

    def _dismiss(self) -> None:
        for hand in self._hands:
            hand.dismiss()
        self._hands = []


def run(
    tasks: Sequence[TaskT],
    work: Callable[[TaskT], ResultT],
    jobs: int,
    limits: Callable[[TaskT], TaskLimits] | None = None,
) -> Generator[tuple[TaskT, ResultT | TaskLost], None, None]:
    """Each task with what `work` makes of it, by a crew that is there for them alone."""
    with WorkerPool(work, jobs, limits) as crew:
        yield from crew.run(tasks)


def alone(task: TaskT, work: Callable[[TaskT], ResultT], limits: TaskLimits) -> ResultT | TaskLost:
    """What `work` makes of one task, in a process that is there for it alone."""
    [(_, result)] = run([task], work, 1, lambda _: limits)
    return result


def _shared_out(
    waiting: list[TaskT], hands: list[_Worker[TaskT, ResultT]]
) -> Iterator[tuple[TaskT, ResultT | TaskLost]]:
    waiting.reverse()
    for hand in hands:
        hand.give(waiting.pop())
    busy = {hand.pipe: hand for hand in hands}
    while busy:
        patience = [hand.patience for hand in busy.values() if hand.patience is not None]
        for ready in wait(list(busy), min(patience, default=None)) or _late(busy):
            hand = busy.pop(ready)
            task, result = hand.take()
            if waiting:
                hand.give(waiting.pop())
                busy[hand.pipe] = hand  # another, when it has a new process
            yield task, result


def _late(busy: Mapping[Any, _Worker[TaskT, ResultT]]) -> list[Any]:
    """The pipes of those that have been too long at their tasks, which are stopped."""
    late = [pipe for pipe, hand in busy.items() if hand.patience == 0]
    for pipe in late:
        busy[pipe].stop()
    return late


class _Worker(Generic[TaskT, ResultT]):
    """One process and the task that it is at."""

    def __init__(self, work: Callable[[TaskT], ResultT], limits: Callable[[TaskT], TaskLimits] | None) -> None:
        self._work, self._limits = work, limits
        self.renew()

    @property
    def patience(self) -> float | None:
        """How many s more its task may take; None: for ever."""
        return max(0.0, self._end - time.monotonic()) if self._end else None

    def stop(self) -> None:
        """Ends the process for being late."""
        self._late = True
        self._process.kill()
        self._process.join()
        self._clear()

    def renew(self) -> None:
        """Starts a process, the first or the next."""
        self._done = 0
        context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self._scratch = _scratch()
        try:
            self.pipe, theirs = context.Pipe()
            with closing(theirs), process_limits.uninterrupted():
                given = (self._work, theirs, self.pipe, self._scratch)
                self._process = context.Process(target=_serve, args=given, daemon=True)
                self._process.start()
        except OSError as error:
            self._clear()
            raise NoProcess from error

    def give(self, task: TaskT) -> None:
        """Hands a task over; to a new process when the one that was there is gone, or has had its share."""
        if self._done >= MOST_TASKS and not self.pipe.closed:
            self.dismiss()
        limits = self._limits(task) if self._limits else None
        self._task, self._late = task, False
        self._end = time.monotonic() + WALL_CLOCK_FACTOR * limits.seconds if limits else 0.0
        try:
            if not self.pipe.closed:
                self.pipe.send((task, limits))
                return
        except (BrokenPipeError, ConnectionResetError):
            self.dismiss()
        self.renew()
        self.pipe.send((task, limits))

    def take(self) -> tuple[TaskT, ResultT | TaskLost]:
        """The task and what became of it; raises what the process raised."""
        try:
            good, result = self.pipe.recv()
            self._done += 1
        except (EOFError, ConnectionResetError):
            self._process.join()  # whose pipe is closed: it has ended, or is about to
            self.dismiss()
            why = LossReason.TIME if self._late else _WHY.get(self._process.exitcode or 0, LossReason.KILLED)
            return self._task, TaskLost(why)
        if not good:
            raise result
        return self._task, result

    def dismiss(self) -> None:
        """Ends the process, whatever it is at."""
        self.pipe.close()
        self._process.terminate()
        self._process.join()
        self._clear()

    def _clear(self) -> None:
        """Removes what the process left in its folder, who had no time to."""
        if self._scratch:
            shutil.rmtree(self._scratch, ignore_errors=True)


def _scratch() -> str | None:
    """A new folder for what one process unpacks (fonts: 5 MB); None where there is no room, which it then tells."""
    try:
        return tempfile.mkdtemp(prefix="fiches-")
    except OSError:
        return None


def _serve(work: Callable[[Any], Any], pipe: Connection, parents: Connection, scratch: str | None) -> None:
    """What a process does until nobody asks any more; what libraries unpack goes to `scratch`, and with it."""
    tempfile.tempdir = scratch
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):  # nobody is there any more
        _work_on(work, pipe, parents)
    if scratch:  # the parent is gone, and cannot
        shutil.rmtree(scratch, ignore_errors=True)


def _work_on(work: Callable[[Any], Any], pipe: Connection, parents: Connection) -> None:
    """Answers each task; EOFError and its like when nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent tells it to stop
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    if sys.platform == "linux":
        parents.close()  # so that the end of the parent is seen
    begun = process_limits.held()
    while True:
        task, limits = pipe.recv()
        try:
            process_limits.limit(limits, begun)
            answer = packed((True, work(task)))
        except (MemoryError, SystemError):  # the second from libraries in C that had none and do not say so
            os._exit(_NO_MEMORY)  # nothing more can be counted on
        except Exception as error:  # it is the parent's to raise
            if process_limits.is_too_large(error, limits):
                os._exit(_TOO_LARGE)
            answer = packed((False, raisable(error)))
        if limits and len(answer) > limits.output * MEGABYTE:
            os._exit(_TOO_LARGE)
        pipe.send_bytes(answer)
        compiled.keep()
