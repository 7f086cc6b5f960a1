"""The thresholds of checks: the usual ones are data, and a printer's profile may give its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from fiches.config import formats
from fiches.config.fields import Field
from fiches.config.values import SCALARS
from fiches.storage.fingerprints import HOUSE

THRESHOLDS_KEY, THRESHOLDS_FILE = "controle", "controle.yaml"  # in a printer's profile; of templates/


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
    return formats.parse_fields((HOUSE / "templates" / THRESHOLDS_FILE).read_text("utf-8"))


def limits(given: Mapping[str, float]) -> Thresholds:
    """The usual thresholds, but for those that are given."""
    usual = {field.name: float(str(SCALARS["number"](str(field.example)))) for field in limit_fields()}
    return Thresholds(**{**usual, **given})
