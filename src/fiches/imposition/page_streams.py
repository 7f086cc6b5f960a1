"""The operators of a page as one packed stream, for it to be drawn on a side of a sheet."""

from __future__ import annotations

import pikepdf

from fiches.core import flate


def packed(page: pikepdf.Page) -> bytes:
    """All that a page draws, as its file has packed it where that is one stream."""
    contents = page.get("/Contents", pikepdf.Array())
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    if len(streams) == 1 and _is_deflated(streams[0]) and not flate.is_cut_short(found := streams[0].read_raw_bytes()):
        return found
    return flate.packed(b"\n".join(stream.read_bytes() for stream in streams))


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
