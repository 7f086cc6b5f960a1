"""Quotations: those that are pulled out (the author's choice, else the page's best), and guillemets that go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from fiches.content.blocks import Block, Words, words_of
from fiches.core.text import fold

LEAST_QUOTE_WORDS, MOST_QUOTE_WORDS = 5, 20  # words of a quotation that may be pulled out
BEST = 11
_WEAK = re.compile(r"(?:C['’]est|Ce |Cela|Ça|Cette|Ces |Il |Ils |Elle|Elles|Et |Mais |Donc |Aussi|Les \d)")
_PASSAGE = re.compile(r"«\s*([^«»]+?)\s*»")


def choose(texts: Mapping[int, str], chosen: Sequence[str]) -> dict[int, str]:
    """A quotation for each page that has one; `texts` by page number, `chosen` by the author.

    The author's sentences go to the page whose text holds them, in order, one a page; one found nowhere goes to the
    first page still without. Then each page left takes, among its own spoken passages of 5 to 20 words that are a
    whole sentence, the one whose length is nearest to 11 words, the first of equals; sentences that lean on the
    one before (« C'est », « Il », « Cela ») only when there is no other.
    """
    placed, homeless = _at_home(texts, chosen)
    free = [page for page in texts if page not in placed]
    placed |= dict(zip(free, homeless, strict=False))
    spoken = {page: _best(text) for page, text in texts.items() if page not in placed}
    return placed | {page: sentence for page, sentence in spoken.items() if sentence}


def _at_home(texts: Mapping[int, str], chosen: Sequence[str]) -> tuple[dict[int, str], list[str]]:
    """The author's sentences on the pages that hold them, one a page, and those that no page holds."""
    placed: dict[int, str] = {}
    homeless: list[str] = []
    for sentence in chosen:
        homes = [page for page, text in texts.items() if fold(sentence) in fold(text)]
        free = [page for page in homes if page not in placed]
        if free:
            placed[free[0]] = sentence
        elif not homes:
            homeless.append(sentence)
    return placed, homeless


def _best(text: str) -> str:
    """The spoken passage of a text that stands alone best; nothing when there is none."""
    sentences = list(_sentences(text))
    strong = [sentence for sentence in sentences if not _WEAK.match(sentence)]
    return min(strong or sentences, key=lambda sentence: abs(len(sentence.split()) - BEST), default="")


def _sentences(text: str) -> Iterator[str]:
    """Spoken passages, and the sentences of longer ones, that can stand alone."""
    for match in _PASSAGE.finditer(text):
        for sentence in re.split(r"(?<=[.!?…]) +", match[1]):
            if LEAST_QUOTE_WORDS <= len(sentence.split()) <= MOST_QUOTE_WORDS and sentence[:1].isupper():
                yield sentence.rstrip(" ,;:.") + ("" if sentence[-1] in "!?…" else ".")


def unquoted(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without the one pair of « » that encloses them all, if there is one."""
    text = " ".join(words_of(blocks)).strip()
    inner = text[1:].rstrip(".").rstrip()[:-1]
    if not text.startswith("«") or not text.rstrip(". ").endswith("»") or "»" in inner.partition("«")[0]:
        return tuple(blocks)
    first, *middle = (blocks[0], *blocks[1:])
    done = [_replaced_end(first, re.compile(r"^\s*«\s*"), 0), *middle]
    return (*done[:-1], _replaced_end(done[-1], re.compile(r"\s*»(\s*\.?)\s*$"), -1))


def _replaced_end(block: Block, mark: re.Pattern[str], index: int) -> Block:
    """`block` without `mark` in its first (0) or last (-1) words."""
    words = block.inlines[index] if block.inlines else None
    if not isinstance(words, Words):
        return block
    inlines = list(block.inlines)
    inlines[index] = Words(mark.sub(r"\1" if mark.groups else "", words.text))
    return replace(block, inlines=tuple(inlines))
