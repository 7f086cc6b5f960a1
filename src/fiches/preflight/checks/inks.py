"""Checks of colours and inks; the docstring of each is its page in the manual, hence in French."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from fiches.core.geometry import POINTS_PER_MM
from fiches.preflight import lightness
from fiches.preflight.context import (
    ERROR,
    WARNING,
    Finding,
    PreflightContext,
    finding,
    gathered,
    grounds,
    number,
    shown,
)
from fiches.preflight.document import Ink, InkSpace, PaintedObject, PaintKind, PdfPage

DARK, TRACE = 0.85, 0.005  # shares of an ink: one that is black, one that is there at all
SLACK = 1.0  # % of ink: what rounding may add
DARKENING = frozenset(("Multiply", "Darken", "ColorBurn", "HardLight", "Overlay"))
_CONVERT = "exportez en CMJN (InDesign : « Convertir vers la destination » ; Canva : « PDF pour impression », CMJN)"


def spaces(case: PreflightContext) -> Iterator[Finding]:
    """Tout est en CMJN, en gris ou en tons directs : rien en RVB ni en Lab.

    Une presse n'a pas d'encre rouge, verte ou bleue ; l'imprimeur convertit à sa façon, et les couleurs changent.
    Erreur dès la première. Mesure : opérateurs de couleur, images, dégradés, motifs, masques, dans tous les dessins
    emboîtés et les apparences des annotations. Source : GWG_SheetCmyk_2015.
    """
    for page in case.document.pages:
        for kind in PaintKind:
            bad = [one for one in page.painted if one.kind is kind and one.ink.space in (InkSpace.RGB, InkSpace.LAB)]
            what = f"{'une' if kind is PaintKind.IMAGE else 'un'} {kind.value} est en {bad[0].ink.space}" if bad else ""
            yield from gathered(page, bad, ERROR, what, _CONVERT)


def black_text(case: PreflightContext) -> Iterator[Finding]:
    """Le texte noir est fait d'encre noire seule.

    Un noir de quatre encres double les lettres au moindre décalage des plaques. Erreur pour un texte dont le noir passe
    85 % et qui contient d'autres encres, ou dont les trois couleurs passent 50 % chacune : c'est le noir RVB de Word ou
    de Canva, converti. Mesure : couleur de remplissage de chaque texte. Source : GWG 2015, « Rich black text ».
    """
    for page in case.document.pages:
        bad = [one for one in shown(page, PaintKind.TEXT) if _rich(one.ink) or _four(one.ink)]
        build = " ".join(f"{100 * ink:.0f}" for ink in bad[0].ink.cmyk or ()) if bad else ""
        message = f"un texte noir est fait de plusieurs encres (CMJN {build})"
        yield from gathered(page, bad, ERROR, message, "donnez au texte le noir seul : CMJN 0 0 0 100")


def _rich(ink: Ink) -> bool:
    return ink.cmyk is not None and ink.cmyk[3] >= DARK and max(ink.cmyk[:3]) > TRACE


def _four(ink: Ink) -> bool:
    return ink.cmyk is not None and min(ink.cmyk[:3]) >= 0.5 and ink.cmyk[3] > TRACE


def overprint(case: PreflightContext) -> Iterator[Finding]:
    """Le texte noir est en surimpression sur les fonds de couleur, et le blanc ne l'est jamais.

    Un noir qui évide le fond laisse un liseré clair au moindre décalage ; un blanc en surimpression disparaît.
    Avertissement pour un texte à 100 % de noir qui évide un fond imprimé (beaucoup de presses le corrigent), erreur
    pour du blanc en surimpression. Mesure : /op et /OPM de l'état graphique, fond peint dessous. Source : GWG 2015.
    """
    for page in case.document.pages:
        knocks = [
            text
            for text, ground in grounds(page)
            if text.ink.cmyk == (0, 0, 0, 1)
            and not text.over
            and text.ink.space is not InkSpace.ALL
            and ground is not None
            and not ground.ink.white
        ]
        yield from gathered(
            page,
            knocks,
            WARNING,
            "un texte noir évide le fond de couleur",
            "cochez « Surimpression du noir » à l'exportation ; la plupart des presses le font",
        )
        lost = [one for one in page.painted if one.over and one.ink.white and not one.mask]
        yield from gathered(
            page,
            lost,
            ERROR,
            "du blanc est en surimpression : il disparaîtra",
            "décochez la surimpression de ces objets",
        )


def rich_black(case: PreflightContext) -> Iterator[Finding]:
    """Le noir enrichi d'autres encres est réservé aux grands aplats.

    Sur un petit objet ou un filet, le moindre décalage des plaques se voit en couleur. Avertissement pour un aplat de
    noir enrichi dont le petit côté est sous `noir_riche` mm, ou pour un filet. Mesure : couleur et boîte de ce qui est
    peint, images exceptées.
    """
    least = case.printer.limits.noir_riche * POINTS_PER_MM
    for page in case.document.pages:
        bad = [
            one
            for one in shown(page, PaintKind.FILL, PaintKind.STROKE)
            if _rich(one.ink) and (one.kind is PaintKind.STROKE or one.measure < least)
        ]
        message = f"un noir enrichi est employé sur un petit {bad[0].kind.value}" if bad else ""
        yield from gathered(page, bad, WARNING, message, "employez là le noir seul : CMJN 0 0 0 100")


def total(case: PreflightContext) -> Iterator[Finding]:
    """L'encrage total tient dans ce que le papier supporte.

    Trop d'encre ne sèche pas, macule la page d'en face et décolle le couchage. Erreur au-delà de `encrage` du profil.
    Mesure, par calcul : somme des quatre encres de chaque couleur ; 99,9e centile des pixels des images, lues à 80
    points par pouce environ ; somme de ce qui se recouvre en surimpression ou par un mode de fusion qui assombrit, sur
    les aplats. Un texte en surimpression sur une photo n'est pas compté : sa surface est trop petite pour mal sécher.
    """
    limit = case.printer.ink
    for page in case.document.pages:
        sums = [(most, one) for one, most in _sums(page) if most > limit + SLACK]
        if sums:
            most = max(sums, key=lambda pair: pair[0])
            what = f"{'une' if most[1].kind is PaintKind.IMAGE else 'un'} {most[1].kind.value}"
            message = f"{what} demande {most[0]:.0f} % d'encre, le papier en supporte {limit:.0f} %"
            hint = "convertissez avec le profil ICC de l'imprimeur, qui limite l'encrage"
            yield finding(page, most[1].box, ERROR, message, hint)


def _sums(page: PdfPage) -> Iterator[tuple[PaintedObject, float]]:
    """What each thing painted adds up to with what is under it (%)."""
    under: list[PaintedObject] = []
    for one in page.painted:
        if one.mask or one.ink.space is InkSpace.ALL:
            continue
        yield one, _sum(one, under)
        if one.kind is not PaintKind.TEXT:
            under.append(one)


def _sum(one: PaintedObject, under: list[PaintedObject]) -> float:
    own = _own(one)
    if one.kind is PaintKind.IMAGE and one.blend not in DARKENING:
        return own * one.alpha
    if not one.over and one.blend not in DARKENING:
        return own if one.alpha >= 1 else own * one.alpha
    ground = next((each for each in reversed(under) if each.box.covers(one.box)), None)
    if ground is None or (one.kind is PaintKind.TEXT and ground.kind is PaintKind.IMAGE):
        return own
    if one.blend in DARKENING:
        return 400 * (1 - (1 - own / 400 * one.alpha) * (1 - _own(ground) / 400))
    if one.ink.cmyk is None or ground.ink.cmyk is None:
        return own
    return 100 * sum(top or low for top, low in zip(one.ink.cmyk, ground.ink.cmyk, strict=True))


def _own(one: PaintedObject) -> float:
    if one.picture is not None and not one.picture.stencil:
        return one.picture.ink or 0.0
    return one.ink.total


def transparency(case: PreflightContext) -> Iterator[Finding]:
    """Les transparences se mélangent en CMJN.

    Un groupe qui mélange en RVB change les couleurs au moment de la conversion. Erreur pour un groupe de transparence
    en RVB ou Lab ; avertissement si une page a des transparences et ne dit pas dans quel espace elles se mélangent.
    Mesure : /Group des pages et des dessins, opacité et modes de fusion. Source : ISO 15930-7, § 6.8.
    """
    hint = "choisissez l'espace de fusion CMJN du document, puis réexportez en PDF/X-4"
    for page in case.document.pages:
        wrong = [space for space, _ in page.groups if space in (InkSpace.RGB, InkSpace.LAB)]
        if wrong:
            yield finding(page, None, ERROR, f"un groupe de transparence se mélange en {wrong[0]}", hint)
        seen = [one for one in page.painted if one.mask or one.alpha < 1 or one.blend not in ("Normal", "Compatible")]
        if seen and not any(own for _, own in page.groups):
            message = "la page a des transparences et ne dit pas dans quel espace elles se mélangent"
            yield finding(page, seen[0].box, WARNING, message, hint)


def spots(case: PreflightContext) -> Iterator[Finding]:
    """Aucune encre n'est un ton direct.

    Chaque ton direct est une plaque de plus, facturée, ou une couleur perdue. Erreur dès le premier. Mesure : espaces
    /Separation et /DeviceN de tout ce qui est peint. Source : GWG 2015, « Spot colours ».
    """
    for page in case.document.pages:
        bad = [one for one in page.painted if one.ink.spots]
        names = ", ".join(sorted({name for one in bad for name, _ in one.ink.spots}))
        yield from gathered(
            page,
            bad,
            ERROR,
            f"un ton direct est employé : {names}",
            "convertissez-le en CMJN dans le nuancier, sauf si l'imprimeur l'a chiffré",
        )


def contrast(case: PreflightContext) -> Iterable[Finding] | None:
    """Un texte imprimé se détache de son fond.

    Sur le papier, les couleurs sont moins vives qu'à l'écran. Avertissement si l'écart de clarté L* entre un texte et
    l'aplat qui le porte est sous `contraste`. Mesure : les deux couleurs à travers le profil ICC de l'imprimeur ; un
    texte sur une photo ou un dégradé n'est pas jugé.
    """
    light = lightness.reader(case.printer.icc.read_bytes())
    return [one for page in case.document.pages for one in _contrast(case, page, light)]


def _contrast(case: PreflightContext, page: PdfPage, light: Callable[[Ink], float | None]) -> Iterator[Finding]:
    faint = []
    for text, ground in grounds(page):
        if ground is not None and (ground.kind is not PaintKind.FILL or ground.alpha < 1 or not ground.whole):
            continue
        own, under = light(text.ink), light(ground.ink if ground else Ink(InkSpace.CMYK, (0.0, 0.0, 0.0, 0.0)))
        if own is not None and under is not None and text.alpha >= 1:
            apart = abs(own - under)
            faint += [(apart, text)] if apart < case.printer.limits.contraste else []
    least = min((apart for apart, _ in faint), default=0.0)
    yield from gathered(
        page,
        [text for _, text in faint],
        WARNING,
        f"un texte se détache mal de son fond (écart de clarté {number(least)})",
        "assombrissez le texte ou éclaircissez le fond",
    )
