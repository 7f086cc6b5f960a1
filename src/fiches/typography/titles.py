"""Titles made to fit: cut to one line, or broken into even lines, short words kept with the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise, takewhile
from unicodedata import combining

ONE_LINE = 48  # characters of the running title
CALLS = frozenset(  # for the next word
    ["à", "au", "aux", "avec", "de", "des", "du", "en", "entre", "et", "la", "le", "les", "leur", "leurs", "ou", "par",
     "pour", "sans", "son", "sur", "un", "une", "vers"]
)  # fmt: skip
_LETTER_WIDTHS = {  # of letters, for 1 that « e » or « n » has; alike enough in the faces of the house
    **dict.fromkeys("iljI1’'.,;:!|()[] \u00a0\u202f", 0.45),
    **dict.fromkeys("frt-«»?", 0.7),
    **dict.fromkeys("mwMWœŒ%", 1.6),
}
_CAPITAL = 1.15
_SHORT_WORD = re.compile(r"(?<![\w’'])([\w’']{1,3}|&) (?=\w)")


def short(title: str) -> str:
    """A title cut to one line, never after a word that calls for the next, nor in one that is not longer than it."""
    words = title.split()
    kept = list(takewhile(lambda count: len(" ".join(words[:count])) <= ONE_LINE, range(1, len(words) + 1)))
    if len(kept) == len(words):
        return title
    if not kept:
        return title[: ONE_LINE - 1] + "…"
    count = kept[-1]
    while count > 1 and not _stands(words[:count]):
        count -= 1
    return " ".join(words[:count]).rstrip(" ,;:") + "…"


def held(title: str) -> str:
    """A title whose short words stay with the next: no line ends on « de » or « la »."""
    return _SHORT_WORD.sub("\\1\u00a0", title)


def lines(title: str, count: int) -> tuple[str, ...]:
    """A title broken at its ordinary spaces into `count` lines as even as can be, or as many as it has words."""
    words = title.split(" ")
    ends = list(accumulate((width(word) + width(" ") for word in words), initial=0.0))
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}  # words → squares of the widths, where lines end
    for line in range(1, min(count, len(words)) + 1):
        best = {
            end: min(
                (uneven + (ends[end] - ends[start]) ** 2, (*stops, end))
                for start, (uneven, stops) in best.items()
                if start < end
            )
            for end in range(line, len(words) + 1)
        }
    stops = best[len(words)][1]
    return tuple(" ".join(words[start:end]) for start, end in pairwise(stops))


def within(title: str, most: float) -> tuple[str, ...]:
    """A title in as few even lines as have no more than the width of `most` letters, if its words allow it."""
    words = tuple(title.split(" "))
    tried = (lines(title, count) for count in range(1, len(words) + 1))
    return next((each for each in tried if max(map(width, each)) <= most), words)


def width(text: str) -> float:
    """How wide a line of a title is, about, in letters of mean width."""
    return sum(_LETTER_WIDTHS.get(char, _CAPITAL if char.isupper() else 1.0) for char in text if not combining(char))


def _stands(words: Sequence[str]) -> bool:
    """Whether a title may be cut after these words: no guillemet is open, the last is no article or preposition."""
    last = words[-1].casefold().replace("’", "'").rpartition("'")[2]
    return "".join(words).count("«") == "".join(words).count("»") and last not in CALLS
