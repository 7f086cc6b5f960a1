"""What the fuzzer starts from, and what it once broke: each is read again."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys

import pytest

from support.fuzz_targets import CORPUS, TARGETS
from support.repository import ROOT

pytestmark = pytest.mark.no_unit

KEPT = [(reader, path) for reader in TARGETS for path in sorted((CORPUS / reader).iterdir())]


@pytest.mark.parametrize(("reader", "path"), KEPT, ids=lambda one: getattr(one, "name", one))
def test_what_is_kept(reader, path):
    TARGETS[reader](path.read_bytes())


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="needs atheris")
def test_a_minute_of_fuzzing(tmp_path):
    command = [sys.executable, ROOT / "tools" / "fuzz.py", "--minutes", "1", "--into", tmp_path]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=os.environ)
    assert run.returncode == 0, run.stdout + run.stderr
    assert [line.split()[0] for line in run.stdout.splitlines()] == list(TARGETS)
