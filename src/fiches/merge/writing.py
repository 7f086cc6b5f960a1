"""The bytes of a file that is finished: they depend on what its objects say alone, and no reader miscounts a stream.

A writer that puts objects into streams by the numbers that they had would give the same objects other bytes in a
file that came about otherwise. So its library writes them one by one, numbered in the order in which they are found
from the root, and here they are packed.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import tempfile
from collections.abc import Iterable, Sequence
from itertools import count, pairwise
from typing import Any

import pikepdf

from fiches.core import flate

_AT_ONCE = 200  # objects of one stream: a reader unpacks them all to see one
_STREAM_END, _OBJECT_END = b"\nendstream\nendobj\n", b"\nendobj\n"
_ROOTS = re.compile(rb"/(?:Info|Root) \d+ 0 R")
_FREE, _BY_ITSELF, _IN_STREAM = range(3)  # kinds of entries of the table of objects
_UP = 2  # in a row of that table: bytes are told as the differences to those above


def packed(book: pikepdf.Pdf, data: bytes, **keys: Any) -> pikepdf.Stream:  # noqa: ANN401
    """A stream of some bytes, made smaller."""
    return book.make_stream(flate.packed(data), Filter=pikepdf.Name.FlateDecode, **keys)


def written(book: pikepdf.Pdf, version: str = "") -> bytes:
    """The bytes of a file, named by their digest; of a `version` of PDF, or without one of that which it is."""
    try:
        with tempfile.TemporaryFile() as file:  # into memory the library writes word by word, which takes twice as long
            return _packed_objects(_saved(book, file, version))
    except OSError:  # there is no room
        return _packed_objects(_saved(book, io.BytesIO(), version))


def _saved(book: pikepdf.Pdf, file: Any, version: str) -> bytes:  # noqa: ANN401
    """The bytes that a file has when the library has written a book to it."""
    book.save(
        file,
        static_id=True,
        force_version=version,
        fix_metadata_version=False,  # they are the book's to the byte
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    file.seek(0)
    data: bytes = file.read()
    return data


def _packed_objects(plain: bytes) -> bytes:
    """A file as the library writes it whose objects stand in streams, and say in a last one where they are."""
    end = int(plain[plain.rindex(b"startxref") :].split()[1])
    table = plain[end : plain.index(b"trailer", end)].split(b"\n")[3:-1]  # behind its head and what is free
    starts = [*(int(line[:10]) for line in table), end]
    whole, loose = memoryview(plain), list[tuple[int, bytes]]()
    out, entries, size = [whole[: starts[0]]], [(_FREE, 0, 0)], starts[0]

    def put(one: bytes | memoryview) -> None:
        nonlocal size
        out.append(memoryview(one))
        size += len(one)

    for number, (start, stop) in enumerate(pairwise(starts), start=1):
        entries.append((_BY_ITSELF, size, 0))
        if plain.endswith(_STREAM_END, start, stop):
            put(whole[start:stop])
        else:
            loose.append((number, plain[plain.index(b"\n", start) + 1 : stop - len(_OBJECT_END)]))
    for first in range(0, len(loose), _AT_ONCE):
        some = loose[first : first + _AT_ONCE]
        for place, (number, _) in enumerate(some):
            entries[number] = (_IN_STREAM, len(entries), place)
        entries.append((_BY_ITSELF, size, 0))
        put(_stream(len(entries) - 1, *_gathered(some)))
    entries.append((_BY_ITSELF, size, 0))
    words, data = _told(entries)
    words += b" /Size %d %s" % (len(entries), b" ".join([*_ROOTS.findall(plain, end), _name(out)]))
    put(_stream(len(entries) - 1, words, data))
    return b"".join([*out, b"startxref\n%d\n%%%%EOF\n" % entries[-1][1]])


def _name(parts: Iterable[memoryview]) -> bytes:
    """What names a file: the digest of what it says, given twice."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return b"/ID [%s]" % (b"<%s>" % digest.hexdigest()[:32].encode() * 2)


def _stream(number: int, words: bytes, data: bytes) -> bytes:
    """An object that is a stream, whose dictionary says `words`, with its data packed."""
    made = flate.packed(data)
    head = b"%d 0 obj\n<< %s /Filter /FlateDecode /Length %d >>\nstream\n" % (number, words, len(made))
    return head + made + _STREAM_END


def _gathered(objects: Sequence[tuple[int, bytes]]) -> tuple[bytes, bytes]:
    """What the dictionary of a stream of objects says, and its data: their numbers and places, then they."""
    places, at = list[bytes](), 0
    for number, words in objects:
        places.append(b"%d %d" % (number, at))
        at += len(words) + 1
    head = b" ".join(places) + b"\n"
    data = head + b"\n".join(words for _, words in objects) + b"\n"
    return b"/Type /ObjStm /N %d /First %d" % (len(objects), len(head)), data


def _told(entries: Sequence[tuple[int, int, int]]) -> tuple[bytes, bytes]:
    """What the dictionary of the table of objects says, and its data: no byte more than its rows have."""
    for width in count(4):  # bytes of a place: with more of them the same rows are other data
        zeros = bytes(width - 4)
        rows = b"".join([b"%c%s%c" % (kind, zeros + struct.pack(">L", at), place) for kind, at, place in entries])
        length = width + 2
        above = bytes(length) + rows
        moved = bytes([(own - other) & 0xFF for own, other in zip(rows, above, strict=False)])
        data = b"".join(b"%c%s" % (_UP, moved[at : at + length]) for at in range(0, len(moved), length))
        if not flate.ends_badly(data):
            break
    how = b"/DecodeParms << /Columns %d /Predictor 12 >>" % length
    return b"/Type /XRef /W [1 %d 1] %s" % (width, how), data
