"""The bytes of a sheet become plain text, or the fault that stands in the way; no bytes make it raise."""

from __future__ import annotations

import re
import unicodedata

from fiches.core.problems import Fault, fault
from fiches.core.text import shown, with_plain_line_ends

MAX_SOURCE_BYTES = 200_000  # ten times the longest sheet
BINDING, MOST_BINDING = "\u00a0", 5  # a no-break space, and how many of them an author types in a line
_FOREIGN = (
    (b"PK\x03\x04", "encodage.word-or-archive"),
    (b"%PDF-", "encodage.pdf"),
    (b"{\\rtf", "encodage.rtf"),
    (b"<!DOCTYPE", "encodage.page"),
    (b"<!doctype", "encodage.page"),
    (b"<html", "encodage.page"),
    (b"\xd0\xcf\x11\xe0", "encodage.word"),
)
_OF_MISREAD, _OTHER_WORD = re.compile("[ÃÅØÙ]|â€"), re.compile(r"[^ \t\n]*[^\x00-\x7f][^ \t\n]*")
FEWEST_MISREAD, MOSTLY = 5, 0.8  # words with such letters, and of which share, from which a whole file was misread
_INVISIBLE = re.compile("[\ufeff\u200b\u00ad\u2060\u202d\u202e]+")  # the last two turn letters round
_LEADING_MARKS = re.compile("^[\u200e\u200f\u061c]+", re.MULTILINE)  # of messengers: they mark no passage
_PDF_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile(f"[{''.join(_PDF_LIGATURES)}]")
_LINE_ENDS = "\x0b\x0c\x85\u2028\u2029"  # of word processors
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufff9-\uffff]")


def decode(data: bytes) -> tuple[str | None, Fault | None]:
    r"""UTF-8 text with `\\n` line ends, NFC, invisible marks dropped; or the fault that stands in the way."""
    if len(data) > MAX_SOURCE_BYTES:
        return None, fault("fichier-trop-grand.sheet", most=MAX_SOURCE_BYTES // 1000)
    if foreign := _foreign(data):
        return None, foreign
    data = with_plain_line_ends(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, fault("encodage.sheet", line, error.start - data.rfind(b"\n", 0, error.start))
    text = unicodedata.normalize("NFC", text)
    visible = _INVISIBLE.sub("", text)
    if not visible.strip():
        return None, fault("fichier-vide")
    if bad := _misread(text) or _forbidden(text):
        return None, bad
    plain = _LEADING_MARKS.sub("", _LIGATURE.sub(lambda found: _PDF_LIGATURES[found[0]], visible))
    return "\n".join(map(_unbound, plain.split("\n"))) if BINDING in plain else plain, None


def _misread(text: str) -> Fault | None:
    """The fault of a whole file that some program read as Latin letters and kept so: « impliquÃ©s »."""
    words = list(_OTHER_WORD.finditer(text)) if _OF_MISREAD.search(text) else []
    known = [(one, better) for one in words if (better := _as_meant(one[0]))]
    if len(known) < FEWEST_MISREAD or len(known) < MOSTLY * len(words):
        return None
    first, better = known[0]
    line, column = text.count("\n", 0, first.start()) + 1, first.start() - text.rfind("\n", 0, first.start())
    return fault(
        "encodage.misread", line, column, typed=shown(_FORBIDDEN.sub("", first[0]), 30), better=shown(better, 30)
    )


def _as_meant(typed: str) -> str:
    """A word as it was before it was read as Latin letters; nothing, if it never was."""
    for encoding in ("cp1252", "latin-1"):
        try:
            return typed.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return ""


def _unbound(line: str) -> str:
    """A line with ordinary spaces where nearly all are no-break ones, as web pages are copied: none could end it."""
    bound = line.count(BINDING)
    return line.replace(BINDING, " ") if bound > max(MOST_BINDING, line.count(" ")) else line


def _forbidden(text: str) -> Fault | None:
    """The fault of the first sign that no text has, by what it was before it was pasted."""
    bad = _FORBIDDEN.search(text)
    if not bad:
        return None
    line, column = text.count("\n", 0, bad.start()) + 1, bad.start() - text.rfind("\n", 0, bad.start())
    if bad[0] == "\ufffd":
        return fault("caractere-interdit.lost", line, column)
    name = "caractere-interdit.line-end" if bad[0] in _LINE_ENDS else "caractere-interdit.sheet"
    return fault(name, line, column, code=f"{ord(bad[0]):04X}")


def _foreign(data: bytes) -> Fault | None:
    """The fault of being no UTF-8 text at all, when the first bytes say what the file is instead."""
    for start, name in _FOREIGN:
        if data.startswith(start):
            return fault(name)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data.count(0) > len(data) // 4:
        return fault("encodage.utf-16")
    return None
