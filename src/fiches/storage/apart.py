"""Small pieces of work done in processes with limits: each gives its value, or the problem that it was stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from fiches.core.problems import Problem
from fiches.storage import workers
from fiches.storage.artifacts import stopped
from fiches.storage.process_limits import TaskLimits
from fiches.storage.workers import TaskLost

ValueT = TypeVar("ValueT")


@dataclass(frozen=True, slots=True)
class Piece(Generic[ValueT]):
    """One thing to find out: what gives it when it is called, and the path that the problem names if it may not."""

    source: str
    call: Callable[[], ValueT]


def done(pieces: Sequence[Piece[ValueT]], limits: TaskLimits, jobs: int = 1) -> list[ValueT | Problem]:
    """What each gives, in their order; what they raise is raised here."""
    found: dict[int, ValueT | Problem] = {}
    for number, made in workers.run(range(len(pieces)), partial(_called, pieces), jobs, lambda _: limits):
        if isinstance(made, TaskLost):
            found[number] = stopped(pieces[number].source, made.why, limits)
        else:
            found[number] = made
    return [found[number] for number in range(len(pieces))]


def _called(pieces: Sequence[Piece[ValueT]], number: int) -> ValueT:
    """Of pieces that a process has from its beginning, so that only their values travel."""
    return pieces[number].call()
