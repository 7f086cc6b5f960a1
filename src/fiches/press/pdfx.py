"""A finished PDF of the screen → the PDF/X-4 file of its pages for a press: same lines, other colours and boxes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from fiches.config.languages import is_rtl
from fiches.core import flate, pdf_names
from fiches.core.geometry import BLEED_KEY, POINTS_PER_MM, Box
from fiches.press import crop_marks, pdfx_metadata
from fiches.press.colour import Inks
from fiches.press.convert_objects import Original, PageFrame, separate
from fiches.press.profiles import Printer
from fiches.storage.fingerprints import key

# what is left of a catalog: no tags, links, scripts, layers
ROOT = frozenset(("/Type", "/Pages", "/PageLabels", "/Lang"))
PAGE_KEYS = frozenset(("/Type", "/Parent", "/Contents", "/Resources", "/MediaBox"))
PRESS_ONLY = f"/{BLEED_KEY}"
REGISTER = "/Repere"  # the colour space of marks: every ink at once
PDF_VERSION = "1.6"  # the highest of PDF/X-4


@dataclass(frozen=True, slots=True)
class PressWords:
    """What a press file says of itself: what it is, whatever its version; when the newest of its sources was.

    `slugs`: operators of the line below each page beside its marks, in points from its left end.
    """

    work: str = ""
    made: str = ""
    slugs: Sequence[str] = ()


SILENT = PressWords()


def press(data: bytes, printer: Printer, inks: Inks, original: Original, words: PressWords = SILENT) -> bytes:
    """The pages of a file of our engine as `printer` wants them, the same bytes for the same file.

    `original` gives the photos whose place the file knows.

    Raises Unprintable when the file shows what cannot be put into inks.
    """
    with pikepdf.open(io.BytesIO(data)) as book:
        pdfx_metadata.inform(book)
        _strip([book.Root], ROOT | _bound(book.Root))
        for page in book.pages:
            paint_bleed(book, page.obj)
        _strip((page.obj for page in book.pages), PAGE_KEYS)
        edge = (printer.bleed + (crop_marks.MARK_ROOM if printer.marks else 0)) * POINTS_PER_MM
        frame = PageFrame(edge, printer.bleed * POINTS_PER_MM)
        separate(book, inks, frame, original)
        every = _every_ink(book)
        for number, page in enumerate(book.pages):
            _box(page.obj, frame)
            if printer.marks:
                _mark(book, page.obj, printer.bleed, "".join(words.slugs[number : number + 1]))
                page.obj.Resources.ColorSpace = Dictionary({REGISTER: every})
        seed = key(data, printer.asked)
        pdfx_metadata.declare(book, seed, made=words.made, work=f"{printer.name} {words.work or seed}")
        pdfx_metadata.intend(book, printer.icc.read_bytes(), printer.condition)
        return written(book, PDF_VERSION)


def paint_bleed(book: pikepdf.Pdf, page: Any) -> None:  # noqa: ANN401
    """Paints what a page keeps for the press alone: photos that go on beyond the trim."""
    if PRESS_ONLY in page:
        own = list(page.Contents) if isinstance(page.Contents, Array) else [page.Contents]
        page.Contents = Array([_packed(book, "q"), *own, _packed(book, "Q"), page[PRESS_ONLY]])


def _bound(root: Any) -> frozenset[str]:  # noqa: ANN401
    """What of a catalog says on which side its pages are bound, where that is the right."""
    return frozenset(["/ViewerPreferences"] if "/Direction" in root.get("/ViewerPreferences", {}) else [])


def _strip(holders: Iterable[Any], kept: frozenset[str]) -> None:
    for holder in holders:
        for name in set(holder.keys()) - kept:
            del holder[name]


def _box(page: Any, frame: PageFrame) -> None:  # noqa: ANN401
    """Says of a page where its paper, its trim and its bleed are, and that it is blended in inks."""
    for name, box in zip(("/MediaBox", "/TrimBox", "/BleedBox"), frame.boxes(page), strict=True):
        page[name] = Array([round(side, 4) + 0.0 for side in box])
    page.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK, I=True)


def _mark(book: pikepdf.Pdf, page: Any, bleed: float, slug: str) -> None:  # noqa: ANN401
    """Adds the marks of a page, as a stream after its own."""
    page.Contents = Array([page.Contents, _packed(book, _marks(Box.of(page.TrimBox), bleed, slug))])


def _marks(trim: Box, bleed: float, slug: str) -> str:
    """All that stands around a page."""
    x, y = crop_marks.slug_place(trim, bleed)
    line = f"q {REGISTER} cs 1 scn 1 0 0 1 {x:.3f} {y:.3f} cm\n{slug}\nQ" if slug else ""
    marks, bar = crop_marks.marks(trim, bleed), crop_marks.colour_bar(trim, bleed)
    return f"{REGISTER} CS 1 SCN\n{marks}\n{bar}\n{line}"


def _packed(book: pikepdf.Pdf, operators: str) -> pikepdf.Stream:
    return book.make_stream(flate.packed(operators.encode()), Filter=Name.FlateDecode)


def _every_ink(book: pikepdf.Pdf) -> Any:  # noqa: ANN401
    """The colour that prints on every plate, so that the marks of all lie on each other."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return book.make_indirect(Array([Name.Separation, Name.All, Name.DeviceCMYK, tint]))


