"""What Python compiles anew at each start, patterns and methods of values, kept beside its compiled modules.

So are values that are dear to make of words. That is a sixth of what a command costs that makes one sheet. A Python of
another version compiles as ever.
"""

from __future__ import annotations

import dataclasses
import importlib.util
import marshal
import mmap
import re
import sys
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from itertools import accumulate, pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from fiches.core.problems import FichesError
from fiches.storage import files, fingerprints

MOST_BYTES = 8_000_000  # that are kept: what many versions of this program have left is begun anew
FORM = 4  # of what is kept
LEAST_NEW = 32  # that are worth writing all again: some libraries make a pattern of a set, another one at each start
_EXECUTED, _MADE = "executed", "made"  # what words are there for; patterns have flags
_Span = tuple[int, int, int]  # from, to, the sum of the bytes between
NO_PLACES: Mapping[bytes, _Span] = MappingProxyType({})
NO_BYTES = memoryview(b"")
KeptT = TypeVar("KeptT")


class _CodeStore:
    """What is compiled in this process, by its words; what was already there, and what is new."""

    def __init__(self) -> None:
        self._kept, self._new = _read(), dict[bytes, bytes]()
        self._sre, self._pattern = re._compiler._sre, re._compiler.compile  # type: ignore[attr-defined]
        self._made: tuple[Any, ...] = ()
        self._is_dear = False  # something that is new

    def take_over(self) -> None:
        """Compiles for `re` and `dataclasses`."""
        re._compiler._sre, re._compiler.compile = self, self.pattern  # type: ignore[attr-defined]
        dataclasses.exec = self.run  # type: ignore[attr-defined]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        """All else that `re` asks of what it is written on."""
        return getattr(self._sre, name)

    def compile(self, *made: Any) -> Any:  # noqa: ANN401
        """The pattern of a code that `re` has just made, which is noted."""
        self._made = made
        return self._sre.compile(*made)

    def pattern(self, words: Any, flags: int = 0) -> Any:  # noqa: ANN401
        """As `re.compile`."""
        key = _key(int(flags), words)
        if kept := self._kept.get(key):
            return self._sre.compile(words, *marshal.loads(kept))
        found = self._pattern(words, flags)
        _, told, code, *rest = self._made
        self._new[key] = marshal.dumps((int(told), list(map(int, code)), *rest))  # which are of classes of their own
        return found

    def run(self, words: str, *where: dict[str, Any]) -> None:
        """As `exec`."""
        exec(self.made(_key(_EXECUTED, words), lambda: compile(words, "<string>", "exec")), *where)

    def made(self, key: bytes, make: Callable[[], KeptT], *, is_dear: bool = False) -> KeptT:
        """What was made by that key, or is; what is dear is worth writing all again."""
        data = self._kept.get(key) or self._new.get(key)
        if data is None:
            data = self._new[key] = marshal.dumps(make())  # type: ignore[arg-type]
            self._is_dear |= is_dear
        found: KeptT = marshal.loads(data)
        return found

    def keep(self) -> None:
        """Keeps what is new for the next process, if it is much, beside what others have kept since."""
        if (self._is_dear or len(self._new) >= LEAST_NEW) and not sys.dont_write_bytecode:
            data = _written({**_read().every(), **self._new})
            self._kept = _KeptCode()  # some systems replace no file that is open
            with suppress(FichesError):
                files.write(_place(), data if len(data) < MOST_BYTES else _written(self._new))
            self._kept, self._new, self._is_dear = _read(), {}, False


class _KeptCode:
    """What is kept by its keys: each is read when it is asked for, since a process asks for few of them."""

    def __init__(self, places: Mapping[bytes, _Span] = NO_PLACES, data: memoryview = NO_BYTES) -> None:
        self._places, self._data = places, data

    def get(self, key: bytes) -> memoryview | None:
        """What was kept by a key; None where it is not there, or no longer what it was."""
        first, last, summed = self._places.get(key, (0, 0, -1))
        found = self._data[first:last]
        return found if zlib.crc32(found) == summed else None

    def every(self) -> dict[bytes, memoryview]:
        """All of it."""
        return {key: found for key in self._places if (found := self.get(key))}


@cache
def _here() -> _CodeStore:
    return _CodeStore()


def begin() -> None:
    """Finds in this process what earlier ones have compiled: a side effect on `re` and `dataclasses`."""
    _here().take_over()


def made(of: str, make: Callable[[], KeptT]) -> KeptT:
    """What is dear to make of something and can be marshalled, found where this process has begun to.

    `of` tells it from all others; it is made anew by any other version of this program.
    """
    if not _here.cache_info().currsize:
        return make()
    return _here().made(_key(_MADE, f"{fingerprints.program()} {of}"), make, is_dear=True)


def keep() -> None:
    """Keeps what this process has compiled, if it has begun to."""
    if _here.cache_info().currsize:
        _here().keep()


def _key(sort: object, words: object) -> bytes:
    return blake2b(f"{sort} {words!r}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _read() -> _KeptCode:
    """What is kept: a line with the digest and the length of a table, that table, and what it has the places of."""
    try:
        with _place().open("rb") as file:
            there = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        digest, length = there.readline().split()
        table = there.read(int(length))
    except (OSError, ValueError):
        return _KeptCode()
    if fingerprints.key(table).encode() != digest:
        return _KeptCode()
    return _KeptCode(marshal.loads(table), memoryview(there)[there.tell() :])  # as much ours as modules are


def _written(kept: Mapping[bytes, bytes | memoryview]) -> bytes:
    """The bytes of a file that keeps all that."""
    ends = [0, *accumulate(map(len, kept.values()))]
    places = {
        key: (*between, zlib.crc32(data)) for (key, data), between in zip(kept.items(), pairwise(ends), strict=True)
    }
    table = marshal.dumps(places)
    return b"%s %d\n%s%s" % (fingerprints.key(table).encode(), len(table), table, b"".join(kept.values()))


def _place() -> Path:
    """Among the compiled modules, by the version of Python and of what it compiles patterns for."""
    version = f"{importlib.util.MAGIC_NUMBER.hex()}-{re._compiler.MAGIC}-{FORM}"  # type: ignore[attr-defined]
    return Path(importlib.util.cache_from_source(__file__)).with_suffix(f".{version}")
