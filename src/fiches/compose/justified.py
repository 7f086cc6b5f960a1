"""Justified paragraphs: cut as ragged ones are, with spaces that may be narrower, then drawn as wide as lines ask."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, pairwise

from fiches.compose.lines import TextLine
from fiches.compose.paragraph import Paragraph, ParagraphStyle, TypeRun, ready
from fiches.compose.typefaces import Typefaces
from fiches.typography.french import NBSP

_WIDE_SPACE = re.compile(f"([ {NBSP}])")


def set_ready(
    runs: tuple[TypeRun, ...], style: ParagraphStyle, language: str, faces: Typefaces, *, share: float
) -> Paragraph:
    """A paragraph ready to be cut; ragged where its words are not divided or spaces may be narrower by no share."""
    if not share or not style.divides:
        return ready(runs, style, language, faces)
    return narrowed(ready(tuple(apart(runs)), style, language, faces), share)


def apart(runs: Sequence[TypeRun]) -> Iterator[TypeRun]:
    """The runs cut around each space: in justified lines letters do not kern with it."""
    for run in runs:
        yield from (run._replace(text=part) for part in _WIDE_SPACE.split(run.text) if part)


@lru_cache(maxsize=2048)
def narrowed(paragraph: Paragraph, share: float) -> Paragraph:
    """The same for justified lines: spaces are counted as narrow as they may be drawn."""
    steps = zip(paragraph.text, pairwise(paragraph.widths), strict=True)
    less = list(accumulate((share * (end - start) * (char == " ") for char, (start, end) in steps), initial=0.0))
    widths = tuple(place - lost for place, lost in zip(paragraph.widths, less, strict=True))
    plain = tuple(
        one._replace(end=one.end - less[one.offset - one.is_space], start=one.start - less[one.offset])
        for one in paragraph.plain
    )
    return replace(paragraph, widths=widths, plain=plain, narrowed=share)


def widening(paragraph: Paragraph, line: TextLine, room: float) -> float:
    """How much wider each space is drawn so that a line is `room` em long; a last line that fits stays as it is."""
    words = paragraph.text[line.start : line.end].rstrip()
    count = words.count(" ") + words.count(NBSP)
    natural = line.width + _lost(paragraph, line.start, line.start + len(words))
    return (room - natural) / count if count and not (line.is_last and natural <= room) else 0.0


def _lost(paragraph: Paragraph, start: int, end: int) -> float:
    """By how much the spaces between two characters are counted too narrow."""
    inside = (at for at in range(start, end) if paragraph.text[at] == " ")
    counted = sum(paragraph.widths[at + 1] - paragraph.widths[at] for at in inside)
    return counted * paragraph.narrowed / (1 - paragraph.narrowed)
