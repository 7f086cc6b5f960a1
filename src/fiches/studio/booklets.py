"""Booklets begun, put in order, given texts before their sheets; nothing else of their files is touched."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from fiches.content import new_files
from fiches.core.messages import message
from fiches.core.problems import Problem, Severity
from fiches.storage import files
from fiches.studio import front_values, sheet_text
from fiches.studio.judgements import Shown
from fiches.studio.plain_words import FormWords
from fiches.studio.service import RefusedError, Workplace
from fiches.studio.sheet_text import Part
from fiches.studio.source_kinds import ORDER_KEY, SELECTION_KEY

NO_TITLE = ""  # of a text that is to go


def created(place: Workplace, title: str) -> Mapping[str, str]:
    """A new booklet, of all the sheets that there are."""
    return {"slug": new_files.new_booklet(place.project, title, place.words.language).stem}


def shown(place: Workplace, slug: str) -> Mapping[str, Any]:
    """A booklet as an editor shows it, and the sheets that it holds, whether it lists or chooses them."""
    told = place.booklets.sheet(slug)
    values = told["values"] or {}
    return {**told, "sheets": values.get(ORDER_KEY) or place.bench.chosen(slug)}


def ordered(place: Workplace, slug: str, order: Iterable[Any], who: str = "") -> Mapping[str, Any]:
    """Writes the sheets of a booklet in a new order; RefusedError where one is not of the collection."""
    wanted, text = [str(one) for one in order], place.booklets.text(slug)
    known = {one.stem for one in place.project.sources()[0]} | set(shown(place, slug)["sheets"])
    strange = set(wanted) - known
    if strange or len(set(wanted)) != len(wanted):
        raise RefusedError(400, message("studio.no-sheet", name=", ".join(sorted(strange))))
    place.booklets.written(slug, text, _in_order(text, wanted), who)
    return {"slug": slug, "sheets": wanted}


def titled(place: Workplace, slug: str, said: Mapping[str, Any], who: str) -> Mapping[str, Any]:
    """Gives the text `part` another title, or none: then it goes; without a part, begins a text under a title."""
    booklets, title = place.booklets, " ".join(str(said["title"]).split())
    text = booklets.unchanged(slug, str(said["base"]))
    parts = booklets.parts(text)
    part = next((one for one in parts if one.name == said.get("part") and one.title), None)
    if part is None and (said.get("part") or title == NO_TITLE):
        raise RefusedError(409, message("studio.clash"))
    return booklets.written(slug, text, _titled(text, part, title, parts), who)


def _titled(text: str, part: Part | None, title: str, parts: Sequence[Part]) -> str:
    if part is None:
        return sheet_text.with_section(text, title)
    return sheet_text.with_title(text, part, title) if title else sheet_text.without_section(text, part, parts)


def pages(place: Workplace, slug: str) -> Mapping[str, Any]:
    """Its cover, its contents and what else stands before its sheets, as pictures, or why there are none.

    What is wrong with the booklet itself is told in any case, each with its key.
    """
    text = place.booklets.text(slug)
    shown_, problems = place.bench.own_pages(slug)
    told = next((one for one in problems if one.severity is Severity.ERROR), None) if not shown_ else None
    own = [one for one in problems if not one.silenced and one.path == place.project.shown(place.booklets.path(slug))]
    why = _why(place, told) if told and told not in own else {}
    return {
        "pages": [base64.b64encode(one).decode() for one in shown_],
        "problems": [*place.booklets.judged(text).problems(own)], **why,
    }  # fmt: skip


def _why(place: Workplace, one: Problem) -> Shown:
    """What a file that keeps a booklet from its pages is called, and what is wrong with it."""
    title = place.fronts.of(place.project.root / one.path).get("titre") or PurePosixPath(one.path).stem
    return {"title": title, "said": FormWords(place.words).said(one.message)}


def renamed(place: Workplace, old: str, new: str) -> None:
    """Writes the new name of a sheet into the booklets that name it."""
    for path in place.project.sources()[1]:
        text = path.read_bytes().decode("utf-8", "replace")
        held = (sheet_text.values(text) or {}).get(ORDER_KEY)
        if isinstance(held, list) and old in held:
            wanted = [new if one == old else str(one) for one in held]
            files.write(path, _in_order(path.read_bytes().decode("utf-8"), wanted).encode())


def _in_order(text: str, wanted: Sequence[str]) -> str:
    """The text of a booklet that lists these sheets, and does not choose them."""
    found = sheet_text.key_lines(text).get(ORDER_KEY)
    old = sheet_text.lines_as_read(text[slice(*found)]) if found else ""
    in_a_row = not old or "[" in old.partition(":")[2]
    lines = (
        f"{ORDER_KEY}: [{', '.join(wanted)}]\n" if in_a_row else front_values.with_kept_lines(ORDER_KEY, [*wanted], old)
    )
    return sheet_text.with_key(sheet_text.with_key(text, SELECTION_KEY, ""), ORDER_KEY, lines)
