"""The command in a process of its own, to be read while it works and to be interrupted."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def started(program: str, command: str, folder: Path) -> subprocess.Popen[str]:
    """`program command` at work in a folder; what it says is there line by line."""
    return subprocess.Popen(
        [program, command],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
