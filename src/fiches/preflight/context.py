"""A document before a printer, and what checks find in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from fiches.core.geometry import POINTS_PER_MM, Box
from fiches.core.problems import Severity
from fiches.preflight.document import Document, PaintedObject, PaintKind, PdfPage
from fiches.press.profiles import Printer

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
GROUND = 5.0  # points: nothing smaller counts as what words stand on
GROUNDS = 2000  # that are looked through, the last ones painted


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that a printer would object to, on a page (0: of the file); mm from the left and top of the trim."""

    page: int
    at: tuple[float, ...]
    severity: Severity
    message: str
    hint: str = ""
    times: int = 1  # on that page


@dataclass(frozen=True, slots=True)
class PreflightContext:
    """A document, and the printer that it is meant for."""

    document: Document
    printer: Printer

    def found(self, severity: Severity, message: str, hint: str) -> Finding:
        """Something of the whole file."""
        return Finding(0, (), severity, message, hint)


Judge = Callable[[PreflightContext], Iterable[Finding] | None]  # None: there is nothing to judge


def finding(page: PdfPage, box: Box | None, severity: Severity, message: str, hint: str) -> Finding:
    """Something at a place of a page."""
    away = (box.x0 - page.trim.x0, page.trim.y1 - box.y1) if box else ()
    at = tuple(round(side / POINTS_PER_MM, 1) + 0.0 for side in away)
    return Finding(page.number, at, severity, message, hint)


def gathered(
    page: PdfPage, bad: Sequence[PaintedObject], severity: Severity, message: str, hint: str
) -> Iterator[Finding]:
    """One finding for all that is wrong in the same way on a page, at the place of the first."""
    if bad:
        yield replace(finding(page, bad[0].box, severity, message, hint), times=len(bad))


def shown(page: PdfPage, *kinds: PaintKind) -> list[PaintedObject]:
    """What a page shows of these kinds, but for what only masks hold and what prints on every plate."""
    return [one for one in page.painted if one.kind in kinds and not one.mask and one.ink.space != "repérage"]


def grounds(page: PdfPage) -> list[tuple[PaintedObject, PaintedObject | None]]:
    """Each text of a page with what it stands on: the last thing painted under its beginning, None for paper."""
    found: list[tuple[PaintedObject, PaintedObject | None]] = []
    under: list[PaintedObject] = []
    for one in page.painted:
        if one.mask:
            continue
        if one.kind is PaintKind.TEXT:
            x, y = (one.box.x0 + one.box.x1) / 2, (one.box.y0 + one.box.y1) / 2
            found.append((one, next((each for each in reversed(under[-GROUNDS:]) if each.box.contains(x, y)), None)))
        elif min(one.box.width, one.box.height) > GROUND and one.kind is not PaintKind.STROKE:
            under.append(one)
    return found


def mm(points: float) -> str:
    """A length as messages write it."""
    return number(points / POINTS_PER_MM)


def number(value: float) -> str:
    """A number as French writes it, one decimal at most."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0").replace(".", ",")
