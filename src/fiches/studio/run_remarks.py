"""What a run of the program says of the files of a collection, read from its lines and told in the words of a form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from fiches.config.output_place import SETTINGS
from fiches.core.messages import REMEDY, Catalogue, Message, message
from fiches.core.problems import Severity
from fiches.studio.judgements import Shown
from fiches.studio.service import Workplace
from fiches.studio.source_kinds import is_sheet_name

_TOLD_LINE = re.compile(
    r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?P<severity>.+?) ?: (?P<said>.*) \[(?P<code>[\w-]+)\]"
)
_CHECK_NAME = re.compile(r" \([\w-]+\)$")
OF_CHECKS = "controle"  # begins the codes of what checks found in a file that was made, whose name begins what is said
HINT = "    "  # begins the line below a remark that says what to do


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One of them: its file as problems name it, its place there, its sort, and the words of the terminal."""

    path: str
    line: int
    column: int
    code: str
    severity: str
    said: str
    hint: str = ""


def read(line: str, folder: str, words: Catalogue) -> ToldLine | None:
    """The remark that a line of a run in `folder` begins; None where it is another line."""
    found = _TOLD_LINE.fullmatch(line.removeprefix(f"{folder}/"))
    severity = next((one for one in Severity if found and words.text(one.said()) == found["severity"]), None)
    if found is None or severity is None:
        return None
    return ToldLine(
        found["path"], int(found["line"]), int(found["column"]), found["code"], str(severity), found["said"]
    )


def shown(remarks: Iterable[ToldLine], place: Workplace) -> Iterator[Shown]:
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


def _of_text(place: Workplace, slug: str, beside: int, others: Iterable[ToldLine]) -> Shown:
    values = place.fronts.of(place.path(slug))
    to = f"#{'fiche' if is_sheet_name(slug) else 'livret'}/{slug}"
    told = [_told(one, place.words) for one in others]
    return {"title": values.get("titre") or slug, "to": to, "beside": beside, "told": told}


def _told(one: ToldLine, words: Catalogue) -> Shown:
    remedy = one.code + REMEDY
    hint = words.text(Message(f"studio.said.{remedy}")) if words.has(f"studio.said.{remedy}") else one.hint
    said = _CHECK_NAME.sub("", one.said) if one.code.startswith(OF_CHECKS) else _begun(one.said)
    return {"severity": one.severity, "message": said, "hint": _begun(hint)}


def _begun(said: str) -> str:
    """A sentence, with the capital that a terminal leaves out."""
    return said[:1].upper() + said[1:]


def _key(problem: Any) -> tuple[int, int, str]:  # noqa: ANN401
    return problem["line"], problem["column"], problem["code"]
