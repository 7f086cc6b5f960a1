"""Checks of a file as a whole; the catalogue has the manual of each under `check.<code>`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from fiches.core.messages import Message, message
from fiches.core.problems import Severity
from fiches.preflight import conditions
from fiches.preflight.context import ERROR, WARNING, Finding, PreflightContext, finding, gathered
from fiches.preflight.document import Document, OutputIntent, PdfPage, PixelFate, UnreadPart
from fiches.press.pdfx import PDF_VERSION
from fiches.press.pdfx_metadata import CREATOR, PDFX_VERSION
from fiches.press.profiles import Printer
from fiches.storage.process_limits import MEGABYTE

EXPORT = message("check.pdfx.remedy")
DEMANDING = (
    UnreadPart.HEAVY,
    UnreadPart.SWOLLEN,
    UnreadPart.NESTED,
    UnreadPart.MEMORY,
    UnreadPart.TIME,
    UnreadPart.STOPPED,
)
OLDER = ("PDF/X-1", "PDF/X-3")  # that some printers still ask for
SCREEN_INKS = 3  # red, green, blue
_WANTED = ("DocumentID", "VersionID", "RenditionClass", "CreateDate", "ModifyDate", "MetadataDate")
_AGREE = (("Title", "title"), ("Creator", "CreatorTool"), ("Producer", "Producer"), ("Trapped", "Trapped"),
          ("CreationDate", "CreateDate"), ("ModDate", "ModifyDate"))  # fmt: skip


def reading(case: PreflightContext) -> Iterator[Finding]:
    """What of the file cannot be opened or read, images included; a bound of ours is no fault of the file."""
    usual = message("check.lecture.unlock" if case.document.encrypted else "check.lecture.remedy")
    for one in case.document.faults:
        severity = WARNING if one.part is UnreadPart.HEAVY or (one.rest and one.page == 0) else ERROR
        hint = message("check.lecture.simplify") if one.part in DEMANDING else usual
        yield Finding(one.page, (), severity, message(f"check.lecture.{one.part.value}"), hint)
    for page in case.document.pages:
        yield from _images(page)


def _images(page: PdfPage) -> Iterator[Finding]:
    for fate in (PixelFate.DAMAGED, PixelFate.LOST):
        bad = [one for one in page.painted if one.picture and one.picture.fate is fate]
        hint = message("check.lecture.image.remedy")
        yield from gathered(page, bad, ERROR, message(f"check.lecture.image.{fate.value}"), hint)


def screen(case: PreflightContext) -> Iterator[Finding]:
    """Our PDF for the screen, which is not the file to send."""
    of_a_screen = any(one.kind == "GTS_PDFA1" and one.inks == SCREEN_INKS for one in case.document.intents)
    if case.document.xmp.get("CreatorTool") == CREATOR and of_a_screen:
        yield case.found(ERROR, message("check.ecran.ours"))


def identity(case: PreflightContext) -> Iterable[Finding]:
    """What the file lacks to be PDF/X-4, and where its two sets of metadata disagree; an older PDF/X is asked about."""
    document = case.document
    version = _declared(document)
    if version.startswith(OLDER):
        return _older(case, version)
    wrong = _misdeclared(document, version) if version else [message("check.pdfx.undeclared")]
    return (case.found(ERROR, said, EXPORT) for said in wrong)


def _declared(document: Document) -> str:
    return document.xmp.get("GTS_PDFXVersion") or document.info.get("GTS_PDFXVersion", "")


def _older(case: PreflightContext, version: str) -> Iterator[Finding]:
    yield case.found(WARNING, message("check.pdfx.older", version=version))
    if any(one.transparent for page in case.document.pages for one in page.painted):
        yield case.found(ERROR, message("check.pdfx.live", version=version), EXPORT)


def _misdeclared(document: Document, version: str) -> Iterator[Message]:
    if version != PDFX_VERSION:
        yield message("check.pdfx.other", version=version)
    if lacks := _lacks(document):
        yield message("check.pdfx.incomplete", names=lacks)
    if document.version > PDF_VERSION:
        yield message("check.pdfx.version", version=document.version)
    apart = [one for one, other in _AGREE if not _same(document, one, other)]
    if apart:
        yield message("check.pdfx.contradiction", names=apart)


def _lacks(document: Document) -> list[str]:
    there = {name: bool(document.xmp.get(name)) for name in _WANTED}
    there |= {"Trapped": document.info.get("Trapped") in ("True", "False"), "ID": document.has_id}
    return [name for name, has in there.items() if not has]


def _same(document: Document, one: str, other: str) -> bool:
    pair = document.info.get(one), document.xmp.get(other)
    if None in pair:
        return True
    if one.endswith("Date"):
        first, second = (re.sub(r"\D", "", str(text))[:14] for text in pair)
        return first == second
    return pair[0] == pair[1]


def condition(case: PreflightContext) -> Iterable[Finding]:
    """An output intent that is not the printer's."""
    wanted = case.printer.condition
    found = [one for one in case.document.intents if one.kind == "GTS_PDFX"]
    wrong = _unintended(case, found[0]) if len(found) == 1 else [(ERROR, _amount(len(found)))]
    hint = message("check.condition.remedy", wanted=wanted)
    return (case.found(severity, said, hint) for severity, said in wrong)


