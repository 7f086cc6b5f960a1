"""In which format a source is: the one that it names, else that of its collection."""

from __future__ import annotations

from fiches.config import formats
from fiches.config.project import Project, search
from fiches.config.yaml_reader import YamlText, place
from fiches.content.source import Source
from fiches.core.problems import ExitCode, FichesError, Problem, has_errors

KEY = "format"  # of the front matter


def named(project: Project, name: str) -> Project:
    """The collection in the format of that name, or in its own without one; FichesError tells what is wrong with it."""
    folders = search(project.root, "templates")
    if name and name not in formats.names(folders):
        found = formats.unknown(name, folders)
        raise FichesError(found.message, found.hint, ExitCode.USAGE)
    _, problems = project.named_format(name or project.format.name)
    if has_errors(problems):
        raise FichesError(problems[0].message, problems[0].hint, ExitCode.PROBLEMS)
    return project.within(name)


def opened(source: Source, project: Project) -> tuple[Project | None, list[Problem]]:
    """The collection in the format of a source, and what is wrong with that.

    None where the source names no format that there is, or one that cannot be used.
    """
    given = next((entry.value for entry in source.front.entries if entry.key.value == KEY), None)
    name = given.value if isinstance(given, YamlText) else ""  # what else it may be is told as of any key
    if name in ("", project.format.name):
        return project, []
    folders = search(project.root, "templates")
    if name not in formats.names(folders):
        return None, [formats.unknown(name, folders, *place(source.front, KEY)).in_file(source.path)]
    other, problems = project.named_format(name)
    return (project.within(name) if other and not has_errors(problems) else None), problems
