"""Pages 2 and 3 laid: each stacks its blocks on the grid and says what it lacks or leaves empty."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

from fiches.compose.copyfit import TextSetting, U
from fiches.compose.frame import PAGE_HEIGHT, SHEET_WIDTH, Frame
from fiches.compose.model import (
    CAPTION,
    FOOT,
    HEAD_HEIGHT,
    INNER,
    LIVE,
    OUTER,
    TOP,
    WAVE,
    PageInputs,
    PagePlan,
    balanced,
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

QUOTE_WIDTH = span(11)  # mm
UNEVEN = 5.0  # how much one rubric of page 2 may end above the other before even columns are tried
HANGING = 6.0  # how much shorter a text of page 3 must be to carry a quotation


def page_two(given: PageInputs) -> PagePlan:
    """Démarche and Résultats side by side at the foot; what is above goes to the image."""
    return _grown(_page_two, given)


def page_three(given: PageInputs) -> PagePlan:
    """Facteurs and Difficultés side by side, valeur-ajoutée in a panel at the foot, an image above."""
    return _grown(_page_three, given)


def _grown(lay: Callable[[PageInputs], PagePlan], given: PageInputs) -> PagePlan:
    """The page, its text larger than the sheet's when it would stay very hollow."""
    plan = lay(given)
    for step in given.rules.large if plan.hollow >= given.rules.hollow_page else ():
        larger = lay(replace(given, large=step))
        if larger.excess <= 0 and (larger.photo, larger.quote) == (plan.photo, plan.quote):
            return larger
    return plan


def _page_two(given: PageInputs) -> PagePlan:
    texts = _approach_and_results(given)
    talls = {name: given.height(text) for name, (_, text) in texts.items()}
    tall = max(talls.values(), default=0)
    head = FOOT - tall - HEAD_HEIGHT
    top = _moved(given)
    moved = bool(top)
    top = top or _image(given, 2, head - 1)
    ceiling = bottom(top) + 2 if moved else TOP
    hollow = max(0.0, head - 3 - bottom(top) if top else head - TOP)
    excess = max(0.0, ceiling - head)
    frames = dict(top)
    head = math.floor(head - hollow) if top else TOP
    for name, (x, text) in texts.items():
        frames[f"tete-{name}"] = Frame(x, head, span(4), HEAD_HEIGHT)
        frames[name] = set_text(x, head + HEAD_HEIGHT, text, talls[name])
    if "resultats" in texts:
        left = texts["resultats"][0] - U if "demarche" in texts else 0
        frames["panneau"] = Frame(left, head - 1, SHEET_WIDTH - left, PAGE_HEIGHT - head + 1)
    cuts = find_cuts(given, talls, FOOT - HEAD_HEIGHT - ceiling)
    if moved and excess:
        cuts = _moved_cuts(given, top, excess)
    return shown_on(given, frames, 2, excess=excess, hollow=hollow, cuts=cuts)


def _moved(given: PageInputs) -> dict[str, Frame]:
    """What page 1 could not hold, at the head of page 2: the end of Contexte, then the actors' zone."""
    frames, left = dict[str, Frame](), context_left(given)
    if left:
        text = TextSetting(left, LIVE, given.body.size, given.body.leading, 2)
        frames[left] = set_text(column_x(1, recto=False), TOP, text, given.height(text))
    if given.choice.actors_page == 2 and given.matter.actors:
        cards, zone = actors_zone(given)
        ground = frames[left].y + frames[left].height + 1.5 if left else 0.0
        down = ground if left else TOP - 1.25
        frames |= {name: replace(card, x=card.x + OUTER - INNER, y=card.y + down) for name, card in cards.items()}
        frames["acteurs"] = Frame(0, ground, SHEET_WIDTH, zone + down - 1.25 - ground)
    return frames


def _moved_cuts(given: PageInputs, frames: Mapping[str, Frame], excess: float) -> dict[str, int]:
    """Words to cut in what was moved here, when the page cannot hold it."""
    if "acteurs" in frames:
        return {"acteurs": given.matter.words("acteurs", excess / frames["acteurs"].height)}
    name, frame = next(iter(frames.items()))
    return {"contexte": given.matter.words(name, excess / frame.height)}


def _approach_and_results(given: PageInputs) -> dict[str, tuple[float, TextSetting]]:
    """(x in mm, text) of each rubric of page 2, its columns by the ratio of their lengths."""
    names = [name for name in ("demarche", "resultats") if given.matter.has(name)]
    if len(names) < 2:
        return {
            name: (column_x(1, recto=False), TextSetting(name, LIVE, given.body.size, given.body.leading, 2))
            for name in names
        }
    ratio = given.matter.size("demarche") / max(1, given.matter.size("resultats"))
    left = 8 if ratio >= given.rules.wide_ratio else 4 if ratio <= 1 / given.rules.wide_ratio else 6
    texts = _side_by_side(given, left)
    talls = [given.height(text) for _, text in texts.values()]
    if left == 6 or max(talls) - min(talls) <= UNEVEN:
        return texts
    even = _side_by_side(given, 6)
    return even if max(given.height(text) for _, text in even.values()) < max(talls) - 1 else texts


