"""What gives way on which page, and from how much white on a sheet is set larger: on sheets of given heights."""

from __future__ import annotations

import pytest

from fiches.compose.model import FOOT, HEAD_HEIGHT, TOP
from fiches.compose.solver import compose
from support.composed_pages import RULES, inputs

ROOM = FOOT - HEAD_HEIGHT - TOP
FULL = {"titre": 5, "contexte": FOOT - 11 - 1, "demarche": ROOM, "facteurs": ROOM, "lecons": 66 - 9.25 - TOP - 6}


def settled(heights, **more):
    """The layout of a sheet whose texts are so high at any size."""
    given = inputs({**FULL, **heights}, **more)
    return compose(given.matter, RULES, given.height)


def test_a_full_sheet_gives_nothing_away():
    layout = settled({})
    assert layout.fits and max(page.hollow for page in layout.pages) < 1
    assert (layout.choice.body, layout.choice.gap, layout.choice.card, layout.choice.title) == (9.6, 1, 8.6, 0)


@pytest.mark.parametrize(("white", "body"), [(4.9, 9.6), (5.0, 10.5)])
@pytest.mark.parametrize("block", ["demarche", "lecons"])
def test_a_page_with_five_empty_units_has_the_sheet_set_larger(block, white, body):
    """`creux`: the first of `trop_court` with which every page still holds its text."""
    assert RULES.hollow == 5
    assert settled({block: FULL[block] - white}).choice.body == body


def test_a_larger_size_with_which_a_page_is_too_full_is_not_taken():
    given = inputs({**FULL, "demarche": ROOM - 6})
    for most, body in ((10.5, 10.5), (10.2, 10.2), (10.0, 9.6)):

        def height(text, most=most):
            return given.height(text) + (1 if text.block == "facteurs" and text.size > most else 0)

        assert compose(given.matter, RULES, height).choice.body == body


@pytest.mark.parametrize(("contexte", "gap"), [(40, 1), (41, 0.5), (42, 0.5)])
def test_the_whites_of_page_1_give_way_first(contexte, gap):
    """From a unit to a half: two units of text more, and nothing else gives way."""
    layout = settled({"porteur": 8, "contexte": contexte})
    assert layout.fits and layout.choice.gap == gap
    assert (layout.choice.body, layout.choice.card, layout.choice.title) == (9.6, 8.6, 0)


def test_when_nothing_more_can_give_way_words_are_to_be_cut():
    layout = settled({"porteur": 8, "contexte": 43})
    assert not layout.fits and layout.choice.body == 9.2, "the least that running text may be"
    assert list(layout.pages[0].cuts) == ["contexte"]


@pytest.mark.parametrize("block", ["demarche", "facteurs"])
def test_what_gives_way_on_page_1_helps_no_other_page(block):
    """A text a unit too high on page 2 or 3 takes nothing from page 1."""
    layout = settled({block: ROOM + 1})
    assert (layout.choice.gap, layout.choice.title, layout.choice.card) == (1, 0, 8.6)
    assert [page.excess > 0 for page in layout.pages] == [False, block == "demarche", block == "facteurs", False]
    assert list(layout.pages[1 if block == "demarche" else 2].cuts) == [block]


def test_a_photo_without_room_goes_to_the_next_page_that_has_some():
    """In the order of `photos`: page 2, page 1, page 3, page 4."""
    assert [slot.page for slot in RULES.slots] == [2, 1, 3, 4]
    given = inputs({**FULL, "facteurs": ROOM - 20}, photos={2: 0}, captioned=True)
    layout = compose(given.matter, RULES, given.height)
    assert layout.fits and dict(layout.choice.photos) == {3: 0}
    full = inputs(FULL, photos={2: 0}, captioned=True)
    assert dict(compose(full.matter, RULES, full.height).choice.photos) == {}
