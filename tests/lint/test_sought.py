"""A sign stands in all that its pattern finds: looking for it first loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fiches.lint import addressed, calendar_dates, damaged, leftovers, pasted, personal, typed_links, typed_tables
from fiches.lint.sought import Sought, sought

MISTAKES = sorted((Path(__file__).parent / "mistakes").glob("*.txt"))
LINES = {line for path in MISTAKES for line in path.read_text("utf-8").split("\n")}
MODULES = (addressed, calendar_dates, damaged, leftovers, pasted, personal, typed_links, typed_tables)
ALL = {f"{of.__name__}.{name}": one for of in MODULES for name, one in vars(of).items() if isinstance(one, Sought)}
TYPED = st.lists(st.sampled_from([*"aàE1.,;:!?'()[]{}<>#*_`|~&\\/%@^$+=-– \t", "TODO", "01", ".jpg", "https:"])).map(
    "".join
)


@pytest.mark.parametrize("name", ALL)
def test_a_sign_stands_in_all_that_is_found(name):
    one = ALL[name]
    found = [line for line in LINES if one.pattern.search(line)]
    assert found and all(map(one.may_be_in, found))


@given(TYPED)
def test_in_whatever_is_typed(line):
    assert all(one.may_be_in(line) for one in ALL.values() if one.pattern.search(line))


def test_what_is_found():
    one = sought("b", "a+b")
    assert one.search("xaab").span() == (1, 4)
    assert one.search("aaa") is None
    assert [match[0] for match in one.finditer("ab aab")] == ["ab", "aab"]
    assert list(one.finditer("aaa")) == []
