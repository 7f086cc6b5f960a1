"""Digests of what objects of a PDF are, whatever their numbers: the same in two files for the same page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

import pikepdf
from pikepdf import Dictionary, Stream

from fiches.preflight import font_signs, objects
from fiches.preflight.font_signs import CutFont

_INDIRECT = re.compile(rb"(\d+) (\d+) R")
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_WITHIN = b"itself"  # stands for an object in what it refers to
_EVERY = b"*"  # stands for all codes of a font


class ObjectDigests:
    """Of one open file; what several objects share is looked at once."""

    def __init__(self, book: pikepdf.Pdf) -> None:
        self._book = book
        self._known: dict[tuple[int, int], bytes] = {}
        self._cut: dict[bytes, list[CutFont]] = {}  # by the digest of their face

    def of_page(self, page: Any) -> str:  # noqa: ANN401
        """Of all that a page shows and says, but where it stands in the file, and the signs of fonts that are cut."""
        own = {name: value for name, value in page.items() if name != "/Parent"}
        above = {name: found for name in _INHERITED if (found := objects.inherited(page, name)) is not None}
        return self._of(Dictionary({**above, **own})).decode()

    def of_signs(self, page: str, signs: Mapping[bytes, bytes]) -> str:
        """Of the same with its signs: the codes that it shows, by the digest of their face.

        Where two fonts of the file are cut from one face, the signs of both are in it.
        """
        made = hashlib.sha256(page.encode())
        for face, codes in sorted(signs.items()):
            for font in self._cut.get(face, ()):
                made.update(font.every if codes == _EVERY else b"\n".join(map(font.sign, _pairs(codes))))
        return made.hexdigest()

    def signs(self, shown: Mapping[tuple[int, int], set[bytes]] | None) -> dict[bytes, bytes]:
        """What strings show of fonts that are cut, by the ids of the fonts, as `of_signs` wants it; None: anything."""
        if shown is None:
            return dict.fromkeys(self._cut, _EVERY)
        found: dict[bytes, set[bytes]] = {}
        for objgen, strings in shown.items():
            face = self._known.get(objgen, b"")
            if face in self._cut:
                found.setdefault(face, set()).update(*map(_pairs, strings))
        return {face: b"".join(sorted(codes)) for face, codes in found.items()}

    def of_picture(self, picture: Any, spaces: Any) -> str:  # noqa: ANN401
        """Of an image, and of the colour spaces that it may name."""
        return self._of(Dictionary({"/Picture": picture} | ({} if spaces is None else {"/Spaces": spaces}))).decode()

    def _of(self, one: Any) -> bytes:  # noqa: ANN401
        found = self._known.get(one.objgen) if one.is_indirect else None
        if found is not None:
            return found
        self._known[one.objgen] = _WITHIN
        cut = font_signs.read(one) if one.is_indirect and isinstance(one, Dictionary) else None
        if cut is not None:
            self._known[one.objgen] = face = hashlib.sha256(repr(cut.face).encode()).hexdigest().encode()
            self._cut.setdefault(face, []).append(cut)
            return face
        text = (one.stream_dict if isinstance(one, Stream) else one).unparse(resolved=True)
        made = hashlib.sha256(_INDIRECT.sub(self._named, text))
        if isinstance(one, Stream):
            made.update(one.read_raw_bytes())
        self._known[one.objgen] = digest = made.hexdigest().encode()
        return digest

    def _named(self, reference: re.Match[bytes]) -> bytes:
        return self._of(self._book.get_object(int(reference[1]), int(reference[2])))


def _pairs(codes: bytes) -> list[bytes]:
    """Codes of two bytes."""
    return [codes[at : at + 2].rjust(2, b"\0") for at in range(0, len(codes), 2)]
