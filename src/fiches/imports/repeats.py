"""What a form keeps apart comes together in the table of answers: what is asked several times, the parts of a point."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from fiches.config.formats import Format
from fiches.core.text import fold
from fiches.imports import labels, questions
from fiches.imports.form_tables import LABEL_END
from fiches.imports.spreadsheet import Book, Rows
from fiches.imports.word_template import pictured

_POINT_PARTS = ("latitude", "longitude", "altitude", "accuracy", "precision")  # of a point, in this order
LINKS = (("_index", "_parent_index"), ("KEY", "PARENT_KEY"))  # of Kobo, of ODK: an answer, and what is part of it


class Repeat(NamedTuple):
    """What is asked several times: how it is called, its questions, and by answer their cells, each time."""

    name: str
    heads: Sequence[str]
    times: Mapping[str, Sequence[Sequence[str]]]


def joined(book: Book, format_: Format) -> Rows:
    """The table of the answers, with what the tables beside it say of each."""
    (_, main), *others = book
    for name, rows in others:
        link = next(((own, above) for own, above in LINKS if own in main[0] and above in rows[0]), None)
        if link:
            main = _with(main, main[0].index(link[0]), _repeat(name, rows, rows[0].index(link[1])), format_)
    return _in_one(main)


def _repeat(name: str, rows: Rows, above: int) -> Repeat:
    """That of a table in one of whose columns stands the answer that a row is part of."""
    kept = [at for at, head in enumerate(rows[0]) if head.strip() and not questions.is_of_the_form(head)]
    times = defaultdict[str, list[list[str]]](list)
    for row in rows[1:]:
        times[_cell(row, above)].append([_cell(row, at) for at in kept])
    return Repeat(name, [rows[0][at] for at in kept], times)


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _with(main: Rows, own: int, repeat: Repeat, format_: Format) -> Rows:
    """The answers, each with its times: pictures in columns of their own, all else as lines of one cell."""
    heads, *rows = main
    times = [repeat.times.get(_cell(row, own), ()) for row in rows]
    keys = _keys_of_a_picture(repeat.heads, format_)
    if keys:
        more = [f"photo_{number}_{key}" for number in range(1, max(map(len, times), default=0) + 1) for key in keys]
        cells = [list(chain.from_iterable(each)) for each in times]
    else:
        said = partial(_said, questions.target(repeat.name, format_), format_)
        more, cells = [repeat.name], [["\n".join(map(said, each))] for each in times]
    blank = [""] * len(heads)
    return [[*heads, *more], *([*row, *blank[len(row) :], *added] for row, added in zip(rows, cells, strict=True))]


def _keys_of_a_picture(heads: Sequence[str], format_: Format) -> list[str]:
    """The keys of a picture that are asked, if that is what is asked."""
    found = labels.of_columns([head.rpartition("/")[2] for head in heads], format_)
    return [key.name if key else "" for key in found[1]] if found and found[0] == pictured(format_) else []


def _said(target: str, format_: Format, cells: Sequence[str]) -> str:
    """One time as it would be typed in a cell."""
    first, *others = [cell for cell in cells if cell] or [""]
    spec = format_.rubric(target)
    holds = spec.holds if spec else ""
    if holds == "prose" or not others:
        return "\n".join([first, *others])
    return first + {"testimonies": "\n— ", "entries": LABEL_END}.get(holds, ", ") + ", ".join(others)


def _in_one(table: Rows) -> Rows:
    """The same, where the latitude and the longitude of a point, a column each in ODK, stand in one."""
    for name in table[0]:
        if fold(name).endswith("latitude") and not name.startswith("_"):
            table = _with_point(table, name, name[: -len("latitude")])
    return table


def _with_point(table: Rows, name: str, stem: str) -> Rows:
    ends = ((at, head.removeprefix(stem)) for at, head in enumerate(table[0]) if head.startswith(stem))
    parts = [at for at, end in ends if fold(end) in _POINT_PARTS]
    points = [", ".join(filter(None, (_cell(row, at) for at in parts[:2]))) for row in table[1:]]
    return [[head, *_without(row, parts)] for head, row in zip((name, *points), table, strict=True)]


def _without(row: Sequence[str], places: Collection[int]) -> list[str]:
    return [cell for at, cell in enumerate(row) if at not in places]
