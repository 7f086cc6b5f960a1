"""The four pages laid one by one: each stacks its blocks on the grid and says what it lacks or leaves empty."""

from __future__ import annotations

import math

from fiches.fitting import Height, Text, U
from fiches.plan import (
    CAPTION,
    CARD_PAD,
    COLOPHON,
    FOOT,
    GUTTER,
    HEAD,
    INNER,
    LIVE,
    PAGE,
    RAIL,
    TOP,
    WAVE,
    Choice,
    Frame,
    Matter,
    PagePlan,
    Rules,
    Step,
    column_x,
    fitted,
    rows,
    span,
    whole,
)

SIGN_HEAD = 3.5  # sign, key word, complement, without white under them
SHEET_WIDTH = 210.0  # mm
SHORT_TEXT = 260  # characters under which a panel's text keeps one column


def page_one(matter: Matter, rules: Rules, choice: Choice, height: Height) -> PagePlan:
    """Title, photo, porteur band, contexte, actors zone at the foot; the rail beside them."""
    frames, y = _title(matter, rules, choice, height)
    cards, zone = _actors(matter, choice, height)
    zone_top = PAGE - zone if zone else FOOT
    carrier = _carrier_height(matter, choice, height)
    context = max(height(Text("contexte", span(7), choice.body, 1)), SIGN_HEAD) if matter.has("contexte") else 0
    needed = (carrier + 2 * choice.gap if carrier else 0) + (context + 1 + choice.gap if context else 0)
    free = zone_top - y - needed - choice.gap
    photo, slot = choice.photos.get(1), rules.slot(1)
    caption = CAPTION if photo is not None and matter.captions[photo] else choice.gap
    image = min(slot.most, math.floor(free - caption)) if photo is not None else 0
    if photo is not None:
        if image < slot.least:
            return PagePlan(frames, slot.least - image, culprit="contexte", photo=photo)
        frames["photo"] = Frame(0, y + 1, RAIL, image)
        y += 1 + image + caption - choice.gap
        free -= image + caption
    white = 0 if photo is not None else max(0, math.floor(min(free, 60) / (3 if free < 12 else 1.5)))
    y = _carrier_and_context(frames, y + white, carrier, context, choice)
    frames |= {name: _moved(frame, zone_top) for name, frame in cards.items()}
    frames["rail"] = Frame(RAIL, 0, SHEET_WIDTH - RAIL, zone_top if zone else PAGE)
    return PagePlan(frames, max(0, y + 0.5 - zone_top), max(0, free), "contexte", photo)


def _title(matter: Matter, rules: Rules, choice: Choice, height: Height) -> tuple[dict[str, Frame], float]:
    step, tall = fitted("titre", span(9), rules.titles[choice.title :] or rules.titles[-1:], height)
    frames = {"titre": Frame(INNER, 5, span(9), tall, step.size, step.leading)}
    y = 5 + tall
    if matter.has("recueilli"):
        tall = height(Text("recueilli", span(9), 8.2, 1))
        frames["recueilli"] = Frame(INNER, y + 0.5, span(9), tall, 8.2, 1)
        y += 0.5 + tall
    return frames, y


def _carrier_height(matter: Matter, choice: Choice, height: Height) -> float:
    """Of the porteur's text, or of its head and logo when they are taller."""
    if not matter.has("porteur"):
        return 0
    return max(height(Text("porteur", span(7), choice.body, 1)), SIGN_HEAD + (14.6 / U + 0.5 if matter.logo else 0))


def _carrier_and_context(frames: dict[str, Frame], y: float, carrier: float, context: float, choice: Choice) -> float:
    """Places both; returns where the page's text ends."""
    if carrier:
        text = whole(y + choice.gap * 1.5)
        band = text - choice.gap
        frames["bande"] = Frame(0, band, RAIL, carrier + 2 * choice.gap)
        frames["porteur"] = Frame(column_x(3, recto=True), text, span(7), carrier, choice.body, 1)
        y = text + carrier + choice.gap
    if context:
        text = whole(y + choice.gap)
        frames["contexte"] = Frame(column_x(3, recto=True), text, span(7), context, choice.body, 1)
        y = text + context
    return y


