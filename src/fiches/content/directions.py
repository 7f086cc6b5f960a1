"""What is in another script than its sheet, and nobody tagged, is read its own way.

A paragraph in Arabic as if its author had written `{: lang=ar }`; a line in Latin letters in an Arabic sheet as of a
language that is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from fiches.config.languages import is_rtl
from fiches.content.blocks import Block, Inline, Span, Words

ARABIC, UNDETERMINED = "ar", "und"
_LETTER = re.compile(r"[^\W\d_]")
_SIGN_BEFORE = re.compile(r"[©®℗] ?")
_SCRIPT = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")


def told(blocks: Sequence[Block], language: str) -> tuple[Block, ...]:
    """The blocks of a sheet in `language`, those in Arabic saying so; a whole list does when most of it is."""
    return tuple(blocks) if is_rtl(language) else tuple(_told(block) for block in blocks)


def _told(block: Block) -> Block:
    if block.lang or block.kind == "code":
        return block
    if block.kind == "quote":  # who spoke may be named in another script
        return replace(block, children=tuple(map(_told, block.children)))
    return replace(block, lang=ARABIC) if _is_arabic("".join(_untagged((block,)))) else block


def of_whole(inlines: tuple[Inline, ...], language: str) -> tuple[Inline, ...]:
    """The content of a line in `language`; as a passage in another, where it is wholly in the letters of that.

    Without the sign that is put before any name: « © ».
    """
    text = "".join(_words(inlines))
    if is_rtl(language):
        foreign = UNDETERMINED if not _SCRIPT.search(text) and _LETTER.search(text) else ""
    else:
        foreign = ARABIC if _SCRIPT.search(text) and _is_arabic(text) else ""
        if foreign and isinstance(inlines[0], Words) and (sign := _SIGN_BEFORE.match(inlines[0].text)):
            own = replace(inlines[0], text=inlines[0].text[sign.end() :])
            return Words(sign[0]), Span("span", (own, *inlines[1:]), lang=foreign)
    return (Span("span", inlines, lang=foreign),) if foreign else inlines


def _is_arabic(text: str) -> bool:
    letters = _LETTER.findall(text) if _SCRIPT.search(text) else ()
    return bool(letters) and 2 * len(_SCRIPT.findall("".join(letters))) > len(letters)


def _untagged(blocks: Sequence[Block]) -> Iterator[str]:
    """The words whose language is not told."""
    for block in blocks:
        if not block.lang:
            yield from _words(block.inlines)
            yield from _untagged(block.children)


def _words(inlines: Sequence[Inline]) -> Iterator[str]:
    for one in inlines:
        if isinstance(one, Words):
            yield one.text
        elif isinstance(one, Span) and not one.lang:
            yield from _words(one.children)
