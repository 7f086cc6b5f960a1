"""Style sheets that change how wide words are drawn in a way that their lines are not measured in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from fiches.compose import rules_reader, text_looks
from fiches.config.project import Project, first, text_of
from fiches.core import css, css_cascade
from fiches.core.css import Declaration, Rule
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import shown

_UNCHANGED = r"(?:normal|inherit|0)"
_READ: Mapping[str, re.Pattern[str]] = MappingProxyType({  # by property, the values that are read as they are drawn
    "font-size": re.compile(r"inherit|[\d.]+(?:mm|cm|pt|px|em|%)"),
    "font-weight": re.compile(r"inherit|normal|bold|\d+"),
    "letter-spacing": re.compile(rf"{_UNCHANGED}|-?[\d.]+(?:mm|cm|pt|px|em)"),
    "line-height": re.compile(r"inherit|[\d.]+(?:mm|cm|pt|px|em|%)?"),
    "text-indent": re.compile(rf"{_UNCHANGED}|-?[\d.]+(?:mm|cm|pt|px|em)"),
    "font-variant-numeric": re.compile(r"normal|inherit|(?:(?:lining-nums|tabular-nums)\s*)+"),
    "--alinea": re.compile(r"-?[\d.]+mm"),
    "--avant": re.compile(r"[\d.]+(?:mm|lh)"),
    "--retrait": re.compile(r"[\d.]+em"),
    "text-transform": re.compile("none"),
    "font-stretch": re.compile("normal|100%"),
    "font-kerning": re.compile("auto|normal"),
    **dict.fromkeys(
        ("font-variant", "font-variant-caps", "font-variant-ligatures", "font-variant-position",
         "font-variant-alternates", "font-variant-east-asian", "font-feature-settings", "font-variation-settings",
         "font-language-override", "word-spacing"),
        re.compile(_UNCHANGED),
    ),
})  # fmt: skip


def check(project: Project) -> Iterator[Problem]:
    """The faults of the collection's own style sheets; nothing where pages flow, whose lines the engine breaks."""
    rules, _ = rules_reader.of_format(project.format)
    if rules is None:
        return
    found = list(filter(None, (first(project.styles, name) for name in project.format.styles)))
    for path in found:
        if path.is_relative_to(project.root):
            shared = variables(map(text_of, found))
            yield from (one.in_file(project.shown(path)) for one in faults(text_of(path), shared))


def variables(sheets: Iterable[str]) -> dict[str, str]:
    """Those that pages have from some style sheets, by their names without `--`."""
    return {name: one.value for text in sheets for name, one in css.properties(text).items()}


def faults(text: str, around: Mapping[str, str]) -> Iterator[Fault]:
    """Those of one style sheet, in the order of its rules; `around`: the variables of all that are printed with it."""
    rules = list(css.rules(text))
    values = {**around, **variables([text])}
    for rule in filter(css.is_printed, rules):
        for one in rule.declarations:
            value = css_cascade.filled(one.value, values)
            if not _is_measured(one.name, value):
                said = shown(f"{one.name}: {one.value}", 60)
                yield fault("style-non-mesure", one.line, said=said)
            elif _is_of_type(one.name):
                yield from _of_selectors(rule, one)


def _of_selectors(rule: Rule, one: Declaration) -> Iterator[Fault]:
    """That a rule about type is of elements that no look is sought of."""
    for selector in rule.within[-1].split(","):
        if not css_cascade.is_understood(selector):
            yield fault("style-non-mesure.selector", one.line, selector=shown(selector.strip(), 60), said=one.name)


def _is_of_type(name: str) -> bool:
    """Whether a property says how wide words are drawn."""
    return name.startswith("font") or name in ("letter-spacing", "word-spacing", "text-transform")


def _is_measured(name: str, value: str) -> bool:
    """Whether `compose.text_looks` reads a declaration as it is drawn, or has no need to."""
    if name == "font":
        found = text_looks.FONT_VALUE.fullmatch(value)
        return value == "inherit" or bool(found and _READ["font-size"].fullmatch(found[3]))
    return name not in _READ or bool(_READ[name].fullmatch(value.strip()))
