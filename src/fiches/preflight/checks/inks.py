"""Checks of colours and inks; the catalogue has the manual of each under `check.<code>`."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

from fiches.core.geometry import POINTS_PER_MM
from fiches.core.messages import message
from fiches.preflight.context import (
    ERROR,
    WARNING,
    Finding,
    PreflightContext,
    finding,
    gathered,
    grounds,
    looks,
    printed,
    shown,
)
from fiches.preflight.document import INK_SPACES, Ink, InkSpace, PaintedObject, PaintKind, PdfPage, PixelFate

DARK, TRACE = 0.85, 0.005  # shares of an ink: one that is black, one that is there at all
SLACK = 1.0  # % of ink: what rounding may add
SCREEN_SPACES = (InkSpace.RGB, InkSpace.LAB)  # that a press has no inks for
WRONG_SPACES = (  # how bad each is, the message that says so
    (ERROR, "space", SCREEN_SPACES),
    (ERROR, "managed", (InkSpace.CAL_GRAY, InkSpace.ICC_CMYK)),  # a RIP separates them again
    (WARNING, "managed", (InkSpace.ICC_GRAY,)),  # most put it on the black plate
)
THIN_BLACK = 2.0  # points: a thinner black line overprints
PROCESS_INKS = ("cyan", "magenta", "yellow", "black")
GROUND_KINDS = (PaintKind.FILL, PaintKind.IMAGE, PaintKind.SHADING)
PAPER = Ink(InkSpace.CMYK, (0.0, 0.0, 0.0, 0.0))
DARKENING = frozenset(("Multiply", "Darken", "ColorBurn", "HardLight", "Overlay"))


def spaces(case: PreflightContext) -> Iterator[Finding]:
    """Colours that a press has no inks for, and those that a profile makes depend on who separates them."""
    for page in case.document.pages:
        for kind in PaintKind:
            own = [one for one in page.painted if one.kind is kind]
            for severity, name, wrong in WRONG_SPACES:
                bad = [one for one in own if one.ink.space in wrong]
                space = bad[0].ink.space if bad else InkSpace.UNKNOWN
                said = message(f"check.couleurs.{name}", what=kind.said(), space=space.said())
                yield from gathered(page, bad, severity, said)


def black_text(case: PreflightContext) -> Iterator[Finding]:
    """Black text of several inks."""
    for page in case.document.pages:
        bad = [one for one in shown(page, PaintKind.TEXT) if _rich(one.ink) or _four(one.ink)]
        build = bad[0].ink.cmyk or () if bad else ()
        shares = {name: 100 * ink for name, ink in zip(PROCESS_INKS, build, strict=False)}
        yield from gathered(page, bad, ERROR, message("check.texte-noir.several", **shares))


def _rich(ink: Ink) -> bool:
    return ink.cmyk is not None and ink.cmyk[3] >= DARK and max(ink.cmyk[:3]) > TRACE


def _four(ink: Ink) -> bool:
    return ink.cmyk is not None and min(ink.cmyk[:3]) >= 0.5 and ink.cmyk[3] > TRACE


def overprint(case: PreflightContext) -> Iterator[Finding]:
    """Black text and thin black lines that knock out their ground, and white that overprints."""
    for page in case.document.pages:
        knocks = [text for text, ground in grounds(page) if _knocks_out(text, ground)]
        yield from gathered(page, knocks, WARNING, message("check.surimpression.knock-out"))
        yield from gathered(page, list(_thin_knocks(page)), WARNING, message("check.surimpression.line"))
        lost = [one for one in page.painted if one.over and one.ink.white and not one.mask]
        yield from gathered(page, lost, ERROR, message("check.surimpression.white"))


def _thin_knocks(page: PdfPage) -> Iterator[PaintedObject]:
    """Thin black lines that knock out what all of them stands on."""
    under: list[PaintedObject] = []
    depth = looks(len(page.painted))
    for one in printed(page):
        line = one.kind is PaintKind.STROKE or (one.kind is PaintKind.FILL and one.whole)
        if line and one.measure < THIN_BLACK and _knocks_out(one, _ground(one, islice(reversed(under), depth))):
            yield one
        if one.kind in GROUND_KINDS and one.measure >= THIN_BLACK:
            under.append(one)


def _knocks_out(text: PaintedObject, ground: PaintedObject | None) -> bool:
    black = text.ink.cmyk == (0, 0, 0, 1) and text.ink.space is not InkSpace.ALL
    return black and not text.over and ground is not None and not ground.ink.white


def rich_black(case: PreflightContext) -> Iterator[Finding]:
    """Rich black on what is small or thin."""
    least = case.printer.limits.noir_riche * POINTS_PER_MM
    for page in case.document.pages:
        rich = [one for one in shown(page, PaintKind.FILL, PaintKind.STROKE) if _rich(one.ink)]
        bad = [one for one in rich if one.kind is PaintKind.STROKE or one.measure < least]
        kind = bad[0].kind if bad else PaintKind.FILL
        said = message(f"check.noir-riche.{kind.value}")
        yield from gathered(page, bad, WARNING, said, message("check.noir-riche.remedy"))


def total(case: PreflightContext) -> Iterator[Finding]:
    """More ink than the paper bears, the worst of each page."""
    limit = case.printer.ink
    for page in case.document.pages:
        sums = [(most, one) for one, most in _sums(page) if most > limit + SLACK]
        unknown = [one for one in printed(page) if _is_unmeasured(one)]
        what = unknown[0].kind.said() if unknown else ""
        yield from gathered(page, unknown, WARNING, message("check.encrage.unmeasured", what=what))
        if sums:
            most, worst = max(sums, key=lambda pair: pair[0])
            said = message("check.encrage.total", what=worst.kind.said(), ink=most, limit=limit)
            yield finding(page, worst.box, ERROR, said)


def _is_unmeasured(one: PaintedObject) -> bool:
    """Whether something has several inks, and nobody knows how much of them."""
    if one.kind is PaintKind.SHADING:
        return one.ink.cmyk is None and one.ink.space in INK_SPACES
    return one.picture is not None and one.picture.fate is PixelFate.UNMEASURED


def _sums(page: PdfPage) -> Iterator[tuple[PaintedObject, float]]:
    """What each thing painted adds up to with what is under it (%)."""
    under: list[PaintedObject] = []
    depth = looks(len(page.painted))
    for one in printed(page):
        if one.ink.space is InkSpace.ALL:
            continue
        yield one, _sum(one, under, depth)
        if one.kind is not PaintKind.TEXT:
            under.append(one)


def _sum(one: PaintedObject, under: list[PaintedObject], depth: int) -> float:
    own, darkens = _own(one), one.blend in DARKENING
    if not darkens and (one.kind is PaintKind.IMAGE or not one.over):
        return own * min(one.alpha, 1.0)
    ground = _ground(one, islice(reversed(under), depth))
    if ground is None:
        return own
    pairs = _pairs(one.ink, ground.ink)
    if darkens:
        return _darkened(one, ground, pairs)
    return 100 * sum(top or low for top, low in pairs) if pairs else own


def _pairs(top: Ink, low: Ink) -> list[tuple[float, float]]:
    """How much of each ink one colour has and another, plate by plate; nothing where one of them is not flat."""
    return list(zip(top.cmyk, low.cmyk, strict=True)) if top.cmyk and low.cmyk else []


def _darkened(one: PaintedObject, ground: PaintedObject, pairs: Sequence[tuple[float, float]]) -> float:
    """What is multiplied with its ground adds up to (%), at the most; of pictures as if they were greys."""
    if pairs:
        return 100 * sum(1 - (1 - top * one.alpha) * (1 - low) for top, low in pairs)
    return 400 * (1 - (1 - _own(one) / 400 * one.alpha) * (1 - _own(ground) / 400))


def _ground(one: PaintedObject, under: Iterable[PaintedObject]) -> PaintedObject | None:
    """The last thing painted that all of it stands on; nothing for words on a photo, which are too small to count."""
    ground = next((each for each in under if each.box.covers(one.box)), None)
    words_on_photo = ground is not None and one.kind is PaintKind.TEXT and ground.kind is PaintKind.IMAGE
    return None if words_on_photo else ground


def _own(one: PaintedObject) -> float:
    if one.picture is not None and not one.picture.stencil:
        return one.picture.ink or 0.0
    return one.ink.total


def transparency(case: PreflightContext) -> Iterator[Finding]:
    """Transparency that is not blended in CMYK."""
    hint = message("check.transparence.remedy")
    for page in case.document.pages:
        wrong = [space for space, _ in page.groups if space in SCREEN_SPACES]
        if wrong:
            yield finding(page, None, ERROR, message("check.transparence.group", space=wrong[0].said()), hint)
        seen = [one for one in page.painted if one.transparent]
        if seen and not any(own for _, own in page.groups):
            yield finding(page, seen[0].box, WARNING, message("check.transparence.undeclared"), hint)


def spots(case: PreflightContext) -> Iterator[Finding]:
    """Spot colours."""
    for page in case.document.pages:
        bad = [one for one in page.painted if one.ink.spots]
        names = sorted({name for one in bad for name, _ in one.ink.spots})
        yield from gathered(page, bad, ERROR, message("check.tons-directs.used", names=names))


def contrast(case: PreflightContext) -> Iterable[Finding] | None:
    """Texts that hardly stand out on paper; those on photos and gradients are not judged."""
    light = lightness_of(case.printer.icc.read_bytes())
    return [one for page in case.document.pages for one in _contrast(case, page, light)]


def _contrast(case: PreflightContext, page: PdfPage, light: Callable[[Ink], float | None]) -> Iterator[Finding]:
    judged = [(_apart(text, ground, light), text) for text, ground in grounds(page) if text.alpha >= 1]
    faint = [(apart, text) for apart, text in judged if apart < case.printer.limits.contraste]
    least = min((apart for apart, _ in faint), default=0.0)
    yield from gathered(page, [text for _, text in faint], WARNING, message("check.contraste.faint", apart=least))


def _apart(text: PaintedObject, ground: PaintedObject | None, light: Callable[[Ink], float | None]) -> float:
    """How much lighter or darker (L*) a text is than its ground; infinity where that cannot be told."""
    if ground is not None and (ground.kind is not PaintKind.FILL or ground.alpha < 1 or not ground.whole):
        return math.inf
    own, under = light(text.ink), light(ground.ink if ground else PAPER)
    return math.inf if own is None or under is None else abs(own - under)


@cache
def lightness_of(profile: bytes) -> Callable[[Ink], float | None]:
    """What gives the lightness L* (0 to 100) of inks; None for those whose plates are not known."""
    from PIL import Image, ImageCms

    press, lab = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("LAB")
    transform = ImageCms.buildTransform(press, lab, "CMYK", "LAB", ImageCms.Intent.RELATIVE_COLORIMETRIC)

    @cache
    def lightness(ink: Ink) -> float | None:
        if ink.cmyk is None or ink.spots:
            return None
        pixel = Image.frombytes("CMYK", (1, 1), bytes(round(255 * share) for share in ink.cmyk))
        shown = ImageCms.applyTransform(pixel, transform)
        return shown.tobytes()[0] / 2.55 if shown else None

    return lightness
