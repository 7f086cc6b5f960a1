"""Two booklets as one that has two fronts: the other is read from what would be the back cover."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf

from fiches.config.languages import is_rtl
from fiches.core.geometry import Box
from fiches.press.pdfx import written

_OF_READERS = ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names", "/PageLabels", "/OpenAction")  # at a screen
_OF_LINKS = ("/Annots", "/StructParents", "/Tabs")


def joined(front: bytes, back: bytes) -> bytes:
    """The pages of one finished PDF, then those of the other from its last to its first, for paper: no tags, no links.

    Where both are read from the same side, the other stands upside down; where one is read from the right, upright:
    each begins where readers of its language expect it. Blanks between them make whole sheets of paper, and each page
    stay on the side of its leaf where it was.
    """
    with pikepdf.open(io.BytesIO(front)) as book, pikepdf.open(io.BytesIO(back)) as other:
        upside_down, own, all_ = _is_rtl(book) == _is_rtl(other), len(book.pages), len(book.pages) + len(other.pages)
        for page in (*_blanks(book, own % 2 + _left(all_ + own % 2)), *reversed(list(other.pages))):
            book.pages.append(page)
        for page in book.pages[-len(other.pages) :] if upside_down else ():
            _turn(page)
        for page in book.pages:
            _strip(page.obj, _OF_LINKS)
        _strip(book.Root, _OF_READERS)
        return written(book)


def _left(pages: int) -> int:
    """How many blanks there must be more for whole sheets."""
    return -pages % 4


def _is_rtl(book: pikepdf.Pdf) -> bool:
    return is_rtl(str(book.Root.get("/Lang", "")))


def _blanks(book: pikepdf.Pdf, count: int) -> Iterator[pikepdf.Page]:
    """Pages as large as the first, with nothing on them."""
    boxes = {key: value for key, value in book.pages[0].obj.items() if key.endswith("Box")}
    for _ in range(count):
        page = pikepdf.Dictionary({"/Type": pikepdf.Name.Page, "/Resources": pikepdf.Dictionary(), **boxes})
        page.Contents = book.make_stream(b"")
        yield pikepdf.Page(book.make_indirect(page))


def _turn(page: pikepdf.Page) -> None:
    """Turns what a page shows by half a turn: its boxes lie even about its middle."""
    box = Box.of(page.mediabox)
    around = f"q -1 0 0 -1 {box.x0 + box.x1:.4f} {box.y0 + box.y1:.4f} cm".encode()
    page.contents_add(around, prepend=True)
    page.contents_add(b"Q")


def _strip(held: pikepdf.Object, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in held:
            del held[key]
