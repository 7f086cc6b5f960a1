"""Whether drawings are printed as they look: what the engine leaves out of an SVG is told by its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from fiches.config.project import COLLECTION, Project
from fiches.content.sheet import Sheet, references
from fiches.core.messages import message
from fiches.core.problems import BadValue, Fault, Problem
from fiches.core.text import shown
from fiches.images import drawings, undrawn

Named = tuple[str, int, int]  # a file, and the line and column that name it


def of_sheet(sheet: Sheet, project: Project) -> Iterator[Problem]:
    """What is left out of the drawings that a good sheet names."""
    named = ((file.name, file.line, file.column) for file in references(sheet.fields))
    logos = (entry.logo for rubric in sheet.rubrics for entry in rubric.entries if entry.logo)
    every = chain(named, ((logo.file, logo.line, 1) for logo in logos))
    yield from (one.in_file(sheet.path) for one in _faults(every, project))


def of_settings(project: Project) -> Iterator[Problem]:
    """What is left out of the drawings that the settings name."""
    named = ((file.name, file.line, file.column) for file in project.settings.files)
    yield from (one.in_file(COLLECTION) for one in _faults(named, project))


def _faults(named: Iterable[Named], project: Project) -> Iterator[Fault]:
    for name, line, column in named:
        for one in _undrawn(name, project):
            words = message(one.name, name=shown(name, 40), line=one.line, address=shown(one.address, 40))
            yield Fault(one.name.partition(".")[0], words, line, column)


def _undrawn(name: str, project: Project) -> list[undrawn.Undrawn]:
    """What is left out of a picture, nothing where it is no drawing or cannot be printed at all."""
    try:
        data = project.image(name).read_bytes()
        return undrawn.undrawn(drawings.read(data)) if drawings.is_drawing(data) else []
    except (BadValue, OSError):
        return []
