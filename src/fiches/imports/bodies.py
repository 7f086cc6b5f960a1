"""What stands under a title becomes the Markdown of a rubric, as the format says that it holds: prose or names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from fiches.imports import titles
from fiches.imports.hand import Hand
from fiches.imports.sections import PlacedBlock
from fiches.imports.written import (
    ListMark,
    TextRun,
    WrittenBlock,
    WrittenParagraph,
    WrittenTable,
    paragraphs,
)

MOST_NAME_WORDS = 14
_TYPED_BULLET = re.compile(r"^\s*(?:[•●▪■◆➢✓❖→·o]|[-–—*])[\t \u00a0]+(?=\S)")
_TYPED_NUMBER = re.compile(r"^\s*(\d{1,2})\s*[.)°][\t \u00a0]+(?=\S)")
_NAME_THEN = re.compile(r"([^:\n]{2,120}?)\s*(?::|\n|\s[–—-]\s)\s*(?=\S)")


def prose(blocks: Sequence[PlacedBlock], hand: Hand) -> str:
    """Paragraphs, sub-headings, lists, quotations, tables; pictures are photos of the sheet."""
    made: list[str] = []
    pictured = False  # just before
    for one in itemised([placed.block for placed in blocks]):
        if isinstance(one, WrittenTable):
            made.append(table(one, hand))
            continue
        for picture in one.pictures:
            hand.photo(picture)
        if not (pictured and hand.caption(one)):
            made.append(_paragraph(one, hand))
        pictured = bool(one.pictures)
    return _spaced(list(filter(None, made)))


def itemised(blocks: Sequence[WrittenBlock]) -> Iterator[WrittenBlock]:
    """The same, where a bullet or a number that was typed begins an item."""
    for one in blocks:
        yield _item(one) if isinstance(one, WrittenParagraph) and not (one.level or one.item) else one


def _item(one: WrittenParagraph) -> WrittenParagraph:
    text = "".join(run.text for run in one.runs)
    bullet, number = _TYPED_BULLET.match(text), _TYPED_NUMBER.match(text)
    found = bullet or number
    if not found or titles.is_marked(one):
        return one
    mark = ListMark(0, int(number[1]) if number else None)
    return replace(one, runs=tuple(titles.after(one.runs, found.end())), item=mark)


def _paragraph(one: WrittenParagraph, hand: Hand) -> str:
    if not one.text and not any(run.note for run in one.runs):
        return ""
    if is_subheading(one):
        return f"### {heading(one, hand)}"
    text = hand.words(one.runs)
    if one.item:
        mark = f"{one.item.number}. " if one.item.number is not None else "- "
        return indented(mark + text.replace("\n", "\n" + " " * len(mark)), one.item.depth)
    return quotation([text]) if one.quoted else text


def indented(text: str, depth: int) -> str:
    """An item as deep as it is in its list."""
    return "\n".join(" " * (3 * min(depth, 4)) + line for line in text.split("\n"))


def heading(one: WrittenParagraph, hand: Hand) -> str:
    """The words of a heading, on one line."""
    runs = [replace(run, text=run.text.replace("\n", " "), link="") for run in one.runs]
    return hand.words(runs, emphasis=False)


def quotation(parts: Sequence[str]) -> str:
    """Paragraphs as one block quotation."""
    return "\n>\n".join("\n".join(f"> {line}".rstrip() for line in part.split("\n")) for part in parts)


def is_subheading(one: WrittenParagraph) -> bool:
    """Whether a paragraph is a heading, or all of it is marked as one by hand."""
    if one.level:
        return bool(one.text)
    text = one.text
    short = 0 < len(text.split()) <= MOST_NAME_WORDS and text[-1] not in ".;,!?»”…"
    return short and not one.item and titles.is_marked(one) and any(run.bold or run.underlined for run in one.runs)


def _spaced(parts: Sequence[str]) -> str:
    """Blocks with a blank line between them, none between the items of a list."""
    made = ""
    for before, part in zip(["", *parts], parts, strict=False):
        close = _is_item(before) and _is_item(part)
        made += ("\n" if close else "\n\n" if made else "") + part
    return made


def _is_item(text: str) -> bool:
    return bool(re.match(r"\s*(?:- |\d{1,3}\. )", text))


def table(one: WrittenTable, hand: Hand) -> str:
    """A table with bars, its first row the head."""
    rows = [[_cell(cell, hand) for cell in row] for row in one.rows]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _cell(cell: Sequence[WrittenBlock], hand: Hand) -> str:
    said = []
    for one in paragraphs(cell):
        for picture in one.pictures:
            hand.photo(picture)
        runs = [replace(run, text=run.text.replace("\n", " ")) for run in one.runs]
        said.append(hand.words(runs).replace("\n", " "))
    return " ".join(filter(None, said))


def entries(blocks: Sequence[PlacedBlock], hand: Hand) -> str:
    """Names, each with what is said of it: headings, bold words before a text, rows of a table."""
    made: list[str] = []
    for placed in blocks:
        for name, text in _entry_parts(placed.block, hand):
            made += [f"### {name}"] if name else []
            made += [text] if text else []
    return _spaced(made)


def _entry_parts(block: WrittenBlock, hand: Hand) -> Iterator[tuple[str, str]]:
    """(a name, what is said of it), each of which may be empty."""
    if isinstance(block, WrittenTable):
        yield from _rows_as_entries(block, hand)
        return
    name = heading(block, hand) if is_subheading(block) else ""
    if name:
        yield name, ""
    for picture in block.pictures:
        yield "", hand.logo(picture, name)
    if not name:
        yield from _named(block, hand)


def _named(one: WrittenParagraph, hand: Hand) -> Iterator[tuple[str, str]]:
    """A paragraph that begins with the name it speaks of, in bold, or in an item before a colon; else as it is."""
    name, rest = name_before(one)
    if name:
        yield hand.words(name, emphasis=False), _begun(hand.words(rest))
    else:
        [item] = itemised([one])
        if isinstance(item, WrittenParagraph):
            yield "", _paragraph(replace(item, quoted=False), hand)


def _begun(text: str) -> str:
    """A text that was the second half of a line, as one that begins."""
    return text[:1].upper() + text[1:]


def name_before(one: WrittenParagraph) -> tuple[Sequence[TextRun], Sequence[TextRun]]:
    """The name at the beginning of a paragraph and what follows its colon, its dash or its end of line."""
    bullet = _TYPED_BULLET.match(one.typed)
    found = _NAME_THEN.match(one.typed, bullet.end() if bullet else 0)
    if not found or not _may_name(found[1]):
        return (), one.runs
    if not (bullet or one.item or found.end(1) <= titles.marked_letters(one.runs) + 1):
        return (), one.runs
    return [TextRun(found[1].strip())], tuple(titles.after(one.runs, found.end()))


def _may_name(text: str) -> bool:
    return len(text.split()) <= MOST_NAME_WORDS and text[0].isalpha() and not text[0].islower()


def _rows_as_entries(block: WrittenTable, hand: Hand) -> Iterator[tuple[str, str]]:
    """The rows of a table, each a name with what stands beside it, but for a head of short words."""
    rows = block.rows[1:] if len(block.rows) > 1 and _is_head(block) else block.rows
    for row in rows:
        first, *others = [_cell(cell, hand) for cell in row]
        yield first, "\n\n".join(filter(None, others))


def _is_head(block: WrittenTable) -> bool:
    """Whether the first row of a table is marked, and the others are not."""
    first, *others = ([one for cell in row for one in paragraphs(cell) if one.text] for row in block.rows)
    return (
        bool(first)
        and all(map(titles.is_marked, first))
        and not all(titles.is_marked(one) for row in others for one in row)
    )
