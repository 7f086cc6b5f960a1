"""The EPUB of each sheet and booklet of the kit: its chapters filled, bound with pictures and printed pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import ParseError

from fiches.config.project import Project, first
from fiches.content import sheet
from fiches.content.booklet import Booklet
from fiches.core.problems import Problem, fault
from fiches.festival.epub import page_marks, volume, xhtml
from fiches.festival.epub.page_marks import FlowText
from fiches.festival.epub.volume import Chapter, PageMark, Volume, VolumeWords
from fiches.festival.website import filling, gathering
from fiches.festival.website.context import BookletEntry, SheetEntry, Site
from fiches.festival.website.filling import PageRequest
from fiches.festival.website.pieces import piece
from fiches.graphics import ornaments
from fiches.html import metadata
from fiches.html.metadata import WorkRecord
from fiches.storage import dates, fingerprints, zips
from fiches.storage.made import MadeFile
from fiches.storage.makers import Artifact
from fiches.storage.memory import Memory
from fiches.storage.process_limits import TaskLimits
from fiches.storage.recollection import Recollection
from fiches.storage.zips import PackedFile

EPUBS = "epub"  # folder of the kit
STYLE, OWN_STYLE = "style/livre.css", "kit/epub.css"  # in the file, and where it is from
COVER, MENTIONS = "couverture.xhtml", "mentions.xhtml"
Work = SheetEntry | BookletEntry
_PICTURES_SHOWN = re.compile(r'\bsrc="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Binding:
    """All that one EPUB is made of."""

    record: WorkRecord
    modified: str
    words: VolumeWords
    chapters: tuple[Chapter, ...]
    works: Mapping[str, str]  # the name in the PDF of the work that a chapter is; a text before them has none
    pictures: Mapping[str, MadeFile]
    style: bytes
    pdf: MadeFile
    sheets: Mapping[str, MadeFile]  # the own PDFs of its works, by these names
    printed: str  # the address or the name of the PDF
    memory: Memory | None = None  # of where printed pages begin in chapters

    def __call__(self) -> bytes:
        """The file."""
        kept = Recollection(self.memory, f"{EPUBS} {self.pdf.path}", gathering.tool())
        printed, documents, marks = outline(self.pdf.read(), [*self.sheets]), dict[str, PackedFile](), list[PageMark]()
        for chapter in self.chapters:
            pages = self._pages(printed, self.works[chapter.path], kept) if chapter.path in self.works else ()
            key = fingerprints.key(chapter.path, chapter.text, repr(pages))
            made = kept.of(key, partial(_marked, chapter, pages))
            assert made is not None
            documents[chapter.path], found = made
            marks += found
        kept.keep()
        files = {STYLE: self.style} | {path: file.read() for path, file in self.pictures.items()}
        cover = _PICTURES_SHOWN.findall(self.chapters[0].text)[0]
        held = Volume(self.record, self.modified, self.words, self.chapters, files, cover, marks, self.printed)
        return volume.packed(held, documents)

    def _pages(self, printed: PrintedOutline, name: str, kept: Recollection) -> Sequence[PrintedPage]:
        """The pages of a work, whose own PDF shows the same lines; of the name of none, those before all works."""
        start, lines = printed.begins.get(name, 0), printed.front
        if name:
            file = self.sheets[name]
            lines = kept.of(fingerprints.key("lines", file.digest), lambda: outline(file.read()).front) or ()
        return [PrintedPage(*one) for one in zip(printed.folios[start:], lines, strict=False)]

    @property
    def key(self) -> str:
        """The digest of all that its bytes depend on."""
        files = {path: file.digest for path, file in (*self.pictures.items(), *self.sheets.items())}
        said = (self.record, self.modified, self.words, self.chapters, files, self.style, self.printed)
        return fingerprints.key(gathering.tool(), self.pdf.digest, repr(said))


@dataclass(frozen=True, slots=True)
class Bindery:
    """What EPUBs are bound from: the collection, its site, the files of the kit so far; what a layout may ask for."""

    project: Project
    site: Site
    files: Mapping[str, MadeFile]
    limits: TaskLimits
    kept: Recollection  # chapters
    epoch: str = ""
    memory: Memory | None = None

    def artifacts(self) -> tuple[dict[str, Artifact], list[Problem]]:
        """Each EPUB by the page of the kit that it is of, or what is wrong in the layouts."""
        views: list[Work] = [*self.site.leaves, *self.site.books]
        asked = [(view, request) for view in views for request in _asked(view)]
        requests = [request for _, request in asked]
        filled = filling.filled(self.site, requests, self._chapter, self.limits, self.kept)
        chapters, problems = defaultdict[str, list[Chapter]](list), dict[Problem, None]()
        for (view, _), (chapter, faults) in zip(asked, filled, strict=True):
            chapters[view.href] += [chapter] if chapter else []
            problems |= dict.fromkeys(faults)
        style = "\n".join(map(self._style, (ornaments.PALETTE, OWN_STYLE))).encode()
        bound = [(view, self._bound(view, chapters[view.href], style)) for view in (() if problems else views)]
        made = {view.href: piece(f"{EPUBS}/{view.source.slug}.epub", one.key, one) for view, one in bound if one}
        return made, list(problems)

    def _chapter(self, request: PageRequest) -> tuple[Chapter | None, Sequence[Problem]]:
        """One document, or what is wrong in its layout."""
        page, problems = filling.page(self.project, self.site, request)
        return as_chapter(request, page.text, self.project.format.name) if page else (None, problems)

    def _bound(self, view: Work, chapters: Sequence[Chapter], style: bytes) -> Binding | None:
        """None where somebody else's file stands in the place of a picture or of a PDF."""
        shown = dict.fromkeys(address for one in chapters for address in _PICTURES_SHOWN.findall(one.text))
        sheets = {leaf.source.slug: leaf.pdf.href for leaf in view.inside}
        if not self.files.keys() >= {*shown, view.pdf.href, *sheets.values()}:
            return None
        before = dict.fromkeys((one.path for one in chapters[1:-1]), "")
        works = before | {_path(leaf): leaf.source.slug for leaf in view.inside}
        source = self.site.public(view.pdf.href) or view.pdf.name
        said = VolumeWords(*map(view.named, ("epub_contents", "epub_pages", "epub_cover", "epub_summary")))
        modified = dates.newest(self._sources(view), self.epoch)
        pictures = {path: self.files[path] for path in shown}
        own = {name: self.files[path] for name, path in sheets.items()}
        return Binding(self._record(view), modified, said, tuple(chapters), works, pictures, style,
                       self.files[view.pdf.href], own, source, self.memory)  # fmt: skip

    def _record(self, view: Work) -> WorkRecord:
        own = self.project.speaking(view.source.language)
        if isinstance(view.source, Booklet):
            return metadata.of_booklet(view.source, own)
        return metadata.of_sheet(view.source, own)

    def _sources(self, view: Work) -> Iterator[Path]:
        yield self.project.root / view.source.path
        for leaf in view.inside:
            yield self.project.root / leaf.source.path
            yield from map(self.project.image, sheet.picture_names(leaf.source))

    def _style(self, name: str) -> str:
        path = first(self.project.styles, name)
        return path.read_text("utf-8-sig", "replace") if path else ""


