"""The memory of a process and of all that it starts, looked at while they run: pages that several share count once."""

from __future__ import annotations

import re
import threading
from contextlib import suppress
from pathlib import Path

PAUSE = 0.25  # s between two looks, each of which makes the system walk through all pages
_SHARE = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)  # of a process: its own pages, and its part of those it shares


class MemoryWatch:
    """The `peak`, in MB, of a process and its descendants, from the start of the context to its end; Linux only."""

    def __init__(self, pid: int) -> None:
        self.peak = 0.0
        self._pid, self._done = pid, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> MemoryWatch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(PAUSE):
            self.peak = max(self.peak, sum(map(_share, _family(self._pid))) * 1024 / 1e6)


def _family(pid: int) -> list[int]:
    """A process and all below it that are there."""
    found = [pid]
    for one in found:
        for tasks in Path(f"/proc/{one}/task").glob("*/children"):
            with suppress(OSError):
                found += map(int, tasks.read_text().split())
    return found


def _share(pid: int) -> int:
    with suppress(OSError):
        told = _SHARE.search(Path(f"/proc/{pid}/smaps_rollup").read_text())
        return int(told[1]) if told else 0
    return 0
