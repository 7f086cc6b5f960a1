"""An OpenDocument text (.odt, as LibreOffice and OpenOffice write it) becomes a WrittenDocument."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType
from xml.etree.ElementTree import Element

from fiches.core.geometry import MM_PER_INCH
from fiches.imports import lengths, word_signs
from fiches.imports.body_reader import BodyReader
from fiches.imports.odt_lines import OdtLineReader
from fiches.imports.odt_styles import OdtLists, OdtStyles, plain_words
from fiches.imports.office_zip import OfficeZip, within
from fiches.imports.word_styles import whole
from fiches.imports.written import (
    Aside,
    AsideSort,
    ListMark,
    TextRun,
    WrittenBlock,
    WrittenDocument,
    WrittenParagraph,
    WrittenPicture,
    WrittenTable,
)

MOST_REPEATED = 60  # columns that one cell stands for
_UNITS_MM = {"mm": 1.0, "cm": 10.0, "in": MM_PER_INCH, "pt": MM_PER_INCH / 72}
_ROUND_BLOCKS = ("text:section", "text:numbered-paragraph", "draw:text-box", "text:list-header")
_ROUND_ROWS = ("table:table-header-rows", "table:table-row-group", "table:table-rows")
_ON_EVERY_PAGE = {"style:header": AsideSort.HEADER, "style:footer": AsideSort.FOOTER}
_CHANGES = {"text:insertion": AsideSort.INSERTED, "text:deletion": AsideSort.DELETED}
_MANIFEST = "META-INF/manifest.xml"  # not parsed: OpenOffice declares its type
_MACRO_FOLDERS = ("Basic/", "Scripts/")


def read_odt(data: bytes, name: str) -> WrittenDocument:
    """What stands in a file called `name`; FichesError says why it cannot be read."""
    archive = OfficeZip(data, name)
    if archive.has(_MANIFEST) and b"encryption-data" in archive.read(_MANIFEST):
        raise archive.refusal("encrypted")
    tree = archive.xml("content.xml")
    body = within(tree, "office:body", "office:text") if tree is not None else None
    if tree is None or body is None:
        raise archive.refusal("no-word-file")
    lengths.judge(body.itertext(), name, lengths.MOST_PIECES)
    try:
        return _OdtReader(archive, tree).document(body)
    except RecursionError as error:
        raise archive.refusal("damaged") from error


class _OdtReader(BodyReader):
    """Reads the parts of one file."""

    def __init__(self, archive: OfficeZip, content: Element) -> None:
        super().__init__()
        self._archive = archive
        self._around = archive.xml("styles.xml")
        trees = [content] if self._around is None else [self._around, content]
        self._styles, self._lists = OdtStyles(trees), OdtLists(trees)
        self._notes: dict[str, tuple[WrittenParagraph, ...]] = {}
        self._line = OdtLineReader(self._styles, self, dict(_changes(content)))

    def document(self, body: Element) -> WrittenDocument:
        """The whole file."""
        blocks = self._read(body)
        self._edges()
        meta = self._archive.xml("meta.xml")
        title = within(meta, "office:meta", "dc:title") if meta is not None else None
        return WrittenDocument(blocks, plain_words(title), MappingProxyType(self._notes), self._beside())

    # --- what the lines ask ------------------------------------------------------------

    def noted(self, note: Element) -> str:
        """Puts a note away; how it is called."""
        body = note.find("text:note-body")
        name = str(len(self._notes) + 1)
        self._notes[name] = ()
        found = self._blocks(body if body is not None else ())
        self._notes[name] = tuple(one for one in found if isinstance(one, WrittenParagraph))
        return name

    def drawn(self, element: Element) -> tuple[list[WrittenPicture], list[WrittenBlock]]:
        """The pictures and the text boxes of a drawing: the first of the writings of each."""
        if element.tag not in ("draw:frame", "draw:g", "draw:a"):
            return [], self._blocks(one for one in element if one.tag.startswith(("text:", "table:")))
        pictures, boxes = list[WrittenPicture](), list[WrittenBlock]()
        for one in element:
            more = self._shown(one, element)
            pictures += more[0]
            boxes += more[1]
            if element.tag == "draw:frame" and one.tag in ("draw:image", "draw:object", "draw:text-box"):
                break
        return pictures, boxes

    def _shown(self, one: Element, frame: Element) -> tuple[list[WrittenPicture], list[WrittenBlock]]:
        if one.tag == "draw:image":
            return list(self._picture(one.get("xlink:href", ""), frame)), []
        if one.tag == "draw:text-box":
            return [], self._blocks(one)
        if one.tag.startswith("draw:object"):
            self._object(one.get("xlink:href", "").removeprefix("./"))
            return [], []
        return self.drawn(one) if one.tag.startswith("draw:") else ([], [])

    def _picture(self, part: str, frame: Element) -> Iterator[WrittenPicture]:
        if not self._archive.has(part.removeprefix("./")):
            self.told(Aside(AsideSort.LINKED_PICTURE, part))
            return
        alt = plain_words(frame.find("svg:desc")) or plain_words(frame.find("svg:title"))
        placed = self._archive.placed(part.removeprefix("./"), alt, _millimetres(frame.get("svg:width", "")))
        if isinstance(placed, Aside):
            self.told(placed)
        else:
            yield placed

    def _object(self, part: str) -> None:
        """Another file within: an equation is read, of others it is only told that they are there."""
        tree = self._archive.xml(f"{part}/content.xml")
        if tree is None or tree.tag != "mathml:math":
            is_chart = tree is not None and within(tree, "office:body", "office:chart") is not None
            self.told(Aside(AsideSort.CHART if is_chart else AsideSort.OBJECT))
            return
        words = word_signs.equation(tree).strip()
        self._line.runs.append(TextRun(words))
        self.told(Aside(AsideSort.EQUATION, words))

    # --- blocks ------------------------------------------------------------------------

    def _blocks(self, elements: Iterable[Element]) -> list[WrittenBlock]:
        """The blocks of a box, a cell or a note, which may stand in the middle of a paragraph."""
        outer = self._line
        self._line = replace(outer, runs=[], pictures=[], boxes=[])
        made = [block for element in elements for block in self._block(element)]
        self._line = outer
        return made

    def _block(self, element: Element) -> Iterator[WrittenBlock]:
        tag = element.tag
        if tag in ("text:p", "text:h"):
            yield from self._paragraph(element, None)
        elif tag == "text:list":
            yield from self._list(element, "", 0)
        elif tag == "table:table":
            yield from self._table(element)
        elif tag in _ROUND_BLOCKS:
            for one in element:
                yield from self._block(one)
        elif tag.endswith(("-index", "text:table-of-content", "text:bibliography")):
            self.told(Aside(AsideSort.CONTENTS))
        elif tag.startswith("draw:"):
            pictures, boxes = self.drawn(element)
            yield from [WrittenParagraph((), pictures=tuple(pictures))] if pictures else []
            yield from boxes
        else:
            self._line.aside(element)

    def _paragraph(self, element: Element, mark: ListMark | None) -> Iterator[WrittenBlock]:
        style = self._styles.of_paragraph(element)
        self._line.read(element, replace(style, italic=None))
        runs, pictures, boxes = self._line.taken()
        item = None if style.level else mark
        yield WrittenParagraph(runs, style.level or 0, style.name, item, style.is_quote, style.is_caption, pictures)
        yield from boxes

    def _list(self, element: Element, above: str, depth: int) -> Iterator[WrittenBlock]:
        style = element.get("text:style-name", above)
        self._lists.begins(element, style, depth)
        for item in element:
            first = item.tag == "text:list-item"
            for one in item:
                if one.tag == "text:list":
                    yield from self._list(one, style, depth + 1)
                elif one.tag == "text:p" and first:
                    yield from self._paragraph(one, self._lists.mark(item, style, depth))
                    first = False
                else:
                    yield from self._block(one)

    def _table(self, element: Element) -> Iterator[WrittenBlock]:
        rows = [list(self._row(row)) for row in _rows(element)]
        width = max(map(len, rows), default=0)
        if width:
            yield WrittenTable(tuple(tuple(row + [()] * (width - len(row))) for row in rows))

    def _row(self, row: Element) -> Iterator[tuple[WrittenBlock, ...]]:
        for cell in row:
            if cell.tag in ("table:table-cell", "table:covered-table-cell"):
                yield tuple(self._blocks(cell))
                again = whole(cell.get("table:number-columns-repeated"), 1) - 1
                yield from [()] * min(again, MOST_REPEATED)

    # --- what stands elsewhere ---------------------------------------------------------

    def _edges(self) -> None:
        """Tells what stands at the head and at the foot of each page, and that there are macros, which nobody runs."""
        for tag, sort in _ON_EVERY_PAGE.items():
            parts = self._around.iter(tag) if self._around is not None else ()
            words = " · ".join(dict.fromkeys(filter(None, map(plain_words, parts))))
            if words:
                self.told(Aside(sort, words))
        if any(name.startswith(_MACRO_FOLDERS) for name in self._archive.names):
            self.told(Aside(AsideSort.MACROS))


def _rows(element: Element) -> Iterator[Element]:
    for one in element:
        if one.tag == "table:table-row":
            yield one
        elif one.tag in _ROUND_ROWS:
            yield from _rows(one)


def _millimetres(length: str) -> float:
    """A length as OpenDocument writes it (`4.2cm`); 0 where it is none."""
    found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,9})?)(mm|cm|in|pt)", length)
    return float(found[1]) * _UNITS_MM[found[2]] if found else 0.0


def _changes(content: Element) -> Iterator[tuple[str, Aside]]:
    """What was inserted (its words are in the text) and deleted (they are here), by id."""
    for region in content.iter("text:changed-region"):
        for change in region:
            sort = _CHANGES.get(change.tag)
            who, when = (plain_words(within(change, "office:change-info", name)) for name in ("dc:creator", "dc:date"))
            words = plain_words(change, ("office:change-info",)) if sort is AsideSort.DELETED else ""
            if sort:
                yield region.get("text:id") or region.get("xml:id") or "", Aside(sort, words, who, when[:10])
