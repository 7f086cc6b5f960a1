"""What all the sheets of a collection share: the values of sheets/collection.yaml under names of ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, TypeVar

from fiches.config.fields import Values
from fiches.config.values import FileName, Reference
from fiches.images.photos import SCREEN_DPI


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the sheets."""

    name: str = ""
    site: str = ""  # printed in the colophon
    logo: FileName | None = None


@dataclass(frozen=True, slots=True)
class Funder:
    """One who pays."""

    name: str
    credit: str = ""  # the sentence printed beside the logo
    logo: FileName | None = None


@dataclass(frozen=True, slots=True)
class MakingLimits:
    """What the making of one sheet may ask of the machine: ten times what those of four pages need."""

    memory: int = 2000  # MB
    seconds: int = 120  # of computing


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a collection; what is not given is empty, or as usual."""

    publisher: Publisher = Publisher()  # of the sheets
    running_title: str = ""  # at the foot of left-hand pages
    colophon: tuple[str, ...] = ()  # paragraphs at the end of each sheet
    back_cover: tuple[str, ...] = ()  # paragraphs on the back of a booklet; the colophon's when there are none
    funders: tuple[Funder, ...] = ()  # in the order printed
    format: str = "capitalisation"  # a folder of templates/
    theme: str = ""  # a folder of styles/themes/
    language: str = "fr"  # of sheets that do not name theirs
    narrow_guillemets: bool = True  # whether « » take narrow no-break spaces or full ones
    screen_dpi: str = SCREEN_DPI  # of the photos of PDFs for the screen
    conformance: str = ""  # of PDFs for the screen: PDF_TWO, or PDF/UA-1 and PDF/A-2a
    grammar: str = ""  # GRAMMAR_READ: Grammalecte reads it too; unanswered: in the studio alone
    acronyms: tuple[str, ...] = ()  # that no sheet needs to explain
    admitted: tuple[Reference, ...] = ()  # the codes of problems that are none here, and where they are named
    limits: MakingLimits = MakingLimits()  # of the machine
    printer: str = ""  # a profile of templates/imprimeurs/
    licence: str = ""  # how the sheets may be used again
    address: str = ""  # where the kit is online
    typed: Values = field(default_factory=dict, repr=False, compare=False)  # by the keys of the file, for layouts
    spoken: Mapping[str, Settings] = field(default_factory=dict, repr=False, compare=False)  # in other languages

    def in_language(self, code: str) -> Settings:
        """These settings in a language, as far as they are said in it."""
        return self.spoken.get(code, self)

    @property
    def files(self) -> tuple[FileName, ...]:
        """The files that the settings name."""
        logos = (self.publisher.logo, *(funder.logo for funder in self.funders))
        return tuple(logo for logo in logos if logo)


NO_SETTINGS = Settings()
GRAMMAR_READ = "oui"
PDF_TWO = "ua-2"  # the conformance that is PDF/UA-2 and PDF/A-4

# By record: what keys of templates/collection.yaml are called here; what layouts alone read is in `typed`.
SETTING_NAMES: Mapping[type, Mapping[str, str]] = {
    Settings: {
        "editeur": "publisher", "titre_courant": "running_title", "colophon": "colophon", "quatrieme": "back_cover",
        "financeurs": "funders", "format": "format", "theme": "theme", "langue": "language",
        "espace_guillemets": "narrow_guillemets", "photos_ecran": "screen_dpi", "conformite": "conformance",
        "grammaire": "grammar", "sigles": "acronyms", "admis": "admitted", "limites": "limits",
        "imprimeur": "printer", "licence": "licence", "adresse": "address",
    },
    Publisher: {"nom": "name", "site": "site", "logo": "logo"},
    Funder: {"nom": "name", "mention": "credit", "logo": "logo"},
    MakingLimits: {"memoire": "memory", "calcul": "seconds"},
}  # fmt: skip
_FROM_TYPED: Mapping[str, Callable[[Any], object]] = MappingProxyType(
    {
        "publisher": lambda values: _made(Publisher, values),
        "funders": lambda each: tuple(_made(Funder, values) for values in each),
        "narrow_guillemets": lambda space: space == "fine",
        "acronyms": lambda each: tuple(values["sigle"] for values in each),
        "limits": lambda values: _made(MakingLimits, values),
    }
)
_T = TypeVar("_T")


def settings_of(values: Values, spoken: Mapping[str, Values] = MappingProxyType({})) -> Settings:
    """The settings that the valid values of a collection.yaml are, and those in other languages."""
    others = {code: settings_of(said) for code, said in spoken.items()}
    return replace(_made(Settings, values), typed=values, spoken=others)


def _made(kind: type[_T], values: Values) -> _T:
    named = {name: values[key] for key, name in SETTING_NAMES[kind].items() if key in values}
    return kind(**{name: _FROM_TYPED[name](value) if name in _FROM_TYPED else value for name, value in named.items()})
