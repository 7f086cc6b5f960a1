"""Checks of what is cut, folded and bound; the docstring of each is its page in the manual, hence in French."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fiches.core.geometry import POINTS_PER_MM, Box, format_name
from fiches.core.text import count as plural
from fiches.preflight.context import ERROR, NOTE, WARNING, Finding, PreflightContext, finding, gathered, mm, number
from fiches.preflight.document import InkSpace, PaintKind, PdfPage

LEAF = 2  # pages of a sheet that is not folded
BOOKLET = 8  # pages, from which sheets lie in each other
KNOWN = ("A3", "A4", "A5")
EDGE_REACH = 0.3  # mm within which an edge is the trim's
COVERED_SHARE = 0.9  # of an edge: what else is painted beyond it
_NOUNS = {PaintKind.IMAGE: "une image", PaintKind.FILL: "un aplat", PaintKind.SHADING: "un dégradé"}
PAGE_SIDES = (("gauche", 0, -1), ("bas", 1, -1), ("droit", 2, 1), ("haut", 3, 1))


def trim(case: PreflightContext) -> Iterator[Finding]:
    """Chaque page dit où elle est coupée (TrimBox), et toutes ont le même format.

    Sans TrimBox, l'imprimeur devine la coupe. Erreur si elle manque, si une ArtBox la contredit, ou si une page n'a pas
    le format des autres à `boites` mm près ; avertissement pour un format qui n'est ni A3, ni A4, ni A5. Mesure : les
    boîtes des pages. Source : ISO 15930-7, § 6.5.
    """
    pages = case.document.pages
    for page in pages:
        if "TrimBox" not in page.boxes:
            hint = "à l'exportation, cochez le fond perdu et les traits de coupe, ou choisissez PDF/X-4"
            message = f"la page, {_told(page.trim)} mm, ne dit pas où elle est coupée (TrimBox absente)"
            yield finding(page, None, ERROR, message, hint)
        elif "ArtBox" in page.boxes:
            yield finding(page, None, ERROR, "la page a une ArtBox en plus de la TrimBox", "réexportez en PDF/X-4")
    known = [page for page in pages if "TrimBox" in page.boxes]
    if not known:
        return
    first = _size(known[0].trim)
    for page in known[1:]:
        if (
            max(abs(a - b) for a, b in zip(first, _size(page.trim), strict=True))
            > case.printer.limits.boites * POINTS_PER_MM
        ):
            message = f"la page mesure {_told(page.trim)} mm, la première {_told(known[0].trim)} mm"
            yield finding(page, None, ERROR, message, "donnez à toutes les pages le même format")
    if format_name(known[0].trim.width, known[0].trim.height) not in KNOWN:
        message = f"le format, {_told(known[0].trim)} mm, n'est pas courant"
        yield case.found(WARNING, message, "vérifiez que l'imprimeur l'attend : une page A4 fait 210 × 297 mm")


def bleed(case: PreflightContext) -> Iterable[Finding] | None:
    """Le fond perdu (BleedBox) est celui que l'imprimeur demande, de chaque côté, et tient dans la page.

    Le massicot coupe à un millimètre près : sans fond perdu, un liseré blanc paraît au bord. Erreur au-delà de `boites`
    mm d'écart. Mesure : BleedBox et TrimBox ; sans TrimBox, il n'y a rien à mesurer. Source : imprimeurs de France et
    du Maroc, 3 ou 5 mm.
    """
    pages = [page for page in case.document.pages if "TrimBox" in page.boxes]
    return [one for page in pages for one in _bleed(case, page)] if pages else None


def _bleed(case: PreflightContext, page: PdfPage) -> Iterator[Finding]:
    slack, asked = case.printer.limits.boites * POINTS_PER_MM, case.printer.bleed
    wanted = page.trim.widened(asked * POINTS_PER_MM)
    hint = f"à l'exportation, demandez {number(asked)} mm de fond perdu"
    if max(abs(a - b) for a, b in zip(page.bleed, wanted, strict=True)) > slack:
        message = f"le fond perdu est de {number(_least_bleed(page))} mm, l'imprimeur demande {number(asked)} mm"
        yield finding(page, None, ERROR, message, hint)
    elif any(sign * (page.bleed[side] - page.boxes["MediaBox"][side]) > slack for _, side, sign in PAGE_SIDES):
        yield finding(page, None, ERROR, "le fond perdu sort de la feuille (BleedBox hors de MediaBox)", hint)


def reach(case: PreflightContext) -> Iterable[Finding] | None:
    """Ce qui touche la coupe continue jusqu'au bout du fond perdu.

    Une photo arrêtée net à la coupe laisse un filet blanc dès que le massicot dévie. Erreur si le bord d'une image,
    d'un aplat ou d'un dégradé tombe entre la coupe et le fond perdu sans que rien d'autre ne soit peint au-delà.
    Mesure : boîtes de tout ce qui est peint, coupées par leurs masques. Sans objet quand l'imprimeur ne demande pas de
    fond perdu, ou quand le fichier n'en a pas : le contrôle du fond perdu le dit déjà.
    """
    pages = [(page, _least_bleed(page)) for page in case.document.pages if "TrimBox" in page.boxes]
    judged = [(page, min(has, case.printer.bleed)) for page, has in pages if min(has, case.printer.bleed) > EDGE_REACH]
    return [one for page, beyond in judged for one in _reach(page, beyond)] if judged else None


def _least_bleed(page: PdfPage) -> float:
    """The bleed that a page has on every side, in mm."""
    return min(sign * (page.bleed[side] - page.trim[side]) for _, side, sign in PAGE_SIDES) / POINTS_PER_MM


def _reach(page: PdfPage, asked: float) -> Iterator[Finding]:
    inked = [
        one
        for one in page.painted
        if one.kind in (PaintKind.FILL, PaintKind.IMAGE, PaintKind.SHADING)
        and not (one.ink.white or one.mask)
        and one.ink.space is not InkSpace.ALL
    ]
    for name, side, sign in PAGE_SIDES:
        edge, slack = page.trim[side], EDGE_REACH * POINTS_PER_MM
        ends = [(one, sign * (one.box[side] - edge)) for one in inked]
        beyond = [one.box for one, end in ends if end > asked * POINTS_PER_MM - slack]
        short = [
            one
            for one, end in ends
            if -slack <= end <= asked * POINTS_PER_MM - slack and not _hidden(one.box, beyond, side % 2)
        ]
        message = f"s'arrête à la coupe, bord {name}, au lieu de continuer de {number(asked)} mm"
        yield from gathered(
            page,
            short,
            ERROR,
            f"{_NOUNS.get(short[0].kind) if short else None} {message}",
            "étirez-le au-delà du bord, jusqu'au bout du fond perdu",
        )


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
    """Les textes se tiennent à distance de la coupe.

    Le massicot et le pliage dévient d'un millimètre : un texte trop près du bord est coupé ou paraît l'être. Erreur à
    moins de `marge_min` mm, note à moins de `marge_conseillee` mm. Mesure : boîtes des lignes de texte, telles
    que pdfium les rend. Source : imprimeurs, 3 à 5 mm.
    """
    least, better = case.printer.limits.marge_min * POINTS_PER_MM, case.printer.limits.marge_conseillee * POINTS_PER_MM
    for page in case.document.pages:
        near = sorted((_distance(page.trim, box), box) for box in page.words if box.meets(page.trim))
        if near and near[0][0] < better:
            away, box = near[0]
            message = f"un texte est à {mm(away)} mm de la coupe" if away >= 0 else "un texte dépasse la coupe"
            wanted = number((least if away < least else better) / POINTS_PER_MM)
            hint = f"éloignez-le d'au moins {wanted} mm du bord de la page"
            yield finding(page, box, ERROR if away < least - 0.01 else NOTE, message, hint)


def _distance(edge: Box, box: Box) -> float:
    return min(box.x0 - edge.x0, box.y0 - edge.y0, edge.x1 - box.x1, edge.y1 - box.y1)


def origin(case: PreflightContext) -> Iterator[Finding]:
    """La feuille commence à 0, 0 ; la page n'est ni recadrée, ni tournée, ni mise à l'échelle.

    Chaque logiciel d'imposition traite ces réglages à sa façon, et la page se retrouve décalée ou couchée. Erreur si
    MediaBox ne commence pas à 0, 0, si une CropBox en diffère, si /Rotate n'est pas 0 ou UserUnit n'est pas 1. Mesure :
    boîtes et clés des pages. Source : GWG 2015, « CropBox », « Page size & orientation ».
    """
    for page in case.document.pages:
        media = page.boxes["MediaBox"]
        slack = case.printer.limits.boites * POINTS_PER_MM
        crop = page.boxes.get("CropBox", media)
        if max(abs(media.x0), abs(media.y0)) > slack:
            yield finding(page, None, ERROR, "la feuille ne commence pas à 0, 0 (MediaBox)", "réexportez en PDF/X-4")
        if max(abs(a - b) for a, b in zip(crop, media, strict=True)) > slack:
            hint = "retirez le recadrage fait dans Acrobat, puis réexportez"
            yield finding(page, None, ERROR, "la page est recadrée (CropBox différente de MediaBox)", hint)
        if page.turn:
            hint = "exportez la page dans son sens de lecture, sans la faire pivoter ensuite"
            yield finding(page, None, ERROR, f"la page est tournée de {page.turn}°", hint)
        if page.unit != 1:
            yield finding(
                page,
                None,
                ERROR,
                f"la page est à l'échelle {number(page.unit)} (UserUnit)",
                "exportez à la taille réelle",
            )


def count(case: PreflightContext) -> Iterator[Finding]:
    """Le nombre de pages convient à la reliure.

    Une feuille pliée fait quatre pages : il en faut un multiple, sans quoi l'imprimeur ajoute des pages blanches où il
    veut. Avertissement hors du multiple du profil, sauf pour une feuille seule ; agrafé, erreur au-delà de
    `agrafage_maximum` pages, note à partir de `agrafage_delicat`. Mesure : le nombre de pages. Source : imprimeurs,
    8 à 48 pages agrafées.
    """
    pages, asked = len(case.document.pages), case.printer
    if pages > LEAF and pages % asked.multiple:
        more = plural(asked.multiple - pages % asked.multiple, "page")
        message = f"{pages} pages : ce n'est pas un multiple de {asked.multiple}"
        yield case.found(WARNING, message, f"ajoutez {more}, ou demandez à l'imprimeur où mettre les blanches")
    if not asked.stapled or not asked.delicate or pages < asked.delicate:
        return
    if asked.most and pages > asked.most:
        message = f"{pages} pages ne s'agrafent pas : le plus est {asked.most}"
        yield case.found(ERROR, message, "choisissez un dos carré collé, ou réduisez le livret")
    else:
        yield case.found(NOTE, f"{pages} pages agrafées : c'est près de la limite", "au-delà, dos carré collé")


def blank(case: PreflightContext) -> Iterator[Finding]:
    """Aucune page n'est vide.

    Une page blanche est souvent une page perdue. Avertissement ; note pour la deuxième page et l'avant-dernière d'un
    livret, l'intérieur de sa couverture. Mesure : rien n'y est peint, ou seulement du blanc.
    """
    last = len(case.document.pages)
    for page in case.document.pages:
        if not any(not one.ink.white and one.ink.space is not InkSpace.ALL for one in page.painted):
            inside = last >= BOOKLET and page.number in (2, last - 1)
            what = "l'intérieur de la couverture est vide" if inside else "la page est vide"
            hint = "si c'est voulu, dites-le à l'imprimeur"
            yield finding(page, None, NOTE if inside else WARNING, what, hint)


def marks(case: PreflightContext) -> Iterable[Finding] | None:
    """Les traits de coupe sont ceux que l'imprimeur demande, hors du fond perdu, sur toutes les plaques.

    Un repère dans le fond perdu s'imprime au bord de la page. Erreur pour un repère (/Separation /All) dans le fond
    perdu ; avertissement si ce qui est peint hors du fond perdu n'est pas un repère de toutes les encres, si des traits
    manquent ou si personne ne les a demandés. Mesure : boîtes et couleurs de ce qui est peint ; sans objet quand il n'y
    a pas de TrimBox.
    """
    pages = [page for page in case.document.pages if "TrimBox" in page.boxes]
    return [one for page in pages for one in _marks(case, page)] if pages else None


def _marks(case: PreflightContext, page: PdfPage) -> Iterator[Finding]:
    out = [one for one in page.painted if not one.box.meets(page.bleed) and not one.ink.white]
    stray = [one for one in page.painted if one.ink.space is InkSpace.ALL and one.box.meets(page.bleed)]
    yield from gathered(page, stray, ERROR, "un repère est dans le fond perdu", "écartez les traits de coupe du bord")
    other = [one for one in out if one.ink.space is not InkSpace.ALL]
    message = "hors du fond perdu, quelque chose n'est pas un repère de toutes les encres"
    yield from gathered(
        page,
        other,
        WARNING,
        message,
        "à l'exportation, laissez au logiciel le soin des traits de coupe, ou n'en mettez pas",
    )
    if bool(out) != case.printer.marks:
        message = "l'imprimeur demande des traits de coupe" if case.printer.marks else "il y a des traits de coupe"
        hint = "à l'exportation, " + ("cochez" if case.printer.marks else "décochez") + " « Traits de coupe »"
        yield finding(page, None, WARNING, message, hint)


def creep(case: PreflightContext) -> Iterable[Finding] | None:
    """Dans un livret agrafé, la marge extérieure supporte la chasse.

    Pliées l'une dans l'autre, les feuilles du milieu dépassent et sont coupées davantage : de l'épaisseur des feuilles
    qui les entourent. Avertissement s'il reste moins de `marge_chasse` mm entre un texte et le bord, chasse déduite.
    Mesure : (rang de la feuille) × épaisseur du papier du profil ; lignes de texte. Sans objet hors d'un livret agrafé
    de huit pages ou plus.
    """
    pages = case.document.pages
    if not case.printer.stapled or len(pages) < BOOKLET:
        return None
    return [one for page in pages for one in _creep(case, page, len(pages))]


def _creep(case: PreflightContext, page: PdfPage, pages: int) -> Iterator[Finding]:
    sheet = min((page.number - 1) // 2, (pages - page.number) // 2)
    limits, right = case.printer.limits, page.number % 2 == 1
    near = sorted(
        (page.trim.x1 - box.x1 if right else box.x0 - page.trim.x0, box) for box in page.words if box.meets(page.trim)
    )
    if near and near[0][0] / POINTS_PER_MM < limits.marge_chasse + sheet * case.printer.paper:
        message = f"une fois la chasse ôtée, un texte reste à moins de {number(limits.marge_chasse)} mm de la coupe"
        wanted = limits.marge_chasse + (pages // 4 - 1) * case.printer.paper
        yield finding(page, near[0][1], WARNING, message, f"laissez {number(wanted)} mm de marge extérieure")


def spine(case: PreflightContext) -> Iterable[Finding] | None:
    """Dans un livret à dos carré collé, la marge intérieure laisse lire.

    Un dos collé ne s'ouvre pas à plat et mange plusieurs millimètres. Avertissement si un texte est à moins de
    `marge_dos` mm du dos. Mesure : lignes de texte ; les pages impaires ont le dos à gauche. Sans objet pour une autre
    reliure.
    """
    if not case.printer.glued:
        return None
    found = []
    for page in case.document.pages[1:-1]:
        away = [(box.x0 - page.trim.x0 if page.number % 2 else page.trim.x1 - box.x1, box) for box in page.words]
        if away and min(away)[0] < case.printer.limits.marge_dos * POINTS_PER_MM:
            message = f"un texte est à {mm(min(away)[0])} mm du dos"
            hint = f"laissez {number(case.printer.limits.marge_dos)} mm de marge intérieure"
            found.append(finding(page, min(away)[1], WARNING, message, hint))
    return found


def _size(box: Box) -> tuple[float, float]:
    return box.width, box.height


def _told(box: Box) -> str:
    return " × ".join(map(mm, _size(box)))
