"""Woven signs and friezes read from the text that draws them, stitch by stitch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from fiches.core.messages import message
from fiches.core.problems import BadValue, Fault, fault
from fiches.graphics.svg import CLIMB, PERIOD, Frieze, Grid

_ROW = re.compile(r"[.#o]+(?:\s+[.#o]+)*")


def read_signs(text: str) -> tuple[Mapping[str, Grid], list[Fault]]:
    """Grids by name, and what cannot be read: a line of names, then rows of `#`, `o`, `.` under each name."""
    rows: dict[str, list[str]] = {}
    faults: list[Fault] = []
    drawn: list[list[str]] = []  # the rows of the signs under way
    for index, words in _sign_lines(text):
        if not _ROW.fullmatch(" ".join(words)):
            rows.update((name, []) for name in words)
            drawn = [rows[name] for name in words]
        elif len(words) == len(drawn) and all(map(_is_as_wide, words, drawn)):
            for word, grid in zip(words, drawn, strict=True):
                grid.append(word)
        else:
            faults.append(fault("format-invalide.sign-width", index))
    return {name: tuple(grid) for name, grid in rows.items() if grid}, faults


def _sign_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The words of each line that has some, but for remarks."""
    for index, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("# "):
            yield index, line.split()


def _is_as_wide(row: str, grid: Sequence[str]) -> bool:
    return not grid or len(row) == len(grid[0])


def read_frieze(grid: Grid) -> Frieze:
    """The frieze that a grid draws, land as `#` under its crests; BadValue says why it is none."""
    if len(grid) != CLIMB or {len(row) for row in grid} != {PERIOD}:
        raise BadValue(message("value.frieze.size", rows=CLIMB, stitches=PERIOD))
    columns = ["".join(column) for column in zip(*grid, strict=True)]
    frieze = tuple(column.count(".") for column in columns)
    if any(column != "." * depth + "#" * (CLIMB - depth) for column, depth in zip(columns, frieze, strict=True)):
        raise BadValue(message("value.frieze.holes"))
    if (min(frieze), max(frieze)) != (0, CLIMB):
        raise BadValue(message("value.frieze.depth"))
    return frieze
