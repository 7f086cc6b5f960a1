"""What was dear to find out of the parts of a file, found again when most of them are as they were."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, TypeVar

from fiches.storage import fingerprints
from fiches.storage.memory import Memory

RecalledT = TypeVar("RecalledT")


class Recollection:
    """Values by the digest of what each was found in: those of the last time, and those that were asked for since.

    Only what was asked for is kept for the next time, under a name, and holds as long as the `ground` is the same: the
    digest of all else that the values come from, the program first. Without a memory nothing is kept.
    """

    def __init__(self, memory: Memory | None = None, name: str = "", ground: str = "") -> None:
        self._memory, self._name, self._ground = memory, f"{fingerprints.key(name)[:32]}.z", ground
        self._before: Mapping[str, bytes] | None = None  # each by itself: most are kept as they are
        self._now: dict[str, Any] = {}

    def of(self, key: str, find: Callable[[], RecalledT | None]) -> RecalledT | None:
        """What was found under a key, or is now; None is not remembered."""
        if key not in self._now:
            if self._before is None:
                self._before = self._last()
            found = self._before.get(key)
            self._now[key] = find() if found is None else _unpacked(found)
        value: RecalledT | None = self._now[key]
        if value is None:
            del self._now[key]
        return value

    def put(self, key: str, value: object) -> None:
        """Has another value under a key than the last time."""
        before = self._last() if self._before is None else self._before
        self._before = {one: found for one, found in before.items() if one != key}
        self._now[key] = value

    def keep(self) -> None:
        """Keeps what was asked for."""
        before = self._before or {}
        if self._memory and self._now.keys() != before.keys():
            now = {key: before.get(key) or _packed(value) for key, value in self._now.items()}
            self._memory.keep(self._name, pickle.dumps((self._ground, now)))

    def _last(self) -> Mapping[str, bytes]:
        """What this user's last run kept: nobody else's is unpickled."""
        kept = self._memory.kept(self._name) if self._memory else None
        with suppress(pickle.PickleError, ValueError, TypeError, AttributeError, EOFError, ImportError):
            ground, found = pickle.loads(kept) if kept else ("", {})
            if ground == self._ground:
                return dict(found)
        return {}


def _packed(value: object) -> bytes:
    return zlib.compress(pickle.dumps(value), 1)


def _unpacked(data: bytes) -> Any:  # noqa: ANN401
    return pickle.loads(zlib.decompress(data))
