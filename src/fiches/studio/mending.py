"""Problems that a program can mend: what to write in place of what, on which line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from fiches.core.messages import Message
from fiches.core.problems import Problem

NEAREST = "did-you-mean"  # the hint that names one word


class Mend(NamedTuple):
    """On a line of the file (from 1): some words of it, and those that were meant."""

    line: int
    old: str
    new: str


def mend(problem: Problem, text: str) -> Mend | None:
    """What its hint says, as an edit; None where it asks for a person."""
    if not isinstance(problem.hint, Message) or problem.hint.name != NEAREST:
        return None
    meant = str(dict(problem.hint.values).get("word", ""))
    lines = text.split("\n")
    line = lines[problem.line - 1] if problem.line <= len(lines) else ""
    typed = next((one for one in _typed(problem) if one in line), "")
    return Mend(problem.line, typed, meant) if typed and meant else None


def _typed(problem: Problem) -> Iterator[str]:
    """What the author may have typed: the texts that the message quotes, the longest first."""
    values = dict(problem.message.values).values() if isinstance(problem.message, Message) else ()
    yield from sorted((one for one in values if isinstance(one, str) and len(one) > 1), key=len, reverse=True)


def mended(text: str, found: Mend) -> str:
    """The text with those words on that line, line ends as they were; as it is where they are no longer there."""
    lines = text.splitlines(keepends=True)
    if found.line <= len(lines):
        lines[found.line - 1] = lines[found.line - 1].replace(found.old, found.new, 1)
    return "".join(lines)
