"""What a layout reads of the values that it is given, told by these values themselves while somebody watches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar

from fiches.storage import fingerprints

Seen = tuple[str, str]  # of a value that is watched: what it is known by, and the name of a field of it
_seen: ContextVar[set[Seen] | None] = ContextVar("seen", default=None)


class told(property):  # noqa: N801  # as it is used
    """A property of a watched value that tells of itself as a field does, and not of what it comes from."""


class Watched:
    """A dataclass whose fields tell that they are read: by a layout, or by a method or property that it asks for.

    What one of them keeps beside its fields comes from these alone, and tells of all of them.
    """

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def known_by(self) -> str:
        """What no other value of the kit is known by."""
        raise NotImplementedError

    def says(self, name: str) -> object:
        """What a field says; of another watched value, which one it is."""
        return _alone(getattr(self, name))

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401
        if (seen := _seen.get()) is None or name.startswith("__"):
            return object.__getattribute__(self, name)
        if isinstance(getattr(type(self), name, None), told):
            with unwatched():
                seen.add((self.known_by, name))
                return object.__getattribute__(self, name)
        found = object.__getattribute__(self, name)
        with unwatched():
            seen.update((self.known_by, one) for one in _fields_behind(self, name))
        return found


@contextmanager
def watching() -> Iterator[set[Seen]]:
    """Collects what is read meanwhile."""
    seen: set[Seen] = set()
    before = _seen.set(seen)
    try:
        yield seen
    finally:
        _seen.reset(before)


@contextmanager
def unwatched() -> Iterator[None]:
    """Nothing that is read meanwhile is told."""
    before = _seen.set(None)
    try:
        yield
    finally:
        _seen.reset(before)


class Facts:
    """What all watched values of a kit say now, each asked once."""

    def __init__(self, values: Iterable[Watched]) -> None:
        self._values: Mapping[str, Watched] = {one.known_by: one for one in values}
        self._found = dict[Seen, str]()

    def key(self, seen: Iterable[Seen]) -> str:
        """The digest of all that was seen, as it is now."""
        return fingerprints.key(*map(self._of, seen))

    def _of(self, one: Seen) -> str:
        if one not in self._found:
            value = self._values.get(one[0])
            self._found[one] = fingerprints.key(repr(value.says(one[1]))) if value else fingerprints.ABSENT
        return self._found[one]


def _fields_behind(one: Watched, name: str) -> Iterable[str]:
    """The fields that a value comes from: itself, all where it is kept, none for what is found by asking for others."""
    if name in one.__dataclass_fields__:
        return (name,)
    return one.__dataclass_fields__ if name in getattr(one, "__dict__", ()) else ()


def _alone(value: object) -> object:
    """What is watched tells the rest itself."""
    if isinstance(value, Watched):
        return value.known_by
    return [_alone(one) for one in value] if isinstance(value, tuple) else value
