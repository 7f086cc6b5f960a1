"""A booklet is put together from its jacket and the PDFs of its sheets, none of which is laid out again.

All are files of our engine. The jacket has the pages of the booklet that are its own, and for each page of a sheet one
that waits for it and holds only the stamps of its place.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import pikepdf

from fiches.core.geometry import BLEED, POINTS_PER_MM, Box
from fiches.core.messages import message
from fiches.core.problems import fault
from fiches.merge import dating, outline, resources, tree
from fiches.merge.joined import BookParts, JoinedBook, JoinedSheet, JoinMemory, SheetInsert
from fiches.merge.outline import Told
from fiches.merge.resources import ImageRegister
from fiches.merge.tree import CopiedSheet
from fiches.merge.writing import packed, written
from fiches.render import running_elements
from fiches.storage import fingerprints

_STAMP, _WAITING = f"/{running_elements.STAMP_KEY}", f"/{running_elements.WAITING}"
_BOXES = ("/MediaBox", "/TrimBox", "/BleedBox")
_MARKED = b"Q\n/Artifact <</Type /Pagination>> BDC\n%s Do\nEMC"


class AssemblyError(ValueError):  # named for what it is
    """The jacket has no fitting room for a sheet; the fault is for whoever made the layouts of both."""

    def __init__(self, case: str, **values: Any) -> None:  # noqa: ANN401  # what its sentence holds
        super().__init__(case)
        self.fault = fault(f"gabarit.{case}", hint=message("gabarit.mend-booklet"), **values)

    def __str__(self) -> str:
        return str(self.fault.message)


def assemble(parts: BookParts) -> JoinedBook:
    """The booklet, the same bytes for the same files; AssemblyError when other pages wait than those of the sheets.

    Links between two sheets of the book stay in it.

    A page that waits keeps its folio, its name and its stamps; all else of it comes from the sheet, whose own stamps
    are left out. Language, title, description and other words about the file are the jacket's.
    """
    with pikepdf.open(io.BytesIO(parts.jacket)) as book:
        own, has_names = dating.of(book), "/IDTree" in book.Root.StructTreeRoot
        sheets = _all_brought(book, parts)
        starts = tree.join(book, sheets)
        for sheet in sheets:
            for index, (page, room) in enumerate(zip(sheet.pages, sheet.waiting, strict=True), start=sheet.at):
                stamp(book, page, _stamps_of(book, room), index)
        told = outline.join(book, sheets, tree.replaced(sheets), parts.addresses)
        dating.tell(book, (sheet.made for sheet in sheets))
        fonts = resources.share(book, {page.objgen: sheet.slug for sheet in sheets for page in sheet.pages})
        data = written(book)
        if fonts is None or has_names:
            return JoinedBook(data)
        known = tuple(map(remembered, parts.in_order, sheets, starts, told))
    return JoinedBook(data, JoinMemory(parts.ground, fingerprints.key(data), own, known, fonts))


def _all_brought(book: pikepdf.Pdf, parts: BookParts) -> list[CopiedSheet]:
    """Copies all sheets into the book, each of which finds its rooms, so that none waits any more."""
    rooms, images = _rooms(book), ImageRegister({})
    sheets = [
        brought(book, insert, position, rooms.pop(insert.slug, {}), images)
        for position, insert in enumerate(parts.in_order, start=1)
    ]
    if rooms:
        slug, first = min((slug, min(pages)) for slug, pages in rooms.items())
        raise AssemblyError("no-sheet", page=first + 1, slug=slug)
    return sheets


def _rooms(book: pikepdf.Pdf) -> dict[str, dict[int, Any]]:
    """The pages that wait, by the slug of their sheet and their index."""
    found: dict[str, dict[int, Any]] = {}
    for index, page in enumerate(book.Root.Pages.Kids):
        if _WAITING in page:
            found.setdefault(str(page[_WAITING]), {})[index] = page
    tags = tree.numbered(book.Root.StructTreeRoot)
    for slug, rooms in found.items():
        for index, page in rooms.items():
            if "/Annots" in page or len(tags.get(int(page.StructParents), ())):
                raise AssemblyError("not-only-stamps", page=index + 1, slug=slug)
    return found


def brought(
    book: pikepdf.Pdf, insert: SheetInsert, position: int, rooms: Mapping[int, Any], images: ImageRegister
) -> CopiedSheet:
    """Copies a sheet into the book, whose pages do not show it yet: the `rooms` that it gets do."""
    with pikepdf.open(io.BytesIO(insert.read())) as source:
        root = source.Root
        _check_room(insert, list(root.Pages.Kids), rooms)
        withheld = images.withheld(list(root.Pages.Kids))
        pages = [book.copy_foreign(page) for page in root.Pages.Kids]  # before what points to them
        images.given_back(pages, withheld)
        outlines = book.copy_foreign(root.Outlines) if "/Outlines" in root else None
        names = book.copy_foreign(source.make_indirect(root.Names)) if "/Names" in root else None
        tags, language = book.copy_foreign(root.StructTreeRoot), str(root.get("/Lang", ""))
        place, waiting, made = (insert.at, position), list(rooms.values()), dating.of(source)
        return CopiedSheet(insert.slug, pages, outlines, names, *place, tags, language, made, waiting)


def remembered(insert: SheetInsert, sheet: CopiedSheet, start: int, told: Told) -> JoinedSheet:
    """What is remembered of a sheet that is in the book, whose tags have the numbers from `start`."""
    maps = b" ".join(sheet.tree[key].unparse(resolved=True) for key in tree.KIND_MAPS if key in sheet.tree)
    digest = insert.digest or fingerprints.key(insert.read())
    place = insert.at, len(sheet.pages), start
    return JoinedSheet(insert.slug, digest, *place, told, sheet.made, fingerprints.key(maps))


def _check_room(insert: SheetInsert, pages: Sequence[Any], rooms: Mapping[int, Any]) -> None:
    """Whether the pages that wait for a sheet are as many as its own, as large, and where they are said to be."""
    if list(rooms) != list(range(insert.at, insert.at + len(pages))):
        waiting = [index + 1 for index in rooms] or message("gabarit.none-waits")
        raise AssemblyError("other-pages", slug=insert.slug, n=len(pages), page=insert.at + 1, waiting=waiting)
    for page, (index, room) in zip(pages, rooms.items(), strict=True):
        if any(_box(page, name) != _box(room, name) for name in _BOXES):
            raise AssemblyError("other-size", page=index + 1, slug=insert.slug)


def _box(page: Any, name: str) -> list[float]:  # noqa: ANN401
    return [float(side) for side in page.get(name, ())]


def stamp(book: pikepdf.Pdf, page: Any, form: Any | None, index: int) -> None:  # noqa: ANN401
    """Puts the drawing of the stamps of a page, and that page, where the page `index` stood: none of its own stay."""
    kept = [stream for stream in _contents(page) if _STAMP not in stream]
    if form is not None:
        if "/XObject" not in page.Resources:
            page.Resources.XObject = pikepdf.Dictionary()
        page.Resources.XObject[stamp_name(index)] = form
        kept = [packed(book, b"q"), *kept, packed(book, _MARKED % stamp_name(index).encode())]
    page.Contents = pikepdf.Array(kept)
    page.Parent = book.Root.Pages
    book.Root.Pages.Kids[index] = page


def stamp_name(index: int) -> str:
    """How the page of an index names the drawing of its stamps."""
    return f"/Tampon{index}"


def _stamps_of(book: pikepdf.Pdf, room: Any) -> Any | None:  # noqa: ANN401
    """What the stamps of a page that waits draw, as one drawing."""
    drawn = [_placed(stream, stream[_STAMP]) for stream in _contents(room) if _STAMP in stream]
    painted = pikepdf.Array(Box.of(room.MediaBox).widened(BLEED * POINTS_PER_MM))  # tabs go on into the bleed
    keys = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Form, "BBox": painted}
    return packed(book, b"\n".join(drawn), **keys, Resources=room.Resources) if drawn else None


def _placed(stream: Any, matrix: Any) -> bytes:  # noqa: ANN401
    """A stamp that draws itself where it stood, in the units of its page."""
    numbers = " ".join(f"{float(number):f}" for number in matrix)
    return b"q\n%s cm\n%s\nQ" % (numbers.encode(), stream.read_bytes())


def _contents(page: Any) -> list[Any]:  # noqa: ANN401
    contents = page.Contents
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]
