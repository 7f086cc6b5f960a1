"""Cards in rows and testimonies on their panel, laid from the heights of their texts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fiches.compose import page as pages
from fiches.compose.pieces import rows
from support.composed_pages import GRID, RULES, edges, inputs, measured, page, x_width

WAVE, COLOPHON = 1.5, GRID.page - 9.25  # u: an ornament; the upper edge of the colophon, on which the panel stands
SIGN_HEAD = 3.5
PAD = 3.0  # mm, within a card
PAGE_4 = GRID.x(1, recto=False)


def cards(*talls, number=1, **more):
    """The frames of a page with a card for each height."""
    return page(number, {"titre": 5, **{f"acteurs-{index}": tall for index, tall in enumerate(talls)}}, **more).frames


def voices(*talls):
    return {f"parole-{index}": tall for index, tall in enumerate(talls)}


def full(tall):
    """Lessons that leave no white with a testimony so high."""
    return {"lecons": COLOPHON - GRID.top - 5 - 1 - (tall + 5), **voices(tall)}


# --- cards -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("actors", "across", "deep"), [(1, 1, 1), (2, 2, 1), (4, 2, 2), (5, 3, 2)])
def test_cards_stand_three_quarters_of_a_unit_apart_on_the_whole_width(actors, across, deep):
    frames = cards(*[6] * actors)
    first, last = frames["carte-acteurs-0"], frames[f"carte-acteurs-{actors - 1}"]
    tall = 6 + 2 * PAD / GRID.module
    assert first.height == last.height == pytest.approx(tall)
    assert first.x == GRID.inner and across * first.width + (across - 1) * 4.5 == pytest.approx(GRID.live)
    assert last.y - first.y == pytest.approx((deep - 1) * (tall + 0.75))
    ground, head = frames["fond-acteurs"], frames["tete-acteurs"]
    assert head.y - ground.y == 1.25 and first.y - head.foot == pytest.approx(0.75)
    assert ground.foot == GRID.page and ground.foot - last.foot == pytest.approx(2.75)
    assert x_width(ground) == (0, GRID.width)


def test_words_stand_three_millimetres_within_their_card_and_are_measured_so():
    frames, asked = measured(1, {"titre": 5, "acteurs-0": 6, "acteurs-1": 4})
    for name in ("acteurs-0", "acteurs-1"):
        card, text = frames[f"carte-{name}"], frames[name]
        assert x_width(text) == (card.x + PAD, card.width - 2 * PAD)
        assert (text.y - card.y) * GRID.module == pytest.approx(PAD)
        assert (name, text.width, text.size, text.leading, 1) in asked


def test_a_row_is_as_tall_as_its_tallest_card():
    frames = cards(4, 9, 5)
    assert all(frames[f"carte-acteurs-{index}"].height == pytest.approx(9 + 6 / GRID.module) for index in range(3))


def test_cards_that_went_to_another_page_open_it_and_end_nearer_to_their_last_row():
    """Their head stands where that of a text would; texts go on two units under them, on the grid."""
    frames = page(2, {"acteurs-0": 10, "demarche": 20}, moved={"acteurs": 2}).frames
    ground, card = frames["fond-acteurs"], frames["carte-acteurs-0"]
    assert frames["tete-acteurs"].y == GRID.top and ground.y == 0
    assert ground.foot == pytest.approx(card.foot + 1.5)
    assert 1.5 <= frames["tete-demarche"].y - ground.foot < 2.5
    assert "fond-acteurs" not in page(1, {"titre": 5, "acteurs-0": 10}, moved={"acteurs": 2}).frames
    most = GRID.bottom - frames["demarche"].y
    assert page(2, {"acteurs-0": 10, "demarche": most}, moved={"acteurs": 2}).excess == 0
    assert page(2, {"acteurs-0": 10, "demarche": most + 1}, moved={"acteurs": 2}).excess == 1


def test_what_ends_at_the_head_of_a_page_stands_above_what_moved_there():
    heights = {"contexte": 80, "contexte-suite-1": 12, "acteurs-0": 6, "demarche": 9}
    more = {"ended": {"contexte": 2}, "moved": {"acteurs": 2}, "rests": {"contexte": "contexte-suite-1"}}
    frames = page(2, heights, **more).frames
    text, ground = frames["contexte-suite-1"], frames["fond-acteurs"]
    assert ground.y == text.foot + 1.5 and x_width(ground) == (0, GRID.width)
    assert text.y < ground.y < frames["tete-demarche"].y


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, ()), (1, (1,)), (2, (2,)), (3, (3,)), (4, (2, 2)), (5, (3, 2)), (6, (3, 3)), (7, (3, 3, 1)), (9, (3, 3, 3))],
)
def test_cards_stand_by_three_but_four_by_two(count, expected):
    assert rows(count) == expected


@pytest.mark.parametrize("most", range(1, 7))
def test_rows_hold_every_card_and_none_too_many(most):
    for count in range(25):
        found = rows(count, most)
        assert sum(found) == count and max(found, default=0) <= most and 0 not in found
        assert len(found) == -(-count // most), "as few rows as can be"


# --- testimonies --------------------------------------------------------------------------------


def test_the_panel_stands_on_the_colophon():
    """Its text is 2.75 u under the crest of the wave and 2.25 u above the colophon."""
    frames = page(4, full(10)).frames
    panel, text = frames["fond-parole"], frames["parole-0"]
    assert panel.foot == COLOPHON == frames["colophon"].y and frames["colophon"].foot == GRID.page
    assert text.y - (panel.y - WAVE) == 2.75
    assert COLOPHON - text.foot == 2.25


@pytest.mark.parametrize(("over", "excess"), [(0, 0), (0.5, 0.5), (3, 3)])
def test_what_lessons_and_panel_need_together_is_too_much_or_not(over, excess):
    heights = full(10)
    plan = page(4, heights | {"lecons": heights["lecons"] + over})
    assert plan.excess == excess and plan.hollow == 0
    assert ("lecons" in plan.cuts) == (excess > 0)


def test_white_goes_around_what_fills_and_a_little_above_what_flows_if_there_is_much():
    """Half of it, but for five units: `creux`; from `creux_page`, 12 units, two are above what flows."""
    heights = full(10)
    for white, head in ((8, GRID.top), (11, GRID.top), (12, GRID.top + 2), (20, GRID.top + 2)):
        frames = page(4, heights | {"lecons": heights["lecons"] - white}).frames
        assert frames["tete-lecons"].y == head
        filled = max(white / 2, white - 5)
        assert frames["fond-parole"].height == 10 + 2.75 - WAVE + 2.25 + filled
        assert COLOPHON - frames["parole-0"].foot == 2.25 + filled / 2


@pytest.mark.parametrize(("count", "columns", "first"), [(1, 1, 4), (2, 1, 4), (3, 3, 1), (5, 3, 1)])
def test_testimonies_stand_one_below_the_other_and_from_three_on_side_by_side_under_the_head(count, columns, first):
    frames = page(4, voices(*[6] * count)).frames
    placed = [frames[f"parole-{index}"] for index in range(count)]
    assert placed[0].x == GRID.x(first, recto=False) and len({frame.x for frame in placed}) == columns
    assert placed[-1].x + placed[-1].width == pytest.approx(PAGE_4 + GRID.live)
    below = SIGN_HEAD + 1.5 if columns == 3 else 0
    assert placed[0].y - frames["tete-parole"].y == below
    assert x_width(frames["tete-parole"]) == (PAGE_4, GRID.span(3))


def test_testimonies_of_a_column_stand_a_line_apart():
    frames = page(4, voices(6, 5, 4, 3, 2)).frames
    one, two = frames["parole-0"], frames["parole-1"]
    assert one.x == two.x and two.y - one.foot == pytest.approx(one.leading)
    assert frames["parole-4"].x > frames["parole-2"].x == frames["parole-3"].x > one.x


def test_a_short_testimony_leaves_its_head_room():
    frames = page(4, {**full(10), **voices(1)}).frames
    assert frames["fond-parole"].height >= SIGN_HEAD + 2.75 - WAVE + 2.25


@pytest.mark.parametrize(("testimonies", "size"), [(1, 24), (2, 24), (3, 20)], ids=["135 mm", "under it", "57.5 mm"])
def test_no_testimony_is_set_so_large_that_a_long_word_is_broken(testimonies, size):
    """A line holds 8 em, « développement » or « entrepreneuriat »: in 24 points it is 67.7 mm."""
    frame = page(4, voices(*[2] * testimonies)).frames["parole-0"]
    assert frame.size == size
    assert size == next(s.size for s in RULES.ladders["temoignages"] if frame.width / (s.size * 25.4 / 72) >= 8)


def test_ladders_of_a_page_step_down_by_turns_the_first_zone_first():
    """The first pair of sizes that the page holds is taken; advice stays in two columns as long as it may."""
    taken = []
    for quarter in range(4, 200, 2):
        lines = {"lecons": quarter / 4, "parole-0": 9}
        frames = page(4, lines, lambda text, lines=lines: lines.get(text.block, 1) * text.leading).frames
        pair = step("conseils", frames["lecons"]), step("temoignages", frames["parole-0"])
        taken += [pair] if pair not in taken else []
    assert taken[:8] == [(0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (2, 3), (2, 4), (2, 5)]


@pytest.mark.parametrize(("lines", "size"), [(10, 24), (11, 20), (14, 20), (15, 17)])
def test_a_long_testimony_is_not_set_as_large_as_a_short_one(lines, size):
    frames = page(4, {"parole-0": 1}, lambda text: lines * text.leading).frames
    assert frames["parole-0"].size == size


def test_a_ladder_alone_steps_down_alone():
    found = {step("conseils", page(4, {"lecons": 1}, lambda text, n=n: n * text.leading).frames["lecons"])
             for n in range(20, 60)}  # fmt: skip
    assert {0, 1, 2, 3} <= found


def step(ladder, frame):
    steps = RULES.ladders[ladder]
    return next(place for place, one in enumerate(steps) if (one.size, one.leading) == (frame.size, frame.leading))


@pytest.mark.parametrize("heights", [{"lecons": 20}, voices(6), {}], ids=["lessons", "voices", "nothing"])
def test_what_is_absent_takes_no_room(heights):
    """What a page leaves: all that flows ends a unit above what stands on its foot."""
    plan = page(4, heights)
    flows = GRID.top + 5 + 20 if "lecons" in heights else 0
    assert plan.hollow == COLOPHON - 1 - flows - (6 + 5 if "parole-0" in heights else 0) and plan.excess == 0
    assert edges(plan.frames["colophon"]) == (COLOPHON, GRID.page)


@pytest.mark.parametrize(("given", "shown"), [(None, True), (frozenset({"editeur"}), True), (frozenset(), False)])
def test_without_a_colophon_the_panel_goes_to_the_foot(given, shown):
    """Where the collection gives nothing that it would say."""
    one = inputs(4, full(10))
    frames = pages.lay(replace(one, matter=replace(one.matter, given=given))).frames
    assert ("colophon" in frames) is shown
    assert (frames["fond-parole"].foot == GRID.page) is not shown


def test_fewer_cards_stand_in_a_row_where_a_table_of_one_would_be_too_wide():
    narrow = cards(6, 6, 6)["carte-acteurs-0"].width
    frames = cards(6, 6, 6, is_tight=lambda text: text.width < narrow)
    assert frames["carte-acteurs-0"].width > narrow and frames["carte-acteurs-2"].y > frames["carte-acteurs-0"].y


def test_notes_stand_on_a_panel_that_fills_what_the_page_leaves():
    """As high as it has become."""
    frames = page(4, {"lecons": 10, "parole-0": 8, "note-1": 2}, calls=lambda name: (1,) * (name == "lecons")).frames
    assert frames["fond-parole"].height > 8 + 10, "it fills"
    assert frames["lecons"].foot < frames["note-1"].y and frames["note-1"].foot <= frames["fond-parole"].y
