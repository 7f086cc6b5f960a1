"""Long work: the command of the program itself in a process of its own, told line by line, and stopped when asked."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread

COMMANDS = ("build", "print", "kit", "posters")  # of the program, which a page may ask for
TellWork = Callable[[str, str], None]  # (kind: begun, line, done, failed or stopped; words)


@dataclass(slots=True)
class Jobs:
    """The work of one collection, one piece at a time."""

    root: Path
    out: Path | None
    tell: TellWork
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
            self._stopped = False
            self._running = subprocess.Popen(
                [*command, "-C", str(self.root), *out], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL, encoding="utf-8", errors="replace",
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
        for line in process.stdout or ():
            self.tell("line", line.rstrip())
        code = process.wait()
        with self._lock:
            self._running = None
        self.tell("stopped" if self._stopped else "failed" if code else "done", name)
