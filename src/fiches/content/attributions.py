"""Who gave a testimony: what follows the dash at its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from fiches.content.blocks import Block, Inline, Words, plain, words_of
from fiches.core.problems import Fault, fault
from fiches.core.text import fold

_ATTRIBUTION = re.compile(r"\s*(?:—|–|--)\s*")
_ALONE = re.compile(r"\s*(?:—|–|--)\s*[^\W\d_][^.!?]{0,80}\.?")
_LIKE_A_NAME = re.compile(r"[^\W\d_a-zà-ÿ][^.!?…:;«»]{2,70}")  # rather a name, and what somebody is
_BETWEEN_BRACKETS = re.compile(r"(?:^|(?<=[.!?…»] )|(?<=[.!?…»]\n))\((?P<name>[^\W\d_a-zà-ÿ][^().!?]{2,70})\)\.?$")
_LATE_ATTRIBUTION = re.compile(r"\s+(?:—|--)\s*")


def attributed(children: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Inline, ...]]:
    """The testimony, and who gave it: what follows a dash, in a last paragraph or at the end of one."""
    last = children[-1]
    if last.kind != "paragraph":
        return children, ()
    for index in reversed(range(len(last.inlines))):
        inline = last.inlines[index]
        dash = _dash(inline.text, alone=index == 0 and len(children) > 1) if isinstance(inline, Words) else None
        if dash:
            before, after = _split(last.inlines, index, dash)
            said = (*children[:-1], replace(last, inlines=before)) if before else children[:-1]
            return (said, after) if said and after else (children, ())
    return children, ()


def is_reported(attribution: Sequence[Inline], reported: str) -> bool:
    """Whether who speaks is followed by the words that say so of what is not a quotation: « (propos rapportés) »."""
    return fold(plain(attribution)).rstrip(" .)").endswith(fold(reported))


def unsigned(quote: Block) -> Fault:
    """That a testimony does not say who speaks, or says so behind a hyphen, which makes a list, or without a dash."""
    last = quote.children[-1]
    if last.kind == "list" and len(quote.children) > 1:
        return fault("attribution-absente.hyphen", last.line)
    words = plain(last.inlines).strip()
    bracketed = _BETWEEN_BRACKETS.search(words)
    alone = words if len(quote.children) > 1 and _LIKE_A_NAME.fullmatch(words) else ""
    name = bracketed["name"] if bracketed else alone
    return (
        fault("attribution-absente.likely", last.line, name=name) if name else fault("attribution-absente", quote.line)
    )


def is_name(block: Block) -> bool:
    """Whether a block holds nothing but a dash and who has spoken above it."""
    words = list(words_of((block,)))
    return len(words) == 1 and bool(_ALONE.fullmatch(words[0]))


def _dash(text: str, *, alone: bool) -> re.Match[str] | None:
    """The dash behind which a name may stand: that which begins a paragraph of its own, else the last."""
    opening = _ATTRIBUTION.match(text) if alone else None
    return opening or next(reversed(list(_LATE_ATTRIBUTION.finditer(text))), None)


def _split(inlines: Sequence[Inline], index: int, mark: re.Match[str]) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """What stands before a mark in the words at `index`, and what stands behind it."""
    before = (*inlines[:index], Words(mark.string[: mark.start()]))
    after = (Words(mark.string[mark.end() :]), *inlines[index + 1 :])
    return tuple(filter(_has_words, before)), tuple(filter(_has_words, after))


def _has_words(inline: Inline) -> bool:
    return not isinstance(inline, Words) or bool(inline.text)
