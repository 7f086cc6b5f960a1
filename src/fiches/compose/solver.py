"""A sheet composed on four pages: what gives way, in the order that the format's data says.

`composition.yaml` of the format holds the sizes and both orders; the pages themselves are laid by `pages`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from fiches.compose.copyfit import Height
from fiches.compose.frame import PAGE_HEIGHT
from fiches.compose.model import CompositionRules, ContentInventory, Decision, Layout, PageInputs, PhotoSlot, TypeSize
from fiches.compose.page2_3 import PAGE_COMPOSERS
from fiches.config import fields
from fiches.config.fields import Field, Values
from fiches.config.yaml_reader import parse_file
from fiches.core.messages import listing
from fiches.core.problems import Fault

_STEP = (
    Field("corps", "number", required=True),
    Field("interligne", "number", required=True),
    Field("lignes", "number"),
    Field("colonnes", "integer"),
)
_STEPS = ("titre", "exergue", "champ", "lecons", "parole", "corps_grand")
_MOVED = {"acteurs": "actors_page", "valeur": "value_page", "contexte": "context_page"}
_SETTINGS = {"blancs": "gap", "cartes": "card", "corps": "body"} | _MOVED
_RULES = (*_SETTINGS, "titre", "exergue", "photo")
_NEEDED = ("cartes", "trop_long", "trop_court")
COMPOSITION_FIELDS: tuple[Field, ...] = (
    Field("corps", "number", required=True),
    *(Field(name, "records", required=True, fields=_STEP) for name in _STEPS),
    *(Field(name, "texts", required=True) for name in _NEEDED),
    Field(
        "photos",
        "records",
        required=True,
        fields=(
            Field("page", "integer", required=True),
            Field("mini", "number", required=True),
            Field("maxi", "number", required=True),
        ),
    ),
    Field(
        "droite_a_gauche",
        "record",
        fields=(Field("corps", "number", required=True), Field("interligne", "number", required=True)),
    ),
    Field("champs", "record", required=True, fields=(Field("mini", "number"), Field("maxi", "number"))),
    *(
        Field(name, "number", required=True)
        for name in ("photo_avec_exergue", "rapport_large", "creux", "creux_page", "creux_exergue")
    ),
    Field("creux_signale", "number"),
)


def load(path: Path) -> tuple[CompositionRules | None, list[Fault]]:
    """The rules in `path`, and what is wrong with them."""
    table, faults = parse_file(path)
    values, more = fields.read(table, COMPOSITION_FIELDS) if table else (None, [])
    faults += more
    if values is not None and not faults:
        faults += _unknown_rules(values)
    return (None if faults or values is None else _rules(values)), faults


def _unknown_rules(values: Values) -> Iterator[Fault]:
    given = cast(Mapping[str, Any], values)
    for text in (*given["trop_long"], *given["trop_court"]):
        if not re.fullmatch(rf"({'|'.join(_RULES)})( \d+(\.\d+)?)?", text):
            message = f"« {text} » n'est pas une règle de composition"
            yield Fault("format-invalide", message, hint=f"les règles sont {listing(_RULES)}, suivies d'un nombre")


def _rules(values: Values) -> CompositionRules:
    given = cast(Mapping[str, Any], values)
    steps = {name: tuple(_step(record) for record in given[name]) for name in _STEPS}
    return CompositionRules(
        body=given["corps"],
        titles=steps["titre"],
        pulled=steps["exergue"],
        fields=steps["champ"],
        lessons=steps["lecons"],
        voices=steps["parole"],
        cards=tuple(float(size) for size in given["cartes"]),
        slots=tuple(PhotoSlot(record["page"], record["mini"], record["maxi"]) for record in given["photos"]),
        field_least=given["champs"]["mini"],
        field_most=given["champs"]["maxi"],
        photo_beside_quote=given["photo_avec_exergue"],
        wide_ratio=given["rapport_large"],
        too_long=tuple(map(_rule, given["trop_long"])),
        too_short=tuple(map(_rule, given["trop_court"])),
        large=steps["corps_grand"],
        hollow=given["creux"],
        hollow_page=given["creux_page"],
        hollow_quote=given["creux_exergue"],
        hollow_told=given.get("creux_signale", PAGE_HEIGHT),
        mirrored=_step(given["droite_a_gauche"]) if "droite_a_gauche" in given else TypeSize(1, 1),
    )


def _step(record: Mapping[str, Any]) -> TypeSize:
    return TypeSize(record["corps"], record["interligne"], record.get("lignes", 99), record.get("colonnes", 1))


def _rule(text: str) -> tuple[str, float]:
    name, _, value = text.partition(" ")
    return name, float(value or 0)


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
        layout = _better(_lay(matter, rules, replace(layout.choice, **back), height), layout)
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
    return tried if tried.fits and _as_rich(tried, layout) else layout


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


def _as_rich(larger: Layout, layout: Layout) -> bool:
    """Whether growing lost no photo and no quotation."""
    return all(
        new.photo == old.photo and bool(new.quote) >= bool(old.quote)
        for new, old in zip(larger.pages, layout.pages, strict=True)
    )


def _lay(matter: ContentInventory, rules: CompositionRules, choice: Decision, height: Height) -> Layout:
    return Layout(tuple(page(PageInputs(matter, rules, choice, height)) for page in PAGE_COMPOSERS), choice)
