"""Pages in reading order → sides of sheets to print, fold and bind.

What comes out is for paper: it keeps what a printer reads (boxes, bleed, output intent, metadata, language) and drops
what a reader at a screen uses (tags, outline, links).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pikepdf

from fiches.core import flate
from fiches.core.geometry import POINTS_PER_MM, Box
from fiches.core.messages import Message, catalogue, message
from fiches.imposition import page_streams, sheets
from fiches.imposition.sheets import NEAR, PageBoxes, Paper, SheetGeometry
from fiches.imposition.signatures import Side, creep, sides
from fiches.preflight import objects
from fiches.press.pdfx import written

_KEPT = {"/Type", "/Version", "/Extensions", "/Pages", "/Metadata", "/OutputIntents", "/Lang", "/OCProperties"}
_PDFUA, _PDFA_LEVEL = "{http://www.aiim.org/pdfua/ns/id/}", "{http://www.aiim.org/pdfa/ns/id/}conformance"
_PAINTING = {*("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do"), *("Tj", "TJ", "'", '"', "INLINE IMAGE")}


Beginning = Callable[[pikepdf.Pdf], None]  # what is done to an open file before its pages are put on sheets


def as_it_is(_: pikepdf.Pdf) -> None:
    """Nothing is done to it."""


class ImpositionError(ValueError):  # named for what it is
    """The pages cannot be put on these sheets; the message goes on from the name of the file."""

    def __init__(self, said: Message) -> None:
        super().__init__(said)
        self.message = said

    def __str__(self) -> str:
        return str(self.message)


@dataclass(frozen=True, slots=True)
class _ImposedPage:
    """A page of the book to draw."""

    whole: pikepdf.Page
    boxes: PageBoxes


@dataclass(frozen=True, slots=True)
class _PrintedSide:
    """One side with its pages, and how far creep moves them towards the fold (pt)."""

    left: _ImposedPage | None
    right: _ImposedPage | None
    shift: float
    front: bool


def leaflet(
    data: bytes, *, rtl: bool = False, paper: Paper | None = None,
    spine: float = 0.0, title: str = "", begin: Beginning = as_it_is,
) -> bytes:  # fmt: skip
    """Four pages on one sheet to fold: 4 and 1 outside, 2 and 3 inside; with `rtl` 1 and 4, 3 and 2.

    With a `spine` (mm) between them they are a cover to glue: the edges of the outer pages are carried on over it, and
    an inside that shows nothing is left out; operators of a `title` are drawn over it, in points from its middle.
    The sheet is `paper` (mm), with marks where it is larger than the bleed; None: as large as the bleed, or as the
    pages that have none. Unfit when there are not four pages of one size, or no room for them.
    """
    with pikepdf.open(io.BytesIO(data)) as book:
        begin(book)
        pages = _pages(book)
        if len(pages) != 4:
            raise ImpositionError(message("imposition.leaflet", n=len(pages)))
        on, both = _flat(pages, paper, spine=spine * POINTS_PER_MM), _printed(pages, sides(4, rtl=rtl), 0)
        bare = spine and not any(_shows(page.whole) for page in pages[1:3])
        over = f"q 1 0 0 1 {on.fold:.4f} {on.media.height / 2:.4f} cm\n{title}\nQ" if title else ""
        return _imposed(book, on, both[:1] if bare else both, over)


def saddle(
    data: bytes, *, thickness: float, rtl: bool = False, paper: Paper | None = None, begin: Beginning = as_it_is
) -> bytes:
    """A booklet to fold and staple.

    The `thickness` (mm) of the paper moves the pages of inner sheets towards the fold; `paper` is as for a leaflet.
    """
    with pikepdf.open(io.BytesIO(data)) as book:
        begin(book)
        pages = _pages(book)
        return _imposed(book, _flat(pages, paper), _printed(pages, sides(len(pages), rtl=rtl), thickness))


def pocket(
    data: bytes, *, thickness: float, rtl: bool = False, paper: Paper | None = None, begin: Beginning = as_it_is
) -> bytes:
    """A booklet of half the size, two pages on a sheet as large as one: A4 pages become A5.

    All else is as for `saddle`; `paper` None: the page lying across, without bleed.
    """
    with pikepdf.open(io.BytesIO(data)) as book:
        begin(book)
        pages = _pages(book)
        width, height = pages[0].boxes.trim.width, pages[0].boxes.trim.height
        scale = halving(width, height)
        across = max(width, height) / POINTS_PER_MM, min(width, height) / POINTS_PER_MM
        on = _flat(pages, paper or across, scale)
        return _imposed(book, on, _printed(pages, sides(len(pages), rtl=rtl), thickness))


def halving(width: float, height: float) -> float:
    """The scale at which two pages of a size stand beside each other on a sheet as large as one, lying across."""
    return min(max(width, height) / 2 / width, min(width, height) / height)


def _pages(book: pikepdf.Pdf) -> list[_ImposedPage]:
    """The pages and their boxes; Unfit when there are none, or not all upright and of one size."""
    pages = [_ImposedPage(page, _boxes(page)) for page in book.pages]
    if not pages:
        raise ImpositionError(message("imposition.empty"))
    first = pages[0].boxes.trim
    for number, page in enumerate(pages, start=1):
        trim = page.boxes.trim
        if max(abs(trim.width - first.width), abs(trim.height - first.height)) > NEAR:
            raise ImpositionError(message("imposition.sizes", page=number))
        if int(objects.inherited(page.whole, "/Rotate") or 0) % 360:
            raise ImpositionError(message("imposition.turned", page=number))
    return pages


def _shows(page: pikepdf.Page) -> bool:
    """Whether anything is painted on a page."""
    return any(str(one.operator) in _PAINTING for one in pikepdf.parse_content_stream(page))


def _boxes(page: pikepdf.Page) -> PageBoxes:
    trim = Box.of(page.trimbox)
    return PageBoxes(trim, Box.of(page.bleedbox).shared(Box.of(page.mediabox)).joined(trim))


def _flat(pages: Sequence[_ImposedPage], paper: Paper | None, scale: float = 1.0, spine: float = 0.0) -> SheetGeometry:
    """The side for any two of the pages; Unfit when the paper is too small."""
    widest = max((page.boxes for page in pages), key=lambda boxes: boxes.margin)
    on = sheets.flat(widest, paper, scale, spine)
    if not on.fits():
        raise ImpositionError(message("imposition.too-small", paper=_size(on.media), needed=_size(on.trim)))
    return on


def _size(box: Box) -> Message:
    return message("imposition.size", width=box.width / POINTS_PER_MM, height=box.height / POINTS_PER_MM)


def _printed(pages: Sequence[_ImposedPage], order: Sequence[Side], thickness: float) -> list[_PrintedSide]:
    return [
        _PrintedSide(
            None if side.left is None else pages[side.left - 1],
            None if side.right is None else pages[side.right - 1],
            creep(side.sheet, thickness) * POINTS_PER_MM,
            side.front,
        )
        for side in order
    ]


def _imposed(book: pikepdf.Pdf, on: SheetGeometry, printing: Sequence[_PrintedSide], over: str = "") -> bytes:
    """The book with its pages drawn on sides; nothing is copied, so what they share stays shared."""
    marks = _marks(book, on)
    kids = [book.make_indirect(_side(book, on, one, over if one.front else "")) for one in printing]
    tree = book.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Pages, Count=len(kids), Kids=pikepdf.Array(kids)))
    for side in kids:
        side.Parent = tree
        if marks is not None:
            side.Resources.XObject.Marks = marks
            side.Contents = pikepdf.Array([side.Contents, book.make_stream(b"/Marks Do")])
    book.Root.Pages = tree
    _describe(book)
    return written(book)


def _side(book: pikepdf.Pdf, on: SheetGeometry, printed: _PrintedSide, over: str) -> pikepdf.Dictionary:
    """A side of a sheet, as a page; the spine is painted outside alone, since glue does not hold on ink."""
    forms, drawing, groups = pikepdf.Dictionary(), [], []
    shift = printed.shift - on.spine / 2
    for name, page in (("/Left", printed.left), ("/Right", printed.right)):
        if page is not None:
            left = name == "/Left"
            forms[name] = form = _form(book, page, sheets.clip(page.boxes, printed.shift / on.scale, left=left))
            across, along = sheets.place(on, page.boxes, shift, left=left)
            drawing.append(f"q {on.scale:.6f} 0 0 {on.scale:.6f} {across:.4f} {along:.4f} cm {name} Do Q")
            strips = [*sheets.strips(on, left=left)] if printed.front else []
            if strips:
                forms[f"{name}Edge"] = _form(book, page, page.boxes.bleed, words=False)
            for moved, strip in strips:
                drawing.append(f"q {strip} re W n 1 0 0 1 {across + moved:.4f} {along:.4f} cm {name}Edge Do Q")
            groups += [form.Group] if "/Group" in form else []
    made = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=_array(on.media),
        BleedBox=_array(on.bleed),
        TrimBox=_array(on.trim.shared(on.media)),
        Resources=pikepdf.Dictionary(XObject=forms),
        Contents=book.make_stream(flate.padded("\n".join([*drawing, over]).encode())),
    )
    if groups:
        made.Group = groups[0]  # what is transparent is blended in the space of the pages
    return made


def _form(book: pikepdf.Pdf, page: _ImposedPage, clip: Box, *, words: bool = True) -> pikepdf.Stream:
    """A page as a drawing, with its words or without, seen through `clip`."""
    form = book.make_stream(
        page_streams.packed(page.whole) if words else page_streams.wordless(page.whole),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=_array(clip),
        Resources=objects.inherited(page.whole, "/Resources"),
        Filter=pikepdf.Name.FlateDecode,
    )
    if "/Group" in page.whole:
        form.Group = pikepdf.Dictionary({**page.whole.Group, "/I": True})  # as a page is blended: alone
    return form


def _array(box: Box) -> pikepdf.Array:
    return pikepdf.Array([round(side, 4) for side in box])


def _marks(book: pikepdf.Pdf, on: SheetGeometry) -> pikepdf.Stream | None:
    """The marks of trim and fold (dashed), 0.25 pt on every plate; None without room for them."""
    strokes = [
        f"[{dashes}] 0 d {x:.4f} {y:.4f} m {end:.4f} {top:.4f} l S"
        for dashes, lines in (("", sheets.trim_marks(on)), ("2 1", sheets.fold_marks(on)))
        for x, y, end, top in lines
    ]
    if not strokes:
        return None
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[0], N=1)
    plates = pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceGray, tint])
    return book.make_stream(
        flate.padded("\n".join(["/All CS 1 SCN 0.25 w", *strokes]).encode()),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=_array(on.media),
        Resources=pikepdf.Dictionary(ColorSpace=pikepdf.Dictionary(All=plates)),
    )


def _describe(book: pikepdf.Pdf) -> None:
    """What the file says of itself: it is imposed, not to be scaled, and to be turned about the short edge.

    Without tags it no longer is PDF/UA, nor PDF/A of the level that asks for them.
    """
    root = book.Root
    for key in set(root.keys()) - _KEPT:
        del root[key]
    root.ViewerPreferences = pikepdf.Dictionary(
        DisplayDocTitle=True,
        PrintScaling=pikepdf.Name("/None"),
        PickTrayByPDFSize=True,
        Duplex=pikepdf.Name.DuplexFlipShortEdge,
    )
    if "/Info" in book.trailer and "/Title" in book.docinfo:
        book.docinfo["/Title"] = pikepdf.String(_titled(book, str(book.docinfo["/Title"])))
    if "/Metadata" in root:
        with book.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            for key in [key for key in xmp if key.startswith(_PDFUA)]:
                del xmp[key]
            if xmp.get(_PDFA_LEVEL) == "A":
                xmp[_PDFA_LEVEL] = "B"
            if "dc:title" in xmp:
                xmp["dc:title"] = _titled(book, xmp["dc:title"])


def _titled(book: pikepdf.Pdf, title: str) -> str:
    """A title that says so, in the language of the book if it has told one."""
    return catalogue(str(book.Root.get("/Lang", ""))).text(message("imposition.title", title=title))
