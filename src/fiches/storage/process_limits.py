"""What the machine refuses a process: memory, time, the size of what it writes, an interruption at the wrong moment."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class TaskLimits:
    """What one task may ask for: memory (MB) and computing (s); in time, WALL_CLOCK_FACTOR times as long.

    `output` (MB) is what one of its files, and its answer, may be. Windows knows time and the answer only.
    """

    memory: int
    seconds: int
    output: int = 1000


def held() -> int:
    """Bytes of address space that this process has, most of it its parent's; 0 where the system does not say."""
    with suppress(OSError, ValueError):
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def limit(limits: TaskLimits | None, begun: int) -> None:
    """Makes the machine refuse this process more than its next task may ask for, beside what it had when it `begun`.

    Where the machine allows less, that holds, and the other bounds are set all the same.
    """
    with suppress(ImportError):  # Windows
        import resource

        if limits:
            spent = resource.getrusage(resource.RUSAGE_SELF)
            end = int(spent.ru_utime + spent.ru_stime) + 1 + limits.seconds
            bounds = {
                resource.RLIMIT_CPU: end,
                resource.RLIMIT_AS: begun + limits.memory * MEGABYTE,
                resource.RLIMIT_FSIZE: limits.output * MEGABYTE,
            }
            for what, most in bounds.items():
                with suppress(ValueError, OSError):
                    resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def is_too_large(error: BaseException | None, limits: TaskLimits | None) -> bool:
    """Whether what is raised goes back to a file that was to grow beyond these limits, not beyond the machine's own."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        if limits is None or resource.getrlimit(resource.RLIMIT_FSIZE)[0] != limits.output * MEGABYTE:
            return False
    while error is not None:
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            return True
        error = error.__cause__
    return False


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl-C waits while a process is started, which has none to catch it yet."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
