"""Rules of a style sheet found by braces and semicolons, each read by its grammar only when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fiches.core import css
from fiches.core.css import AnyRule, Declaration

_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_BRACES = re.compile(  # and what hides them
    r"""/\*.*?(?:\*/|$)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|url\(\s*[^"'\s][^)]*\)|\\.|[{};]""", re.DOTALL
)
_NEEDS_GRAMMAR = re.compile(r"[\"'\\!@{}\[\]<>]|/\*|[\w-]\([^()]*[(;]|url\(|(?:^|;)\s*[^\w\s-]")
_UNUSUAL = re.compile(r"[@\\\"'\ufeff]")


@dataclass(frozen=True, slots=True)
class PlainRule:
    """What one block declares, read when it is asked for: see `Rule`."""

    within: tuple[str, ...]
    block: str

    @property
    def declarations(self) -> tuple[Declaration, ...]:
        """In their order; on which lines is not told."""
        if _NEEDS_GRAMMAR.search(self.block):
            return css.declarations(self.block)
        every = (one.partition(":") for one in self.block.split(";"))
        return tuple(Declaration(_name(name), " ".join(value.split())) for name, colon, value in every if colon)


def _name(written: str) -> str:
    name = written.strip()
    return name if name.startswith("--") else name.lower()


def rules(text: str) -> Iterator[AnyRule]:
    """The rules of a style sheet but its faces, found by marks alone: most are never asked what they declare."""
    place, opened, depth, is_plain = 0, 0, 0, True
    for mark in _BRACES.finditer(text):
        if mark[0] == "{":
            opened, is_plain, depth = (opened, False, depth + 1) if depth else (mark.start(), True, 1)
        elif mark[0] == "}" and depth:
            depth -= 1
        if depth or mark[0] not in ("}", ";"):
            continue
        if mark[0] == "}":
            yield from _told(text[place:opened], text[opened : mark.end()], is_plain=is_plain)
        place = mark.end()
    yield from css.rules(text[place:])


def _told(prelude: str, block: str, *, is_plain: bool) -> Iterator[AnyRule]:
    """What a block says, its braces around it, that nothing is around."""
    said = " ".join(_COMMENT.sub(" ", prelude).split())
    if not said.startswith("@font-face"):
        is_known = is_plain and not _UNUSUAL.search(said)
        yield from [PlainRule((said,), block[1:-1])] if is_known else css.rules(prelude + block)
