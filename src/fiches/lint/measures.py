"""Values of the front matter that are longer than their place likes, or more or fewer than stand well side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fiches.compose import rules_reader
from fiches.config.fields import Field
from fiches.config.project import Project
from fiches.config.yaml_reader import Node, YamlList, YamlText, place
from fiches.content.sheet import Sheet
from fiches.content.source import Source
from fiches.core.problems import Fault, Problem, fault
from fiches.lint.length import words_in
from fiches.typography import titles

SHORT_TITLE = "titre_court"


def check(source: Source, sheet: Sheet, project: Project) -> Iterator[Problem]:
    """What the format says of the measure of a key, and a title that the foot of a page does not hold."""
    typed = {entry.key.value: entry.value for entry in source.front.entries}
    known = {field.name: field for field in project.format.fields}
    found = (one for name in known.keys() & typed for one in _of_value(typed[name], known[name]))
    yield from (one.in_file(source.path) for one in found)
    if SHORT_TITLE in known:
        yield from (one.in_file(source.path) for one in _of_title(source, sheet, project, known[SHORT_TITLE]))


def _of_title(source: Source, sheet: Sheet, project: Project, short: Field) -> Iterator[Fault]:
    """A title that the foot of a page does not hold, without a short one."""
    rules, _ = rules_reader.of_format(project.format)
    if rules and not sheet.fields.get(short.name) and not titles.running(sheet.title, rules.grid.live):
        yield fault("titre-sans-court", *place(source.front, "titre"), most=short.most_signs)


def _of_value(node: Node, field: Field) -> Iterator[Fault]:
    if isinstance(node, YamlText):
        yield from _too_long(node, field)
    count = len(node.items) if isinstance(node, YamlList) else 1
    if field.most_items and not field.least_items <= count <= field.most_items:
        told: dict[str, Any] = {"key": field.name, "n": count, "least": field.least_items, "most": field.most_items}
        yield fault("nombre-de-valeurs", node.line, node.column, **told)


def _too_long(node: YamlText, field: Field) -> Iterator[Fault]:
    counts = (("words", words_in(node.value), field.most_words), ("signs", len(node.value), field.most_signs))
    for unit, count, most in counts:
        if 0 < most < count:
            told: dict[str, Any] = {"key": field.name, "n": count, "most": most}
            yield fault(f"valeur-longue.{unit}", node.line, node.column, **told)
