"""Printers' profiles are data: what each asks of a file, read from a folder of the collection or the house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, cast

from fiches.config import formats, tables
from fiches.config.fields import Field, Values
from fiches.config.project import first
from fiches.config.values import SCALARS
from fiches.config.yaml_reader import YamlTable, place
from fiches.core.geometry import BLEED
from fiches.core.messages import listing, message
from fiches.core.problems import BadValue, Fault, Problem, fault, has_errors
from fiches.core.text import did_you_mean
from fiches.press import colour
from fiches.storage.fingerprints import PRINTERS, key

THRESHOLDS_KEY, THRESHOLDS_FILE = "controle", "controle.yaml"  # in a printer's profile; of templates/
PROFILES_FOLDER, PROFILE_KEYS = PRINTERS, "imprimeur.yaml"  # of templates/
PRESS_FOLDER = "impression"  # of the output: a folder a printer
USUAL, COPIER = "offset-france", "copieur"  # where nothing else is said
LEAST_INK, MOST_INK = 200, 400  # %
LEAST_DPI, MOST_DPI = 150, 400
STAPLED, GLUED = "agrafé", "dos carré collé"


@dataclass(frozen=True, slots=True)
class Printer:
    """What a printer asks; lengths in mm."""

    name: str  # of its file
    title: str
    bleed: float
    ink: float  # % that the paper takes
    icc: Path
    condition: str  # the printing condition as its registry names it
    limits: Thresholds
    marks: bool = False
    paper: float = 0.1  # how thick a sheet is
    binding: str = STAPLED
    multiple: int = 1  # of pages
    apart: bool = False  # the cover is a file of its own
    delicate: int = 0  # pages from which staples hold with care; 0: it is not said
    most: int = 0  # pages that staples hold; 0: it is not said
    sheet: str = "A3"  # of paper, for what is imposed
    leaflet: bool = False  # sheets as leaflets to fold
    saddle: bool = False  # booklets as sheets one in the other
    pocket: bool = False  # booklets of half the size
    dpi: int = colour.DPI  # of photos, at most, at their printed size

    @property
    def asked(self) -> str:
        """All that it asks, the same wherever its files are."""
        return key(repr(replace(self, icc=Path(self.icc.name))), self.icc.read_bytes())

    @property
    def stapled(self) -> bool:
        """Whether the sheets of a booklet lie one in the other."""
        return self.binding == STAPLED

    @property
    def glued(self) -> bool:
        """Whether a booklet has a spine."""
        return self.binding == GLUED


@cache
def printer_fields() -> tuple[Field, ...]:
    """The keys of a profile, from the list in templates/imprimeur.yaml."""
    keys = formats.house_fields(PROFILE_KEYS)
    return tuple(replace(key, fields=limit_fields()) if key.name == THRESHOLDS_KEY else key for key in keys)


def names(search: tuple[Path, ...]) -> list[str]:
    """Every printer that can be found in `search`, folders of templates."""
    return sorted({path.stem for folder in search for path in folder.glob(f"{PROFILES_FOLDER}/*.yaml")})


def load(name: str, search: tuple[Path, ...]) -> tuple[Printer | None, list[Problem]]:
    """The printer `name` from the first folder of `search` that has it, and what is wrong with its profile."""
    folders, shown = tuple(folder / PROFILES_FOLDER for folder in search), f"templates/{PROFILES_FOLDER}/{name}.yaml"
    path = first(folders, f"{name}.yaml") if name in names(search) else None
    if path is None:
        return None, [unknown(name, search).in_file(shown)]
    table, values, faults = tables.read(path, printer_fields())
    if table and not faults:
        faults += [*_out_of_range(values, table), *_bad_icc(values, folders, table)]
    problems = [fault.in_file(shown) for fault in faults]
    return (None if has_errors(problems) else _printer(name, values, folders)), problems


def unknown(name: str, search: tuple[Path, ...], line: int = 1, column: int = 1) -> Fault:
    """The fault of naming, at this place, a printer that has no profile."""
    known = names(search)
    said = message("imprimeur-inconnu", name=name, known=listing(known), folder=PROFILES_FOLDER)
    return Fault("imprimeur-inconnu", said, line, column, did_you_mean(name, known))


def _out_of_range(values: Values, table: YamlTable) -> list[Fault]:
    """Numbers that no printer asks for."""
    ranges = (
        ("fond_perdu", 0, BLEED),
        ("encrage", LEAST_INK, MOST_INK),
        ("papier", 0.03, 1),
        ("points_par_pouce", LEAST_DPI, MOST_DPI),
        ("multiple", 1, 64),
        ("agrafage_delicat", 4, 400),
        ("agrafage_maximum", 4, 400),
    )
    return [
        fault("imprimeur-invalide.range", *place(table, key), key=key, least=least, most=most)
        for key, least, most in ranges
        if key in values and not least <= cast(float, values[key]) <= most
    ]


def _bad_icc(values: Values, folders: tuple[Path, ...], table: YamlTable) -> list[Fault]:
    name, source = str(values["profil_icc"]), str(values.get("source_icc", ""))
    path = first(folders, name)
    try:
        if path is None:
            case = "press.icc.absent.elsewhere" if source else "press.icc.absent"
            raise BadValue(message(case, folder=PROFILES_FOLDER, source=source))
        with path.open("rb") as file:
            colour.check(file.read(colour.MOST_PROFILE * 1_000_000 + 1))
    except BadValue as bad:
        at = place(table, "profil_icc")
        return [fault("imprimeur-invalide.profile", *at, hint=bad.hint, name=name, why=bad.message)]
    return []


_PRINTER_NAMES = {  # of what a printer asks, by its keys
    "nom": "title", "fond_perdu": "bleed", "traits_de_coupe": "marks", "encrage": "ink", "condition": "condition",
    "papier": "paper", "reliure": "binding", "multiple": "multiple", "couverture_a_part": "apart",
    "agrafage_delicat": "delicate", "agrafage_maximum": "most", "feuille": "sheet", "depliant": "leaflet",
    "cahier": "saddle", "poche": "pocket", "points_par_pouce": "dpi",
}  # fmt: skip


def _printer(name: str, values: Values, folders: tuple[Path, ...]) -> Printer:
    icc = first(folders, str(values["profil_icc"]))
    assert icc  # _bad_icc has seen it
    asked: dict[str, Any] = {own: values[key] for key, own in _PRINTER_NAMES.items() if key in values}
    given = cast(Mapping[str, float], values.get(THRESHOLDS_KEY, {}))
    return Printer(name=name, icc=icc, limits=limits(given), **asked)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The keys of templates/controle.yaml, which say what each is and in which unit."""

    boites: float
    marge_min: float
    marge_conseillee: float
    marge_chasse: float
    marge_dos: float
    resolution_min: float
    resolution_conseillee: float
    resolution_trait: float
    resolution_max: float
    qualite_jpeg: float
    filet: float
    filet_couleur: float
    corps_min: float
    corps_conseille: float
    corps_reserve: float
    noir_riche: float
    contraste: float
    nom: float
    poids: float


@cache
def limit_fields() -> tuple[Field, ...]:
    """The thresholds that a profile may give."""
    return formats.house_fields(THRESHOLDS_FILE)


def limits(given: Mapping[str, float]) -> Thresholds:
    """The usual thresholds, but for those that are given."""
    usual = {field.name: float(str(SCALARS["number"](str(field.example)))) for field in limit_fields()}
    return Thresholds(**{**usual, **given})
