"""Words compared as people read them, and French sentences put together."""

from __future__ import annotations

import difflib
import errno
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "ʼ": "'", "`": "'", "´": "'", "‘": "'"})
_REFUSALS = {
    errno.EACCES: "vous n'en avez pas le droit",
    errno.EPERM: "vous n'en avez pas le droit",
    errno.EROFS: "le disque est en lecture seule",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "votre part du disque est pleine",
    errno.ENOENT: "il n'existe pas",
    errno.ENOTDIR: "un dossier de son chemin est en fait un fichier",
    errno.EISDIR: "c'est un dossier",
    errno.ENAMETOOLONG: "son nom est trop long",
    errno.ELOOP: "des liens se renvoient l'un à l'autre",
    errno.EIO: "le disque ne répond pas",
}
CLOSE_NAME = 0.8  # from which ratio of difflib two names of files are taken for one
_DIGITS = re.compile(r"\d+")
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—_]+")


@lru_cache(maxsize=10_000)  # titles, keys and place names are folded again and again
def fold(text: str) -> str:
    """`text` without case, accents, apostrophe form, hyphens, runs of space and final colon."""
    plain = text.casefold().translate(_LIGATURES)
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join([c for c in decomposed if not unicodedata.combining(c)]).translate(_LIGATURES)
    return _SEPARATORS.sub(" ", plain).strip(" :.\t")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was most likely meant to be, or None."""
    by_fold = {fold(candidate): candidate for candidate in known}
    typed = fold(word)[:200]
    inside = [name for name in by_fold if len(name) > 3 and f" {name} " in f" {typed} "]
    close = difflib.get_close_matches(typed, by_fold, n=1, cutoff=0.6)
    found = max(inside, key=len) if inside else next(iter(close), None)
    return by_fold[found] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """« vouliez-vous dire « … » ? », or nothing."""
    close = nearest(word, known)
    return f"vouliez-vous dire « {close} » ?" if close else ""


def nearest_name(stem: str, known: Iterable[str]) -> str | None:
    """The stem of a known file that `stem` was most likely meant to be: few letters differ, and no number does."""
    alike = {one: fold(one) for one in known if _DIGITS.findall(one) == _DIGITS.findall(stem)}
    close = difflib.get_close_matches(fold(stem)[:200], alike.values(), n=1, cutoff=CLOSE_NAME)
    return next((one for one, folded in alike.items() if folded in close), None)


def listing(words: Iterable[str], last: str = "et") -> str:
    """« a », « b » et « c » (or another word than « et » before the last)."""
    quoted = [f"« {word} »" for word in words]
    return f" {last} ".join(filter(None, [", ".join(quoted[:-1]), *quoted[-1:]]))


def refusal(error: OSError) -> str:
    """Why the machine refused a file, in French."""
    return _REFUSALS.get(error.errno or 0) or error.strerror or error.__class__.__name__


def count(number: int, noun: str) -> str:
    """« 1 fiche », « 3 fiches » (regular plurals only)."""
    return f"{number} {noun}{'s' if number > 1 else ''}"


def shown(text: str, width: int = 60) -> str:
    """`text` on one line, cut to `width` characters, to quote in a message."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"


def slugify(title: str) -> str:
    """ASCII, lower case, digits and hyphens, at most 60 characters; may be empty."""
    ascii_only = fold(title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:60].strip("-")
