"""Tables that are no tables: facts beside their labels, rubrics beside their titles, columns of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fiches.config.fields import Field
from fiches.config.formats import Format
from fiches.core.problems import BadValue
from fiches.imports import labels, titles
from fiches.imports.facts import FoundFacts
from fiches.imports.titles import Sureness
from fiches.imports.written import (
    WrittenBlock,
    WrittenParagraph,
    WrittenPicture,
    WrittenTable,
    paragraphs,
    pictures_in,
    plain_paragraph,
)

LONGEST_CELL = 60  # words of a cell of a table; a longer one is a part of a page
MOST_PAIRS = 4  # columns of labels and values
BLANKS = " \t\u00a0"  # an empty line before words says that a record lacks them
LABEL_END = " : "
TableCell = tuple[WrittenBlock, ...]


def unfolded(block: WrittenBlock, format_: Format, facts: FoundFacts) -> Iterator[WrittenBlock]:
    """What stands in a block: itself, or what a table that is none holds; facts are taken out of it."""
    if isinstance(block, WrittenParagraph):
        yield block
    elif any(any(row) for row in block.rows):
        yield from _table(block, format_, facts)


def _table(table: WrittenTable, format_: Format, facts: FoundFacts) -> Iterator[WrittenBlock]:
    head = [_text(cell) for cell in table.rows[0]]
    group = labels.of_columns(head, format_)
    if group:
        yield from _records(table, group, facts)
    elif _asks(table, format_):
        for row in table.rows:
            yield from _row(row, format_, facts)
    elif _is_layout(table, format_):
        for row in table.rows:
            for cell in row:
                for inner in cell:
                    yield from unfolded(inner, format_, facts)
    else:
        yield table


def _text(cell: TableCell) -> str:
    """The lines of a cell."""
    return "\n".join(one.typed.strip(BLANKS) for one in paragraphs(cell))


def _asks(table: WrittenTable, format_: Format) -> bool:
    """Whether a table is a form: a label of the front matter stands before something."""
    if not 2 <= len(table.rows[0]) <= MOST_PAIRS:
        return False
    firsts = [_text(row[0]) for row in table.rows if _text(row[0]).strip()]
    known = [one for one in firsts if labels.asked(one, format_)]
    return bool(known) and (len(known) * 3 >= len(firsts) or any(_opens(row[0], format_) for row in table.rows))


def _row(row: Sequence[TableCell], format_: Format, facts: FoundFacts) -> Iterator[WrittenBlock]:
    """A row of a form: its facts are taken, the rest stays in the order of reading."""
    pairs = [tuple(row[start : start + 2]) for start in range(0, len(row), 2)]
    for pair in pairs:
        label, answer = _text(pair[0]).strip(), _text(pair[1]) if len(pair) > 1 else ""
        what = None if _opens(pair[0], format_) else labels.asked(label, format_)
        if what and facts.add(what, answer):
            facts.labels.append(label)
            continue
        yield from _kept(pair, label, answer, format_)


def _kept(pair: Sequence[TableCell], label: str, answer: str, format_: Format) -> Iterator[WrittenBlock]:
    """What no key takes: a rubric with its title, or a line « label : value »."""
    if label and answer.strip() and not _opens(pair[0], format_) and len(answer.split()) <= LONGEST_CELL:
        yield plain_paragraph(f"{label.rstrip(' :')}{LABEL_END}{' '.join(answer.split())}")
    else:
        yield from (one for cell in pair for one in cell)


def _opens(cell: TableCell, format_: Format) -> bool:
    """Whether a cell says the title of a rubric."""
    found = (titles.matched(one, format_) for one in paragraphs(cell))
    return any(match and match.sureness > Sureness.BEGINS for match in found)


def _is_layout(table: WrittenTable, format_: Format) -> bool:
    """Whether a table only places parts of a page."""
    cells = [cell for row in table.rows for cell in row]
    if len(table.rows[0]) == 1 or len(cells) == 1:
        return True
    return any(map(_is_part_of_page, cells)) or _has_titles(table, format_)


def _has_titles(table: WrittenTable, format_: Format) -> bool:
    """Whether the first cells are titles of rubrics: one that says so, or those of two that look like it."""
    found = [match for row in table.rows for one in paragraphs(row[0]) if (match := titles.matched(one, format_))]
    return len({match.spec.id for match in found}) > 1 or any(match.sureness is Sureness.SAYS for match in found)


def _is_part_of_page(cell: TableCell) -> bool:
    held = list(paragraphs(cell))
    long = sum(len(one.text.split()) for one in held) > LONGEST_CELL
    return long or any(isinstance(one, WrittenTable) for one in cell) or any(one.pictures or one.level for one in held)


def _records(
    table: WrittenTable, group: tuple[Field, Sequence[Field | None]], facts: FoundFacts
) -> Iterator[WrittenBlock]:
    """A table with a record a row: its records are taken; what a record cannot have stays as a line."""
    facts.labels += map(_text, table.rows[0])
    for row in table.rows[1:]:
        told = {inner.name: _text(cell) for inner, cell in zip(group[1], row, strict=True) if inner}
        given = {name: words for name, words in told.items() if words.strip()}
        pictures = tuple(pictures_in([block for cell in row for block in cell]))
        if given or pictures:
            yield from _record(row, (group[0], given), pictures, facts)


def _record(
    row: Sequence[TableCell],
    given: tuple[Field, dict[str, str]],
    pictures: tuple[WrittenPicture, ...],
    facts: FoundFacts,
) -> Iterator[WrittenBlock]:
    try:
        made = facts.record(*given)
    except BadValue:
        said = " · ".join(filter(None, map(_text, row)))
        yield replace(plain_paragraph(said), pictures=pictures)
        return
    facts.pictures += [(made, picture) for picture in pictures[:1]]
    if pictures[1:]:
        yield replace(plain_paragraph(""), pictures=pictures[1:])
