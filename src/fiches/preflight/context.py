"""A document before a printer, and what checks find in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from fiches.core.geometry import POINTS_PER_MM, Box
from fiches.core.messages import Message, Said
from fiches.core.problems import Severity, remedy
from fiches.preflight.document import Document, InkSpace, PaintedObject, PaintKind, PdfPage
from fiches.press.profiles import Printer

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
GROUND = 5.0  # points: nothing smaller counts as what words stand on
GROUNDS = 2000  # that are looked through, the last ones painted
LOOKS = 10_000_000  # at grounds, for all that is painted on a page


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a printer would object to, on a page (0: of the file); mm from the left and top of the trim."""

    page: int
    at: tuple[float, ...]
    severity: Severity
    message: Message
    hint: Said
    times: int = 1  # on that page

    @property
    def place(self) -> tuple[int, tuple[float, ...], Severity]:
        """What findings are sorted by."""
        return self.page, self.at, self.severity


@dataclass(frozen=True, slots=True)
class PreflightContext:
    """A document, and the printer that it is meant for."""

    document: Document
    printer: Printer

    def found(self, severity: Severity, said: Message, hint: Said = "") -> Finding:
        """Something of the whole file."""
        return Finding(0, (), severity, said, remedy(said, hint))


Judge = Callable[[PreflightContext], Iterable[Finding] | None]  # None: there is nothing to judge


def finding(page: PdfPage, box: Box | None, severity: Severity, said: Message, hint: Said = "") -> Finding:
    """Something at a place of a page."""
    away = (box.x0 - page.trim.x0, page.trim.y1 - box.y1) if box else ()
    at = tuple(round(side / POINTS_PER_MM, 1) + 0.0 for side in away)
    return Finding(page.number, at, severity, said, remedy(said, hint))


def gathered(
    page: PdfPage, bad: Sequence[PaintedObject], severity: Severity, said: Message, hint: Said = ""
) -> Iterator[Finding]:
    """One finding for all that is wrong in the same way on a page, at the place of the first."""
    if bad:
        yield replace(finding(page, bad[0].box, severity, said, hint), times=len(bad))


def shown(page: PdfPage, *kinds: PaintKind) -> list[PaintedObject]:
    """What a page prints of these kinds, but for what is on every plate."""
    seen = (one for one in printed(page) if one.kind in kinds)
    return [one for one in seen if one.ink.space is not InkSpace.ALL]


def printed(page: PdfPage) -> Iterator[PaintedObject]:
    """What a page shows within its bleed: marks and bars outside are cut away; not what only masks hold."""
    bleed = page.bleed
    if bleed.covers(page.boxes["MediaBox"]):  # there is no outside
        return (one for one in page.painted if not one.mask)
    return (one for one in page.painted if not one.mask and one.reaches(bleed))


def grounds(page: PdfPage) -> list[tuple[PaintedObject, PaintedObject | None]]:
    """Each text of a page with what it stands on: the last thing painted under its beginning, None for paper."""
    found: list[tuple[PaintedObject, PaintedObject | None]] = []
    under: list[PaintedObject] = []
    depth = min(GROUNDS, looks(sum(one.kind is PaintKind.TEXT for one in page.painted)))
    for one in printed(page):
        if one.kind is PaintKind.TEXT:
            found.append((one, _ground(one.box, islice(reversed(under), depth))))
        elif min(one.box.width, one.box.height) > GROUND and one.kind is not PaintKind.STROKE:
            under.append(one)
    return found


def looks(things: int) -> int:
    """How many grounds may be looked through for each of so many things on a page."""
    return LOOKS // max(1, things)


def _ground(text: Box, under: Iterable[PaintedObject]) -> PaintedObject | None:
    x, y = (text.x0 + text.x1) / 2, (text.y0 + text.y1) / 2
    return next((each for each in under if each.box.contains(x, y)), None)


def mm(points: float) -> float:
    """A length as messages say it."""
    return points / POINTS_PER_MM


def size(box: Box, before: str = "") -> dict[str, float]:
    """The width and height (mm) of a box as values of a message, with a word `before` their names."""
    return {f"{before}width": mm(box.width), f"{before}height": mm(box.height)}
