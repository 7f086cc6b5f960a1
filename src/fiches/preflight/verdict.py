"""Every check, in the order of the report, and what becomes of a file before all of them."""

from __future__ import annotations

from dataclasses import dataclass

from fiches.core.messages import Message, message
from fiches.core.problems import Severity
from fiches.preflight.checks import details, files, inks, paper
from fiches.preflight.context import Finding, Judge, PreflightContext
from fiches.preflight.document import Document
from fiches.preflight.reading import read
from fiches.press.pdfx_metadata import CREATOR
from fiches.press.profiles import Printer
from fiches.storage.recollection import Recollection


@dataclass(frozen=True, slots=True)
class Check:
    """One check: the stable name that findings carry, and the function that judges."""

    code: str
    judge: Judge

    @property
    def title(self) -> Message:
        """What the report calls it."""
        return message(f"check.{self.code}.title")

    @property
    def manual(self) -> Message:
        """What it asks and why, what counts as wrong, how it is measured: paragraphs, blank lines between them."""
        return message(f"check.{self.code}.manual")


READING = Check("lecture", files.reading)
SCREEN = Check("ecran", files.screen)
GLYPHS = Check("signes", details.glyphs)
CHECKS: tuple[Check, ...] = (
    READING,
    SCREEN,
    Check("rogne", paper.trim),
    Check("fond-perdu", paper.bleed),
    Check("debord", paper.reach),
    Check("marge", paper.margin),
    Check("origine", paper.origin),
    Check("pages", paper.count),
    Check("page-vide", paper.blank),
    Check("pdfx", files.identity),
    Check("condition", files.condition),
    Check("interdits", files.forbidden),
    Check("polices", details.fonts),
    GLYPHS,
    Check("couleurs", inks.spaces),
    Check("texte-noir", inks.black_text),
    Check("surimpression", inks.overprint),
    Check("noir-riche", inks.rich_black),
    Check("encrage", inks.total),
    Check("resolution", details.resolution),
    Check("compression", details.compression),
    Check("filets", details.lines),
    Check("corps", details.sizes),
    Check("transparence", inks.transparency),
    Check("tons-directs", inks.spots),
    Check("reperes", paper.marks),
    Check("calques", files.layers),
    Check("contraste", inks.contrast),
    Check("chasse", paper.creep),
    Check("dos", paper.spine),
    Check("nom", files.file_name),
    Check("poids", files.weight),
)


OF_SINGLE_PAGES = (  # not of sheets to fold, whose marks are those of who folds them
    "fond-perdu", "marge", "pages", "page-vide", "corps", "reperes", "chasse", "dos",
)  # fmt: skip


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


def judge(data: bytes, name: str, printer: Printer, pages: Recollection | None = None) -> Verdict:
    """Any bytes, called `name`, before a printer; `pages` that were read before, and are the same, are not read again.

    What has no pages is judged by its reading alone, a file of ours for the screen by being one, and its signs, and one
    of ours to fold by what holds for whole sheets: its pages were judged before they were imposed.
    """
    return judged(read(data, name, pages), printer)


def judge_sheets(data: bytes, name: str, printer: Printer) -> Verdict:
    """A file of ours to fold, whose pages were judged before they were imposed: what it is, and not what it shows."""
    return judged(read(data, name, shown=False), printer)


def judged(document: Document, printer: Printer) -> Verdict:
    """What has been read of a file before a printer."""
    case = PreflightContext(document, printer)
    telling, outcomes = _telling(case), []
    for check in CHECKS:
        asked = check in telling if document.pages else check is READING
        found = check.judge(case) if asked else None
        findings = None if found is None else tuple(sorted(found, key=lambda one: one.place))
        outcomes.append(CheckOutcome(check, findings))
    return Verdict(document, printer, tuple(outcomes))


def _telling(case: PreflightContext) -> tuple[Check, ...]:
    """The checks that have something to say of a file with pages."""
    if any(SCREEN.judge(case) or ()):
        return READING, SCREEN, GLYPHS
    folded = case.document.turned and case.document.xmp.get("CreatorTool") == CREATOR
    return tuple(check for check in CHECKS if not folded or check.code not in OF_SINGLE_PAGES)
