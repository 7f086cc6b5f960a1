"""What people type for themselves or paste along, by the data of each language: `habitudes.yaml` in its folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from fiches.config import expressions, languages, tables
from fiches.config.fields import Field
from fiches.config.languages import Language
from fiches.core.problems import Fault

HABITS_FILE = "habitudes.yaml"
_BEGUN = r"[*_ #]{0,6}(?:EXPRESSIONS)"
_WHOLE_CELL = r"[*_]{0,3}(?:EXPRESSIONS)[*_]{0,3} ?:?[*_]{0,3}$"
_WHOLE_LINE = r"\s*(?:EXPRESSIONS)[ .!…»]*$"
Frames = Mapping[str, str]  # by kind: what stands around its expressions
WITHIN: Frames = MappingProxyType(  # anywhere in a line, from the beginning of a word on
    {
        "heure": r"(?i:EXPRESSIONS) (?:2[4-9]|[3-9]\d) ?[h:] ?(?!00)[0-5]\d(?!\w|[.,]\d| (?:de |d['’]|par |of |per ))",
        "annee": r"(?i:EXPRESSIONS) (?P<year>(?:19|20)\d{3}|20[7-9]\d|2[1-9]\d\d)"
        r"(?=\s*[.,;:!?)»]|\s*$|(?:(?<=\D20\d\d)|(?<=\D2[1-9]\d[1-9])"
        r"|(?<=\D(?:19|20)[1-9]\d\d)|(?<=\D(?:19|20)0[1-9]\d)|(?<=\D(?:19|20)00[1-9]))"
        r" (?:l['’]|(?:et|ou|à|aux?|par|avec|grâce|les?|la|une?|qui|nous|on|ils?|elles?|son|sa|ses|leurs?"
        r"|and|or|to|by|with|the|we|they|it|his|her|its|their)\b))",
        "ne_le": r"(?:EXPRESSIONS) \d{1,2}(?:er|st|nd|rd|th)?[/. ][\w/.é]{2,12}[/. ](?:19|20)\d\d\b",
        "numero_dicte": "(?:EXPRESSIONS)",
        "mot_de_passe": r"(?:EXPRESSIONS) ?: ?\S{4,}",
        "a_faire": "(?:EXPRESSIONS)",
        "intime": r"(?:EXPRESSIONS)\b",
        "commentaire": r"(?:EXPRESSIONS) ?\[[^\[\]]{1,12}\](?: ?:)?",
        "champ": "(?:EXPRESSIONS)",
        "messagerie": "<?(?:EXPRESSIONS)>?",
        "abrege": r"(?:EXPRESSIONS)\b(?!\.\w)",
        "dictee": r"(?:EXPRESSIONS)\b",
        "transcription": "(?:EXPRESSIONS)",
        "renvoi": "(?:EXPRESSIONS)",
        "assistant": "(?:EXPRESSIONS)",
        "version": r"\(?(?i:EXPRESSIONS)\b.*",
        "tableau_voulu": r"(?:EXPRESSIONS)\b",
    }
)
BEHIND: Frames = MappingProxyType({"wiki": r"\[(?:EXPRESSIONS)\]"})  # anywhere, behind a word too
AT_START: Frames = MappingProxyType(
    {
        "brouillon": r"[\W_]{0,4}(?:EXPRESSIONS)\b.{0,60}$",
        "relecture": r"\s*(?:EXPRESSIONS)\s?:(?=\s)",
        "sommaire": _WHOLE_LINE,
        "document": _WHOLE_LINE,
        "fait": r"[*_]{0,3}(?:EXPRESSIONS)[*_]{0,3} ?: ?[*_]{0,3} ?\S.{0,80}$",
        "web": _WHOLE_LINE,
        "legende": r"[*_]{0,3}(?:EXPRESSIONS) ?(?:n[°.]º? ?)?\d{1,2}(?: ?[:–—.-] ?.{1,60}|\s*$)",
        "legende_de_tableau": r"[*_]{0,3}(?:EXPRESSIONS) ?(?:n[°.]º? ?)?\d{1,2}(?: ?[:–—.-] ?.{1,60}|\s*$)",
        "credit": r"[*_]{0,3}(?:EXPRESSIONS)[*_]{0,3} ?: ?\S.{0,60}",
        "entete_de_message": r"[*_]{0,2}(?:EXPRESSIONS)[*_]{0,2} ?: ?[*_]{0,2} ?\S.*",
        "lettre": _BEGUN,
        "assistant_debut": _BEGUN,
        "annonce": r"[*_]{0,3}(?:EXPRESSIONS)\b.{0,120}:[*_]{0,3}\s*$",
        "total": _WHOLE_CELL,
        "part_de_total": r"[*_]{0,3}(?:EXPRESSIONS)\b",
        "neant": "(?:EXPRESSIONS)$",
        "a_remplir": "(?:EXPRESSIONS)$",
        "nom_d_exemple": "(?:EXPRESSIONS)$",
        "photo_de_personne": r"(?:(?:©|[Pp]hotos? ?:?|[Cc]rédits? ?:?|[Ss]ource ?:?) ?)?(?:EXPRESSIONS)\s*$",
    }
)
BESIDE: Frames = MappingProxyType(  # something else that is looked for
    {
        "fonction": r"(?:.{2,60}(?:,| [-–—(]) ?)?(?P<text>(?:l[ea] |l['’]|the )?(?:EXPRESSIONS)\b.*)",
        "jour_de_tableur": r".*?(?:EXPRESSIONS) (?P<day>4[0-7]\d{3})(?![\d%]|[.,]\d|[ \u00a0\u202f](?:\d|[A-ZÀ-Ý€%]))",
        "part": r"\D*(?P<text>(?:1(?!00\D)\d\d|[2-9]\d\d)(?:[.,]\d+)?[ \u00a0\u202f]?% ?(?:EXPRESSIONS)\b)",
        "joindre": r".*(?<!\w)(?:EXPRESSIONS)\W{0,3}(?:au |le |n° ?|at |on |al |para )?[: ]{0,3}$",
        "remarque": r".*?(?P<remark>(?:[(\[{]| [-–—:/] |,)\s?(?i:EXPRESSIONS)\b[^()\[\]{}]{0,80}[)\]}]?\s*$)",
        "trait_suspendu": r"(?:EXPRESSIONS)$",
        "page": r"\s*(?:(?:[-–—|]\s*)?(?:EXPRESSIONS)?|\S.{0,80}[-–—|·•]\s*(?:EXPRESSIONS))"
        r"\s*\d{1,3}(?:\s*(?:/|TOTAL)\s*\d{1,3})?(?:\s*[-–—|])?\s*$",
    }
)
_MARKS_BEFORE = re.compile(r"^(?:\\s\*|\[[*_ #\\W]+\]\{0,\d\})")  # which are no words
_TOTAL = "sur"  # between the number of a page and how many there are
_KEYS = tuple(Field(name, "texts") for name in (*WITHIN, *BEHIND, *AT_START, *BESIDE, _TOTAL))
_Languages = tuple[Language, ...]


class _Anywhere:
    """Tells whether a text may hold a habit of a kind that stands within a line."""

    @staticmethod
    def may_be_among(text: str, /) -> bool:
        """See `sought.Sign`."""
        return bool(text) and _may_hold(text, languages.every())


class _AtLineStart:
    """The same of those that begin a line."""

    @staticmethod
    def may_be_among(text: str, /) -> bool:
        """See `sought.Sign`."""
        return bool(text) and _any_begins(text, languages.every())


ANYWHERE, AT_LINE_START = _Anywhere(), _AtLineStart()


def found(kind: str, line: str) -> re.Match[str] | None:
    """The first habit of a kind in a line, of whatever language."""
    if not line:
        return None
    known = languages.every()
    if kind in WITHIN or kind in BEHIND:
        return _within(kind, known).search(line) if _may_hold(line, known) else None
    return _at_start(kind, known).match(line) if kind in BESIDE or _may_begin(line, known) else None


@lru_cache(maxsize=1024)  # each kind is looked for in the same lines in turn
def _may_hold(line: str, known: _Languages) -> bool:
    """Whether a line holds a habit of any kind that may stand within: one search instead of many."""
    return bool(_any_within(known).search(line))


@lru_cache(maxsize=1024)
def _may_begin(line: str, known: _Languages) -> bool:
    """The same of those that stand at the start of a line."""
    return bool(_any_at_start(known).match(line))


@lru_cache(maxsize=64)
def _any_begins(text: str, known: _Languages) -> bool:
    return any(_may_begin(line, known) for line in text.split("\n") if line)


@cache
def _any_at_start(known: _Languages) -> re.Pattern[str]:
    frames = ((kind, _MARKS_BEFORE.sub("", frame)) for kind, frame in AT_START.items())
    return re.compile(
        rf"[\W_]*(?:{expressions.any_of(one for kind, frame in frames for one in _each(frame, kind, known))})"
    )


@cache
def _any_within(known: _Languages) -> re.Pattern[str]:
    behind = (_framed(frame, kind, known) for kind, frame in BEHIND.items())
    within = (one for kind, frame in WITHIN.items() for one in _each(frame.replace("(?P<year>", "(?:"), kind, known))
    return re.compile("|".join((rf"(?<!\w)(?:{expressions.any_of(within)})", *behind)), re.MULTILINE)


def _each(frame: str, kind: str, known: _Languages) -> list[str]:
    """The expressions of a kind, each in its frame."""
    begun = frame.removeprefix("(?:EXPRESSIONS)")
    every = _of_kind(kind, known) if begun != frame else ()
    return [f"(?:{one}){begun}" for one in every] or [_framed(frame, kind, known)]


@cache
def _within(kind: str, known: _Languages) -> re.Pattern[str]:
    begin = r"(?<!\w)" if kind in WITHIN else ""
    return re.compile(begin + _framed({**WITHIN, **BEHIND}[kind], kind, known))


@cache
def _at_start(kind: str, known: _Languages) -> re.Pattern[str]:
    return re.compile(_framed({**AT_START, **BESIDE}[kind], kind, known))


def _framed(frame: str, kind: str, known: _Languages) -> str:
    return frame.replace("EXPRESSIONS", _expressions(kind, known)).replace("TOTAL", _expressions(_TOTAL, known))


def _expressions(kind: str, known: _Languages) -> str:
    """Those of all languages as one, which finds nothing where there are none."""
    return "|".join(_of_kind(kind, known)) or "(?!)"


def _of_kind(kind: str, known: _Languages) -> tuple[str, ...]:
    by_language = map(_read, known)
    return tuple(dict.fromkeys(expression for by_kind in by_language for expression in by_kind.get(kind, ())))


@cache
def _read(known: Language) -> Mapping[str, tuple[str, ...]]:
    """Those of a language by kind, but for expressions by which nothing can be found."""
    path = known.file(HABITS_FILE)
    return expressions.good(path, _KEYS) if path else {}


def faults(path: Path) -> Iterator[Fault]:
    """What is wrong with the habits in a file, and is not looked for."""
    table, _, found = tables.read(path, _KEYS)
    yield from found
    yield from expressions.of_keys(table, tuple(one.name for one in _KEYS))
