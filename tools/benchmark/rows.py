"""Processes measured by their CPU seconds and their peak memory; what is found becomes the rows of a table."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmark.process_memory import MemoryWatch

ROOT = Path(__file__).resolve().parents[2]
RUNS = 3
UNITS = {"s": ("{:.2f} s", " s"), "×": ("{:.2f}", ""), "MB": ("{:.0f} MB", " MB"), "kB": ("{:.0f} kB", " kB")}


@dataclass(frozen=True)
class Row:
    """One line of the report; `bar` is what the measure may not exceed, None where it is only told.

    Where there is a `series`, the value is one point of its curve, at so many `sheets`.
    """

    what: str
    value: float
    unit: str = "s"
    bar: float | None = None
    series: str = ""
    sheets: int = 0

    def __str__(self) -> str:
        number, suffix = UNITS[self.unit]
        bar = "" if self.bar is None else f"≤ {self.bar:g}{suffix}"
        verdict = "" if self.bar is None else "yes" if self.value <= self.bar else "**no**"
        return f"| {self.what} | {number.format(self.value)} | {bar} | {verdict} |"


@dataclass(frozen=True)
class Cost:
    """What a process and its children cost: CPU seconds, seconds on the clock, MB of all of them together."""

    cpu: float
    wall: float
    memory: float


@dataclass(frozen=True)
class Job:
    """A command, and what must be done before each of its runs and is not measured."""

    command: Sequence[str | Path]
    before: Callable[[], object] = lambda: None
    folder: Path = ROOT


def least(*jobs: Job, runs: int = RUNS) -> list[Cost]:
    """What each job costs: the least of several runs, in which the jobs take turns.

    Whatever else the machine does only adds to a run, and turns keep a slow minute from falling on one side.
    """
    turns = [[measured(job) for job in jobs] for _ in range(runs)]
    return [
        Cost(min(one.cpu for one in costs), min(one.wall for one in costs), min(one.memory for one in costs))
        for costs in zip(*turns, strict=True)
    ]


def measured(job: Job) -> Cost:
    """What one run of a job costs; SystemExit shows what it said if it fails."""
    job.before()
    start = time.monotonic()
    with (
        Path(os.devnull).open("wb") as nowhere,
        subprocess.Popen(
            [str(part) for part in job.command],
            cwd=job.folder,
            env=environment(),
            stdout=nowhere,
            stderr=subprocess.PIPE,
        ) as process,
    ):
        with MemoryWatch(process.pid) as memory:
            said = process.stderr.read() if process.stderr else b""
            _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, job.command))}\n{said.decode(errors='replace')}")
    unit = 1 if sys.platform == "darwin" else 1024
    peak = max(memory.peak, used.ru_maxrss * unit / 1e6)  # a short run may end before it is looked at
    return Cost(used.ru_utime + used.ru_stime, time.monotonic() - start, peak)


def yardstick() -> float:
    """CPU seconds of work that is always the same: how much they differ is what this machine adds of its own."""
    start = time.process_time()
    words = [str(number * number) for number in range(300_000)]
    hashlib.sha256("".join(sorted(words)).encode()).hexdigest()
    return time.process_time() - start


def environment() -> Mapping[str, str]:
    """The child processes find the program and these tools."""
    paths = (ROOT / "src", ROOT / "tools", os.environ.get("PYTHONPATH", ""))
    found = os.pathsep.join(str(path) for path in paths if str(path))
    return {**os.environ, "PYTHONPATH": found, "PYTHONDONTWRITEBYTECODE": ""}  # what is installed is compiled


def fiches(*arguments: str | Path) -> list[str]:
    """The command of this very tree."""
    return [sys.executable, "-c", "from fiches.cli.main import main; main()", *map(str, arguments)]


def python(module: str, *arguments: str | Path) -> list[str]:
    """A module of these tools as a process of its own."""
    return [sys.executable, "-m", f"benchmark.{module}", *map(str, arguments)]
