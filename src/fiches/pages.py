"""Pages 2, 3 and 4 laid: each stacks its blocks on the grid and says what it lacks or leaves empty."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

from fiches.fitting import Text, U
from fiches.opening import actors_zone, page_one
from fiches.plan import (
    CAPTION,
    COLOPHON,
    FOOT,
    HEAD,
    INNER,
    LIVE,
    OUTER,
    PAGE,
    SHEET_WIDTH,
    SIGN_HEAD,
    TOP,
    WAVE,
    Frame,
    Given,
    PagePlan,
    Step,
    balanced,
    column_x,
    find_cuts,
    fitted,
    span,
)

QUOTE_WIDTH = span(11)  # mm
VOICES_GAP = 9.0  # mm
HANGING = 6.0  # how much shorter a text of page 3 must be to carry a quotation
PANEL_HEAD, PANEL_FOOT = 2.75, 2.25  # from the crest of the wave to the text, from the text to the colophon
SHORT_TEXT = 260  # characters under which a panel's text keeps one column


def page_two(given: Given) -> PagePlan:
    """Démarche and Résultats side by side at the foot; what is above goes to the image."""
    return _grown(_page_two, given)


def page_three(given: Given) -> PagePlan:
    """Facteurs and Difficultés side by side, valeur-ajoutée in a panel at the foot, an image above."""
    return _grown(_page_three, given)


def _grown(lay: Callable[[Given], PagePlan], given: Given) -> PagePlan:
    """The page, its text larger than the sheet's when it would stay very hollow."""
    plan = lay(given)
    for step in given.rules.large if plan.hollow >= given.rules.hollow_page else ():
        larger = lay(replace(given, large=step))
        if larger.excess <= 0 and (larger.photo, larger.quote) == (plan.photo, plan.quote):
            return larger
    return plan


def _page_two(given: Given) -> PagePlan:
    texts = _approach_and_results(given)
    talls = {name: given.height(text) for name, (_, text) in texts.items()}
    tall = max(talls.values(), default=0)
    head = FOOT - tall - HEAD
    moved = given.choice.actors_page == 2
    top = _actors_above(given) if moved else _image(given, 2, head - 1)
    ceiling = _bottom(top) + 2 if moved else TOP
    hollow = max(0.0, head - 3 - _bottom(top) if top else head - TOP)
    excess = max(0.0, ceiling - head)
    frames = dict(top)
    head = math.floor(head - hollow) if top else TOP
    for name, (x, text) in texts.items():
        frames[f"tete-{name}"] = Frame(x, head, span(4), HEAD)
        frames[name] = _set(x, head + HEAD, text, talls[name])
    if "resultats" in texts:
        left = texts["resultats"][0] - U if "demarche" in texts else 0
        frames["panneau"] = Frame(left, head - 1, SHEET_WIDTH - left, PAGE - head + 1)
    cuts = find_cuts(given, talls, FOOT - HEAD - ceiling)
    if moved and excess:
        cuts = {"acteurs": given.matter.words("acteurs", excess / _bottom(top))}
    return _plan(given, frames, 2, excess=excess, hollow=hollow, cuts=cuts)


def _actors_above(given: Given) -> dict[str, Frame]:
    """The actors' zone at the head of page 2."""
    cards, zone = actors_zone(given)
    down = TOP - 1.25
    moved = {name: replace(card, x=card.x + OUTER - INNER, y=card.y + down) for name, card in cards.items()}
    return moved | {"acteurs": Frame(0, 0, SHEET_WIDTH, zone + down - 1.25)} if cards else {}


def _set(x: float, y: float, text: Text, tall: float) -> Frame:
    return Frame(x, y, text.width, tall, text.size, text.leading, text.columns)


def _bottom(frames: Mapping[str, Frame]) -> float:
    return max((frame.y + frame.height for frame in frames.values()), default=TOP)


def _plan(
    given: Given, frames: Mapping[str, Frame], page: int, *, excess: float, hollow: float, cuts: Mapping[str, int]
) -> PagePlan:
    """A page whose photo found no room has too much, so that something gives way."""
    photo = given.choice.photos.get(page) if "photo" in frames else None
    missing = 1.0 if page in given.choice.photos and photo is None else 0.0
    quote = next((name for name in ("champ", "exergue") if name in frames), "")
    return PagePlan(frames, max(excess, missing), max(0, hollow), cuts, photo, quote)


