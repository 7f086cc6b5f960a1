"""Checks of fonts, lines and photos; the catalogue has the manual of each under `check.<code>`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from fiches.core.geometry import POINTS_PER_INCH
from fiches.core.messages import message
from fiches.preflight.context import ERROR, WARNING, Finding, PreflightContext, finding, gathered, grounds, shown
from fiches.preflight.document import ImagePixels, PaintedObject, PaintKind, PdfPage

LONG = 5.0  # points: a fill as thin as a line and no longer than this is a dot
SMALL_SHARE = 0.005
SIZE_SLACK = 0.03  # points: seven points of TeX are 6.974 of PDF


def fonts(case: PreflightContext) -> Iterator[Finding]:
    """Fonts that are not in the file, or cannot be read back as text."""
    for page in case.document.pages:
        for font in sorted(page.fonts, key=lambda font: font.name):
            if font.kind == "Type3":
                yield finding(page, None, ERROR, message("check.polices.type-3", font=font.named))
            elif not font.defined:
                yield finding(page, None, ERROR, message("check.polices.undefined", font=font.named))
            elif not font.embedded:
                yield finding(page, None, ERROR, message("check.polices.absent", font=font.named))
            elif not font.readable:
                yield finding(page, None, WARNING, message("check.polices.unreadable", font=font.named))


def glyphs(case: PreflightContext) -> Iterator[Finding]:
    """Signs that a font does not have, and for which it draws a box or nothing."""
    for page in case.document.pages:
        if page.boxed:
            found = finding(page, page.boxed[0], ERROR, message("check.signes.absent"))
            yield replace(found, times=len(page.boxed))


def sizes(case: PreflightContext) -> Iterator[Finding]:
    """Texts too small to be printed and read."""
    limits = case.printer.limits
    for page in case.document.pages:
        texts = [(one, _wanted(case, one, ground) - SIZE_SLACK) for one, ground in grounds(page)]
        least = limits.corps_min - SIZE_SLACK
        tiny = [one for one, _ in texts if 0 < one.measure < least]
        small = [one for one, wanted in texts if least <= one.measure < wanted]
        for bad, severity in ((tiny, ERROR), (small, WARNING)):
            size = min((one.measure for one in bad), default=0.0)
            said = message("check.corps.small", size=size, wanted=limits.corps_conseille)
            yield from gathered(page, bad, severity, said)


def _wanted(case: PreflightContext, one: PaintedObject, ground: PaintedObject | None) -> float:
    reversed_ = one.ink.white and ground is not None and not ground.ink.white
    return case.printer.limits.corps_reserve if reversed_ else case.printer.limits.corps_conseille


def lines(case: PreflightContext) -> Iterator[Finding]:
    """Lines too thin to hold on the plate; a long thin fill is one."""
    for page in case.document.pages:
        strokes = [one for one in (*shown(page, PaintKind.STROKE), *_outlined(page)) if one.alpha > 0]
        nothing = [one for one in strokes if one.measure < SMALL_SHARE]
        yield from gathered(page, nothing, ERROR, message("check.filets.zero", least=case.printer.limits.filet))
        thin = [one for one in (*strokes, *_thin_fills(case, page)) if one not in nothing and _is_thin(case, one)]
        width = min((one.measure for one in thin), default=0.0)
        yield from gathered(page, thin, WARNING, message("check.filets.thin", width=width))


def _outlined(page: PdfPage) -> Iterator[PaintedObject]:
    """Texts that are drawn by their outline alone, as lines of that thickness."""
    for one in shown(page, PaintKind.TEXT):
        if one.pen is not None:
            yield replace(one, measure=one.pen)


def _thin_fills(case: PreflightContext, page: PdfPage) -> list[PaintedObject]:
    fills = (one for one in shown(page, PaintKind.FILL) if one.alpha > 0)
    most = case.printer.limits.filet_couleur
    return [one for one in fills if one.measure < most and max(one.box.width, one.box.height) > LONG]


def _is_thin(case: PreflightContext, one: PaintedObject) -> bool:
    plates = sum(ink > SMALL_SHARE for ink in one.ink.cmyk or ())
    limits = case.printer.limits
    return one.measure < (limits.filet if plates == 1 else limits.filet_couleur) - SMALL_SHARE


def resolution(case: PreflightContext) -> Iterator[Finding]:
    """Images with too few pixels for their printed size, or far too many."""
    most = case.printer.limits.resolution_max
    for page in case.document.pages:
        judged = list(_placed_images(page))
        each: dict[tuple[ImagePixels, int, int], PaintedObject] = {}
        for one, found in judged:
            if found.width > 1 and _finest(one, found) < _floor(case, found):
                each.setdefault((found, round(one.size[0]), round(one.size[1])), one)
        yield from (_weak(case, page, one, found) for (found, *_), one in each.items())
        heavy = [one for one, found in judged if found.bits > 1 and _finest(one, found) > most]
        yield from gathered(page, heavy, WARNING, message("check.resolution.heavy"))


def _placed_images(page: PdfPage) -> Iterator[tuple[PaintedObject, ImagePixels]]:
    for one in shown(page, PaintKind.IMAGE):
        if one.picture and min(one.size) > 0:
            yield one, one.picture


def _finest(one: PaintedObject, found: ImagePixels) -> float:
    return POINTS_PER_INCH * min(found.width / one.size[0], found.height / one.size[1])


def _floor(case: PreflightContext, found: ImagePixels) -> float:
    limits = case.printer.limits
    return (limits.resolution_trait if found.bits == 1 else limits.resolution_conseillee) - 0.5


def _weak(case: PreflightContext, page: PdfPage, one: PaintedObject, found: ImagePixels) -> Finding:
    has, limits = _finest(one, found), case.printer.limits
    wanted = limits.resolution_trait if found.bits == 1 else limits.resolution_conseillee
    error = found.bits == 1 or has < limits.resolution_min - 0.5
    across, along = (round(side / POINTS_PER_INCH * wanted) for side in one.size)
    pixels = {"width": found.width, "height": found.height, "across": across, "along": along}
    return finding(page, one.box, ERROR if error else WARNING, message("check.resolution.weak", ppi=has, **pixels))


def compression(case: PreflightContext) -> Iterable[Finding]:
    """Photos that were pressed too hard."""
    least = case.printer.limits.qualite_jpeg
    for page in case.document.pages:
        judged = ((one, one.picture.quality) for one in shown(page, PaintKind.IMAGE) if one.picture)
        poor = [(one, quality) for one, quality in judged if quality is not None and quality < least]
        worst = min((quality for _, quality in poor), default=0)
        bad = [one for one, _ in poor]
        yield from gathered(page, bad, WARNING, message("check.compression.strong", quality=worst))
