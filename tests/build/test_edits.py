"""Whatever is done to a collection and to what was made of it, the next build leaves what a clean one would.

What a faulty sheet made when it was good is kept, and a clean build has no such file: those are not compared.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, note, seed, settings
from hypothesis import strategies as st

from fiches.core.problems import has_errors
from support.edits import STEP, STEPS, Desk
from support.small_collection import clean, make

pytestmark = pytest.mark.no_unit


def left_by_a_fault(path, built, root):
    """Whether a PDF may be there only because what makes it is faulty now; faulty settings leave everything alone."""
    name = f"{Path(path).stem}.md"
    faulty = {problem.path for problem in built.problems if has_errors([problem])}
    if "sheets/collection.yaml" in faulty:
        return True
    elsewhere = any(not path.endswith(".md") for path in faulty)
    return (root / "sheets" / name).exists() and (elsewhere or f"sheets/{name}" in faulty)


def agree(desk):
    """The next build leaves what a clean one does, and the one after it makes nothing."""
    built, expected = make(desk.root), clean(desk.root)
    assert built.problems == expected.problems
    assert {path: built.files.get(path) for path in expected.files} == expected.files
    more = {path: data for path, data in built.files.items() if path not in expected.files}
    assert all(data == desk.spoilt.get(path) or left_by_a_fault(path, built, desk.root) for path, data in more.items())
    again = make(desk.root)
    assert (again.files, again.problems) == (built.files, built.problems)
    assert not again.made - (set(again.files) if has_errors(again.problems) else set())
    assert not list((desk.root / "build").rglob("*.tmp"))


def tried(root, steps):
    shutil.rmtree(root, ignore_errors=True)
    desk = Desk(root / "collection")
    make(desk.root)
    for number, (edit, name, extent, builds) in enumerate(steps):
        note(f"{edit} {name} {extent}{' build' if builds else ''}")
        getattr(desk, edit)(name, extent)
        if builds and number + 1 < len(steps):
            make(desk.root)
    agree(desk)


def test_colours_alone(tmp_path):
    """Each from the one before, though hardly a page is drawn."""
    desk = Desk(tmp_path / "collection")
    make(desk.root)
    for number in (1, 2, 5):
        desk.colour("", number)
        make(desk.root)
    agree(desk)


CALM = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@seed(20221105)
@settings(max_examples=1, deadline=None, database=None, suppress_health_check=CALM)
@given(steps=STEPS)
def test_any_edits(tmp_path, steps):
    tried(tmp_path / "essai", steps)


@pytest.mark.slow
@settings(max_examples=300, deadline=None, database=None, suppress_health_check=CALM)
@given(steps=st.lists(STEP, min_size=1, max_size=14))
def test_many_edits(tmp_path, steps):
    tried(tmp_path / "essai", steps)
