"""Text that is set becomes HTML: elements as their meaning asks, in them finished lines where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import zip_longest
from zlib import crc32

from markupsafe import Markup

from fiches.compose.copyfit import TextSetting
from fiches.compose.frame import figure
from fiches.compose.justified import widening
from fiches.compose.lines import TextLine
from fiches.compose.set_text import GOES_ON, SetParagraph, SetPiece, SetTable, SetText
from fiches.compose.text_blocks import LOGO_HEIGHT, LOGO_WIDTH, TextComposer
from fiches.compose.text_flow import LOGO, SIGN, TABLE
from fiches.content import notes
from fiches.content.blocks import Block, InlineImage, in_turn, plain
from fiches.core.geometry import POINTS_PER_MM
from fiches.typography import mixed_lines
from fiches.typography.elements import cell_tags, language_attributes
from fiches.typography.line_writer import LineWriter
from fiches.typography.mixed_lines import MixedLineWriter

BESIDE_LINES = 5.0  # mm, wider than its lines: at a space that goes beyond, the engine would break before an element
_OTHER_SCRIPT = re.compile(
    "[\u0590-\u1cff\u2c80-\u2dff\u3000-\ud7ff\uf900-\ufdff]"
)  # its face may be higher than the line
_ELEMENTS = re.compile("(<[^>]*>)")
_ANY_SPACE, _WIDER = re.compile("([ \u00a0])"), '<span style="{}-spacing:{}pt">{}</span>'
_WITHIN_SPACES = re.compile("([ \u00a0]*)(.*?)([ \u00a0]*)", re.DOTALL)


def text(composer: TextComposer, setting: TextSetting, *, rtl: bool) -> Markup:
    """A block of text in its frame, which is placed by itself; `rtl`: it is read from right to left."""
    return _written(composer, composer.set(setting), composer.said(setting.block), rtl=rtl)


def part(composer: TextComposer, setting: TextSetting, cuts: tuple[int, ...], *, rtl: bool) -> Markup:
    """The part of a block that one of its frames holds, whose columns begin at some of its lines."""
    found = composer.part(setting, cuts)
    here = iter([bool(one.pieces) for one in found.paragraphs])
    blocks = tuple(_kept(composer.said(setting.block), here))
    shown = replace(found, paragraphs=tuple(one for one in found.paragraphs if one.pieces))
    names = [f"{setting.block}-{place}" for place, one in enumerate(found.paragraphs) if one.pieces]
    return _written(composer, shown, blocks, names, rtl=rtl)


def _written(
    composer: TextComposer, found: SetText, blocks: Sequence[Block], names: Iterable[str] = (), *, rtl: bool
) -> Markup:
    side = "right" if rtl else "left"
    contents = (_named(_paragraph(one, side), one, name) for one, name in zip_longest(found.paragraphs, names))
    return Markup(composer.writer.holding(blocks, contents))  # escaped by the writers


def _named(said: str, one: SetParagraph, name: str | None) -> str:
    """The lines of a paragraph; of one that goes on in another frame, or has begun in one, they say its name."""
    if name is None or one.table or not one.paragraph:
        return said
    lines = [line for piece in one.pieces for line in piece.lines]
    if lines[0].start == 0 and not one.text[lines[-1].end :].strip():
        return said
    own = f"{name}-{crc32(one.text.encode()):x}"  # blocks of several texts have one name
    return said.replace('<span class="lignes', f'<span {GOES_ON}="{escape(own)}" class="lignes', 1)


def _kept(blocks: Iterable[Block], here: Iterator[bool]) -> Iterator[Block]:
    """Blocks without the paragraphs that are not here, told in reading order; lists go on with their number."""
    for block in blocks:
        if block.kind == TABLE:
            yield from [block] if next(here) else []
            continue
        own = bool(block.inlines) and next(here)
        children = tuple(_kept(_numbered(block), here))
        if own or children:
            number = children[0].number if block.ordered and children else block.number
            yield replace(block, children=children, number=number, inlines=block.inlines if own else ())


def _numbered(block: Block) -> Iterator[Block]:
    """The children of a block, the items of a numbered list each with the number that it has."""
    if block.kind != "list" or not block.ordered:
        return iter(block.children)
    return (replace(item, number=number) for number, item in in_turn(block))


def _paragraph(one: SetParagraph, side: str) -> str:
    """The pieces of a paragraph, the mark before its first."""
    if one.table:
        return "".join(_table(one, one.table, piece, side) for piece in one.pieces)
    if one.block.kind == LOGO:
        return _logo(one, side)
    marks = {line.end: line.mark for piece in one.pieces for line in piece.lines}
    writer = _writer(one, marks)
    return "".join(_piece(one, piece, writer, side) for piece in one.pieces)


def _writer(one: SetParagraph, marks: Mapping[int, str]) -> LineWriter | MixedLineWriter:
    if one.levels:
        return MixedLineWriter(mixed_lines.leaves(one.inlines), marks, one.levels, rtl=one.rtl)
    return LineWriter(one.inlines, marks)


def _table(one: SetParagraph, table: SetTable, piece: SetPiece, side: str) -> str:
    """The rows of a table that stand in one column, a table of their own under its head; its caption with the first."""
    first, last = piece.lines[0].start, piece.lines[-1].end
    title = table.caption if first == 0 else None
    shown = [0, *range(max(first, 1), last)]
    y, rows = piece.y + (table.above if title else -table.head if first else 0.0), list[str]()
    for place in shown:
        rows.append(_row(one if first == 0 else _again(one), place, piece._replace(y=y), side))
        y += table.heights[place]
    caption = f"<caption>{_paragraph(title.moved(piece.x, piece.y), side)}</caption>" if title else ""
    told = plain(table.caption.inlines) if table.caption else ", ".join(plain(cell.inlines) for cell in table.rows[0])
    start = f'<table{language_attributes(one.block.lang)} data-resume="{escape(told)}">'
    return f"{start}{caption}<thead>{rows[0]}</thead><tbody>{''.join(rows[1:])}</tbody></table>"


def _again(one: SetParagraph) -> SetParagraph:
    """A table whose head stands for the second time: its notes lead back to the first."""
    head, *rows = one.table.rows if one.table else ((),)
    cells = tuple(cell._replace(inlines=notes.again(cell.inlines)) for cell in head)
    return one._replace(table=one.table and replace(one.table, rows=(cells, *rows)))


def _row(one: SetParagraph, place: int, piece: SetPiece, side: str) -> str:
    """A row in a box of its own, in which its cells stand from the side where the table begins."""
    table, own = one.table, "right" if one.rtl else "left"
    cells = table.rows[place] if table else ()
    high = table.heights[place] if table else 0.0
    said = (_paragraph(cell, own) if cell.pieces else "" for cell in cells)
    inside = "".join(words.join(cell_tags(cell.block)) for words, cell in zip(said, cells, strict=True))
    box = f"{side}:{figure(piece.x)}mm;top:{figure(piece.y)}mm;width:{figure(piece.width)}mm;height:{figure(high)}mm"
    return f'<tr style="{box}">{inside}</tr>'


def _piece(one: SetParagraph, piece: SetPiece, writer: LineWriter | MixedLineWriter, side: str) -> str:
    is_first = piece.lines[0].start == 0
    drawn = " signe-item" if is_first and one.mark == SIGN else ""
    place = _place(piece, side)
    if one.rtl != (side == "right"):  # of another language than its sheet: its lines begin at the other side
        place = f"{_place(piece._replace(x=piece.x - BESIDE_LINES), side)};--decale:{figure(BESIDE_LINES)}mm"
    indent = f";text-indent:{figure(piece.indent)}mm" if piece.indent else ""
    indent += f";line-height:{figure(one.leading)}mm" if one.has_own_leading else ""
    content = _justified(one, piece, writer) or writer.html(piece.lines[0].start, piece.lines[-1].end)
    if _OTHER_SCRIPT.search(one.text):
        content = f'<span dir="{"rtl" if one.rtl else "ltr"}">{content}</span>'
    number = _number(one, piece, side) if is_first else ""
    return f'{number}<span class="lignes{drawn}" style="{place}{indent}">{content}</span>'


def _justified(one: SetParagraph, piece: SetPiece, writer: LineWriter | MixedLineWriter) -> str:
    """The lines of a paragraph whose spaces are drawn so wide that each is as long as its measure; else nothing."""
    if not one.paragraph or not one.paragraph.narrowed:
        return ""
    said = ((_space(one, piece, line), writer.html(line.start, line.end)) for line in piece.lines)
    return "\n".join(_spaced(words, more) if more else words for more, words in said)


def _spaced(line: str, more: float) -> str:
    """A line whose spaces are each wider, but one that ends it."""
    kept = line.rstrip(" ")
    parts = (part if part.startswith("<") else _widened(part, figure(more)) for part in _ELEMENTS.split(kept))
    return "".join(parts) + line[len(kept) :]


def _widened(text: str, more: str) -> str:
    """Text between two elements, in one of word spacing; spaces at its ends, where that is not exact, in their own."""
    before, words, after = _WITHIN_SPACES.fullmatch(text).groups()  # type: ignore[union-attr]  # it is of any text
    inner = _WIDER.format("word", more, words) if _ANY_SPACE.search(words) else words
    first, last = (_ANY_SPACE.sub(_WIDER.format("letter", more, r"\1"), ends) for ends in (before, after))
    return first + inner + last


def _space(one: SetParagraph, piece: SetPiece, line: TextLine) -> float:
    """How much wider each space of a line is drawn, in points."""
    room = piece.width - (piece.indent if line is piece.lines[0] else 0.0)
    return widening(one.paragraph, line, room * POINTS_PER_MM / one.size) * one.size if one.paragraph else 0.0


def _number(one: SetParagraph, piece: SetPiece, side: str) -> str:
    """The number before an item, where it has one, in the direction of its sheet."""
    if one.mark in ("", SIGN):
        return ""
    place = _place(piece._replace(x=piece.x - one.hang, width=one.hang - BESIDE_LINES), side)
    rtl = side == "right"
    turned = f' dir="{"rtl" if rtl else "ltr"}"' if one.rtl != rtl else ""
    place += f";line-height:{figure(one.leading)}mm" if one.has_own_leading else ""
    return f'<span class="lignes rang"{turned} style="{place}">{_mark(one.mark, rtl=rtl)} </span>'


def _mark(mark: str, *, rtl: bool) -> str:
    """The number of an item, which is read by itself: who copies it gets what comes after it behind it."""
    sign = mark.lstrip("0123456789-")
    return f'<span dir="ltr">{escape(mark.removesuffix(sign))}</span>{escape(sign)}' if rtl else escape(mark)


def _logo(one: SetParagraph, side: str) -> str:
    image, piece = one.inlines[0] if one.inlines else one.block.inlines[0], one.pieces[0]
    if not isinstance(image, InlineImage):
        return ""
    size = f"max-width:{figure(LOGO_WIDTH)}mm;max-height:{figure(LOGO_HEIGHT)}mm"
    place = f"position:absolute;{side}:{figure(piece.x)}mm;top:{figure(piece.y)}mm;{size}"
    return f'<img class="logo" src="{escape(image.name)}" alt="{escape(image.alt or "Logo")}" style="{place}">'


def _place(piece: SetPiece, side: str) -> str:
    return f"{side}:{figure(piece.x)}mm;top:{figure(piece.y)}mm;width:{figure(piece.width + BESIDE_LINES)}mm"
