"""Titles made to fit: whole at the foot of a page, cut to one line on a spine, short words kept with the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from fiches.config import languages

ONE_LINE = 48  # characters of a title on a spine
RUNNING_SIGNS = 80  # characters of a running title at most
RUNNING_SIGN, FOLIO = 1.3, 25.0  # mm: one of them, and what stands beside it
_SHORT_WORD = re.compile(r"(?<![\w’'])([\w’']{1,3}|&) (?=\w)")


def running(title: str, width: float) -> str:
    """A title at the foot of a page whose text is `width` mm wide: whole, or nothing where it does not hold."""
    return title if len(title) <= min(RUNNING_SIGNS, (width - FOLIO) / RUNNING_SIGN) else ""


def short(title: str, language: str) -> str:
    """A title cut to one line, never after a word that calls for the next, nor in one that is not longer than it."""
    words = title.split()
    kept = list(takewhile(lambda count: len(" ".join(words[:count])) <= ONE_LINE, range(1, len(words) + 1)))
    if len(kept) == len(words):
        return title
    if not kept:
        return title[: ONE_LINE - 1] + "…"
    count = kept[-1]
    while count > 1 and not _stands(words[:count], language):
        count -= 1
    return " ".join(words[:count]).rstrip(" ,;:") + "…"


def held(title: str) -> str:
    """A title whose short words stay with the next: no line ends on « de » or « la »."""
    return _SHORT_WORD.sub("\\1\u00a0", title)


def _stands(words: Sequence[str], language: str) -> bool:
    """Whether a title may be cut after these words: no guillemet is open, the last is no article or preposition."""
    calls = languages.of(language).calling_words
    last = words[-1].casefold().replace("’", "'").rpartition("'")[2]
    return "".join(words).count("«") == "".join(words).count("»") and last not in calls