def _actors(matter: Matter, choice: Choice, height: Height) -> tuple[dict[str, Frame], float]:
    """Cards placed from the top of their zone, and the zone's height."""
    if not matter.actors:
        return {}, 0
    frames: dict[str, Frame] = {}
    y, index = 1.25 + 1.5 + 0.75, 0
    across = rows(matter.actors)[0]
    width = (LIVE - GUTTER * (across - 1)) / across
    for count in rows(matter.actors):
        names = [f"acteur-{index + place}" for place in range(count)]
        tall = max(height(Text(name, width - 2 * CARD_PAD, choice.card, 0.875)) for name in names) + 2 * CARD_PAD / U
        for place, name in enumerate(names):
            frames[name] = Frame(INNER + place * (width + GUTTER), y, width, tall, choice.card, 0.875)
        y += tall + 0.75
        index += count
    zone = y - 0.75 + 2.75
    frames["acteurs"] = Frame(0, 0, SHEET_WIDTH, zone)
    return frames, zone


def _moved(frame: Frame, down: float) -> Frame:
    return Frame(frame.x, frame.y + down, frame.width, frame.height, frame.size, frame.leading, frame.columns)


def page_two(matter: Matter, rules: Rules, choice: Choice, height: Height) -> PagePlan:
    """Démarche and Résultats side by side at the foot; what is above goes to the image."""
    texts = _approach_and_results(matter, choice)
    talls = {name: height(Text(name, width, choice.body, 1, columns)) for name, (_, width, columns) in texts.items()}
    tall = max(talls.values(), default=0)
    head = FOOT - tall - HEAD if texts else FOOT
    image, top = _image(2, head - 1, matter, rules, choice, height)
    head = head if top else max(TOP, head)
    down = max(0.0, TOP - (FOOT - tall - HEAD)) if texts else 0
    if not top:
        head = TOP
    frames = dict(image)
    for name, (x, width, columns) in texts.items():
        frames[f"tete-{name}"] = Frame(x, head, span(4), HEAD)
        frames[name] = Frame(x, head + HEAD, width, talls[name], choice.body, 1, columns)
    if "resultats" in texts:
        left = texts["resultats"][0] - U if "demarche" in texts else 0
        frames["panneau"] = Frame(left, head - 1, SHEET_WIDTH - left, PAGE - head + 1)
    culprit = max(talls, key=lambda name: talls[name], default="")
    hollow = head - 1 - _bottom(image) - 2 if top else FOOT - HEAD - TOP - tall
    return _plan(frames, 2, choice, excess=down, hollow=hollow, culprit=culprit)


def _bottom(frames: dict[str, Frame]) -> float:
    return max((frame.y + frame.height for frame in frames.values()), default=TOP)


def _plan(frames: dict[str, Frame], page: int, choice: Choice, *, excess: float, hollow: float, culprit: str) -> PagePlan:
    photo = choice.photos.get(page)
    missing = 1.0 if photo is not None and "photo" not in frames else 0.0
    quote = next((name for name in ("champ", "exergue") if name in frames), "")
    return PagePlan(frames, max(excess, missing), max(0, hollow), culprit, photo if "photo" in frames else None, quote)


def _approach_and_results(matter: Matter, choice: Choice) -> dict[str, tuple[float, float, int]]:
    """(x in mm, width in mm, columns) of each text of page 2, by the ratio of their lengths."""
    both = matter.has("demarche") and matter.has("resultats")
    if not both:
        x = column_x(1, recto=False)
        return {name: (x, LIVE, 2) for name in ("demarche", "resultats") if matter.has(name)}
    ratio = matter.size("demarche") / max(1, matter.size("resultats"))
    left = 8 if ratio >= 1.45 else 4 if ratio <= 0.69 else 6
    right = column_x(left + 1, recto=False)
    inset = right + U if left != 12 else right
    width = span(12 - left) - U
    return {
        "demarche": (column_x(1, recto=False), span(left), 2 if left == 8 else 1),
        "resultats": (inset, width, 2 if left == 4 else 1),
    }


