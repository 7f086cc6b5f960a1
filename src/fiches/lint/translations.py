"""What a version of a sheet in another language lacks of the one that it translates, and whether it is older."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from fiches.config.project import Project
from fiches.content import versions
from fiches.content.sheet import Sheet, records
from fiches.core.messages import listing
from fiches.core.problems import Fault, Problem, fault

OWN_KEYS = ("langue", "format", "date_fiche")  # that a version need not have
AT_ONE_TIME = 60.0  # seconds: files that were written together are of one age


def check(sheets: Mapping[str, Sheet], project: Project) -> Iterator[Problem]:
    """Each version beside the first: the sheet whose name says no language."""
    for first, *others in versions.works(sheets).values():
        for other in others:
            for found in _beside(sheets[other], sheets[first], project):
                yield found.in_file(sheets[other].path)


def _beside(one: Sheet, first: Sheet, project: Project) -> Iterator[Fault]:
    name = f"{first.slug}.md"
    for what, names in (
        ("rubrics", _rubrics(one, first)),
        ("keys", _keys(one, first)),
        ("photos", _photos(one, first)),
    ):
        if names:
            yield fault(f"version-incomplete.{what}", n=len(names), names=listing(names), first=name)
    if _age(one, project) < _age(first, project) - AT_ONE_TIME:
        yield fault("version-ancienne", first=name)


def _rubrics(one: Sheet, first: Sheet) -> list[str]:
    there = {rubric.spec.id for rubric in one.rubrics}
    return [rubric.spec.title(one.language) for rubric in first.rubrics if rubric.spec.id not in there]


def _keys(one: Sheet, first: Sheet) -> list[str]:
    return [key for key in first.fields if key not in one.fields and key not in OWN_KEYS]


def _photos(one: Sheet, first: Sheet) -> list[str]:
    """Those that it does not show, where it shows any."""
    shown, wanted = ([photo["fichier"].name for photo in records(each, "photos")] for each in (one, first))
    return [name for name in wanted if shown and name not in shown]


def _age(one: Sheet, project: Project) -> float:
    """When its file was last written; 0 where that is not known."""
    with suppress(OSError):
        return (project.root / one.path).stat().st_mtime
    return 0.0
