"""The two sorts of files that are edited, sheets and booklets: where each stands, what its keys and parts may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from pathlib import Path

from fiches.config.formats import Format
from fiches.config.project import BOOKLET_STEM, Project
from fiches.content import source
from fiches.content.booklet import booklet_fields
from fiches.studio.front_values import Value

ORDER_KEY, SELECTION_KEY = "fiches", "selection"  # of a booklet: the sheets that it holds, in order; what chooses them
SELDOM_KEYS = ("langue", "langues", "disposition", "tete_beche", "format")  # of a booklet: they come last in a form


class SourceKind(Enum):
    """What is edited."""

    SHEETS = "fiches"
    BOOKLETS = "livrets"


def is_sheet_name(name: str) -> bool:
    """Whether a sheet may be called so."""
    return source.is_slug(name) and not name.startswith(BOOKLET_STEM)


def path(project: Project, slug: str, kind: SourceKind) -> Path | None:
    """The file of that name; None where there is none."""
    found = project.sheets / f"{slug}.md"
    wanted = is_sheet_name(slug) if kind is SourceKind.SHEETS else source.is_slug(slug) and not is_sheet_name(slug)
    return found if wanted and found.is_file() and not project.is_stray(found) else None


def within(project: Project, values: Mapping[str, Value], kind: SourceKind) -> Project:
    """The collection in the format whose keys and rubrics a text has; those of a booklet have no rubrics."""
    if kind is SourceKind.SHEETS:
        return project.within(str(values.get("format", "")))
    fields = [one for one in booklet_fields() if one.name not in (ORDER_KEY, SELECTION_KEY)]
    fields.sort(key=lambda one: one.name in SELDOM_KEYS)
    return replace(project, format=Format("", (), fields=tuple(fields)))
