"""Many tests are run by forks: each once, and what fails, stops or ends its process is told as by a plain run."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from support import forks
from support.repository import ROOT

TESTS = """
import os, pytest

@pytest.mark.unit
@pytest.mark.parametrize("n", range({count}))
def test_a(n, tmp_path):
    print(f"said {{n}}")
    with open({told!r}, "a") as file:
        file.write(f"{{n}} {{os.getpid()}}\\n")
    assert n != 40
    if n == 140:
        os._exit(3)
    if n == 240:
        pytest.skip()
"""


@pytest.fixture
def runs(tmp_path):
    """Runs so many tests, with these options: what was printed, and which were run, each with its process."""

    def run(count, *options):
        (told := tmp_path / "told").write_bytes(b"")
        (tmp_path / "test_some.py").write_text(TESTS.format(count=count, told=str(told)), "utf-8")
        more = [*"-p no:cacheprovider -p conftest --rootdir . -c".split(), os.devnull]
        paths = os.pathsep.join((str(ROOT / "tests"), str(ROOT / "src")))
        settings = {"PYTHONPATH": paths, "TERM": "dumb", "PATH": os.environ["PATH"]}
        command = [sys.executable, "-m", "pytest", *more, *options, "test_some.py"]
        made = subprocess.run(command, env=settings, capture_output=True, encoding="utf-8", check=False, cwd=tmp_path)
        return made.stdout, [tuple(map(int, line.split())) for line in told.read_text("utf-8").splitlines()]

    return run


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core")
def test_each_is_run_once_and_told(runs):
    said, ran = runs(forks.FEW + 1, *([] if sys.platform == "linux" else ["-m", "unit"]))
    numbers = {number for number, _ in ran}
    assert len(numbers) == len(ran) and len({process for _, process in ran}) > 1
    assert len(numbers) >= forks.FEW  # all but the one behind that which ended its process
    assert re.search(r"2 failed, \d+ passed, 1 skipped", said), said
    assert "said 40" in said and "test_a[140] - its process ended with 3" in said


def test_few_tests_or_a_word_on_workers_are_left_to_pytest(runs):
    for count, options in ((10, ()), (forks.FEW + 1, ("-n", "0"))):
        assert len({process for _, process in runs(count, *options)[1]}) == 1