def _image(page: int, foot: float, matter: Matter, rules: Rules, choice: Choice,
           height: Height) -> tuple[dict[str, Frame], float]:
    """The top of page 2 or 3, down to `foot`: photo, photo and quote, quote field, or nothing (0)."""
    photo, slot = choice.photos.get(page), rules.slot(page)
    quoted = page in choice.quotes
    if photo is not None:
        caption = CAPTION if matter.captions[photo] else 1.0
        if quoted and page == 2 and (found := _pulled(page, rules, height)):
            step, tall = found
            room = foot - caption - tall - 2
            if room >= max(slot.least, 13):
                image = min(slot.most, room)
                quote = Frame(column_x(1, recto=False), image + caption + (foot - image - caption - tall) / 2,
                              span(11), tall, step.size, step.leading)
                return {"photo": Frame(0, 0, SHEET_WIDTH, image), "exergue": quote}, image
        room = foot - caption
        return ({"photo": Frame(0, 0, SHEET_WIDTH, min(slot.most, room))}, room) if room >= slot.least else ({}, 0)
    room = min(rules.field_most, foot - WAVE)
    if not quoted or room < rules.field_least:
        return {}, 0
    x = column_x(1, recto=page == 3)
    steps = [step for step in rules.fields if step.leading * 2 <= room - 4] or list(rules.fields[-1:])
    for step in steps:
        tall = height(Text(f"exergue-{page}", span(10), step.size, step.leading))
        if tall <= room - 4 and tall / step.leading <= step.most_lines:
            break
    if tall > room - 2:
        return {}, 0
    quote = Frame(x, max(TOP, (room - tall) / 2), span(10), tall, step.size, step.leading)
    return {"champ": Frame(0, 0, SHEET_WIDTH, room), "exergue": quote}, room


def _pulled(page: int, rules: Rules, height: Height) -> tuple[Step, float]:
    return fitted(f"exergue-{page}", span(11) - 2 * U, rules.pulled, height)


def page_three(matter: Matter, rules: Rules, choice: Choice, height: Height) -> PagePlan:
    """Facteurs and Difficultés side by side, valeur-ajoutée in a panel at the foot, an image above."""
    frames: dict[str, Frame] = {}
    floor = _added_value(frames, matter, choice, height)
    names = [name for name in ("facteurs", "difficultes") if matter.has(name)]
    width, columns = (span(6), 1) if len(names) == 2 else (LIVE, 2)
    talls = {name: height(Text(name, width, choice.body, 1, columns)) for name in names}
    tall = max(talls.values(), default=0)
    head = math.floor(floor - 1) - tall - HEAD if names else floor
    image, top = _image(3, head - 1, matter, rules, choice, height)
    excess = max(0.0, TOP - head)
    hollow = head - 1 - _bottom(image) - 2 if top else head - TOP
    head = head if top else TOP
    for place, name in enumerate(names):
        x = column_x(1 + 6 * place, recto=True)
        frames[f"tete-{name}"] = Frame(x, head, span(6), HEAD)
        frames[name] = Frame(x, head + HEAD, width, talls[name], choice.body, 1, columns)
    culprit = max(talls, key=lambda name: talls[name], default="")
    return _plan(frames | image, 3, choice, excess=excess, hollow=hollow, culprit=culprit)


