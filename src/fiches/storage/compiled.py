"""What Python compiles anew at each start, patterns, methods of values, selectors, kept beside its compiled modules.

That is a sixth of what a command costs that makes one sheet. A Python of another version compiles as ever.
"""

from __future__ import annotations

import dataclasses
import importlib.util
import marshal
import re
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fiches.storage import files

MOST_BYTES = 8_000_000  # that are kept: what many versions of this program have left is begun anew
FORM = 3  # of what is kept
LEAST_NEW = 32  # that are worth writing all again: some libraries make a pattern of a set, another one at each start
_Key = str | tuple[str | bytes, int]  # the words of methods; a pattern and its flags, an expression, a text: what it is
_EVALUATED, _MADE = -1, -2


class _CodeStore:
    """What is compiled in this process, by its words; what was already there, and what is new."""

    def __init__(self) -> None:
        self._kept, self._new = _read(), dict[_Key, bytes]()
        self._sre, self._pattern = re._compiler._sre, re._compiler.compile  # type: ignore[attr-defined]
        self._made: tuple[Any, ...] = ()

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
        key = (words, int(flags))
        if key in self._kept:
            return self._sre.compile(words, *marshal.loads(self._kept[key]))
        found = self._pattern(words, flags)
        _, told, code, *rest = self._made
        self._new[key] = marshal.dumps((int(told), list(map(int, code)), *rest))  # which are of classes of their own
        return found

    def run(self, words: str, *where: dict[str, Any]) -> None:
        """As `exec`."""
        exec(self._code(words, words, "exec"), *where)

    def value(self, words: str, *where: dict[str, Any]) -> Any:  # noqa: ANN401
        """As `eval`."""
        return eval(self._code((words, _EVALUATED), words, "eval"), *where)

    def text(self, key: _Key, make: Callable[[], str]) -> str:
        """What was made by that key, or is."""
        code = self._kept.get(key) or self._new.get(key)
        if code is None:
            code = self._new[key] = marshal.dumps(make())
        return str(marshal.loads(code))

    def _code(self, key: _Key, words: str, kind: str) -> Any:  # noqa: ANN401
        code = self._kept.get(key) or self._new.get(key)
        if code is None:
            code = self._new[key] = marshal.dumps(compile(words, "<string>", kind))
        return marshal.loads(code)

    def keep(self) -> None:
        """Keeps what is new for the next process, if it is much, beside what others have kept since."""
        if len(self._new) >= LEAST_NEW and not sys.dont_write_bytecode:
            data = marshal.dumps({**_read(), **self._new})
            files.keep(_place(), data if len(data) < MOST_BYTES else marshal.dumps(self._new))
            self._kept, self._new = {**self._kept, **self._new}, {}


@cache
def _here() -> _CodeStore:
    return _CodeStore()


def begin() -> None:
    """Finds in this process what earlier ones have compiled: a side effect on `re` and `dataclasses`."""
    _here().take_over()


def evaluate(words: str, *where: dict[str, Any]) -> Any:  # noqa: ANN401
    """As `eval`, its code found where this process has begun to."""
    return _here().value(words, *where) if _here.cache_info().currsize else eval(words, *where)


def made(of: str, make: Callable[[], str]) -> str:
    """A text that is dear to make of another, found where this process has begun to: `of` tells it from all others."""
    return _here().text((of, _MADE), make) if _here.cache_info().currsize else make()


def keep() -> None:
    """Keeps what this process has compiled, if it has begun to."""
    if _here.cache_info().currsize:
        _here().keep()


def _read() -> Mapping[_Key, bytes]:
    """What is kept: each one is taken apart when it is asked for, since a process asks for few."""
    data = files.kept(_place())
    found: Mapping[_Key, bytes] = marshal.loads(data) if data else {}  # as much ours as modules are
    return found


def _place() -> Path:
    """Among the compiled modules, by the version of Python and of what it compiles patterns for."""
    version = f"{importlib.util.MAGIC_NUMBER.hex()}-{re._compiler.MAGIC}-{FORM}"  # type: ignore[attr-defined]
    return Path(importlib.util.cache_from_source(__file__)).with_suffix(f".{version}")
