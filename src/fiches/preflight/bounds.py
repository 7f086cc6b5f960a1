"""How much of a file is unpacked and followed: what asks for more is told by its page, before the machine stops it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

from pikepdf import Array

from fiches.preflight.document import UnreadPart

MAX_FORM_DEPTH = 24  # drawings within drawings
PAGE_STEPS = 1_000_000  # of work at one page; an operator is one
DOCUMENT_STEPS = 3_000_000  # at all pages: five times what 300 pages of drawings and words take
FORM_STEPS = 25  # that a drawing takes however small it is
STREAM_STEP, FUNCTION_STEP = 200, 100  # bytes of a stream, and of a function of a colour, that are a step
MAX_STREAM = 100_000_000  # bytes that a stream may unpack to
_CHUNK = 1_000_000
_DEFLATED = ("/FlateDecode", "/Fl")
_OPERATOR = re.compile(rb"(?<![/\w.])[A-Za-z'\"]")


class TooMuch(ValueError):  # noqa: N818  # named for what it is
    """A page asks for more than is followed; `part` says how."""

    def __init__(self, part: UnreadPart = UnreadPart.HEAVY) -> None:
        super().__init__(part)
        self.part = part


class Budget:
    """The steps that are left for a document and for the page that is being read."""

    def __init__(self) -> None:
        self._document, self._page = DOCUMENT_STEPS, 0

    def turn(self) -> None:
        """Begins a page."""
        self._page = min(PAGE_STEPS, self._document)

    def spend(self, steps: int = 1) -> None:
        """Takes so many; TooMuch when there are not as many left."""
        self._page -= steps
        self._document -= steps
        if self._page < 0:
            raise TooMuch

    def content(self, stream: Any) -> None:  # noqa: ANN401
        """Takes what the unpacking of a content costs; TooMuch where it, or what is in it, is more than is left."""
        parts = list(stream) if isinstance(stream, Array) else [stream]
        for part in parts:
            self.spend(unpacked_size(part) // STREAM_STEP)
        found = (one for part in parts for one in _OPERATOR.finditer(part.read_bytes()))
        if any(islice(found, self._page, None)):  # one more than that
            raise TooMuch


def unpacked(stream: Any, most: int = MAX_STREAM) -> bytes:  # noqa: ANN401
    """A stream as it was packed from; TooMuch where that is more than `most` bytes."""
    unpacked_size(stream, most)
    return bytes(stream.read_bytes())


def filters(stream: Any) -> list[str]:  # noqa: ANN401
    """The names of what a stream is packed with, the last to be undone last."""
    found = stream.get("/Filter", ())
    return [str(one) for one in found] if isinstance(found, Array) else [str(found)] if found else []


def is_deflated(stream: Any) -> bool:  # noqa: ANN401
    """Whether it is packed in no other way."""
    return set(filters(stream)) <= set(_DEFLATED)


def start(stream: Any, length: int) -> bytes:  # noqa: ANN401
    """The first bytes of a stream, as far as it is deflated."""
    return next((chunk for chunk in _inflated_chunks(stream) if chunk), b"")[:length]


def unpacked_size(stream: Any, most: int = MAX_STREAM) -> int:  # noqa: ANN401
    """The bytes that a stream unpacks to, as far as it is deflated; TooMuch from `most` on, before they are there."""
    size = 0
    for chunk in _inflated_chunks(stream):
        size += len(chunk)
        if size > most:
            raise TooMuch(UnreadPart.SWOLLEN)
    return size


def _inflated_chunks(stream: Any) -> Iterator[bytes]:  # noqa: ANN401
    """What a stream is, a part at a time, undone as far as it is deflated."""
    chunks: Iterator[bytes] = iter([stream.read_raw_bytes()])
    for name in filters(stream):
        if name not in _DEFLATED:
            break
        chunks = _inflated(chunks)
    return chunks


def _inflated(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Deflated bytes as they were, a part at a time; what is damaged is left out."""
    engine = zlib.decompressobj()
    try:
        for packed in chunks:
            rest = packed
            while rest and not engine.eof:
                yield engine.decompress(rest, _CHUNK)
                rest = engine.unconsumed_tail
    except zlib.error:
        return
