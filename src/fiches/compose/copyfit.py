"""A block of text as it may be set, and how high it then is."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class TextSetting(NamedTuple):
    """A block of text as it may be set: measure in mm, size in points, leading in u, columns `gap` mm apart.

    `module` is how many mm one u is.
    """

    block: str
    width: float
    size: float
    leading: float
    columns: int
    gap: float
    module: float

    @property
    def line(self) -> float:
        """Its leading in mm."""
        return self.leading * self.module

    @property
    def column(self) -> float:
        """How wide each of its columns is, in mm."""
        return (self.width - self.gap * (self.columns - 1)) / self.columns


class Poured(NamedTuple):
    """A text that goes on from frame to frame, as far as one holds it.

    The lines at which its columns begin, then end; how high the highest is and how much higher the rest would make
    them, in u; which share of all lines the rest is; the notes that it is the first to call, by their numbers.
    """

    cuts: tuple[int, ...]
    height: float
    left: float
    share_left: float
    calls: tuple[int, ...] = ()


def unknown_height(_: TextSetting) -> float:
    """What any block of text is no lower than."""
    return 0.0


def never_tight(_: TextSetting) -> bool:
    """Whether a block that has no table has one that is too wide."""
    return False


def no_calls(_: str) -> tuple[int, ...]:
    """The notes of a text that has its own at its end."""
    return ()


Calls = Callable[[str], tuple[int, ...]]  # the notes that a block is the first to call, by its name
Tight = Callable[[TextSetting], bool]  # whether a table of a block is too wide for it
Height = Callable[[TextSetting], float]  # in u
Pour = Callable[[TextSetting, int, float], Poured]  # from which line on, in columns so many u high


class Setter(NamedTuple):
    """What is known of the texts of a sheet before they are drawn: how high each is, and `least`, before its lines.

    `pour` sets what flows from page to page, where something does; `calls`: the notes that stand on the foot of pages.
    """

    height: Height
    pour: Pour | None = None
    least: Height = unknown_height
    calls: Calls = no_calls
    is_tight: Tight = never_tight
