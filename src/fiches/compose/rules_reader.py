"""The composition's data, composition.yaml of a format: every value is checked before a page is composed by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from fiches.compose.frame import PAGE_HEIGHT
from fiches.compose.lines import LineRules
from fiches.compose.rules import PLACED, CompositionRules, PhotoSlot, TypeSize
from fiches.config import fields
from fiches.config.fields import Field, Values
from fiches.config.formats import Format
from fiches.config.values import number
from fiches.config.yaml_reader import YamlList, YamlTable, YamlText, parse_file, place
from fiches.core.messages import listing, message
from fiches.core.problems import BadValue, Fault, Problem, fault
from fiches.core.text import did_you_mean

COMPOSITION = "composition.yaml"  # in a format's folder: its sheets are composed, not left to flow
TYPE_SIZES, LEADINGS, SCALES = (4.0, 100.0), (0.4, 10.0), (0.5, 3.0)  # points, u, and by how much a script grows
MOST_LINES, MOST_COLUMNS, WIDEST_RATIO = 99, 4, 20.0
LEAST_PHOTO, LEAST_GAP, MOST_GAP = 1.0, 0.1, 4.0  # u
DOWN = (0.0, PAGE_HEIGHT)


@dataclass(frozen=True, slots=True)
class RuleValue:
    """What the number of a rule may be: one of some pages, or within bounds; neither when the rule takes none."""

    pages: tuple[int, ...] = ()
    bounds: tuple[float, float] | None = None

    sample: str = ""  # one that is good

    @property
    def takes_number(self) -> bool:
        """Whether a number follows its name."""
        return bool(self.pages or self.bounds)


# What may give way or grow. Quotations stand on pages 1 to 3; a rubric moves from its page to the next verso.
RULES: Mapping[str, RuleValue] = MappingProxyType(
    {
        "blancs": RuleValue(bounds=(LEAST_GAP, MOST_GAP), sample="0.75"),
        "titre": RuleValue(),
        "cartes": RuleValue(bounds=TYPE_SIZES, sample="8.4"),
        "exergue": RuleValue((1, 2, 3), sample="3"),
        "photo": RuleValue((1, 2, 3, 4), sample="3"),
        "corps": RuleValue(bounds=TYPE_SIZES, sample="9.4"),
        "acteurs": RuleValue((2,), sample="2"),
        "valeur": RuleValue((4,), sample="4"),
        "contexte": RuleValue((2,), sample="2"),
    }
)
COSTS, SHARES, NARROWED = (0.0, 1000.0), (0.0, 1.0), (0.0, 0.5)
COST_NAMES = {  # what composition.yaml calls each thing that lines cost
    "blanc": "white", "ligne": "line", "division": "division", "divisions_suivies": "run", "mot_court": "short",
    "ligne_creuse": "hollow", "creuse_des": "hollow_from", "fin_courte": "last", "fin_mini": "last_least",
    "tolerance": "tolerance", "justifie": "justified",
}  # fmt: skip
_BOUNDS = {"creuse_des": SHARES, "tolerance": SHARES, "justifie": NARROWED}
PARAGRAPH = {name: _BOUNDS.get(name, COSTS) for name in COST_NAMES}
ORDERS = ("trop_long", "trop_court")
LADDERS = ("titre", "exergue", "champ", "lecons", "parole", "corps_grand")


def _number(name: str, bounds: tuple[float, float], kind: str = "number", *, required: bool = True) -> Field:
    return Field(name, kind, required=required, bounds=bounds)


_STEP = (
    _number("corps", TYPE_SIZES),
    _number("interligne", LEADINGS),
    _number("lignes", (1, MOST_LINES), required=False),
    _number("colonnes", (1, MOST_COLUMNS), "integer", required=False),
)
COMPOSITION_FIELDS: tuple[Field, ...] = (
    _number("corps", TYPE_SIZES),
    *(Field(name, "records", required=True, fields=_STEP) for name in LADDERS),
    _number("cartes", TYPE_SIZES, "numbers"),
    *(Field(name, "texts", required=True) for name in ORDERS),
    Field(
        "photos",
        "records",
        fields=(
            _number("page", (1, 4), "integer"),
            _number("mini", (LEAST_PHOTO, PAGE_HEIGHT)),
            _number("maxi", (LEAST_PHOTO, PAGE_HEIGHT)),
        ),
    ),
    Field("droite_a_gauche", "record", fields=(_number("corps", SCALES), _number("interligne", SCALES))),
    Field("paragraphe", "record", fields=tuple(_number(*one, required=False) for one in PARAGRAPH.items())),
    Field("champs", "record", required=True, fields=(_number("mini", DOWN), _number("maxi", DOWN))),
    _number("photo_avec_exergue", DOWN),
    _number("rapport_large", (1, WIDEST_RATIO)),
    *(_number(name, DOWN) for name in ("creux", "creux_page", "creux_exergue")),
    _number("creux_signale", DOWN, required=False),
)


def of_format(format_: Format) -> tuple[CompositionRules | None, list[Problem]]:
    """The composition's rules of a format, None where it has none or they are faulty, and what is wrong with them."""
    path = next((folder / COMPOSITION for folder in format_.folders if (folder / COMPOSITION).is_file()), None)
    if path is None:
        return None, []
    shown = f"templates/{path.parent.name}/{COMPOSITION}"
    homeless = [spec.id for spec in format_.rubrics if spec.id not in PLACED]
    if homeless:
        told = fault("format-invalide.homeless", rubrics=listing(homeless), known=listing(PLACED))
        return None, [told.in_file(shown)]
    now = path.stat()
    rules, faults = _loaded(path, now.st_mtime_ns, now.st_size)
    return rules, [found.in_file(shown) for found in faults]


