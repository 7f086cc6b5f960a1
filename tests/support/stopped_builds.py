"""Builds in processes of their own, and what the next one must leave."""

from __future__ import annotations

import os
import subprocess

from support.small_collection import clean, make, sheet

EDITED = {name: sheet(f"Note {name}", "D'autres mots.", key="eau" if name != "b" else "terre") for name in "abc"}


def start(program, root, *arguments, **more):
    return subprocess.Popen(
        [program, "build", *arguments],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        **more,
    )


def build(program, root, *arguments, **more):
    run = start(program, root, *arguments, **more)
    out, err = run.communicate()
    assert "Traceback" not in err, err
    return run.returncode, out, err


def completes(root, problems=()):
    """The next build leaves what a clean one does, and nothing of the one before."""
    built, expected = make(root), clean(root)
    assert built.files == expected.files
    assert {problem.code for problem in expected.problems} == set(problems), expected.problems
    assert not list((root / "build").rglob(".*.tmp"))