def written(book: pikepdf.Pdf, version: str = "") -> bytes:
    """The bytes of a file for printers, named by their digest: the same for the same.

    It says that it is of a `version` of PDF; without one, of that which it is.
    """
    file = io.BytesIO()
    book.save(
        file,
        static_id=True,
        fix_metadata_version=False,  # it is the source's
        force_version=version,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,  # some printers' programs do not read them
    )
    return pdf_names.named(file)


def part(data: bytes, wanted: Sequence[int], name: str, *, bare: bool = False) -> bytes:
    """The pages `wanted` (from 0) of a press file, as a file of its own that calls itself `name` after its title.

    They are `bare` of marks when they are to stand on a larger sheet.
    """
    with pikepdf.open(io.BytesIO(data)) as book:
        pages = [book.pages[number] for number in wanted]
        kids = Array([page.obj for page in pages])
        book.Root.Pages = book.make_indirect(Dictionary(Type=Name.Pages, Count=len(pages), Kids=kids))
        for page in pages:
            page.obj.Parent = book.Root.Pages
        if bare:
            _lay_bare(pages)
        _rename(book, data, name)
        return written(book, PDF_VERSION)


def begin(data: bytes, name: str, book: pikepdf.Pdf) -> None:
    """Makes an open press file, whose bytes are `data`, what `part` makes of all its pages, bare."""
    _lay_bare(book.pages)
    _rename(book, data, name)


def _lay_bare(pages: Iterable[pikepdf.Page]) -> None:
    """Takes the marks of pages away."""
    for page in pages:
        if isinstance(page.obj.Contents, Array):
            page.obj.Contents = page.obj.Contents[0]


def _rename(book: pikepdf.Pdf, data: bytes, name: str) -> None:
    """Has a file call itself `name` after its title, and say what it is by itself."""
    _strip([book.Root], ROOT - {"/PageLabels"} | {"/OutputIntents"} | _bound(book.Root))
    book.docinfo.Title = String(f"{book.docinfo.Title} — {name}")
    pdfx_metadata.declare(book, key(pdf_names.name_of(data), name))


@dataclass(frozen=True, slots=True)
class PdfSummary:
    """What a finished PDF is: its first page (pt), how many pages, its language (empty: it says none), its title."""

    trim: Box
    pages: int
    language: str
    title: str

    @property
    def rtl(self) -> bool:
        """Whether it is read from the right."""
        return is_rtl(self.language)


def look(data: bytes) -> PdfSummary:
    """The sight of a file of our engine."""
    with pikepdf.open(io.BytesIO(data)) as book:
        pdfx_metadata.inform(book)
        language, title = str(book.Root.get("/Lang", "")), str(book.docinfo.get("/Title", ""))
        return PdfSummary(Box.of(book.pages[0].mediabox), len(book.pages), language, title)