def line_rules(format_: Format) -> LineRules:
    """What the lines of a format cost; as usual where it does not say."""
    rules, _ = of_format(format_)
    return rules.lines if rules else LineRules()


@lru_cache(maxsize=8)
def _loaded(path: Path, written: int, size: int) -> tuple[CompositionRules | None, list[Fault]]:  # noqa: ARG001
    """The same for every sheet, as long as the file is."""
    return load(path)


def load(path: Path) -> tuple[CompositionRules | None, list[Fault]]:
    """The rules in `path`, and what is wrong with them."""
    table, faults = parse_file(path)
    values, more = fields.read(table, COMPOSITION_FIELDS) if table else ({}, [])
    faults += more
    if table is None or faults:
        return None, faults
    faults += [*_bad_rules(table), *_out_of_order(values, table), *_bad_places(values, table)]
    return (None if faults else _rules(values)), faults


def _bad_rules(table: YamlTable) -> Iterator[Fault]:
    """The steps of giving way that are none, each on its line."""
    for node in (node for name in ORDERS for node in _items(table, name)):
        try:
            _rule(node.value)
        except BadValue as bad:
            yield Fault("format-invalide", bad.message, node.line, node.column, bad.hint)


def _items(table: YamlTable, name: str) -> list[YamlText]:
    """The texts of a list, or the one text that stands for it."""
    node = next(entry.value for entry in table.entries if entry.key.value == name)
    nodes = node.items if isinstance(node, YamlList) else (node,)
    return [node for node in nodes if isinstance(node, YamlText) and node.value.strip()]


def _rule(text: str) -> tuple[str, float]:
    """The name of a rule and its number, 0 for one that takes none; BadValue says what is wrong with it."""
    name, _, typed = " ".join(text.split()).partition(" ")
    spec = RULES.get(name)
    if spec is None:
        hint = did_you_mean(name, RULES) or message("composition.rules", rules=listing(RULES))
        raise BadValue(message("composition.rule", rule=text), hint)
    if bool(typed) != spec.takes_number:
        case = "composition.rule.number" if spec.takes_number else "composition.rule.no-number"
        raise BadValue(message(case, rule=name, sample=spec.sample))
    return name, _checked(name, typed, spec) if typed else 0.0


