"""Whether drawings are printed as they look: what the engine leaves out of an SVG is told by its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fiches.config.project import COLLECTION, Project
from fiches.config.values import FileName
from fiches.content.sheet import Sheet, pictures
from fiches.core.messages import message
from fiches.core.problems import BadValue, Fault, Problem
from fiches.core.text import shown
from fiches.images import undrawn
from fiches.lint import glyphs
from fiches.typography import coverage

_FACE = "dessin-approche.face"


def of_sheet(sheet: Sheet, project: Project) -> Iterator[Problem]:
    """What is left out of the drawings that a good sheet names."""
    yield from (one.in_file(sheet.path) for one in _faults(pictures(sheet), project))


def of_settings(project: Project) -> Iterator[Problem]:
    """What is left out of the drawings that the settings name."""
    yield from (one.in_file(COLLECTION) for one in _faults(project.settings.files, project))


def _faults(named: Iterable[FileName], project: Project) -> Iterator[Fault]:
    for file in named:
        for one in _undrawn(file.name, project):
            words = message(one.name, name=shown(file.name, 40), line=one.line, address=shown(one.address, 40))
            yield Fault(one.name.partition(".")[0], words, file.line, file.column)


def _undrawn(name: str, project: Project) -> list[undrawn.Undrawn]:
    """What is left out of a picture, nothing where it is no drawing or cannot be printed at all."""
    try:
        found = undrawn.of_file(project.image(name))
    except (BadValue, OSError):
        return []
    if not any(one.name == _FACE for one in found):
        return found
    known = coverage.families(list(glyphs.style_sheets(project)), project.styles)
    return [one for one in found if one.name != _FACE or (known and one.address not in known)]
