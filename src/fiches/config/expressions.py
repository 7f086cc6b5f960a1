"""Regular expressions that stand in files of data: those that cannot be read are told, many are joined into one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import cast

from fiches.config import tables
from fiches.config.fields import Field
from fiches.config.yaml_reader import Node, YamlList, YamlTable, YamlText, file_bytes
from fiches.core.problems import Fault, fault
from fiches.core.text import shown
from fiches.storage import compiled
from fiches.storage.fingerprints import key

_FIRST_SIGN = re.compile(  # or one of several
    r"(?P<head>[^\\\[\](){}.?*+^$|]|\\(?:d|\W)|\[(?!\^)(?:\\.|[^\]\\])+\])(?P<maybe>\?)?(?![?*+{])"
)
_OPENING = re.compile(r"\(\?(?P<any_case>i)?:")
_LOOKED_BEHIND = re.compile(r"(?:\(\?<[=!][^()|\\]*\))+")
_STRUCTURE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]")
Whole = Callable[[str], str]  # an expression as it is used: what it leaves to others filled in


def is_good(expression: str) -> bool:
    """Whether an expression can be read, and finds nothing where there is nothing."""
    try:
        return not _compiled(expression).match("")
    except re.error:
        return False


def good(path: Path, known: tuple[Field, ...]) -> Mapping[str, tuple[str, ...]]:
    """Those of a file whose values are lists of them, by its keys, but for those by which nothing can be found."""
    data, _ = file_bytes(path)
    return compiled.made(key("good", repr(known), data), lambda: _good(path, known))


def _good(path: Path, known: tuple[Field, ...]) -> dict[str, tuple[str, ...]]:
    by_key = cast(Mapping[str, tuple[str, ...]], tables.read(path, known)[1])
    return {name: tuple(filter(is_good, every)) for name, every in by_key.items()}


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
    every = tuple(expressions)
    return compiled.made(key("any", *every), lambda: _joined(every))


def _joined(expressions: Iterable[str]) -> str:
    by_head = defaultdict[str, list[str]](list)
    others = list[str]()
    for one in (part for expression in expressions for part in _parts(expression)):
        sign = _FIRST_SIGN.match(one)
        for head in _signs(sign["head"]) if sign else ():
            by_head[head].append(one[len(sign["head"]) if sign else 0 :])
        others += () if sign else (one,)
    return "|".join([*(f"{head}(?:{'|'.join(rests)})" for head, rests in by_head.items()), *others])


def _signs(head: str) -> Sequence[str]:
    """Each sign of a set, which are sooner told apart alone; a set with a range and any other head as they are."""
    return head[1:-1] if head[:1] == "[" and not re.search(r"[-\\]", head) else [head]


def _parts(expression: str) -> Iterator[str]:
    """The alternatives of an expression, those of a group that it begins with as well, with and without what may be."""
    for part in _split(expression):
        sign, before = _FIRST_SIGN.match(part), _LOOKED_BEHIND.match(part)
        if group := _OPENING.match(part):
            yield from _of_group(part, group)
        elif sign and sign["maybe"]:
            yield f"{sign['head']}{part[sign.end() :]}"
            yield from _parts(part[sign.end() :])
        elif before:
            yield from (_begun(before[0], one) for one in _parts(part[before.end() :]))
        else:
            yield part


def _of_group(part: str, group: re.Match[str]) -> Iterator[str]:
    """The alternatives of a part that begins with a group; itself, where that stands there several times."""
    end = _closing(part)
    behind, rest = part[end + 1 : end + 2], part[end + 1 :].removeprefix("?")
    inner = _split(part[group.end() : end])
    if behind in ("*", "+", "{"):
        yield part
    elif group["any_case"]:
        yield from (f"{_either_case(one)}{rest}" for one in inner)
    else:
        yield from (whole for one in inner for whole in _parts(f"{one}{rest}"))
    if behind == "?":
        yield from _parts(rest)


def _begun(before: str, expression: str) -> str:
    """An expression behind what must stand before it, its first sign at its head."""
    sign = _FIRST_SIGN.match(expression)
    head = sign["head"] if sign else ""
    return f"{head}{before.replace(')', f'{head})')}{expression[len(head) :]}"


def _either_case(expression: str) -> str:
    """An expression that is found whatever its capitals, its first letter as a set that stands before it."""
    first = expression[:1] if expression[:1].isalpha() and expression[1:2] not in ("?", "*", "+", "{") else ""
    return f"[{first.lower()}{first.upper()}](?i:{expression[1:]})" if first else f"(?i:{expression})"


def _split(expression: str) -> list[str]:
    """What stands between the bars of an expression that are in no group of it."""
    structured = _depths(expression) if "|" in expression else ()
    bars = [at for at, depth in structured if expression[at] == "|" and not depth]
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
