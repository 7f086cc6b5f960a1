"""A block of text as it may be set, and how high it then is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

U = 4.5  # mm, the vertical unit of the page


@dataclass(frozen=True, slots=True)
class TextSetting:
    """A block of text as it may be set: measure in mm, size in points, leading in u, columns `gap` mm apart."""

    block: str
    width: float
    size: float
    leading: float
    columns: int = 1
    gap: float = U

    @property
    def column(self) -> float:
        """How wide each of its columns is, in mm."""
        return (self.width - self.gap * (self.columns - 1)) / self.columns


Height = Callable[[TextSetting], float]  # in u
