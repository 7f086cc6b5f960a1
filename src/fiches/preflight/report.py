"""What checks found, in words: for people, for programs (JSON), and the facts of a file for its report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from fiches.core.geometry import POINTS_PER_MM, Box
from fiches.core.problems import Fault, Problem, Severity
from fiches.core.text import count
from fiches.preflight.context import Finding, number
from fiches.preflight.document import Document, InkSpace
from fiches.preflight.verdict import CheckOutcome, Verdict

PASSED, NOTHING_FOUND = "conforme", "sans objet"
ELSEWHERE = frozenset(("pages", "resolution"))  # told as « pages-du-livret » and « photo-faible »
MOST_PAGES = 8  # that a line names
_RESULTS = {None: PASSED, Severity.NOTE: PASSED, Severity.WARNING: "à voir", Severity.ERROR: "à corriger"}
_REPORT_LEVELS = {None: "passed", Severity.NOTE: "notice", Severity.WARNING: "warning", Severity.ERROR: "error"}
_VERDICTS = {
    None: "bon à imprimer", Severity.NOTE: "bon à imprimer", Severity.WARNING: "à voir avec l'imprimeur",
    Severity.ERROR: "à corriger avant l'envoi",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GroupedFinding:
    """The same finding on one page or on several: where, what, and what to do."""

    code: str
    severity: Severity
    where: str
    message: str
    hint: str

    @property
    def line(self) -> str:
        """« page 3, à 18 × 290 mm du coin : un texte n'a que 6 points »."""
        return f"{self.where} : {self.message}" if self.where else self.message


def told(judged: CheckOutcome) -> Iterator[GroupedFinding]:
    """The findings of a check, those that say the same thing of several pages together."""
    alike = sorted(judged.findings or (), key=_same)
    for _, group in groupby(alike, key=_same):
        found = sorted(group)
        yield GroupedFinding(judged.check.code, found[0].severity, where(found), found[0].message, found[0].hint)


def _same(one: Finding) -> tuple[Severity, str]:
    return one.severity, re.sub(r"[\d,]+", "", str(one.message))


def where(found: Sequence[Finding]) -> str:
    """« page 3, à 18 × 290 mm du coin haut gauche, 2 fois, puis pages 4 et 5 »; nothing for the whole file."""
    first = found[0]
    if not first.page:
        return ""
    at = f", à {' × '.join(number(side) for side in first.at)} mm du coin haut gauche" if first.at else ""
    times = f", {first.times} fois" if first.times > 1 else ""
    pages = [str(page) for page in dict.fromkeys(one.page for one in found) if page != first.page]
    more = f" et {count(len(pages) - MOST_PAGES, 'autre')}" if len(pages) > MOST_PAGES else ""
    rest = f", puis page{'s' if len(pages) > 1 else ''} {', '.join(pages[:MOST_PAGES])}{more}" if pages else ""
    return f"page {first.page}{at}{times}{rest}"


def every(verdict: Verdict) -> list[GroupedFinding]:
    """All that was found, the worst first."""
    order = list(Severity)
    found = [one for judged in verdict.judged for one in told(judged)]
    return sorted(found, key=lambda one: order.index(one.severity))


def problems(verdict: Verdict, path: str) -> tuple[Problem, ...]:
    """The findings as problems of the source `path`, but for what a build and a profile tell of at its own place."""
    codes = {Severity.ERROR: "controle", Severity.WARNING: "controle-avis", Severity.NOTE: "controle-note"}
    name = verdict.document.name
    return tuple(
        Fault(codes[one.severity], f"{name}, {one.line} ({one.code})", hint=one.hint).in_file(path)
        for one in every(verdict)
        if one.code not in ELSEWHERE
    )


def result(judged: CheckOutcome) -> str:
    """What became of a check: « conforme », « à voir », « à corriger », « sans objet »."""
    return NOTHING_FOUND if judged.findings is None else _RESULTS[judged.severity]


def conclusion(verdict: Verdict) -> str:
    """« à corriger avant l'envoi »."""
    return _VERDICTS[verdict.severity]


def text(verdict: Verdict, path: str) -> str:
    """Every finding on its line, its remedy below, for the terminal."""
    lines = []
    for one in every(verdict):
        lines.append(f"{path}: {one.severity.said()} : {one.line} [{one.code}]")
        lines += [f"    {one.hint}"] if one.hint else []
    return "\n".join(lines)


