"""Pages 2 and 3 laid: each stacks its blocks on the grid and says what it lacks or leaves empty."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

from fiches.compose.copyfit import TextSetting, U
from fiches.compose.frame import PAGE_HEIGHT, SHEET_WIDTH, Frame
from fiches.compose.model import (
    FOOT,
    HEAD_HEIGHT,
    INNER,
    LIVE,
    OUTER,
    TOP,
    WAVE,
    PageInputs,
    PagePlan,
    bottom,
    column_x,
    find_cuts,
    fitted,
    set_text,
    shown_on,
    span,
)
from fiches.compose.page1 import actors_zone, context_left, page_one
from fiches.compose.page4 import page_four, value_text
from fiches.compose.rules import QUOTED_RUBRICS

QUOTE_WIDTH = span(11)  # mm
UPPER_RUBRICS = ("facteurs", "difficultes")  # of page 3, above the panel
UNEVEN = 5.0  # how much one rubric of page 2 may end above the other before even columns are tried
HANGING = 6.0  # how much shorter a text of page 3 must be to carry a quotation


def page_two(inputs: PageInputs) -> PagePlan:
    """Démarche and Résultats side by side at the foot; what is above goes to the image."""
    return _grown(_page_two, inputs)


def page_three(inputs: PageInputs) -> PagePlan:
    """Facteurs and Difficultés side by side, valeur-ajoutée in a panel at the foot, an image above."""
    return _grown(_page_three, inputs)


def _grown(lay: Callable[[PageInputs], PagePlan], inputs: PageInputs) -> PagePlan:
    """The page, its text larger than the sheet's when it would stay very hollow."""
    plan = lay(inputs)
    for step in inputs.rules.large if plan.hollow >= inputs.rules.hollow_page else ():
        larger = lay(replace(inputs, large=step))
        if larger.excess <= 0 and (larger.photo, larger.quote) == (plan.photo, plan.quote):
            return larger
    return plan


def _page_two(inputs: PageInputs) -> PagePlan:
    texts = _approach_and_results(inputs)
    talls = {name: inputs.height(text) for name, (_, text) in texts.items()}
    tall = max(talls.values(), default=0)
    head = FOOT - tall - HEAD_HEIGHT
    top = _moved(inputs)
    moved = bool(top)
    top = top or _image(inputs, 2, head - 1)
    ceiling = bottom(top) + 2 if moved else TOP
    hollow = _hollow(top, head)
    excess = max(0.0, ceiling - head)
    frames = top | _approach_frames(texts, talls, math.floor(head - hollow) if top else TOP)
    cuts = find_cuts(inputs, talls, FOOT - HEAD_HEIGHT - ceiling)
    if moved and excess:
        cuts = _moved_cuts(inputs, top, excess)
    return shown_on(inputs, frames, 2, excess=excess, hollow=hollow, cuts=cuts)


def _hollow(top: Mapping[str, Frame], head: float) -> float:
    """How much white there is between what stands at the top and the heads of the texts."""
    return max(0.0, head - 3 - bottom(top) if top else head - TOP)


def _approach_frames(
    texts: Mapping[str, tuple[float, TextSetting]], talls: Mapping[str, float], head: float
) -> dict[str, Frame]:
    frames: dict[str, Frame] = {}
    for name, (x, text) in texts.items():
        frames[f"tete-{name}"] = Frame(x, head, span(4), HEAD_HEIGHT)
        frames[name] = set_text(x, head + HEAD_HEIGHT, text, talls[name])
    if "resultats" in texts:
        left = texts["resultats"][0] - U if "demarche" in texts else 0
        frames["panneau"] = Frame(left, head - 1, SHEET_WIDTH - left, PAGE_HEIGHT - head + 1)
    return frames


