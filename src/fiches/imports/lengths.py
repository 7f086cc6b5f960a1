"""How long a text may be: one that is longer than any sheet, a book say, is told before more is done with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fiches.core.messages import message
from fiches.core.problems import FichesError

MOST_WORDS, MOST_PARAGRAPHS = 20_000, 5_000  # ten times the longest sheet
MOST_PIECES = 5 * MOST_WORDS  # of words that programs have cut into pieces, and of words in a file that is not yet read


def judge(texts: Iterable[str], name: str, most: int = MOST_WORDS) -> None:
    """FichesError where some texts have more words than they may."""
    words = 0
    for text in texts:
        words += len(text.split())
        if words > most:
            raise FichesError(message("import.refused.too-long", name=name, most=MOST_WORDS))


def judge_lines(lines: Sequence[str], name: str) -> None:
    """FichesError where a text has more words, or more lines, than it may."""
    judge(lines, name, MOST_WORDS if len(lines) <= MOST_PARAGRAPHS else 0)
