"""Who writes where: one person a part of a sheet at a time, told to the others by name."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Lock

HELD = 30.0  # s for which a part stays somebody's after the last sign of life


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody at a screen: the mark of their window, the name that they gave."""

    window: str
    name: str


@dataclass(slots=True)
class Presence:
    """The parts that are being written, by sheet and name; it forgets by itself."""

    now: Callable[[], float] = time.monotonic
    _held: dict[tuple[str, str], tuple[Writer, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def take(self, slug: str, part: str, writer: Writer) -> Writer | None:
        """Gives a part to a writer, or says who has it; a window that takes another leaves the one it had."""
        with self._lock:
            holder = self._holder(slug, part)
            if holder and holder.window != writer.window:
                return holder
            self._let_go(writer.window)
            self._held[(slug, part)] = (writer, self.now() + HELD)
            return None

    def leave(self, window: str) -> None:
        """Lets go of all that a window holds."""
        with self._lock:
            self._let_go(window)

    def other(self, slug: str, part: str, window: str) -> Writer | None:
        """Who else writes in a part now."""
        with self._lock:
            holder = self._holder(slug, part)
        return holder if holder and holder.window != window else None

    def held(self, slug: str) -> Iterator[tuple[str, Writer]]:
        """The parts of a sheet that are being written, and by whom."""
        with self._lock:
            found = [(part, self._holder(one, part)) for one, part in self._held if one == slug]
        yield from ((part, writer) for part, writer in found if writer)

    def _holder(self, slug: str, part: str) -> Writer | None:
        writer, until = self._held.get((slug, part), (None, 0.0))
        return writer if until > self.now() else None

    def _let_go(self, window: str) -> None:
        self._held = {place: one for place, one in self._held.items() if one[0].window != window}