def _added_value(frames: dict[str, Frame], matter: Matter, choice: Choice, height: Height) -> float:
    """Places the panel; returns its upper edge."""
    if not matter.has("valeur-ajoutee"):
        return FOOT + 1
    columns = 1 if matter.size("valeur-ajoutee") < SHORT_TEXT else 2
    tall = max(height(Text("valeur-ajoutee", span(9), choice.body, 1, columns)), SIGN_HEAD + 0.5)
    text = math.floor(FOOT - 0.5 - tall)
    frames["panneau"] = Frame(0, text - 1.5, SHEET_WIDTH, PAGE - text + 1.5)
    frames["tete-valeur-ajoutee"] = Frame(column_x(1, recto=True), text, span(3), HEAD)
    frames["valeur-ajoutee"] = Frame(column_x(4, recto=True), text, span(9), tall, choice.body, 1, columns)
    return text - 1.5


def page_four(matter: Matter, rules: Rules, choice: Choice, height: Height) -> PagePlan:
    """Leçons above, parole in a panel with a stepped edge, the colophon at the foot."""
    x = column_x(1, recto=False)
    photo, slot = choice.photos.get(4), rules.slot(4)
    caption = CAPTION if photo is not None and matter.captions[photo] else 1.0
    room = PAGE - COLOPHON - TOP - (slot.least + caption + 1 - TOP if photo is not None else 0)
    lesson, voice, used = _page_four_steps(matter, rules, choice, height, room)
    frames: dict[str, Frame] = {}
    panel = _voices(frames, matter, voice, height)
    spare = max(0.0, room - used)
    head = TOP
    if photo is not None:
        image = min(slot.most, slot.least + math.floor(spare))
        frames["photo"] = Frame(0, 0, SHEET_WIDTH, image)
        spare -= image - slot.least
        head = image + caption + 1
    if matter.has("lecons"):
        tall = height(Text("lecons", LIVE, lesson.size, lesson.leading, lesson.columns))
        head += math.floor(spare / 4)
        frames["tete-lecons"] = Frame(x, head, span(9), HEAD)
        frames["lecons"] = Frame(x, head + HEAD, LIVE, tall, lesson.size, lesson.leading, lesson.columns)
    excess = max(0.0, used - room)
    return _plan(frames | panel, 4, choice, excess=excess, hollow=spare, culprit="lecons")


def _voices(frames: dict[str, Frame], matter: Matter, step: Step, height: Height) -> dict[str, Frame]:
    """The testimony panel, standing on the colophon."""
    if not matter.testimonies:
        return {}
    tall = height(_voice_text(matter, step))
    foot = PAGE - COLOPHON
    text = foot - 2.25 - max(tall, SIGN_HEAD)
    top = text - 2.75
    return {
        "panneau": Frame(0, top, SHEET_WIDTH, foot - top),
        "tete-parole": Frame(column_x(1, recto=False), text, span(3), HEAD),
        "parole": Frame(column_x(4, recto=False), text, span(9), tall, step.size, step.leading, _voice_text(matter, step).columns),
    }


def _voice_text(matter: Matter, step: Step) -> Text:
    columns = 2 if matter.testimonies > 1 else 1
    return Text("parole", span(9), step.size, step.leading, columns, 9.0 if columns == 2 else GUTTER)


def _page_four_steps(matter: Matter, rules: Rules, choice: Choice, height: Height, room: float) -> tuple[Step, Step, float]:
    """The steps of leçons and parole: the largest pair, stepping down leçons first, that the room holds."""

    def used(lesson: Step, voice: Step) -> float:
        lessons = HEAD + height(Text("lecons", LIVE, lesson.size, lesson.leading, lesson.columns)) + 1 if matter.has("lecons") else 0
        voices = 5.0 + max(height(_voice_text(matter, voice)), SIGN_HEAD) if matter.testimonies else 0
        return lessons + voices

    last = len(rules.lessons) + len(rules.voices) - 2
    for turn in range(last + 1):
        lesson = rules.lessons[min((turn + 1) // 2, len(rules.lessons) - 1)]
        voice = rules.voices[min(turn // 2, len(rules.voices) - 1)]
        if used(lesson, voice) <= room or turn == last:
            break
    return lesson, voice, used(lesson, voice)


PAGES = (page_one, page_two, page_three, page_four)
