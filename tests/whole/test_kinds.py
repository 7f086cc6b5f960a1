"""Tests know their kind: `pytest -m unit` is what can be waited for, and a test that is more than it seems fails."""

from __future__ import annotations

import fnmatch
import os
import subprocess
import sys

import pytest

from fiches.build.pipeline import build
from fiches.cli.main import run
from fiches.lint import collection
from fiches.preflight import report
from support import kinds, small_collection
from support.repository import ROOT


def test_every_test_is_of_one_kind(request):
    for item in request.session.items:
        assert len({mark.name for mark in item.iter_markers()} & set(kinds.KINDS)) == 1, item.nodeid


def test_what_says_that_it_has_no_unit_test_has_none(request):
    units = {item.path for item in request.session.items if item.get_closest_marker("unit")}
    assert [path for path in units if kinds.of_all(path.read_text("utf-8")) & kinds.NO_UNIT] == []


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("import x\n\npytestmark = pytest.mark.no_unit  # all\n", {"no_unit"}),
        ("pytestmark = [\n    pytest.mark.slow,\n    pytest.mark.xdist_group('a'),\n]\n", {"slow", "xdist_group"}),
        ("def test_a():\n    pytestmark = pytest.mark.slow\n", set()),
    ],
)
@pytest.mark.unit
def test_a_file_is_read_for_its_marks(text, marks):
    assert kinds.of_all(text) == marks


def test_no_folder_of_tests_is_passed_by(pytestconfig):
    """As pytest passes by one called `build`, unless it is told what to pass by."""
    names = {path.name for path in (ROOT / "tests").iterdir() if any(path.glob("test_*.py"))}
    passed = [name for name in names for left in pytestconfig.getini("norecursedirs") if fnmatch.fnmatch(name, left)]
    assert {"build", "whole"} <= names and passed == []


def runs_a_process():
    subprocess.run([sys.executable, "-V"], check=True)


def forks():
    return os.fork()


class Builds:
    """By way of a method, of what the method calls, and of the session that this makes."""

    @property
    def made(self):
        return small_collection.make(ROOT)


CALLED = [
    (runs_a_process, "command"),
    (forks, "command"),
    (lambda: run(["check"]), "command"),
    (lambda: build(None), "engine"),
    (Builds, "engine"),
    ({"a": [runs_a_process]}, "command"),
    (lambda: collection.read, "whole"),
    (lambda: report.every, "unit"),
    (len, "unit"),
    (3, "unit"),
]


@pytest.mark.unit
def test_a_kind_follows_from_what_is_called():
    needs = kinds.reached(code for code, _ in CALLED)  # all at once: most of them reach the same
    assert [kinds.kind(needs[id(code)]) for code, _ in CALLED] == [kind for _, kind in CALLED]


@pytest.mark.unit
@pytest.mark.parametrize("code", [runs_a_process, forks])
def test_a_unit_test_starts_no_process(code):
    with pytest.raises(AssertionError, match="may not do this"):
        code()


@pytest.mark.engine
def test_a_test_of_the_engine_may_fork_but_runs_no_program():
    with pytest.raises(AssertionError, match="may not do this"):
        runs_a_process()
    child = forks()
    if child == 0:
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0


@pytest.mark.unit
def test_a_unit_test_has_no_engine():
    with pytest.raises(ImportError):
        import weasyprint  # noqa: F401
