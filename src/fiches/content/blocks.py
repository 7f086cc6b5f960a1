"""Prose as a small tree of values: blocks that know their line, and what stands in their lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

CELLS = ("head", "cell")  # the kinds of blocks that rows of tables hold
NOTE_KIND, NOTES_KIND = "note", "notes"  # the kinds of a note, and of those that stand together at the end of a text


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """Emphasis (`em`, `strong`), a link (`a`), a passage in another language (`span`), what stands higher (`sup`)."""

    tag: str
    children: tuple[Inline, ...]
    lang: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class CodeText:
    """Text that no rule of typography touches."""

    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line break that the author asked for."""


@dataclass(frozen=True, slots=True)
class InlineImage:
    """An image named in the text."""

    name: str
    alt: str


class NotePlace(StrEnum):
    """Where the number of a note stands."""

    CALL = "appel"  # in the text, for the first time
    AGAIN = "rappel"  # in the text once more
    NOTE = "note"  # before the note itself


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The number of a note; where it is typed, its label, its place in its file, and no number yet."""

    label: str
    line: int = 0
    column: int = 1
    number: int = 0
    place: NotePlace = NotePlace.CALL
    sheet: str = ""  # the slug of its text, among those that stand in one document

    @property
    def text(self) -> str:
        """It as it is printed."""
        return str(self.number)


Inline = Words | Span | CodeText | LineBreak | InlineImage | NoteMark


def joined(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Neighbouring words put together."""
    run: list[str] = []
    for inline in inlines:
        if isinstance(inline, Words):
            run.append(inline.text)
            continue
        if run:
            yield Words("".join(run))
            run = []
        yield inline
    if run:
        yield Words("".join(run))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list, item, quote, code block or note, on `line` of its file.

    Or a table: rows of cells, those of the first of the kind `head`; before them may stand its caption.
    """

    kind: str
    line: int
    inlines: tuple[Inline, ...] = ()
    children: tuple[Block, ...] = ()
    lang: str = ""
    level: int = 0  # of a heading
    ordered: bool = False  # a numbered list
    number: int | None = None  # of an item of such a list, where counting gives another; of the list, its first
    mark: str = ""  # what was typed after the number of an item, all those of a list: . or ); of a note, its label
    align: str = ""  # of a cell, where the author said it: left, center, right


def in_turn(numbered: Block) -> Iterator[tuple[int, Block]]:
    """The items of a numbered list, each with the number that it has."""
    count = 1 if numbered.number is None else numbered.number
    for item in numbered.children:
        count = count if item.number is None else item.number
        yield count, item
        count += 1


def plain(inlines: Sequence[Inline]) -> str:
    """The words alone."""
    return "".join(_plain(inline) for inline in inlines)


def _plain(inline: Inline) -> str:
    match inline:
        case Words(text) | CodeText(text):
            return text
        case Span(children=children):
            return plain(children)
        case LineBreak():
            return " "
    return ""


def words_of(blocks: Sequence[Block]) -> Iterator[str]:
    """The words of every block, in reading order, a string a block."""
    for block in blocks:
        if block.inlines:
            yield plain(block.inlines)
        yield from words_of(block.children)
