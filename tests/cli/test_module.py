"""`python -m fiches` is the command: the same name, the same words, the same exit codes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from fiches.core.problems import ExitCode

pytestmark = pytest.mark.no_unit


def called(*arguments):
    command = [sys.executable, "-m", "fiches", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["serve", "--rien"]])
def test_the_program_is_called_fiches(arguments):
    run = called(*arguments)
    words = run.stdout + run.stderr
    assert "fiches" in words and "python" not in words and "__main__" not in words


def test_it_leaves_with_the_exit_code_of_the_command():
    assert called("--version").returncode == ExitCode.DONE
    assert called("--rien").returncode == ExitCode.USAGE
