"""Writes docs/reference.md and the house format's schema.json from the code, which they cannot lag behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from fiches.cli.main import cli
from fiches.config import formats, json_schema, values
from fiches.config.fields import Field
from fiches.config.formats import Format
from fiches.config.project import HOUSE, search, settings_fields
from fiches.content import booklet
from fiches.core.messages import message
from fiches.core.problems import CODES, ExitCode, Severity
from fiches.preflight.verdict import CHECKS
from fiches.press.profiles import printer_fields

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference.md"
HOUSE_FORMAT = "capitalisation"
SCHEMA = ROOT / "templates" / HOUSE_FORMAT / "schema.json"

KINDS = {
    "text": "un texte, gardé tel qu'il est tapé",
    "texts": "un texte, ou une liste de textes entre crochets",
    "period": "une année, deux années, ou une année et « en cours » : `2012`, `2010-2012`, `2019 - en cours`",
    "date": "une année, un mois ou un jour : `2022`, `2022-11`, `2022-11-05` ou `05/11/2022`",
    "number": "un nombre, à virgule ou à point",
    "integer": "un nombre entier",
    "yes-no": "`oui` ou `non`",
    "language": "le code d'une langue de fiche",
    "file": "un fichier de la collection, nommé à partir de la fiche : `images/photo.jpg`",
    "address": "l'adresse d'un site : `https://fiches.example.org`",
    "reference": "un nom qui est donné ailleurs : celui d'une fiche (sans `.md`), d'un message",
    "references": "une liste de ces noms",
    "choice": "un mot d'une liste fermée (`choices`)",
    "coordinates": "latitude et longitude en degrés : `[30.52, -7.92]`",
    "record": "un groupe de lignes « clé: valeur », en retrait",
    "records": "un tel groupe, ou une liste de groupes qui commencent chacun par « - »",
    "table": "des lignes « clé: valeur » dont les clés sont libres",
}
HOLDS = {
    "prose": "des paragraphes, des listes, des intertitres `###`",
    "entries": "un titre `### Nom` par organisation, puis ce que l'on en dit",
    "testimonies": "des citations : chaque ligne commence par `>`",
}
EXITS = {
    ExitCode.DONE: "c'est fait, avec ou sans avertissements",
    ExitCode.PROBLEMS: "il y a des erreurs, ou des avertissements avec `--strict`",
    ExitCode.USAGE: "la commande est mal tapée",
    ExitCode.UNUSABLE: "la collection ou la machine ne permet pas de travailler",
    ExitCode.BUG: "une panne de fiches, à [signaler](guide.md#signaler-une-panne)",
    ExitCode.INTERRUPTED: "vous avez interrompu la commande",
}
SEVERITIES = {
    Severity.ERROR: "Une erreur s'imprimerait mal, ou pas du tout. Tant qu'elle demeure, pas de PDF.",
    Severity.WARNING: "Un avertissement dit ce qu'un lecteur ou un imprimeur remarquerait. "
    "Il n'empêche rien, sauf avec `--strict`.",
    Severity.NOTE: "Une note informe, sans rien demander.",
}
INTRODUCTION = """\
# Référence

<!-- Écrit par tools/reference.py à partir du programme : ne modifiez pas ce fichier à la main. -->

