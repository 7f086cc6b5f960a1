"""Regular expressions that stand in files of data: those that cannot be read are told, many are joined into one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from fiches.config.yaml_reader import Node, YamlList, YamlTable, YamlText
from fiches.core.problems import Fault, fault
from fiches.core.text import shown

_FIRST_SIGN = re.compile(r"(?P<head>[^\W\d_]|[#…]|\\[(\[d]|\[[^\]\\^]+\])(?![?*+{])")  # or one of several
_STRUCTURE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]")
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


def any_of(expressions: Iterable[str]) -> str:
    """One that finds wherever one of many does: those that begin alike together, so that most words end the search."""
    by_head = defaultdict[str, list[str]](list)
    others = list[str]()
    for one in (part for expression in expressions for part in _parts(expression)):
        head = _FIRST_SIGN.match(one)
        (by_head[head["head"]] if head else others).append(one[head.end("head") if head else 0 :])
    return "|".join([*(f"{head}(?:{'|'.join(rests)})" for head, rests in by_head.items()), *others])


def _parts(expression: str) -> Iterator[str]:
    """The alternatives of an expression, those of a group that it begins with as well."""
    for part in _split(expression):
        end = _closing(part) if part.startswith("(?:") else 0
        if end and part[end + 1 : end + 2] not in ("?", "*", "+", "{"):
            yield from (whole for inner in _split(part[3:end]) for whole in _parts(f"{inner}{part[end + 1 :]}"))
        else:
            yield part


def _split(expression: str) -> list[str]:
    """What stands between the bars of an expression that are in no group of it."""
    bars = [at for at, depth in _depths(expression) if expression[at] == "|" and not depth]
    return [expression[start + 1 : end] for start, end in pairwise((-1, *bars, len(expression)))]


def _closing(expression: str) -> int:
    """Where the group ends that an expression begins with."""
    return next((at for at, depth in _depths(expression) if at and expression[at] == ")" and depth == 1), 0)


def _depths(expression: str) -> Iterator[tuple[int, int]]:
    """Where signs of structure stand, and in how many groups: none in a set, none behind a backslash."""
    depth = 0
    for match in _STRUCTURE.finditer(expression):
        if match[0] in ("(", ")", "|"):
            yield match.start(), depth
            depth += {"(": 1, ")": -1}.get(match[0], 0)
