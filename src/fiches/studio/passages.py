"""Passages that an import found no place for: each is put into a rubric or a field, or taken away."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fiches.config.formats import Format
from fiches.content import headings, to_place
from fiches.studio import front_values, sheet_text
from fiches.studio.judgements import JudgedText
from fiches.studio.sheet_text import BEFORE, Part

_BETWEEN_PASSAGES = re.compile(r"\n\s*\n")
_PASSAGE_HEADING = re.compile(r"#{1,6} ")
_LOOKS = re.compile(r"(?m)^#{1,6} |[*_]{1,3}(?=\w)|(?<=[\w.!?…»])[*_]{1,3}")


class Place(NamedTuple):
    """Where a passage goes: the id of a rubric, else the key of a field, else nowhere."""

    rubric: str = ""
    key: str = ""


def waiting(body: str, name: str = BEFORE) -> list[str]:
    """The passages of the body of a part that wait for a place, a heading with what follows it."""
    found: list[str] = []
    for stretch in _stretches(body, name):
        found += _passages(body[stretch])
    return found


def _stretches(body: str, name: str) -> list[slice]:
    """Where text waits in a part: all that stands before the first rubric, in a rubric what a comment says."""
    return [slice(None)] if name == BEFORE else [slice(*one) for one in to_place.stretches(body)]


def _passages(stretch: str) -> list[str]:
    found: list[str] = []
    for one in filter(None, map(str.strip, _BETWEEN_PASSAGES.split(to_place.uncovered(stretch)))):
        if found and _PASSAGE_HEADING.match(found[-1]) and "\n" not in found[-1]:
            found[-1] = f"{found[-1]}\n\n{one}"
        else:
            found.append(one)
    return found


def shown(body: str, name: str, format_: Format) -> Sequence[Mapping[str, str]]:
    """Each passage of a part as it is typed, as it is read, and the rubric that its heading may mean."""
    return [{"typed": one, "said": _LOOKS.sub("", one), "meant": _meant(one, format_)} for one in waiting(body, name)]


def _meant(passage: str, format_: Format) -> str:
    first = passage.partition("\n")[0]
    found = headings.likeliest(_LOOKS.sub("", first), format_) if _PASSAGE_HEADING.match(first) else None
    return found.id if found else ""


def put(judged: JudgedText, passage: str, where: Place, name: str = BEFORE) -> str | None:
    """The text with a passage of a part where it goes; None where it waits there no more."""
    part = sheet_text.part_named(judged.text, name, judged.project.format, judged.language)
    if part is None or passage not in waiting(sheet_text.body(judged.text, part), name):
        return None
    return _with(_without(judged.text, part, passage), passage, where, judged)


def _without(text: str, part: Part, passage: str) -> str:
    """The text whose part has one passage less where it waits; what says that some wait goes with the last."""
    body = sheet_text.body(text, part)
    stretch = next(one for one in _stretches(body, part.name) if passage in _passages(body[one]))
    typed = r"\s*\n\s*\n".join(map(re.escape, passage.split("\n\n")))
    left = re.sub(rf"(?m)^[ \t]*{typed}(?=[ \t]*(?:-->|\n[ \t]*(?:\n|-->)|\Z))", "", body[stretch], count=1)
    left = re.sub(r"\n{3,}", "\n\n", left).strip() if to_place.uncovered(left) else ""
    around = (body[: stretch.start or 0].rstrip(), left, body[stretch.stop or len(body) :].lstrip())
    return sheet_text.with_body(text, part, "\n\n".join(filter(None, around)))


def _with(text: str, passage: str, where: Place, judged: JudgedText) -> str:
    """The text with a passage at the end of a rubric, or in a field."""
    format_, language = judged.project.format, judged.language
    spec = format_.rubric(where.rubric)
    if spec is None:
        plain = " ".join(_LOOKS.sub("", passage).split())
        return sheet_text.with_key(text, where.key, front_values.lines(where.key, plain)) if where.key else text
    return sheet_text.with_more(text, spec, passage, format_, language)
