"""Pull quotes: the author's choice, else the « … » of the page that stands best alone, the same each time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from fiches.wording import fold

FEWEST, MOST = 5, 20  # words of a quotation that may be pulled out
BEST = 11
_PASSAGE = re.compile(r"«\s*([^«»]+?)\s*»")


def choose(texts: Mapping[int, str], chosen: Sequence[str]) -> dict[int, str]:
    """A quotation for each page that has one; `texts` by page number, `chosen` by the author.

    The author's sentences go to the page whose text holds them, in order; one found nowhere goes to the first
    page still without. Then each page left takes, among its own spoken passages of 5 to 20 words that are a
    whole sentence, the one whose length is nearest to 11 words, the first of equals.
    """
    found: dict[int, str] = {}
    folded = {page: fold(text) for page, text in texts.items()}
    homeless = []
    for sentence in chosen:
        home = next((page for page, text in folded.items() if fold(sentence) in text and page not in found), None)
        if home is None:
            homeless.append(sentence)
        else:
            found[home] = sentence
    for page, sentence in zip((page for page in texts if page not in found), homeless, strict=False):
        found[page] = sentence
    for page, text in texts.items():
        candidates = list(_sentences(text))
        if page not in found and candidates:
            found[page] = min(candidates, key=lambda words: abs(len(words.split()) - BEST))
    return found


def _sentences(text: str) -> Iterator[str]:
    """Spoken passages, and the sentences of longer ones, that can stand alone."""
    for match in _PASSAGE.finditer(text):
        for sentence in re.split(r"(?<=[.!?…]) +", match[1]):
            if FEWEST <= len(sentence.split()) <= MOST and sentence[:1].isupper():
                yield sentence.rstrip(" ,;:.") + ("" if sentence[-1] in "!?…" else ".")
