"""The bytes of a sheet become plain text, or the fault that stands in the way; no bytes make it raise."""

from __future__ import annotations

import re
import unicodedata

from fiches.core.problems import Fault, fault
from fiches.core.text import with_plain_line_ends

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
    if bad := _FORBIDDEN.search(text):
        line, column = text.count("\n", 0, bad.start()) + 1, bad.start() - text.rfind("\n", 0, bad.start())
        return None, _forbidden(bad[0], line, column)
    plain = _LEADING_MARKS.sub("", _LIGATURE.sub(lambda found: _PDF_LIGATURES[found[0]], visible))
    return "\n".join(map(_unbound, plain.split("\n"))) if BINDING in plain else plain, None


def _unbound(line: str) -> str:
    """A line with ordinary spaces where nearly all are no-break ones, as web pages are copied: none could end it."""
    bound = line.count(BINDING)
    return line.replace(BINDING, " ") if bound > max(MOST_BINDING, line.count(" ")) else line


def _forbidden(sign: str, line: int, column: int) -> Fault:
    """The fault of a sign that no text has, by what it was before it was pasted."""
    if sign == "\ufffd":
        return fault("caractere-interdit.lost", line, column)
    name = "caractere-interdit.line-end" if sign in _LINE_ENDS else "caractere-interdit.sheet"
    return fault(name, line, column, code=f"{ord(sign):04X}")


def _foreign(data: bytes) -> Fault | None:
    """The fault of being no UTF-8 text at all, when the first bytes say what the file is instead."""
    for start, name in _FOREIGN:
        if data.startswith(start):
            return fault(name)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data.count(0) > len(data) // 4:
        return fault("encodage.utf-16")
    return None
