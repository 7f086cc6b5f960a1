"""Whether photos have pixels enough for the size at which they are printed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fiches.config.project import Project
from fiches.config.values import FileName
from fiches.content.sheet import Sheet, records
from fiches.core.geometry import MM_PER_INCH
from fiches.core.problems import Fault, Problem
from fiches.core.text import shown
from fiches.images import headers

LEAST_PPI, ENOUGH_PPI = 150, 225  # pixels an inch: under the first an error, under the second a warning
Size = tuple[float, float]  # mm


def at_best(sheet: Sheet, project: Project) -> Iterator[Problem]:
    """The photos of a sheet that are weak wherever they go: in the smallest place that the format may give them."""
    place = project.format.least_photo
    if place:
        every = ((photo, place) for photo in records(sheet, "photos"))
        yield from _judge(sheet, project, every, "au mieux imprimée sur")


def as_printed(sheet: Sheet, project: Project, places: Mapping[int, Size]) -> Iterator[Problem]:
    """The photos of a sheet that are weak in their `places`, by their index; others are not printed."""
    every = ((photo, places[index]) for index, photo in enumerate(records(sheet, "photos")) if index in places)
    yield from _judge(sheet, project, every, "imprimée sur")


def resolution(pixels: tuple[int, int], place: Size) -> float:
    """Pixels an inch of a photo that covers a place, what stands over cut away."""
    return min(count / length for count, length in zip(pixels, place, strict=True)) * MM_PER_INCH


def _judge(
    sheet: Sheet, project: Project, every: Iterable[tuple[Mapping[str, Any], Size]], where: str
) -> Iterator[Problem]:
    for photo, place in every:
        name: FileName = photo["fichier"]
        pixels = headers.pixels(project.sheets / name.name)
        found = resolution(pixels, place) if pixels else ENOUGH_PPI
        if pixels and found < ENOUGH_PPI:
            code = "photo-trop-petite" if found < LEAST_PPI else "photo-faible"
            size = f"{math.ceil(place[0])} × {math.ceil(place[1])} mm"
            message = f"« {shown(name.name, 40)} », {where} {size}, n'a que {found:.0f} points par pouce"
            asked = " × ".join(str(math.ceil(length / MM_PER_INCH * ENOUGH_PPI)) for length in place)
            hint = f"il faut {asked} pixels, elle en a {pixels[0]} × {pixels[1]} : demandez la photo d'origine"
            yield Fault(code, message, name.line, name.column, hint).in_file(sheet.path)
