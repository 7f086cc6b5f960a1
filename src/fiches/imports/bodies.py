"""What stands under a title becomes the Markdown of a rubric, as the format says that it holds: prose or names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeGuard

from fiches.imports import titles
from fiches.imports.hand import Hand
from fiches.imports.sections import PlacedBlock
from fiches.imports.written import ListMark, TextRun, WrittenBlock, WrittenParagraph, WrittenTable, paragraphs

MOST_NAME_WORDS = 14
_BULLETS = "•●▪■◆➢✓❖→·○◦⁃‣►▶➔✔☑"
_TYPED_BULLET = re.compile(rf"^\s*(?:[{_BULLETS}]\s*|[-–—*o−‐‑][^\S\n]+)(?=\S)")
_TYPED_DASH = re.compile(r"^\s*[-–—−‐‑](?=[^\W\d_])")  # without a space, which is one where several lines have it
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
    lines = [line for one in blocks for line in (_listed(one) if _may_list(one) else [one])]
    dashed = [_may_list(one) and bool(_TYPED_DASH.match(one.typed)) for one in lines]
    beside = zip([False, *dashed], [*dashed[1:], False], strict=False)
    for one, neighbours in zip(lines, beside, strict=False):
        yield _item(one, dashed=any(neighbours)) if _may_list(one) else one


def _may_list(one: WrittenBlock) -> TypeGuard[WrittenParagraph]:
    return isinstance(one, WrittenParagraph) and not (one.level or one.item)


def _listed(one: WrittenParagraph) -> Sequence[WrittenParagraph]:
    """The lines of a paragraph of which each, but perhaps the first, begins with a bullet; else the paragraph."""
    lines = list(cut_lines(one))
    return lines if len(lines) > 1 and all(_TYPED_BULLET.match(line.typed) for line in lines[1:]) else [one]


def cut_lines(one: WrittenParagraph) -> Iterator[WrittenParagraph]:
    """Each line of a paragraph as one; its pictures are those of the first."""
    text = one.typed
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    for place, (start, end) in enumerate(zip(starts, [*starts[1:], len(text) + 1], strict=True)):
        runs = titles.up_to(titles.after(one.runs, start), end - start)
        kept = replace(one, runs=tuple(replace(run, text=run.text.replace("\n", "")) for run in runs))
        yield kept if place == 0 else replace(kept, pictures=())


def _item(one: WrittenParagraph, *, dashed: bool) -> WrittenParagraph:
    """A line as an item of a list where it begins as one; `dashed`: one beside it begins with a dash and no space."""
    text = one.typed
    bullet, number = _TYPED_BULLET.match(text) or (dashed and _TYPED_DASH.match(text)), _TYPED_NUMBER.match(text)
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
        for item in itemised([one]):
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
