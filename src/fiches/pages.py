"""The four pages laid one by one: each stacks its blocks on the grid and says what it lacks or leaves empty."""

from __future__ import annotations

import math
from collections.abc import Mapping

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
    balanced,
    column_x,
    fitted,
    rows,
    span,
    whole,
)

SIGN_HEAD = 3.5  # sign, key word, complement, without white under them
SHEET_WIDTH = 210.0  # mm
QUOTE_WIDTH = span(11)  # mm
VOICES_GAP = 9.0  # mm
PANEL_HEAD, PANEL_FOOT = 2.75, 2.25  # from the crest of the wave to the text, from the text to the colophon
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
            return PagePlan(frames, slot.least - image, cuts=_cuts(matter, {"contexte": context}, context - slot.least + image))
        frames["photo"] = Frame(0, y + 1, RAIL, image)
        y += 1 + image + caption - choice.gap
        free -= image + caption
    white = 0 if photo is not None else max(0, math.floor(min(free, 60) / (3 if free < 12 else 1.5)))
    y = _carrier_and_context(frames, y + white, carrier, context, choice)
    frames |= {name: _moved(frame, zone_top) for name, frame in cards.items()}
    frames["rail"] = Frame(RAIL, 0, SHEET_WIDTH - RAIL, zone_top if zone else PAGE)
    excess = max(0, y + 0.5 - zone_top)
    return PagePlan(frames, excess, max(0, free), _cuts(matter, {"contexte": context}, context - excess), photo)


def _cuts(matter: Matter, talls: Mapping[str, float], allowed: float) -> dict[str, int]:
    """Words to cut in each block that is higher than `allowed`."""
    return {name: matter.words(name, (tall - allowed) / tall) for name, tall in talls.items() if tall > allowed + 0.01}


def _title(matter: Matter, rules: Rules, choice: Choice, height: Height) -> tuple[dict[str, Frame], float]:
    step, tall = fitted("titre", span(9), rules.titles[choice.title :] or rules.titles[-1:], height)
    width = balanced(Text("titre", span(9), step.size, step.leading), height)
    frames = {"titre": Frame(INNER, 5, width, tall, step.size, step.leading)}
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
    texts = _approach_and_results(matter, choice, rules)
    talls = {name: height(text) for name, (_, text) in texts.items()}
    tall = max(talls.values(), default=0)
    head = FOOT - tall - HEAD
    top = _image(2, head - 1, matter, rules, choice, height)
    hollow = head - 1 - _bottom(top) - 2 if top else head - TOP
    excess = max(0.0, TOP - head)
    frames = dict(top)
    head = head if top else TOP
    for name, (x, text) in texts.items():
        frames[f"tete-{name}"] = Frame(x, head, span(4), HEAD)
        frames[name] = _set(x, head + HEAD, text, talls[name])
    if "resultats" in texts:
        left = texts["resultats"][0] - U if "demarche" in texts else 0
        frames["panneau"] = Frame(left, head - 1, SHEET_WIDTH - left, PAGE - head + 1)
    return _plan(frames, 2, choice, excess=excess, hollow=hollow, cuts=_cuts(matter, talls, FOOT - HEAD - TOP))


def _set(x: float, y: float, text: Text, tall: float) -> Frame:
    return Frame(x, y, text.width, tall, text.size, text.leading, text.columns)


def _bottom(frames: Mapping[str, Frame]) -> float:
    return max((frame.y + frame.height for frame in frames.values()), default=TOP)


def _plan(frames: Mapping[str, Frame], page: int, choice: Choice, *, excess: float, hollow: float,
          cuts: Mapping[str, int]) -> PagePlan:
    """A page whose photo found no room has too much, so that something gives way."""
    photo = choice.photos.get(page) if "photo" in frames else None
    missing = 1.0 if page in choice.photos and photo is None else 0.0
    quote = next((name for name in ("champ", "exergue") if name in frames), "")
    return PagePlan(frames, max(excess, missing), max(0, hollow), cuts, photo, quote)


