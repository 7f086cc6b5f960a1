"""Every check, in the order of the report, and what becomes of a file before all of them."""

from __future__ import annotations

from dataclasses import dataclass

from fiches.core.problems import Severity
from fiches.preflight.checks import details, files, inks, paper
from fiches.preflight.context import Finding, Judge, PreflightContext
from fiches.preflight.document import Document
from fiches.preflight.reading import read
from fiches.press.profiles import Printer


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


READING = Check("lecture", "Lecture du fichier", files.reading)
SCREEN = Check("ecran", "Fichier d'imprimeur", files.screen)
CHECKS: tuple[Check, ...] = (
    READING,
    SCREEN,
    Check("rogne", "Format et coupe", paper.trim),
    Check("fond-perdu", "Fond perdu", paper.bleed),
    Check("debord", "Images jusqu'au bord", paper.reach),
    Check("marge", "Textes loin de la coupe", paper.margin),
    Check("origine", "Orientation et cadrage", paper.origin),
    Check("pages", "Nombre de pages", paper.count),
    Check("page-vide", "Pages vides", paper.blank),
    Check("pdfx", "Identité PDF/X-4", files.identity),
    Check("condition", "Intention de sortie", files.condition),
    Check("interdits", "Annotations, scripts, protection", files.forbidden),
    Check("polices", "Polices incorporées", details.fonts),
    Check("couleurs", "Couleurs CMJN", inks.spaces),
    Check("texte-noir", "Texte noir d'une seule encre", inks.black_text),
    Check("surimpression", "Surimpression", inks.overprint),
    Check("noir-riche", "Noir enrichi", inks.rich_black),
    Check("encrage", "Encrage total", inks.total),
    Check("resolution", "Résolution des images", details.resolution),
    Check("compression", "Compression des photos", details.compression),
    Check("filets", "Épaisseur des filets", details.lines),
    Check("corps", "Taille des textes", details.sizes),
    Check("transparence", "Transparence", inks.transparency),
    Check("tons-directs", "Tons directs", inks.spots),
    Check("reperes", "Traits de coupe", paper.marks),
    Check("calques", "Calques", files.layers),
    Check("contraste", "Contraste imprimé", inks.contrast),
    Check("chasse", "Chasse du livret agrafé", paper.creep),
    Check("dos", "Marge du dos collé", paper.spine),
    Check("nom", "Nom du fichier", files.file_name),
    Check("poids", "Poids du fichier", files.weight),
)


@dataclass(frozen=True, slots=True)
class CheckOutcome:
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
    judged: tuple[CheckOutcome, ...]

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
    case = PreflightContext(document, printer)
    telling = (READING, SCREEN) if any(SCREEN.judge(case) or ()) else CHECKS
    judged = []
    for check in CHECKS:
        asked = check in telling if document.pages else check is READING
        found = check.judge(case) if asked else None
        judged.append(CheckOutcome(check, None if found is None else tuple(sorted(found))))
    return Verdict(document, printer, tuple(judged))
