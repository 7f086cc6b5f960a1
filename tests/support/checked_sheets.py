"""Sheets of the house, read and checked, and what they say wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from fiches.config.project import Project, open_project
from fiches.config.values import FileName
from fiches.content import sheet, source
from fiches.content.blocks import Block, Inline, Span
from fiches.content.sheet import Sheet
from support.repository import ROOT

PLACED = ("line", "column", "slug", "path")  # what is of the file, not of what it says


@cache
def house() -> Project:
    """The collection of the house."""
    return open_project(ROOT)[0]


def checked(data: bytes) -> Sheet:
    """The sheet of a file, which must be faultless."""
    found, _ = source.parse_bytes(data, "fiche", "sheets/fiche.md")
    one, problems = sheet.check(found, house())
    assert one, problems
    return one


def bare(value: Any) -> Any:
    """What a sheet says, wherever it stands."""
    if isinstance(value, FileName):
        return "image"
    if isinstance(value, Block):
        letters = list(letters_of(value.inlines))
        runs = [(look, "".join(map(itemgetter(1), group))) for look, group in groupby(letters, itemgetter(0))]
        kept = ("kind", "level", "ordered", "number", "lang")
        return {name: getattr(value, name) for name in kept} | {"runs": runs, "children": bare(value.children)}
    if is_dataclass(value):
        return {one.name: bare(getattr(value, one.name)) for one in fields(value) if one.name not in PLACED}
    if isinstance(value, Mapping):
        return {key: bare(one) for key, one in value.items()}
    return [bare(one) for one in value] if isinstance(value, tuple) else value


def letters_of(inlines: Sequence[Inline], *look: str) -> Iterator[tuple[frozenset[str], str]]:
    """Letters with all that is said of them; Word knows neither code nor the language of a Latin passage."""
    for one in inlines:
        if isinstance(one, Span):
            said = {one.tag} if one.tag != "span" else {one.lang} & {"ar"}
            yield from letters_of(one.children, *{*look, *said, one.href} - {""})
        else:
            yield from ((frozenset(look), letter) for letter in getattr(one, "text", "") if not letter.isspace())
