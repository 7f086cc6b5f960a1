"""Patterns that are dear to search, looked for only in lines that hold a sign that they cannot do without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sought:
    """A pattern, and what stands in all that it finds: cheap to search, best a set of letters or a word."""

    sign: re.Pattern[str]
    pattern: re.Pattern[str]

    def search(self, line: str) -> re.Match[str] | None:
        """What the pattern finds first in a line."""
        return self.pattern.search(line) if self.sign.search(line) else None

    def finditer(self, line: str) -> Iterator[re.Match[str]]:
        """All that the pattern finds in a line."""
        return self.pattern.finditer(line) if self.sign.search(line) else iter(())


def sought(sign: str, pattern: str, flags: int = 0) -> Sought:
    """A pattern behind its sign, both read with the same flags of `re`."""
    return Sought(re.compile(sign, flags), re.compile(pattern, flags))
