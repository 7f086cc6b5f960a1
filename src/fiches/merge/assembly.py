"""A booklet is put together from its jacket and the PDFs of its sheets, none of which is laid out again.

All are files of our engine. The jacket has the pages of the booklet that are its own, and for each page of a sheet one
that waits for it and holds only the stamps of its place.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from typing import Any

import pikepdf
from pikepdf import NameTree, NumberTree

from fiches.core.geometry import BLEED, POINTS_PER_MM, Box
from fiches.core.messages import message
from fiches.core.problems import fault
from fiches.merge import dating, outline, resources
from fiches.merge.outline import CopiedFile, Id
from fiches.merge.resources import ImageRegister
from fiches.merge.writing import written
from fiches.render import running_elements
from fiches.render import tags as tagging

_STAMP, _WAITING, _HEADINGS = f"/{running_elements.STAMP_KEY}", f"/{running_elements.WAITING}", f"/{tagging.HEADINGS}"
_BOXES = ("/MediaBox", "/TrimBox", "/BleedBox")
_MARKED = b"Q\n/Artifact <</Type /Pagination>> BDC\n%s Do\nEMC"


class AssemblyError(ValueError):  # named for what it is
    """The jacket has no fitting room for a sheet; the fault is for whoever made the layouts of both."""

    def __init__(self, case: str, **values: Any) -> None:  # noqa: ANN401  # what its sentence holds
        super().__init__(case)
        self.fault = fault(f"gabarit.{case}", hint=message("gabarit.mend-booklet"), **values)

    def __str__(self) -> str:
        return str(self.fault.message)


@dataclass(frozen=True, slots=True)
class SheetInsert:
    """A sheet for the booklet: its slug, its PDF, and the index in the jacket of the first page that waits for it.

    The files of many PDFs cost less memory than their bytes: each is read when its turn comes.
    """

    slug: str
    data: bytes | Callable[[], bytes]
    at: int


@dataclass(frozen=True, slots=True)
class _CopiedSheet(CopiedFile):
    """What was copied of a sheet: its pages, its tag tree, its language, its date, the pages that waited for it."""

    at: int
    tree: Any
    language: str
    made: str
    waiting: Sequence[Any]


def assemble(
    jacket: bytes, inserts: Sequence[SheetInsert], addresses: Mapping[str, str] = MappingProxyType({})
) -> bytes:
    """The booklet, the same bytes for the same files; AssemblyError when other pages wait than those of the sheets.

    `addresses` gives the sheet that each public address leads to: links between two sheets of the book stay in it.

    A page that waits keeps its folio, its name and its stamps; all else of it comes from the sheet, whose own stamps
    are left out. Language, title, description and other words about the file are the jacket's.
    """
    with pikepdf.open(io.BytesIO(jacket)) as book:
        rooms = _rooms(book)
        images, ordered = ImageRegister({}), sorted(inserts, key=lambda insert: insert.at)
        sheets = [_brought(book, insert, rooms.pop(insert.slug, {}), images) for insert in ordered]
        if rooms:
            slug, first = min((slug, min(pages)) for slug, pages in rooms.items())
            raise AssemblyError("no-sheet", page=first + 1, slug=slug)
        replaced = {old.objgen: new for sheet in sheets for old, new in zip(sheet.waiting, sheet.pages, strict=True)}
        _tag(book, sheets, replaced)
        for sheet in sheets:
            for index, (page, room) in enumerate(zip(sheet.pages, sheet.waiting, strict=True), start=sheet.at):
                _stamp(book, page, room, f"/Tampon{index}")
                page.Parent = book.Root.Pages
                book.Root.Pages.Kids[index] = page
        outline.join(book, sheets, replaced, addresses)
        dating.tell(book, (sheet.made for sheet in sheets))
        resources.share(book)
        return written(book)


def _rooms(book: pikepdf.Pdf) -> dict[str, dict[int, Any]]:
    """The pages that wait, by the slug of their sheet and their index."""
    found: dict[str, dict[int, Any]] = {}
    for index, page in enumerate(book.Root.Pages.Kids):
        if _WAITING in page:
            found.setdefault(str(page[_WAITING]), {})[index] = page
    tags = _numbered(book.Root.StructTreeRoot)
    for slug, rooms in found.items():
        for index, page in rooms.items():
            if "/Annots" in page or len(tags.get(int(page.StructParents), ())):
                raise AssemblyError("not-only-stamps", page=index + 1, slug=slug)
    return found


def _brought(book: pikepdf.Pdf, insert: SheetInsert, rooms: Mapping[int, Any], images: ImageRegister) -> _CopiedSheet:
    """Copies a sheet into the book, whose pages do not show it yet."""
    data = insert.data if isinstance(insert.data, bytes) else insert.data()
    with pikepdf.open(io.BytesIO(data)) as source:
        root = source.Root
        _check_room(insert, list(root.Pages.Kids), rooms)
        withheld = images.withheld(list(root.Pages.Kids))
        pages = [book.copy_foreign(page) for page in root.Pages.Kids]  # before what points to them
        images.given_back(pages, withheld)
        outlines = book.copy_foreign(root.Outlines) if "/Outlines" in root else None
        names = book.copy_foreign(source.make_indirect(root.Names)) if "/Names" in root else None
        tree, language = book.copy_foreign(root.StructTreeRoot), str(root.get("/Lang", ""))
        waiting, made = list(rooms.values()), dating.of(source)
        return _CopiedSheet(insert.slug, pages, outlines, names, insert.at, tree, language, made, waiting)


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


def _stamp(book: pikepdf.Pdf, page: Any, room: Any, name: str) -> None:  # noqa: ANN401
    """Puts the stamps of the page that waited over the content of another, in place of its own."""
    kept = [stream for stream in _contents(page) if _STAMP not in stream]
    drawn = [_placed(stream, stream[_STAMP]) for stream in _contents(room) if _STAMP in stream]
    if drawn:
        painted = pikepdf.Array(Box.of(room.MediaBox).widened(BLEED * POINTS_PER_MM))  # tabs go on into the bleed
        keys = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Form, "BBox": painted}
        form = resources.packed(book, b"\n".join(drawn), **keys, Resources=room.Resources)
        if "/XObject" not in page.Resources:
            page.Resources.XObject = pikepdf.Dictionary()
        page.Resources.XObject[name] = form
        kept = [resources.packed(book, b"q"), *kept, resources.packed(book, _MARKED % name.encode())]
    page.Contents = pikepdf.Array(kept)


def _placed(stream: Any, matrix: Any) -> bytes:  # noqa: ANN401
    """A stamp that draws itself where it stood, in the units of its page."""
    numbers = " ".join(f"{float(number):f}" for number in matrix)
    return b"q\n%s cm\n%s\nQ" % (numbers.encode(), stream.read_bytes())


def _contents(page: Any) -> list[Any]:  # noqa: ANN401
    contents = page.Contents
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def _tag(book: pikepdf.Pdf, sheets: Sequence[_CopiedSheet], replaced: Mapping[Id, Any]) -> None:
    """One tag tree, in the order of the pages."""
    root, language = book.Root.StructTreeRoot, str(book.Root.get("/Lang", ""))
    order = {page.objgen: index for index, page in enumerate(book.Root.Pages.Kids)}
    tops = [(order[top.Pg.objgen], top) for top in root.K[0].K if top.Pg.objgen not in replaced]
    for sheet in sheets:
        tops += _adopted(sheet, root.K[0], language)
        for key in (key for key in ("/RoleMap", "/ClassMap") if key in sheet.tree):
            root[key] = pikepdf.Dictionary({**sheet.tree[key], **root.get(key, {})})
    root.K[0].K = pikepdf.Array([top for _, top in sorted(tops, key=lambda pair: pair[0])])
    _lower(root, sheets)
    _number(root, sheets)
    _name(root, sheets)


def _adopted(sheet: _CopiedSheet, parent: Any, language: str) -> Iterator[tuple[int, Any]]:  # noqa: ANN401
    """(page in the book, element) of the highest elements of a sheet, now below another; it says its own language."""
    order = {page.objgen: index for index, page in enumerate(sheet.pages, start=sheet.at)}
    for top in sheet.tree.K[0].K:
        top.P = parent
        if sheet.language not in ("", language):
            top.Lang = pikepdf.String(sheet.language)
        yield order[top.Pg.objgen], top


def _lower(root: Any, sheets: Sequence[_CopiedSheet]) -> None:  # noqa: ANN401
    """One title, the booklet's: every other heading goes down by one level."""
    for heading in chain(list(root.get(_HEADINGS, ()))[1:], *(sheet.tree.get(_HEADINGS, ()) for sheet in sheets)):
        heading.S = pikepdf.Name(f"/H{min(int(str(heading.S)[2:]) + 1, 6)}")
    if _HEADINGS in root:
        del root[_HEADINGS]


