"""A sheet composed on four pages: what gives way, in the order that the format's data says.

`composition.yaml` of the format holds the sizes and both orders; the pages themselves are laid by `pages`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from fiches import fields
from fiches.fields import Field, Values
from fiches.fitting import Height
from fiches.pages import PAGES
from fiches.plan import Choice, Given, Layout, Matter, Rules, Slot, Step
from fiches.problems import Fault
from fiches.yamltext import parse

_STEP = (
    Field("corps", "number", required=True),
    Field("interligne", "number", required=True),
    Field("lignes", "number"),
    Field("colonnes", "integer"),
)
_STEPS = ("titre", "exergue", "champ", "lecons", "parole")
_NEEDED = ("cartes", "trop_long", "trop_court")
SPEC: tuple[Field, ...] = (
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
    Field("champs", "record", required=True, fields=(Field("mini", "number"), Field("maxi", "number"))),
    *(Field(name, "number", required=True) for name in ("photo_avec_exergue", "rapport_large", "creux")),
)


def load(path: Path) -> tuple[Rules | None, list[Fault]]:
    """The rules in `path`, and what is wrong with them."""
    table, faults = parse(path.read_text("utf-8"))
    values, more = fields.read(table, SPEC) if table else (None, [])
    faults += more
    return (None if faults or values is None else _rules(values)), faults


def _rules(values: Values) -> Rules:
    given = cast(Mapping[str, Any], values)
    steps = {name: tuple(_step(record) for record in given[name]) for name in _STEPS}
    return Rules(
        body=given["corps"],
        titles=steps["titre"],
        pulled=steps["exergue"],
        fields=steps["champ"],
        lessons=steps["lecons"],
        voices=steps["parole"],
        cards=tuple(float(size) for size in given["cartes"]),
        slots=tuple(Slot(record["page"], record["mini"], record["maxi"]) for record in given["photos"]),
        field_least=given["champs"]["mini"],
        field_most=given["champs"]["maxi"],
        photo_beside_quote=given["photo_avec_exergue"],
        wide_ratio=given["rapport_large"],
        too_long=tuple(map(_rule, given["trop_long"])),
        too_short=tuple(map(_rule, given["trop_court"])),
        hollow=given["creux"],
    )


def _step(record: Mapping[str, Any]) -> Step:
    return Step(record["corps"], record["interligne"], record.get("lignes", 99), record.get("colonnes", 1))


def _rule(text: str) -> tuple[str, float]:
    name, _, value = text.partition(" ")
    return name, float(value or 0)


def compose(matter: Matter, rules: Rules, height: Height) -> Layout:
    """The four pages: the first choice that fits after giving way in order, then grown while a page is hollow."""
    layout = _lay(matter, rules, _first_choice(matter, rules), height)
    for rule, value in rules.too_long:
        if layout.fits:
            break
        choice = _given_way(layout, rule, value)
        if choice != layout.choice:
            layout = _lay(matter, rules, choice, height)
    for rule, value in rules.too_short if layout.fits and layout.choice.body == rules.body else ():
        if max(page.hollow for page in layout.pages) < rules.hollow:
            break
        larger = _lay(matter, rules, _changed(layout.choice, rule, value), height)
        layout = larger if larger.fits and _as_rich(larger, layout) else layout
    return layout


def _first_choice(matter: Matter, rules: Rules) -> Choice:
    photos = {slot.page: index for index, slot in zip(range(len(matter.captions)), rules.slots, strict=False)}
    return Choice(rules.body, rules.cards[0], photos=photos, quotes=frozenset(matter.quotes))


def _given_way(layout: Layout, rule: str, value: float) -> Choice:
    """The choice after one rule, unchanged when the rule touches no page that is too full."""
    full = {number for number, page in enumerate(layout.pages, start=1) if page.excess > 0}
    reach = {"blancs": {1}, "titre": {1}, "cartes": {1}, "exergue": {int(value)}, "photo": {int(value)}}
    return _changed(layout.choice, rule, value) if full & reach.get(rule, full) else layout.choice


def _changed(choice: Choice, rule: str, value: float) -> Choice:
    match rule:
        case "blancs":
            return replace(choice, gap=value)
        case "titre":
            return replace(choice, title=choice.title + 1)
        case "cartes":
            return replace(choice, card=value)
        case "corps":
            return replace(choice, body=value)
        case "exergue":
            return replace(choice, quotes=choice.quotes - {int(value)})
        case "photo":
            return replace(choice, photos={page: index for page, index in choice.photos.items() if page != int(value)})
    raise ValueError(f"« {rule} » n'est pas une règle de composition")


def _as_rich(larger: Layout, layout: Layout) -> bool:
    """Whether growing lost no photo and no quotation."""
    return all(
        new.photo == old.photo and bool(new.quote) >= bool(old.quote)
        for new, old in zip(larger.pages, layout.pages, strict=True)
    )


def _lay(matter: Matter, rules: Rules, choice: Choice, height: Height) -> Layout:
    return Layout(tuple(page(Given(matter, rules, choice, height)) for page in PAGES), choice)
