"""Rubrics side by side laid from heights: the split that ends lowest and evenest, grounds, a quotation that hangs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fiches.compose.zones import PairZone
from support.composed_pages import GRID, RULES, edges, measured, page, x_width

ROOM = GRID.bottom - 5  # for a text and what is above its head
INSET = GRID.gutter


def by_width(**heights):
    """Heights of both texts of page 2 by how many of twelve columns, or halves, each has: Démarche, Résultats."""

    def height(text):
        inset = INSET if text.block == "resultats" else 0
        return heights[text.block][round(2 * (text.width + GRID.gutter + inset) / (GRID.column + GRID.gutter)) / 2]

    return height


def test_where_both_have_their_columns():
    """Résultats on a ground that reaches a unit above the heads, and the trim on the other three sides."""
    frames, asked = measured(2, {"demarche": 44, "resultats": 44})
    first, second = GRID.x(1, recto=False), GRID.x(9, recto=False) + INSET
    assert x_width(frames["demarche"]) == x_width(frames["tete-demarche"]) == (first, GRID.span(8))
    assert x_width(frames["resultats"]) == x_width(frames["tete-resultats"]) == (second, GRID.span(4) - INSET)
    ground, head = frames["fond-resultats"], frames["tete-resultats"]
    assert (ground.x, ground.x + ground.width) == (second - GRID.gutter, GRID.width)
    assert edges(ground) == (head.y - 1, GRID.page)
    assert all((name, f.width, f.size, f.leading, f.columns) in asked for name, f in frames.items() if f.size)


def test_the_first_on_a_ground_has_a_gutter_before_the_edge_of_its_colour():
    """And the second its columns, of which the colour leaves it the gutter between both."""
    zones = [replace(zone, grounds=(("demarche", "ecume"),)) if isinstance(zone, PairZone) else zone
             for zone in RULES.pages[1].zones]  # fmt: skip
    rules = replace(RULES, pages=(RULES.pages[0], replace(RULES.pages[1], zones=tuple(zones)), *RULES.pages[2:]))
    frames, _ = measured(2, {"demarche": 44, "resultats": 44}, rules=rules)
    text, ground = frames["demarche"], frames["fond-demarche"]
    assert x_width(text) == (GRID.x(1, recto=False), GRID.span(8) - GRID.gutter)
    assert x_width(ground) == pytest.approx((0, GRID.x(1, recto=False) + GRID.span(8)))
    assert frames["resultats"].x == pytest.approx(ground.x + ground.width + GRID.gutter)


@pytest.mark.parametrize("block", ["demarche", "resultats"])
def test_one_alone_has_two_columns_of_the_whole_width(block):
    frames, asked = measured(2, {block: 44})
    assert x_width(frames[block]) == (GRID.x(1, recto=False), GRID.live) and frames[block].columns == 2
    assert (block, GRID.live, frames[block].size, frames[block].leading, 2) in asked
    assert ("fond-resultats" in frames) == (block == "resultats")
    assert block != "resultats" or x_width(frames["fond-resultats"]) == (0, GRID.width)


def test_of_equal_splits_the_first_is_kept():
    """On a recto, that is seven columns and five."""
    frames, asked = measured(3, {"facteurs": 44, "difficultes": 44})
    first, eighth = (GRID.x(number, recto=True) for number in (1, 8))
    assert x_width(frames["facteurs"]) == x_width(frames["tete-facteurs"]) == (first, GRID.span(7))
    assert x_width(frames["difficultes"]) == x_width(frames["tete-difficultes"]) == (eighth, GRID.span(5))
    assert all((name, f.width, f.size, f.leading, f.columns) in asked for name, f in frames.items() if f.size)


@pytest.mark.parametrize(
    ("wide", "even", "narrow", "columns"),
    [
        ((50, 52), (53, 40), (56, 30), 8),  # the lowest
        ((52, 55), (53, 52), (56, 30), 6),
        ((40, 60), (50, 51), (48, 45), 5),
        ((53.3, 40), (53.4, 51), (56, 30), 6),  # as low to half a unit: the evenest
        ((53.3, 50), (53.4, 40), (56, 30), 8),
        ((52.2, 40), (53.3, 51), (56, 30), 6),  # a unit lower, but 10 further apart than looks even
        ((49, 45.5), (51.5, 51), (56, 30), 8),  # 1.5 further apart, and more than that lower
    ],
)
def test_the_split_that_ends_lowest_and_then_evenest_is_kept(wide, even, narrow, columns):
    """`partages: [8/4, 7/5, 6/6, 5/7, 4/8]` and halves; each pair says how high both texts are on that split."""
    others = dict.fromkeys((4, 4.5, 5, 5.5, 6.5, 7, 7.5, 8, 10, 12), 70)
    height = by_width(
        demarche=others | {8: wide[0], 6: even[0], 5: narrow[0]},
        resultats=others | {4: wide[1], 6: even[1], 7: narrow[1]},
    )
    frames = page(2, {"demarche": 1, "resultats": 1}, height).frames
    assert frames["demarche"].width == GRID.span(columns)
    assert frames["resultats"].width == GRID.span(12 - columns) - INSET, "within the white of its ground"
    assert [frames[name].columns for name in ("demarche", "resultats")] == [1 + (columns == 8), 1]


def test_a_split_by_half_columns_is_kept_where_it_ends_evenest():
    others = dict.fromkeys((4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5, 8, 10, 12), 55)
    height = by_width(demarche=others | {7.5: 50}, resultats=others | {4.5: 50})
    frames = page(2, {"demarche": 1, "resultats": 1}, height).frames
    assert frames["demarche"].width == GRID.span(7.5) and frames["resultats"].x == GRID.x(8.5, recto=False) + INSET


@pytest.mark.parametrize(("number", "block"), [(2, "demarche"), (3, "facteurs")])
@pytest.mark.parametrize(("over", "excess"), [(0, 0), (1, 1)])
def test_texts_end_on_the_foot_and_words_are_to_be_cut_beyond_it(number, block, over, excess):
    tall = ROOM - GRID.top + over
    plan = page(number, {block: tall})
    assert plan.excess == excess
    assert edges(plan.frames[block]) == (GRID.top + 5, GRID.top + 5 + tall)
    assert list(plan.cuts) == ([block] if excess else [])


def test_words_are_to_be_cut_in_both_where_both_are_too_long():
    plan = page(3, {"facteurs": ROOM - GRID.top + 6, "difficultes": ROOM - GRID.top + 2})
    assert plan.excess == 6
    assert plan.cuts["facteurs"] > plan.cuts["difficultes"] > 0
    assert list(page(3, {"facteurs": ROOM - GRID.top + 6, "difficultes": ROOM - GRID.top}).cuts) == ["facteurs"]


def test_texts_end_above_what_stands_on_the_foot():
    more = {"lengths": {"valeur-ajoutee": (900,)}}
    tall = {"facteurs": 51 - 5 - GRID.top, "valeur-ajoutee": 8}
    plan = page(3, tall, **more)
    ground = plan.frames["fond-valeur-ajoutee"]
    assert plan.excess == 0 and ground.y == 52.5 and plan.frames["facteurs"].foot + 1 <= ground.y
    assert page(3, {**tall, "facteurs": tall["facteurs"] + 1}, **more).excess == 0.5


# --- a quotation that hangs ----------------------------------------------------------------------


@pytest.mark.parametrize(("shorter", "shown"), [(6, False), (6.1, True), (12, True)])
def test_a_quotation_hangs_under_a_text_more_than_six_units_shorter(shorter, shown):
    """There is no room for a field above."""
    plan = page(3, {"facteurs": 50, "difficultes": 50 - shorter, "exergue-3": 3})
    assert ("exergue" in plan.frames) == shown and plan.quote == ("exergue" if shown else "")


@pytest.mark.parametrize(("quote", "shown"), [(8, True), (8.1, False)])
def test_a_quotation_that_hangs_has_a_unit_above_and_below(quote, shown):
    plan = page(3, {"facteurs": 50, "difficultes": 40, "exergue-3": quote})
    assert ("exergue" in plan.frames) == shown
    if shown:
        quote, text = plan.frames["exergue"], plan.frames["difficultes"]
        assert quote.x == text.x
        assert quote.y - text.foot == 1.5, "half a unit nearer to the foot, where no line follows"


def test_a_quotation_that_hangs_is_set_small():
    frames, asked = measured(3, {"facteurs": 50, "difficultes": 40, "exergue-3": 3})
    assert frames["exergue"].size == RULES.ladders["exergue"][2].size and frames["exergue"].width == GRID.span(5)
    assert {width for block, width, *_ in asked if block == "exergue-3"} >= {GRID.span(5)}


def test_no_quotation_hangs_where_the_zone_does_not_say_so():
    mute = replace(RULES.pages[1], zones=tuple(
        replace(zone, hangs=False) if isinstance(zone, PairZone) else zone for zone in RULES.pages[1].zones
    ))  # fmt: skip
    heights = {"demarche": 50, "resultats": 20, "exergue-2": 3}
    rules = replace(RULES, pages=(RULES.pages[0], mute, *RULES.pages[2:]))
    assert "exergue" in page(2, heights).frames and "exergue" not in page(2, heights, rules=rules).frames


# --- a photo over one of them ---------------------------------------------------------------------


@pytest.mark.parametrize(("longer", "shorter"), [("demarche", "resultats"), ("resultats", "demarche")])
def test_a_photo_heads_the_shorter_text_where_a_wide_one_has_no_room(longer, shorter):
    """So high that both texts end together, from the trim on, its caption under it."""
    plan = page(2, {longer: 50, shorter: 30}, photos={2: 0}, captioned=True)
    photo, caption, head = (plan.frames[name] for name in ("photo", "legende", f"tete-{shorter}"))
    assert plan.photo == 0 and plan.excess == 0 and photo.y == 0
    assert photo.x == 0 if shorter == "demarche" else photo.x + photo.width == GRID.width
    assert photo.foot + 2 <= caption.foot + 0.01 <= head.y
    assert abs(plan.frames[longer].foot - plan.frames[shorter].foot) <= 2
    assert 1.2 <= photo.width / (photo.height * GRID.module) <= 1.5 / 0.65 + 0.01


def test_a_photo_that_is_higher_than_wide_keeps_such_a_frame():
    photo = page(2, {"demarche": 52, "resultats": 20}, photos={2: 0}, shapes=(0.75,)).frames["photo"]
    assert 0.75 * 0.65 <= photo.width / (photo.height * GRID.module) <= 1


def test_a_photo_heads_no_text_where_that_is_too_long():
    plan = page(2, {"demarche": 52, "resultats": 50}, photos={2: 0}, captioned=True)
    assert plan.excess == 1 and "photo" not in plan.frames


# --- one below the other --------------------------------------------------------------------------


@pytest.mark.parametrize(("shorter", "stacked"), [(12, False), (11.5, True)])
def test_a_text_that_leaves_much_empty_beside_the_other_stands_under_it_its_head_at_its_side(shorter, stacked):
    """More than 8 units; where that ends 4 units further down at most."""

    def height(text):
        whole = text.width > GRID.span(8)
        return {"demarche": 12 if whole else 20, "resultats": 4 if whole else shorter}[text.block]

    frames = page(2, {"demarche": 20, "resultats": shorter}, height).frames
    first, second, head = frames["demarche"], frames["resultats"], frames["tete-resultats"]
    assert (second.y > first.foot) == (second.x > head.x) == stacked
    assert edges(frames["fond-resultats"])[1] == GRID.page
    assert not stacked or x_width(first) == x_width(second) == (GRID.x(4, recto=False), GRID.span(9))
    assert not stacked or first.y == frames["tete-demarche"].y


def test_two_texts_stay_side_by_side_where_one_below_the_other_they_would_end_much_lower():
    frames = page(2, {"demarche": 20, "resultats": 11.5}).frames
    assert frames["demarche"].y == frames["resultats"].y


def test_a_photo_stands_beside_the_first_where_less_stays_empty_so():
    """Both texts are as high: over either of them it would leave as much beside it. It ends where the text does."""

    def height(text):
        return {"demarche": 20, "resultats": 14}[text.block] * 104 / text.column / text.columns

    given = {"demarche": 20, "resultats": 14}
    frames = page(2, given, height, photos={2: 0}, shapes=(0.75,), captioned=True).frames
    photo, caption, first, second = (frames[name] for name in ("photo", "legende", "demarche", "resultats"))
    assert photo.y == 0 and photo.x > first.x + first.width and photo.x + photo.width == GRID.width
    assert abs(caption.foot - first.foot) <= 2 and max(first.foot, caption.foot) < second.y
    assert 0.75 * 0.65 <= photo.width / (photo.height * GRID.module) <= 1
    assert second.x > frames["tete-resultats"].x and edges(frames["fond-resultats"])[1] == GRID.page


@pytest.mark.parametrize(("first", "second", "deep"), [(1.25, 1.25, 5), (1.25, 2.5, 6), (2.5, 3.75, 6)])
def test_heads_side_by_side_have_the_room_of_the_one_that_has_most_lines(first, second, deep):
    """Both texts begin on one line, a whole unit further down where one of the heads has two lines or more."""
    heads = {"cle-facteurs": first, "cle-difficultes": second}

    def height(text):
        return heads.get(text.block, 30) if text.width < GRID.width else 1.25

    frames = page(3, heads | {"facteurs": 30, "difficultes": 30}, height=height).frames
    for name in ("facteurs", "difficultes"):
        assert frames[f"tete-{name}"].height == deep
        assert frames[name].y == frames[f"tete-{name}"].foot


def test_a_table_that_is_too_wide_in_a_split_has_another_and_in_all_the_whole_width():
    """With the head of its rubric above it, since beside it is less room."""
    talls = {"demarche": 20, "resultats": 20}
    usual = page(2, talls).frames["resultats"].width
    wider = page(2, talls, is_tight=lambda text: text.block == "resultats" and text.width <= usual).frames
    assert wider["resultats"].width > usual and wider["resultats"].y == wider["demarche"].y
    frames = page(2, talls, is_tight=lambda text: text.block == "demarche" and text.width < GRID.live).frames
    assert frames["demarche"].width == GRID.live and frames["resultats"].y > frames["demarche"].foot
