"""Tables as they are typed, with bars: the caption that follows one, and rows that have other cells than its head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from fiches.content.blocks import Block, Words, plain
from fiches.core.problems import Fault, fault
from fiches.core.text import shown

CAPTION_KIND = "caption"  # the kind of the first block of a table that has one
NUMBER = "number"  # how a column of figures is aligned: by the end of whole units
NO_NUMBER = ("", "-", "–", "—", "…")  # what stands where a figure is not known
_FIGURE = re.compile(r"[^\w\s]{0,2}\s?\d[\d\s.,'’]*(?:[^\d\s]{1,4})?")
_CAPTION = re.compile(r"\s*(?:Tableau|Table|جدول)[ \u00a0\u202f]?:\s*", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{3}(?!\d)")
_BAR = re.compile(r"(?<!\\)\|")
_DELIMITERS = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")


def cells(line: str) -> int:
    """How many cells a line between bars has; 0 where it has no bar."""
    inner = line.strip()
    if not _BAR.search(inner):
        return 0
    inner = inner.removeprefix("|")
    return len(_BAR.findall(inner)) + (0 if _BAR.search(inner[-1:]) and not inner.endswith("\\|") else 1)


def is_delimiters(line: str) -> bool:
    """Whether a line is what stands between the head of a table and its rows."""
    return "|" in line and bool(_DELIMITERS.fullmatch(line))


def extents(lines: Sequence[str]) -> Iterator[range]:
    """The lines of each table that is read as one: a head, as many delimiters, rows to the next blank line."""
    end = 0
    for index, line in enumerate(lines):
        if index > end and is_delimiters(line) and cells(lines[index - 1]) == cells(line):
            start, end = index - 1, index
            while end + 1 < len(lines) and lines[end + 1].strip():
                end += 1
            yield range(start, end + 1)


def row_faults(lines: Sequence[str], index: int, first_line: int) -> Iterator[Fault]:
    """That a row has other cells than its head, or is words that touch the table; the first line has a number."""
    head = next((one for one in range(index, 0, -1) if is_delimiters(lines[one])), 0)
    own, asked = cells(lines[index]), cells(lines[head])
    if head and own > asked:
        yield fault("cellules-en-trop", first_line + index, n=own, most=asked)
    elif head and 0 < own < asked:
        yield fault("tableau.cut", first_line + index, n=own, most=asked)
    elif head and not own:
        yield fault("tableau.touching", first_line + index, text=shown(lines[index].strip(), 30))


def captioned(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks; a paragraph « Tableau : … » after a table, or before one, is its caption and stands in it."""
    found: list[Block] = []
    for block in blocks:
        own = replace(block, children=captioned(block.children))
        found[-1:] = _with_caption(found[-1], own) if found else (own,)
    return tuple(found)


def _with_caption(above: Block, below: Block) -> tuple[Block, ...]:
    """Two blocks, or the table that one of them is with the other as its caption."""
    table, other = (above, below) if above.kind == "table" and not caption(above) else (below, above)
    title = _caption(other) if table.kind == "table" and not caption(table) else None
    return (replace(table, children=(title, *table.children)),) if title else (above, below)


def _caption(block: Block) -> Block | None:
    first = block.inlines[0] if block.kind == "paragraph" and block.inlines else None
    mark = _CAPTION.match(first.text) if isinstance(first, Words) else None
    if mark is None or not isinstance(first, Words):
        return None
    words = first.text[mark.end() :]
    words = words[:1].upper() + words[1:]
    inlines = (*((Words(words),) if words else ()), *block.inlines[1:])
    return replace(block, kind=CAPTION_KIND, inlines=inlines) if inlines else None


def rows(table: Block) -> tuple[Block, ...]:
    """Those of a table, its head first."""
    return tuple(one for one in table.children if one.kind == "row")


def caption(table: Block) -> Block | None:
    """Its caption, where it has one."""
    return next((one for one in table.children if one.kind == CAPTION_KIND), None)


def alignments(table: Block) -> tuple[str, ...]:
    """How each column is aligned: left, center, right as its author said, or number; left where nobody says."""
    head, *body = rows(table)
    return tuple(_alignment(cell.align, [row.children[at] for row in body]) for at, cell in enumerate(head.children))


def _alignment(said: str, body: Sequence[Block]) -> str:
    texts = [text for text in (plain(cell.inlines).strip() for cell in body) if text not in NO_NUMBER]
    if said in ("", "right") and texts and all(map(_FIGURE.fullmatch, texts)):
        return NUMBER
    return said or "left"


def decimal_sign(texts: Sequence[str]) -> str:
    """The sign before the decimals of some numbers: of comma and full stop, one that does not only part thousands."""
    for sign in ",.":
        parts = [text.split(sign) for text in texts if sign in text]
        if all(len(part) == 2 for part in parts) and any(not _THOUSANDS.match(part[-1]) for part in parts):
            return sign
    return ""


def units_end(text: str, sign: str) -> int:
    """Where the whole units of a number end: at the decimal sign, else after the last digit."""
    if sign and sign in text:
        return text.index(sign)
    return max((place for place, char in enumerate(text, 1) if char.isdigit()), default=len(text))