def _checked(name: str, typed: str, spec: RuleValue) -> float:
    """The number of a rule, which is one that it may have."""
    try:
        value = number(typed)
    except BadValue as bad:
        raise BadValue(message("value.of-key", key=name, typed=typed, said=bad.message), bad.hint) from None
    if spec.pages and value not in spec.pages:
        good = listing([f"{name} {page}" for page in spec.pages], "or")
        raise BadValue(message("composition.rule.page", rule=name, typed=typed, good=good))
    if spec.bounds and not spec.bounds[0] <= value <= spec.bounds[1]:
        said = message("value.range", least=spec.bounds[0], most=spec.bounds[1])
        raise BadValue(message("value.of-key", key=name, typed=typed, said=said), said.remedy)
    return value


def _out_of_order(values: Values, table: YamlTable) -> Iterator[Fault]:
    """A size that is larger than the one before it: the first that fits is taken, so that it would never be."""
    for name in (*LADDERS, "cartes"):
        steps = cast(tuple[Any, ...], values[name])
        sizes = [step["corps"] if isinstance(step, Mapping) else step for step in steps]
        for index, (before, size) in enumerate(pairwise(sizes), 1):
            if size > before:
                yield fault("format-invalide.ladder", *place(table, name, index), name=name, size=size, before=before)


def _bad_places(values: Values, table: YamlTable) -> Iterator[Fault]:
    """Two photos for one page, and a least height that is more than the greatest."""
    seen: set[int] = set()
    for index, photo in enumerate(_photos(values)):
        if photo.page in seen:
            yield fault("format-invalide.two-photos", *place(table, "photos", index, "page"), page=photo.page)
        seen.add(photo.page)
        yield from _upside_down(photo.least, photo.most, place(table, "photos", index, "mini"))
    least, most = _fields_height(values)
    yield from _upside_down(least, most, place(table, "champs", "mini"))


def _upside_down(least: float, most: float, at: tuple[int, int]) -> Iterator[Fault]:
    if least > most:
        yield fault("format-invalide.least-over-most", *at, least=least, most=most)


def _photos(values: Values) -> tuple[PhotoSlot, ...]:
    photos = cast(tuple[Mapping[str, Any], ...], values.get("photos", ()))
    return tuple(PhotoSlot(photo["page"], photo["mini"], photo["maxi"]) for photo in photos)


def _fields_height(values: Values) -> tuple[float, float]:
    heights = cast(Mapping[str, float], values["champs"])
    return heights["mini"], heights["maxi"]


def _rules(values: Values) -> CompositionRules:
    typed = cast(Mapping[str, Any], values)
    ladders = {name: tuple(_step(step) for step in typed[name]) for name in LADDERS}
    field_least, field_most = _fields_height(values)
    return CompositionRules(
        body=typed["corps"],
        titles=ladders["titre"],
        pulled=ladders["exergue"],
        fields=ladders["champ"],
        lessons=ladders["lecons"],
        voices=ladders["parole"],
        cards=typed["cartes"],
        slots=_photos(values),
        field_least=field_least,
        field_most=field_most,
        photo_beside_quote=typed["photo_avec_exergue"],
        wide_ratio=typed["rapport_large"],
        too_long=tuple(map(_rule, typed["trop_long"])),
        too_short=tuple(map(_rule, typed["trop_court"])),
        large=ladders["corps_grand"],
        hollow=typed["creux"],
        hollow_page=typed["creux_page"],
        hollow_quote=typed["creux_exergue"],
        hollow_told=typed.get("creux_signale", PAGE_HEIGHT),
        lines=LineRules(**{COST_NAMES[name]: value for name, value in typed.get("paragraphe", {}).items()}),
        mirrored=_step(typed["droite_a_gauche"]) if "droite_a_gauche" in typed else TypeSize(1, 1),
    )


def _step(step: Mapping[str, Any]) -> TypeSize:
    return TypeSize(step["corps"], step["interligne"], step.get("lignes", MOST_LINES), step.get("colonnes", 1))
