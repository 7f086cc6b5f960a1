"""What checks found, in words: for people, for programs (JSON), and the facts of a file for its report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from fiches.core.geometry import Box
from fiches.core.messages import SOURCE_LANGUAGE, Catalogue, Message, Said, catalogue, message
from fiches.core.problems import Fault, Problem, Severity
from fiches.core.visible import Printed
from fiches.core.visible import as_json as json_text
from fiches.preflight.context import Finding, size
from fiches.preflight.document import Document, InkSpace
from fiches.preflight.verdict import CheckOutcome, Verdict

ELSEWHERE = frozenset(("pages", "resolution"))  # told as « pages-du-livret » and « photo-faible »
MOST_PAGES = 8  # that a line names
TITLE_WIDTH = 34  # characters that the title of a check takes in a report, with the space after it
_PROBLEM_CODES = {Severity.ERROR: "controle", Severity.WARNING: "controle-avis", Severity.NOTE: "controle-note"}


class Status(Enum):
    """What became of a check, or of a file."""

    PASSED = "passed"
    NOTICE = "notice"
    WARNING = "warning"
    ERROR = "error"
    NOT_APPLICABLE = "not-applicable"


_STATUSES = {None: Status.PASSED, Severity.NOTE: Status.NOTICE, Severity.WARNING: Status.WARNING,
             Severity.ERROR: Status.ERROR}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GroupedFinding:
    """The same finding on one page or on several: where, what, and what to do."""

    code: str
    severity: Severity
    where: Said
    message: Message
    hint: Said

    @property
    def line(self) -> Message:
        """« page 3, à 18 × 290 mm du coin : un texte n'a que 6 points »."""
        return message("preflight.placed", where=self.where, finding=self.message) if self.where else self.message


def told(judged: CheckOutcome, words: Catalogue | None = None) -> Iterator[GroupedFinding]:
    """The findings of a check, those that say the same thing of several pages together, by their `words`."""
    said = _catalogue(words)
    alike: dict[Any, list[Finding]] = {}
    for one in sorted(judged.findings or (), key=lambda one: (one.severity, said.text(one.message))):
        alike.setdefault((one.severity, _alike(one.message)), []).append(one)
    for group in alike.values():
        found = sorted(group, key=lambda one: one.place)
        yield GroupedFinding(judged.check.code, found[0].severity, where(found), found[0].message, found[0].hint)


def _alike(said: Any) -> Any:  # noqa: ANN401  # a message, or a value that it holds
    """What is left of a message without numbers."""
    if isinstance(said, Message):
        return said.name, tuple(_alike(value) for _, value in said.values)
    if isinstance(said, tuple):
        return tuple(map(_alike, said))
    return re.sub(r"\d+", "", said) if isinstance(said, str) else None


def where(found: Sequence[Finding]) -> Said:
    """« page 3, à 18 × 290 mm du coin haut gauche, 2 fois, puis pages 4 et 5 »; nothing for the whole file."""
    first = found[0]
    if not first.page:
        return ""
    parts = [message("preflight.where.page", page=first.page)]
    if first.at:
        across, along = first.at
        parts.append(message("preflight.where.at", across=across, along=along))
    if first.times > 1:
        parts.append(message("preflight.where.times", times=first.times))
    pages = [page for page in dict.fromkeys(one.page for one in found) if page != first.page]
    if len(pages) > MOST_PAGES:
        parts.append(message("preflight.where.then-more", n=len(pages) - MOST_PAGES, pages=pages[:MOST_PAGES]))
    elif pages:
        parts.append(message("preflight.where.then", n=len(pages), pages=pages))
    return message("preflight.where", parts=parts)


def every(verdict: Verdict, words: Catalogue | None = None) -> list[GroupedFinding]:
    """All that was found, the worst first."""
    order = list(Severity)
    found = [one for judged in verdict.judged for one in told(judged, words)]
    return sorted(found, key=lambda one: order.index(one.severity))


def problems(verdict: Verdict, path: str) -> tuple[Problem, ...]:
    """The findings as problems of the source `path`, but for what a build and a profile tell of at its own place."""
    return tuple(
        Fault(_PROBLEM_CODES[one.severity], _problem(verdict, one), hint=one.hint).in_file(path)
        for one in every(verdict)
        if one.code not in ELSEWHERE
    )


def _problem(verdict: Verdict, one: GroupedFinding) -> Message:
    return message("preflight.problem", file=verdict.document.name, finding=one.line, code=one.code)


def status(judged: CheckOutcome | Verdict) -> Status:
    """What became of a check or of a file."""
    if isinstance(judged, CheckOutcome) and judged.findings is None:
        return Status.NOT_APPLICABLE
    return _STATUSES[judged.severity]


def result(judged: CheckOutcome) -> Message:
    """What became of a check: « conforme », « à voir », « à corriger », « sans objet »."""
    return message(f"preflight.result.{status(judged).value}")


def conclusion(verdict: Verdict) -> Message:
    """« à corriger avant l'envoi »."""
    return message(f"preflight.verdict.{status(verdict).value}")


def text(verdict: Verdict, path: str, words: Catalogue | None = None) -> Printed:
    """Every finding on its line, its remedy below, for the terminal."""
    said, lines = _catalogue(words), list[str]()
    for one in every(verdict, words):
        named = {"path": path, "severity": one.severity.said(), "finding": one.line, "code": one.code}
        lines.append(said.text(message("preflight.line", **named)))
        lines += [f"    {said.text(one.hint)}"] if said.text(one.hint) else []
    return Printed("\n".join(lines))


