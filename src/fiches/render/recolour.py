"""A document that differs in its colours alone from one that is drawn is not drawn: operands of that file are changed.

The bytes are those that the engine would write (tests/render/test_recolour.py); whatever is not sure is drawn.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import pairwise

import pydyf

from fiches.core import css_colours, flate
from fiches.render.engine import MOST_TRIES
from fiches.render.flate_streams import TIGHTNESS
from fiches.render.paint import Paint

_OPERANDS = re.compile(rb"^(\S+ \S+ \S+) (rg|RG)$", re.MULTILINE)
_OTHER_COLOURS = re.compile(
    rb"^(?!/Pattern (?:cs|CS)$|/p\d+ (?:scn|SCN)$).* (?:cs|CS|scn?|SCN?|[gGkK]|sh)$", re.MULTILINE
)
_UNPAINTED = re.compile(rb"/Subtype /(?!Form\b)|/Length1 |/N ")  # a picture, a font, a profile
_CROSS_REFERENCES = re.compile(
    rb"\d+ 0 obj\n<<[^\n]*/W \[1 (\d) (\d)\][^\n]*/Root (\d+) 0 R/Info (\d+) 0 R[^\n]*>>\nstream\n"
)
_OBJECT_STREAM = re.compile(rb"\d+ 0 obj\n<</Type /ObjStm/N \d+/First (\d+)[^\n]*>>\nstream\n")
_SPARE = b"<<>>"  # what `flate_streams` adds to a file that would be miscounted


def recoloured(data: bytes, before: Paint, now: Paint) -> bytes | None:
    """A file that the engine wrote of a document, as it writes that of `now`; None where that is not sure."""
    if not before or before[:2] != now[:2]:
        return None
    operands = {_operand(colour): _operand(colour) for colour in css_colours.named()}
    operands |= zip(map(_operand, before[2:]), map(_operand, now[2:]), strict=True)
    try:
        pdf = _opened(data)
        for one in pdf.objects[1:]:
            one.data = one.data if one.compressible else _stream(one.data, operands)
    except (ValueError, LookupError, zlib.error):
        return None
    return _written(pdf, data[5:8])


def _written(pdf: pydyf.PDF, version: bytes) -> bytes:
    """The bytes of a file, with as many objects to spare as `engine` gives it."""
    kept, data = list(pdf.objects), b""
    for spare in range(MOST_TRIES):
        pdf.objects, pdf.current_position, made = list(kept), 0, BytesIO()
        for _ in range(spare):
            pdf.add_object(_Raw(_SPARE, packed=True))
        pdf.write(made, version, identifier=True, compress=True)
        data = made.getvalue()
        if not flate.is_miscounted(data):
            break
    return data


def _operand(colour: str) -> bytes:
    """The three operands of a colour, as the engine writes them."""
    channels = (f"{channel / 255:f}" for channel in bytes.fromhex(colour))
    return " ".join(one.rstrip("0").rstrip(".") for one in channels).encode()


def _stream(data: bytes, operands: Mapping[bytes, bytes]) -> bytes:
    """A stream object with other colours; LookupError where it has some that are not known."""
    head, _, body = data.partition(b"\nstream\n")
    if b"/FlateDecode" not in head or _UNPAINTED.search(head):
        return data
    said = zlib.decompress(body.removesuffix(b"\nendstream"))
    if _OTHER_COLOURS.search(said):
        raise LookupError
    plain = said[:-1] if said == flate.padded(said[:-1]) else said
    new = _OPERANDS.sub(lambda found: operands[found[1]] + b" " + found[2], plain)
    if new == plain:
        return data
    packed = zlib.compress(flate.padded(new), TIGHTNESS)
    head = re.sub(rb"(?<=/Length )\d+(?=>>$)", str(len(packed)).encode(), head)
    return b"\n".join((head, b"stream", packed, b"endstream"))


class _Raw(pydyf.Object):  # type: ignore[misc]
    """An object as it stands in a file."""

    data, compressible = b"", False

    def __init__(self, data: bytes, *, packed: bool) -> None:
        super().__init__()
        self.data, self.compressible = data, packed


def _opened(data: bytes) -> pydyf.PDF:
    """The objects of a file before it was written, but for those to spare; ValueError where it is another's."""
    table, said = _unpacked(_CROSS_REFERENCES, data, int(data[data.rindex(b"startxref") :].split()[1]))
    rows = list(_rows(said, int(table[1]), int(table[2])))
    ends = dict(pairwise(sorted(place for kind, place in rows if kind == 1)))
    held = dict(_held(data, rows[-2][1]))
    pdf = pydyf.PDF()
    del pdf.objects[1:]
    for number, (_, place) in enumerate(rows[1:-2], 1):
        packed = number in held
        standing = b"" if packed else data[place : ends[place]].partition(b" obj\n")[2].removesuffix(b"\nendobj\n")
        pdf.add_object(_Raw(held[number] if packed else standing, packed=packed))
    pdf.catalog, pdf.info = pdf.objects[int(table[3])], pdf.objects.pop(int(table[4]))
    if pdf.info.number != len(pdf.objects):
        raise ValueError
    while pdf.objects[-1].data == _SPARE:
        pdf.objects.pop()
    return pdf


def _unpacked(head: re.Pattern[bytes], data: bytes, place: int) -> tuple[re.Match[bytes], bytes]:
    """What is said before a stream that stands at a place of a file, and what it holds; ValueError: there is none."""
    if found := head.match(data, place):
        return found, zlib.decompressobj().decompress(data[found.end() :])
    raise ValueError


def _rows(table: bytes, second: int, third: int) -> Iterator[tuple[int, int]]:
    """Of each object (2, its object stream) or (1, its place in the file): a table has a byte, then so many each."""
    width = 1 + second + third
    for start in range(0, len(table), width):
        yield table[start], int.from_bytes(table[start + 1 : start + 1 + second], "big")


def _held(data: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """(number, bytes) of each object in the object stream that stands at a place of a file."""
    head, content = _unpacked(_OBJECT_STREAM, data, place)
    told = [int(one) for one in content[: int(head[1])].split()]
    starts = [int(head[1]) + start for start in told[1::2]]
    for number, start, end in zip(told[::2], starts, [*starts[1:], len(content) + 1], strict=True):
        yield number, content[start : end - 1]
