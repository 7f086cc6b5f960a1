"""Checks of a file as a whole; the docstring of each is its page in the manual, hence in French."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fiches.core.text import count
from fiches.preflight.context import ERROR, WARNING, Finding, PreflightContext, finding, number
from fiches.preflight.document import Document

EXPORT = "réexportez en PDF/X-4 depuis le logiciel de mise en page"
CREATOR = "fiches"  # what our files say that made them
SCREEN_INKS = 3  # red, green, blue
_MEGABYTE = 1_000_000
_WANTED = ("DocumentID", "VersionID", "RenditionClass", "CreateDate", "ModifyDate", "MetadataDate")
_AGREE = (("Title", "title"), ("Creator", "CreatorTool"), ("Producer", "Producer"), ("Trapped", "Trapped"),
          ("CreationDate", "CreateDate"), ("ModDate", "ModifyDate"))  # fmt: skip


def reading(case: PreflightContext) -> Iterator[Finding]:
    """Le fichier s'ouvre sans mot de passe, et toutes ses pages se lisent.

    Une presse ne devine pas : ce qu'un logiciel répare en silence, un autre l'imprime de travers. Erreur si le fichier
    n'est pas un PDF, s'il est fermé par un mot de passe ou si une page est illisible ; avertissement si le fichier est
    abîmé mais se répare. Mesure : lecture de tous les objets par qpdf (pikepdf).
    """
    for page, what, rest in case.document.faults:
        hint = (
            "demandez-le sans protection"
            if case.document.encrypted
            else "réexportez le fichier et renvoyez-le en "
            "pièce jointe ou par un service de transfert, jamais par copier-coller"
        )
        severity = WARNING if rest and page == 0 else ERROR
        yield Finding(page, (), severity, what, hint)


def screen(case: PreflightContext) -> Iterator[Finding]:
    """Le fichier est celui de l'imprimeur, et non le PDF d'écran que `fiches build` a fait.

    Le PDF d'écran a les couleurs d'un écran, des photos légères et des pages qui s'arrêtent à la coupe : rien n'y est
    à corriger, c'est un autre fichier qu'il faut envoyer. Erreur, et les autres contrôles sont sans objet. Mesure :
    le paquet XMP nomme fiches, et l'intention de sortie est un écran (sRGB).
    """
    of_a_screen = any(one.kind == "GTS_PDFA1" and one.inks == SCREEN_INKS for one in case.document.intents)
    if case.document.xmp.get("CreatorTool") == CREATOR and of_a_screen:
        hint = "« fiches print » fait celui de l'imprimeur, dans build/impression/ : envoyez-le"
        yield case.found(ERROR, "c'est un PDF d'écran fait par fiches, pas le fichier d'un imprimeur", hint)


def identity(case: PreflightContext) -> Iterator[Finding]:
    """Le fichier se déclare PDF/X-4, et ses deux jeux de métadonnées disent la même chose.

    PDF/X-4 est la promesse que le fichier est complet : couleurs, polices, boîtes. Erreur si XMP ne porte pas
    « PDF/X-4 », un identifiant, une version, ses trois dates, si « Trapped » ne vaut ni True ni False, si l'identifiant
    de fin de fichier manque, si la version de PDF dépasse 1.6, ou si XMP et Info se contredisent. Mesure : paquet XMP
    et dictionnaire Info. Source : ISO 15930-7, § 6.
    """
    document = case.document
    version = document.xmp.get("GTS_PDFXVersion") or document.info.get("GTS_PDFXVersion", "")
    if not version:
        yield case.found(ERROR, "le fichier ne se déclare pas PDF/X-4", EXPORT)
        return
    if version != "PDF/X-4":
        yield case.found(ERROR, f"le fichier se déclare « {version} » et non PDF/X-4", EXPORT)
    lacks = [name for name in _WANTED if not document.xmp.get(name)]
    lacks += [] if document.info.get("Trapped") in ("True", "False") else ["Trapped"]
    lacks += [] if document.has_id else ["ID"]
    if lacks:
        yield case.found(ERROR, f"l'identité PDF/X-4 est incomplète : il manque {', '.join(lacks)}", EXPORT)
    if document.version > "1.6":
        yield case.found(ERROR, f"le fichier est un PDF {document.version}, PDF/X-4 s'arrête à 1.6", EXPORT)
    apart = [one for one, other in _AGREE if not _same(document, one, other)]
    if apart:
        yield case.found(ERROR, f"XMP et Info se contredisent sur {', '.join(apart)}", EXPORT)


def _same(document: Document, one: str, other: str) -> bool:
    pair = document.info.get(one), document.xmp.get(other)
    if None in pair:
        return True
    if one.endswith("Date"):
        first, second = (re.sub(r"\D", "", str(text))[:14] for text in pair)
        return first == second
    return pair[0] == pair[1]


def condition(case: PreflightContext) -> Iterator[Finding]:
    """Une intention de sortie, et une seule, nomme la condition d'impression de l'imprimeur.

    Les mêmes encres ne donnent pas la même couleur sur tous les papiers : le fichier dit pour lequel elles sont
    calculées. Erreur si l'intention GTS_PDFX manque ou est double, si son profil n'est pas celui d'une presse à quatre
    encres, ou si elle nomme une autre condition que le profil de l'imprimeur. Mesure : /OutputIntents du catalogue.
    Source : ISO 15930-7, § 6.2.2.
    """
    wanted = case.printer.condition
    found = [one for one in case.document.intents if one.kind == "GTS_PDFX"]
    hint = f"exportez en PDF/X-4 pour la condition {wanted}"
    if len(found) != 1:
        amount = "n'a pas d'intention de sortie" if not found else f"a {len(found)} intentions de sortie"
        yield case.found(ERROR, f"le fichier {amount}", hint)
        return
    if (found[0].inks, found[0].profile) != (4, "CMYK"):
        yield case.found(ERROR, "le profil de l'intention de sortie n'est pas celui d'une presse à quatre encres", hint)
    if _folded(found[0].condition) != _folded(wanted):
        message = f"le fichier est fait pour « {found[0].condition} », l'imprimeur demande « {wanted} »"
        yield case.found(ERROR, message, hint)


def _folded(name: str) -> str:
    return re.sub(r"[^0-9a-z]", "", name.lower())


def forbidden(case: PreflightContext) -> Iterator[Finding]:
    """Ni annotation dans la page, ni formulaire, ni script, ni fichier joint, ni chiffrement.

    Rien de cela ne s'imprime, et beaucoup de flux refusent le fichier pour cela seul. Erreur dès le premier. Une
    annotation hors du fond perdu est admise. Mesure : /Annots des pages, /AcroForm, /Names et /OpenAction du
    catalogue, /Encrypt. Source : ISO 15930-7, § 6.4 et 6.17.
    """
    document = case.document
    hint = "exportez « pour l'impression », sans liens ni éléments interactifs"
    if document.encrypted and document.pages:
        yield case.found(ERROR, "le fichier est chiffré", "exportez-le sans protection")
    for what in document.extras:
        yield case.found(ERROR, f"le fichier contient {what}", hint)
    for page in document.pages:
        inside = [(kind, box) for kind, box in page.annotations if box.meets(page.bleed)]
        if inside:
            kinds = ", ".join(sorted({kind for kind, _ in inside}))
            yield finding(page, inside[0][1], ERROR, f"{count(len(inside), 'annotation')} dans la page : {kinds}", hint)


def layers(case: PreflightContext) -> Iterator[Finding]:
    """Le fichier n'a pas de calques.

    Un calque caché chez vous peut s'imprimer chez l'imprimeur, et l'inverse. Erreur dès le premier. Mesure :
    /OCProperties du catalogue. Source : GWG 2015, « Optional content ».
    """
    if case.document.layers:
        hint = "aplatissez les calques : à l'exportation, décochez « Créer des calques Acrobat »"
        yield case.found(ERROR, f"le fichier a {count(case.document.layers, 'calque')}", hint)


def file_name(case: PreflightContext) -> Iterator[Finding]:
    """Le nom du fichier n'a que des lettres sans accent, des chiffres, « - », « _ » et « . ».

    Accents et espaces se perdent d'un système à l'autre, et les noms longs sont coupés. Avertissement au-delà de `nom`
    signes, ou pour tout autre signe. Mesure : le nom, extension comprise.
    """
    name = case.document.name
    hint = "par exemple livret_A4_48p_CMJN-FOGRA39_fp3mm.pdf"
    if not re.fullmatch(r"[A-Za-z0-9._-]+", name):
        yield case.found(WARNING, "le nom du fichier a des accents, des espaces ou d'autres signes", hint)
    if len(name) > case.printer.limits.nom:
        message = f"le nom du fichier a {len(name)} signes, {number(case.printer.limits.nom)} suffisent"
        yield case.found(WARNING, message, hint)


def weight(case: PreflightContext) -> Iterable[Finding]:
    """Le fichier n'est pas trop lourd pour être envoyé.

    Les services d'envoi des imprimeurs refusent souvent au-delà de 100 Mo. Avertissement au-dessus de `poids`
    mégaoctets. Mesure : la taille du fichier.
    """
    most = case.printer.limits.poids
    if case.document.weight <= most * _MEGABYTE:
        return ()
    message = f"le fichier pèse {case.document.weight / _MEGABYTE:.0f} Mo, au-delà de {number(most)} Mo"
    return (case.found(WARNING, message, "réduisez les photos à 300 points par pouce, leur taille imprimée"),)