def summary(verdict: Verdict, path: str, words: Catalogue | None = None) -> str:
    """« livret.pdf : à corriger avant l'envoi (Offset en France) : 2 erreurs, 1 avertissement »."""
    found = [one.severity for one in every(verdict, words)]
    counts = [message(f"count.{each.value}", n=found.count(each)) for each in Severity if each in found]
    named = {"path": path, "conclusion": conclusion(verdict), "printer": verdict.printer.title}
    said = message("preflight.summary", **named, counts=counts or message("preflight.nothing"))
    return _catalogue(words).text(said)


def as_json(verdicts: Sequence[tuple[str, Verdict]], words: Catalogue | None = None) -> Printed:
    """Everything, check by check and place by place."""
    said = _catalogue(words)
    return json_text([_record(path, verdict, said) for path, verdict in verdicts])


def _record(path: str, verdict: Verdict, words: Catalogue) -> dict[str, object]:
    checks = [
        {
            "code": judged.check.code,
            "title": words.text(judged.check.title),
            "status": status(judged).value,
            "findings": [_found(one, words) for one in judged.findings or ()],
        }
        for judged in verdict.judged
    ]
    pages, printer = len(verdict.document.pages), verdict.printer.name
    return {"path": path, "printer": printer, "status": status(verdict).value, "pages": pages, "checks": checks}


def _found(one: Finding, words: Catalogue) -> dict[str, object]:
    x, y = one.at or (None, None)
    return {
        "page": one.page or None,
        "x": x,
        "y": y,
        "severity": _STATUSES[one.severity].value,
        "message": words.text(one.message),
        "hint": words.text(one.hint),
        "times": one.times,
    }


def facts(verdict: Verdict, words: Catalogue | None = None) -> list[tuple[str, str]]:
    """What a printer looks at first: (name, value) of the file, its pages, its fonts and its inks."""
    said = _catalogue(words)
    return [(said.text(message(f"preflight.fact.{name}")), said.text(value)) for name, value in _facts(verdict, said)]


def _facts(verdict: Verdict, words: Catalogue) -> Iterator[tuple[str, Said]]:
    document, asked = verdict.document, verdict.printer
    yield "file", message("preflight.fact.file.value", name=document.name, weight=_weight(document.weight))
    wanted = {"condition": asked.condition, "ink": asked.ink, "bleed": asked.bleed}
    yield "printer", message("preflight.fact.printer.value", printer=asked.title, **wanted)
    if not document.pages:
        return
    identity = document.xmp.get("GTS_PDFXVersion") or message("preflight.fact.pdf.undeclared")
    yield "pdf", message("preflight.fact.pdf.value", identity=identity, version=document.version)
    none = message("preflight.none")
    yield "condition", ", ".join(one.condition for one in document.intents) or none
    sizes = "; ".join(map(words.text, _sizes(document)))
    yield (
        "pages",
        message("preflight.fact.pages.value", pages=message("count.pages", n=len(document.pages)), sizes=sizes),
    )
    fonts = {words.text(font.named).split("+")[-1] for page in document.pages for font in page.fonts}
    yield "fonts", ", ".join(sorted(fonts)) or none
    yield "inks", ", ".join(map(words.text, _inks(document)))


def _weight(bytes_: int) -> Message:
    if bytes_ >= 1e6:
        return message("preflight.megabytes", size=bytes_ / 1e6)
    return message("preflight.kilobytes", size=bytes_ / 1e3)


def _sizes(document: Document) -> Iterator[Message]:
    """Each size of page, once."""
    each = ((page.trim, page.bleed, page.boxes["MediaBox"]) for page in document.pages)
    for trim, bleed, media in dict.fromkeys(tuple(map(_size, boxes)) for boxes in each):
        yield message("preflight.fact.pages.boxes", trim=trim, bleed=bleed, media=media)


def _size(box: Box) -> Message:
    return message("preflight.size", **{name: round(side, 1) for name, side in size(box).items()})


def _inks(document: Document) -> list[Message]:
    """The spaces of all that is painted, and the names of its spot colours."""
    painted = [one.ink for page in document.pages for one in page.painted]
    spaces = {ink.space for ink in painted} - {InkSpace.PATTERN, InkSpace.SPOT}
    names = sorted({name for ink in painted for name, _ in ink.spots})
    return [space.said() for space in InkSpace if space in spaces] + [
        message("preflight.spot", name=name) for name in names
    ]


def report(verdict: Verdict, words: Catalogue | None = None) -> str:
    """The report of a file as plain text, to be pasted in a mail."""
    said = _catalogue(words)
    lines = [said.text(message("preflight.report.title-of", name=conclusion(verdict))), ""]
    lines += [said.text(message("preflight.fact", name=name, value=value)) for name, value in facts(verdict, words)]
    lines.append("")
    for judged in verdict.judged:
        lines.append(f"{said.text(judged.check.title):<{TITLE_WIDTH}}{said.text(result(judged))}")
        for one in told(judged, words):
            lines += [f"  - {said.text(one.line)}", f"    {said.text(one.hint)}"]
    return "\n".join(lines) + "\n"


def _catalogue(words: Catalogue | None) -> Catalogue:
    """The words of the source where none are given."""
    return words or catalogue(SOURCE_LANGUAGE)
