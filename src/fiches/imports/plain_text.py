"""Plain text, from a file or pasted, becomes a WrittenDocument: its paragraphs, whoever cut its lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from fiches.core.messages import message
from fiches.core.problems import FichesError
from fiches.imports import lengths
from fiches.imports.written import WrittenDocument, WrittenParagraph, plain_paragraph

HEAVIEST_TEXT = 20_000_000  # bytes
WRAPPED = range(50, 101)  # signs of the longest line where a program has cut lines to one width
FULL_LINE = 0.75  # of the longest: a shorter line ends its paragraph
_BEGINS = re.compile(r"\s*(?:[-–—•●▪*>]|\d{1,2}\s?[.)°])\s")
_TITLE = re.compile(r"[A-ZÀ-Þ0-9 .'’:–-]{4,}$|.{1,60}:$")


def read_text(data: bytes, name: str) -> WrittenDocument:
    """What stands in a text file called `name`; FichesError says why it cannot be read."""
    text = decoded(data, name)
    lengths.judge([text], name)
    return WrittenDocument(tuple(paragraphs_of(text)))


def paragraphs_of(text: str) -> Iterator[WrittenParagraph]:
    """The paragraphs of a text."""
    width = _width(text)
    for part in re.split(r"\n\s*\n", text):
        yield from map(plain_paragraph, _paragraphs(part.split("\n"), width))


def decoded(data: bytes, name: str) -> str:
    """The text, whichever of the usual encodings it has, without signs that nobody types."""
    if len(data) > HEAVIEST_TEXT:
        raise FichesError(message("import.refused.heavy-file", name=name, most=HEAVIEST_TEXT // 1_000_000))
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and b"\0" in data:
        raise FichesError(message("import.refused.no-text", name=name))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    text = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", unicodedata.normalize("NFC", text))
    unseen = [one for one in set(text) - {"\n", "\t"} if unicodedata.category(one) in ("Cc", "Cs", "Cn")]
    return text.translate(dict.fromkeys(map(ord, unseen)))


def _width(text: str) -> int:
    """How long the lines are that a program has cut to one width; 0 where each line is a paragraph."""
    lengths = sorted(map(len, filter(str.strip, text.split("\n"))), reverse=True)
    longest = lengths[0] if lengths else 0
    full = [one for one in lengths if one >= FULL_LINE * longest]
    return longest if longest in WRAPPED and len(full) >= 3 and len(full) * 3 >= len(lengths) else 0


def _paragraphs(lines: Sequence[str], width: int) -> Iterator[str]:
    """The paragraphs of lines between which none is empty."""
    held: list[str] = []
    for line in lines:
        goes_on = held and width and len(held[-1]) >= FULL_LINE * width
        if held and (not goes_on or _BEGINS.match(line) or _TITLE.match(held[-1])):
            yield " ".join(held)
            held = []
        held += [line.strip()] if line.strip() else []
    if held:
        yield " ".join(held)
