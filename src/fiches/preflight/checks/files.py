"""Checks of a file as a whole; the catalogue has the manual of each under `check.<code>`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fiches.core.messages import Message, message
from fiches.preflight.context import ERROR, WARNING, Finding, PreflightContext, finding
from fiches.preflight.document import Document, OutputIntent, UnreadPart
from fiches.press.pdfx import PDF_VERSION
from fiches.press.pdfx_metadata import CREATOR, PDFX_VERSION
from fiches.storage.process_limits import MEGABYTE

EXPORT = message("check.pdfx.remedy")
DEMANDING = (UnreadPart.HEAVY, UnreadPart.NESTED, UnreadPart.MEMORY, UnreadPart.TIME, UnreadPart.STOPPED)
SCREEN_INKS = 3  # red, green, blue
_WANTED = ("DocumentID", "VersionID", "RenditionClass", "CreateDate", "ModifyDate", "MetadataDate")
_AGREE = (("Title", "title"), ("Creator", "CreatorTool"), ("Producer", "Producer"), ("Trapped", "Trapped"),
          ("CreationDate", "CreateDate"), ("ModDate", "ModifyDate"))  # fmt: skip


def reading(case: PreflightContext) -> Iterator[Finding]:
    """What of the file cannot be opened or read."""
    usual = message("check.lecture.unlock" if case.document.encrypted else "check.lecture.remedy")
    for one in case.document.faults:
        severity = WARNING if one.rest and one.page == 0 else ERROR
        hint = message("check.lecture.simplify") if one.part in DEMANDING else usual
        yield Finding(one.page, (), severity, message(f"check.lecture.{one.part.value}"), hint)


def screen(case: PreflightContext) -> Iterator[Finding]:
    """Our PDF for the screen, which is not the file to send."""
    of_a_screen = any(one.kind == "GTS_PDFA1" and one.inks == SCREEN_INKS for one in case.document.intents)
    if case.document.xmp.get("CreatorTool") == CREATOR and of_a_screen:
        yield case.found(ERROR, message("check.ecran.ours"))


def identity(case: PreflightContext) -> Iterable[Finding]:
    """What the file lacks to be PDF/X-4, and where its two sets of metadata disagree."""
    document = case.document
    version = document.xmp.get("GTS_PDFXVersion") or document.info.get("GTS_PDFXVersion", "")
    wrong = _misdeclared(document, version) if version else [message("check.pdfx.undeclared")]
    return (case.found(ERROR, said, EXPORT) for said in wrong)


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
    wrong = _unintended(found[0], wanted) if len(found) == 1 else [_amount(len(found))]
    return (case.found(ERROR, said, message("check.condition.remedy", wanted=wanted)) for said in wrong)


def _amount(intents: int) -> Message:
    return message("check.condition.several", amount=intents) if intents else message("check.condition.none")


def _unintended(intent: OutputIntent, wanted: str) -> Iterator[Message]:
    if (intent.inks, intent.profile) != (4, "CMYK"):
        yield message("check.condition.not-press")
    if _folded(intent.condition) != _folded(wanted):
        yield message("check.condition.other", condition=intent.condition, wanted=wanted)


def _folded(name: str) -> str:
    return re.sub(r"[^0-9a-z]", "", name.lower())


def forbidden(case: PreflightContext) -> Iterator[Finding]:
    """What cannot be printed and is in the file all the same."""
    document = case.document
    hint = message("check.interdits.remedy")
    if document.encrypted and document.pages:
        yield case.found(ERROR, message("check.interdits.encrypted"))
    for what in document.extras:
        yield case.found(ERROR, message(f"check.interdits.{what.value}"), hint)
    for page in document.pages:
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
