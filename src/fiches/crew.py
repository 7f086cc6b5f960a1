"""Work shared among processes: results come back as they are ready; a process that dies loses only its own task."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from types import MappingProxyType
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Lost(Exception):  # noqa: N818  # named for what it is
    """A process was killed, or ran out of memory, while it was at a task."""


def cores() -> int:
    """How many processes this machine runs at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(tasks: Sequence[T], work: Callable[[T], R], jobs: int) -> Generator[tuple[T, R | Lost], None, None]:
    """Each task with what `work` makes of it, as they are done; in this process when one is enough.

    `work` and what it makes must survive pickling where processes are not forked. What `work` raises is raised here.
    """
    if min(jobs, len(tasks)) <= 1:
        for task in tasks:
            yield task, work(task)
        return
    ForkingPickler.register(MappingProxyType, _sent)
    hands: list[_Hand[T, R]] = []
    try:
        for _ in range(min(jobs, len(tasks))):
            hands.append(_Hand(work))
        yield from _shared_out(list(tasks), hands)
    finally:
        for hand in hands:
            hand.dismiss()


def _shared_out(waiting: list[T], hands: list[_Hand[T, R]]) -> Iterator[tuple[T, R | Lost]]:
    waiting.reverse()
    for hand in hands:
        hand.give(waiting.pop())
    busy = {hand.pipe: hand for hand in hands}
    while busy:
        for ready in wait(list(busy)):
            hand = busy.pop(ready)
            task, result = hand.take()
            if waiting:
                hand.give(waiting.pop())
                busy[hand.pipe] = hand  # another, when it has a new process
            yield task, result


class _Hand(Generic[T, R]):
    """One process and the task that it is at."""

    def __init__(self, work: Callable[[T], R]) -> None:
        self._work = work
        self.renew()

    def renew(self) -> None:
        """Starts a process, the first or the next."""
        context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(self._work, theirs, self.pipe), daemon=True)
        with _uninterrupted():
            self._process.start()
        theirs.close()

    def give(self, task: T) -> None:
        """Hands a task over; to a new process when the one that was there is gone."""
        self._task = task
        try:
            if not self.pipe.closed:
                self.pipe.send(task)
                return
        except (BrokenPipeError, ConnectionResetError):
            self.dismiss()
        self.renew()
        self.pipe.send(task)

    def take(self) -> tuple[T, R | Lost]:
        """The task and what became of it; raises what the process raised."""
        try:
            good, result = self.pipe.recv()
        except (EOFError, ConnectionResetError):
            self.dismiss()
            return self._task, Lost(f"code {self._process.exitcode}")
        if not good:
            raise result
        return self._task, result

    def dismiss(self) -> None:
        """Ends the process, whatever it is at."""
        self.pipe.close()
        self._process.terminate()
        self._process.join()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits while a process is started, which has none to catch it yet."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(work: Callable[[Any], Any], pipe: Connection, parents: Connection) -> None:
    """What a process does until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent tells it to stop
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    if sys.platform == "linux":
        parents.close()  # so that the end of the parent is seen
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):  # nobody is there any more
        while True:
            task = pipe.recv()
            try:
                answer: tuple[bool, Any] = (True, work(task))
            except Exception as error:  # it is the parent's to raise
                answer = (False, _portable(error))
            pipe.send(answer)


def _portable(error: Exception) -> Exception:
    """An exception that survives the way to another process, and tells there where it was raised."""
    where = "".join(traceback.format_exception(error))
    try:
        error.add_note(where)
        ForkingPickler.loads(ForkingPickler.dumps(error))
    except Exception:  # whatever an exception does when it is copied
        return RuntimeError(where)
    return error


def _sent(values: MappingProxyType[str, Any]) -> tuple[Any, ...]:
    """How a mapping that is only read goes to another process, where it may be read only as well."""
    return _received, (dict(values),)


def _received(values: dict[str, Any]) -> MappingProxyType[str, Any]:
    return MappingProxyType(values)
