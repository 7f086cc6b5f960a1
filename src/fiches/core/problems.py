"""A problem is a value with a place: what is wrong, where, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Severity(StrEnum):
    """How much a problem matters to the printed page."""

    ERROR = "erreur"  # would print wrong or not at all
    WARNING = "avertissement"  # a printer or a reader would object
    NOTE = "note"  # information


class ExitCode(IntEnum):
    """What the command tells the shell; part of its interface."""

    DONE = 0  # done, perhaps with warnings
    PROBLEMS = 1  # errors in sheets, formats or PDFs; warnings too with --strict
    USAGE = 2  # the command was mistyped
    UNUSABLE = 3  # the project or the machine cannot be used
    BUG = 70  # a fault of ours: traceback and where to report it
    INTERRUPTED = 130  # Ctrl-C


@dataclass(frozen=True, slots=True)
class ProblemCode:
    """A stable name for one sort of problem, its severity and what it means (French, for the manual)."""

    name: str
    severity: Severity
    meaning: str


def _codes(severity: Severity, **meanings: str) -> list[ProblemCode]:
    return [ProblemCode(name.replace("_", "-"), severity, meaning) for name, meaning in meanings.items()]


CODES: Mapping[str, ProblemCode] = {
    code.name: code
    for code in (
        *_codes(
            Severity.ERROR,
            fichier_illisible="le fichier ne peut pas être ouvert ou lu",
            fichier_vide="le fichier ne contient rien",
            fichier_trop_grand="le fichier dépasse la taille d'une fiche",
            encodage="le fichier n'est pas en UTF-8",
            caractere_interdit="un caractère de commande s'est glissé dans le texte",
            nom_de_fichier="le nom du fichier ne peut pas nommer une fiche",
            nom_en_double="deux fichiers donnent la même fiche",
            entete_absent="la fiche ne commence pas par un en-tête entre deux lignes « --- »",
            entete_non_ferme="l'en-tête n'est pas refermé par une ligne « --- »",
            yaml_illisible="l'en-tête ne se lit pas comme du YAML",
            yaml_refuse="l'en-tête emploie une tournure de YAML que les fiches n'admettent pas",
            cle_repetee="une clé est donnée deux fois",
            cle_inconnue="une clé n'existe pas dans le format",
            champ_obligatoire="une clé obligatoire manque ou est vide",
            champ_invalide="la valeur d'une clé ne convient pas",
            texte_hors_rubrique="du texte précède la première rubrique",
            rubrique_inconnue="un titre « ## » n'est pas une rubrique du format",
            rubrique_repetee="une rubrique paraît deux fois",
            titre_mal_place="un titre n'est pas du niveau attendu",
            html_refuse="du HTML est écrit dans le texte",
            attribut_inconnu="un attribut entre accolades n'est pas admis",
            lien_refuse="un lien ne mène pas à une adresse publique",
            imbrication="des listes ou citations sont trop emboîtées",
            image_mal_placee="une image se trouve ailleurs que sous le nom d'un acteur",
            image_absente="une image nommée n'existe pas",
            image_hors_collection="une image nommée est hors du dossier de la collection",
            image_format="une image n'est pas d'un type imprimable",
            lien_hors_collection="un raccourci (lien symbolique) mène hors du dossier de la collection",
            structure_rubrique="le contenu d'une rubrique n'a pas la forme que le format demande",
            fiche_absente="un livret nomme une fiche qui n'existe pas",
            livret_vide="un livret ne retient aucune fiche",
            livret_incomplet="un livret n'est pas fait parce qu'une de ses fiches a des erreurs",
            lieu_ambigu="un nom de lieu désigne plusieurs lieux",
            format_invalide="le fichier d'un format ne se lit pas",
            theme_inconnu="le thème nommé dans les réglages n'existe pas",
            imprimeur_inconnu="aucun profil d'imprimeur n'a ce nom",
            imprimeur_invalide="une valeur du profil d'un imprimeur ne convient pas",
            composition_cmjn="la composition CMJN d'une couleur de la palette ne se lit pas",
            impression="une page montre ce qu'un fichier d'imprimeur n'admet pas",
            controle="un fichier d'imprimeur ne passe pas un contrôle",
            livret_trop_epais="un livret a plus de pages que les agrafes de l'imprimeur n'en tiennent",
            photo_trop_petite="une photo a moins de 150 points par pouce à la taille où elle est imprimée",
            trop_long="une page ne peut pas tenir tout son texte",
            contraste="deux couleurs de la palette ne permettent pas de lire",
            debordement="un texte sort du cadre où il est imprimé, ou de la page",
            gabarit="un gabarit ou une feuille de style est fautif",
            moteur="le moteur de mise en page refuse le document",
            trop_lourd="une fiche ou un livret demande plus de mémoire ou de calcul que la collection n'en accorde",
            ouvert_ailleurs="un autre programme tient ouvert un PDF qui est à refaire",
            fabrication_arretee="la machine a arrêté la fabrication d'un fichier",
        ),
        *_codes(
            Severity.WARNING,
            rubrique_absente="une ou plusieurs rubriques du format manquent",
            rubrique_vide="une rubrique n'a pas de texte",
            rubrique_ordre="les rubriques ne sont pas dans l'ordre imprimé",
            champ_conseille="une clé conseillée manque",
            liste_sans_crochets="des virgules séparent des mots, mais ne font pas une liste",
            nom_absent="une organisation n'est pas nommée",
            attribution_absente="un témoignage ne dit pas qui parle",
            capitale_sans_accent="une capitale a perdu son accent",
            nom_en_capitales="un nom de famille est écrit en capitales",
            etc_suivi="« etc. » est suivi de points de suspension",
            guillemets_impairs="un guillemet n'a pas son pendant",
            alt_absent="une image n'est pas décrite à qui ne la voit pas",
            alt_nom_de_fichier="la description d'une image n'est que le nom d'un fichier",
            alt_legende="la description d'une image répète sa légende",
            lien_adresse="un lien a pour texte une adresse, qu'on ne peut pas écouter",
            sigle="un sigle n'est jamais expliqué",
            consentement="rien ne dit que les personnes d'une photo sont d'accord pour paraître",
            mot_double="un mot est écrit deux fois de suite",
            puce_de_word="une ligne commence par une puce collée de Word",
            police_de_secours="un caractère manque aux polices de la maison",
            encrage="une couleur de la palette demande plus d'encre que l'imprimeur n'en admet",
            controle_avis="un contrôle d'un fichier d'imprimeur demande à être vu avec lui",
            pages_du_livret="le nombre de pages d'un livret convient mal à la reliure de l'imprimeur",
            imposition="des pages ne peuvent pas être montées sur une feuille à plier",
            photo_faible="une photo a moins de 225 points par pouce à la taille où elle est imprimée",
            photo_sans_place="une photo n'a pas trouvé de place dans les pages",
            reglages_absents="la collection n'a pas de réglages : sheets/collection.yaml n'existe pas",
            adresse_privee="une adresse ne s'ouvre que sur une machine ou dans son réseau",
            chevauchement="deux textes d'une page s'impriment l'un sur l'autre",
            page_presque_vide="une page d'une fiche reste presque blanche",
            fichier_ignore="un fichier de sheets/ n'est ni une fiche ni un livret",
            avis_du_moteur="le moteur de mise en page signale un détail",
            livret_de_poche="un livret ne peut pas être imposé en livret de poche",
            lieu_inconnu="un lieu n'est dans aucun répertoire et la carte reste sans repère",
        ),
        *_codes(
            Severity.NOTE,
            sans_adresse="la collection n'a pas d'adresse publique : ses pages n'ont pas de code QR",
            controle_note="un contrôle d'un fichier d'imprimeur signale un détail",
            lieu_autrement="le nom d'une ville n'est pas écrit comme dans le répertoire",
            lieu_approche="un lieu est montré au centre de sa commune ou de sa province",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem that does not yet know its file. Lines and columns count from 1."""

    code: str
    message: str
    line: int = 1
    column: int = 1
    hint: str = ""

    def in_file(self, path: str, rubric: str = "") -> Problem:
        """The same, placed in `path` (POSIX, relative to the collection)."""
        return Problem(path, self.line, self.column, self.code, self.message, self.hint, rubric)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with one place of one file; sorts by place."""

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    rubric: str = ""

    @property
    def severity(self) -> Severity:
        """As the list of codes says."""
        return CODES[self.code].severity


class BadValue(ValueError):  # noqa: N818  # named for what it is
    """A text that cannot become the value asked for; `message` continues « « ce qui est écrit » … »."""

    def __init__(self, message: str, hint: str = "", code: str = "champ-invalide") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code


class FichesError(Exception):
    """The command cannot go on; the only exception of ours that leaves a module."""

    def __init__(self, message: str, hint: str = "", exit_code: ExitCode = ExitCode.UNUSABLE) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of them would print wrong or not at all."""
    return any(problem.severity is Severity.ERROR for problem in problems)
