"""Problems that a program can mend: what to write in place of what, on which line, as their remedy says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from fiches.core.messages import Message, Said
from fiches.core.problems import Problem

MEANT = ("word", "meant", "better", "code", "address")  # values of remedies that stand for what was typed
WHOLE_LINE = "line"  # the value of a remedy that is the line as it should be
NEXT_LINES = 8  # on which a group of keys goes on
CUT_SHORT = "…"
UNREAD = ("yaml-illisible", "yaml-refuse")  # codes of problems with the marks of the front matter
QUOTED = ("typed", "asked")  # values of messages that are what was typed, where they say so
HEADING_REMEDIES = {"rubrique-absente.unmarked.remedy": "title", "texte-hors-rubrique.heading.remedy": "words"}


class Mend(NamedTuple):
    """On a line of the file (from 1): some words of it, and those that were meant."""

    line: int
    old: str
    new: str


def mend(problem: Problem, text: str) -> Mend | None:
    """What its remedy says, as an edit; None where it asks for a person."""
    hint = problem.hint
    lines = text.splitlines()
    if not isinstance(hint, Message) or not 0 < problem.line <= len(lines):
        return None
    said, line = dict(hint.values), lines[problem.line - 1]
    if hint.name in HEADING_REMEDIES:
        return _unless_same(problem.line, line, f"## {said[HEADING_REMEDIES[hint.name]]}")
    if isinstance(said.get(WHOLE_LINE), str):
        return _unless_same(problem.line, line, _indented(said, line))
    new = _meant(said)
    old = next((one for one in _typed(problem) if one in line and one != new), "")
    return _unless_same(problem.line, old, new) if old and new else None


def without_line(problem: Problem, text: str) -> Mend | None:
    """A line that cannot be read taken away, where its problem is that."""
    lines = text.splitlines()
    if problem.code not in UNREAD or not 0 < problem.line <= len(lines) or not lines[problem.line - 1].strip():
        return None
    return Mend(problem.line, lines[problem.line - 1], "")


def on_its_line(line: int, text: str, old: str, new: str) -> Mend | None:
    """Other words for some that stand on a line, or on one of the next; None where they do not."""
    lines = text.splitlines()[line - 1 : line + NEXT_LINES]
    return next((Mend(line + at, old, new) for at, one in enumerate(lines) if old in one), None)


def _meant(said: Mapping[str, Any]) -> str:
    if "start" in said and "end" in said:  # years the wrong way round
        return f"{said['end']}-{said['start']}"
    return next((said[name] for name in MEANT if isinstance(said.get(name), str)), "")


def _indented(said: Mapping[str, Any], line: str) -> str:
    """A line as it should be, as far in as a remedy says, else as it was."""
    if "indented" in said:
        return str(said["indented"])
    depth = said["n"] if isinstance(said.get("n"), int) else len(line) - len(line.lstrip())
    return " " * depth + str(said[WHOLE_LINE]).lstrip()


def _unless_same(number: int, old: str, new: str) -> Mend | None:
    return Mend(number, old, new) if old != new and CUT_SHORT not in new else None


def _typed(problem: Problem) -> list[str]:
    """What the author may have typed: what the message says it is, else the texts it quotes, longest first."""
    quoted = [(name, one) for name, one in _texts(problem.message) if len(one) > 1]
    sure = [one for name, one in quoted if name in QUOTED]
    return sure or sorted((one for _, one in quoted), key=len, reverse=True)


def _texts(said: Said) -> Iterator[tuple[str, str]]:
    """The texts that a message holds, by their names."""
    for name, value in said.values if isinstance(said, Message) else ():
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, Message):
            yield from _texts(value)


def mended(text: str, found: Mend) -> str:
    """The text with those words on that line, line ends as they were; as it is where they are no longer there."""
    lines = text.splitlines(keepends=True)
    if 0 < found.line <= len(lines):
        lines[found.line - 1] = lines[found.line - 1].replace(found.old, found.new, 1)
    return "".join(lines)