def _approach_and_results(given: Given) -> dict[str, tuple[float, Text]]:
    """(x in mm, text) of each rubric of page 2, its columns by the ratio of their lengths."""
    names = [name for name in ("demarche", "resultats") if given.matter.has(name)]
    if len(names) < 2:
        return {
            name: (column_x(1, recto=False), Text(name, LIVE, given.body.size, given.body.leading, 2)) for name in names
        }
    ratio = given.matter.size("demarche") / max(1, given.matter.size("resultats"))
    left = 8 if ratio >= given.rules.wide_ratio else 4 if ratio <= 1 / given.rules.wide_ratio else 6
    return {
        "demarche": (
            column_x(1, recto=False),
            Text("demarche", span(left), given.body.size, given.body.leading, 2 if left == 8 else 1),
        ),
        "resultats": (
            column_x(left + 1, recto=False) + U,
            Text("resultats", span(12 - left) - U, given.body.size, given.body.leading, 2 if left == 4 else 1),
        ),
    }


def _image(given: Given, page: int, foot: float) -> dict[str, Frame]:
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
            width = balanced(Text("exergue-2", QUOTE_WIDTH, step.size, step.leading), given.height)
            quote = Frame(column_x(1, recto=False), y, width, tall, step.size, step.leading)
            return {"photo": Frame(0, 0, SHEET_WIDTH, image), "exergue": quote}
    return {"photo": Frame(0, 0, SHEET_WIDTH, min(slot.most, room))} if room >= slot.least else {}


def _quote_field(given: Given, page: int, foot: float) -> dict[str, Frame]:
    """A quotation on a field as tall as an image, its edge a wave."""
    room = min(given.rules.field_most, foot - WAVE - 1)
    if room < given.rules.field_least:
        return {}
    for step in given.rules.fields:
        tall = given.height(Text(f"exergue-{page}", span(9), step.size, step.leading))
        if tall <= room - 4 and tall / step.leading <= step.most_lines + 0.01:
            break
    if tall > room - 2:
        return {}
    width = balanced(Text(f"exergue-{page}", span(9), step.size, step.leading), given.height)
    quote = Frame(column_x(1, recto=page == 3), (room - tall) / 2, width, tall, step.size, step.leading)
    return {"champ": Frame(0, 0, SHEET_WIDTH, room), "exergue": quote}


def _page_three(given: Given) -> PagePlan:
    frames: dict[str, Frame] = {}
    floor = _added_value(given, frames)
    names = [name for name in ("facteurs", "difficultes") if given.matter.has(name)]
    width, columns = (span(6), 1) if len(names) == 2 else (LIVE, 2)
    texts = {name: Text(name, width, given.body.size, given.body.leading, columns) for name in names}
    talls = {name: given.height(text) for name, text in texts.items()}
    tall = max(talls.values(), default=0)
    head = math.floor(floor - 1 - tall - HEAD) if names else floor
    top = _image(given, 3, head - 1)
    hollow = max(0.0, head - 3 - _bottom(top) if top else head - TOP)
    excess = max(0.0, TOP - head)
    cuts = find_cuts(given, talls, math.floor(floor - 1) - HEAD - TOP)
    head = math.floor(head - hollow) if top else TOP
    for place, (name, text) in enumerate(texts.items()):
        x = column_x(1 + 6 * place, recto=True)
        frames[f"tete-{name}"] = Frame(x, head, span(6), HEAD)
        frames[name] = _set(x, head + HEAD, text, talls[name])
    if "exergue" not in top and len(texts) == 2:
        frames |= _hanging(given, frames, talls)
    return _plan(given, frames | top, 3, excess=excess, hollow=hollow, cuts=cuts)


def _hanging(given: Given, frames: Mapping[str, Frame], talls: Mapping[str, float]) -> dict[str, Frame]:
    """A quotation under the shorter of two texts, when it leaves more than `HANGING` empty beside the other."""
    short, long = sorted(talls, key=lambda name: talls[name])
    room = talls[long] - talls[short]
    if 3 not in given.choice.quotes or room <= HANGING:
        return {}
    step, tall = fitted("exergue-3", span(6), given.rules.pulled[2:], given.height)
    if tall > room - 2:
        return {}
    width = balanced(Text("exergue-3", span(6), step.size, step.leading), given.height)
    y = frames[short].y + talls[short] + (room + 1 - tall) / 2
    return {"exergue": Frame(frames[short].x, y, width, tall, step.size, step.leading)}