def _moved(inputs: PageInputs) -> dict[str, Frame]:
    """What page 1 could not hold, at the head of page 2: the end of Contexte, then the actors' zone."""
    frames, left = dict[str, Frame](), context_left(inputs)
    if left:
        text = TextSetting(left, LIVE, inputs.body.size, inputs.body.leading, 2)
        frames[left] = set_text(column_x(1, recto=False), TOP, text, inputs.height(text))
    if inputs.choice.actors_page == 2 and inputs.matter.actors:
        cards, zone = actors_zone(inputs)
        ground = frames[left].y + frames[left].height + 1.5 if left else 0.0
        down = ground if left else TOP - 1.25
        frames |= {name: replace(card, x=card.x + OUTER - INNER, y=card.y + down) for name, card in cards.items()}
        frames["acteurs"] = Frame(0, ground, SHEET_WIDTH, zone + down - 1.25 - ground)
    return frames


def _moved_cuts(inputs: PageInputs, frames: Mapping[str, Frame], excess: float) -> dict[str, int]:
    """Words to cut in what was moved here, when the page cannot hold it."""
    if "acteurs" in frames:
        return {"acteurs": inputs.matter.words("acteurs", excess / frames["acteurs"].height)}
    name, frame = next(iter(frames.items()))
    return {"contexte": inputs.matter.words(name, excess / frame.height)}


def _approach_and_results(inputs: PageInputs) -> dict[str, tuple[float, TextSetting]]:
    """(x in mm, text) of each rubric of page 2, its columns by the ratio of their lengths."""
    names = [name for name in QUOTED_RUBRICS[2] if inputs.matter.has(name)]
    if len(names) < 2:
        body, x = inputs.body, column_x(1, recto=False)
        return {name: (x, TextSetting(name, LIVE, body.size, body.leading, 2)) for name in names}
    left = _left_columns(inputs)
    texts = _side_by_side(inputs, left)
    talls = [inputs.height(text) for _, text in texts.values()]
    if left == 6 or max(talls) - min(talls) <= UNEVEN:
        return texts
    even = _side_by_side(inputs, 6)
    return even if max(inputs.height(text) for _, text in even.values()) < max(talls) - 1 else texts


def _left_columns(inputs: PageInputs) -> int:
    """How many columns of twelve Démarche takes beside Résultats."""
    ratio, wide = inputs.matter.size("demarche") / max(1, inputs.matter.size("resultats")), inputs.rules.wide_ratio
    return 8 if ratio >= wide else 4 if ratio <= 1 / wide else 6


def _side_by_side(inputs: PageInputs, left: int) -> dict[str, tuple[float, TextSetting]]:
    """Démarche on `left` columns of twelve, Résultats on the others; eight are set as two columns."""
    return {
        "demarche": (
            column_x(1, recto=False),
            TextSetting("demarche", span(left), inputs.body.size, inputs.body.leading, 2 if left == 8 else 1),
        ),
        "resultats": (
            column_x(left + 1, recto=False) + U,
            TextSetting("resultats", span(12 - left) - U, inputs.body.size, inputs.body.leading, 2 if left == 4 else 1),
        ),
    }


def _image(inputs: PageInputs, page: int, foot: float) -> dict[str, Frame]:
    """The top of page 2 or 3, down to `foot`: photo, photo and quote, quote field, or nothing."""
    quoted, photo = page in inputs.choice.quotes, inputs.photo(page)
    if photo is None:
        return _quote_field(inputs, page, foot) if quoted else {}
    room = foot - photo.under
    if quoted and page == 2:
        step, tall = fitted("exergue-2", QUOTE_WIDTH, inputs.rules.pulled, inputs.height)
        if room - tall - 2 >= max(photo.least, inputs.rules.photo_beside_quote):
            image = min(photo.most, math.floor(room - tall - 2))
            y = image + foot - room + (room - image - tall) / 2
            text = TextSetting("exergue-2", QUOTE_WIDTH, step.size, step.leading)
            quote = set_text(column_x(1, recto=False), y, text, tall)
            return {"photo": Frame(0, 0, SHEET_WIDTH, image), "exergue": quote}
    return {"photo": Frame(0, 0, SHEET_WIDTH, min(photo.most, room))} if room >= photo.least else {}


