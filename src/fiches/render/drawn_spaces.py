"""The space that the end of a line stands for: the engine takes it away, and the words on both sides would be one.

It is drawn again behind the line, where nobody sees it, as it stands behind lines that are finished.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fiches.render import weasyprint_fonts as fonts
from fiches.render import weasyprint_private as private
from fiches.render.shown_text import FONT_SET

_SHOWN, _CODE_OF_SPACE = b"] TJ", b" <0020>"


@dataclass(frozen=True, slots=True)
class _TextEnd:
    """The command that shows the last text of a content: where it stands among those of its page, its font."""

    place: int
    font: str


class DrawnSpaces:
    """The ends of the lines of a file that is being written, by the number of their content on their page."""

    def __init__(self, pdf: Any) -> None:  # noqa: ANN401  # a pydyf.PDF
        self._pdf = pdf
        self._known: dict[bytes, Mapping[int, _TextEnd]] = {}

    @cached_property
    def _spaces(self) -> Mapping[str, bytes]:
        """The code of the space of each font that has one, by its name in drawings."""
        return {
            name: line.removesuffix(_CODE_OF_SPACE)
            for name, lines in fonts.code_maps(self._pdf)
            for line in lines
            if line.endswith(_CODE_OF_SPACE)
        }

    def spaced(self, line: Mapping[str, Any], text: str) -> bool:
        """Draws a space behind the text of a line's tag; False where it can not: then the tag must say it.

        That is where its font has none in the file, and what goes leftwards, whose end is its beginning on paper.
        """
        kids = line["K"]
        if not kids or not isinstance(kids[-1], int) or any(map(_goes_leftwards, text)):
            return False
        stream = private.referred(self._pdf, private.referred(self._pdf, line["Pg"])["Contents"]).stream
        end = self._ends(line["Pg"], stream).get(kids[-1])
        code = self._spaces.get(end.font) if end else None
        if end is None or code is None:
            return False
        stream[end.place] = stream[end.place].removesuffix(_SHOWN) + code + _SHOWN
        return True

    def _ends(self, page: bytes, stream: list[Any]) -> Mapping[int, _TextEnd]:
        if page not in self._known:
            self._known[page] = _ends_of(stream)
        return self._known[page]


def _goes_leftwards(char: str) -> bool:
    return unicodedata.bidirectional(char) in ("R", "AL")


def _ends_of(stream: list[Any]) -> dict[int, _TextEnd]:
    """Of each numbered content that a page shows, where its last text ends."""
    found, content, font = dict[int, _TextEnd](), -1, ""
    for place, said in enumerate(stream):
        if isinstance(said, Mapping):
            content = said.get("MCID", content)
        elif not isinstance(said, bytes):
            continue
        elif said.endswith(_SHOWN):
            found[content] = _TextEnd(place, font)
        elif named := said.endswith(b" Tf") and FONT_SET.fullmatch(said):
            font = named[1].decode()
    return found
