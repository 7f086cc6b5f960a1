"""What the pixels of photos say that nobody meant: nothing at all, or inks of which no profile tells the colours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from fiches.config.project import Project
from fiches.content.sheet import Sheet, references
from fiches.core.problems import BadValue, Fault, Problem, fault
from fiches.core.text import shown
from fiches.images import headers, photos

LEAST_BITS = 0.3  # bits a pixel, from which a photo holds more than one colour: only lighter ones are decoded


def check(sheet: Sheet, project: Project) -> list[Problem]:
    """The pictures of a sheet that are blank, or in inks without a profile; each is told where it is named."""
    named = [(one.name, one.line, one.column) for one in references(sheet.fields)]
    logos = (entry.logo for rubric in sheet.rubrics for entry in rubric.entries if entry.logo)
    named += [(logo.file, logo.line, 1) for logo in logos]
    return [told.in_file(sheet.path) for name, *at in named for told in _judged(name, at, project)]


def _judged(name: str, at: list[int], project: Project) -> Iterator[Fault]:
    with suppress(BadValue, OSError):
        path = project.image(name)
        size = headers.pixels(path)
        if size and path.stat().st_size * 8 < LEAST_BITS * size[0] * size[1] and photos.is_blank(path.read_bytes()):
            yield fault("image-vide", *at, name=shown(name, 40))
        if size and headers.may_be_in_inks(path) and photos.has_assumed_inks(path.read_bytes()):
            yield fault("image-sans-profil", *at, name=shown(name, 40))