def _added_value(given: Given, frames: dict[str, Frame]) -> float:
    """Places the panel; returns its upper edge."""
    if not given.matter.has("valeur-ajoutee"):
        return FOOT + 1
    text = Text(
        "valeur-ajoutee",
        span(9),
        given.body.size,
        given.body.leading,
        1 if given.matter.size("valeur-ajoutee") < SHORT_TEXT else 2,
    )
    tall = max(given.height(text), SIGN_HEAD + 1)
    y = math.floor(FOOT - 0.5 - tall)
    frames["panneau"] = Frame(0, y - 1.5, SHEET_WIDTH, PAGE - y + 1.5)
    frames["tete-valeur-ajoutee"] = Frame(column_x(1, recto=True), y, span(3), HEAD)
    frames["valeur-ajoutee"] = _set(column_x(4, recto=True), y, text, tall)
    return y - 1.5


def page_four(given: Given) -> PagePlan:
    """Leçons above, parole in a panel with a stepped edge, the colophon at the foot."""
    slot, photo = given.rules.slot(4), given.choice.photos.get(4)
    caption = 0.0 if photo is None else CAPTION if given.matter.captions[photo] else 1.0
    room = PAGE - COLOPHON - TOP - (slot.least + caption + 1 - TOP if photo is not None else 0)
    lesson, voice = _steps(given, room)
    tall = given.height(_lessons(lesson)) if given.matter.has("lecons") else 0.0
    used = (HEAD + tall + 1 if tall else 0) + _voices(given, voice)[0]
    spare = max(0.0, room - used)
    frames, head = dict[str, Frame](), TOP
    if photo is not None:
        image = min(slot.most, slot.least + math.floor(spare))
        frames["photo"] = Frame(0, 0, SHEET_WIDTH, image)
        spare -= image - slot.least
        head = image + caption + 1
    frames |= _voices(given, voice, spare / 2)[1]
    if tall:
        head += math.floor(spare / 4) if spare >= given.rules.hollow_page else 0
        frames["tete-lecons"] = Frame(column_x(1, recto=False), head, span(9), HEAD)
        frames["lecons"] = _set(column_x(1, recto=False), head + HEAD, _lessons(lesson), tall)
    excess = max(0.0, used - room)
    cuts = find_cuts(given, {"lecons": tall}, tall - excess) if tall else {}
    return _plan(given, frames, 4, excess=excess, hollow=spare, cuts=cuts)


def _lessons(step: Step) -> Text:
    return Text("lecons", LIVE, step.size, step.leading, step.columns)


def _voices(given: Given, step: Step, spare: float = 0.0) -> tuple[float, dict[str, Frame]]:
    """The testimony panel, standing on the colophon, and the room it takes; two columns from two testimonies on.

    `spare` is room that it may fill with ground above and below its text.
    """
    if not given.matter.testimonies:
        return 0.0, {}
    columns = min(given.matter.testimonies, 3)
    first, across, gap = (1, 12, U) if columns == 3 else (4, 9, VOICES_GAP)  # from three on, under the head
    under = SIGN_HEAD + 0.5 if columns == 3 else 0.0
    width = (span(across) - gap * (columns - 1)) / columns
    count = given.matter.testimonies
    talls = [given.height(Text(f"parole-{index}", width, step.size, step.leading)) for index in range(count)]
    deep = math.ceil(count / columns)
    piles = [talls[start : start + deep] for start in range(0, count, deep)]
    tall = max(max(sum(pile) + step.leading * (len(pile) - 1) for pile in piles) + under, SIGN_HEAD)
    top = PAGE - COLOPHON - PANEL_FOOT - tall - spare / 2
    ground = tall + PANEL_HEAD - WAVE + PANEL_FOOT + spare  # the wave stands on it
    panel = Frame(0, top - PANEL_HEAD + WAVE - spare / 2, SHEET_WIDTH, ground)
    frames = {"panneau": panel, "tete-parole": Frame(column_x(1, recto=False), top, span(3), HEAD)}
    for place, pile in enumerate(piles):
        y = top + under
        for one in pile:
            x = column_x(first, recto=False) + place * (width + gap)
            frames[f"parole-{len(frames) - 2}"] = Frame(x, y, width, one, step.size, step.leading)
            y += one + step.leading
    return panel.height + WAVE, frames


def _steps(given: Given, room: float) -> tuple[Step, Step]:
    """The largest steps of leçons and parole that the room holds, leçons stepping down first."""
    turns = len(given.rules.lessons) + len(given.rules.voices) - 1
    for turn in range(turns):
        lesson = given.rules.lessons[min((turn + 1) // 2, len(given.rules.lessons) - 1)]
        voice = given.rules.voices[min(turn // 2, len(given.rules.voices) - 1)]
        used = HEAD + given.height(_lessons(lesson)) + 1 if given.matter.has("lecons") else 0
        if used + _voices(given, voice)[0] <= room:
            break
    return lesson, voice


PAGES = (page_one, page_two, page_three, page_four)