def _approach_and_results(matter: Matter, choice: Choice, rules: Rules) -> dict[str, tuple[float, Text]]:
    """(x in mm, text) of each rubric of page 2, its columns by the ratio of their lengths."""
    names = [name for name in ("demarche", "resultats") if matter.has(name)]
    if len(names) < 2:
        return {name: (column_x(1, recto=False), Text(name, LIVE, choice.body, 1, 2)) for name in names}
    ratio = matter.size("demarche") / max(1, matter.size("resultats"))
    left = 8 if ratio >= rules.wide_ratio else 4 if ratio <= 1 / rules.wide_ratio else 6
    return {
        "demarche": (column_x(1, recto=False), Text("demarche", span(left), choice.body, 1, 2 if left == 8 else 1)),
        "resultats": (column_x(left + 1, recto=False) + U,
                      Text("resultats", span(12 - left) - U, choice.body, 1, 2 if left == 4 else 1)),
    }


def _image(page: int, foot: float, matter: Matter, rules: Rules, choice: Choice, height: Height) -> dict[str, Frame]:  # noqa: PLR0913
    """The top of page 2 or 3, down to `foot`: photo, photo and quote, quote field, or nothing."""
    quoted = page in choice.quotes
    if page not in choice.photos:
        return _quote_field(page, foot, rules, height) if quoted else {}
    slot = rules.slot(page)
    room = foot - (CAPTION if matter.captions[choice.photos[page]] else 1.0)
    if quoted and page == 2:
        step, tall = fitted("exergue-2", QUOTE_WIDTH, rules.pulled, height)
        if room - tall - 2 >= max(slot.least, rules.photo_beside_quote):
            image = min(slot.most, math.floor(room - tall - 2))
            y = image + foot - room + (room - image - tall) / 2
            width = balanced(Text("exergue-2", QUOTE_WIDTH, step.size, step.leading), height)
            quote = Frame(column_x(1, recto=False), y, width, tall, step.size, step.leading)
            return {"photo": Frame(0, 0, SHEET_WIDTH, image), "exergue": quote}
    return {"photo": Frame(0, 0, SHEET_WIDTH, min(slot.most, room))} if room >= slot.least else {}


def _quote_field(page: int, foot: float, rules: Rules, height: Height) -> dict[str, Frame]:
    """A quotation on a field as tall as an image, its edge a wave."""
    room = min(rules.field_most, foot - WAVE)
    if room < rules.field_least:
        return {}
    for step in rules.fields:
        tall = height(Text(f"exergue-{page}", span(9), step.size, step.leading))
        if tall <= room - 4 and tall / step.leading <= step.most_lines + 0.01:
            break
    if tall > room - 2:
        return {}
    width = balanced(Text(f"exergue-{page}", span(9), step.size, step.leading), height)
    quote = Frame(column_x(1, recto=page == 3), (room - tall) / 2, width, tall, step.size, step.leading)
    return {"champ": Frame(0, 0, SHEET_WIDTH, room), "exergue": quote}


def page_three(matter: Matter, rules: Rules, choice: Choice, height: Height) -> PagePlan:
    """Facteurs and Difficultés side by side, valeur-ajoutée in a panel at the foot, an image above."""
    frames: dict[str, Frame] = {}
    floor = _added_value(frames, matter, choice, height)
    names = [name for name in ("facteurs", "difficultes") if matter.has(name)]
    width, columns = (span(6), 1) if len(names) == 2 else (LIVE, 2)
    texts = {name: Text(name, width, choice.body, 1, columns) for name in names}
    talls = {name: height(text) for name, text in texts.items()}
    tall = max(talls.values(), default=0)
    head = math.floor(floor - 1) - tall - HEAD if names else floor
    top = _image(3, head - 1, matter, rules, choice, height)
    excess = max(0.0, TOP - head)
    hollow = head - 1 - _bottom(top) - 2 if top else head - TOP
    cuts = _cuts(matter, talls, math.floor(floor - 1) - HEAD - TOP)
    head = head if top else TOP
    for place, (name, text) in enumerate(texts.items()):
        x = column_x(1 + 6 * place, recto=True)
        frames[f"tete-{name}"] = Frame(x, head, span(6), HEAD)
        frames[name] = _set(x, head + HEAD, text, talls[name])
    return _plan(frames | top, 3, choice, excess=excess, hollow=hollow, cuts=cuts)


