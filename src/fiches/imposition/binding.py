"""What binding asks of a booklet: how many pages it has, and how thick its spine is."""

from __future__ import annotations

from collections.abc import Iterator

from fiches.core.messages import message
from fiches.core.problems import Fault, fault
from fiches.press.profiles import Printer

COVER_PAGES = 4  # pages: both sides of its two halves


def has_cover_apart(pages: int, printer: Printer) -> bool:
    """Whether the cover of a booklet of so many pages is a file of its own: there must be pages within it."""
    return printer.apart and pages > COVER_PAGES


def spine(pages: int, printer: Printer) -> float:
    """How thick (mm) the pages inside a cover are, two on a sheet of paper."""
    return pages / 2 * printer.paper


def judge(pages: int, printer: Printer) -> Iterator[Fault]:
    """What this printer will say of a booklet of so many pages, its cover counted."""
    apart = has_cover_apart(pages, printer)
    inside = pages - COVER_PAGES if apart else pages
    over = inside % printer.multiple
    if over:
        yield fault(
            "pages-du-livret.multiple",
            inside=message("imposition.pages-inside" if apart else "count.pages", n=inside),
            printer=printer.title,
            multiple=printer.multiple,
            more=message("count.pages", n=printer.multiple - over),
            over=over,
        )
    if not printer.stapled:
        return
    if printer.most and pages > printer.most:
        yield fault("livret-trop-epais", pages=pages, printer=printer.title, most=printer.most)
    elif printer.delicate and pages >= printer.delicate:
        yield fault("pages-du-livret.limit", pages=pages, printer=printer.title)
