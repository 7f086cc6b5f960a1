"""The operators of a page as one packed stream, for it to be drawn on a side of a sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pikepdf

from fiches.core import flate

Known = Callable[[Sequence[bytes], Callable[[], bytes]], bytes]  # what some parts give: asked of the second, or known


def packed(page: pikepdf.Page) -> bytes:
    """All that a page draws, as its file has packed it where that is one stream."""
    streams = _streams(page)
    if len(streams) == 1 and _is_deflated(streams[0]) and not flate.is_cut_short(found := streams[0].read_raw_bytes()):
        return found
    return flate.packed(b"\n".join(stream.read_bytes() for stream in streams))


def joined(book: pikepdf.Pdf, known: Known) -> None:
    """Has all that each page of an open file draws in one stream; what is `known` of its parts is not packed again."""
    for page in book.pages:
        streams = _streams(page)
        if len(streams) > 1 and all(map(_is_deflated, streams)):
            whole = known([one.read_raw_bytes() for one in streams], partial(packed, page))
            page.Contents = book.make_stream(whole, Filter=pikepdf.Name.FlateDecode)


def _streams(page: pikepdf.Page) -> list[pikepdf.Object]:
    contents = page.get("/Contents", pikepdf.Array())
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def _is_deflated(stream: pikepdf.Object) -> bool:
    """Whether a stream is packed as our own are."""
    return stream.get("/Filter") == pikepdf.Name.FlateDecode and "/DecodeParms" not in stream


def wordless(page: pikepdf.Page) -> bytes:
    """The same without its words."""
    kept, text = [], False
    for one in pikepdf.parse_content_stream(page):
        name = str(one.operator)
        text = text or name == "BT"
        kept += [] if text else [one]
        text = text and name != "ET"
    return flate.packed(pikepdf.unparse_content_stream(kept))
