"""What every page needs beside its words, judged first: palette, signs, maps, composition, style sheets, settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from fiches.compose import rules_reader
from fiches.config.formats import own_values
from fiches.config.project import Project, first
from fiches.config.yaml_reader import place
from fiches.core.problems import Problem, fault
from fiches.graphics import ornaments
from fiches.graphics.maps import data, world_places
from fiches.lint import glyphs, grounds, language_data, unmeasured


def check(project: Project) -> list[Problem]:
    """Everything for which a build would refuse all pages."""
    art, found = ornaments.load(project)
    _, composition = rules_reader.of_format(project.format)
    return [
        *found,
        *data.check(project.format.folders),
        *world_places.check(project.format, art.colours),
        *composition,
        *grounds.check(project, art.colours),
        *_missing_styles(project),
        *language_data.check(project.root),
        *glyphs.of_settings(project),
        *unmeasured.check(project),
    ]


def _missing_styles(project: Project) -> Iterator[Problem]:
    table, values = own_values(project.format.folders)
    own = list(cast(Iterable[str], values.get("styles", ())))
    for name in project.format.styles:
        if first(project.styles, name) is None:
            at = place(table, "styles", own.index(name)) if table and name in own else (1, 1)
            yield fault("format-invalide.no-style", *at, name=name).in_file(
                f"templates/{project.format.name}/format.yaml"
            )
