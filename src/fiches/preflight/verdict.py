"""Every check, in the order of the report, and what becomes of a file before all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from fiches.core.messages import Message, message
from fiches.core.problems import Severity
from fiches.preflight.checks import details, files, inks, paper
from fiches.preflight.context import Finding, Judge, PreflightContext
from fiches.preflight.document import Document, PdfPage
from fiches.preflight.reading import read
from fiches.press.pdfx_metadata import CREATOR
from fiches.press.profiles import Printer
from fiches.storage.recollection import Recollection


@dataclass(frozen=True, slots=True)
class Check:
    """One check: the stable name that findings carry, and the function that judges."""

    code: str
    judge: Judge
    by_page: bool = False  # what it says of a page depends on nothing else, and it always has something to judge

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
    Check("marge", paper.margin, by_page=True),
    Check("origine", paper.origin),
    Check("pages", paper.count),
    Check("page-vide", paper.blank),
    Check("pdfx", files.identity),
    Check("condition", files.condition),
    Check("interdits", files.forbidden),
    Check("polices", details.fonts, by_page=True),
    GLYPHS,
    Check("couleurs", inks.spaces, by_page=True),
    Check("texte-noir", inks.black_text, by_page=True),
    Check("surimpression", inks.overprint, by_page=True),
    Check("noir-riche", inks.rich_black, by_page=True),
    Check("encrage", inks.total, by_page=True),
    Check("resolution", details.resolution, by_page=True),
    Check("compression", details.compression, by_page=True),
    Check("filets", details.lines, by_page=True),
    Check("corps", details.sizes, by_page=True),
    Check("transparence", inks.transparency, by_page=True),
    Check("tons-directs", inks.spots, by_page=True),
    Check("reperes", paper.marks),
    Check("calques", files.layers),
    Check("contraste", inks.contrast, by_page=True),
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


_PagesTold = Sequence[Mapping[str, Sequence[Finding]]]  # of each page, what its checks say, by their codes


def judge(data: bytes, name: str, printer: Printer, pages: Recollection | None = None) -> Verdict:
    """Any bytes, called `name`, before a printer; `pages` that were read before, and are the same, are not read again.

    What has no pages is judged by its reading alone, a file of ours for the screen by being one, and its signs, and one
    of ours to fold by what holds for whole sheets: its pages were judged before they were imposed.
    """
    return judged(read(data, name, pages), printer, pages)


def judge_sheets(data: bytes, name: str, printer: Printer) -> Verdict:
    """A file of ours to fold, whose pages were judged before they were imposed: what it is, and not what it shows."""
    return judged(read(data, name, shown=False), printer)


def judged(document: Document, printer: Printer, pages: Recollection | None = None) -> Verdict:
    """What has been read of a file before a printer; what was said of `pages` that are the same is said again."""
    case = PreflightContext(document, printer)
    telling, outcomes = _telling(case), []
    told = [_of_page(case, page, pages) for page in document.pages] if pages else None
    for check in CHECKS:
        asked = check in telling if document.pages else check is READING
        outcomes.append(CheckOutcome(check, _findings(check, case, told) if asked else None))
    return Verdict(document, printer, tuple(outcomes))


def _findings(check: Check, case: PreflightContext, told: _PagesTold | None) -> tuple[Finding, ...] | None:
    """What a check says of a document, of whose pages some is told already."""
    if told is not None and check.by_page:
        found: Iterable[Finding] | None = [one for each in told for one in each[check.code]]
    else:
        found = check.judge(case)
    return None if found is None else tuple(sorted(found, key=lambda one: one.place))


def _of_page(case: PreflightContext, page: PdfPage, pages: Recollection) -> Mapping[str, Sequence[Finding]]:
    """What each check says of a page that judges pages by themselves, from the last time where the page is the same."""
    alone = replace(case, document=replace(case.document, pages=(page,)))

    def asked() -> dict[str, list[Finding]]:
        return {check.code: list(check.judge(alone) or ()) for check in CHECKS if check.by_page}

    found = pages.of(f"{page.digest} judged", asked) if page.digest else asked()
    every = (found or {}).items()
    return {code: [replace(one, page=page.number) for one in findings] for code, findings in every}


def _telling(case: PreflightContext) -> tuple[Check, ...]:
    """The checks that have something to say of a file with pages."""
    if any(SCREEN.judge(case) or ()):
        return READING, SCREEN, GLYPHS
    folded = case.document.turned and case.document.xmp.get("CreatorTool") == CREATOR
    return tuple(check for check in CHECKS if not folded or check.code not in OF_SINGLE_PAGES)
