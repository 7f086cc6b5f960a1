"""Long work: the command of the program itself in a process of its own, told line by line, and stopped when asked."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread

from fiches.core.problems import AS_DATA, Problem
from fiches.studio import run_remarks

COMMANDS = ("build", "print", "kit", "posters")  # of the program, which a page may ask for
TellWork = Callable[[str, str], None]  # (kind: begun, line, done, failed or stopped; words)


@dataclass(slots=True)
class Jobs:
    """The work of one collection, one piece at a time; what the last one said of its files is kept apart."""

    root: Path
    out: Path | None
    tell: TellWork
    remarks: tuple[Problem, ...] = ()
    _running: subprocess.Popen[str] | None = None
    _stopped: bool = False
    _lock: Lock = field(default_factory=Lock)

    def start(self, name: str, sheets: Sequence[str], language: str) -> bool:
        """Begins one of COMMANDS, for some sheets or (none named) all; False while another piece of work goes on."""
        with self._lock:
            if self._running:
                return False
            out = ["-o", str(self.out)] if self.out else []
            command = [sys.executable, "-m", "fiches", "--langue", language, name, *sheets]
            self._stopped, self.remarks = False, ()
            self._running = subprocess.Popen(
                [*command, "-C", str(self.root), *out], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL, encoding="utf-8", errors="replace", env={**os.environ, AS_DATA: "1"},
            )  # fmt: skip
            Thread(target=self._follow, args=(self._running, name), daemon=True).start()
            return True

    def stop(self) -> None:
        """Ends what is being made; what was finished stays."""
        with self._lock:
            if self._running:
                self._stopped = True
                self._running.terminate()

    def _follow(self, process: subprocess.Popen[str], name: str) -> None:
        self.tell("begun", name)
        with process:
            self._listen(process.stdout or ())
        with self._lock:
            self._running = None
        self.tell("stopped" if self._stopped else "failed" if process.returncode else "done", name)

    def _listen(self, lines: Iterable[str]) -> None:
        """Tells lines as they come, but for problems, which are kept."""
        for line in map(str.rstrip, lines):
            if found := run_remarks.read(line):
                self.remarks = (*self.remarks, found)
            else:
                self.tell("line", line)
