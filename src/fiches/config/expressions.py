"""Regular expressions that stand in files of data: those that cannot be read, each where it was typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from fiches.config.yaml_reader import Node, YamlList, YamlTable, YamlText
from fiches.core.problems import Fault, fault
from fiches.core.text import shown

Whole = Callable[[str], str]  # an expression as it is used: what it leaves to others filled in


def is_good(expression: str) -> bool:
    """Whether an expression can be read, and finds nothing where there is nothing."""
    try:
        return not _compiled(expression).match("")
    except re.error:
        return False


def faults(node: Node, whole: Whole = str) -> Iterator[Fault]:
    """What is wrong with each of the expressions that a value holds."""
    if isinstance(node, YamlText):
        yield from _of_one(node, whole)
    else:
        held = node.items if isinstance(node, YamlList) else (entry.value for entry in node.entries)
        yield from (one for inner in held for one in faults(inner, whole))


def of_keys(table: YamlTable | None, keys: tuple[str, ...], whole: Whole = str) -> Iterator[Fault]:
    """The same of the values of some keys."""
    for entry in table.entries if table else ():
        if entry.key.value in keys:
            yield from faults(entry.value, whole)


def _of_one(node: YamlText, whole: Whole) -> Iterator[Fault]:
    told = {"text": shown(node.value, 40)}
    try:
        if _compiled(whole(node.value)).match(""):
            yield fault("format-invalide.expression-of-nothing", node.line, node.column, **told)
    except re.error:
        yield fault("format-invalide.expression", node.line, node.column, **told)


def _compiled(expression: str) -> re.Pattern[str]:
    """An expression within others, where it may set no flags for all."""
    return re.compile(f"(?:{expression})")
