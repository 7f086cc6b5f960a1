"""A sheet composed on four pages: what gives way, in the order that the format's data says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fiches.compose.copyfit import Height
from fiches.compose.model import ContentInventory, Decision, Layout, PageInputs
from fiches.compose.page2_3 import PAGE_COMPOSERS
from fiches.compose.rules import CompositionRules

_MOVED = {"acteurs": "actors_page", "valeur": "value_page", "contexte": "context_page"}
_SETTINGS = {"blancs": "gap", "cartes": "card", "corps": "body"} | _MOVED


def compose(matter: ContentInventory, rules: CompositionRules, height: Height) -> Layout:
    """The four pages: the first choice that fits after giving way in order, then grown while a page is hollow."""
    first = _lay(matter, rules, _first_choice(matter, rules), height)
    layout = first
    for rule, value in rules.too_long:
        if layout.fits:
            break
        if _concerned(layout, rule, value):
            layout = _give_way(matter, rules, height, layout, (rule, value))
    if not layout.fits:
        return layout
    layout = _given_back(matter, rules, height, layout, first.choice)
    hollow = max(page.hollow for page in layout.pages) >= rules.hollow and layout.choice.body == rules.body
    for rule, value in rules.too_short if hollow else ():
        larger = _lay(matter, rules, _changed(layout.choice, rule, value), height)
        if _better(larger, layout) is larger:
            return larger
    return layout


def _given_back(
    matter: ContentInventory, rules: CompositionRules, height: Height, layout: Layout, first: Decision
) -> Layout:
    """Without what gave way in vain: a later step may have made the room that an earlier one did not."""
    backs: list[dict[str, Any]] = [{name: getattr(first, name)} for name in ("gap", "title", "card", "body", "quotes")]
    for back in backs:
        choice = replace(layout.choice, **back)
        if choice != layout.choice:
            layout = _better(_lay(matter, rules, choice, height), layout)
    for index in range(min(len(matter.captions), len(rules.slots))):
        for page in _free(rules, layout.choice) if index not in layout.choice.photos.values() else ():
            photos = {**layout.choice.photos, page: index}
            tried = _lay(matter, rules, replace(layout.choice, photos=photos), height)
            if _better(tried, layout) is tried:
                layout = tried
                break
    return layout


def _better(tried: Layout, layout: Layout) -> Layout:
    """`tried` if it fits and shows every photo and quotation that `layout` shows."""
    return tried if tried.fits and is_as_rich(tried, layout) else layout


def _first_choice(matter: ContentInventory, rules: CompositionRules) -> Decision:
    photos = {slot.page: index for index, slot in zip(range(len(matter.captions)), rules.slots, strict=False)}
    return Decision(rules.body, rules.cards[0], photos=photos, quotes=frozenset(matter.quotes))


def _concerned(layout: Layout, rule: str, value: float) -> bool:
    """Whether a rule touches a page that is too full."""
    full = {number for number, page in enumerate(layout.pages, start=1) if page.excess > 0}
    reach = {name: {1} for name in ("blancs", "titre", "cartes", "acteurs", "contexte")} | {"valeur": {3}}
    shown = {int(value)} if rule in ("exergue", "photo") else full
    return bool(full & reach.get(rule, shown))


def _give_way(
    matter: ContentInventory, rules: CompositionRules, height: Height, layout: Layout, rule: tuple[str, float]
) -> Layout:
    """After one rule; a photo goes to another page that has room for it before it goes out."""
    choice = layout.choice
    changed = _changed(choice, *rule)
    if rule[0] in _MOVED:
        return _moved(matter, rules, height, layout, (changed, int(rule[1])))
    for page in _free(rules, choice) if changed.photos != choice.photos else ():
        photos = {**changed.photos, page: choice.photos[int(rule[1])]}
        moved = _lay(matter, rules, replace(changed, photos=photos), height)
        if moved.pages[page - 1].excess <= 0:
            return moved
    return _lay(matter, rules, changed, height) if changed != choice else layout


def _moved(
    matter: ContentInventory, rules: CompositionRules, height: Height, layout: Layout, move: tuple[Decision, int]
) -> Layout:
    """A rubric moved to a page, which makes room for it if it must; or not, when that does not help."""
    changed, page = move
    photos = {place: index for place, index in changed.photos.items() if place != page}
    emptied = replace(changed, photos=photos, quotes=changed.quotes - {page})
    tried = [_lay(matter, rules, choice, height) for choice in (changed, emptied)]
    return min((layout, *tried), key=lambda one: one.lacks)


def _free(rules: CompositionRules, choice: Decision) -> list[int]:
    """The pages without a photo, those that should have one first."""
    return [slot.page for slot in rules.slots if slot.page not in choice.photos]


def _changed(choice: Decision, rule: str, value: float) -> Decision:
    """The choice with one rule applied."""
    if rule == "contexte":  # its end stays before the actors
        return replace(choice, context_page=int(value), actors_page=int(value))
    if rule in _SETTINGS:
        settings: dict[str, Any] = {_SETTINGS[rule]: value}
        return replace(choice, **settings)
    if rule == "titre":
        return replace(choice, title=choice.title + 1)
    if rule == "exergue":
        return replace(choice, quotes=choice.quotes - {int(value)})
    return replace(choice, photos={page: index for page, index in choice.photos.items() if page != int(value)})


def is_as_rich(larger: Layout, layout: Layout) -> bool:
    """Whether growing lost no photo and no quotation."""
    return all(
        new.photo == old.photo and bool(new.quote) >= bool(old.quote)
        for new, old in zip(larger.pages, layout.pages, strict=True)
    )


def _lay(matter: ContentInventory, rules: CompositionRules, choice: Decision, height: Height) -> Layout:
    return Layout(tuple(page(PageInputs(matter, rules, choice, height)) for page in PAGE_COMPOSERS), choice)
