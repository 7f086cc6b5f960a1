"""Reads a finished PDF as a screen reader does: the words of its tag tree, in order.

What the tree does not hold (what a layout marks as decoration) is not read. Each line of text is one marked
content of one page; the lines of one block are joined here.
"""

from __future__ import annotations

import ctypes
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
from pypdf.generic import ArrayObject, DictionaryObject

MAYBE = "\ue000"  # a hyphen at a line's end: inside a word, or between two
INLINE = {"/Span", "/NonStruct", "/Link", "/Em", "/Strong", "/Quote", "/Code", "/Lbl", "/Reference"}
_ARABIC = re.compile(r"[\u0600-\u06ff]+(?:\s+[\u0600-\u06ff]+)*")


@dataclass(frozen=True)
class Line:
    """One marked content: its text and its box in points, from the bottom left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    def touches(self, other: Line) -> bool:
        """Whether it goes on where `other` stops, on the same line."""
        overlap = min(self.top, other.top) - max(self.bottom, other.bottom)
        height = min(self.top - self.bottom, other.top - other.bottom)
        return overlap > 0.5 * height and -2 < self.left - other.right < 0.3 * height


def opened(data: Path | bytes | io.BytesIO) -> pypdf.PdfReader:
    """A file as pypdf reads it.

    It looks for the program `jbig2dec` when it is imported and again when its filters are, and refuses every file if
    the answers differ, as when that was installed meanwhile: it is told not to compare them.
    """
    with pypdf.apply_configuration(disable_legacy_handling=True):
        return pypdf.PdfReader(io.BytesIO(data) if isinstance(data, bytes) else data)


def read(path: Path) -> str:
    """The folded words of the whole document in tag order, MAYBE where a line ends in a hyphen."""
    lines = list(_page_lines(path))
    text, before = "", None
    for block, _, page, mark in _leaves(opened(path)):
        line = lines[page].get(mark)
        if line is None:
            continue  # a picture
        joined = before is not None and before[:2] == (block, page) and line.touches(before[2])
        if not joined:
            text = text[:-1] + MAYBE if text.endswith(("-", "\x02")) else f"{text} "
        text += line.text
        before = (block, page, line)
    return folded(text)


def folded(text: str) -> str:
    """Letters and digits alone: no case, ligature, apostrophe or kind of space.

    A run of Arabic becomes its sorted words of sorted letters, since pdfium may give them from left to right.
    """
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", "")).casefold()
    plain = _ARABIC.sub(_sorted_letters, plain)
    return " ".join("".join(char if char.isalnum() or char == MAYBE else " " for char in plain).split())


def _sorted_letters(run: re.Match[str]) -> str:
    return " ".join(sorted("".join(sorted(word)) for word in run[0].split()))


def pattern(words: str) -> re.Pattern[str]:
    """Finds folded `words` in a read text, whatever its line breaks."""
    letters = (f"{MAYBE}?".join(map(re.escape, word)) for word in words.split())
    return re.compile(rf"(?<![^ {MAYBE}])" + f"[ {MAYBE}]+".join(letters) + rf"(?![^ {MAYBE}])")


def place(text: str, phrases: list[str]) -> str:
    """Finds each phrase after the one before; what of the text is none of them, cut marks between."""
    position, rest = 0, []
    for phrase in phrases:
        match = pattern(phrase).search(text, position)
        assert match, f"« {phrase[:90]} » should come after « {text[max(position - 90, 0) : position]} »"
        rest.append(text[position : match.start()])
        position = match.end()
    return " | ".join([*rest, text[position:]])


def _page_lines(path: Path) -> Iterator[dict[int, Line]]:
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            yield _lines(page)


def _lines(page: pypdfium2.PdfPage) -> dict[int, Line]:
    """The text of each marked content of a page."""
    found: dict[int, Line] = {}
    texts = page.get_textpage()
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=15):
        mark = pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
        line = Line(_text(item, texts), *item.get_bounds())
        if mark in found:
            old = found[mark]
            box = (
                min(old.left, line.left),
                min(old.bottom, line.bottom),
                max(old.right, line.right),
                max(old.top, line.top),
            )
            line = Line(old.text + line.text, *box)
        found[mark] = line
    return found


def _text(item: pypdfium2.PdfObject, texts: pypdfium2.PdfTextPage) -> str:
    size = pdfium.FPDFTextObj_GetText(item.raw, texts.raw, None, 0)
    buffer = ctypes.create_string_buffer(size)
    units = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    pdfium.FPDFTextObj_GetText(item.raw, texts.raw, units, size)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le")


def _leaves(reader: pypdf.PdfReader) -> Iterator[tuple[int, str, int, int]]:
    """(block, its tag, page, mark) of every marked content in the tag tree, in reading order."""
    pages = {page.indirect_reference.idnum: index for index, page in enumerate(reader.pages)}
    blocks = iter(range(10**9))

    def walk(node, block: tuple[int, str], page: int) -> Iterator[tuple[int, str, int, int]]:
        if isinstance(node, int):
            yield *block, page, int(node)
        elif isinstance(node, ArrayObject):
            for kid in node:
                yield from walk(kid.get_object(), block, page)
        elif isinstance(node, DictionaryObject):
            here = pages[node.raw_get("/Pg").idnum] if "/Pg" in node else page
            if "/MCID" in node:
                yield *block, here, int(node["/MCID"])
            elif "/K" in node:
                own = block if node.get("/S") in INLINE else (next(blocks), str(node.get("/S", "")))
                yield from walk(node["/K"], own, here)

    yield from walk(reader.trailer["/Root"]["/StructTreeRoot"], (next(blocks), ""), 0)


def columns(path: Path) -> list[tuple[str, list[list[str]]]]:
    """(tag, the lines of each column or page it stands in) of every block, in reading order."""
    pages, found = list(_page_lines(path)), []
    last, before = None, None
    for block, tag, page, mark in _leaves(opened(path)):
        line = pages[page].get(mark)
        if line is None:
            continue
        if block != last:
            found.append((tag, [[]]))
        elif before and (before[0] != page or line.bottom > before[1].top):
            found[-1][1].append([])
        lines = found[-1][1][-1]
        if lines and before and before[0] == page and line.touches(before[1]):
            lines[-1] += line.text
        else:
            lines.append(line.text)
        last, before = block, (page, line)
    return found


def tags(path: Path) -> list[str]:
    """The name of every element of the tag tree, in order."""

    def walk(node) -> Iterator[str]:
        if isinstance(node, ArrayObject):
            for kid in node:
                yield from walk(kid.get_object())
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                yield node["/S"]
            if "/K" in node:
                yield from walk(node["/K"])

    return list(walk(opened(path).trailer["/Root"]["/StructTreeRoot"]))


def lowered(data: bytes) -> bytes:
    """A booklet of one pass whose headings are those of an assembled one: under its title, a level lower each."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for heading in list(pdf.Root.StructTreeRoot.FichesHeadings)[1:]:
            heading.S = pikepdf.Name(f"/H{int(str(heading.S)[2:]) + 1}")
        file = io.BytesIO()
        pdf.save(file, fix_metadata_version=False, deterministic_id=True)
    return file.getvalue()


def strays(path: Path) -> list[str]:
    """The lines of text that are not wholly on their page."""
    found = []
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document, start=1):
            width, height = page.get_size()
            for line in _lines(page).values():
                across, along = line.left > -1 and line.right < width + 1, line.bottom > -1 and line.top < height + 1
                if line.text.strip() and not (across and along):
                    found.append(f"page {number}: {line.text}")
    return found
