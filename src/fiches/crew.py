"""Work shared among processes: results come back as they are ready; a process that dies loses only its own task."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Lost(Exception):  # noqa: N818  # named for what it is
    """A process was killed, or ran out of memory, while it was at a task."""


def cores() -> int:
    """How many processes this machine runs at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(tasks: Sequence[T], work: Callable[[T], R], jobs: int) -> Iterator[tuple[T, R | Lost]]:
    """Each task with what `work` makes of it, as they are done; in this process when one is enough.

    `work` and what it makes must survive pickling where processes are not forked. What `work` raises is raised here.
    """
    if min(jobs, len(tasks)) <= 1:
        for task in tasks:
            yield task, work(task)
        return
    hands = [_Hand(work) for _ in range(min(jobs, len(tasks)))]
    try:
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
            hand = busy[ready]
            task, result = hand.take()
            if isinstance(result, Lost):
                del busy[ready]
                hand.renew()
                busy[hand.pipe] = hand
            if waiting:
                hand.give(waiting.pop())
            else:
                del busy[hand.pipe]
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
        self._process.start()
        theirs.close()

    def give(self, task: T) -> None:
        self._task = task
        self.pipe.send(task)

    def take(self) -> tuple[T, R | Lost]:
        """The task and what became of it; raises what the process raised."""
        try:
            good, result = self.pipe.recv()
        except (EOFError, ConnectionResetError):
            self._process.join()
            return self._task, Lost(f"code {self._process.exitcode}")
        if not good:
            raise result
        return self._task, result

    def dismiss(self) -> None:
        """Ends the process, whatever it is at."""
        self.pipe.close()
        self._process.terminate()
        self._process.join()


def _serve(work: Callable[[Any], Any], pipe: Connection, parents: Connection) -> None:
    """What a process does until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent tells it to stop
    if sys.platform == "linux":
        parents.close()  # so that the end of the parent is seen
    while True:
        try:
            task = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send((True, work(task)))
        except Exception as error:  # it is the parent's to raise
            pipe.send((False, error))
