"""Text that was imported and has no place yet: it waits in comments that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from fiches.content.source import Source
from fiches.core.messages import INTERFACE_LANGUAGES, catalogue, message
from fiches.core.problems import Fault, fault
from fiches.core.text import fold

_OPENING_LINE = re.compile(r"<!--[^\n]*\n?")

_ANY_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def words_in(text: str) -> int:
    """How many words a text has, its marks of Markdown not counted."""
    return sum(any(map(str.isalnum, word)) for word in text.split())


def uncovered(text: str) -> str:
    """A text whose comments say their words as text, without the line that says why they wait."""
    said = _ANY_COMMENT.sub(lambda found: _OPENING_LINE.sub("", found[0], count=1).removesuffix("-->").strip(), text)
    return re.sub(r"\n{3,}", "\n\n", said).strip()


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where text of a part of a sheet waits, as offsets: each comment that says so, with what is below it, up to the
    next, where it says nothing more than that.
    """
    marks = [found for found in _ANY_COMMENT.finditer(text) if _says_so(found[0])]
    starts = [*(found.start() for found in marks), len(text)]
    for found, below in zip(marks, starts[1:], strict=True):
        yield found.start(), found.end() if uncovered(found[0]) else below


def waiting(source: Source) -> Iterator[Fault]:
    """The place of each comment that begins with « à placer », or the same in another language of the interface."""
    for comment in source.comments:
        if _says_so(comment.text):
            text = uncovered(comment.text)
            name = "texte-a-placer" if text else "texte-a-placer.below"
            yield fault(name, comment.line, comment.column, n=words_in(text))


def _says_so(comment: str) -> bool:
    return fold(comment[4:]).startswith(_marks())


@cache
def _marks() -> tuple[str, ...]:
    return tuple(fold(catalogue(language).text(message("comment.to-place"))) for language in INTERFACE_LANGUAGES)