Tout ce que `fiches` comprend et répond. Pour apprendre à s'en servir, lisez le [guide](guide.md).
"""


def reference() -> str:
    """The whole page."""
    house = house_format()
    parts = (
        INTRODUCTION,
        commands(),
        exit_codes(),
        keys("En-tête d'une fiche", f"Les clés du format « {HOUSE_FORMAT} ».", house.fields),
        rubrics(house),
        keys("En-tête d'un livret", "Les clés de `livret.md` et de `livret-<nom>.md`.", booklet.BOOKLET_FIELDS),
        keys("Réglages de la collection", "Les clés de `sheets/collection.yaml`.", settings_fields()),
        keys("Profil d'un imprimeur", "Les clés de `templates/imprimeurs/<nom>.yaml`.", printer_fields()),
        kinds_of_value(),
        languages(),
        problems(),
        controls(),
    )
    return "\n".join(parts)


def house_format() -> Format:
    """The format that the reference describes; ValueError says why it cannot be read."""
    found, faults = formats.load(HOUSE_FORMAT, search(HOUSE, "templates"))
    if found is None or faults:
        raise ValueError(faults)
    return found


def commands() -> str:
    """Every command with its arguments and options."""
    rows = [*option_rows(cli), ("`-h`, `--help`", "Affiche l'aide de toute commande.")]
    common = "## Commandes\n\n" + table(("Option", "Effet"), rows)
    return "\n".join((common, *(command(name, one) for name, one in cli.commands.items())))


def command(name: str, one: click.Command) -> str:
    """One command."""
    arguments = [param.metavar or "" for param in one.params if isinstance(param, click.Argument)]
    rows = list(option_rows(one))
    options = "\n" + table(("Option", "Effet"), rows) if rows else ""
    return f"### fiches {name}\n\n`{' '.join(('fiches', name, *arguments))}`\n\n{one.help}\n{options}"


def option_rows(one: click.Command) -> Iterator[tuple[str, str]]:
    """(how it is typed, what it does) of each option."""
    for param in one.params:
        if isinstance(param, click.Option):
            value = f" {param.metavar}" if param.metavar and not param.is_flag else ""
            yield ", ".join(f"`{name}{value}`" for name in reversed(param.opts)), param.help or ""


def exit_codes() -> str:
    """What the shell is told."""
    rows = [(f"`{code.value}`", EXITS[code]) for code in ExitCode]
    introduction = "## Codes de sortie\n\nPour qui appelle `fiches` dans un script.\n\n"
    return introduction + table(("Code", "Sens"), rows)


def keys(title: str, introduction: str, fields: Sequence[Field]) -> str:
    """The keys of one sort of front matter."""
    rows = [row for field in fields for row in key_rows(field)]
    head = ("Clé", "Genre", "", "Ce qu'on y met", "Exemple")
    return f"## {title}\n\n{introduction}\n\n{table(head, rows)}"


def key_rows(field: Field, outer: str = "") -> Iterator[tuple[str, ...]]:
    """One key, then those it holds."""
    name = f"{outer}`{field.name}`"
    duty = "obligatoire" if field.required else "conseillée" if field.advised else ""
    choices = f" Choix : {', '.join(f'`{choice}`' for choice in field.choices)}." if field.choices else ""
    least = f" Au moins une de : {', '.join(f'`{key}`' for key in field.one_of)}." if field.one_of else ""
    example = f"`{field.example}`" if field.example else ""
    yield name, field.kind, duty, f"{field.description}{choices}{least}", example
    for inner in field.fields:
        yield from key_rows(inner, f"{name} › ")


def rubrics(house: Format) -> str:
    """The rubrics in their printed order, what each holds, their titles by language."""
    rows = [
        (str(number), f"**{spec.title('fr')}**", HOLDS[spec.holds], spec.question)
        for number, spec in enumerate(house.rubrics, start=1)
    ]
    codes = list(dict.fromkeys(code for spec in house.rubrics for code in spec.titles))
    titles = [tuple(spec.titles.get(code, "") for code in codes) for spec in house.rubrics]
    return (
        f"## Rubriques\n\nLes titres « ## » du format « {HOUSE_FORMAT} », dans l'ordre imprimé. "
        "Majuscules, accents, tirets et forme de l'apostrophe ne comptent pas.\n\n"
        + table(("", "Rubrique", "Contient", "Question"), rows)
        + "\nUne fiche peut employer les titres de sa langue :\n\n"
        + table([values.LANGUAGES[code] for code in codes], titles)
    )


def kinds_of_value() -> str:
    """What a value may be."""
    rows = [(f"`{kind}`", meaning) for kind, meaning in KINDS.items()]
    introduction = "## Genres de valeur\n\nCe que veut dire la colonne « Genre ».\n\n"
    return introduction + table(("Genre", "Valeur"), rows)


def languages() -> str:
    """What a sheet, and a passage of it, may be written in."""
    whole = values.SHEET_LANGUAGES
    rows = [(f"`{code}`", name, "oui" if code in whole else "non") for code, name in values.LANGUAGES.items()]
    return (
        "## Langues\n\nLa langue d'une fiche se dit par `langue:`, celle d'un passage par "
        "`[mots]{lang=ar}`, celle d'un paragraphe par `{: lang=ar }` à sa fin.\n\n"
        + table(("Code", "Langue", "Pour une fiche entière"), rows)
    )


def problems() -> str:
    """Every code that a message may end with."""
    parts = ["## Messages\n\nChaque message finit par un de ces noms, entre crochets.\n"]
    for severity, meaning in SEVERITIES.items():
        rows = [(f"`{code}`", str(message(f"meaning.{code}"))) for code, of in CODES.items() if of is severity]
        if rows:
            head = f"### {str(severity.said(2)).capitalize()}\n\n{meaning}\n\n"
            parts.append(head + table(("Nom", "Sens"), rows))
    return "\n".join(parts)


def controls() -> str:
    """Every check of `fiches preflight`, from the manual that each carries."""
    introduction = (
        "## Contrôles\n\nCe que `fiches preflight` demande à un PDF, dans l'ordre du rapport. Le nom entre "
        "crochets des messages est celui d'un contrôle. Les seuils en `caractères fixes` sont des clés de "
        "[`controle`](#profil-dun-imprimeur) ou du profil. Voir [la page du guide](controle.md).\n"
    )
    parts = (f"### {one.title}\n\n`{one.code}` : {_flowing(one.manual)}\n" for one in CHECKS)
    return "\n".join((introduction, *parts))


def _flowing(manual: str) -> str:
    """A docstring as paragraphs of one line."""
    return "\n\n".join(" ".join(part.split()) for part in manual.split("\n\n"))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def outputs() -> dict[Path, str]:
    """What this tool writes: text by file."""
    return {REFERENCE: reference(), SCHEMA: json_schema.text(house_format())}


if __name__ == "__main__":
    for path, text in outputs().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
        print(path.relative_to(ROOT))
