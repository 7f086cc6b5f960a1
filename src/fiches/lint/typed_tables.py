"""Tables that were typed with bars and are not read as such; the lines of text around those that are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from fiches.content.tables import extents
from fiches.lint.leftovers import Mark
from fiches.lint.sought import sought

_TABLE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$")
_TABLE_ROW = sought(r"[|+]", r"\S \| \S|^\s*\|.{1,300}\|\s*$|^\s*\+[-=]{2,}\+")


def without_tables(lines: Sequence[str]) -> list[str]:
    """Those of tables that are read as such blank."""
    read = {index for table in extents(lines) for index in table}
    return ["" if index in read else line for index, line in enumerate(lines)]


def groups(lines: Sequence[str], taken: Callable[[str], object]) -> Iterator[tuple[int, list[str]]]:
    """(index of the first, lines) of each two or more successive lines that are `taken`."""
    group: list[str] = []
    for index, line in enumerate([*lines, ""]):
        if line and taken(line):
            group.append(line)
            continue
        if len(group) > 1:
            yield index - len(group), group
        group = []


def tables(lines: Sequence[str]) -> Iterator[Mark]:
    """Tables with pipes that are not read as one: told at the line below their head, which some lack."""
    for index, line in enumerate(others := without_tables(lines)):
        if _TABLE.match(line):
            yield index, 0, "tableau.pipes", {}
    for start, group in groups(others, _TABLE_ROW.search):
        if not any(map(_TABLE.match, group)):
            yield start, 0, "tableau.pipes", {}
