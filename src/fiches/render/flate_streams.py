"""The streams of a finished file end so that every reader counts them: none in a carriage return."""

from __future__ import annotations

from typing import Any

from fiches.core import flate


def finish(pdf: Any, spare: int) -> None:  # noqa: ANN401  # a pydyf.PDF
    """Gives streams that would be miscounted one line end more, and the file so many `spare` objects.

    The engine packs its other objects itself, when it writes them: objects that nobody refers to change their sum.
    """
    import pydyf

    for stream in [held for held in pdf.objects if isinstance(held, pydyf.Stream)]:
        if stream.compress:
            _pad(stream)
        elif flate.is_cut_short(data := _data(stream)):  # a picture, packed already: readers unpack to its end only
            stream.stream = [data, b""]
    for _ in range(spare):
        pdf.add_object(pydyf.Dictionary())


def _pad(stream: Any) -> None:  # noqa: ANN401  # a pydyf.Stream
    data = _data(stream)
    if not flate.ends_badly(data):
        return
    if "N" in stream.extra:  # nothing may be put after a colour profile
        stream.compress = False
        return
    stream.stream = [data, b""]
    if "Length1" in stream.extra:  # of a font
        stream.extra["Length1"] = len(data) + 1


def _data(stream: Any) -> bytes:  # noqa: ANN401
    """What it holds, as the engine joins it."""
    import pydyf

    return bytes(pydyf.Stream(stream.stream).data.partition(b"stream\n")[2].removesuffix(b"\nendstream"))
