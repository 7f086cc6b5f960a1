"""Page 4 laid from the heights of its texts: leçons, testimonies in their panel, what stands above them."""

from __future__ import annotations

import math

import pytest

from fiches.compose import page4
from fiches.compose.copyfit import U
from fiches.compose.frame import PAGE_HEIGHT
from fiches.compose.model import HEAD_HEIGHT, SIGN_HEAD, TOP, WAVE, span
from support.composed_pages import RULES, inputs, measured

COLOPHON = PAGE_HEIGHT - 9.25  # its upper edge, on which the panel stands


def laid(heights, height=None, **choice):
    return page4.page_four(inputs(heights, height, **choice))


def edges(frame):
    return frame.y, frame.y + frame.height


def voices(*talls):
    return {f"parole-{index}": tall for index, tall in enumerate(talls)}


def full(tall):
    """Lessons that leave no white with a testimony so high."""
    return {"lecons": COLOPHON - TOP - HEAD_HEIGHT - 1 - (tall + 5), **voices(tall)}


def test_the_panel_stands_on_the_colophon():
    """Its text is 2.75 u under the crest of the wave and 2.25 u above the colophon."""
    frames = laid(full(10)).frames
    panel, text = frames["panneau"], frames["parole-0"]
    assert panel.y + panel.height == COLOPHON
    assert text.y - (panel.y - WAVE) == 2.75
    assert COLOPHON - (text.y + text.height) == 2.25


@pytest.mark.parametrize(("over", "excess"), [(0, 0), (0.5, 0.5), (3, 3)])
def test_what_lessons_and_panel_need_together_is_too_much_or_not(over, excess):
    heights = full(10)
    plan = laid(heights | {"lecons": heights["lecons"] + over})
    assert plan.excess == excess and plan.hollow == 0
    assert ("lecons" in plan.cuts) == (excess > 0)


def test_white_goes_half_around_the_testimonies_a_quarter_above_lessons_if_there_is_much():
    """From `creux_page`, 12 units; half of the panel's share is above its text, half below."""
    heights = full(10)
    for white, head in ((8, TOP), (11, TOP), (12, TOP + 3), (20, TOP + 5)):
        frames = laid(heights | {"lecons": heights["lecons"] - white}).frames
        assert frames["tete-lecons"].y == head
        assert frames["panneau"].height == 10 + 2.75 - WAVE + 2.25 + white / 2
        assert COLOPHON - (frames["parole-0"].y + 10) == 2.25 + white / 4


@pytest.mark.parametrize(("count", "columns", "first"), [(1, 1, 60.0), (2, 2, 60.0), (3, 3, 13.5), (5, 3, 13.5)])
def test_testimonies_stand_in_as_many_columns_three_at_most_and_then_under_the_head(count, columns, first):
    frames = laid(voices(*[6] * count)).frames
    placed = [frames[f"parole-{index}"] for index in range(count)]
    assert placed[0].x == first and len({frame.x for frame in placed}) == columns
    assert placed[-1].x + placed[-1].width == pytest.approx(13.5 + span(12))
    below = SIGN_HEAD + 1.5 if columns == 3 else 0
    assert placed[0].y - frames["tete-parole"].y == below


@pytest.mark.parametrize(("count", "gap"), [(2, 9.0), (3, 4.5)])
def test_two_testimonies_stand_farther_apart_than_three(count, gap):
    frames = laid(voices(*[6] * count)).frames
    one, two = frames["parole-0"], frames["parole-1"]
    assert two.x - one.x - one.width == pytest.approx(gap)


def test_testimonies_of_a_column_stand_a_line_apart():
    frames = laid(voices(6, 5, 4, 3, 2)).frames
    one, two = frames["parole-0"], frames["parole-1"]
    assert one.x == two.x and two.y - (one.y + 6) == one.leading
    assert frames["parole-4"].x > frames["parole-2"].x == frames["parole-3"].x > one.x


def test_a_short_testimony_leaves_its_head_room():
    frames = laid({**full(10), **voices(1)}).frames
    assert frames["panneau"].height >= SIGN_HEAD + 2.75 - WAVE + 2.25


@pytest.mark.parametrize(("testimonies", "size"), [(1, 24), (2, 17), (3, 17)], ids=["135 mm", "63 mm", "57.5 mm"])
def test_no_testimony_is_set_so_large_that_a_long_word_is_broken(testimonies, size):
    """A line holds 8 em, « développement » or « entrepreneuriat »: in 24 points it is 67.7 mm."""
    assert laid(voices(*[2] * testimonies)).frames["parole-0"].size == size
    width = laid(voices(*[2] * testimonies)).frames["parole-0"].width
    sizes = [step.size for step in RULES.voices if width / (step.size * 25.4 / 72) >= 8]
    assert size == sizes[0]


