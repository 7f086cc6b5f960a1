"""Finished lines that are read both ways become HTML: what is read the other way stands in an element that says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby, pairwise
from typing import NamedTuple

from fiches.config.values import RIGHT_TO_LEFT
from fiches.content.blocks import CodeText, Inline, LineBreak, Span, Words, plain
from fiches.typography.html_writer import opening

OVERRIDE, POP = (
    "\u202d",
    "\u202c",
)  # around digits that would else be read from right to left; printed, they leave nothing
_LEFTWARD_DIGITS = frozenset(map(chr, (*range(0x660, 0x66A), *range(0x6F0, 0x6FA))))


class _Atom(NamedTuple):
    """A stretch of text of one level, within the same elements; `rtl`: how their text is read."""

    text: str
    level: int
    path: tuple[Span, ...]
    is_code: bool = False


class MixedLineWriter:
    """As `LineWriter`, for a paragraph whose characters have the embedding levels `levels`, from right to left or not.

    The engine orders the elements of a line by the direction of what they stand in, each as a whole: so each stretch of
    a line that is read one way is an element, in it those that are read the other way, as their levels say (UAX 9, L2).
    """

    def __init__(
        self, inlines: Sequence[Inline], marks: Mapping[int, str], levels: Sequence[int], *, rtl: bool
    ) -> None:
        self._marks, self._levels, self._base = marks, levels, int(rtl)
        self._leaves = [leaf for inline in inlines for leaf in _leaves(inline, ())]

    def html(self, start: int, end: int) -> str:
        """What stands from one offset to another, but for the end of its last line."""
        ends = sorted({start, end, *(offset for offset in self._marks if start < offset < end)})
        return "\n".join(self._line(*one) for one in pairwise(ends))

    def _line(self, start: int, end: int) -> str:
        atoms = list(self._atoms(start, end))
        if atoms and (mark := self._marks.get(end, "")):
            last = atoms[-1]
            kept = last.text.removesuffix("-") if last.text.endswith("-") else last.text
            atoms[-1] = last._replace(text=kept + mark)
        return "".join(_embedded(atoms, self._base))

    def _atoms(self, start: int, end: int) -> Iterator[_Atom]:
        """The stretches of a line, the spaces at its end of the paragraph's own level."""
        place, levels = 0, list(self._levels[start:end])
        text = "".join(leaf[0] for leaf in self._leaves)[start:end]
        kept = len(text.rstrip(" \n"))
        levels[kept:] = [self._base] * (len(levels) - kept)
        for words, path, is_code in self._leaves:
            first, last = max(place, start), min(place + len(words), end)
            for level, group in groupby(range(first, last), key=lambda at: levels[at - start]):
                places = list(group)
                shown = words[places[0] - place : places[-1] + 1 - place].replace("\n", "")
                if shown:
                    yield _Atom(shown, level, path, is_code)
            place += len(words)


def _leaves(inline: Inline, path: tuple[Span, ...]) -> Iterator[tuple[str, tuple[Span, ...], bool]]:
    """(text, the spans that it stands in, whether it is code) of each stretch of text."""
    match inline:
        case Words(text) | CodeText(text):
            yield text, path, isinstance(inline, CodeText)
        case LineBreak():
            yield "\n", path, False
        case Span():
            inner = (Words(plain(inline.children)),) if inline.tag == "a" else inline.children  # see html_writer
            for child in inner:
                yield from _leaves(child, (*path, inline))


def _embedded(atoms: Sequence[_Atom], level: int) -> Iterator[str]:
    """The atoms of a line in elements, one for each stretch that is read the other way than what is around it."""
    for deeper, group in groupby(atoms, key=lambda one: one.level > level):
        found = list(group)
        lowest = min(one.level for one in found)
        if not deeper:
            yield from (_written(one) for one in found)
        elif (lowest - level) % 2 == 0:
            yield from _embedded(found, lowest)
        else:
            yield f'<span dir="{_direction(lowest)}">{"".join(_embedded(found, lowest))}</span>'


def _written(atom: _Atom) -> str:
    """A stretch in its elements, the innermost of which is read as it is."""
    text = escape(atom.text, quote=False)
    if atom.level % 2 == 0 and not _LEFTWARD_DIGITS.isdisjoint(text):
        text = f"{OVERRIDE}{text}{POP}"
    if atom.is_code:
        text = f"<code>{text}</code>"
    said = next((span.lang for span in reversed(atom.path) if span.lang), "")
    if said and (said.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT) != atom.level % 2:
        text = f'<span dir="{_direction(atom.level)}">{text}</span>'
    for span in reversed(atom.path):
        start, end = opening(span)
        text = f"{start}{text}{end}"
    return text


def _direction(level: int) -> str:
    return "rtl" if level % 2 else "ltr"
