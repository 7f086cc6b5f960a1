"""Digests of what objects of a PDF are, whatever their numbers: the same in two files for the same page."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import pikepdf
from pikepdf import Dictionary, Stream

from fiches.preflight import objects

_INDIRECT = re.compile(rb"(\d+) (\d+) R")
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_WITHIN = b"itself"  # stands for an object in what it refers to


class ObjectDigests:
    """Of one open file; what several objects share is looked at once."""

    def __init__(self, book: pikepdf.Pdf) -> None:
        self._book = book
        self._known: dict[tuple[int, int], bytes] = {}

    def of_page(self, page: Any) -> str:  # noqa: ANN401
        """Of all that a page shows and says, but where it stands in the file."""
        own = {name: value for name, value in page.items() if name != "/Parent"}
        above = {name: found for name in _INHERITED if (found := objects.inherited(page, name)) is not None}
        return self._of(Dictionary({**above, **own})).decode()

    def of_picture(self, picture: Any, spaces: Any) -> str:  # noqa: ANN401
        """Of an image, and of the colour spaces that it may name."""
        return self._of(Dictionary({"/Picture": picture} | ({} if spaces is None else {"/Spaces": spaces}))).decode()

    def _of(self, one: Any) -> bytes:  # noqa: ANN401
        found = self._known.get(one.objgen) if one.is_indirect else None
        if found is not None:
            return found
        self._known[one.objgen] = _WITHIN
        text = (one.stream_dict if isinstance(one, Stream) else one).unparse(resolved=True)
        made = hashlib.sha256(_INDIRECT.sub(self._named, text))
        if isinstance(one, Stream):
            made.update(one.read_raw_bytes())
        self._known[one.objgen] = digest = made.hexdigest().encode()
        return digest

    def _named(self, reference: re.Match[bytes]) -> bytes:
        return self._of(self._book.get_object(int(reference[1]), int(reference[2])))
