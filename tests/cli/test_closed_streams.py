"""Standard streams that are closed, as some supervisors leave them: the work is done, the exit code right."""

from __future__ import annotations

import os
import subprocess

import pytest

from support.sources import write

pytestmark = pytest.mark.no_unit


@pytest.mark.parametrize("closed", [(2,), (0, 1, 2)], ids=["2>&-", "all"])
def test_a_closed_stream_changes_neither_files_nor_exit_code(closed, program, tmp_path):
    root = write(tmp_path / "bad", {"sheets/a.md": "---\n---\n"})

    def close():
        for number in closed:
            os.close(number)

    run = subprocess.run([program, "init", tmp_path / "new"], preexec_fn=close, check=False)
    assert run.returncode == 0 and (tmp_path / "new/sheets").is_dir()
    assert subprocess.run([program, "check", "-C", root], preexec_fn=close, check=False).returncode == 1
