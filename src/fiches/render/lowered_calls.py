"""Numbers of notes on lines that are read from right to left: drawn as outlines, said on the line that they belong to.

PDFium ends a line where one is raised, and takes what is left of it for the next. Left of it, a line goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from fiches.render.shown_text import FONT_SET, DrawnFont, DrawnText, command, runs
from fiches.render.told_pieces import at
from fiches.typography import outlines

CALL_GAP = 0.5  # points at most between a number and what it stands after


def lowered(stream: Sequence[Any], fonts: Mapping[str, DrawnFont], files: Mapping[str, bytes]) -> list[Any]:
    """A drawing in which such numbers are shapes, and text that nobody sees where the line is; `files` by font."""
    texts = sorted((one for run in runs(stream, fonts) for one in run), key=lambda one: one.place)
    calls = {call.place: (call, before.y) for before, call in pairwise(texts) if _is_call(before, call)}
    out, name = list[Any](), ""
    for place, one in enumerate(stream):
        if isinstance(one, bytes) and (font := FONT_SET.fullmatch(one)):
            name = font[1].decode()
        out += _drawn(*calls[place], files[name]) if place in calls else [one]
    return out


def _is_call(before: DrawnText, text: DrawnText) -> bool:
    """Whether a text is a raised number at the left of the text before."""
    is_raised = 0 < before.y - text.y < before.size and text.size < before.size
    return is_raised and text.said.isdigit() and abs(before.glyphs[0].x - text.glyphs[-1].end) < CALL_GAP


def _drawn(text: DrawnText, line: float, file: bytes) -> Iterator[bytes]:
    """What draws its glyphs where they are, then says them on the line at a height, unseen."""
    yield from (b"ET", b"q", b"%f 0 0 %f %f %f cm" % (text.size, -text.size, text.glyphs[0].x, text.y))
    yield outlines.of_glyphs([part.glyph for one in text.glyphs for part in one.parts if part.glyph], file).encode()
    yield from (b"Q", b"BT", b"3 Tr", at(text.glyphs[0].x, line))
    yield command(part for one in text.glyphs for part in one.parts)
    yield b"0 Tr"
