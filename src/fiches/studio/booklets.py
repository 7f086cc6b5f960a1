"""The order of a booklet, changed by dragging: one line of its front matter, and nothing else of the file."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from fiches.core.messages import message
from fiches.core.problems import Severity
from fiches.storage import files
from fiches.studio import front_values, sheet_text
from fiches.studio.service import RefusedError, Workplace

ORDER_KEY = "fiches"  # of a booklet: the sheets that it holds, in order


def ordered(place: Workplace, slug: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Writes the sheets of a booklet in a new order; RefusedError where one is not of the collection."""
    wanted = [str(one) for one in body["order"]]
    _write(_booklet(place, slug, wanted), wanted)
    return {"slug": slug, "sheets": wanted}


def pages(place: Workplace, slug: str) -> Mapping[str, Any]:
    """Its cover, its contents and what else stands before its sheets, as pictures; or why there are none."""
    _booklet(place, slug, ())
    shown, problems = place.bench.own_pages(slug)
    told = next((one for one in problems if one.severity is Severity.ERROR), None) if not shown else None
    why = {"file": told.path, "said": place.words.text(told.message)} if told else {}
    return {"pages": [base64.b64encode(one).decode() for one in shown], **why}


def renamed(place: Workplace, old: str, new: str) -> None:
    """Writes the new name of a sheet into the booklets that name it."""
    for path in place.project.sources()[1]:
        held = (sheet_text.values(path.read_bytes().decode("utf-8", "replace")) or {}).get(ORDER_KEY)
        if isinstance(held, list) and old in held:
            _write(path, [new if one == old else str(one) for one in held])


def _write(path: Path, wanted: Sequence[str]) -> None:
    text = path.read_bytes().decode("utf-8")
    found = sheet_text.key_lines(text).get(ORDER_KEY)
    old = sheet_text.lines_as_read(text[slice(*found)]) if found else ""
    in_a_row = "[" in old.partition(":")[2]
    lines = (
        f"{ORDER_KEY}: [{', '.join(wanted)}]\n" if in_a_row else front_values.with_kept_lines(ORDER_KEY, [*wanted], old)
    )
    files.write(path, sheet_text.with_key(text, ORDER_KEY, lines).encode())


def _booklet(place: Workplace, slug: str, wanted: Sequence[str]) -> Path:
    """The file of a booklet that may hold these sheets."""
    sheets, booklets = place.project.sources()
    path = next((one for one in booklets if one.stem == slug), None)
    if path is None:
        raise RefusedError(404, message("studio.no-sheet", name=slug))
    strange = set(wanted) - {one.stem for one in sheets}
    if strange or len(set(wanted)) != len(wanted):
        raise RefusedError(400, message("studio.no-sheet", name=", ".join(sorted(strange))))
    return path