def test_lessons_step_down_first_then_testimonies_in_turn():
    """The first pair of sizes that the page holds is taken, however much text there is."""
    taken = []
    for quarter in range(4, 120):
        frames = laid({"lecons": 1, "parole-0": 1}, lambda text, lines=quarter / 4: lines * text.leading).frames
        pair = step(RULES.lessons, frames["lecons"]), step(RULES.voices, frames["parole-0"])
        taken += [pair] if pair not in taken else []
    assert taken[:10] == [(0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (3, 2), (3, 3), (4, 3), (4, 4), (5, 4)]


def test_where_nobody_speaks_lessons_step_down_alone():
    sizes = {step(RULES.lessons, laid({"lecons": 1}, lambda text, n=n: n * text.leading).frames["lecons"])
             for n in range(20, 60)}  # fmt: skip
    assert {0, 1, 2, 3} <= sizes


def step(steps, frame):
    return next(place for place, one in enumerate(steps) if (one.size, one.leading) == (frame.size, frame.leading))


@pytest.mark.parametrize(("white", "image"), [(20, 18), (12.5, 12), (8, 8)])
def test_a_photo_takes_the_white_above_lessons(white, image):
    """Up to the trim, from 8 to 18 units; a unit under it, and a unit or its caption's two above the lessons."""
    heights = full(10)
    for captioned, under in ((True, 3), (False, 2)):
        frames = laid(heights | {"lecons": heights["lecons"] - white - under + TOP}, photos={4: 0}, captioned=captioned)
        assert edges(frames.frames["photo"]) == (0, image) and frames.excess == 0
        assert frames.frames["tete-lecons"].y == image + under


@pytest.mark.parametrize("tall", [6, 6.5, 6.6])
def test_valeur_ajoutee_above_lessons_stands_on_a_panel_a_unit_and_a_half_of_white_under_it(tall):
    """The panel reaches the trim and a unit and a half under its text; lessons go on on whole units."""
    heights = {"valeur-ajoutee": tall, "lecons": 26, **voices(4)}
    frames = laid(heights, value_page=4, lengths={"valeur-ajoutee": (900,)}).frames
    panel, text, head = (frames[name] for name in ("panneau-valeur", "valeur-ajoutee", "tete-valeur-ajoutee"))
    assert edges(panel) == (0, TOP + tall + 1.5) and (panel.x, panel.width) == (0, 210)
    assert (text.x, text.y, text.width) == (60, TOP, span(9))
    assert (head.x, head.y, head.width) == (13.5, TOP, span(3))
    assert frames["tete-lecons"].y == math.ceil(panel.height + 1.5)
    assert "valeur-ajoutee" not in laid(heights).frames, "it stands on page 3"


def test_beside_valeur_ajoutee_a_photo_has_no_room():
    heights = {"valeur-ajoutee": 6, "lecons": 10}
    assert laid(heights, value_page=4, photos={4: 0}).excess == 1
    assert laid(heights, value_page=4, photos={2: 0}).excess == 0
    assert laid({"lecons": 10}, photos={4: 0}).photo == 0


def test_where_page_4_has_its_columns():
    """Lessons on the whole width, their head over nine columns, testimonies beside theirs."""
    frames, asked = measured(page4.page_four, inputs({"lecons": 20, **voices(6)}))
    assert (frames["tete-lecons"].x, frames["tete-lecons"].width) == (13.5, span(9))
    assert (frames["lecons"].x, frames["lecons"].width) == (13.5, 181.5)
    assert (frames["tete-parole"].x, frames["tete-parole"].width) == (13.5, span(3))
    assert (frames["panneau"].x, frames["panneau"].width) == (0, 210)
    assert all((name, f.width, f.size, f.leading, f.columns) in asked for name, f in frames.items() if f.size)
    photo = laid({"lecons": 20}, photos={4: 0}).frames["photo"]
    assert (photo.x, photo.width) == (0, 210)


@pytest.mark.parametrize("heights", [{"lecons": 20}, voices(6), {}], ids=["lessons", "voices", "nothing"])
def test_what_is_absent_takes_no_room(heights):
    plan = laid(heights)
    taken = (HEAD_HEIGHT + 20 + 1 if "lecons" in heights else 0) + (6 + 5 if "parole-0" in heights else 0)
    assert plan.hollow == COLOPHON - TOP - taken and plan.excess == 0


def test_a_head_is_five_units_high():
    frames = laid(full(10)).frames
    assert frames["lecons"].y - frames["tete-lecons"].y == 5 == 22.5 / U
