"""The list of mutations that `make mutate` tries: each still applies, to a rule whose package has tests."""

from __future__ import annotations

import sys

import pytest

from support.repository import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import mutate  # a tool, not a package

pytestmark = pytest.mark.no_unit


@pytest.mark.parametrize("mutation", mutate.MUTATIONS, ids=lambda one: one.rule)
def test_a_mutation_changes_its_file_in_one_place(mutation):
    text = (ROOT / mutate.PACKAGE / mutation.file).read_text("utf-8")
    changed = mutation.changed(ROOT)
    assert changed is not None, f"{mutation.old!r} is gone from {mutation.file}, or stands there twice"
    assert changed != text and len(changed.splitlines()) == len(text.splitlines())
    compile(changed, mutation.file, "exec")
    assert list((ROOT / mutation.tests).glob("test_*.py"))


def test_there_are_twenty_in_composition_preflight_maps_inks_and_quotations():
    assert len({(one.file, one.old) for one in mutate.MUTATIONS}) == len(mutate.MUTATIONS) == 20
    files = {one.file.rpartition("/")[0] for one in mutate.MUTATIONS}
    assert {"compose", "preflight/checks", "graphics/maps", "press", "typography"} <= files


def test_a_mutation_that_no_longer_applies_is_told():
    gone = mutate.Mutation("a rule", "compose/page4.py", "LONG_WORD = 7.0", "LONG_WORD = 0.0")
    twice = mutate.Mutation("a rule", "compose/page4.py", "given", "gave")
    lost = mutate.Mutation("a rule", "compose/page5.py", "LONG_WORD", "SHORT_WORD")
    assert {one.changed(ROOT) for one in (gone, twice, lost)} == {None}
