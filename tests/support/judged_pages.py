"""Pages for the preflight made of values, without any file: what is painted where, and what a check says of it."""

from __future__ import annotations

from dataclasses import replace

from fiches.core.geometry import POINTS_PER_MM as MM
from fiches.core.geometry import Box
from fiches.core.problems import Severity
from fiches.preflight.context import PreflightContext
from fiches.preflight.document import Document, Ink, InkSpace, PaintedObject, PaintKind, PdfPage
from fiches.preflight.verdict import CHECKS
from support.press_files import printer

BLEED = 3.0  # mm, that the printer asks and the page has
TRIM = (0.0, 0.0, 210.0, 297.0)
BLACK, CYAN, WHITE = (0.0, 0.0, 0.0, 1.0), (1.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0)
ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def box(left, bottom, right, top):
    """Millimetres from the lower left of the trim, in points of the page."""
    return Box(*((side + BLEED) * MM for side in (left, bottom, right, top)))


def painted(kind, where, cmyk=BLACK, **more):
    """Something of four inks; a fill measures its smaller side."""
    place = box(*where)
    measure = min(place.width, place.height)
    return PaintedObject(kind, place, Ink(InkSpace.CMYK, cmyk), **{"measure": measure, **more})


def fill(where, cmyk=CYAN, **more):
    return painted(PaintKind.FILL, where, cmyk, **more)


def stroke(width, cmyk=BLACK, **more):
    """A line across the page, `width` points thick."""
    return painted(PaintKind.STROKE, (50, 100, 150, 100.1), cmyk, measure=width, **more)


def text(size=10.0, cmyk=BLACK, where=(50, 100, 80, 104), **more):
    return painted(PaintKind.TEXT, where, cmyk, measure=size, **more)


def page(*things, number=1, words=(), wider=0.0, **more):
    """One page with its bleed; `wider` by so many mm."""
    left, bottom, right, top = TRIM
    trim = box(left, bottom, right + wider, top)
    bleed = box(left - BLEED, bottom - BLEED, right + wider + BLEED, top + BLEED)
    boxes = {"MediaBox": bleed, "TrimBox": trim, "BleedBox": bleed} | more.pop("boxes", {})
    return PdfPage(number, boxes, painted=things, words=tuple(box(*word) for word in words), **more)


def pages(count, *things, **more):
    return [page(*things, number=number, **more) for number in range(1, count + 1)]


OF_FILES = ("intents", "info", "xmp", "faults")


def said(code, *those, name="essai.pdf", weight=1000, limits=None, **asked):
    """How bad each thing is that the check `code` finds; None when it has nothing to judge."""
    told = {key: asked.pop(key) for key in OF_FILES if key in asked}
    of = printer(**asked)
    of = replace(of, limits=replace(of.limits, **(limits or {})))
    document = Document(name, weight, version="1.6", pages=tuple(those), **told)
    [judge] = [check.judge for check in CHECKS if check.code == code]
    found = judge(PreflightContext(document, of))
    return None if found is None else [one.severity for one in found]
