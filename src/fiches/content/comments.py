"""Comments of a sheet, `<!-- … -->`, and what they ask of the program; in blocks of code nothing is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fiches.config import yaml_comments
from fiches.content import fences
from fiches.core.problems import CODES
from fiches.core.text import nearest

_COMMENT_MARKS = re.compile(rf"<!--|{fences.CODE_IN_LINE}")
_COMMENT_END = re.compile(r"<!--|-->")
_TO_FICHES = r"\s*[Ff][Ii][Cc][Hh][Ee][Ss]?\b\s*[:=]?"  # as it is written, or nearly so
_AS_WRITTEN = re.compile(r"(?:#|<!--)\s*fiches\s*:")
_FIRST_WORD = re.compile(rf"(?:#|<!--){_TO_FICHES}\s*([\w-]*)")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, such as those that speak to the program, `fiches: …`: all of it, and where it begins."""

    text: str
    line: int
    column: int


def of_front(front: str, first_line: int) -> tuple[Comment, ...]:
    """The instructions among the comments of front matter: `# fiches: …`."""
    found = yaml_comments.comments(front, _TO_FICHES, first_line)
    spoken = (Comment(comment.value, comment.line, comment.column) for comment in found)
    return tuple(one for one in spoken if _speaks(one))


def of_body(body: str, first_line: int) -> tuple[Comment, ...]:
    """The instructions among the comments of prose: `<!-- fiches: … -->`."""
    return tuple(one for one in every(body, first_line) if _speaks(one))


def _speaks(comment: Comment) -> bool:
    """Whether a comment speaks to the program: as one does, or nearly so and of what only the program knows."""
    first = _FIRST_WORD.match(comment.text)
    return bool(_AS_WRITTEN.match(comment.text) or (first and nearest(first[1], CODES)))


def every(body: str, first_line: int) -> tuple[Comment, ...]:
    """All the comments of prose, whoever they speak to."""
    return tuple(
        Comment(body[start:end], first_line + body.count("\n", 0, start), start - body.rfind("\n", 0, start))
        for start, end in comments(body)
    )


def without_comments(body: str) -> str:
    """`body` with spaces for each `<!-- … -->`; what is never closed, and fenced blocks, are left alone."""
    pieces, done = [], 0
    for start, end in comments(body):
        pieces += [body[done:start], re.sub(r"[^\n]", " ", body[start:end])]
        done = end
    bare = "".join([*pieces, body[done:]])
    return "\n".join(_trimmed(old, new) for old, new in zip(body.split("\n"), bare.split("\n"), strict=True))


def comments(body: str) -> Iterator[tuple[int, int]]:
    """Where each comment of `body` begins, and where it has ended; there is none in code."""
    place, code = 0, fences.of(body).within
    while mark := _COMMENT_MARKS.search(body, place):
        place = mark.end()
        if mark["code"] or (code and body.count("\n", 0, mark.start()) in code):
            continue
        if (end := _COMMENT_END.search(body, place)) and end[0] == "-->":
            yield mark.start(), end.end()
            place = end.end()


def _trimmed(old: str, new: str) -> str:
    """A line that lost a comment, without the spaces that would make an indent or a line break."""
    if old == new:
        return old
    return new.rstrip() if old[: len(old) - len(old.lstrip())] == new[: len(new) - len(new.lstrip())] else new.strip()
