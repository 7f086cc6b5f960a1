"""What gives way in a sheet that is too long, and grows in one that is short: steps in order, by name and number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fiches.compose.zones import ImageZone, PageSpec, PairZone, QuotePlace, TextZone, Zone
from fiches.config.values import number
from fiches.config.yaml_reader import YamlList, YamlTable, YamlText
from fiches.core.messages import listing, message
from fiches.core.problems import BadValue, Fault
from fiches.core.text import did_you_mean

ORDERS = ("trop_long", "trop_court")
WHITE_STEP, CARD_STEP, BODY_STEP, TITLE_STEP, QUOTE_STEP, PHOTO_STEP, MOVE_STEP = (
    "blancs",
    "cartes",
    "corps",
    "titre",
    "exergue",
    "photo",
    "deplacer",
)
IMAGE_STEP = "images"
TYPE_SIZES = (4.0, 100.0)  # points
LEAST_GAP, MOST_GAP = 0.1, 4.0  # u

Rule = tuple[str, float]  # its name and number, 0 for one that takes none


@dataclass(frozen=True, slots=True)
class RuleValue:
    """What the number of a rule may be: one of some pages, or within bounds; neither when the rule takes none."""

    pages: tuple[int, ...] = ()
    bounds: tuple[float, float] | None = None
    sample: str = ""  # one that is good
    may_be_bare: bool = False  # then it stands for all of its pages, the last first

    @property
    def takes_number(self) -> bool:
        """Whether a number follows its name."""
        return bool(self.pages or self.bounds)


def known(pages: Sequence[PageSpec]) -> Mapping[str, RuleValue]:
    """What may give way on these pages, by name: the zones that may move or end elsewhere too."""
    found = {
        WHITE_STEP: RuleValue(bounds=(LEAST_GAP, MOST_GAP), sample="0.75"),
        TITLE_STEP: RuleValue(),
        CARD_STEP: RuleValue(bounds=TYPE_SIZES, sample="8.4"),
        QUOTE_STEP: _at(quoting(pages)),
        PHOTO_STEP: _at(_ranked(pages)),
        BODY_STEP: RuleValue(bounds=TYPE_SIZES, sample="9.4"),
        MOVE_STEP: RuleValue(),
        IMAGE_STEP: RuleValue(bounds=(0.0, 1.0), sample="0.5"),
    }
    return found | {zone.name: RuleValue(to, sample=str(to[0])) for zone, to in _moving(pages)}


def quoting(pages: Sequence[PageSpec]) -> Iterable[int]:
    """The pages on which a pull quote may stand."""
    return dict.fromkeys(page for page, zone in _zones(pages) if _is_quoting(zone))


def _ranked(pages: Sequence[PageSpec]) -> Iterable[int]:
    """The pages with a place for a photo, those that should have one first."""
    return [
        page for _, page in sorted((zone.rank, page) for page, zone in _zones(pages) if isinstance(zone, ImageZone))
    ]


def _moving(pages: Sequence[PageSpec]) -> Iterator[tuple[Zone, tuple[int, ...]]]:
    """The zones that may stand or end elsewhere, and on which pages."""
    for _, zone in _zones(pages):
        ends = zone.ends_on if isinstance(zone, TextZone) else 0
        if to := tuple(page for page in (zone.goes_to, ends) if page):
            yield zone, to


def _at(pages: Iterable[int]) -> RuleValue:
    found = tuple(pages)
    return RuleValue(found, sample=str(found[-1]) if found else "1", may_be_bare=True)


def _zones(pages: Sequence[PageSpec]) -> Iterator[tuple[int, Zone]]:
    return ((number, zone) for number, page in enumerate(pages, start=1) for zone in page.zones)


def _is_quoting(zone: Zone) -> bool:
    """Whether a pull quote may stand in it."""
    if isinstance(zone, ImageZone):
        return zone.quote is not QuotePlace.NONE
    return isinstance(zone, PairZone) and zone.hangs


def expanded(texts: Sequence[str], pages: Sequence[PageSpec]) -> tuple[Rule, ...]:
    """The steps that sound texts say: « photo » alone is one for each place, « deplacer » one for each zone."""
    rules = known(pages)
    return tuple(step for text in texts for step in _steps(parsed(text, rules), rules))


def _steps(rule: Rule, rules: Mapping[str, RuleValue]) -> Iterator[Rule]:
    name, value = rule
    if name == MOVE_STEP:
        yield from ((zone, page) for zone, spec in rules.items() if zone not in _OWN for page in spec.pages)
    elif rules[name].may_be_bare and not value:
        yield from ((name, page) for page in reversed(rules[name].pages))
    else:
        yield rule


_OWN = (WHITE_STEP, CARD_STEP, BODY_STEP, TITLE_STEP, QUOTE_STEP, PHOTO_STEP, MOVE_STEP, IMAGE_STEP)


def faults(table: YamlTable, pages: Sequence[PageSpec]) -> Iterator[Fault]:
    """The steps that are none, each on its line."""
    rules = known(pages)
    for node in (node for name in ORDERS for node in _items(table, name)):
        try:
            parsed(node.value, rules)
        except BadValue as bad:
            yield Fault("format-invalide", bad.message, node.line, node.column, bad.hint)


def _items(table: YamlTable, name: str) -> list[YamlText]:
    """The texts of a list, or the one text that stands for it."""
    node = next((entry.value for entry in table.entries if entry.key.value == name), None)
    if node is None:
        return []
    nodes = node.items if isinstance(node, YamlList) else (node,)
    return [node for node in nodes if isinstance(node, YamlText) and node.value.strip()]


def parsed(text: str, rules: Mapping[str, RuleValue]) -> Rule:
    """The name of a rule and its number; BadValue says what is wrong with it."""
    name, _, typed = " ".join(text.split()).partition(" ")
    spec = rules.get(name)
    if spec is None:
        hint = did_you_mean(name, rules) or message("composition.rules", rules=listing(rules))
        raise BadValue(message("composition.rule", rule=text), hint)
    if bool(typed) != spec.takes_number and not (spec.may_be_bare and not typed):
        case = "composition.rule.number" if spec.takes_number else "composition.rule.no-number"
        raise BadValue(message(case, rule=name, sample=spec.sample))
    return name, _checked(name, typed, spec) if typed else 0.0


def _checked(name: str, typed: str, spec: RuleValue) -> float:
    """The number of a rule, which is one that it may have."""
    try:
        value = number(typed)
    except BadValue as bad:
        raise BadValue(message("value.of-key", key=name, typed=typed, said=bad.message), bad.hint) from None
    if not spec.bounds and value not in spec.pages:
        good = listing([f"{name} {page}" for page in spec.pages] or [name], "or")
        raise BadValue(message("composition.rule.page", rule=name, typed=typed, good=good))
    if spec.bounds and not spec.bounds[0] <= value <= spec.bounds[1]:
        said = message("value.range", least=spec.bounds[0], most=spec.bounds[1])
        raise BadValue(message("value.of-key", key=name, typed=typed, said=said), said.remedy)
    return value