def _side_by_side(given: PageInputs, left: int) -> dict[str, tuple[float, TextSetting]]:
    """Démarche on `left` columns of twelve, Résultats on the others; eight are set as two columns."""
    return {
        "demarche": (
            column_x(1, recto=False),
            TextSetting("demarche", span(left), given.body.size, given.body.leading, 2 if left == 8 else 1),
        ),
        "resultats": (
            column_x(left + 1, recto=False) + U,
            TextSetting("resultats", span(12 - left) - U, given.body.size, given.body.leading, 2 if left == 4 else 1),
        ),
    }


def _image(given: PageInputs, page: int, foot: float) -> dict[str, Frame]:
    """The top of page 2 or 3, down to `foot`: photo, photo and quote, quote field, or nothing."""
    quoted = page in given.choice.quotes
    if page not in given.choice.photos:
        return _quote_field(given, page, foot) if quoted else {}
    slot = given.rules.slot(page)
    room = foot - (CAPTION if given.matter.captions[given.choice.photos[page]] else 1.0)
    if quoted and page == 2:
        step, tall = fitted("exergue-2", QUOTE_WIDTH, given.rules.pulled, given.height)
        if room - tall - 2 >= max(slot.least, given.rules.photo_beside_quote):
            image = min(slot.most, math.floor(room - tall - 2))
            y = image + foot - room + (room - image - tall) / 2
            text = balanced(TextSetting("exergue-2", QUOTE_WIDTH, step.size, step.leading), given.height)
            quote = set_text(column_x(1, recto=False), y, text, tall)
            return {"photo": Frame(0, 0, SHEET_WIDTH, image), "exergue": quote}
    return {"photo": Frame(0, 0, SHEET_WIDTH, min(slot.most, room))} if room >= slot.least else {}


def _quote_field(given: PageInputs, page: int, foot: float) -> dict[str, Frame]:
    """A quotation on a field as tall as an image, its edge a wave."""
    room = min(given.rules.field_most, foot - WAVE - 1)
    if room < given.rules.field_least:
        return {}
    for step in given.rules.fields:
        tall = given.height(TextSetting(f"exergue-{page}", span(9), step.size, step.leading))
        if tall <= room - 4 and tall / step.leading <= step.most_lines + 0.01:
            break
    if tall > room - 2:
        return {}
    text = balanced(TextSetting(f"exergue-{page}", span(9), step.size, step.leading), given.height)
    quote = set_text(column_x(1, recto=page == 3), (room - tall) / 2, text, tall)
    return {"champ": Frame(0, 0, SHEET_WIDTH, room), "exergue": quote}


def _page_three(given: PageInputs) -> PagePlan:
    frames: dict[str, Frame] = {}
    floor = _added_value(given, frames) if given.choice.value_page == 3 else FOOT + 1
    names = [name for name in ("facteurs", "difficultes") if given.matter.has(name)]
    width, columns = (span(6), 1) if len(names) == 2 else (LIVE, 2)
    texts = {name: TextSetting(name, width, given.body.size, given.body.leading, columns) for name in names}
    talls = {name: given.height(text) for name, text in texts.items()}
    tall = max(talls.values(), default=0)
    head = math.floor(floor - 1 - tall - HEAD_HEIGHT) if names else floor
    top = _image(given, 3, head - 1)
    hollow = max(0.0, head - 3 - bottom(top) if top else head - TOP)
    excess = max(0.0, TOP - head)
    cuts = find_cuts(given, talls, math.floor(floor - 1) - HEAD_HEIGHT - TOP)
    head = math.floor(head - hollow) if top else TOP
    for place, (name, text) in enumerate(texts.items()):
        x = column_x(1 + 6 * place, recto=True)
        frames[f"tete-{name}"] = Frame(x, head, span(6), HEAD_HEIGHT)
        frames[name] = set_text(x, head + HEAD_HEIGHT, text, talls[name])
    if "exergue" not in top and len(texts) == 2:
        frames |= _hanging(given, frames, talls)
    return shown_on(given, frames | top, 3, excess=excess, hollow=hollow, cuts=cuts)


def _hanging(given: PageInputs, frames: Mapping[str, Frame], talls: Mapping[str, float]) -> dict[str, Frame]:
    """A quotation under the shorter of two texts, when it leaves more than `HANGING` empty beside the other."""
    short, long = sorted(talls, key=lambda name: talls[name])
    room = talls[long] - talls[short]
    if 3 not in given.choice.quotes or room <= HANGING:
        return {}
    step, tall = fitted("exergue-3", span(6), given.rules.pulled[2:], given.height)
    if tall > room - 2:
        return {}
    text = balanced(TextSetting("exergue-3", span(6), step.size, step.leading), given.height)
    y = frames[short].y + talls[short] + (room + 1 - tall) / 2
    return {"exergue": set_text(frames[short].x, y, text, tall)}


def _added_value(given: PageInputs, frames: dict[str, Frame]) -> float:
    """Places the panel; returns its upper edge."""
    if not given.matter.has("valeur-ajoutee"):
        return FOOT + 1
    text, tall = value_text(given)
    y = math.floor(FOOT - 0.5 - tall)
    frames["panneau"] = Frame(0, y - 1.5, SHEET_WIDTH, PAGE_HEIGHT - y + 1.5)
    frames["tete-valeur-ajoutee"] = Frame(column_x(1, recto=True), y, span(3), HEAD_HEIGHT)
    frames["valeur-ajoutee"] = set_text(column_x(4, recto=True), y, text, tall)
    return y - 1.5


PAGE_COMPOSERS = (page_one, page_two, page_three, page_four)
