"""What a finished PDF shows: the lines and the folio of each page, and at which page a work begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page: what it is called, and its lines in the order in which they are drawn."""

    folio: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedPages:
    """All pages of a file, and the index of the page at which each of some works begins, by its name."""

    pages: tuple[PrintedPage, ...]
    begins: dict[str, int]

    def of(self, name: str) -> Sequence[PrintedPage]:
        """Those of a work, up to the next one; of the name of none, those before the first."""
        start = self.begins.get(name, 0)
        end = min((one for one in self.begins.values() if one > start or not name), default=len(self.pages))
        return self.pages[start:end]


def read(data: bytes, works: Sequence[str] = ()) -> PrintedPages:
    """The pages of a PDF in which works are named destinations."""
    import pypdfium2
    from pypdfium2 import raw

    with pypdfium2.PdfDocument(data) as document:
        pages = []
        for index, page in enumerate(document):
            lines = page.get_textpage().get_text_range().splitlines()
            pages.append(PrintedPage(document.get_page_label(index) or str(index + 1), tuple(lines)))
        begins = {}
        for name in works:
            if place := raw.FPDF_GetNamedDestByName(document.raw, name.encode()):
                begins[name] = raw.FPDFDest_GetDestPageIndex(document.raw, place)
    return PrintedPages(tuple(pages), begins)
