"""Stars that make no emphasis where they stand: what is told of them, by what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

_STRAY = re.compile(r"(?<=[^\W\d_])\*+|\*+(?=[^\W\d_])|\*{2,}")
_RUN = re.compile(r"\*+")
_OPENS, _CLOSES = re.compile(r"(?<!\S)\*{2,}(?=\S)"), re.compile(r"(?<=\S)\*{2,}(?!\S)")


def told(tokens: Sequence[Token], place: int) -> tuple[str, str] | None:
    """(name of the message, stars) of the text at a place of a block's tokens; None where no star is amiss."""
    words = tokens[place].content
    if uneven := _uneven(tokens, place):
        return "imprime-tel-quel.uneven", uneven
    stray = _STRAY.search(words)
    if stray is None:
        return None
    alone = sum(len(_RUN.findall(one.content)) for one in tokens if one.type == "text") == 1
    if alone and _OPENS.search(words):
        return "imprime-tel-quel.unclosed", stray[0]
    if alone and _CLOSES.search(words):
        return "imprime-tel-quel.unopened", stray[0]
    return "imprime-tel-quel.stars", stray[0]


def _uneven(tokens: Sequence[Token], place: int) -> str:
    """The stars that touch those of an emphasis, which has fewer on its other side. Bad: *mot**, ***mot**."""
    words = tokens[place].content
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if before and _is_mark(before, -1) and (found := _RUN.match(words)):
        return found[0]
    found = re.search(r"\*+$", words)
    return found[0] if found and after and _is_mark(after, 1) else ""


def _is_mark(token: Token, nesting: int) -> bool:
    return token.nesting == nesting and token.tag in ("em", "strong") and token.markup.startswith("*")
