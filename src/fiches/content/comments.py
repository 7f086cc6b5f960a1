"""Comments of a sheet, `<!-- … -->`, what they ask of the program, and the fenced blocks in which nothing is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fiches.config import yaml_comments
from fiches.core.problems import CODES
from fiches.core.text import nearest

_FENCE = re.compile(r" {0,3}(`{3,}(?!.*`)|~{3,})")
_CODE = re.compile(r"(?P<code>(?<!`)(?:`[^`\n]{1,300}`|``(?:[^`\n]|`(?!`)){1,300}``)(?!`))")
_COMMENT_MARKS = re.compile(rf"^ {{0,3}}(?:`{{3,}}|~{{3,}}).*$|<!--|{_CODE.pattern}", re.MULTILINE)
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
    fence, place = "", 0
    while mark := _COMMENT_MARKS.search(body, place):
        place = mark.end()
        if mark[0] != "<!--":
            fence = fence if mark["code"] else next_fence(mark[0], fence)
        elif not fence and (end := _COMMENT_END.search(body, place)) and end[0] == "-->":
            yield mark.start(), end.end()
            place = end.end()


def _trimmed(old: str, new: str) -> str:
    """A line that lost a comment, without the spaces that would make an indent or a line break."""
    if old == new:
        return old
    return new.rstrip() if old[: len(old) - len(old.lstrip())] == new[: len(new) - len(new.lstrip())] else new.strip()


def next_fence(line: str, fence: str) -> str:
    """The fence that is open after `line`, or nothing."""
    mark = _FENCE.match(line)
    if not fence:
        return mark[1] if mark else ""
    closes = mark and mark[1][0] == fence[0] and len(mark[1]) >= len(fence) and line.strip() == mark[1]
    return "" if closes else fence


def open_fence(lines: Sequence[str]) -> int | None:
    """The line of a fence that nothing closes; all below it is code."""
    fence, opened = "", None
    for index, line in enumerate(lines):
        before, fence = fence, next_fence(line, fence)
        opened = index if fence and not before else opened
    return opened if fence else None


def without_code(lines: Sequence[str]) -> list[str]:
    """The lines with what stands between marks of code blanked out, which is printed as it is on purpose."""
    found, fence = [], ""
    for line in lines:
        before, fence = fence, next_fence(line, fence)
        found.append("" if before or fence else _CODE.sub(_blanked_code, line))
    return found


def _blanked_code(match: re.Match[str]) -> str:
    return f"`{' ' * (len(match[0]) - 2)}`"
