"""Quotation marks and brackets of a paragraph that have no fellow in it: each rule yields faults at its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fiches.core.problems import Fault, fault
from fiches.core.text import blanked, shown
from fiches.lint.sought import sought

_STRAIGHT_MARK = sought("", r"(?<!\d)\"|(?<=[^\W\d_]\d)\"", parts=('"',))
_CLOSED_WORD = re.compile(r"(?![ivx]+$)[^\W\d_]{3,40}[.!?»”]?$")  # no mark of a list: iii)
_CODE_WORDS = re.compile(r"`[^`\n]*`|\]\((?:[^()\n]|\([^()\n]*\))*\)")
_GUILLEMETS = sought("", "(?<![ÃÂ])[«»]", parts=("«", "»"))
_PRINTED_BRACKET = re.compile(r"(?<![\]:;])(?<![:;]-)\(|\)")


def guillemets(paragraph: str, *, goes_on: bool = False) -> Iterator[Fault]:
    """Each « has its » in the same paragraph, but where the next opens again what `goes_on` in it."""
    depth, opened = 0, 0
    for mark in _GUILLEMETS.finditer(paragraph):  # those behind others are damaged letters
        if mark[0] == "«":
            opened = mark.start() if depth == 0 else opened
            depth += 1
        elif depth:
            depth -= 1
        else:
            yield fault("guillemets-impairs.closing", 1, mark.start() + 1)
    if depth and not goes_on:
        words = shown(paragraph[opened + 1 :], 30)
        yield fault("guillemets-impairs.opening", 1, opened + 1, words=words)


def quotes(paragraph: str) -> Iterator[Fault]:
    """Each " or “ has its fellow, but for seconds and inches."""
    straight = [match.start() for match in _STRAIGHT_MARK.finditer(paragraph)]
    if len(straight) % 2:
        yield fault("guillemets-impairs.quote", 1, straight[-1] + 1, mark='"')
    opening, closing = ("„", "“”") if "„" in paragraph else ("“", "”")
    if paragraph.count(opening) > sum(paragraph.count(mark) for mark in closing):
        yield fault("guillemets-impairs.quote", 1, paragraph.rindex(opening) + 1, mark=opening)


def brackets(paragraph: str) -> Iterator[Fault]:
    """Each ( has its ) in the same paragraph, but for those of lists: a), 1)."""
    depth, opened = 0, 0
    bare = _CODE_WORDS.sub(blanked, paragraph) if "(" in paragraph or ")" in paragraph else ""
    for mark in _PRINTED_BRACKET.finditer(bare):
        if mark[0] == "(":
            opened = mark.start() if depth == 0 else opened
            depth += 1
        elif depth:
            depth -= 1
        elif before := _CLOSED_WORD.search(paragraph[: mark.start()]):
            yield fault("guillemets-impairs.bracket-closing", 1, mark.start() + 1, words=before[0])
    if depth:
        yield fault("guillemets-impairs.bracket", 1, opened + 1, words=shown(paragraph[opened + 1 :], 30))
