"""What is wrong around the sources of a collection: names of files, its settings, what lies beside its sheets."""

from __future__ import annotations

import os
from itertools import chain
from pathlib import Path

from fiches.config.project import COLLECTION, Project, of_settings, stray
from fiches.content import named_files
from fiches.core.problems import Problem
from fiches.lint import drawings, emblem, example_settings, front_matter, grammar, twins, unread_files


def told(project: Project, *, whole: bool) -> list[Problem]:
    """What is wrong with the names of files, and with the settings; with `whole`, also of files not read."""
    sheet_files, booklet_files = project.sources()
    with os.scandir(project.sheets) as entries:
        links = sorted(Path(one) for one in entries if one.name.lower().endswith(".md") and project.is_stray(one))
    logos = (named_files.image_fault(one.name, one.line, one.column, project) for one in project.settings.files)
    return [
        *(stray(project.shown(path)) for path in links),
        *(one.in_file(COLLECTION) for one in chain.from_iterable(logos)),
        *of_settings(project),
        *drawings.of_settings(project),
        *front_matter.of_settings(project),
        *example_settings.check(project),
        *emblem.check(project),
        *grammar.of_settings(project),
        *twins.names([*sheet_files, *booklet_files], project),
        *(unread_files.told(project) if whole else ()),
    ]
