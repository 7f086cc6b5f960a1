"""The closed list of kinds of value that front matter may hold: text in, value out, or BadValue."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fiches.core.messages import listing
from fiches.core.problems import BadValue
from fiches.core.text import did_you_mean, fold, shown

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "fr": "français",
        "ar": "arabe",
        "zgh": "amazighe marocain",
        "shi": "tachelhit",
        "shi-Latn": "tachelhit en lettres latines",
        "shi-Tfng": "tachelhit en tifinagh",
        "en": "anglais",
    }
)
RIGHT_TO_LEFT = frozenset({"ar"})
SHEET_LANGUAGES = ("fr", "ar", "zgh", "shi", "en")
ONGOING = "en cours"

_PERIOD = re.compile(r"(\d{4})(?:\s*(?:-|–|—|/|à|au)\s*(\d{4}|en cours))?", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_DATE_FR = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})")
_PUBLIC_ADDRESS = re.compile(r"https?://[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)*(:\d{1,5})?(/[\w.~-]+)*/?", re.ASCII)
LONGEST_QR_ADDRESS = 76  # characters: with the number of a sheet, a code of 25 mm still has squares of 0.65 mm
_COORDINATES = "écrivez la latitude puis la longitude, en degrés : [30.52, -7.92]"
_COPY = "copiez le fichier dans sheets/images/, et écrivez ici images/ puis son nom"
_NOT_BESIDE = tuple(
    (re.compile(pattern), message, hint)
    for pattern, message, hint in (
        (r"[a-zA-Z]:|/(?!/)|~", "est un chemin de votre ordinateur", _COPY),
        (r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|\\\\", "est une adresse, pas un fichier de la collection", _COPY),
        (
            r".*\\",
            "contient une barre inversée",
            "séparez les dossiers par des barres droites : images/photo.jpg",
        ),
        (
            r".*[%?#\x00]",
            "contient un signe qu'un nom de fichier n'admet pas",
            "renommez le fichier sans % ni ? ni #, et corrigez la fiche",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Period:
    """When a project ran: years, `end` None when it is one year or still runs."""

    start: int
    end: int | None = None
    ongoing: bool = False

    @property
    def printed(self) -> str:
        """« 2012 », « 2010 – 2012 », « 2019 – en cours »."""
        last = ONGOING if self.ongoing else self.end
        return f"{self.start} – {last}" if last else str(self.start)


@dataclass(frozen=True, slots=True)
class Reference:
    """The name of a file or of another sheet, and where it was typed."""

    name: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class FileName(Reference):
    """The name of a file, relative to the sheet that names it."""


def period(text: str) -> Period:
    """« 2012 », « 2010-2012 », « 2017 – 2019 », « 2019 - en cours », « depuis 2019 »."""
    since = re.fullmatch(r"depuis\s+(\d{4})", text, re.IGNORECASE)
    match = _PERIOD.fullmatch(f"{since[1]} - {ONGOING}" if since else text)
    if not match:
        raise BadValue("n'est pas une période", "écrivez 2012, 2010-2012 ou 2019 - en cours")
    start, last = _year(match[1]), match[2]
    if last is None:
        return Period(start)
    if last.casefold() == ONGOING:
        return Period(start, ongoing=True)
    end = _year(last)
    if end < start:
        raise BadValue(f"finit en {end}, avant de commencer en {start}", f"vouliez-vous dire {end}-{start} ?")
    return Period(start, end if end > start else None)


def _year(text: str) -> int:
    year = int(text)
    if not 1900 <= year <= 2100:
        raise BadValue(f"cite l'année {year}", "vérifiez-la : les années vont de 1900 à 2100")
    return year


def date(text: str) -> str:
    """An ISO date, complete (2022-11-05) or not (2022-11, 2022); 5/11/2022 is understood."""
    french = _DATE_FR.fullmatch(text)
    if french:
        text = f"{int(french[3]):04}-{int(french[2]):02}-{int(french[1]):02}"
    match = _DATE.fullmatch(text)
    if not match:
        raise BadValue("n'est pas une date", "écrivez l'année, le mois et le jour : 2022-11-05")
    year, month, day = (int(part or 1) for part in match.groups())
    if not (year and 1 <= month <= 12):
        raise BadValue("n'existe pas dans le calendrier", "écrivez l'année, le mois, le jour : 2022-11-05")
    if not 1 <= day <= (last := monthrange(year, month)[1]):
        raise BadValue("n'existe pas dans le calendrier", f"vérifiez le jour : ce mois en a {last}")
    return "-".join(f"{int(part):02}" for part in match.groups() if part)


def number(text: str) -> float:
    """A decimal number, comma or point."""
    plain = text.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", ".")
    if not re.fullmatch(r"[-+]?\d{1,15}(\.\d{1,15})?", plain):
        raise BadValue("n'est pas un nombre", "écrivez-le en chiffres, par exemple 30.52")
    return float(plain)


def integer(text: str) -> int:
    """A whole number."""
    if not re.fullmatch(r"[-+]?\d{1,15}", text):
        raise BadValue("n'est pas un nombre entier", "écrivez-le en chiffres, sans virgule")
    return int(text)


def yes_no(text: str) -> bool:
    """« oui » or « non »."""
    answers = {"oui": True, "non": False, "true": True, "false": False}
    if fold(text) not in answers:
        raise BadValue("n'est ni oui ni non", "écrivez oui ou non")
    return answers[fold(text)]


def language(text: str) -> str:
    """One of the languages a sheet may be written in."""
    if text not in SHEET_LANGUAGES:
        names = listing((f"{code} ({LANGUAGES[code]})" for code in SHEET_LANGUAGES), "or")
        code = next((code for code in SHEET_LANGUAGES if fold(text) in (code, fold(LANGUAGES[code]))), "")
        raise BadValue("n'est pas une langue connue", f"écrivez {code or names}")
    return text


def choice(text: str, choices: tuple[str, ...]) -> str:
    """One of `choices`, compared without case or accents."""
    for known in choices:
        if fold(known) == fold(text):
            return known
    raise BadValue("n'est pas un des choix", did_you_mean(text, choices) or f"écrivez {listing(choices, 'or')}")


def file_name(text: str) -> str:
    """A path relative to the file that names it, POSIX; whether it exists is not asked here."""
    name = text.strip()
    for pattern, message, hint in _NOT_BESIDE:
        if pattern.match(name):
            raise BadValue(message, hint, "image-hors-collection")
    return name


def address(text: str) -> str:
    """The address of a site, without a question or a fragment; `https://` is added where no scheme is typed."""
    whole = text if "://" in text else f"https://{text}"
    if not _PUBLIC_ADDRESS.fullmatch(whole):
        raise BadValue("n'est pas l'adresse d'un site", "écrivez-la entière, par exemple https://fiches.example.org")
    if len(whole) > LONGEST_QR_ADDRESS:
        raise BadValue("est trop longue pour qu'un code QR se lise bien", f"{LONGEST_QR_ADDRESS} signes au plus")
    return whole


def coordinates(latitude: str, longitude: str) -> tuple[float, float]:
    """Degrees, north and east positive."""
    try:
        north, east = number(latitude), number(longitude)
    except BadValue:
        raise BadValue("ne donne pas deux nombres", _COORDINATES) from None
    if not -90 <= north <= 90 or not -180 <= east <= 180:
        raise BadValue("sort du globe", _COORDINATES)
    return north, east


SCALARS: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {
        "text": str,
        "period": period,
        "date": date,
        "number": number,
        "integer": integer,
        "yes-no": yes_no,
        "language": language,
        "address": address,
        "file": file_name,
        "reference": str,
    }
)


def excerpt(text: str) -> str:
    """The typed value as quoted in messages."""
    return f"« {shown(text, 40)} »"
