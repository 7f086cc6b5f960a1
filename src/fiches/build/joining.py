"""A booklet put together: from the last one, where that is there and is remembered, or anew."""

from __future__ import annotations

import pickle
from contextlib import suppress
from dataclasses import dataclass

from fiches.build.drawn import LastDrawn
from fiches.core.problems import FichesError
from fiches.merge import renewal
from fiches.merge.assembly import assemble
from fiches.merge.joined import BookParts, JoinedBook, JoinMemory
from fiches.storage.memory import Memory


@dataclass(frozen=True, slots=True)
class LastBook:
    """A booklet as it was put together last: where what is remembered of it is kept, its slug, its file."""

    memory: Memory
    slug: str
    drawn: LastDrawn

    @property
    def _name(self) -> str:
        return f"{self.slug}.livret"

    def renewed(self, parts: BookParts) -> JoinedBook | None:
        """The booklet of these parts, made of this one; None where that is not there, or too little of it stays."""
        with suppress(OSError, FichesError):
            kept = self._kept(parts.ground)
            return renewal.renewed(self.drawn.read().data, kept, parts) if kept else None
        return None

    def _kept(self, ground: str) -> JoinMemory | None:
        """What this user's last run of this very program kept: nothing else is unpickled."""
        head, _, kept = (self.memory.kept(self._name) or b"").partition(b"\n")
        if head != ground.encode():
            return None
        with suppress(pickle.PickleError, ValueError, TypeError, AttributeError, EOFError, ImportError):
            found: JoinMemory = pickle.loads(kept)
            return found
        return None

    def keep(self, memory: JoinMemory | None) -> None:
        """Keeps what is to be remembered of the booklet that takes its place."""
        self.memory.keep(self._name, memory.ground.encode() + b"\n" + pickle.dumps(memory) if memory else b"")


def joined(parts: BookParts, last: LastBook | None) -> bytes:
    """The bytes of a booklet, whichever way; without a `last` nothing is remembered of it."""
    made = (last and last.renewed(parts)) or assemble(parts)
    if last:
        last.keep(made.memory)
    return made.data
