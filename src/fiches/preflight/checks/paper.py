"""Checks of what is cut, folded and bound; the catalogue has the manual of each under `check.<code>`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from fiches.config import papers
from fiches.core.geometry import POINTS_PER_MM, Box
from fiches.core.messages import Message, message
from fiches.preflight.context import ERROR, NOTE, WARNING, Finding, PreflightContext, finding, gathered, mm, size
from fiches.preflight.document import InkSpace, PaintedObject, PaintKind, PdfPage

LEAF = 2  # pages of a sheet that is not folded
BOOKLET = 8  # pages, from which sheets lie in each other
KNOWN = ("A3", "A4", "A5")
EDGE_REACH = 0.3  # mm within which an edge is the trim's
TAB = 30  # mm along an edge, at most: a mark that is seen on the closed booklet
COVERED_SHARE = 0.9  # of an edge: what else is painted beyond it
AREAS = (PaintKind.FILL, PaintKind.IMAGE, PaintKind.SHADING)
Edge = tuple[str, int, int]
LEFT, RIGHT = 0, 2  # in a Box
MARK_THIN, MARK_LONG = 0.6, 3.0  # mm: what is filled and is no thicker, and longer, is a line
CONTACT = 0.05  # points: what no more of is in a box only touches it
FACING = 4  # pages, from which they face each other
# name, index in a Box, way out
PAGE_SIDES: tuple[Edge, ...] = (("left", 0, -1), ("bottom", 1, -1), ("right", 2, 1), ("top", 3, 1))


def trim(case: PreflightContext) -> Iterator[Finding]:
    """Pages that do not say where they are cut, or are not all of one size."""
    pages = case.document.pages
    for page in pages:
        if "TrimBox" not in page.boxes:
            yield finding(page, None, ERROR, message("check.rogne.absent", **size(page.trim)))
        elif _apart(page.boxes.get("ArtBox", page.trim), page.trim) > case.printer.limits.boites * POINTS_PER_MM:
            yield finding(page, None, ERROR, message("check.rogne.art-box"))
    known = [page for page in pages if "TrimBox" in page.boxes]
    if not known:
        return
    first, slack = known[0].trim, case.printer.limits.boites * POINTS_PER_MM
    for page in known[1:]:
        if max(abs(page.trim.width - first.width), abs(page.trim.height - first.height)) > slack:
            said = message("check.rogne.other-size", **size(page.trim), **size(first, "first_"))
            yield finding(page, None, ERROR, said)
    if papers.name_of(first.width, first.height) not in KNOWN:
        yield case.found(WARNING, message("check.rogne.unusual", **size(first)))


def bleed(case: PreflightContext) -> Iterable[Finding] | None:
    """A bleed that is not the printer's; without a trim box there is nothing to measure."""
    pages = _trimmed(case)
    spines = _spines(case)
    return [one for page in pages for one in _bleed(case, page, spines.get(page.number))] if pages else None


def _trimmed(case: PreflightContext) -> list[PdfPage]:
    """The pages that say where they are cut."""
    return [page for page in case.document.pages if "TrimBox" in page.boxes]


