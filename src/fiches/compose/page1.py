"""Page 1 laid: title, photo, porteur, contexte, the actors' cards at the foot, the rail beside them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from fiches.compose.copyfit import TextSetting, U
from fiches.compose.frame import PAGE_HEIGHT, SHEET_WIDTH, Frame
from fiches.compose.model import (
    CAPTION,
    CARD_PAD,
    FOOT,
    GUTTER,
    INNER,
    LIVE,
    RAIL_LEFT,
    SIGN_HEAD,
    PageInputs,
    PagePlan,
    balanced,
    column_x,
    find_cuts,
    fitted,
    rows,
    set_text,
    span,
    whole,
)


def page_one(given: PageInputs) -> PagePlan:
    """Title, photo, porteur band, contexte, actors zone at the foot; the rail beside them.

    When the end of Contexte goes to page 2, as much of it stays as the page holds.
    """
    blocks = [name for name in given.matter.lengths if name.startswith("contexte-debut-")]
    if given.choice.context_page == 1 or not blocks:
        return _page_one(given, "contexte")
    plans = (_page_one(given, name) for name in reversed(blocks))
    return next((plan for plan in plans if plan.excess <= 0), _page_one(given, blocks[0]))


def context_left(given: PageInputs) -> str:
    """The block that holds the end of Contexte, when page 1 does not show it; else nothing."""
    shown = page_one(given).frames if given.choice.context_page == 2 else {}
    return next((name.replace("debut", "suite") for name in shown if name.startswith("contexte-debut-")), "")


def _page_one(given: PageInputs, block: str) -> PagePlan:
    frames, y = _title(given)
    cards, zone = actors_zone(given) if given.choice.actors_page == 1 else ({}, 0)
    zone_top = PAGE_HEIGHT - zone if zone else FOOT
    carrier = _carrier_height(given)
    context = (
        max(given.height(TextSetting(block, span(7), given.body.size, given.body.leading)), SIGN_HEAD)
        if given.matter.has("contexte")
        else 0
    )
    needed = (carrier + 2 * given.choice.gap if carrier else 0) + (context + 1 + given.choice.gap if context else 0)
    free = zone_top - y - needed - given.choice.gap
    photo, slot = given.choice.photos.get(1), given.rules.slot(1)
    caption = CAPTION if photo is not None and given.matter.captions[photo] else given.choice.gap
    image = min(slot.most, math.floor(free - caption)) if photo is not None else 0
    if photo is not None:
        if image < slot.least:
            return PagePlan(
                frames, slot.least - image, cuts=find_cuts(given, {"contexte": context}, context - slot.least + image)
            )
        frames["photo"] = Frame(0, y + 1, RAIL_LEFT, image)
        y += 1 + image + caption - given.choice.gap
        free -= image + caption
    white = 0 if photo is not None else max(0, math.floor(free if free < given.rules.hollow_quote else free / 1.5))
    frames |= _quote(given, y, white)
    y = _carrier_and_context(given, frames, y + white, {"porteur": carrier, block: context})
    frames |= {name: replace(frame, y=frame.y + zone_top) for name, frame in cards.items()}
    frames["rail"] = Frame(RAIL_LEFT, 0, SHEET_WIDTH - RAIL_LEFT, zone_top if zone else PAGE_HEIGHT)
    excess = max(0, y + 0.5 - zone_top)
    quote = "exergue" if "exergue" in frames else ""
    cuts = find_cuts(given, {"contexte": context}, context - excess)
    return PagePlan(frames, excess, 0 if quote else max(0, free), cuts, photo, quote)


def _quote(given: PageInputs, y: float, white: float) -> dict[str, Frame]:
    """A quotation in the white under the title, when there is much of it."""
    if 1 not in given.choice.quotes or white < given.rules.hollow_quote * 0.6:
        return {}
    step, tall = fitted("exergue-1", span(9), given.rules.pulled, given.height)
    if tall > white - 2:
        return {}
    text = balanced(TextSetting("exergue-1", span(9), step.size, step.leading), given.height)
    return {"exergue": set_text(INNER, y + (white + 1 - tall) / 2, text, tall)}


def _title(given: PageInputs) -> tuple[dict[str, Frame], float]:
    step, tall = fitted(
        "titre", span(9), given.rules.titles[given.choice.title :] or given.rules.titles[-1:], given.height
    )
    text = balanced(TextSetting("titre", span(9), step.size, step.leading), given.height)
    frames = {"titre": set_text(INNER, 5, text, tall)}
    y = 5 + tall
    if given.matter.has("recueilli"):
        tall = given.height(TextSetting("recueilli", span(9), 8.2, 1))
        frames["recueilli"] = Frame(INNER, y + 0.5, span(9), tall, 8.2, 1)
        y += 0.5 + tall
    return frames, y


def _carrier_height(given: PageInputs) -> float:
    """Of the porteur's text, or of its head and logo when they are taller."""
    if not given.matter.has("porteur"):
        return 0
    return max(
        given.height(TextSetting("porteur", span(7), given.body.size, given.body.leading)),
        SIGN_HEAD + (14.6 / U + 0.5 if given.matter.logo else 0),
    )


def _carrier_and_context(given: PageInputs, frames: dict[str, Frame], y: float, talls: Mapping[str, float]) -> float:
    """Places both, each as tall as given; returns where the page's text ends."""
    (carrier, carrier_tall), (context, context_tall) = talls.items()
    if carrier_tall:
        text = whole(y + given.choice.gap * 1.5)
        frames["bande"] = Frame(0, text - given.choice.gap, RAIL_LEFT, carrier_tall + 2 * given.choice.gap)
        frames[carrier] = _set(text, carrier_tall, given)
        y = text + carrier_tall + given.choice.gap
    if context_tall:
        text = whole(y + given.choice.gap)
        frames[context] = _set(text, context_tall, given)
        y = text + context_tall
    return y


def _set(y: float, tall: float, given: PageInputs) -> Frame:
    return Frame(column_x(3, recto=True), y, span(7), tall, given.body.size, given.body.leading)


def actors_zone(given: PageInputs) -> tuple[dict[str, Frame], float]:
    """Cards placed from the top of their zone, and the zone's height."""
    if not given.matter.actors:
        return {}, 0
    frames: dict[str, Frame] = {}
    y, index = 1.25 + 1.5 + 0.75, 0
    across = rows(given.matter.actors)[0]
    width = (LIVE - GUTTER * (across - 1)) / across
    for count in rows(given.matter.actors):
        names = [f"acteur-{index + place}" for place in range(count)]
        tall = (
            max(
                given.height(TextSetting(name, width - 2 * CARD_PAD, given.card.size, given.card.leading))
                for name in names
            )
            + 2 * CARD_PAD / U
        )
        for place, name in enumerate(names):
            frames[name] = Frame(INNER + place * (width + GUTTER), y, width, tall, given.card.size, given.card.leading)
        y += tall + 0.75
        index += count
    zone = y - 0.75 + 2.75
    frames["acteurs"] = Frame(0, 0, SHEET_WIDTH, zone)
    return frames, zone