def as_chapter(request: PageRequest, page: str, format_: str) -> tuple[Chapter | None, Sequence[Problem]]:
    """A filled layout as a document of the file, or why it is none."""
    try:
        text = xhtml.of_html(page)
    except ParseError as error:
        said = fault("gabarit", error.position[0], said=str(error), format=format_)
        return None, [said.in_file(f"templates/{request.layout}")]
    return Chapter(request.path, xhtml.title(text), text, tuple(xhtml.headings(text))), ()


def _asked(view: Work) -> Iterator[PageRequest]:
    """The chapters, in their order."""
    given = {"page": view.page, "view": view}
    yield PageRequest(COVER, "kit/epub/couverture.html", view.source.path, "", given)
    for number, front in enumerate(view.source.front if isinstance(view.source, Booklet) else (), start=1):
        own = {**given, "front": front}
        yield PageRequest(f"texte-{number}.xhtml", "kit/epub/liminaire.html", view.source.path, "", own)
    for leaf in view.inside:
        own, sheet = {"page": leaf.page, "view": view, "leaf": leaf}, leaf.source
        yield PageRequest(_path(leaf), "kit/epub/fiche.html", sheet.path, "", own, sheet.format)
    yield PageRequest(MENTIONS, "kit/epub/mentions.html", view.source.path, "", given)


def _path(leaf: SheetEntry) -> str:
    return f"fiche-{leaf.source.slug}.xhtml"


def _marked(chapter: Chapter, pages: Sequence[PrintedPage]) -> tuple[PackedFile, list[PageMark]]:
    """A chapter with a mark where each printed page begins, as its file holds it, and these marks."""
    starts = FlowText(chapter.text).starts([page.lines for page in pages])
    marks = {place: PageMark(chapter.path, f"page-{pages[at].folio}", pages[at].folio) for at, place in starts.items()}
    text = page_marks.inserted(chapter.text, {place: _mark(one) for place, one in marks.items()})
    return zips.member(chapter.path, text.encode()), list(marks.values())


def _mark(mark: PageMark) -> str:
    name, folio = escape(mark.id), escape(mark.folio)
    return f'<span epub:type="pagebreak" role="doc-pagebreak" id="{name}" aria-label="{folio}"></span>'


class PrintedPage(NamedTuple):
    """One page: what it is called, and its lines in the order in which they are drawn."""

    folio: str
    lines: Sequence[str]


class PrintedOutline(NamedTuple):
    """What all pages of a file are called; the index of that at which each of some works begins, by its name.

    And the lines of the pages before all these works; of none, of all.
    """

    folios: Sequence[str]
    begins: Mapping[str, int]
    front: Sequence[Sequence[str]]


def outline(data: bytes, works: Sequence[str] = ()) -> PrintedOutline:
    """The pages of a PDF in which works are named destinations."""
    import pypdfium2
    from pypdfium2 import raw

    with pypdfium2.PdfDocument(data) as document:
        folios = [document.get_page_label(index) or str(index + 1) for index in range(len(document))]
        begins = {}
        for name in works:
            if place := raw.FPDF_GetNamedDestByName(document.raw, name.encode()):
                begins[name] = raw.FPDFDest_GetDestPageIndex(document.raw, place)
        front = range(min(begins.values(), default=len(document)))
        lines = [document[index].get_textpage().get_text_range().splitlines() for index in front]
    return PrintedOutline(folios, begins, lines)
