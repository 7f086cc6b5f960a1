"""Style sheets as the engine takes them apart, as bytes and back: that is ten times as fast as taking them apart.

Its own are read so where this program has read them before; those of a collection by whoever remembers them.
"""

from __future__ import annotations

import importlib
import io
import marshal
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FunctionType
from typing import Any

Find = Callable[[str, Callable[[], bytes]], bytes]  # what was made by those words, or is


@contextmanager
def own_found(find: Find) -> Iterator[None]:
    """While the block imports the engine it takes none of its own style sheets apart: they are found by their words."""
    if "weasyprint" in sys.modules:
        yield
        return
    parser: Any = importlib.import_module("tinycss2")
    whole, parser.parse_stylesheet = parser.parse_stylesheet, lambda *_: []
    try:
        yield
    finally:
        parser.parse_stylesheet = whole
    _take_own(find)


def _take_own(find: Find) -> None:
    html = importlib.import_module("weasyprint.html")
    signs = html.UA_COUNTER_STYLE
    words = {"UA_STYLESHEET": html.UA, "UA_FORM_STYLESHEET": html.UA_FORM, "PH_STYLESHEET": html.PH}

    def made() -> bytes:
        found = {name: html.CSS(string=text, counter_style=signs) for name, text in words.items()}
        return packed((found, signs))

    found, kept_signs = unpacked(find(repr(words), made))
    signs.update(kept_signs)
    for name, sheet in found.items():
        vars(getattr(html, name)).update(vars(sheet))


class NotedFonts:
    """Fonts that note each face that a style sheet gives them: they must be given it again with that sheet."""

    def __init__(self, fonts: Any, fetcher: Any) -> None:  # noqa: ANN401  # of the engine
        self._fonts, self._fetcher = fonts, fetcher
        self.faces = list[Any]()

    def add_font_face(self, face: Any, _: object = None) -> None:  # noqa: ANN401
        """Takes one, as the engine's own fonts do."""
        self.faces.append(face)
        self._fonts.add_font_face(face, self._fetcher)


def packed(held: Any) -> bytes:  # noqa: ANN401
    """Style sheets and what belongs to them."""
    out = io.BytesIO()
    _SheetPacker(out, pickle.HIGHEST_PROTOCOL).dump(held)
    return out.getvalue()


def unpacked(data: bytes) -> Any:  # noqa: ANN401
    """What `packed` was given, by the same Python and engine. Bytes that somebody else has made run what they like."""
    return pickle.loads(data)


class _SheetPacker(pickle.Pickler):
    def reducer_override(self, held: Any) -> Any:  # noqa: ANN401
        """Conditions of selectors are functions without a name: they go as their code."""
        if isinstance(held, FunctionType) and held.__name__ == "<lambda>":
            return _condition, (marshal.dumps(held.__code__),)
        return NotImplemented


def _condition(code: bytes) -> FunctionType:
    return FunctionType(marshal.loads(code), vars(importlib.import_module("cssselect2.compiler")))
