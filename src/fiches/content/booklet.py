"""A Source becomes a Booklet: a title, front pages and the sheets it gathers, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from fiches.config import fields, formats
from fiches.config.fields import Field
from fiches.config.formats import Format
from fiches.config.project import BOOKLET_STEM, Project
from fiches.config.values import Period, Reference
from fiches.config.yaml_reader import YamlTable, place
from fiches.content import markdown
from fiches.content.blocks import Block
from fiches.content.sheet import Sheet
from fiches.content.source import Source, is_slug
from fiches.content.structure import heading_faults, misplaced_pictures, stray_text
from fiches.core.messages import listing
from fiches.core.problems import Fault, Problem, has_errors
from fiches.core.text import did_you_mean, fold

_STEM = re.compile(rf"{BOOKLET_STEM}(-[a-z0-9]+)*")


def booklet_fields() -> tuple[Field, ...]:
    """The keys of a booklet, from the list in templates/livret.yaml."""
    return formats.house_fields("livret.yaml")


@dataclass(frozen=True, slots=True)
class FrontPage:
    """A text that precedes the sheets."""

    title: str
    blocks: tuple[Block, ...]
    line: int


Told = Mapping[str, tuple[str, ...]]  # what a sheet says, folded, by key


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


def check(
    source: Source, project: Project, slugs: Sequence[str], told: Mapping[str, Told]
) -> tuple[Booklet | None, list[Problem]]:
    """The booklet, and everything wrong with it.

    `slugs` are all the sheets there are, by name; `told` what those among them say that are good (the others cannot
    be selected by it).
    """
    values, faults = fields.read(source.front, booklet_fields())
    faults += [
        *_name_faults(source.slug),
        *stray_text(source.preamble),
        *_selection_faults(source, project.format),
    ]
    fronts = []
    for section in source.sections:
        blocks, prose_faults = markdown.read(section.text, section.line + 1)
        faults += [*prose_faults, *heading_faults(blocks), *misplaced_pictures(blocks)]
        fronts.append(FrontPage(section.title, blocks, section.line))
    chosen = tuple(_chosen(values, slugs, told, faults))
    if not chosen and not faults:
        key = "selection" if slugs else "fiches"
        hint = "revoyez ce que demande « selection »" if slugs else "écrivez d'abord une fiche"
        faults.append(Fault("livret-vide", "ce livret ne retient aucune fiche", *place(source.front, key), hint))
    problems = [fault.in_file(source.path) for fault in faults]
    if has_errors(problems):
        return None, problems
    language = str(values.get("langue", project.language))
    return Booklet(source.slug, source.path, str(values["titre"]), language, values, tuple(fronts), chosen), problems


def _name_faults(slug: str) -> Iterator[Fault]:
    if is_slug(slug) and not _STEM.fullmatch(slug):
        yield Fault(
            "nom-de-fichier",
            f"les noms qui commencent par « {BOOKLET_STEM} » sont ceux des livrets",
            hint="nommez un livret livret.md ou livret-<nom>.md, et une fiche autrement",
        )


def _selection_faults(source: Source, format_: Format) -> Iterator[Fault]:
    """Keys to select by that no sheet has, and a selection beside a list."""
    given = {entry.key.value: entry for entry in source.front.entries}
    known = sorted(_key_names(format_.fields))
    if "selection" in given and "fiches" in given:
        yield Fault(
            "champ-invalide",
            "« fiches » et « selection » sont données toutes les deux",
            given["selection"].key.line,
            given["selection"].key.column,
            "gardez l'une des deux",
        )
    wanted = given["selection"].value if "selection" in given else None
    for entry in wanted.entries if isinstance(wanted, YamlTable) else ():
        if entry.key.value not in known:
            hint = did_you_mean(entry.key.value, known) or f"les clés sont {listing(known)}"
            yield Fault(
                "cle-inconnue",
                f"aucune fiche n'a de clé « {entry.key.value} »",
                entry.key.line,
                entry.key.column,
                hint,
            )


def _key_names(known: Sequence[Field]) -> set[str]:
    return {name for field in known for name in (field.name, *_key_names(field.fields))}


def _chosen(
    values: fields.Values, slugs: Sequence[str], told: Mapping[str, Told], faults: list[Fault]
) -> Iterator[str]:
    named = cast(tuple[Reference, ...], values.get("fiches", ()))
    wanted = cast(Mapping[str, str], values.get("selection", {}))
    seen: set[str] = set()
    for reference in named:
        if reference.name not in slugs:
            hint = did_you_mean(reference.name, slugs) or "vérifiez le nom du fichier, sans « .md »"
            faults.append(
                Fault(
                    "fiche-absente",
                    f"aucune fiche « {reference.name} »",
                    reference.line,
                    reference.column,
                    hint,
                )
            )
        elif reference.name in seen:
            faults.append(
                Fault(
                    "champ-invalide",
                    f"« {reference.name} » est nommée deux fois",
                    reference.line,
                    reference.column,
                    "gardez une seule mention",
                )
            )
        else:
            seen.add(reference.name)
            yield reference.name
    if not named:
        yield from (slug for slug in slugs if not wanted or (slug in told and _matches(told[slug], wanted)))


def _matches(told: Told, wanted: Mapping[str, str]) -> bool:
    return all(fold(text) in told.get(key, ()) for key, text in wanted.items())


def face(sheet: Sheet) -> Sheet:
    """A sheet as a booklet's own pages know it: its header, which rubrics it has and who is named there, no text."""
    rubrics = tuple(
        replace(
            rubric, line=0, blocks=(),
            entries=tuple(replace(one, line=0, blocks=()) for one in rubric.entries),
            testimonies=tuple(replace(one, line=0, blocks=()) for one in rubric.testimonies),
        )
        for rubric in sheet.rubrics
    )  # fmt: skip
    return replace(sheet, rubrics=rubrics)


def told(sheet: Sheet, format_: Format) -> Told:
    """What a sheet may be selected by."""
    found: dict[str, set[str]] = {name: set() for name in sorted(_key_names(format_.fields))}
    _gather({"langue": sheet.language, **sheet.fields}, found)
    return {key: tuple(sorted(texts)) for key, texts in found.items() if texts}


def _gather(values: Mapping[str, object], found: Mapping[str, set[str]]) -> None:
    """Adds every text given for one of the keys of `found`, at any depth, folded."""
    for name, value in values.items():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Mapping):
                _gather(item, found)
            elif name in found:
                found[name].add(fold(_word(item)))


def _word(value: object) -> str:
    """A value as an author would type it."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, Reference):
        return value.name
    return value.printed if isinstance(value, Period) else str(value)
