"""Page 4 laid: leçons, the testimony panel, the colophon; valeur-ajoutée above them when page 3 cannot hold it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from fiches.compose.copyfit import TextSetting, U
from fiches.compose.frame import PAGE_HEIGHT, SHEET_WIDTH, Frame
from fiches.compose.model import (
    COLOPHON,
    HEAD_HEIGHT,
    LIVE,
    SIGN_HEAD,
    TOP,
    WAVE,
    PageInputs,
    PagePlan,
    bottom,
    column_x,
    find_cuts,
    set_text,
    shown_on,
    span,
)
from fiches.compose.rules import TypeSize
from fiches.core.geometry import POINTS_PER_MM

VOICES_GAP = 9.0  # mm
PANEL_HEAD, PANEL_FOOT = 2.75, 2.25  # from the crest of the wave to the text, from the text to the colophon
LONG_WORD = 8.0  # em: a measure holds a word of some sixteen letters, so that none is broken without a hyphen
SHORT_TEXT = 260  # characters under which a panel's text keeps one column


def value_text(inputs: PageInputs) -> tuple[TextSetting, float]:
    """Valeur-ajoutée as it is set, and its height."""
    columns = 1 if inputs.matter.size("valeur-ajoutee") < SHORT_TEXT else 2
    text = TextSetting("valeur-ajoutee", span(9), inputs.body.size, inputs.body.leading, columns)
    return text, max(inputs.height(text), SIGN_HEAD + 1)


def _value_above(inputs: PageInputs) -> dict[str, Frame]:
    """Valeur-ajoutée at the head of page 4, when page 3 could not hold it."""
    if inputs.choice.value_page == 3 or not inputs.matter.has("valeur-ajoutee"):
        return {}
    text, tall = value_text(inputs)
    return {
        "panneau-valeur": Frame(0, 0, SHEET_WIDTH, TOP + tall + 1.5),
        "tete-valeur-ajoutee": Frame(column_x(1, recto=False), TOP, span(3), HEAD_HEIGHT),
        "valeur-ajoutee": set_text(column_x(4, recto=False), TOP, text, tall),
    }


def page_four(inputs: PageInputs) -> PagePlan:
    """Leçons above, parole in a panel with a stepped edge, the colophon at the foot."""
    frames = _value_above(inputs)
    if not frames:
        return _page_four(inputs, {}, TOP)
    plan = _page_four(inputs, frames, math.ceil(bottom(frames) + 1.5))
    missing = 1.0 if 4 in inputs.choice.photos else 0.0  # there is no room for a photo beside the panel
    return replace(plan, excess=max(plan.excess, missing))


def _page_four(inputs: PageInputs, above: Mapping[str, Frame], head: float) -> PagePlan:
    photo = None if above else inputs.photo(4)
    room = PAGE_HEIGHT - COLOPHON - head - (photo.least + photo.under + 1 - TOP if photo else 0)
    lesson, voice = _steps(inputs, room)
    tall = inputs.height(_lessons(lesson)) if inputs.matter.has("lecons") else 0.0
    used = (HEAD_HEIGHT + tall + 1 if tall else 0) + _voices(inputs, voice)[0]
    spare = max(0.0, room - used)
    frames = dict(above)
    if photo:
        image = min(photo.most, photo.least + math.floor(spare))
        frames["photo"] = Frame(0, 0, SHEET_WIDTH, image)
        spare -= image - photo.least
        head = image + photo.under + 1
    frames |= _voices(inputs, voice, spare / 2)[1]
    if tall:
        head += math.floor(spare / 4) if spare >= inputs.rules.hollow_page else 0
        frames |= _lessons_frames(lesson, head, tall)
    excess = max(0.0, used - room)
    cuts = find_cuts(inputs, {"lecons": tall}, tall - excess) if tall else {}
    return shown_on(inputs, frames, 4, excess=excess, hollow=spare, cuts=cuts)


def _lessons_frames(step: TypeSize, head: float, tall: float) -> dict[str, Frame]:
    left = column_x(1, recto=False)
    text = set_text(left, head + HEAD_HEIGHT, _lessons(step), tall)
    return {"tete-lecons": Frame(left, head, span(9), HEAD_HEIGHT), "lecons": text}


def _lessons(step: TypeSize) -> TextSetting:
    return TextSetting("lecons", LIVE, step.size, step.leading, step.columns)


def _voices(inputs: PageInputs, step: TypeSize, spare: float = 0.0) -> tuple[float, dict[str, Frame]]:
    """The testimony panel, standing on the colophon, and the room it takes; two columns from two testimonies on.

    `spare` is room that it may fill with ground above and below its text.
    """
    if not inputs.matter.testimonies:
        return 0.0, {}
    columns, first, gap, width = _voice_columns(inputs)
    under = SIGN_HEAD + 1.5 if columns == 3 else 0.0
    count = inputs.matter.testimonies
    talls = [inputs.height(TextSetting(f"parole-{index}", width, step.size, step.leading)) for index in range(count)]
    deep = math.ceil(count / columns)
    piles = [talls[start : start + deep] for start in range(0, count, deep)]
    tall = max(max(sum(pile) + step.leading * (len(pile) - 1) for pile in piles) + under, SIGN_HEAD)
    top = PAGE_HEIGHT - COLOPHON - PANEL_FOOT - tall - spare / 2
    ground = tall + PANEL_HEAD - WAVE + PANEL_FOOT + spare  # the wave stands on it
    panel = Frame(0, top - PANEL_HEAD + WAVE - spare / 2, SHEET_WIDTH, ground)
    frames = {"panneau": panel, "tete-parole": Frame(column_x(1, recto=False), top, span(3), HEAD_HEIGHT)}
    for place, pile in enumerate(piles):
        y = top + under
        for one in pile:
            x = column_x(first, recto=False) + place * (width + gap)
            frames[f"parole-{len(frames) - 2}"] = Frame(x, y, width, one, step.size, step.leading)
            y += one + step.leading
    return panel.height + WAVE, frames


def _voice_columns(inputs: PageInputs) -> tuple[int, int, float, float]:
    """How many columns testimonies stand in, the first column of the page they take, their gap and width in mm."""
    columns = max(1, min(inputs.matter.testimonies, 3))
    first, across, gap = (1, 12, U) if columns == 3 else (4, 9, VOICES_GAP)  # from three on, under the head
    return columns, first, gap, (span(across) - gap * (columns - 1)) / columns


def _steps(inputs: PageInputs, room: float) -> tuple[TypeSize, TypeSize]:
    """The largest steps of leçons and parole that the room holds, leçons stepping down first."""
    measure = _voice_columns(inputs)[-1] * POINTS_PER_MM
    voices = [step for step in inputs.rules.voices if measure / step.size >= LONG_WORD] or inputs.rules.voices[-1:]
    for turn in range(len(inputs.rules.lessons) + len(voices) - 1):
        lesson = inputs.rules.lessons[min((turn + 1) // 2, len(inputs.rules.lessons) - 1)]
        voice = voices[min(turn // 2, len(voices) - 1)]
        used = HEAD_HEIGHT + inputs.height(_lessons(lesson)) + 1 if inputs.matter.has("lecons") else 0
        if used + _voices(inputs, voice)[0] <= room:
            break
    return lesson, voice
