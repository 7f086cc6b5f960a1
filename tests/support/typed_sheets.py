"""The sheets of the house as people would have typed them in Word, in several hands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from fiches.content import markdown, source
from fiches.content.blocks import Block, plain, words_of
from fiches.content.source import Section, Source
from support.repository import ROOT
from support.word_files import p, r, table

LETTERS = re.compile(r"[^\W_]+")
SHEETS = sorted(path for path in (ROOT / "sheets").glob("*.md") if path.stem not in ("livret", "LISEZMOI"))
Hand = Callable[[str, str], str]  # of what sort a line is (title, name, item, quote, who, text), its words → a block


def read(data: bytes) -> Source:
    """A sheet, taken apart."""
    found, faults = source.parse_bytes(data, "fiche", "fiche")
    assert found and not faults, faults
    return found


def words(section: Section) -> list[str]:
    """What is printed of a section, word by word."""
    blocks, _ = markdown.read(section.text, 1)
    return [word.casefold() for text in words_of(blocks) for word in LETTERS.findall(text)]


def typed(path: Path, hand: Hand) -> list[str]:
    """The blocks of a Word file in which a sheet is typed by a hand."""
    found = read(path.read_bytes())
    title = next(str(getattr(one.value, "value", "")) for one in found.front.entries if one.key.value == "titre")
    made = [hand("sheet", title)]
    for section in found.sections:
        blocks, _ = markdown.read(section.text, 1)
        made += [hand("title", section.title), *_blocks(blocks, hand)]
    return made


def _blocks(blocks: tuple[Block, ...], hand: Hand, sort: str = "text") -> Iterator[str]:
    for block in blocks:
        if block.kind == "heading":
            yield hand("name", plain(block.inlines))
        elif block.kind == "table":
            yield table(
                *(tuple(plain(cell.inlines) for cell in row.children) for row in block.children if row.children)
            )
        elif block.children:
            inner = {"quote": "quote", "list_item": "item"}.get(block.kind, sort)
            yield from _blocks(block.children, hand, inner)
        elif plain(block.inlines).strip():
            said = plain(block.inlines)
            yield hand("who" if sort == "quote" and said.startswith("—") else sort, said)


def careful(sort: str, text: str) -> str:
    """Uses styles."""
    styles = {"sheet": "Titre", "title": "Titre1", "name": "Titre2", "quote": "Citation", "who": "Citation"}
    return p(text, style=styles.get(sort, ""), item=(1, 0) if sort == "item" else None)


def hurried(sort: str, text: str) -> str:
    """Uses bold capitals and colons, and types the bullets; Word cuts the runs and tracks what is done."""
    if sort == "title":
        return p(*(r(piece, "b") for piece in re.findall(".{1,17}", f"{text.upper()} :")))
    if sort in ("name", "sheet"):
        return p(r(text, "b", "u"))
    pieces = re.findall("(?s).{1,17}", f"• {text}" if sort == "item" else text)
    gone = '<w:del w:id="2" w:author="A"><w:r><w:delText>cinq</w:delText></w:r></w:del>'
    pieces[0] = f'<w:ins w:id="1" w:author="A">{r(pieces[0])}</w:ins>{gone}'
    return p(*pieces)


def boxed(sort: str, text: str) -> str:
    """Lays the page out in a table of one cell after the other, with numbered titles."""
    looks = {"title": f"1.2 {text}", "item": f"- {text}"}
    return table((p(r(looks.get(sort, text), *(["b"] if sort in ("title", "name", "sheet") else []))),))


def plainly(sort: str, text: str) -> str:
    """Uses nothing at all but the titles as they are, and a colon after a name."""
    return p(f"• {text}" if sort == "item" else f"{text} :" if sort == "name" else text)


HANDS: dict[str, Hand] = {"careful": careful, "hurried": hurried, "boxed": boxed, "plainly": plainly}