def _apart(one: Box, other: Box) -> float:
    """How far (points) the sides of two boxes are from each other, at the most."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def _spines(case: PreflightContext) -> dict[int, int]:
    """The side (its index in a Box) where each page is bound, by its number, when it is only there that bleeds lack."""
    pages, lacking = [page.number for page in _trimmed(case)], set(_lacking(case))
    if not lacking or len(pages) < FACING:
        return {}
    either = [{page: odd if page % 2 else even for page in pages} for even, odd in ((RIGHT, LEFT), (LEFT, RIGHT))]
    return next((bound for bound in either if lacking <= bound.items()), {})


def _lacking(case: PreflightContext) -> Iterator[tuple[int, int]]:
    """The number of each page that has not all the bleed that the printer asks for, and the side where."""
    least = (case.printer.bleed - case.printer.limits.boites) * POINTS_PER_MM
    for page in _trimmed(case):
        yield from ((page.number, side) for side, bleed in enumerate(_bleeds(page)) if bleed < least)


def _bleeds(page: PdfPage) -> list[float]:
    """How wide the bleed is (points) on each side, in the order of a Box."""
    beyond = {side: sign * (page.bleed[side] - page.trim[side]) for _, side, sign in PAGE_SIDES}
    return [beyond[side] for side in range(4)]


def _bleed(case: PreflightContext, page: PdfPage, spine: int | None) -> Iterator[Finding]:
    slack, asked = case.printer.limits.boites * POINTS_PER_MM, case.printer.bleed
    apart = [bleed - asked * POINTS_PER_MM for side, bleed in enumerate(_bleeds(page)) if side != spine]
    hint = message("check.fond-perdu.remedy", wanted=asked)
    worst = min(apart) if min(apart) < -slack else max(apart)
    if abs(worst) > slack:
        said = message("check.fond-perdu.other", bleed=mm(worst) + asked, wanted=asked)
        yield finding(page, None, ERROR if worst < 0 else WARNING, said, hint)
    elif any(sign * (page.bleed[side] - page.boxes["MediaBox"][side]) > slack for _, side, sign in PAGE_SIDES):
        yield finding(page, None, ERROR, message("check.fond-perdu.outside"), hint)


def reach(case: PreflightContext) -> Iterable[Finding] | None:
    """What touches the trim and does not go on to the end of the bleed."""
    pages = _trimmed(case)
    spines = _spines(case)
    judged = {page.number: list(_bleeding(page, case.printer.bleed, spines.get(page.number))) for page in pages}
    found = (one for page in pages for edge, beyond in judged[page.number] for one in _reach(page, edge, beyond))
    return list(found) if any(judged.values()) else None


def _bleeding(page: PdfPage, asked: float, spine: int | None) -> Iterator[tuple[Edge, float]]:
    """The edges of a page that have a bleed, and how much of it (mm) is asked for; not the one that is bound."""
    for edge in PAGE_SIDES:
        beyond = min(mm(_bleeds(page)[edge[1]]), asked)
        if edge[1] != spine and beyond > EDGE_REACH:
            yield edge, beyond


def _reach(page: PdfPage, edge: Edge, asked: float) -> Iterator[Finding]:
    inked = [one for one in page.painted if one.kind in AREAS and not one.ink.white and not one.mask]
    if inked:
        short = list(_short(page, _not_marks(inked), edge, asked))
        what = short[0].kind.said() if short else ""
        said = message("check.debord.short", what=what, edge=message(f"preflight.edge.{edge[0]}"), bleed=asked)
        yield from gathered(page, short, ERROR, said)


def _short(page: PdfPage, inked: Sequence[PaintedObject], edge: Edge, asked: float) -> Iterator[PaintedObject]:
    """What ends between an edge of the trim and that of the bleed, and is seen there."""
    _, side, sign = edge
    slack = EDGE_REACH * POINTS_PER_MM
    ends = [(one, sign * (one.box[side] - page.trim[side])) for one in inked]
    beyond = [one.box for one, end in ends if end > asked * POINTS_PER_MM - slack]
    for one, end in ends:
        if -slack <= end <= asked * POINTS_PER_MM - slack and not _hidden(one.box, beyond, side % 2):
            yield one


def _hidden(box: Box, beyond: list[Box], across: int) -> bool:
    """Whether what is painted beyond the edge goes along nearly all of a box's side."""
    start, end = box[1 - across], box[3 - across]
    if end - start < POINTS_PER_MM:
        return True
    done, at = 0.0, start
    for one in sorted((max(each[1 - across], start), min(each[3 - across], end)) for each in beyond):
        if one[1] > at:
            done, at = done + one[1] - max(one[0], at), one[1]
    return done >= COVERED_SHARE * (end - start)


def margin(case: PreflightContext) -> Iterator[Finding]:
    """Texts too near the trim; those of a tab may be as near as a printer bears."""
    least, better = case.printer.limits.marge_min * POINTS_PER_MM, case.printer.limits.marge_conseillee * POINTS_PER_MM
    for page in case.document.pages:
        for away, box in islice(_near(page, least - 0.01, better), 1):
            said = message("check.marge.near", away=mm(away)) if away >= 0 else message("check.marge.over")
            hint = message("check.marge.remedy", wanted=mm(least if away < least else better))
            yield finding(page, box, ERROR if away < least - 0.01 else NOTE, said, hint)


def _near(page: PdfPage, least: float, better: float) -> Iterator[tuple[float, Box]]:
    """Texts nearer to the trim than is better, the nearest first, and how near; on a tab, nearer than the least."""
    for away, box in sorted((_distance(page.trim, box), box) for box in page.words if box.meets(page.trim)):
        if away < least or (away < better and not _is_on_tab(page, box)):
            yield away, box


def _is_on_tab(page: PdfPage, word: Box) -> bool:
    """Whether a word stands on a tab, which is meant to be cut at the trim."""
    most, slack = TAB * POINTS_PER_MM, EDGE_REACH * POINTS_PER_MM
    tabs = (one.box.shared(page.trim) for one in page.painted if one.kind in AREAS and not one.ink.white)
    return any(
        tab.covers(word) and max(tab.width, tab.height) <= most and _distance(page.trim, tab) < slack for tab in tabs
    )


def _distance(edge: Box, box: Box) -> float:
    return min(box.x0 - edge.x0, box.y0 - edge.y0, edge.x1 - box.x1, edge.y1 - box.y1)


def origin(case: PreflightContext) -> Iterable[Finding]:
    """Pages that are cropped, turned, scaled, or do not begin at 0, 0."""
    slack = case.printer.limits.boites * POINTS_PER_MM
    return (finding(page, None, ERROR, said) for page in case.document.pages for said in _displaced(page, slack))


def _displaced(page: PdfPage, slack: float) -> Iterator[Message]:
    media = page.boxes["MediaBox"]
    crop = page.boxes.get("CropBox", media)
    if max(abs(media.x0), abs(media.y0)) > slack:
        yield message("check.origine.start")
    if max(abs(a - b) for a, b in zip(crop, media, strict=True)) > slack:
        yield message("check.origine.cropped")
    if page.turn:
        yield message("check.origine.turned", angle=page.turn)
    if page.unit != 1:
        yield message("check.origine.scaled", scale=page.unit)


