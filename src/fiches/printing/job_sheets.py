"""What a printer is told of a job, in French and in English, for people and for programs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fiches.config import papers
from fiches.core.geometry import POINTS_PER_MM
from fiches.core.messages import Catalogue, Message, Said, message
from fiches.press.pdfx import PdfSummary
from fiches.press.profiles import Printer
from fiches.storage.process_limits import MEGABYTE

FOLDED = 4  # pages of one sheet that is folded once
FOUR_INKS = ("cyan", "magenta", "yellow", "black")
JOB_LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True)
class JobFile:
    """One of the files that the printer is given."""

    name: str
    data: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class PrintJob:
    """All that is asked of a printer for one PDF; of no quantity where it is still to be said."""

    slug: str
    summary: PdfSummary
    booklet: bool
    printer: Printer
    files: Sequence[JobFile]
    customer: str
    contact: str
    quantity: int
    made: str  # the day of the newest source, as 2026-11-29

    @property
    def closed(self) -> tuple[float, float]:
        """The size of a page, in mm."""
        return (self.summary.trim.width / POINTS_PER_MM, self.summary.trim.height / POINTS_PER_MM)

    @property
    def open(self) -> tuple[float, float]:
        """The size of what is folded once it is unfolded, in mm."""
        width, height = self.closed
        return (width if self.binding == "single" else 2 * width, height)

    @property
    def binding(self) -> str:
        """How the pages hold together: a name of `printing.proof.`."""
        if self.booklet:
            return "glued" if self.printer.glued else "stapled"
        return "folded" if self.summary.pages == FOLDED else "single"

    @property
    def opens_from_right(self) -> bool:
        """Whether its spine is at the right of its first page."""
        return self.summary.rtl and self.binding != "single"


def facts(job: PrintJob, words: Catalogue) -> list[tuple[str, str]]:
    """(name, value) of all that a printer asks about."""
    return [(words.text(message(f"printing.proof.{name}")), words.text(value)) for name, value in _facts(job)]


def _facts(job: PrintJob) -> Iterator[tuple[str, Said]]:
    printer, to_say = job.printer, message("printing.proof.to-say")
    yield "contact", ", ".join(filter(None, (job.customer, job.contact))) or to_say
    yield "printer", printer.title
    yield "date", job.made
    yield "closed", _size(job.closed)
    yield "open", _size(job.open)
    yield "pages", str(job.summary.pages)
    yield "binding", message(f"printing.proof.{job.binding}")
    if job.opens_from_right:
        yield "opening", message("printing.proof.opening.right")
    yield "paper", message("printing.proof.paper.value", thick=printer.paper)
    yield "inks", message("printing.proof.four-inks")
    yield "condition", message("printing.proof.condition.value", condition=printer.condition, ink=printer.ink)
    marks = message("printing.proof.with-marks" if printer.marks else "printing.proof.without-marks")
    yield "bleed", message("printing.proof.bleed.value", bleed=printer.bleed, marks=marks)
    yield "quantity", message("printing.proof.copies", copies=job.quantity) if job.quantity else to_say


def _size(sides: tuple[float, float]) -> Message:
    width, height = (round(side, 1) for side in sides)
    return message("printing.proof.size", width=width, height=height)


def files(job: PrintJob, words: Catalogue) -> list[str]:
    """The files, each on a line."""
    told = {one.name: {"pages": one.pages, "size": len(one.data) / MEGABYTE} for one in job.files}
    return [words.text(message("printing.proof.file.value", name=name, **more)) for name, more in told.items()]


def as_json(job: PrintJob) -> bytes:
    """The same for programs, in the terms of JDF as far as it has them: lengths in mm, sums of files in SHA-256."""
    sides = {name: {"width": round(size[0], 2), "height": round(size[1], 2)}
             for name, size in (("finished", job.closed), ("flat", job.open))}  # fmt: skip
    record = {
        "job": job.slug,
        "title": job.summary.title,
        "language": job.summary.language,
        "customer": {"company": job.customer, "contact": job.contact},
        "printer": job.printer.name,
        "sourcesOf": job.made,
        "amount": job.quantity or None,
        "pages": job.summary.pages,
        "format": papers.name_of(job.summary.trim.width, job.summary.trim.height),
        "finishedDimensions": sides["finished"],
        "flatDimensions": sides["flat"],
        "bindingType": {"stapled": "SaddleStitch", "glued": "SoftCover"}.get(job.binding),
        "bindingSide": None if job.binding == "single" else "Right" if job.opens_from_right else "Left",
        "foldCatalog": "F4-1" if job.binding == "folded" else None,
        "sides": "TwoSidedHeadToHead",
        "colorsUsed": list(FOUR_INKS),
        "outputCondition": job.printer.condition,
        "inkLimit": job.printer.ink,
        "media": {"thickness": job.printer.paper},
        "bleed": job.printer.bleed,
        "cropMarks": job.printer.marks,
        "runList": [_file(one) for one in job.files],
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _file(one: JobFile) -> dict[str, object]:
    return {
        "name": one.name,
        "pages": one.pages,
        "bytes": len(one.data),
        "sha256": hashlib.sha256(one.data).hexdigest(),
    }
