"""Checks of fonts, lines and photos; the docstring of each is its page in the manual, hence in French."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fiches.core.geometry import POINTS_PER_INCH
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
from fiches.preflight.document import ImagePixels, PaintedObject, PaintKind, PdfPage

LONG = 5.0  # points: a fill as thin as a line and no longer than this is a dot
SMALL_SHARE = 0.005


def fonts(case: PreflightContext) -> Iterator[Finding]:
    """Toutes les polices sont dans le fichier, et aucune n'est de Type 3.

    Une police absente est remplacée par une autre, et le texte change de lignes. Erreur pour une police qui compose un
    texte sans être incorporée, ou de Type 3 (dessinée par des opérateurs, mal rendue) ; avertissement si ses signes
    n'ont pas de table ToUnicode. Mesure : descripteurs des polices qui composent un texte visible. Source :
    ISO 15930-7, § 6.3.
    """
    for page in case.document.pages:
        for font in sorted(page.fonts, key=lambda font: font.name):
            if font.kind == "Type3":
                yield finding(
                    page,
                    None,
                    ERROR,
                    f"la police « {font.name} » est de Type 3",
                    "employez une police OpenType ou TrueType, ou vectorisez ce texte",
                )
            elif not font.embedded:
                yield finding(
                    page,
                    None,
                    ERROR,
                    f"la police « {font.name} » n'est pas dans le fichier",
                    "cochez « Incorporer toutes les polices » à l'exportation",
                )
            elif not font.readable:
                yield finding(
                    page,
                    None,
                    WARNING,
                    f"le texte de la police « {font.name} » ne peut pas être relu",
                    "réexportez depuis le logiciel d'origine, sans passer par une imprimante virtuelle",
                )


def sizes(case: PreflightContext) -> Iterator[Finding]:
    """Les textes sont assez grands pour être imprimés et lus.

    Une lettre trop petite se bouche ou se brise. Erreur sous `corps_min` points ; avertissement sous `corps_conseille`,
    et sous `corps_reserve` pour un texte blanc sur un fond. Mesure : corps × échelle de chaque texte. Source : GWG
    2015, « Small text » ; imprimeurs, 6 points en réserve au moins.
    """
    limits = case.printer.limits
    for page in case.document.pages:
        tiny = [one for one, _ in grounds(page) if 0 < one.measure < limits.corps_min - SMALL_SHARE]
        small = [
            one
            for one, ground in grounds(page)
            if limits.corps_min - SMALL_SHARE <= one.measure < _wanted(case, one, ground) - SMALL_SHARE
        ]
        for bad, severity in ((tiny, ERROR), (small, WARNING)):
            least = min((one.measure for one in bad), default=0)
            yield from gathered(
                page,
                bad,
                severity,
                f"un texte n'a que {number(least)} points",
                f"passez-le à {number(limits.corps_conseille)} points au moins",
            )


def _wanted(case: PreflightContext, one: PaintedObject, ground: PaintedObject | None) -> float:
    reversed_ = one.ink.white and ground is not None and not ground.ink.white
    return case.printer.limits.corps_reserve if reversed_ else case.printer.limits.corps_conseille


def lines(case: PreflightContext) -> Iterator[Finding]:
    """Les filets sont assez épais pour tenir sur la plaque.

    Trop fin, un filet disparaît ; de plusieurs encres, il se dédouble. Erreur pour un filet d'épaisseur nulle,
    avertissement sous `filet` points pour une encre, sous `filet_couleur` pour plusieurs encres ou du blanc. Un aplat
    long et mince compte comme un filet. Mesure : épaisseur × échelle. Source : GWG 2015, « Thin lines ».
    """
    limits = case.printer.limits
    for page in case.document.pages:
        found = [one for one in shown(page, PaintKind.STROKE) if one.alpha > 0]
        found += [
            one
            for one in shown(page, PaintKind.FILL)
            if one.measure < limits.filet_couleur and _longer(one) > LONG and one.alpha > 0
        ]
        nothing = [one for one in found if one.kind is PaintKind.STROKE and one.measure < SMALL_SHARE]
        yield from gathered(
            page, nothing, ERROR, "un filet a une épaisseur nulle", f"donnez-lui {number(limits.filet)} point au moins"
        )
        thin = [one for one in found if one not in nothing and one.measure < _least(case, one) - SMALL_SHARE]
        least = f"{min((one.measure for one in thin), default=0):.2f}".replace(".", ",")
        yield from gathered(
            page,
            thin,
            WARNING,
            f"un filet n'a que {least} point",
            "épaississez-le : 0,25 point d'une seule encre, 0,5 point de plusieurs encres ou en blanc",
        )


def _longer(one: PaintedObject) -> float:
    return max(one.box.width, one.box.height)


def _least(case: PreflightContext, one: PaintedObject) -> float:
    plates = sum(ink > SMALL_SHARE for ink in one.ink.cmyk or ())
    return case.printer.limits.filet if plates == 1 else case.printer.limits.filet_couleur


def resolution(case: PreflightContext) -> Iterator[Finding]:
    """Les images ont assez de pixels pour leur taille imprimée.

    En dessous, les pixels se voient ; très au-dessus, ils alourdissent pour rien. Erreur sous `resolution_min` points
    par pouce, avertissement sous `resolution_conseillee` ou au-delà de `resolution_max` ; image au trait (1 bit) :
    erreur sous `resolution_trait`. Mesure : pixels ÷ taille placée, dans les deux sens. Source : GWG 2015 ; imprimeurs,
    300 points par pouce.
    """
    for page in case.document.pages:
        judged = [(one, one.picture) for one in shown(page, PaintKind.IMAGE) if one.picture and min(one.size) > 0]
        weak = [(one, found) for one, found in judged if found.width > 1 and _finest(one, found) < _floor(case, found)]
        seen = set()
        for one, found in weak:
            key = (found, round(one.size[0]), round(one.size[1]))
            if key not in seen:
                seen.add(key)
                yield _weak(case, page, one, found)
        most = case.printer.limits.resolution_max
        heavy = [one for one, found in judged if found.bits > 1 and _finest(one, found) > most]
        yield from gathered(
            page,
            heavy,
            WARNING,
            "une image a bien plus de pixels qu'il n'en faut",
            "réduisez-la à 300 points par pouce à l'exportation",
        )


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
    message = f"une image n'a que {has:.0f} points par pouce ({found.width} × {found.height} pixels)"
    hint = f"remplacez-la par l'original ({across} × {along} pixels au moins), ou réduisez sa taille sur la page"
    return finding(page, one.box, ERROR if error else WARNING, message, hint)


def compression(case: PreflightContext) -> Iterable[Finding]:
    """Les photos n'ont pas été trop comprimées.

    Une compression forte laisse des carrés dans les ciels et autour des lettres ; c'est ce que font WhatsApp et les
    exports « pour le web ». Avertissement sous la qualité `qualite_jpeg`. Mesure : tables de quantification des JPEG.
    Un agrandissement fait avant le PDF ne se voit pas ici : jugez les originaux.
    """
    for page in case.document.pages:
        poor = [
            one
            for one in shown(page, PaintKind.IMAGE)
            if one.picture
            and one.picture.quality is not None
            and one.picture.quality < case.printer.limits.qualite_jpeg
        ]
        worst = min((one.picture.quality or 0 for one in poor if one.picture), default=0)
        yield from gathered(
            page,
            poor,
            WARNING,
            f"une photo est très comprimée (qualité {worst} sur 100)",
            "exportez en qualité maximale, à partir de l'original et non d'une copie de WhatsApp",
        )
