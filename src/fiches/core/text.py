"""Words compared as people read them."""

from __future__ import annotations

import errno
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from fiches.core.messages import Said, message

if TYPE_CHECKING:
    from decimal import Decimal

_PLAIN_FORMS = {"œ": "oe", "æ": "ae", "’": "'", "ʼ": "'", "`": "'", "´": "'", "‘": "'"}
_LIGATURES = re.compile(f"[{''.join(_PLAIN_FORMS)}]")
_REFUSALS = {  # by the names of errno, some of which a system may not have
    getattr(errno, name): reason
    for reason, names in {
        "forbidden": "EACCES EPERM", "read-only": "EROFS", "full": "ENOSPC", "quota": "EDQUOT", "absent": "ENOENT",
        "not-a-folder": "ENOTDIR", "a-folder": "EISDIR", "long-name": "ENAMETOOLONG", "loop": "ELOOP",
        "broken-disk": "EIO", "exists": "EEXIST", "other-disk": "EXDEV", "too-large": "EFBIG",
        "too-many-open": "EMFILE ENFILE", "no-plain-file": "EINVAL ENXIO", "in-use": "EBUSY ETXTBSY",
        "not-empty": "ENOTEMPTY",
        "lost-share": "ESTALE ETIMEDOUT ENOTCONN EHOSTDOWN EHOSTUNREACH ECONNRESET ENODEV",
    }.items()
    for name in names.split()
    if hasattr(errno, name)
}  # fmt: skip
_WAYS_OUT = {"full": "room", "quota": "room", "broken-disk": "reconnect", "lost-share": "reconnect"}
NO_BREAK = "\u00a0\u202f\u2007"  # spaces that keyboards and word processors leave where an ordinary one is meant
UNSEEN = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # marks of direction
SAME_WORD = 0.9  # from which two are taken for one, whatever known word stands within
CLOSE_NAME = 0.8  # from which ratio of difflib two names of files are taken for one
_DIGITS = re.compile(r"\d+")
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—_]+")


@lru_cache(maxsize=10_000)  # titles, keys and place names are folded again and again
def fold(text: str) -> str:
    """`text` without case, accents, apostrophe form, hyphens, runs of space and final colon."""
    plain = _without_ligatures(text.casefold())
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = _without_ligatures("".join([c for c in decomposed if c < "\u0300" or not unicodedata.combining(c)]))
    return _SEPARATORS.sub(" ", plain).strip(" :.\t")


def _without_ligatures(text: str) -> str:
    return _LIGATURES.sub(lambda found: _PLAIN_FORMS[found[0]], text)


def nearest(word: str, known: Iterable[str], *, least: float = 0.6) -> str | None:
    """The known word that `word` was most likely meant to be, of which the share `least` is the same; or None."""
    from difflib import get_close_matches  # slow to load, and seldom needed

    by_fold = {fold(candidate): candidate for candidate in known}
    typed = fold(word)[:200]
    inside = [name for name in by_fold if len(name) > 3 and f" {name} " in f" {typed} "]
    close = get_close_matches(typed, by_fold, n=1, cutoff=SAME_WORD if inside else least)
    found = next(iter(close), max(inside, key=len, default=None))
    return by_fold[found] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> Said:
    """« vouliez-vous dire « … » ? », or nothing."""
    close = nearest(word, known)
    return message("did-you-mean", word=close) if close else ""


def nearest_name(stem: str, known: Iterable[str]) -> str | None:
    """The stem of a known file that `stem` was most likely meant to be: few letters differ, and no number does."""
    from difflib import get_close_matches

    alike = {one: fold(one) for one in known if _DIGITS.findall(one) == _DIGITS.findall(stem)}
    close = get_close_matches(fold(stem)[:200], alike.values(), n=1, cutoff=CLOSE_NAME)
    return next((one for one, folded in alike.items() if folded in close), None)


def refusal(error: OSError) -> Said:
    """Why the machine refused a file."""
    reason = _REFUSALS.get(error.errno or 0)
    words = error.strerror or error.__class__.__name__
    return message(f"refusal.{reason}") if reason else message("refusal.other", words=words)


def way_out(error: OSError) -> Said:
    """What to do where the machine has refused to write a file."""
    return message(f"way-out.{_WAYS_OUT.get(_REFUSALS.get(error.errno or 0, ''), 'elsewhere')}")


def count(number: int, noun: str) -> str:
    """« 1 fiche », « 3 fiches » (regular plurals only)."""
    return f"{number} {noun}{'s' if number > 1 else ''}"


def grouped(number: int | Decimal, between: str = " ") -> str:
    """A number, and what stands between its thousands: « 1 250 000 »; decimals behind a full stop."""
    return f"{number:,}".replace(",", between)


def blanked(match: re.Match[str]) -> str:
    """As many spaces as a pattern has found: what stands around keeps its columns."""
    return " " * len(match[0])


def with_plain_line_ends(data: bytes) -> bytes:
    """Bytes whose lines end as ours, wherever they were typed: Windows writes two signs, old Macs another one."""
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def shown(text: str, width: int = 60) -> str:
    """`text` on one line, cut to `width` characters, to quote in a message."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"


def slugify(title: str) -> str:
    """ASCII, lower case, digits and hyphens, at most 60 characters; may be empty."""
    ascii_only = fold(title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:60].strip("-")
