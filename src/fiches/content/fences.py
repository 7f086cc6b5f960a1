"""Blocks between fences, ``` or ~~~, which are printed as they are; a fence that nothing closes is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_FENCE = re.compile(r" {0,3}(`{3,}(?!.*`)|~{3,})")
_ANY = re.compile(r"^ {0,3}(?:`{3}|~{3})", re.MULTILINE)
_RUBRIC_TITLE = re.compile(r" {0,3}##(?!#)")
CODE_IN_LINE = r"(?P<code>(?<!`)(?:`[^`\n]{1,300}`|``(?:[^`\n]|`(?!`)){1,300}``)(?!`))"  # within a line
_CODE = re.compile(CODE_IN_LINE)


class Fences(NamedTuple):
    """The lines of blocks, their fences included, and the fences that nothing closes; counted from 0."""

    within: frozenset[int] = frozenset()
    unclosed: tuple[int, ...] = ()


def of(text: str) -> Fences:
    """Those of a text; where not all are closed, none reaches over the title of a rubric."""
    if not _ANY.search(text):
        return Fences()
    lines = text.split("\n")
    whole = _paired(lines, 0, len(lines))
    if not whole.unclosed:
        return whole
    titles = (index for index, line in enumerate(lines) if _RUBRIC_TITLE.match(line))
    parts = [_paired(lines, start, end) for start, end in pairwise((0, *titles, len(lines)))]
    within = frozenset[int]().union(*(part.within for part in parts))
    return Fences(within, tuple(index for part in parts for index in part.unclosed))


def _paired(lines: Sequence[str], start: int, end: int) -> Fences:
    """Those of some lines; behind a fence that is not closed the next may open a block."""
    within, unclosed, index = set[int](), list[int](), start
    while index < end:
        opening = _FENCE.match(lines[index])
        below = _closing(lines, index, end, opening[1]) if opening else index
        if below is None:
            unclosed.append(index)
        elif opening:
            within.update(range(index, below + 1))
        index = index + 1 if below is None else below + 1
    return Fences(frozenset(within), tuple(unclosed))


def _closing(lines: Sequence[str], index: int, end: int, fence: str) -> int | None:
    """The line of the fence that closes one: as long, and alone on its line."""
    closing = re.compile(rf" {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}\s*")
    return next((below for below in range(index + 1, end) if closing.fullmatch(lines[below])), None)


def without_unclosed(text: str) -> tuple[str, tuple[int, ...]]:
    """A text with a blank line for each fence that nothing closes, and which lines these are."""
    unclosed = of(text).unclosed
    return ("\n".join(_blank(text.split("\n"), unclosed)) if unclosed else text), unclosed


def _blank(lines: Sequence[str], places: Sequence[int]) -> Iterator[str]:
    return ("" if index in places else line for index, line in enumerate(lines))


def without_code(text: str) -> list[str]:
    """The lines of a text with what stands between marks of code blanked out, which is printed as it is on purpose."""
    within, lines = of(text).within, text.split("\n")
    return ["" if index in within else _CODE.sub(_blanked, line) for index, line in enumerate(lines)]


def _blanked(match: re.Match[str]) -> str:
    return f"`{' ' * (len(match[0]) - 2)}`"
