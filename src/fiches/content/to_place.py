"""Text that was imported and has no place yet: it waits in comments that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fiches.content.source import Source
from fiches.core.messages import INTERFACE_LANGUAGES, catalogue, message
from fiches.core.problems import Fault, fault
from fiches.core.text import fold

_OPENING_LINE = re.compile(r"<!--[^\n]*\n?")


def words_in(text: str) -> int:
    """How many words a text has, its marks of Markdown not counted."""
    return sum(any(map(str.isalnum, word)) for word in text.split())


def waiting(source: Source) -> Iterator[Fault]:
    """The place of each comment that begins with « à placer », or the same in another language of the interface."""
    marks = tuple(fold(catalogue(language).text(message("comment.to-place"))) for language in INTERFACE_LANGUAGES)
    for comment in source.comments:
        if fold(comment.text[4:]).startswith(marks):
            text = _OPENING_LINE.sub("", comment.text, count=1).removesuffix("-->")
            name = "texte-a-placer" if text.strip() else "texte-a-placer.below"
            yield fault(name, comment.line, comment.column, n=words_in(text))
