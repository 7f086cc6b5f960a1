"""What gives way on which page, what its steps are, and from how much white on a sheet is set larger."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fiches.compose import facing, giving_way
from fiches.compose.copyfit import Poured, Setter
from fiches.compose.model import FLOW, ContentInventory
from fiches.compose.solver import compose
from fiches.compose.zones import FlowZone, ImageZone, PageSpec, PairZone, QuotePlace, TextZone, TitleZone
from fiches.core.problems import BadValue
from support.composed_pages import GRID, RULES, inputs

ROOM = GRID.bottom - 5 - GRID.top  # for a text under its head
FULL = {
    "titre": 5,
    "contexte": GRID.bottom - 11,
    "demarche": ROOM,
    "facteurs": ROOM,
    "lecons": 66 - 9.25 - GRID.top - 6,
}


def settled(heights, **more):
    """The layout of a sheet whose texts are so high at any size."""
    given = inputs(1, {**FULL, **heights}, **more)
    return compose(given.matter, RULES, Setter(given.height))


def test_a_full_sheet_gives_nothing_away():
    layout = settled({})
    assert layout.fits and max(page.hollow for page in layout.pages) < 1
    assert (layout.choice.body, layout.choice.gap, layout.choice.card, layout.choice.title) == (9.6, 1, 8.6, 0)


@pytest.mark.parametrize(("white", "body"), [(4.9, 9.6), (5.0, 10.2)])
@pytest.mark.parametrize("block", ["demarche", "lecons"])
def test_a_page_with_five_empty_units_has_the_sheet_set_larger(block, white, body):
    """`creux`: the first of `trop_court` with which every page still holds its text."""
    assert RULES.hollow == 5
    assert settled({block: FULL[block] - white}).choice.body == body


def test_a_larger_size_with_which_a_page_is_too_full_is_not_taken():
    given = inputs(1, {**FULL, "demarche": ROOM - 6})
    for most, body in ((10.2, 10.2), (10.0, 10.0), (9.7, 9.6)):

        def height(text, most=most):
            return given.height(text) + (1 if text.block == "facteurs" and text.size > most else 0)

        assert compose(given.matter, RULES, Setter(height)).choice.body == body


@pytest.mark.parametrize(("apart", "body"), [(2, 10.2), (3, 10)])
def test_of_larger_sizes_the_one_whose_texts_side_by_side_end_together_is_taken(apart, body):
    """The largest leaves them so many u apart, the next one ends them together."""
    given = inputs(1, {**FULL, "facteurs": ROOM - 12, "difficultes": ROOM - 12})

    def height(text):
        return given.height(text) + (apart if text.block == "facteurs" and text.size > 10 else 0)

    assert compose(given.matter, RULES, Setter(height)).choice.body == body


@pytest.mark.parametrize(("apart", "body"), [(2, 10.2), (6, 10), (9, 10.2)])
def test_of_larger_sizes_the_one_whose_heads_face_each_other_is_taken(apart, body):
    """The largest has them so many u apart: a lower image levels 2, and 9 are no line."""
    left, right = dict.fromkeys(("demarche", "resultats"), 20), dict.fromkeys(("facteurs", "difficultes"), 12)
    page_4 = {"lecons": FULL["lecons"] - 6}  # hollow, so that the sheet grows
    given = inputs(1, {**FULL, **left, **right, "valeur-ajoutee": 4, **page_4}, photos={2: 0, 3: 1})

    def height(text):
        return given.height(text) + (apart if text.block in right and text.size > 10 else 0)

    layout = compose(given.matter, RULES, Setter(height))
    (pages,) = (pages for pages in facing._spreads(layout) if len(pages) == 2)
    assert layout.choice.body == body and (pages[0].head == pages[1].head) == (apart < 9)


@pytest.mark.parametrize(("contexte", "gap"), [(41, 1), (42, 0.5), (43, 0.5)])
def test_the_whites_of_page_1_give_way_first(contexte, gap):
    """From a unit to a half: two units of text more, and nothing else gives way."""
    layout = settled({"porteur": 8, "contexte": contexte})
    assert layout.fits and layout.choice.gap == gap
    assert (layout.choice.body, layout.choice.card, layout.choice.title) == (9.6, 8.6, 0)


def test_when_nothing_more_can_give_way_words_are_to_be_cut():
    layout = settled({"porteur": 8, "contexte": 44})
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
    given = inputs(1, {**FULL, "facteurs": ROOM - 20}, photos={2: 0}, captioned=True)
    layout = compose(given.matter, RULES, Setter(given.height))
    assert layout.fits and dict(layout.choice.photos) == {3: 0}
    full = inputs(1, FULL, photos={2: 0}, captioned=True)
    assert dict(compose(full.matter, RULES, Setter(full.height)).choice.photos) == {}


# --- the steps that a format writes ------------------------------------------------------------

PAIR = PairZone(name="pair", pair=("a", "b"), splits=((6, 6),), hangs=True)
PAGES = (
    PageSpec((ImageZone(name="image-2", rank=2, least=8, most=18, quote=QuotePlace.WHITE),)),
    PageSpec((ImageZone(name="image-1", rank=1, least=8, most=18), TextZone(name="fin", rubric="c", ends_on=3))),
    PageSpec((PAIR, TextZone(name="note", rubric="d", goes_to=4))),
    PageSpec((ImageZone(name="image-3", rank=3, least=8, most=18, quote=QuotePlace.UNDER),)),
)


@pytest.mark.parametrize(
    ("typed", "steps"),
    [
        ("photo", (("photo", 4), ("photo", 1), ("photo", 2))),  # by rank, the last first
        ("exergue", (("exergue", 4), ("exergue", 3), ("exergue", 1))),  # under, hanging, in white
        ("deplacer", (("fin", 3), ("note", 4))),
        ("photo 1", (("photo", 1),)),
        ("exergue  3", (("exergue", 3),)),
        ("note 4", (("note", 4),)),
        ("titre", (("titre", 0),)),
        ("blancs 0,75", (("blancs", 0.75),)),
    ],
)
def test_a_bare_rule_is_a_step_for_each_place(typed, steps):
    assert giving_way.expanded((typed,), PAGES) == steps


def test_steps_stand_in_the_order_in_which_they_are_written():
    texts = ("deplacer", "titre", "photo")
    assert [name for name, _ in giving_way.expanded(texts, PAGES)] == [
        "fin",
        "note",
        "titre",
        "photo",
        "photo",
        "photo",
    ]


@pytest.mark.parametrize("typed", ["photo", "exergue", "deplacer"])
def test_a_bare_rule_without_any_place_is_no_step(typed):
    assert giving_way.expanded((typed,), (PageSpec((TextZone(name="c", rubric="c"),)),)) == ()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("photo 3", "« photo 3 » nomme une page où cette règle ne peut rien"),
        ("fin 4", "« fin 4 » nomme une page où cette règle ne peut rien"),
        ("fin", "la règle « fin » demande un nombre"),
        ("deplacer 2", "la règle « deplacer » ne prend pas de nombre"),
        ("pair 3", "« pair 3 » n'est pas une règle de composition"),
    ],
)
def test_a_step_that_these_pages_cannot_take_is_refused(typed, said):
    with pytest.raises(BadValue) as bad:
        giving_way.parsed(typed, giving_way.known(PAGES))
    assert str(bad.value.message).startswith(said)


def test_the_house_and_what_is_usual_give_way_alike_but_in_the_order_of_pictures():
    """What is usual names no page: on the pages of the house it is steps that the house could write."""
    usual = ("blancs 0.75", "titre", "exergue", "photo", "deplacer")
    steps = giving_way.expanded(usual, RULES.pages)
    assert set(steps) <= {*RULES.too_long, ("exergue", 1)}


@pytest.mark.parametrize(("lines", "pages"), [(10, 1), (200, 2), (700, 6), (0, 1)])
def test_pages_that_come_as_needed_are_as_many_as_the_text_that_flows_asks_for(lines, pages):
    first = PageSpec((TitleZone(name="titre"), FlowZone(name="suite")))
    rules = replace(RULES, pages=(first, replace(first, zones=first.zones[1:], least=0, most=9)), flowing=("texte",))

    def pour(text, start, room):
        end = min(lines, start + int(room) * text.columns)
        return Poured((start, end), room, lines - end, (lines - end) / lines)

    lengths = {"titre": (20,)} | ({FLOW: (lines * 40,), "texte": (lines * 40,)} if lines else {})
    layout = compose(ContentInventory(lengths), rules, Setter(lambda _: 2.5, pour))
    assert layout.fits and len(layout.pages) == pages and layout.numbers == (1, *(2,) * (pages - 1))
