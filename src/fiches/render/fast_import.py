"""The engine started sooner: its C declarations are parsed ahead, and what it imports but seldom needs can wait.

Both are half of what importing it costs, and its own style sheets, taken apart once and kept, half of what is left. An
engine of other declarations is started as ever.
"""

from __future__ import annotations

import hashlib
import importlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fiches.render import weasyprint_private as private
from fiches.render import weasyprint_styles as styles
from fiches.storage import compiled, fingerprints

PARSED = Path(__file__).with_suffix(".json")  # written by tools/declarations.py
SELDOM = (
    "fontTools.subset", "fontTools.varLib.instancer", "fontTools.ttLib.woff2",
)  # of fonts that HarfBuzz does not cut, that are variable, that are packed  # fmt: skip


@contextmanager
def sooner() -> Iterator[None]:
    """Lets a block import the engine sooner."""
    with private.declared_by(_Declared), private.postponed(SELDOM), styles.own_found(_kept):
        yield


def _kept(words: str, make: Callable[[], bytes]) -> bytes:
    return compiled.made(f"{fingerprints.tool()} {words}", make)


def load() -> None:
    """Loads the engine now, so that processes forked from here share it; nothing of a collection is read."""
    with sooner():
        importlib.import_module("weasyprint")


class _Declared:
    """Stands for an interface whose declarations are not known yet, then gives all that it has."""

    def __init__(self, make: Any) -> None:  # noqa: ANN401
        self._make = make

    def cdef(self, source: str) -> None:
        """Takes the declarations."""
        self._interface = parsed(source)
        if self._interface is None:
            self._interface = self._make()
            self._interface.cdef(source)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        found = getattr(self.__dict__["_interface"], name)
        setattr(self, name, found)
        return found


def parsed(source: str) -> Any | None:  # noqa: ANN401
    """The interface that declares `source`; None when that was not parsed ahead, or not for this cffi."""
    try:
        found = json.loads(PARSED.read_bytes())
        if found.pop("digest") != digest(source):
            return None
        return private.interface({name: _restored(value) for name, value in found.items()})
    except (OSError, ValueError, TypeError, KeyError, AttributeError, ImportError):
        return None


def digest(source: str) -> str:
    """Of declarations."""
    return hashlib.sha256(source.encode()).hexdigest()


def _restored(value: Any) -> Any:  # noqa: ANN401
    """What JSON cannot hold: bytes, written as the characters of their numbers, and tuples."""
    if isinstance(value, str):
        return value.encode("latin-1")
    return tuple(map(_restored, value)) if isinstance(value, list) else value
