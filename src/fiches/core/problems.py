"""A problem is a value with a place: what is wrong, where, and what to do next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Any

from fiches.core.messages import Message, Said, message, revived


class Severity(StrEnum):
    """How much a problem matters to the printed page."""

    ERROR = "error"  # would print wrong or not at all
    WARNING = "warning"  # a printer or a reader would object
    NOTE = "note"  # information

    def said(self, n: int = 1) -> Message:
        """« erreur », « erreurs »."""
        return message(f"severity.{self.value}", n=n)


class ExitCode(IntEnum):
    """What the command tells the shell; part of its interface."""

    DONE = 0  # done, perhaps with warnings
    PROBLEMS = 1  # errors in sheets, formats or PDFs; warnings too with --strict
    USAGE = 2  # the command was mistyped
    UNUSABLE = 3  # the project or the machine cannot be used
    BUG = 70  # a fault of ours: traceback and where to report it
    INTERRUPTED = 130  # Ctrl-C


def _codes(severity: Severity, names: str) -> dict[str, Severity]:
    return dict.fromkeys(names.split(), severity)


# The stable name of each sort of problem; the catalogue has what it means under `meaning.<name>`.
CODES: Mapping[str, Severity] = {
    **_codes(
        Severity.ERROR,
        """
        fichier-illisible fichier-vide fichier-trop-grand encodage caractere-interdit nom-de-fichier
        nom-en-double entete-absent entete-non-ferme yaml-illisible yaml-refuse cle-repetee cle-inconnue
        champ-obligatoire champ-invalide texte-hors-rubrique rubrique-inconnue rubrique-repetee titre-mal-place
        html-refuse attribut-inconnu lien-refuse imbrication image-mal-placee image-absente
        image-hors-collection image-format lien-hors-collection structure-rubrique fiche-absente livret-vide
        livret-incomplet lieu-ambigu format-invalide theme-inconnu imprimeur-inconnu imprimeur-invalide
        composition-cmjn impression controle livret-trop-epais photo-trop-petite trop-long contraste debordement
        dessin-incomplet gabarit moteur signe-sans-police trop-lourd ouvert-ailleurs fichier-etranger
        deux-fiches versions-melees fabrication-arretee cellules-en-trop papier-du-livret
        """,
    ),
    **_codes(
        Severity.WARNING,
        """
        rubrique-absente rubrique-vide rubrique-ordre champ-conseille liste-sans-crochets nom-absent
        attribution-absente capitale-sans-accent nom-en-capitales etc-suivi guillemets-impairs alt-absent
        alt-nom-de-fichier alt-legende lien-adresse sigle consentement mot-double puce-de-word police-de-secours
        encrage controle-avis pages-du-livret imposition photo-faible photo-rognee image-vide photo-sans-place
        reglages-absents adresse-privee
        lignes-sans-blanc tableau tableau-large note-de-bas-de-page commentaire-de-word imprime-tel-quel lien-coupe
        donnee-personnelle texte-provisoire encodage-abime tout-en-capitales ponctuation
        style-non-mesure chevauchement page-presque-vide fichier-ignore avis-du-moteur livret-de-poche
        valeur-coupee guillemets-courbes periode-longue date-ambigue photo-repetee exergue-absent titre-en-double
        version-incomplete signe-ouvrant reponse-en-commentaire texte-a-placer reste-de-collage ne-s-imprime-pas
        lieu-inconnu lieu-hors-carte lieu-contredit silence-refuse dessin-approche format-incomplet
        valeur-longue nombre-de-valeurs embleme-absent
        date-impossible titre-a-revoir passage-en-double accent-absent orthographe
        autre-langue tableau-douteux
        """,
    ),
    **_codes(
        Severity.NOTE,
        """
        sans-adresse chiffre-contredit controle-note image-sans-profil lieu-autrement lieu-approche silence-inutile
        exergue-a-choisir exergue-sans-place mots-manquants titre-sans-court version-ancienne ours-incomplet grammaire
        """,
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem that does not yet know its file. Lines and columns count from 1.

    Without a `hint` the remedy is what the catalogue has under the name of the message.
    """

    code: str
    message: Said
    line: int = 1
    column: int = 1
    hint: Said = ""

    def in_file(self, path: str, rubric: str = "") -> Problem:
        """The same, placed in `path` (POSIX, relative to the collection)."""
        hint = remedy(self.message, self.hint)
        return Problem(path, self.line, self.column, self.code, self.message, hint, rubric)


def fault(name: str, line: int = 1, column: int = 1, /, *, hint: Said = "", **values: Any) -> Fault:  # noqa: ANN401
    """The fault whose message has the `name` « code » or « code.case » in the catalogue, with the values it holds."""
    return Fault(name.partition(".")[0], message(name, **values), line, column, hint)


def remedy(said: Said, hint: Said = "") -> Said:
    """What to do about what is `said`: the `hint`, or else what the catalogue has of it."""
    return hint or (said.remedy if isinstance(said, Message) else "")


AS_DATA = "FICHES_PROBLEMS"  # a variable: where it says something, a run says each problem as a line of data


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one place of one file; sorts by place."""

    path: str
    line: int
    column: int
    code: str
    message: Said
    hint: Said = ""
    rubric: str = ""
    silenced: bool = False  # its author has said, in the open, that it is not one

    @property
    def severity(self) -> Severity:
        """As the list of codes says."""
        return CODES[self.code]

    def __lt__(self, other: Problem) -> bool:
        place, others = (
            (self.path, self.line, self.column, self.code),
            (other.path, other.line, other.column, other.code),
        )
        return (
            (str(self.message), self.rubric) < (str(other.message), other.rubric) if place == others else place < others
        )

    @classmethod
    def revived(cls, data: Mapping[str, Any]) -> Problem:
        """What `dataclasses.asdict` and JSON made of one; KeyError, TypeError where it is none."""
        return cls(**{**data, "message": revived(data["message"]), "hint": revived(data["hint"])})


class BadValue(ValueError):  # noqa: N818  # named for what it is
    """A text that cannot become the value asked for; `message` continues « « ce qui est écrit » … »."""

    def __init__(self, said: Said, hint: Said = "", code: str = "champ-invalide") -> None:
        super().__init__(said)
        self.message = said
        self.hint = remedy(said, hint)
        self.code = code

    def __str__(self) -> str:
        return str(self.message)


class FichesError(Exception):
    """The command cannot go on; the only exception of ours that leaves a module."""

    def __init__(self, said: Said, hint: Said = "", exit_code: ExitCode = ExitCode.UNUSABLE) -> None:
        super().__init__(said)
        self.message = said
        self.hint = remedy(said, hint)
        self.exit_code = exit_code

    def __str__(self) -> str:
        return str(self.message)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of them would print wrong or not at all."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def silenced(problems: Iterable[Problem], codes: Collection[str]) -> list[Problem]:
    """The same, those of these codes silenced; an error cannot be."""
    return [replace(one, silenced=True) if one.code in codes and can_be_silenced(one.code) else one for one in problems]


def can_be_silenced(code: str) -> bool:
    """Whether an author may say that this is no problem: of warnings and notes."""
    return CODES[code] is not Severity.ERROR


def heard(problems: Iterable[Problem]) -> list[Problem]:
    """Those that nobody has silenced."""
    return [one for one in problems if not one.silenced]
