"""The paragraphs of a block of text in reading order, each with its setting, its insets and the mark before it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from fiches.compose.text_styles import BlockStyle, Setting
from fiches.config import languages
from fiches.content.blocks import NOTE_KIND, Block, in_turn, plain

SIGN = "•"  # the mark of an item without number: a sign that is drawn
RUBRIC_LEVEL = 2  # of the heading that is a rubric's
LOGO = "logo"  # the kind of a block that is a picture: its text is the name of the file
TABLE = "table"
INTRODUCES = ":"  # what a paragraph ends with that calls for a list
NOTE_WHITE = 0.75  # lines above the first note of a text
POINTED = 0.15  # marks a letter of a text whose vowels are marked; others have some here and there


class FlowingParagraph(NamedTuple):
    """A paragraph before it is set: how far its sides are from those of the block in mm, what stands before it."""

    block: Block
    setting: Setting
    language: str
    left: float = 0.0
    right: float = 0.0
    is_indented: bool = False  # its first line
    has_white: bool = False  # above it, when it comes first in no column
    is_item: bool = False
    mark: str = ""
    hang: float = 0.0  # how far before its lines the mark begins, in mm
    joins: bool = False  # whether it stays with what introduces it

    @property
    def further_apart(self) -> float:
        """By how much its lines are further apart than those of its block: vowels are marked above them and below."""
        own = languages.of(self.language).pointed_leading
        return own if own > 1 and not self.setting.leading and _is_pointed(plain(self.block.inlines)) else 1.0


class _Place(NamedTuple):
    """Where blocks stand: within which insets and mark, and the kind of the block before the first of them."""

    left: float = 0.0
    right: float = 0.0
    before: str = ""
    is_item: bool = False
    is_quoted: bool = False
    mark: str = ""
    hang: float = 0.0
    introduced: bool = False  # whether what is before the first of them says that they come


def _is_pointed(text: str) -> bool:
    """Whether the vowels of a text are marked."""
    marks = sum(unicodedata.category(char) == "Mn" for char in text)
    return marks > POINTED * sum(map(str.isalpha, text))


def paragraphs(blocks: Sequence[Block], style: BlockStyle, language: str) -> Iterator[FlowingParagraph]:
    """Every paragraph of some blocks, which are in a language unless they say another."""
    yield from _flow(blocks, style, language, _Place())


def numbers(blocks: Sequence[Block]) -> Iterator[str]:
    """What stands before each item of the numbered lists of some blocks, at any depth."""
    for block in blocks:
        if block.kind == "list" and block.ordered:
            yield from (_number(number, item) for number, item in in_turn(block))
        yield from numbers(block.children)


def _flow(blocks: Sequence[Block], style: BlockStyle, language: str, place: _Place) -> Iterator[FlowingParagraph]:
    for block in blocks:
        own = block.lang or language
        if block.kind == "list":
            yield from _items(block, style, own, place)
        elif block.kind in _WHOLE:
            yield _WHOLE[block.kind](block, style, own, place)
        elif block.children:
            yield from _flow(block.children, style, own, _inside(block, style, place))
        elif block.inlines:
            yield _paragraph(block, style, own, place._replace(introduced=False))
        introduces = block.kind == "paragraph" and plain(block.inlines).rstrip().endswith(INTRODUCES)
        place = place._replace(before=block.kind, mark="", introduced=introduces)


def _inside(block: Block, style: BlockStyle, place: _Place) -> _Place:
    """Where the children of a block stand."""
    if block.kind != "quote":
        return place
    inset = style.insets.blockquote
    return place._replace(left=place.left + inset, right=place.right + inset, is_quoted=True)


def _items(block: Block, style: BlockStyle, language: str, place: _Place) -> Iterator[FlowingParagraph]:
    """Those of a list; in advice its items begin where other paragraphs do."""
    aligned = style.marked and not place.is_item
    inset = style.insets.ol if block.ordered else style.insets.ul
    left = place.left + (0.0 if aligned else inset)
    for number, item in in_turn(block):
        mark = _number(number, item) if block.ordered else SIGN
        inside = place._replace(left=left, is_item=True, mark=mark, hang=inset)
        own = item.lang or language
        if item.inlines:
            yield _paragraph(item, style, own, inside)
            inside = inside._replace(before=item.kind, mark="", introduced=False)
        yield from _flow(item.children, style, own, inside)
        place = place._replace(before="item", introduced=False)


def _number(number: int, item: Block) -> str:
    return f"{number}{item.mark or '.'}"


def _paragraph(block: Block, style: BlockStyle, language: str, place: _Place) -> FlowingParagraph:
    setting = _setting(block, style, place)
    if place.is_item and place.left:
        setting = replace(setting, inset_em=0.0)
    is_under = not setting.above and _is_line_below(block, style, place)
    if is_under:
        setting = replace(setting, above_lines=1.0)
    if style.marked or setting.above:
        white = place.before not in ("", "item")
    else:
        white = is_under or _stands_apart(block, place)
    mark = place.mark or _own_mark(block, style, place)
    indented = place.before == block.kind == "paragraph" and not place.mark
    stands = (place.left, place.right, indented, white, place.is_item, mark, place.hang, place.introduced)
    return FlowingParagraph(block, setting, language, *stands)


def _is_line_below(block: Block, style: BlockStyle, place: _Place) -> bool:
    """Whether it is a line below a table, or text below a list where paragraphs have no white of their own."""
    follows_list = block.kind == "paragraph" and place.before == "list"
    return place.before == TABLE or (follows_list and not place.is_item and not style.paragraph.above_lines)


def _stands_apart(block: Block, place: _Place) -> bool:
    """Whether a paragraph comes after what white parts it from, where it has no indent."""
    return block.kind == "paragraph" and place.before in ("paragraph", "list", "quote")


def _note(block: Block, style: BlockStyle, language: str, place: _Place) -> FlowingParagraph:
    """A note, the first of some with white above it."""
    is_first = place.before != NOTE_KIND
    setting = replace(style.note, above_lines=NOTE_WHITE if is_first else 0.0)
    return FlowingParagraph(
        block, setting, language, place.left, place.right, has_white=bool(place.before) and is_first
    )


def _setting(block: Block, style: BlockStyle, place: _Place) -> Setting:
    if block.kind == "heading" and block.level == RUBRIC_LEVEL:
        return style.rubric
    kinds = {"heading": style.heading, "attribution": style.attribution}
    return kinds.get(block.kind, style.quote if place.is_quoted else style.paragraph)


def _table(block: Block, style: BlockStyle, language: str, place: _Place) -> FlowingParagraph:
    """A table, a line below what it follows."""
    setting = Setting(style.paragraph.style, above_lines=1.0)
    return FlowingParagraph(block, setting, language, place.left, place.right, has_white=bool(place.before))


_WHOLE: Mapping[str, Callable[[Block, BlockStyle, str, _Place], FlowingParagraph]] = MappingProxyType(
    {TABLE: _table, NOTE_KIND: _note}
)


def _own_mark(block: Block, style: BlockStyle, place: _Place) -> str:
    """What stands before a paragraph that is no item."""
    return SIGN if style.marked and block.kind == "paragraph" and not place.is_item else ""
