"""Finished lines of prose become HTML: text that no engine breaks, each line with its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from fiches.content.blocks import CodeText, Inline, LineBreak, NoteMark, Span, Words
from fiches.typography.elements import inside, opening


class LineWriter:
    """Writes the content of one paragraph, after typography, stretch by stretch; `marks` are drawn where lines end.

    A line ends at each offset of `marks`, in characters of the paragraph; a true hyphen is drawn in place of the one
    that stands there, any other mark after what does.
    """

    def __init__(self, inlines: Sequence[Inline], marks: Mapping[int, str]) -> None:
        self._inlines = inlines
        self._marks = marks

    def html(self, start: int, end: int) -> str:
        """What stands from one offset to another, but for the end of its last line."""
        return "".join(self._written(self._inlines, 0, (start, end)))

    def _written(self, inlines: Sequence[Inline], place: int, shown: tuple[int, int]) -> Iterator[str]:
        for inline in inlines:
            length = _length(inline)
            if place < shown[1] and place + length > shown[0]:
                yield self._one(inline, place, shown)
            place += length

    def _one(self, inline: Inline, place: int, shown: tuple[int, int]) -> str:
        if isinstance(inline, Span | NoteMark):
            start, end = opening(inline)
            return f"{start}{''.join(self._written(inside(inline), place, shown))}{end}"
        text = self._lines(_text(inline), place, shown)
        return f"<code>{text}</code>" if isinstance(inline, CodeText) else text

    def _lines(self, text: str, place: int, shown: tuple[int, int]) -> str:
        """A stretch of text that begins at `place`, as much of it as is shown."""
        out, since = [], max(shown[0] - place, 0)
        last = min(len(text), shown[1] - place)
        for at in sorted(offset - place for offset in self._marks if since < offset - place <= last):
            out.append(ended(text[since:at], self._marks[at + place], is_last=at + place == shown[1]))
            since = at
        return "".join(out) + escape(text[since:last], quote=False)


def ended(text: str, mark: str, *, is_last: bool = False) -> str:
    """The text of a line as HTML, its mark and, unless nothing follows, its end."""
    kept = text.rstrip("\n")
    kept = kept.removesuffix("-") if mark and kept.endswith("-") else kept
    return escape(kept, quote=False) + mark + ("" if is_last else "\n")


def _text(inline: Inline) -> str:
    match inline:
        case Words(text) | CodeText(text):
            return text
        case LineBreak():
            return "\n"
        case NoteMark(text=text):
            return text
    return ""


def _length(inline: Inline) -> int:
    return sum(map(_length, inline.children)) if isinstance(inline, Span) else len(_text(inline))