def summary(verdict: Verdict, path: str) -> str:
    """« livret.pdf : à corriger avant l'envoi (Offset en France) : 2 erreurs, 1 avertissement »."""
    found = every(verdict)
    counts = [
        f"{(n := sum(one.severity is each for one in found))} {each.said(n)}"
        for each in Severity
        if any(one.severity is each for one in found)
    ]
    return f"{path} : {conclusion(verdict)} ({verdict.printer.title}) : {', '.join(counts) or 'rien à signaler'}"


def as_json(verdicts: Sequence[tuple[str, Verdict]]) -> str:
    """Everything, check by check and place by place."""
    return json.dumps([_record(path, verdict) for path, verdict in verdicts], ensure_ascii=False, indent=2)


def _record(path: str, verdict: Verdict) -> dict[str, object]:
    checks = []
    for judged in verdict.judged:
        findings = [
            {
                "page": one.page or None,
                "x": one.at[0] if one.at else None,
                "y": one.at[1] if one.at else None,
                "severity": _REPORT_LEVELS[one.severity],
                "message": one.message,
                "hint": str(one.hint),
                "times": one.times,
            }
            for one in judged.findings or ()
        ]
        status = "not-applicable" if judged.findings is None else _REPORT_LEVELS[judged.severity]
        checks.append({"code": judged.check.code, "title": judged.check.title, "status": status, "findings": findings})
    pages = len(verdict.document.pages)
    worst = _REPORT_LEVELS[verdict.severity]
    return {"path": path, "printer": verdict.printer.name, "status": worst, "pages": pages, "checks": checks}


def facts(verdict: Verdict) -> list[tuple[str, str]]:
    """What a printer looks at first: (name, value) of the file, its pages, its fonts and its inks."""
    document, asked = verdict.document, verdict.printer
    wanted = f"{asked.title} : {asked.condition}, encrage {asked.ink:g} %, fond perdu {number(asked.bleed)} mm"
    rows = [("Fichier", f"{document.name}, {_weight(document.weight)}"), ("Imprimeur", wanted)]
    if not document.pages:
        return rows
    rows.append(("PDF", f"{document.xmp.get('GTS_PDFXVersion', 'non déclaré PDF/X')}, version {document.version}"))
    rows.append(("Condition", ", ".join(one.condition for one in document.intents) or "aucune"))
    rows.append(("Pages", f"{count(len(document.pages), 'page')} : {'; '.join(_boxes(document))}"))
    fonts = sorted({font.name.split("+")[-1] for page in document.pages for font in page.fonts})
    rows.append(("Polices", ", ".join(fonts) or "aucune"))
    rows.append(("Encres", ", ".join(_inks(document))))
    return rows


def _weight(bytes_: int) -> str:
    return f"{number(bytes_ / 1e6)} Mo" if bytes_ >= 1e6 else f"{bytes_ / 1e3:.0f} ko"


def _boxes(document: Document) -> list[str]:
    """Each size of page, once."""
    each = ((page.trim, page.bleed, page.boxes["MediaBox"]) for page in document.pages)
    found = dict.fromkeys((_size(trim), _size(bleed), _size(media)) for trim, bleed, media in each)
    return [f"coupe {trim}, fond perdu {bleed}, feuille {media} mm" for trim, bleed, media in found]


def _size(box: Box) -> str:
    return f"{number(box.width / POINTS_PER_MM)} × {number(box.height / POINTS_PER_MM)}"


def _inks(document: Document) -> list[str]:
    """The spaces of all that is painted, and the names of its spot colours."""
    painted = [one.ink for page in document.pages for one in page.painted]
    spaces = sorted({ink.space.value for ink in painted} - {InkSpace.PATTERN.value, InkSpace.SPOT.value})
    return spaces + sorted({f"ton direct {name}" for ink in painted for name, _ in ink.spots})


def report(verdict: Verdict) -> str:
    """The report of a file as plain text, to be pasted in a mail."""
    width = 34
    lines = [f"Contrôle avant impression : {conclusion(verdict)}", ""]
    lines += [f"{name} : {value}" for name, value in facts(verdict)]
    lines.append("")
    for judged in verdict.judged:
        lines.append(f"{judged.check.title:<{width}}{result(judged)}")
        for one in told(judged):
            lines += [f"  - {one.line}", f"    {one.hint}"]
    return "\n".join(lines) + "\n"
