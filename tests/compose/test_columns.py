"""Columns end even, and cut nothing that should stay whole."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from fiches.compose.columns import Slot, Stack, balanced, is_even, slots_of

PARAGRAPHS = st.lists(st.integers(1, 14), min_size=1, max_size=9)


def stacks(counts, **more):
    return [Stack(1.0, (False,) * count, **more) for count in counts]


@settings(max_examples=50, derandomize=True, deadline=None)
@given(PARAGRAPHS, st.integers(1, 3))
def test_columns_hold_all_and_leave_two_lines_on_either_side_of_a_cut(counts, columns):
    slots = slots_of(stacks(counts))
    found = balanced(slots, columns)
    assert found.cuts[0] == 0 and found.cuts[-1] == len(slots) and list(found.cuts) == sorted(found.cuts)
    assert sum(found.heights) == len(slots)
    starts = [sum(counts[:place]) for place in range(len(counts) + 1)]
    for cut in found.cuts[1:-1]:
        inside = next(((first, end) for first, end in pairwise(starts) if first < cut < end), None)
        assert inside is None or (cut - inside[0] >= 2 and inside[1] - cut >= 2)


def test_columns_of_running_text_end_within_a_line():
    for lines in range(8, 60):
        found = balanced(slots_of(stacks([lines])), 2)
        assert is_even(found, 1.0) and found.height == -(-lines // 2)
        assert is_even(balanced(slots_of(stacks([lines])), 3), 1.0)


def test_no_divided_word_is_last_in_a_column():
    found = balanced(slots_of([Stack(1.0, (False,) * 4 + (True,) + (False,) * 5)]), 2)
    assert found.cuts in {(0, 6, 10), (0, 4, 10)}


def test_a_head_stays_with_what_follows_and_a_name_with_what_it_follows():
    head = balanced(slots_of([*stacks([5]), Stack(1.0, (False,), 1.0, leads=True), *stacks([6])]), 2)
    assert head.cuts[1] == 5
    name = balanced(slots_of([*stacks([2]), *stacks([3]), Stack(1.0, (False,), joins=True)]), 2)
    assert name.cuts[1] == 2


def test_items_are_whole_where_the_columns_can_hold_them():
    assert balanced(slots_of(stacks([6, 6, 4], is_whole=True)), 2).cuts[1] in (6, 12)
    assert balanced(slots_of(stacks([9, 5], is_whole=True)), 2).heights == (9, 5)  # uneven before cut
    assert balanced(slots_of(stacks([9, 4], is_whole=True)), 2).heights == (6, 7)  # cut before very uneven
    assert balanced(slots_of(stacks([3, 9], is_whole=True)), 2).heights == (6, 6)
    assert balanced(slots_of(stacks([1, 5], is_whole=True)), 2).heights == (1, 5)


def test_three_lines_at_least_stand_on_either_side_of_a_cut_in_what_should_stay_whole():
    assert balanced(slots_of(stacks([2, 10, 1], is_whole=True)), 2).heights == (6, 7)
    assert balanced(slots_of(stacks([1, 7, 1, 1, 1], is_whole=True)), 2).cuts[1] in (4, 5)
    assert balanced(slots_of(stacks([30], is_whole=True)), 2).heights == (15, 15)  # else columns would be no columns


def test_white_above_is_none_at_the_head_of_a_column():
    found = balanced(slots_of([*stacks([4]), *stacks([4], above=0.5)]), 2)
    assert found.heights == (4, 4)
    assert balanced(slots_of([*stacks([4]), *stacks([4], above=0.5)]), 1).heights == (8.5,)


def test_what_may_not_be_cut_at_all_stands_in_the_first_column():
    assert balanced([Slot(1.0, may_end=False)] * 3, 2).heights == (3, 0)
    assert balanced([], 2).height == 0
