"""What a printer is given of one finished PDF: its pages, its cover apart, sheets of paper to fold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from fiches.config import papers
from fiches.core import pdf_names
from fiches.core.geometry import POINTS_PER_MM
from fiches.core.messages import catalogue, message
from fiches.core.problems import Fault
from fiches.imposition import binding, impose, paper_choice, sheets
from fiches.imposition.impose import Beginning, ImpositionError
from fiches.press.colour import Inks
from fiches.press.convert_objects import Original
from fiches.press.crop_marks import MARK_ROOM
from fiches.press.pdfx import PdfSummary, PressWords, begin, look, part, press
from fiches.press.profiles import Printer
from fiches.printing import slug_lines
from fiches.typography import titles

TURNED = "recto-verso-bord-court"  # of a file to print on both sides: how the copier turns the paper
LEAFLET = 4  # pages
VERSION_MARK = 6  # signs of the digest of what is printed, in names
_VERSION_MARK = re.compile(rf"_[0-9a-f]{{{VERSION_MARK}}}(?=[-.])")


@dataclass(frozen=True, slots=True)
class FinishedPdf:
    """One PDF of the screen: the name of its source, whether it is a booklet, the face of titles."""

    slug: str
    booklet: bool
    data: bytes
    face: bytes = b""
    made: str = ""  # when the newest of its sources was, as ISO 8601


@dataclass(frozen=True, slots=True)
class PrinterFile:
    """One file for a printer, whose name says what it is."""

    name: str
    data: bytes
    pages: int
    single: bool = False  # its pages are single, as printers have them


def unmarked(name: str) -> str:
    """The name of a file for a printer in any of its versions."""
    return _VERSION_MARK.sub("", name)


def deliver(
    finished: FinishedPdf, printer: Printer, inks: Inks, original: Original
) -> tuple[list[PrinterFile], list[Fault]]:
    """The files of one PDF for `printer`, and what is wrong with them; Unprintable when it cannot be put into inks.

    `original` gives the photos whose place the PDF knows.
    """
    sight = look(finished.data)
    slugs = slug_lines.of_pages(finished.slug, finished.made, sight, finished.face) if printer.marks else ()
    pressed = press(finished.data, printer, inks, original, PressWords(finished.slug, finished.made, slugs))
    job = _PrinterJob(finished.slug, pressed, sight, printer, finished.face, pdf_names.name_of(pressed)[:VERSION_MARK])
    faults = list(binding.judge(sight.pages, printer)) if finished.booklet else []
    apart = finished.booklet and binding.has_cover_apart(sight.pages, printer)
    files = list(job.apart() if apart else job.whole())
    try:
        files += job.booklet() if finished.booklet else job.sheet()
    except ImpositionError as unfit:
        faults.append(Fault("imposition", message("printing.file.unfoldable", why=unfit.message)))
    return files, faults


@dataclass(frozen=True, slots=True)
class _PrinterJob:
    """The pages in their inks, and whom they are for."""

    slug: str
    pressed: bytes
    sight: PdfSummary
    printer: Printer
    face: bytes
    mark: str  # tells the files of one version of a job, all alike, from those of any other that a printer receives

    def whole(self) -> Iterator[PrinterFile]:
        """Single pages in reading order."""
        yield self._pages(self.slug, self.pressed, self.sight.pages)

    def apart(self) -> Iterator[PrinterFile]:
        """The pages inside, and the cover: laid flat around its spine when it is glued, else as four pages."""
        pages = self.sight.pages
        inside = range(2, pages - 2)
        yield self._pages(f"{self.slug}_interieur", part(self.pressed, inside, self._said("inside")), len(inside))
        cover = part(self.pressed, (0, 1, pages - 2, pages - 1), self._said("cover"), bare=self.printer.glued)
        if not self.printer.glued:
            yield self._pages(f"{self.slug}_couverture", cover, binding.COVER_PAGES)
            return
        spine = binding.spine(len(inside), self.printer)
        around, title = self._around(spine), self._title(spine)
        flat = impose.leaflet(cover, rtl=self.sight.rtl, paper=around, spine=spine, title=title)
        name = f"{self.slug}_couverture_dos-{spine:.1f}mm_{self._inked}_{self.mark}.pdf"
        yield PrinterFile(name, flat, look(flat).pages)

    def _title(self, spine: float) -> str:
        """What a spine says: the title, cut to a line when the whole would be too small."""
        high, title = self.sight.trim.height / POINTS_PER_MM, self.sight.title
        both = title, titles.short(title, self.sight.language)
        said = (binding.on_spine(words, self.face, spine, high) for words in both)
        return next(filter(None, said), "")

    def sheet(self) -> Iterator[PrinterFile]:
        """A leaflet, of four pages."""
        if self.printer.leaflet and self.sight.pages == LEAFLET and paper_choice.stands_open(self.sight.trim.width):
            data = impose.leaflet(self.pressed, rtl=self.sight.rtl, paper=self._paper, begin=self._own("leaflet"))
            yield self._folded(f"{self._unfolded}-plie", data, 2)

    def booklet(self) -> Iterator[PrinterFile]:
        """Sheets one in the other, of the same size and of half of it."""
        pages, creep, rtl = self.sight.pages, self.printer.paper, self.sight.rtl
        sides = 2 * -(-pages // 4)
        if self.printer.saddle and paper_choice.stands_open(self.sight.trim.width):
            own = self._own("saddle")
            data = impose.saddle(self.pressed, thickness=creep, rtl=rtl, paper=self._paper, begin=own)
            yield self._folded(f"cahier-{self._unfolded}_{pages}p", data, sides)
        if self.printer.pocket:
            data = impose.pocket(self.pressed, thickness=creep, rtl=rtl, begin=self._own("pocket"))
            yield self._folded(f"poche-{'-sur-'.join(paper_choice.halved(*self._size))}_{pages}p", data, sides)

    def _own(self, name: str) -> Beginning:
        """What makes of the pages a file that is not taken for that of single pages."""
        return partial(begin, self.pressed, self._said(name))

    def _said(self, name: str) -> str:
        """What a part of a file is called in its title: in the language of its pages, whoever asks for it."""
        return catalogue(self.sight.language).text(message(f"printing.file.{name}"))

    def _pages(self, name: str, data: bytes, pages: int) -> PrinterFile:
        return PrinterFile(f"{name}_{self._format}_{pages}p_{self._inked}_{self.mark}.pdf", data, pages, single=True)

    def _folded(self, what: str, data: bytes, sides: int) -> PrinterFile:
        return PrinterFile(f"{self.slug}_{what}_{TURNED}_{self.mark}.pdf", data, sides)

    @property
    def _inked(self) -> str:
        condition = "".join(char for char in self.printer.condition if char.isascii() and char.isalnum())
        return f"CMJN-{condition}_fp{self.printer.bleed:g}mm"

    @property
    def _format(self) -> str:
        """Of a page: « A4 »."""
        return papers.name_of(*self._size)

    @property
    def _size(self) -> tuple[float, float]:
        """Of a page, in points."""
        return self.sight.trim.width, self.sight.trim.height

    @property
    def _paper(self) -> sheets.Paper | None:
        return paper_choice.sheet(*self._size, self.printer.sheet)

    @property
    def _unfolded(self) -> str:
        return paper_choice.unfolded(*self._size, self.printer.sheet)

    def _around(self, spine: float) -> sheets.Paper | None:
        """The sheet (mm) of a cover laid flat with its marks; None: as large as its bleed."""
        if not self.printer.marks:
            return None
        width, height = self.sight.trim.width / POINTS_PER_MM, self.sight.trim.height / POINTS_PER_MM
        edge = 2 * (self.printer.bleed + MARK_ROOM)
        return 2 * width + spine + edge, height + edge
