"""A Source becomes a Booklet: a title, front pages and the sheets it gathers, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from fiches import fields, prose
from fiches.fields import Field
from fiches.kinds import Reference
from fiches.problems import Fault, Problem, has_errors
from fiches.project import BOOKLET_STEM, Project
from fiches.prose import Block
from fiches.sheet import Sheet
from fiches.source import Source
from fiches.wording import did_you_mean, fold

FIELDS: tuple[Field, ...] = (
    Field("titre", required=True, description="Le titre imprimé en couverture."),
    Field("surtitre", description="Les lignes imprimées en tête de la couverture."),
    Field("fiches", "references", description="Les fiches, dans l'ordre imprimé; par défaut, toutes, par nom de fichier.",
          example="[horizon-sud, espoir-du-sud]"),
    Field("selection", "table", description="Au lieu d'une liste : les fiches dont les clés disent cela.",
          example="{mots_cles: eau, province: Tiznit}"),
    Field("langue", "language", description="La langue du livret.", example="fr"),
    Field("date_fiche", "date", description="La date du livret.", example="2022-11-05"),
    Field("auteurs", "texts", description="Qui a fait le livret."),
    Field("mots_cles", "texts", description="Les mots-clés du livret."),
)
_STEM = re.compile(rf"{BOOKLET_STEM}(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class FrontPage:
    """A text that precedes the sheets."""

    title: str
    blocks: tuple[Block, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Booklet:
    """One booklet; the sheets are named by their slugs until they are all known to be good."""

    slug: str
    path: str
    title: str
    language: str
    fields: fields.Values
    front: tuple[FrontPage, ...]
    sheets: tuple[str, ...]


def check(source: Source, project: Project, slugs: Sequence[str],
          sheets: Mapping[str, Sheet]) -> tuple[Booklet | None, list[Problem]]:
    """The booklet, and everything wrong with it.

    `slugs` are all the sheets there are, by name; `sheets` those among them that are good (the others cannot
    be selected by what they say).
    """
    values, faults = fields.read(source.front, FIELDS)
    faults += _name_faults(source.slug)
    fronts = []
    for section in source.sections:
        blocks, prose_faults = prose.read(section.text, section.line + 1)
        faults += prose_faults
        fronts.append(FrontPage(section.title, blocks, section.line))
    chosen = tuple(_chosen(values, slugs, sheets, faults))
    if not chosen and not faults:
        faults.append(Fault("livret-vide", "ce livret ne retient aucune fiche", hint="revoyez « fiches » ou « selection »"))
    problems = [fault.in_file(source.path) for fault in faults]
    if has_errors(problems):
        return None, problems
    language = str(values.get("langue", project.language))
    return Booklet(source.slug, source.path, str(values["titre"]), language, values, tuple(fronts), chosen), problems


def _name_faults(slug: str) -> Iterator[Fault]:
    if not _STEM.fullmatch(slug):
        yield Fault("nom-de-fichier", f"les noms qui commencent par « {BOOKLET_STEM} » sont ceux des livrets",
                    hint="nommez un livret livret.md ou livret-<nom>.md, et une fiche autrement")


def _chosen(values: fields.Values, slugs: Sequence[str], sheets: Mapping[str, Sheet], faults: list[Fault]) -> Iterator[str]:
    named = cast(tuple[Reference, ...], values.get("fiches", ()))
    wanted = cast(Mapping[str, str], values.get("selection", {}))
    seen: set[str] = set()
    for reference in named:
        if reference.name not in slugs:
            hint = did_you_mean(reference.name, slugs) or "vérifiez le nom du fichier, sans « .md »"
            faults.append(Fault("fiche-absente", f"aucune fiche « {reference.name} »", reference.line, reference.column, hint))
        elif reference.name in seen:
            faults.append(Fault("champ-invalide", f"« {reference.name} » est nommée deux fois", reference.line, reference.column))
        else:
            seen.add(reference.name)
            yield reference.name
    if not named:
        yield from (slug for slug in slugs if not wanted or (slug in sheets and _matches(sheets[slug], wanted)))


def _matches(sheet: Sheet, wanted: Mapping[str, str]) -> bool:
    return all(fold(text) in _texts(sheet.fields, key) for key, text in wanted.items())


def _texts(values: object, key: str) -> set[str]:
    """Every text given for `key`, at any depth, folded."""
    found: set[str] = set()
    if isinstance(values, Mapping):
        for name, value in cast(Mapping[str, Any], values).items():
            if name == key:
                items = value if isinstance(value, tuple) else (value,)
                found |= {fold(str(item)) for item in items}
            found |= _texts(value, key)
    elif isinstance(values, tuple):
        for value in values:
            found |= _texts(value, key)
    return found
