"""What binding asks of a booklet: how many pages it has, and how thick its spine is."""

from __future__ import annotations

from collections.abc import Iterator

from fiches.core.problems import Fault
from fiches.core.text import count
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
        where = " sans la couverture" if apart else ""
        message = f"le livret a {count(inside, 'page')}{where} : « {printer.title} » les compte par {printer.multiple}"
        more = count(printer.multiple - over, "page")
        hint = f"ajoutez {more} ou retirez-en {over} (une fiche en a 4), sinon il y en aura de blanches"
        yield Fault("pages-du-livret", message, hint=hint)
    if not printer.stapled:
        return
    if printer.most and pages > printer.most:
        message = f"le livret a {pages} pages : agrafé, « {printer.title} » en tient {printer.most} au plus"
        hint = "dans le profil, écrivez « reliure: dos carré collé » si l'imprimeur le fait, ou faites deux livrets"
        yield Fault("livret-trop-epais", message, hint=hint)
    elif printer.delicate and pages >= printer.delicate:
        message = f"le livret a {pages} pages : agrafé, c'est la limite chez « {printer.title} »"
        yield Fault("pages-du-livret", message, hint="demandez un essai sur ce papier, ou un dos carré collé")
