"""Which stretches of a text that is read from right to left are read the other way, with their figures and signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from fiches.typography.french import EVERY_UNIT

LEFTWARD_SIGNS = "\u0590-\u08ff\ufb1d-\ufefc"  # letters, figures and signs of scripts that are read from right to left
_FROM_LEFT = re.compile(f"[^{LEFTWARD_SIGNS}\n\ufffc]+")
_LATIN_WORD = re.compile(rf"\S*[^\W\d_{LEFTWARD_SIGNS}]\S*")
_FIGURES_BESIDE = r"(?:(?<!\w)(?:[+−-]|[±~≈]\s?))?\d+(?:[.,:/\s–—-]\d+)*(?:\s?[%‰€$£°])?(?!\w)"
_FIGURES_BEFORE = re.compile(rf"({_FIGURES_BESIDE})(,\s|[/:&+=×–—-]|\s[&+=×/–—-]\s|\s)$")
_FIGURES_AFTER = re.compile(rf"(?:[\s,:/&(\[=×–—-]{{1,3}}{_FIGURES_BESIDE})+")
_UNIT_FIRST = re.compile(rf"(?:{EVERY_UNIT}|[^\W\d]{{1,4}}/[^\W\d]{{1,3}})(?!\w)")
_POSTAL_CODE = re.compile(r"\d{5}")
_SIGNS_BEFORE = re.compile(r"(?:(?![+−±-]\d)[^\w@#°$€£(\[{«“‘])*")
_SIGNS_AFTER = re.compile(r"[^\w+#°%‰€$£*²³)\]}»”’\"]+$")
_SHORTENED_END = re.compile(r"(?:(?:\w\.){2,}|\b(?:Co|Cie|Inc|Ltd|Corp|Jr|etc|al)\.)$")
_LAST_OF_SENTENCE = re.compile(r"\w{4,}[.!?;…]+$")
_CLOSING = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”"}
_CLOSING_OF_QUOTED = {**_CLOSING, "”": "“", '"': '"'}  # Arabic has its inner ones the other way round


def runs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each begins and ends: a word with a letter read from left to right, and what goes with it.

    That is the figures and signs between two such words or that touch one, figures after one, and those before one that
    are a measure, a postcode, or belong by a comma or a small letter: « 12, rue Haute, 34000 Lyon ». What is quoted or
    bracketed whole goes with its last full stop.
    """
    for stretch in _FROM_LEFT.finditer(text, start, end):
        for first, last in _pieces(text, stretch.start(), stretch.end()):
            tokens = list(_LATIN_WORD.finditer(text, first, last))
            if tokens:
                yield _quoted(text, *_run(text, tokens, first, last))


def undecided(text: str) -> Iterator[tuple[int, str]]:
    """(offset, words) of figures before a run of which nothing says whether they are of it: « 12 SARL »."""
    for start, _ in runs(text, 0, len(text)):
        before = _FIGURES_BEFORE.search(text, text.rfind("\n", 0, start) + 1, start)
        if before and text[start].isalpha():
            yield before.start(), text[before.start() : start] + text[start:].split(maxsplit=1)[0].rstrip(".,;:!?)»")


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch cut at the brackets and quotation marks whose fellows are outside it."""
    still_open: list[int] = []
    cuts = [start - 1]
    for place in range(start, end):
        if text[place] in _CLOSING:
            still_open.append(place)
        elif text[place] in _CLOSING.values():
            if still_open and _CLOSING[text[still_open[-1]]] == text[place]:
                still_open.pop()
            else:
                cuts.append(place)
    cuts = sorted([*cuts, *still_open, end])
    yield from ((one + 1, other) for one, other in pairwise(cuts) if other > one + 1)


def _run(text: str, tokens: Sequence[re.Match[str]], first: int, last: int) -> tuple[int, int]:
    start, end = tokens[0].start(), tokens[-1].end()
    if lead := _SIGNS_BEFORE.match(text, start, end):
        start = lead.end()
    while (before := _FIGURES_BEFORE.search(text, first, start)) and _belongs(before[1], before[2], text[start:end]):
        start = before.start()
    after = None if _LAST_OF_SENTENCE.search(text, tokens[-1].start(), end) else _FIGURES_AFTER.match(text, end, last)
    return _trimmed(text, (start, after.end() if after else end), (first, last))


def _belongs(number: str, gap: str, words: str) -> bool:
    """Whether a number before some words is read with them."""
    if not gap.isspace():
        return True
    return words[0].islower() or bool(_UNIT_FIRST.match(words)) or bool(_POSTAL_CODE.fullmatch(number))


def _trimmed(text: str, run: tuple[int, int], piece: tuple[int, int]) -> tuple[int, int]:
    """A run without the punctuation at its ends; with both of a pair of brackets, or with none where they hold it."""
    start, end = run
    while not _SHORTENED_END.search(text, start, end) and (tail := _SIGNS_AFTER.search(text, start, end)):
        end = tail.start()
    for opener, closer in _CLOSING.items():
        more = text.count(opener, start, end) - text.count(closer, start, end)
        for _ in range(more):
            end = text.find(closer, end, piece[1]) + 1 or end
        for _ in range(-more):
            start = max(text.rfind(opener, piece[0], start), piece[0])
    while start < end and _CLOSING.get(text[start]) == text[end - 1]:
        start, end = start + 1, end - 1
    return start, end


def _quoted(text: str, start: int, end: int) -> tuple[int, int]:
    """The same with the punctuation before the mark that closes what it is the whole of."""
    closer = _CLOSING_OF_QUOTED.get(text[:start].rstrip()[-1:])
    close = re.compile(rf"[^\w{LEFTWARD_SIGNS}]*?(?={re.escape(closer)})").match(text, end) if closer else None
    return start, close.end() if close else end
