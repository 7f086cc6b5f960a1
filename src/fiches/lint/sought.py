"""Patterns that are dear to search, looked for only in lines that hold a sign that they cannot do without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

ANY_FIGURE = "0123456789٠١٢٣٤٥٦٧٨٩"


@dataclass(frozen=True, slots=True)
class Sought:
    """A pattern, and what stands in all that it finds: cheap to search, best a set of letters or a word.

    Where `letters` are given, one of them stands in all of it: a line without them is not searched at all.
    """

    sign: re.Pattern[str]
    pattern: re.Pattern[str]
    letters: frozenset[str] = frozenset()

    def may_be_in(self, line: str) -> bool:
        """Whether a line holds the sign."""
        if not line or (self.letters and self.letters.isdisjoint(_letters(line))):
            return False
        return bool(self.sign.search(line))

    def search(self, line: str) -> re.Match[str] | None:
        """What the pattern finds first in a line."""
        return self.pattern.search(line) if self.may_be_in(line) else None

    def finditer(self, line: str) -> Iterator[re.Match[str]]:
        """All that the pattern finds in a line."""
        return self.pattern.finditer(line) if self.may_be_in(line) else iter(())


@lru_cache(maxsize=1024)  # of a section: each rule looks at its lines in turn
def _letters(line: str) -> frozenset[str]:
    return frozenset(line)


def sought(sign: str, pattern: str, flags: int = 0, letters: str = "") -> Sought:
    """A pattern behind its sign, both read with the same flags of `re`, and behind any of some letters."""
    return Sought(re.compile(sign, flags), re.compile(pattern, flags), frozenset(letters))
