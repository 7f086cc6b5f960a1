"""Every check, in the order of the report, and what becomes of a file before all of them."""

from __future__ import annotations

from dataclasses import dataclass

from fiches.preflight import of_details, of_files, of_inks, of_paper
from fiches.preflight.case import Case, Finding, Judge
from fiches.preflight.document import Document
from fiches.preflight.reading import read
from fiches.printers import Printer
from fiches.problems import Severity


@dataclass(frozen=True, slots=True)
class Check:
    """One check: the stable name that findings carry, what the report calls it, and the function that judges."""

    code: str
    title: str
    judge: Judge

    @property
    def manual(self) -> str:
        """What it asks and why, what counts as wrong, how it is measured (French)."""
        return (self.judge.__doc__ or "").strip()


READING = Check("lecture", "Lecture du fichier", of_files.reading)
SCREEN = Check("ecran", "Fichier d'imprimeur", of_files.screen)
CHECKS: tuple[Check, ...] = (
    READING,
    SCREEN,
    Check("rogne", "Format et coupe", of_paper.trim),
    Check("fond-perdu", "Fond perdu", of_paper.bleed),
    Check("debord", "Images jusqu'au bord", of_paper.reach),
    Check("marge", "Textes loin de la coupe", of_paper.margin),
    Check("origine", "Orientation et cadrage", of_paper.origin),
    Check("pages", "Nombre de pages", of_paper.count),
    Check("page-vide", "Pages vides", of_paper.blank),
    Check("pdfx", "Identité PDF/X-4", of_files.identity),
    Check("condition", "Intention de sortie", of_files.condition),
    Check("interdits", "Annotations, scripts, protection", of_files.forbidden),
    Check("polices", "Polices incorporées", of_details.fonts),
    Check("couleurs", "Couleurs CMJN", of_inks.spaces),
    Check("texte-noir", "Texte noir d'une seule encre", of_inks.black_text),
    Check("surimpression", "Surimpression", of_inks.overprint),
    Check("noir-riche", "Noir enrichi", of_inks.rich_black),
    Check("encrage", "Encrage total", of_inks.total),
    Check("resolution", "Résolution des images", of_details.resolution),
    Check("compression", "Compression des photos", of_details.compression),
    Check("filets", "Épaisseur des filets", of_details.lines),
    Check("corps", "Taille des textes", of_details.sizes),
    Check("transparence", "Transparence", of_inks.transparency),
    Check("tons-directs", "Tons directs", of_inks.spots),
    Check("reperes", "Traits de coupe", of_paper.marks),
    Check("calques", "Calques", of_files.layers),
    Check("contraste", "Contraste imprimé", of_inks.contrast),
    Check("chasse", "Chasse du livret agrafé", of_paper.creep),
    Check("dos", "Marge du dos collé", of_paper.spine),
    Check("nom", "Nom du fichier", of_files.file_name),
    Check("poids", "Poids du fichier", of_files.weight),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a check said of a document; None: it had nothing to judge."""

    check: Check
    findings: tuple[Finding, ...] | None

    @property
    def severity(self) -> Severity | None:
        """The worst of its findings."""
        found = {one.severity for one in self.findings or ()}
        return next((severity for severity in Severity if severity in found), None)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A document, the printer that it was judged for, and what each check said."""

    document: Document
    printer: Printer
    judged: tuple[Judged, ...]

    @property
    def severity(self) -> Severity | None:
        """The worst of all findings."""
        found = {one.severity for one in self.judged}
        return next((severity for severity in Severity if severity in found), None)


def judge(data: bytes, name: str, printer: Printer) -> Verdict:
    """Any bytes, called `name`, before a printer.

    What has no pages is judged by its reading alone, and a file of ours for the screen by being one.
    """
    document = read(data, name)
    case = Case(document, printer)
    telling = (READING, SCREEN) if any(SCREEN.judge(case) or ()) else CHECKS
    judged = []
    for check in CHECKS:
        asked = check in telling if document.pages else check is READING
        found = check.judge(case) if asked else None
        judged.append(Judged(check, None if found is None else tuple(sorted(found))))
    return Verdict(document, printer, tuple(judged))
