"""The pictures that values name: which they are, and what is wrong with one that cannot be printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fiches.config.fields import Values
from fiches.config.project import Project
from fiches.config.values import FileName, file_name
from fiches.core.messages import message
from fiches.core.problems import BadValue, Fault
from fiches.core.text import shown


def references(values: object) -> Iterator[FileName]:
    """Every file that the front matter names."""
    if isinstance(values, FileName):
        yield values
    elif isinstance(values, Mapping):
        for value in values.values():
            yield from references(value)
    elif isinstance(values, tuple):
        for value in values:
            yield from references(value)


def faults(values: Values, project: Project) -> Iterator[Fault]:
    """The fault of each that cannot be printed."""
    for reference in references(values):
        yield from image_fault(reference.name, reference.line, reference.column, project)


def image_fault(name: str, line: int, column: int, project: Project) -> Iterator[Fault]:
    """The fault of naming an image that cannot be printed, if it is one."""
    try:
        project.image(file_name(name))
    except BadValue as error:
        yield Fault(error.code, message("image.unfit", name=shown(name), why=error.message), line, column, error.hint)
