"""French accents that were lost, or typed behind their letters: a rule takes a line, and yields faults."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from fiches.core.problems import Fault, fault
from fiches.core.text import fold
from fiches.lint.french_words import LISTED
from fiches.lint.sought import ANY_FIGURE, only_with, small_words, sought

_BARE_A = re.compile(
    r"(?:^(?:[>\-*] ?|\d+\. )*|(?<=[.!?…] )|(?<=« )|(?<=«)|(?<=[«.][\u00a0\u202f]))(?P<a>A)"
    rf"(?= (?:{'|'.join(sorted(LISTED['derriere_a_majuscule']))}|l['’]|[A-ZÉ][\w'’-]+(?= ?,))\b)"
)
_BARE_E = re.compile(rf"\bE(?=(?:{'|'.join(sorted(word[1:] for word in LISTED['commencent_par_e']))})\b)")
_A_COUNTED = re.compile(
    r"(?:^(?:[>\-*] ?)*|(?<=[.!?…»] )|(?<=« ))(?P<a>A)(?= \d[\d ,]{0,9}(?:[a-zà-ÿ]|%))"
)  # the A10 is none
ACCENTED = {fold(word): word for word in LISTED["accentues"]}
_FOLDED = frozenset(ACCENTED)
ACCENTED |= {word.capitalize(): better.capitalize() for word, better in ACCENTED.items() if word[0] != "e"}
_PLAIN_WORD = re.compile(r"(?<![\w@./-])(?:(?<!['’])|(?<=\b[lLdD]['’]))[A-Z]?[a-z]{2,15}(?![\w@-]|\.\w)")
_BETWEEN_FIGURES = sought(r"\d a \d", r" (?P<a>a)(?<=\d..) \d", letters=ANY_FIGURE)
_DEAD_KEY = re.compile(  # an accent typed behind its letter; English elides behind an e
    r"[eE]['’](?!(?:s|re|ll|ve|d|t|m)\b)|[aeuAEU]`|[aeiou]\^(?=[a-z]{2})|(?:a|(?<!q)u)['’](?!\w)"
)
_DEAD_KEY_SIGN = sought(r"['’`^](?:(?<=[eE].)|(?<=[aeiouAEU][`^])|(?<=[au].)(?!\w))", letters="'’`^")
_DEAD_KEY_WORD = re.compile(r"(?<![\w´¨ˆ¸˜`^])[^\W_]+(?:['’`^][^\W_]+){0,4}['’`^]?(?![´¨ˆ¸˜'\w])")
_QUOTED_BY_ONE = re.compile(r"(?<!\w)['‘](?=\w)")
_COMBINING = {"'": "\u0301", "’": "\u0301", "`": "\u0300", "^": "\u0302"}


@only_with("", sought(r"\b(?:A |E[a-zà-ÿ])", in_prose=True))
def capital_accents(line: str) -> Iterator[Fault]:
    """Capitals keep their accents (« À ce jour », « l'État »). Good: École. Bad: Ecole."""
    for pattern, better, sign in ((_BARE_A, "À", "A "), (_A_COUNTED, "À", "A "), (_BARE_E, "É", "E")):
        for match in pattern.finditer(line) if sign in line else ():
            at = match.start(match.lastgroup or 0)
            word = re.match(r"\w+", line[at:])
            typed = word[0] if word else match[0]
            yield fault("capitale-sans-accent", 1, at + 1, typed=typed, better=f"{better}{typed[1:]}")


class _Bare:
    """Tells whether a text has a word that may have lost its accent."""

    @staticmethod
    def may_be_among(text: str, /) -> bool:
        """See `sought.Sign`."""
        return not _FOLDED.isdisjoint(small_words(text))


@only_with("", _BETWEEN_FIGURES, _Bare)
def lost_accents(line: str) -> Iterator[Fault]:
    """French words that have no form without their accent. Bad: deja, Apres, de 10 a 12."""
    if not _FOLDED.isdisjoint(small_words(line)):
        for match in _PLAIN_WORD.finditer(line):
            if better := ACCENTED.get(match[0]):
                name = "accent-absent.ligature" if "œ" in better.lower() else "accent-absent"
                yield fault(name, 1, match.start() + 1, typed=match[0], better=better)
    for match in _BETWEEN_FIGURES.finditer(line):
        yield fault("accent-absent", 1, match.start("a") + 1, typed=match["a"], better="à")


@only_with("", _DEAD_KEY_SIGN)
def dead_keys(line: str) -> Iterator[Fault]:
    """An accent typed behind its letter. Bad: isole', a` cote', e^tre. Arba', a name, keeps its own."""
    if not _DEAD_KEY_SIGN.may_be_in(line) or _QUOTED_BY_ONE.search(line):
        return
    for match in _DEAD_KEY_WORD.finditer(line):
        better = _DEAD_KEY.sub(_with_accent, match[0])
        if better != match[0] and (match[0][0].islower() or "é" in better.lower() or "è" in better):
            yield fault("accent-absent.behind", 1, match.start() + 1, typed=match[0], better=better)


def _with_accent(match: re.Match[str]) -> str:
    letter, mark = tuple(match[0])
    accent = _COMBINING["`" if letter in "au" and mark != "^" else mark]
    return unicodedata.normalize("NFC", letter + accent)


ACCENT_RULES = (capital_accents, lost_accents, dead_keys)