def _amount(intents: int) -> Message:
    return message("check.condition.several", amount=intents) if intents else message("check.condition.none")


def _unintended(case: PreflightContext, intent: OutputIntent) -> Iterator[tuple[Severity, Message]]:
    if not intent.inks:
        older = _declared(case.document).startswith(OLDER)  # a registered name is enough for those
        yield from [] if older else [(ERROR, message("check.condition.without"))]
    elif (intent.inks, intent.profile) != (4, "CMYK"):
        yield ERROR, message("check.condition.not-press")
    yield from _conditions(intent, case.printer)


def _conditions(intent: OutputIntent, printer: Printer) -> Iterator[tuple[Severity, Message]]:
    """Whether the name of an intent, and its profile, are those of the condition that a printer names."""
    wanted = conditions.known([printer.condition]) or conditions.folded(printer.condition)
    same = intent.digest == hashlib.sha256(printer.icc.read_bytes()).hexdigest()
    name = conditions.known([intent.condition])
    told = wanted if same else conditions.known(intent.told)
    if wanted not in (name or wanted, conditions.folded(intent.condition)):
        yield ERROR, message("check.condition.other", condition=intent.condition, wanted=printer.condition)
    elif told not in ("", wanted):
        yield ERROR, message("check.condition.contradiction", condition=told.upper(), wanted=printer.condition)
    elif not (name or told or conditions.folded(intent.condition) == wanted):
        yield WARNING, message("check.condition.unknown", condition=intent.condition, wanted=printer.condition)


def forbidden(case: PreflightContext) -> Iterator[Finding]:
    """What cannot be printed and is in the file all the same."""
    document = case.document
    hint = message("check.interdits.remedy")
    if document.encrypted and document.pages:
        yield case.found(ERROR, message("check.interdits.encrypted"))
    for what in document.extras:
        yield case.found(ERROR, message(f"check.interdits.{what.value}"), hint)
    for page in document.pages:
        for what in sorted(page.carried, key=lambda one: one.value):
            yield finding(page, None, ERROR, message(f"check.interdits.{what.value}"))
        inside = [(kind, box) for kind, box in page.annotations if box.meets(page.bleed)]
        if inside:
            kinds = sorted({kind for kind, _ in inside})
            said = message("check.interdits.annotations", n=len(inside), kinds=kinds)
            yield finding(page, inside[0][1], ERROR, said, hint)


def layers(case: PreflightContext) -> Iterator[Finding]:
    """Layers, which may be shown or not."""
    if case.document.layers:
        yield case.found(ERROR, message("check.calques.layers", n=case.document.layers))


def file_name(case: PreflightContext) -> Iterator[Finding]:
    """A name that does not travel."""
    name, most = case.document.name, case.printer.limits.nom
    hint = message("check.nom.remedy")
    if not re.fullmatch(r"[A-Za-z0-9._-]+", name):
        yield case.found(WARNING, message("check.nom.characters"), hint)
    if len(name) > most:
        yield case.found(WARNING, message("check.nom.long", length=len(name), most=most), hint)


def weight(case: PreflightContext) -> Iterable[Finding]:
    """A file too heavy to send."""
    most = case.printer.limits.poids
    if case.document.weight <= most * MEGABYTE:
        return ()
    said = message("check.poids.heavy", weight=case.document.weight / MEGABYTE, most=most)
    return (case.found(WARNING, said),)
