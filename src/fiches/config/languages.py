"""What is known of each language, a folder of data each: `templates/langues/<code>/langue.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from fiches.config.yaml_reader import Node, YamlList, YamlTable, YamlText, parse_file
from fiches.core.problems import Problem, fault
from fiches.core.text import fold
from fiches.storage.fingerprints import HOUSE

FOLDER, LANGUAGE_FILE = "langues", "langue.yaml"
DAY, MONTH, YEAR = "{jour}", "{mois}", "{annee}"  # of a date
ALTERNATIVES = "|"  # between the spellings of one month, the forms of a noun


@dataclass(frozen=True, slots=True)
class TypographicMarks:
    """How the text of a language is set; what is not said is left as it is typed."""

    like: str = ""  # the language whose rules it has: all else is then theirs
    quotes: tuple[str, str] | tuple[()] = ()  # what straight ones become, and those within them
    apostrophe: str = ""
    dash: str = ""  # for two hyphens, and for a lone one between words
    signs: tuple[tuple[str, str], ...] = ()  # for others that are typed
    openers: tuple[tuple[str, str], ...] = ()  # what a sentence begins with that ends with the first
    held: tuple[str, ...] = ()  # abbreviations that stay with what follows
    units: tuple[str, ...] = ()  # of measure and counted nouns, that stay with the number before
    range_dash: str = ""  # between two years
    asides: str = ""  # the dashes, in pairs, that stay with what is between them


@dataclass(frozen=True, slots=True, eq=False)  # what is made of it is kept by what it is: read anew, it is another
class Language:
    """One language, its own words in it; what its data does not say is as in none."""

    code: str = ""
    folder: Path | None = None  # that holds its data
    name: str = ""  # as it calls itself
    called: tuple[str, ...] = ()  # by others
    comma: str = ", "  # between the items of a list
    thousands: str = "\u202f"  # between groups of figures
    decimal: str = ","
    bytes_: tuple[str, ...] = ()  # what a thousand and a million of them are called
    plurals: tuple[str, ...] = ("one", "other")  # kinds of numbers (CLDR) that its nouns have forms for
    rtl: bool = False
    scripts: tuple[str, ...] = ()  # that a passage in it may name: `shi-Tfng`
    faces: str = ""  # the role whose families draw it in text of another language; nothing: those around it
    own_faces: bool = False  # whether these alone draw it, titles and labels too
    sloped: bool = True  # whether its letters have italics
    pointed_leading: float = 1.0  # by how much lines are further apart whose vowels are marked
    patterns: str = ""  # of Pyphen, by which words are divided; nothing: none is
    months: tuple[tuple[str, ...], ...] = ()  # twelve, each in all its spellings
    date: str = f"{DAY} {MONTH} {YEAR}"  # as it writes a day; a month begins at the second
    first_day: str = ""  # of a month, where that is no plain figure
    weekdays: tuple[str, ...] = ()  # seven, from Monday on
    feasts: tuple[str, ...] = ()  # days of a month that are names: « 14 Juillet »
    month_first: bool = False  # in figures, as some of its writers do
    ongoing: tuple[str, ...] = ()  # what stands for the last year of what is not over; the first is printed
    since: tuple[str, ...] = ()  # before its first year
    until: tuple[str, ...] = ()  # between two years
    acronyms: tuple[str, ...] = ()  # that every reader knows
    small_words: tuple[str, ...] = ()  # that nobody writes twice in a row
    calling_words: tuple[str, ...] = ()  # that call for the next: no title is cut after one
    about: tuple[str, ...] = ()  # before a figure that is not exact: « plus de 200 »
    european_union: tuple[str, ...] = ()  # what it is called: what it pays for bears its emblem
    marks: TypographicMarks | None = None
    eliding: tuple[str, ...] = ()  # that lose their last vowel before another: « de »

    def file(self, name: str) -> Path | None:
        """One of its folder; None where it has none such."""
        path = self.folder / name if self.folder else None
        return path if path and path.is_file() else None

    def is_called(self, folded: str) -> bool:
        """Whether it is called so, by itself, by others or by its code."""
        return folded in map(fold, (self.code, self.name, *self.called))

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if self.rtl else "ltr"

    @property
    def semicolon(self) -> str:
        """Between items that have commas of their own."""
        return self.comma.translate({ord(","): ";", ord("،"): "؛"})


UNKNOWN = Language()
_OF_MARKS = {
    "comme": "like", "guillemets": "quotes", "apostrophe": "apostrophe", "tiret": "dash", "signes": "signs",
    "ouvrants": "openers", "tient_au_suivant": "held", "unites": "units", "intervalle": "range_dash",
    "incises": "asides",
}  # fmt: skip
_NAMES = {  # by the keys of the file, ours
    "nom": "name", "aussi": "called", "sens": "rtl", "virgule": "comma", "pluriels": "plurals",
    "milliers": "thousands", "decimale": "decimal", "octets": "bytes_",
    "ecritures": "scripts", "police": "faces", "police_seule": "own_faces", "penchee": "sloped",
    "interligne_vocalise": "pointed_leading", "cesure": "patterns",
    "mois": "months", "jours": "weekdays", "mois_d_abord": "month_first", "fetes": "feasts",
    "date": "date", "premier": "first_day",
    "en_cours": "ongoing", "depuis": "since", "jusqu_a": "until",
    "sigles": "acronyms", "petits_mots": "small_words", "mots_d_appel": "calling_words", "environ": "about",
    "elision": "eliding",
    "union_europeenne": "european_union", "typographie": "marks",
}  # fmt: skip
_YES_OR_NO = {"oui": True, "non": False}
_READ_AS: Mapping[str, Any] = {
    "sens": lambda side: {"gauche": False, "droite": True}[side],
    "mois": lambda names: tuple(tuple(name.split(ALTERNATIVES)) for name in names),
    "date": lambda pattern: _with_all(pattern, (DAY, MONTH, YEAR)),
    "interligne_vocalise": float,
    "typographie": lambda typed: TypographicMarks(**{_OF_MARKS[key]: _pairs(value) for key, value in typed.items()}),
    **dict.fromkeys(("mois_d_abord", "police_seule", "penchee"), _YES_OR_NO.__getitem__),
}


def home(root: Path = HOUSE) -> Path:
    """Where the folders of languages are."""
    return root / "templates" / FOLDER


@dataclass(frozen=True, slots=True)
class _Own:
    """The languages that a collection has of its own, as they were read: by the stamps of all their files."""

    stamps: tuple[tuple[str, int, int], ...] = ()  # path, when it was written, size
    folders: Mapping[str, Path] = field(default_factory=dict)  # by code

    @classmethod
    def of(cls, root: Path) -> _Own:
        """Those of a collection; none of the house, that is no collection of its own."""
        home_ = home(root)
        if home_ == home() or not home_.is_dir():
            return cls()
        files = [(path, path.stat()) for path in sorted(home_.glob("*/*")) if path.is_file()]
        stamps = tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in files)
        return cls(stamps, {path.parent.name: path.parent for path, _ in files if path.name == LANGUAGE_FILE})


@cache
def _own() -> list[_Own]:
    """Those of the collection at work, the only item: all of the process knows them."""
    return [_Own()]


def take_up(root: Path) -> list[Problem]:
    """Knows the languages of a collection from now on as their files are now, those of the one before no more.

    Tells what is wrong with them; then the house's alone are known.
    """
    own = _Own.of(root)
    problems = list(_faulty(own.folders.values()))
    known = _Own() if problems else own
    if [known] != _own():
        _own()[:] = [known]
        codes.cache_clear()
        every.cache_clear()
        _of.cache_clear()
    return problems


def _faulty(folders: Iterable[Path]) -> Iterator[Problem]:
    for folder in folders:
        try:
            read(folder)
        except ValueError as error:
            shown = f"templates/{FOLDER}/{folder.name}/{LANGUAGE_FILE}"
            yield fault("format-invalide.language", why=str(error)).in_file(shown)


@cache
def codes() -> tuple[str, ...]:
    """Every language that a sheet may be written in, French first."""
    found = {path.parent.name for path in home().glob(f"*/{LANGUAGE_FILE}")}.union(_own()[0].folders)
    return tuple(sorted(found, key=lambda code: (code != "fr", code)))


def passages() -> tuple[str, ...]:
    """What a passage may say that it is in: languages, and those of their scripts that are told apart."""
    return tuple(tag for code in codes() for tag in (code, *(f"{code}-{script}" for script in of(code).scripts)))


def of(tag: str) -> Language:
    """The language of a tag (`fr`, `fr-MA`); one of which nothing is known where there are no data."""
    code = tag.partition("-")[0]
    return _of(code) if code in codes() else UNKNOWN


@cache
def every() -> tuple[Language, ...]:
    """All of them, in the order of their codes."""
    return tuple(map(_of, codes()))


def is_rtl(tag: str) -> bool:
    """Whether what is in a language is read from right to left."""
    return of(tag).rtl


def slopes(tag: str) -> bool:
    """Whether the letters of a language may be set in italics."""
    return of(tag).sloped


@cache
def _of(code: str) -> Language:
    """A language: the collection's before the house's."""
    return read(_own()[0].folders.get(code, home() / code))


def read(folder: Path) -> Language:
    """The language of a folder, called as that is; ValueError where its file is faulty."""
    table, faults = parse_file(folder / LANGUAGE_FILE)
    if table is None or faults:
        raise ValueError(str([folder.name, *faults]))
    typed = {entry.key.value: _plain(entry.value) for entry in table.entries}
    if unknown := set(typed) - set(_NAMES):
        raise ValueError(f"{folder.name}: {sorted(unknown)}")
    try:
        given = {_NAMES[key]: _READ_AS.get(key, _same)(value) for key, value in typed.items()}
        return Language(folder.name, folder, **given)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{folder.name}: {error}") from error


def _with_all(pattern: str, parts: tuple[str, ...]) -> str:
    if missing := [part for part in parts if part not in pattern]:
        raise TypeError(f"{pattern!r}: {missing}")
    return pattern


def _pairs(value: Any) -> Any:  # noqa: ANN401
    return tuple(value.items()) if isinstance(value, dict) else value


def _same(value: Any) -> Any:  # noqa: ANN401
    return value


def _plain(node: Node) -> Any:  # noqa: ANN401  # a text, a tuple, a dict
    match node:
        case YamlText():
            return node.value
        case YamlList():
            return tuple(map(_plain, node.items))
        case YamlTable():
            return {entry.key.value: _plain(entry.value) for entry in node.entries}