def _number(root: Any, sheets: Sequence[_CopiedSheet]) -> None:  # noqa: ANN401
    """The numbers by which pages and links find their tags go on from one file to the next."""
    numbered = _numbered(root)
    start = max(numbered, default=-1) + 1
    for page in (page for sheet in sheets for page in sheet.waiting):
        numbered.pop(int(page.StructParents), None)
    for sheet in sheets:
        _raise(sheet.pages, start)
        numbered |= {start + number: tags for number, tags in _numbered(sheet.tree).items()}
        start = max(numbered) + 1
    root.ParentTree = pikepdf.Dictionary(Nums=pikepdf.Array(chain.from_iterable(numbered.items())))
    root.ParentTreeNextKey = start


def _raise(pages: Sequence[Any], by: int) -> None:
    """Adds to the number of each page, and of each of their links that has one."""
    for page in pages:
        page.StructParents += by
        for annotation in page.get("/Annots", ()):
            if "/StructParent" in annotation:
                annotation.StructParent += by


def _numbered(tree: Any) -> dict[int, Any]:  # noqa: ANN401
    """The tags of each page and link, by its number."""
    return dict(NumberTree(tree.ParentTree).items())


def _name(root: Any, sheets: Sequence[_CopiedSheet]) -> None:  # noqa: ANN401
    """The cells of tables find their heads by names, which every file gives on its own: each gets its own again."""
    heads = [*NameTree(root.IDTree).items()] if "/IDTree" in root else []
    for position, sheet in enumerate(sheets, start=1):
        if "/IDTree" in sheet.tree:
            heads += _renamed(sheet.tree.K[0], f"{position}-")
    if heads:
        listed = sorted(heads, key=lambda head: head[0])
        names = [half for name, head in listed for half in (pikepdf.String(name), head)]
        root.IDTree = pikepdf.Dictionary(Names=pikepdf.Array(names))


def _renamed(element: Any, prefix: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Puts `prefix` before the name of each head below an element, and where cells give it; yields the heads."""
    kids = element.get("/K", ())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary):
            continue
        if "/ID" in kid:
            kid.ID = pikepdf.String(f"{prefix}{kid.ID}")
            yield str(kid.ID), kid
        if "/A" in kid and "/Headers" in kid.A:
            kid.A.Headers = pikepdf.Array([pikepdf.String(f"{prefix}{head}") for head in kid.A.Headers])
        yield from _renamed(kid, prefix)
