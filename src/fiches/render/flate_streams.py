"""The streams of a finished file end so that every reader counts them: none in a carriage return."""

from __future__ import annotations

import zlib
from typing import Any

from fiches.core import flate

TIGHTNESS = 9  # as the engine packs


def finish(pdf: Any, spare: int) -> None:  # noqa: ANN401  # a pydyf.PDF
    """Packs the streams, with one line end more where they would be miscounted; adds so many `spare` objects.

    The engine would pack each stream twice, to write it and to number the file. It packs its other objects itself, when
    it writes them: objects that nobody refers to change their sum.
    """
    import pydyf

    for stream in [held for held in pdf.objects if isinstance(held, pydyf.Stream)]:
        data = _data(stream)
        if stream.compress:
            _pack(stream, data)
        elif flate.is_cut_short(data):  # a picture, packed already: readers unpack to its end only
            stream.stream = [data, b""]
    for _ in range(spare):
        pdf.add_object(pydyf.Dictionary())


def _pack(stream: Any, data: bytes) -> None:  # noqa: ANN401  # a pydyf.Stream
    """Packs what a stream holds, unless it would be miscounted and may not be changed."""
    said = flate.padded(data)
    if "N" in stream.extra and said != data:  # nothing may be put after a colour profile
        stream.compress = False
        return
    if "Length1" in stream.extra:  # of a font
        stream.extra["Length1"] = len(said)
    stream.stream, stream.compress = [zlib.compress(said, TIGHTNESS)], False
    stream.extra["Filter"] = "/FlateDecode"


def _data(stream: Any) -> bytes:  # noqa: ANN401
    """What it holds, as the engine joins it."""
    import pydyf

    return bytes(pydyf.Stream(stream.stream).data.partition(b"stream\n")[2].removesuffix(b"\nendstream"))