def _quote_field(inputs: PageInputs, page: int, foot: float) -> dict[str, Frame]:
    """A quotation on a field as tall as an image, its edge a wave."""
    room = min(inputs.rules.field_most, foot - WAVE - 1)
    if room < inputs.rules.field_least:
        return {}
    for step in inputs.rules.fields:
        tall = inputs.height(TextSetting(f"exergue-{page}", span(9), step.size, step.leading))
        if tall <= room - 4 and tall / step.leading <= step.most_lines + 0.01:
            break
    if tall > room - 2:
        return {}
    text = TextSetting(f"exergue-{page}", span(9), step.size, step.leading)
    quote = set_text(column_x(1, recto=page == 3), (room - tall) / 2, text, tall)
    return {"champ": Frame(0, 0, SHEET_WIDTH, room), "exergue": quote}


def _page_three(inputs: PageInputs) -> PagePlan:
    frames: dict[str, Frame] = {}
    floor = _added_value(inputs, frames) if inputs.choice.value_page == 3 else FOOT + 1
    texts = _upper_texts(inputs)
    talls = {name: inputs.height(text) for name, text in texts.items()}
    tall = max(talls.values(), default=0)
    head = math.floor(floor - 1 - tall - HEAD_HEIGHT) if texts else floor
    top = _image(inputs, 3, head - 1)
    hollow, excess = _hollow(top, head), max(0.0, TOP - head)
    cuts = find_cuts(inputs, talls, math.floor(floor - 1) - HEAD_HEIGHT - TOP)
    frames |= _upper_frames(texts, talls, math.floor(head - hollow) if top else TOP)
    if "exergue" not in top and len(texts) == 2:
        frames |= _hanging(inputs, frames, talls)
    return shown_on(inputs, frames | top, 3, excess=excess, hollow=hollow, cuts=cuts)


def _upper_texts(inputs: PageInputs) -> dict[str, TextSetting]:
    names, body = [name for name in UPPER_RUBRICS if inputs.matter.has(name)], inputs.body
    width, columns = (span(6), 1) if len(names) == 2 else (LIVE, 2)
    return {name: TextSetting(name, width, body.size, body.leading, columns) for name in names}


def _upper_frames(texts: Mapping[str, TextSetting], talls: Mapping[str, float], head: float) -> dict[str, Frame]:
    frames: dict[str, Frame] = {}
    for place, (name, text) in enumerate(texts.items()):
        x = column_x(1 + 6 * place, recto=True)
        frames[f"tete-{name}"] = Frame(x, head, span(6), HEAD_HEIGHT)
        frames[name] = set_text(x, head + HEAD_HEIGHT, text, talls[name])
    return frames


def _hanging(inputs: PageInputs, frames: Mapping[str, Frame], talls: Mapping[str, float]) -> dict[str, Frame]:
    """A quotation under the shorter of two texts, when it leaves more than `HANGING` empty beside the other."""
    short, long = sorted(talls, key=lambda name: talls[name])
    room = talls[long] - talls[short]
    if 3 not in inputs.choice.quotes or room <= HANGING:
        return {}
    step, tall = fitted("exergue-3", span(6), inputs.rules.pulled[2:] or inputs.rules.pulled[-1:], inputs.height)
    if tall > room - 2:
        return {}
    text = TextSetting("exergue-3", span(6), step.size, step.leading)
    y = frames[short].y + talls[short] + (room + 1 - tall) / 2
    return {"exergue": set_text(frames[short].x, y, text, tall)}


def _added_value(inputs: PageInputs, frames: dict[str, Frame]) -> float:
    """Places the panel; returns its upper edge."""
    if not inputs.matter.has("valeur-ajoutee"):
        return FOOT + 1
    text, tall = value_text(inputs)
    y = math.floor(FOOT - 0.5 - tall)
    frames["panneau"] = Frame(0, y - 1.5, SHEET_WIDTH, PAGE_HEIGHT - y + 1.5)
    frames["tete-valeur-ajoutee"] = Frame(column_x(1, recto=True), y, span(3), HEAD_HEIGHT)
    frames["valeur-ajoutee"] = set_text(column_x(4, recto=True), y, text, tall)
    return y - 1.5


PAGE_COMPOSERS = (page_one, page_two, page_three, page_four)
