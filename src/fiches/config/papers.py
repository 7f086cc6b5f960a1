"""The papers that have a name, from templates/papiers.yaml: what is typed of one, and what one is called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import cast

from fiches.core.geometry import POINTS_PER_MM
from fiches.storage.fingerprints import HOUSE

PAPERS_FILE = "papiers.yaml"
LANDSCAPE = ("paysage", "landscape")
PAPER_SLACK = 0.5  # mm that a page may differ from the paper that it is called by
_TYPED_SIZE = re.compile(r"(\d+(?:[.,]\d+)?) *(?:x|×|par|by) *(\d+(?:[.,]\d+)?)(?: *mm)?", re.IGNORECASE)

PaperSize = tuple[float, float]  # mm


@cache
def known() -> Mapping[str, PaperSize]:
    """Width and height of each by its name, upright; ValueError where the file is faulty."""
    from fiches.config import fields  # what reads YAML is slow to load
    from fiches.config.fields import Field
    from fiches.config.yaml_reader import YamlTable, parse_file

    table, faults = parse_file(HOUSE / "templates" / PAPERS_FILE)
    names = [entry.key.value for entry in table.entries] if table else []
    values, more = fields.read(table or YamlTable(()), tuple(Field(name, "numbers", required=True) for name in names))
    sizes = cast(Mapping[str, tuple[float, ...]], values)
    if faults or more or any(len(size) != 2 for size in sizes.values()):
        raise ValueError(str([*faults, *more]))
    return MappingProxyType({name: (size[0], size[1]) for name, size in sizes.items()})


def size_of(typed: str) -> PaperSize | None:
    """Width and height of « A4 », « A5 paysage », « 200 x 200 »; None for what is no paper."""
    name, _, way = typed.strip().partition(" ")
    named = {one.casefold(): size for one, size in known().items()}.get(name.casefold())
    if named and (not way or way.casefold() in LANDSCAPE):
        return (max(named), min(named)) if way else named
    match = _TYPED_SIZE.fullmatch(typed.strip())
    return (float(match[1].replace(",", ".")), float(match[2].replace(",", "."))) if match else None


def name_of(width: float, height: float, *, near: float = PAPER_SLACK) -> str:
    """« A4 », whichever way it lies, or the width and height in mm of a page of another size; they are in points."""
    across, along = width / POINTS_PER_MM, height / POINTS_PER_MM
    sides = min(across, along), max(across, along)
    found = (name for name, size in known().items() if max(map(_apart, size, sides)) <= near)
    return next(found, f"{round(across)}x{round(along)}mm")


def _apart(one: float, other: float) -> float:
    return abs(one - other)
