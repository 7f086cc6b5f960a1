"""What somebody wrote in another program, as values: paragraphs, tables, pictures, notes, and what stands beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class TextRun:
    """Letters that look alike; `note` instead is the name of a note that is called here. A line break is a newline."""

    text: str
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    link: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class WrittenPicture:
    """A picture: its bytes (none where it cannot be printed, `kind` says of what sort it is), what is said of it."""

    data: bytes
    kind: str  # the ending of its file: jpg, emf, …
    alt: str = ""
    width: float = 0.0  # mm, as it is placed; 0 where that is not known


@dataclass(frozen=True, slots=True)
class ListMark:
    """That a paragraph is an item of a list: how deep (from 0), and its number where it has one."""

    depth: int
    number: int | None = None


@dataclass(frozen=True, slots=True)
class WrittenParagraph:
    """One paragraph; `level` is that of a heading, from 1, and 0 of any other; `style` is called as in the file."""

    runs: tuple[TextRun, ...]
    level: int = 0
    style: str = ""
    item: ListMark | None = None
    quoted: bool = False
    captions: bool = False
    pictures: tuple[WrittenPicture, ...] = ()

    @property
    def text(self) -> str:
        """Its words, one space between two."""
        return " ".join(self.typed.split())

    @property
    def typed(self) -> str:
        """Its letters as they are, a newline for each line break."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """Rows of cells, each of paragraphs and tables; as many cells in each row."""

    rows: tuple[tuple[tuple[WrittenBlock, ...], ...], ...]


WrittenBlock = WrittenParagraph | WrittenTable


class AsideSort(StrEnum):
    """What may stand beside the text; the catalogue has what is said of it under `import.aside`."""

    COMMENT = "comment"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"
    HIDDEN = "hidden"
    SIGN = "sign"
    EQUATION = "equation"
    DIAGRAM = "diagram"
    CHART = "chart"
    OBJECT = "object"
    LINKED_PICTURE = "linked-picture"
    UNPRINTABLE_PICTURE = "unprintable-picture"
    LOST_PICTURE = "lost-picture"
    OTHER_FILE = "other-file"
    MACROS = "macros"
    CONTENTS = "contents"  # this and the next two want nobody
    HEADER = "header"
    FOOTER = "footer"


CUT_UP = (AsideSort.INSERTED, AsideSort.DELETED, AsideSort.MOVED, AsideSort.HIDDEN)


@dataclass(frozen=True, slots=True)
class Aside:
    """What stands beside the text: of which sort, its words, who, when, and where.

    `block` counts the blocks of the document that precede it.
    """

    sort: AsideSort
    words: str = ""
    who: str = ""
    when: str = ""
    about: str = ""
    block: int = 0


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """The whole file."""

    blocks: tuple[WrittenBlock, ...]
    title: str = ""  # of the properties of the file
    notes: Mapping[str, tuple[WrittenParagraph, ...]] = field(default_factory=lambda: MappingProxyType({}))
    asides: tuple[Aside, ...] = ()


def paragraphs(blocks: Sequence[WrittenBlock]) -> Iterator[WrittenParagraph]:
    """Every paragraph, those of tables among them, in the order of reading."""
    for block in blocks:
        if isinstance(block, WrittenParagraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from paragraphs(cell)


def pictures_in(blocks: Sequence[WrittenBlock]) -> list[WrittenPicture]:
    """Every picture of some blocks."""
    return [picture for one in paragraphs(blocks) for picture in one.pictures]


def plain_paragraph(text: str) -> WrittenParagraph:
    """A paragraph without any look."""
    return WrittenParagraph((TextRun(text),))


def merged(asides: Iterable[Aside]) -> Iterator[Aside]:
    """The same, those of one sort by one person in one block as one: programs cut a change into its runs."""
    last: Aside | None = None
    for one in asides:
        if last and one.sort in CUT_UP and replace(last, words="") == replace(one, words=""):
            last = replace(last, words=last.words + one.words)
        else:
            yield from [last] if last else []
            last = one
    yield from [last] if last else []
