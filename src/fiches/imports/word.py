"""A Word file (.docx, as Word, LibreOffice, Google Docs and others write it) becomes a WrittenDocument."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from xml.etree.ElementTree import Element

from fiches.imports import lengths
from fiches.imports.body_reader import BodyReader
from fiches.imports.office_zip import OfficeZip, Relation, within
from fiches.imports.word_runs import Comments, LineReader, chosen, is_unfilled
from fiches.imports.word_styles import WordLists, WordStyle, WordStyles, value
from fiches.imports.written import (
    Aside,
    AsideSort,
    WrittenBlock,
    WrittenDocument,
    WrittenParagraph,
    WrittenPicture,
    WrittenTable,
    plain_paragraph,
)

_EMU = 36_000  # in a mm
_AROUND_BLOCKS = ("w:customXml", "w:ins", "w:moveTo", "w:smartTag", "mc:AlternateContent")
_LEFT_ASIDE = MappingProxyType({"c:chart": AsideSort.CHART, "o:OLEObject": AsideSort.OBJECT})
_OTHER_FILES = ("w:altChunk", "w:subDoc")


def read_word(data: bytes, name: str) -> WrittenDocument:
    """What stands in a file called `name`; FichesError says why it cannot be read."""
    archive = OfficeZip(data, name)
    main = _main_part(archive)
    tree = archive.xml(main) if main else None
    body = tree.find("w:body") if tree is not None else None
    if body is None:
        raise archive.refusal("no-word-file")
    lengths.judge((one.text or "" for one in body.iter("w:t")), name, lengths.MOST_PIECES)
    try:
        return _WordReader(archive, main).document(body)
    except RecursionError as error:
        raise archive.refusal("damaged") from error


def _main_part(archive: OfficeZip) -> str:
    found = (one for one in archive.relations("").values() if one.kind == "officeDocument")
    return next((one.target for one in found if archive.has(one.target)), "word/document.xml")


class _WordReader(BodyReader):
    """Reads the parts of one file."""

    def __init__(self, archive: OfficeZip, main: str) -> None:
        super().__init__()
        self._archive = archive
        self._relations: Mapping[str, Relation] = archive.relations(main)
        self._own_relations = self._relations
        self._lists = WordLists(self._part("numbering"))
        self._styles = WordStyles(self._part("styles"))
        self._line = LineReader(self._styles, self, Comments(dict(_comments(self._part("comments")))))
        self._joined: list[Element] = []  # paragraphs whose end is deleted: they go on with the next

    def _part(self, kind: str) -> Element | None:
        part = next((one.target for one in self._own_relations.values() if one.kind == kind and not one.outside), "")
        return self._archive.xml(part) if part else None

    def document(self, body: Element) -> WrittenDocument:
        """The whole file."""
        blocks = self._read(body)
        self._around()
        notes = {**self._notes("footnotes", "f"), **self._notes("endnotes", "e")}
        return WrittenDocument(blocks, self._title(), MappingProxyType(notes), self._beside())

    # --- what the lines ask ------------------------------------------------------------

    def address(self, id_: str) -> str:
        """That of a link, if it leads out of the file."""
        found = self._relations.get(id_)
        return found.target if found and found.outside else ""

    def drawn(self, element: Element) -> tuple[list[WrittenPicture], list[WrittenBlock]]:
        """The pictures and the text boxes of a drawing."""
        pictures = [self._picture(id_, element, linked) for id_, linked in _pictured(element)]
        boxes = [box for content in _boxes(element) for box in self._blocks(content)]
        for one in _drawn(element):
            if one.tag == "dgm:relIds":
                boxes += self._diagram(one.get("r:dm", ""))
            elif one.tag in ("c:chart", "o:OLEObject"):
                self.told(Aside(_LEFT_ASIDE[one.tag], one.get("ProgID", "")))
        return [one for one in pictures if one], boxes

    def _picture(self, id_: str, element: Element, linked: str) -> WrittenPicture | None:
        found = self._relations.get(id_ or linked)
        if found is None or found.outside:
            self.told(Aside(AsideSort.LINKED_PICTURE, found.target if found else ""))
            return None
        placed = self._archive.placed(found.target, *_described(element))
        if isinstance(placed, Aside):
            self.told(placed)
            return None
        return placed

    def _diagram(self, id_: str) -> list[WrittenBlock]:
        """What is written in a diagram (SmartArt), a paragraph for each of its shapes."""
        found = self._relations.get(id_)
        tree = self._archive.xml(found.target) if found else None
        said = [_drawn_text(one) for one in tree.iter() if one.tag == "dgm:t"] if tree is not None else []
        self.told(Aside(AsideSort.DIAGRAM, " · ".join(filter(None, said))))
        return [plain_paragraph(one) for one in said if one]

    # --- blocks ------------------------------------------------------------------------

    def _blocks(self, elements: Iterable[Element]) -> list[WrittenBlock]:
        """The blocks of a box, a cell or a note, which may stand in the middle of a paragraph."""
        outer = self._line
        self._line = replace(outer, fields=[], runs=[], pictures=[], boxes=[])
        made = [block for element in elements for block in self._block(element)]
        self._line = outer
        return made

    def _block(self, element: Element) -> Iterator[WrittenBlock]:
        tag = element.tag
        if tag == "w:p":
            yield from self._paragraph(element)
        elif tag == "w:tbl":
            yield from self._table(element)
        elif tag == "w:sdt":
            yield from self._control(element)
        elif tag in _AROUND_BLOCKS:
            inner = chosen(element) if tag == "mc:AlternateContent" else element
            for one in inner:
                yield from self._block(one)
        elif tag == "m:oMathPara":
            self._line.read([element], WordStyle())
            yield WrittenParagraph(self._line.taken()[0])
        elif tag in _OTHER_FILES:
            self.told(Aside(AsideSort.OTHER_FILE))

    def _control(self, element: Element) -> Iterator[WrittenBlock]:
        content = element.find("w:sdtContent")
        gallery = within(element, "w:sdtPr", "w:docPartObj", "w:docPartGallery")
        if gallery is not None and "Contents" in gallery.get("w:val", ""):
            self.told(Aside(AsideSort.CONTENTS))
        elif content is not None and not is_unfilled(element):
            yield from (block for one in content for block in self._block(one))

    def _paragraph(self, element: Element) -> Iterator[WrittenBlock]:
        properties = element.find("w:pPr")
        style = self._styles.of_paragraph(properties)
        self._line.read((one for one in element if one.tag != "w:pPr"), style)
        if within(element, "w:pPr", "w:rPr", "w:del") is not None:
            return  # its end is deleted: what it holds goes on in the next
        in_contents = self._line.lists_titles or style.is_contents
        runs, pictures, boxes = self._line.taken()
        if in_contents:
            self.told(Aside(AsideSort.CONTENTS))
            return
        mark = self._lists.mark(style.list)  # which counts, whatever it is
        item = None if style.level else mark
        yield WrittenParagraph(runs, style.level or 0, style.name, item, style.is_quote, style.is_caption, pictures)
        yield from boxes

    def _table(self, element: Element) -> Iterator[WrittenBlock]:
        rows = [self._row(row) for row in _inside(element, "w:tr") if within(row, "w:trPr", "w:del") is None]
        width = max(map(len, rows), default=0)
        if width:
            yield WrittenTable(tuple(tuple(row + [()] * (width - len(row))) for row in rows))

    def _row(self, row: Element) -> list[tuple[WrittenBlock, ...]]:
        cells: list[tuple[WrittenBlock, ...]] = []
        for cell in _inside(row, "w:tc"):
            properties = cell.find("w:tcPr")
            goes_on = properties is not None and value(properties, "w:vMerge") in ("", "continue")
            cells.append(() if goes_on else tuple(self._blocks(cell)))
            span = value(properties, "w:gridSpan") or "1"
            cells += [()] * (min(int(span), 60) - 1 if span.isdigit() else 0)
        return cells

    # --- what stands elsewhere ---------------------------------------------------------

    def _notes(self, kind: str, letter: str) -> dict[str, tuple[WrittenParagraph, ...]]:
        """The notes of a sort, by the names that the text calls them by."""
        part = next((one.target for one in self._own_relations.values() if one.kind == kind), "")
        tree = self._archive.xml(part) if part else None
        self._relations = self._archive.relations(part) if part else self._own_relations
        found = {}
        for note in tree if tree is not None else ():
            if note.get("w:type") is None:
                blocks = self._blocks(note)
                found[letter + note.get("w:id", "")] = tuple(one for one in blocks if isinstance(one, WrittenParagraph))
        self._relations = self._own_relations
        return found

    def _around(self) -> None:
        """Tells what stands at the head and at the foot of each page, and that there are macros, which nobody runs."""
        for kind in (AsideSort.HEADER, AsideSort.FOOTER):
            parts = {one.target for one in self._own_relations.values() if one.kind == kind}
            said = [_plain_text(self._archive.xml(part)) for part in sorted(parts)]
            if words := " · ".join(dict.fromkeys(filter(None, said))):
                self.told(Aside(kind, words))
        if any(name.endswith("vbaProject.bin") for name in self._archive.names):
            self.told(Aside(AsideSort.MACROS))

    def _title(self) -> str:
        tree = self._archive.xml("docProps/core.xml")
        found = tree.find("dc:title") if tree is not None else None
        return " ".join((found.text or "").split()) if found is not None else ""


def _described(element: Element) -> tuple[str, float]:
    """What is said of a drawing for those who do not see it, and how wide it is (mm; 0: nobody says)."""
    said = next((one for one in element.iter() if one.tag in ("wp:docPr", "v:shape")), Element(""))
    alt = said.get("descr") or said.get("alt") or ""
    extent = next((one.get("cx", "") for one in element.iter() if one.tag == "wp:extent"), "")
    return " ".join(alt.split()), int(extent) / _EMU if extent.isdigit() else 0.0


def _inside(element: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those in controls of a form among them."""
    for one in element:
        if one.tag == tag:
            yield one
        elif one.tag in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins"):
            yield from _inside(one, tag)


