"""Markdown of others becomes a WrittenDocument: its blocks, and the keys of its front matter as facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from fiches.config.yaml_reader import YamlList, YamlText, as_typed, parse
from fiches.content import link_definitions, markdown
from fiches.content.blocks import Block, CodeText, Inline, LineBreak, NoteMark, Span, Words, in_turn
from fiches.imports import lengths
from fiches.imports.plain_text import decoded
from fiches.imports.written import (
    ListMark,
    TextRun,
    WrittenBlock,
    WrittenDocument,
    WrittenParagraph,
    WrittenTable,
    plain_paragraph,
)

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_NOTE_BODY = re.compile(r"^\[\^([^\]\s]+)\]:[ \t]*(.*(?:\n(?![\[\n]).*)*)", re.MULTILINE)


def read_markdown(data: bytes, name: str) -> WrittenDocument:
    """What stands in a file called `name`; FichesError says why it cannot be read."""
    text = decoded(data, name)
    lengths.judge([text], name)
    front = _FRONT.match(text)
    facts = tuple(_facts(front[1])) if front else ()
    body = text[front.end() :] if front else text
    notes = {found[1]: (plain_paragraph(" ".join(found[2].split())),) for found in _NOTE_BODY.finditer(body)}
    body = _NOTE_BODY.sub("", body)
    blocks, _ = markdown.read(body, 1, link_definitions.of([body]))
    return WrittenDocument((*facts, *_written(blocks, ListMark(-1))), notes=notes)


def _facts(front: str) -> Iterator[WrittenParagraph]:
    """The keys of a front matter, each a line « key : value »."""
    table, _ = parse(front)
    for entry in table.entries if table else ():
        if isinstance(entry.value, YamlText | YamlList):
            items = entry.value.items if isinstance(entry.value, YamlList) else (entry.value,)
            said = ", ".join(as_typed(one) for one in items)
            name = {"title": "titre", "date": "date_fiche", "author": "auteurs", "tags": "mots_cles"}
            yield plain_paragraph(f"{name.get(entry.key.value, entry.key.value)}: {said}")


def _written(blocks: Sequence[Block], at: ListMark, *, quoted: bool = False) -> Iterator[WrittenBlock]:
    for block in blocks:
        if block.kind == "table":
            rows = (row.children for row in block.children if row.children)
            yield WrittenTable(tuple(tuple((_paragraph(cell),) for cell in cells) for cells in rows))
        elif block.kind in ("bullet_list", "ordered_list", "list"):
            yield from _items(block, at.depth + 1)
        elif block.children:
            yield from _written(block.children, at, quoted=quoted or block.kind == "quote")
        else:
            yield replace(_paragraph(block), quoted=quoted)


def _items(block: Block, depth: int) -> Iterator[WrittenBlock]:
    numbered = in_turn(block) if block.ordered else ((None, item) for item in block.children)
    for number, item in numbered:
        first = True
        for one in _written(item.children, ListMark(depth)):
            marked = first and isinstance(one, WrittenParagraph) and one.item is None
            yield replace(one, item=ListMark(depth, number)) if marked and isinstance(one, WrittenParagraph) else one
            first = False


def _paragraph(block: Block) -> WrittenParagraph:
    return WrittenParagraph(tuple(_runs(block.inlines, TextRun(""))), level=block.level)


def _runs(inlines: Sequence[Inline], look: TextRun) -> Iterator[TextRun]:
    for one in inlines:
        match one:
            case Words(text) | CodeText(text):
                yield replace(look, text=text)
            case NoteMark(label):
                yield replace(look, text="", note=label)
            case LineBreak():
                yield replace(look, text="\n")
            case Span(tag, children, href=href):
                bold, italic = look.bold or tag == "strong", look.italic or tag == "em"
                yield from _runs(children, replace(look, bold=bold, italic=italic, link=href or look.link))
