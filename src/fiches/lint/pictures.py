"""What the pixels of photos say that nobody meant: nothing at all, or inks of which no profile tells the colours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from fiches.config.project import Project
from fiches.config.values import FileName
from fiches.content.sheet import Sheet, pictures
from fiches.core.problems import BadValue, Fault, Problem, fault
from fiches.core.text import shown
from fiches.images import headers, photos

LEAST_BITS = 0.3  # bits a pixel, from which a photo holds more than one colour: only lighter ones are decoded


def check(sheet: Sheet, project: Project) -> list[Problem]:
    """The pictures of a sheet that are blank, or in inks without a profile; each is told where it is named."""
    return [told.in_file(sheet.path) for one in pictures(sheet) for told in _judged(one, project)]


def _judged(one: FileName, project: Project) -> Iterator[Fault]:
    with suppress(BadValue, OSError):
        path = project.image(one.name)
        size = headers.pixels(path)
        if size and path.stat().st_size * 8 < LEAST_BITS * size[0] * size[1] and photos.is_blank(path.read_bytes()):
            yield fault("image-vide", one.line, one.column, name=shown(one.name, 40))
        if size and headers.may_be_in_inks(path) and photos.has_assumed_inks(path.read_bytes()):
            yield fault("image-sans-profil", one.line, one.column, name=shown(one.name, 40))