def _pictured(element: Element) -> Iterator[tuple[str, str]]:
    """The names of the pictures of a drawing: of each, of one in the file, and of one elsewhere."""
    for one in _drawn(element):
        if one.tag == "a:blip":
            yield one.get("r:embed", ""), one.get("r:link", "")
        elif one.tag == "v:imagedata":
            yield one.get("r:id", ""), one.get("r:href", "")


def _drawn(element: Element) -> Iterator[Element]:
    """What a drawing is made of, without what is written in its text boxes; of two writings of it, the one we read."""
    yield element
    if element.tag != "w:txbxContent":
        inner = chosen(element) if element.tag == "mc:AlternateContent" else element
        for one in inner:
            yield from _drawn(one)


def _boxes(element: Element) -> Iterator[Element]:
    """The outermost text boxes of a drawing."""
    return (one for one in _drawn(element) if one.tag == "w:txbxContent")


def _drawn_text(element: Element) -> str:
    return " ".join("".join(one.text or "" for one in element.iter() if one.tag == "a:t").split())


def _plain_text(tree: Element | None) -> str:
    if tree is None:
        return ""
    said = (
        "".join(one.text or "" for one in line.iter() if one.tag == "w:t") for line in tree.iter() if line.tag == "w:p"
    )
    return " ".join(" ".join(said).split())


def _comments(tree: Element | None) -> Iterator[tuple[str, tuple[str, str, str]]]:
    for one in tree if tree is not None else ():
        yield one.get("w:id", ""), (_plain_text(one), one.get("w:author", ""), one.get("w:date", "")[:10])
