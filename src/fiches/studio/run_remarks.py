"""What a run of the program finds wrong with the files of a collection, told in the words of a form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from fiches.config.output_place import SETTINGS
from fiches.core.messages import REMEDY, Catalogue, Message, message
from fiches.core.problems import Problem
from fiches.studio.judgements import Shown
from fiches.studio.service import Workplace
from fiches.studio.source_kinds import is_sheet_name

_CHECK_NAME = re.compile(r" \([\w-]+\)$")
OF_CHECKS = "controle"  # begins the codes of what checks found in a file that was made, whose name begins what is said


def read(line: str) -> Problem | None:
    """The problem that a line of a run is; None where it is another line."""
    with suppress(ValueError, KeyError, TypeError):
        return Problem.revived(json.loads(line)) if line.startswith("{") else None
    return None


def shown(remarks: Iterable[Problem], place: Workplace) -> Iterator[Shown]:
    """By file: its address and title in a window, how many of its remarks stand in its own list, and the others."""
    by_path = sorted(dict.fromkeys(remarks), key=lambda one: one.path)
    for path, group in groupby(by_path, lambda one: one.path):
        slug, every = PurePosixPath(path).stem, list(group)
        if path == SETTINGS:
            known = {_key(one): one for one in place.overview()["problems"]}
            told = [known.get((one.line, one.column, one.code), _told(one, place.words)) for one in every]
            yield {"title": place.words.text(message("studio.page.publisher")), "to": "", "beside": 0, "told": told}
        elif is_sheet_name(slug):
            own = {_key(one) for one in place.state(slug)["problems"]}
            others = [one for one in every if (one.line, one.column, one.code) not in own]
            yield _of_text(place, slug, len(every) - len(others), others)
        else:
            yield _of_text(place.booklets, slug, 0, every)


def _of_text(place: Workplace, slug: str, beside: int, others: Iterable[Problem]) -> Shown:
    values = place.fronts.of(place.path(slug))
    to = f"#{'fiche' if is_sheet_name(slug) else 'livret'}/{slug}"
    told = [_told(one, place.words) for one in others]
    return {"title": values.get("titre") or slug, "to": to, "beside": beside, "told": told}


def _told(one: Problem, words: Catalogue) -> Shown:
    remedy = one.code + REMEDY
    hint = Message(f"studio.said.{remedy}") if words.has(f"studio.said.{remedy}") else one.hint
    text = words.text(one.message)
    said = _CHECK_NAME.sub("", text) if one.code.startswith(OF_CHECKS) else _begun(text)
    return {"severity": str(one.severity), "message": said, "hint": _begun(words.text(hint))}


def _begun(said: str) -> str:
    """A sentence, with the capital that a terminal leaves out."""
    return said[:1].upper() + said[1:]


def _key(problem: Any) -> tuple[int, int, str]:  # noqa: ANN401
    return problem["line"], problem["column"], problem["code"]
