"""The grounds that a format's pages ask for: each is a colour of the palette or painted, and words are read on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from fiches.compose import rules_reader
from fiches.compose.rules import CompositionRules
from fiches.compose.zones import Zone
from fiches.config.project import Project, first
from fiches.config.yaml_reader import YamlTable, parse_file, place
from fiches.core.messages import listing
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import did_you_mean
from fiches.graphics import contrast

_CLASS = re.compile(r"\.([a-z][\w-]*)")  # of a selector


def check(project: Project, colours: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with those of composition.yaml, each at its zone; `colours`: `#rrggbb` by name."""
    rules, _ = rules_reader.of_format(project.format)
    path = rules_reader.composition_of(project.format)
    if path is None or rules is None or not colours:  # a palette that is none is told of itself
        return
    table, painted = parse_file(path)[0], _painted(project)
    for zone, at in _placed(rules, table) if table else ():
        for name in dict.fromkeys(zone.painted.values()):
            if found := _fault(name, colours, painted, at):
                yield found.in_file(f"templates/{path.parent.name}/{path.name}")


def _placed(rules: CompositionRules, table: YamlTable) -> Iterator[tuple[Zone, tuple[int, int]]]:
    """Each zone, and where it stands in the file."""
    for number, page in enumerate(rules.pages):
        for index, zone in enumerate(page.zones):
            yield zone, place(table, "pages", number, "zones", index, zone.kind)


def _painted(project: Project) -> frozenset[str]:
    """The classes that the style sheets of the format name."""
    sheets = filter(None, (first(project.styles, name) for name in project.format.styles))
    return frozenset(name for path in sheets for name in _CLASS.findall(path.read_text("utf-8", "replace")))


def _fault(name: str, colours: Mapping[str, str], painted: frozenset[str], at: tuple[int, int]) -> Fault | None:
    if name not in colours:
        bare = name.removeprefix("var(").removesuffix(")").removeprefix("--")
        hint = did_you_mean(bare, colours) or ""
        known = listing(sorted(colours))
        return None if name in painted else fault("format-invalide.no-ground", *at, hint=hint, name=name, known=known)
    found = contrast.best(colours, name)
    return fault("contraste.ground", *at, name=name, ratio=found) if 0 < found < contrast.LEAST_CONTRAST else None