def count(case: PreflightContext) -> Iterator[Finding]:
    """A number of pages that suits the binding badly."""
    pages, asked = len(case.document.pages), case.printer
    over = pages % asked.multiple
    if pages > LEAF and over:
        more = message("count.pages", n=asked.multiple - over)
        yield case.found(WARNING, message("check.pages.multiple", pages=pages, multiple=asked.multiple, more=more))
    if not asked.stapled or not asked.delicate or pages < asked.delicate:
        return
    if asked.most and pages > asked.most:
        yield case.found(ERROR, message("check.pages.too-many", pages=pages, most=asked.most))
    else:
        yield case.found(NOTE, message("check.pages.limit", pages=pages))


def blank(case: PreflightContext) -> Iterator[Finding]:
    """Pages that show nothing."""
    last, unread = len(case.document.pages), {one.page for one in case.document.faults}
    for page in case.document.pages:
        if page.number not in unread and not any(
            not one.ink.white and one.ink.space is not InkSpace.ALL for one in page.painted
        ):
            inside = last >= BOOKLET and page.number in (2, last - 1)
            said = message("check.page-vide.inside-cover" if inside else "check.page-vide.blank")
            yield finding(page, None, NOTE if inside else WARNING, said, message("check.page-vide.remedy"))


def marks(case: PreflightContext) -> Iterable[Finding] | None:
    """Marks that nobody asked for, that are missing, or that stand where they should not."""
    pages = _trimmed(case)
    return [one for page in pages for one in _marks(case, page)] if pages else None


def _marks(case: PreflightContext, page: PdfPage) -> Iterator[Finding]:
    slack = case.printer.limits.boites * POINTS_PER_MM
    marks = [one for one in page.painted if one.ink.space is InkSpace.ALL]
    out = [one for one in marks if not one.reaches(page.bleed, slack)]
    inside = [one for one in marks if one.reaches(page.trim, slack)]
    yield from gathered(page, inside, ERROR, message("check.reperes.in-page"))
    stray = [one for one in marks if one not in (*inside, *out)]
    yield from gathered(page, stray, WARNING, message("check.reperes.in-bleed"))
    yield from _beyond(case, page, out)


def _beyond(case: PreflightContext, page: PdfPage, out: list[PaintedObject]) -> Iterator[Finding]:
    """What is outside the bleed, marks and other things."""
    inside = page.bleed.widened(CONTACT)
    others = [
        one for one in _not_marks(page.painted)
        if not (one.ink.white or inside.covers(one.box) or one.reaches(page.bleed, CONTACT))
    ]  # fmt: skip
    yield from gathered(page, list(filter(_is_line, others)), WARNING, message("check.reperes.stray"))
    if bool(out or others) != case.printer.marks:
        said = message("check.reperes.wanted" if case.printer.marks else "check.reperes.unwanted")
        yield finding(page, None, WARNING, said)


def _is_line(one: PaintedObject) -> bool:
    """Whether something may be taken for a mark; a colour bar, or what is written there, is none."""
    thin, long = sorted((mm(one.box.width), mm(one.box.height)))
    return one.kind is PaintKind.STROKE or (thin < MARK_THIN and long > MARK_LONG)


def _not_marks(painted: Sequence[PaintedObject]) -> list[PaintedObject]:
    return [one for one in painted if one.ink.space is not InkSpace.ALL]


def creep(case: PreflightContext) -> Iterable[Finding] | None:
    """Texts that creep brings too near the trim, in a stapled booklet."""
    pages = case.document.pages
    if not case.printer.stapled or len(pages) < BOOKLET:
        return None
    return [one for page in pages for one in _creep(case, page, len(pages))]


def _creep(case: PreflightContext, page: PdfPage, pages: int) -> Iterator[Finding]:
    sheet = min((page.number - 1) // 2, (pages - page.number) // 2)
    limits, right = case.printer.limits, page.number % 2 == 1
    texts = [box for box in page.words if box.meets(page.trim)]
    near = sorted((page.trim.x1 - box.x1 if right else box.x0 - page.trim.x0, box) for box in texts)
    if near and mm(near[0][0]) < limits.marge_chasse + sheet * case.printer.paper:
        wanted = limits.marge_chasse + (pages // 4 - 1) * case.printer.paper
        said = message("check.chasse.near", least=limits.marge_chasse, wanted=wanted)
        yield finding(page, near[0][1], WARNING, said)


def spine(case: PreflightContext) -> Iterable[Finding] | None:
    """Texts too near a glued spine."""
    if not case.printer.glued:
        return None
    least = case.printer.limits.marge_dos
    found = []
    for page in case.document.pages[1:-1]:
        away = [(box.x0 - page.trim.x0 if page.number % 2 else page.trim.x1 - box.x1, box) for box in page.words]
        if away and min(away)[0] < least * POINTS_PER_MM:
            said = message("check.dos.near", away=mm(min(away)[0]), wanted=least)
            found.append(finding(page, min(away)[1], WARNING, said))
    return found