def _added_value(frames: dict[str, Frame], matter: Matter, choice: Choice, height: Height) -> float:
    """Places the panel; returns its upper edge."""
    if not matter.has("valeur-ajoutee"):
        return FOOT + 1
    text = Text("valeur-ajoutee", span(9), choice.body, 1, 1 if matter.size("valeur-ajoutee") < SHORT_TEXT else 2)
    tall = max(height(text), SIGN_HEAD + 1)
    y = math.floor(FOOT - 0.5 - tall)
    frames["panneau"] = Frame(0, y - 1.5, SHEET_WIDTH, PAGE - y + 1.5)
    frames["tete-valeur-ajoutee"] = Frame(column_x(1, recto=True), y, span(3), HEAD)
    frames["valeur-ajoutee"] = _set(column_x(4, recto=True), y, text, tall)
    return y - 1.5


def page_four(matter: Matter, rules: Rules, choice: Choice, height: Height) -> PagePlan:
    """Leçons above, parole in a panel with a stepped edge, the colophon at the foot."""
    slot, photo = rules.slot(4), choice.photos.get(4)
    caption = 0.0 if photo is None else CAPTION if matter.captions[photo] else 1.0
    room = PAGE - COLOPHON - TOP - (slot.least + caption + 1 - TOP if photo is not None else 0)
    lesson, voice = _steps(matter, rules, height, room)
    tall = height(_lessons(lesson)) if matter.has("lecons") else 0.0
    voices, panel = _voices(matter, voice, height)
    used = (HEAD + tall + 1 if tall else 0) + voices
    spare = max(0.0, room - used)
    frames, head = dict(panel), TOP
    if photo is not None:
        image = min(slot.most, slot.least + math.floor(spare))
        frames["photo"] = Frame(0, 0, SHEET_WIDTH, image)
        spare -= image - slot.least
        head = image + caption + 1
    if tall:
        head += math.floor(spare / 4)
        frames["tete-lecons"] = Frame(column_x(1, recto=False), head, span(9), HEAD)
        frames["lecons"] = _set(column_x(1, recto=False), head + HEAD, _lessons(lesson), tall)
    excess = max(0.0, used - room)
    cuts = _cuts(matter, {"lecons": tall}, tall - excess) if tall else {}
    return _plan(frames, 4, choice, excess=excess, hollow=spare, cuts=cuts)


def _lessons(step: Step) -> Text:
    return Text("lecons", LIVE, step.size, step.leading, step.columns)


def _voices(matter: Matter, step: Step, height: Height) -> tuple[float, dict[str, Frame]]:
    """The testimony panel, standing on the colophon, and the room it takes; two columns from two testimonies on."""
    if not matter.testimonies:
        return 0.0, {}
    columns = min(matter.testimonies, 2)
    width = (span(9) - VOICES_GAP * (columns - 1)) / columns
    talls = [height(Text(f"parole-{index}", width, step.size, step.leading)) for index in range(matter.testimonies)]
    piles = [talls[: math.ceil(len(talls) / columns)], talls[math.ceil(len(talls) / columns) :]]
    tall = max(*(sum(pile) + step.leading * (len(pile) - 1) for pile in piles), SIGN_HEAD)
    text = PAGE - COLOPHON - PANEL_FOOT - tall
    panel = Frame(0, text - PANEL_HEAD, SHEET_WIDTH, tall + PANEL_HEAD + PANEL_FOOT)
    frames = {"panneau": panel, "tete-parole": Frame(column_x(1, recto=False), text, span(3), HEAD)}
    for place, pile in enumerate(piles):
        y = text
        for one in pile:
            x = column_x(4, recto=False) + place * (width + VOICES_GAP)
            frames[f"parole-{len(frames) - 2}"] = Frame(x, y, width, one, step.size, step.leading)
            y += one + step.leading
    return panel.height, frames


def _steps(matter: Matter, rules: Rules, height: Height, room: float) -> tuple[Step, Step]:
    """The largest steps of leçons and parole that the room holds, leçons stepping down first."""
    turns = len(rules.lessons) + len(rules.voices) - 1
    for turn in range(turns):
        lesson = rules.lessons[min((turn + 1) // 2, len(rules.lessons) - 1)]
        voice = rules.voices[min(turn // 2, len(rules.voices) - 1)]
        used = HEAD + height(_lessons(lesson)) + 1 if matter.has("lecons") else 0
        if used + _voices(matter, voice, height)[0] <= room:
            break
    return lesson, voice


PAGES = (page_one, page_two, page_three, page_four)
