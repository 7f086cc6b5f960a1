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
    column_x,
    find_cuts,
    fitted,
    rows,
    set_text,
    shown_on,
    span,
    whole,
)


def page_one(inputs: PageInputs) -> PagePlan:
    """Title, photo, porteur band, contexte, actors zone at the foot; the rail beside them.

    When the end of Contexte goes to page 2, as much of it stays as the page holds.
    """
    blocks = [name for name in inputs.matter.lengths if name.startswith("contexte-debut-")]
    if inputs.choice.context_page == 1 or not blocks:
        return _page_one(inputs, "contexte")
    plans = (_page_one(inputs, name) for name in reversed(blocks))
    return next((plan for plan in plans if plan.excess <= 0), _page_one(inputs, blocks[0]))


def context_left(inputs: PageInputs) -> str:
    """The block that holds the end of Contexte, when page 1 does not show it; else nothing."""
    shown = page_one(inputs).frames if inputs.choice.context_page == 2 else {}
    return next((name.replace("debut", "suite") for name in shown if name.startswith("contexte-debut-")), "")


def _page_one(inputs: PageInputs, block: str) -> PagePlan:
    frames, y = _title(inputs)
    cards, zone = actors_zone(inputs) if inputs.choice.actors_page == 1 else ({}, 0)
    zone_top, gap = PAGE_HEIGHT - zone if zone else FOOT, inputs.choice.gap
    carrier, context = _carrier_height(inputs), _context_height(inputs, block)
    free = zone_top - y - _needed(carrier, context, gap) - gap
    photo = inputs.photo(1)
    if photo:
        caption = CAPTION if photo.captioned else gap
        image = min(photo.most, math.floor(free - caption))
        if image < photo.least:
            cuts = find_cuts(inputs, {"contexte": context}, context - photo.least + image)
            return PagePlan(frames, photo.least - image, cuts=cuts)
        frames["photo"] = Frame(0, y + 1, RAIL_LEFT, image)
        y += 1 + image + caption - gap
        free -= image + caption
    else:
        white = _white(inputs, free)
        frames |= _quote(inputs, y, white)
        y += white
    y = _carrier_and_context(inputs, frames, y, {"porteur": carrier, block: context})
    frames |= {name: replace(frame, y=frame.y + zone_top) for name, frame in cards.items()}
    frames["rail"] = Frame(RAIL_LEFT, 0, SHEET_WIDTH - RAIL_LEFT, zone_top if zone else PAGE_HEIGHT)
    excess = max(0, y + 0.5 - zone_top)
    cuts = find_cuts(inputs, {"contexte": context}, context - excess)
    return shown_on(inputs, frames, 1, excess=excess, hollow=0 if "exergue" in frames else free, cuts=cuts)


def _needed(carrier: float, context: float, gap: float) -> float:
    """What both texts take with the white around them."""
    return (carrier + 2 * gap if carrier else 0) + (context + 1 + gap if context else 0)


def _white(inputs: PageInputs, free: float) -> float:
    """The white under the title of a page without photo: not all of it, when there is much."""
    return max(0, math.floor(free if free < inputs.rules.hollow_quote else free / 1.5))


def _quote(inputs: PageInputs, y: float, white: float) -> dict[str, Frame]:
    """A quotation in the white under the title, when there is much of it."""
    if 1 not in inputs.choice.quotes or white < inputs.rules.hollow_quote * 0.6:
        return {}
    step, tall = fitted("exergue-1", span(9), inputs.rules.pulled, inputs.height)
    if tall > white - 2:
        return {}
    text = TextSetting("exergue-1", span(9), step.size, step.leading)
    return {"exergue": set_text(INNER, y + (white + 1 - tall) / 2, text, tall)}


def _title(inputs: PageInputs) -> tuple[dict[str, Frame], float]:
    step, tall = fitted(
        "titre", span(9), inputs.rules.titles[inputs.choice.title :] or inputs.rules.titles[-1:], inputs.height
    )
    text = TextSetting("titre", span(9), step.size, step.leading)
    frames = {"titre": set_text(INNER, 5, text, tall)}
    y = 5 + tall
    if inputs.matter.has("recueilli"):
        tall = inputs.height(TextSetting("recueilli", span(9), 8.2, 1))
        frames["recueilli"] = Frame(INNER, y + 0.5, span(9), tall, 8.2, 1)
        y += 0.5 + tall
    return frames, y


def _carrier_height(inputs: PageInputs) -> float:
    """Of the porteur's text, or of its head and logo when they are taller."""
    if not inputs.matter.has("porteur"):
        return 0
    return max(
        inputs.height(TextSetting("porteur", span(7), inputs.body.size, inputs.body.leading)),
        SIGN_HEAD + (14.6 / U + 0.5 if inputs.matter.logo else 0),
    )


def _context_height(inputs: PageInputs, block: str) -> float:
    """Of the part of Contexte that stands here, or of its head when that is taller."""
    if not inputs.matter.has("contexte"):
        return 0
    return max(inputs.height(TextSetting(block, span(7), inputs.body.size, inputs.body.leading)), SIGN_HEAD)


def _carrier_and_context(inputs: PageInputs, frames: dict[str, Frame], y: float, talls: Mapping[str, float]) -> float:
    """Places both, each as tall as given; returns where the page's text ends."""
    (carrier, carrier_tall), (context, context_tall) = talls.items()
    if carrier_tall:
        text = whole(y + inputs.choice.gap * 1.5)
        frames["bande"] = Frame(0, text - inputs.choice.gap, RAIL_LEFT, carrier_tall + 2 * inputs.choice.gap)
        frames[carrier] = _set(text, carrier_tall, inputs)
        y = text + carrier_tall + inputs.choice.gap
    if context_tall:
        text = whole(y + inputs.choice.gap)
        frames[context] = _set(text, context_tall, inputs)
        y = text + context_tall
    return y


def _set(y: float, tall: float, inputs: PageInputs) -> Frame:
    return Frame(column_x(3, recto=True), y, span(7), tall, inputs.body.size, inputs.body.leading)


def actors_zone(inputs: PageInputs) -> tuple[dict[str, Frame], float]:
    """Cards placed from the top of their zone, and the zone's height."""
    if not inputs.matter.actors:
        return {}, 0
    frames: dict[str, Frame] = {}
    y, index = 1.25 + 1.5 + 0.75, 0
    across = rows(inputs.matter.actors)[0]
    width = (LIVE - GUTTER * (across - 1)) / across
    for count in rows(inputs.matter.actors):
        names = [f"acteur-{index + place}" for place in range(count)]
        tall = (
            max(
                inputs.height(TextSetting(name, width - 2 * CARD_PAD, inputs.card.size, inputs.card.leading))
                for name in names
            )
            + 2 * CARD_PAD / U
        )
        for place, name in enumerate(names):
            frames[name] = Frame(
                INNER + place * (width + GUTTER), y, width, tall, inputs.card.size, inputs.card.leading
            )
        y += tall + 0.75
        index += count
    zone = y - 0.75 + 2.75
    frames["acteurs"] = Frame(0, 0, SHEET_WIDTH, zone)
    return frames, zone
