"""Page 4 laid from the heights of its texts: leçons, testimonies in their panel, what stands above them."""

from __future__ import annotations

import math

import pytest

from fiches.compose import page4
from fiches.compose.copyfit import U
from fiches.compose.frame import PAGE_HEIGHT
from fiches.compose.model import HEAD_HEIGHT, SIGN_HEAD, TOP, WAVE, span
from support.composed_pages import RULES, inputs

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


def by_size(lessons, testimony):
    """Heights in proportion to the leading."""

    def height(text):
        return (lessons if text.block == "lecons" else testimony) * text.leading

    return height


def test_lessons_step_down_first_then_in_turn():
    """What both take at each step: the first that the page holds is taken."""
    taken = []
    for lines in range(1, 60):
        frames = laid({"lecons": 1, "parole-0": 1}, by_size(lines, lines)).frames
        taken.append((RULES.lessons.index(step(RULES.lessons, frames["lecons"])),
                      RULES.voices.index(step(RULES.voices, frames["parole-0"]))))  # fmt: skip
    turns = sorted(set(taken))
    assert taken == sorted(taken)
    assert turns[:4] == [(0, 0), (1, 0), (1, 1), (2, 1)]
    assert all(lesson - voice in (0, 1) for lesson, voice in turns[:10])


def step(steps, frame):
    return next(one for one in steps if (one.size, one.leading) == (frame.size, frame.leading))


@pytest.mark.parametrize(("white", "image"), [(20, 18), (12.5, 12), (8, 8)])
def test_a_photo_takes_the_white_above_lessons(white, image):
    """Up to the trim, from 8 to 18 units; a unit under it, and a unit or its caption's two above the lessons."""
    heights = full(10)
    for captioned, under in ((True, 3), (False, 2)):
        frames = laid(heights | {"lecons": heights["lecons"] - white - under + TOP}, photos={4: 0}, captioned=captioned)
        assert edges(frames.frames["photo"]) == (0, image) and frames.excess == 0
        assert frames.frames["tete-lecons"].y == image + under


@pytest.mark.parametrize(("tall", "head"), [(6, 11), (6.5, 11), (6.6, 12)])
def test_valeur_ajoutee_above_lessons_keeps_a_unit_and_a_half_of_white(tall, head):
    """On whole units; there is no photo then."""
    heights = {"valeur-ajoutee": tall, "lecons": 10}
    frames = laid(heights, value_page=4, lengths={"valeur-ajoutee": (900,)}).frames
    assert frames["valeur-ajoutee"].y == TOP
    assert frames["tete-lecons"].y >= head == math.ceil(TOP + tall + 1.5)
    assert laid(heights, value_page=4, photos={4: 0}).excess == 1


def test_a_head_is_five_units_high():
    frames = laid(full(10)).frames
    assert frames["lecons"].y - frames["tete-lecons"].y == 5 == 22.5 / U
