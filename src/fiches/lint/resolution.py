"""Whether photos have pixels enough for the size at which they are printed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from fiches.compose import rules_reader
from fiches.config.project import Project
from fiches.config.values import FileName
from fiches.content.sheet import Sheet, records
from fiches.core.geometry import MM_PER_INCH
from fiches.core.problems import Problem, fault
from fiches.core.text import shown
from fiches.images import headers

LEAST_PPI, ENOUGH_PPI = 150, 225  # pixels an inch: under the first an error, under the second a warning
Size = tuple[float, float]  # mm
LEAST_LOGO: Size = (24, 10.5)  # within which the smallest is printed
PICTURE_CODES = ("photo-trop-petite", "photo-faible")
_AS_PRINTED = ("photo-trop-petite", "photo-faible")
_AT_BEST = ("photo-trop-petite.at-best", "photo-faible.at-best")


def at_best(sheet: Sheet, project: Project) -> Iterator[Problem]:
    """The pictures of a sheet that are weak wherever they go: in the smallest place that the format may give them."""
    yield from _logos(sheet, project)
    rules, _ = rules_reader.of_format(project.format)
    place = rules.least_photo if rules else project.format.least_photo
    if place:
        every = ((photo, place) for photo in records(sheet, "photos"))
        yield from _judge(sheet, project, every, _AT_BEST)


def as_printed(sheet: Sheet, project: Project, places: Mapping[int, Size]) -> Iterator[Problem]:
    """The pictures of a sheet that are weak: photos in their `places`, by their index; others are not printed."""
    yield from _logos(sheet, project)
    every = ((photo, places[index]) for index, photo in enumerate(records(sheet, "photos")) if index in places)
    yield from _judge(sheet, project, every, _AS_PRINTED)


def resolution(pixels: tuple[int, int], place: Size, of_sides: Callable[[Iterable[float]], float] = min) -> float:
    """Pixels an inch of a photo that covers a place, what stands over cut away; of one that stands within it: `max`."""
    return of_sides(count / length for count, length in zip(pixels, place, strict=True)) * MM_PER_INCH


def _logos(sheet: Sheet, project: Project) -> Iterator[Problem]:
    for logo in filter(None, (entry.logo for rubric in sheet.rubrics for entry in rubric.entries)):
        pixels = headers.pixels(project.sheets / logo.file)
        density = resolution(pixels, LEAST_LOGO, max) if pixels else LEAST_PPI
        if pixels and density < LEAST_PPI:
            told = fault(
                "photo-faible.logo", logo.line,
                name=shown(logo.file, 40), ppi=round(density), pixel_width=pixels[0], pixel_height=pixels[1],
                least_height=math.ceil(LEAST_LOGO[1] / MM_PER_INCH * ENOUGH_PPI),
            )  # fmt: skip
            yield told.in_file(sheet.path)


def _judge(
    sheet: Sheet, project: Project, every: Iterable[tuple[Mapping[str, Any], Size]], names: tuple[str, str]
) -> Iterator[Problem]:
    for photo, place in every:
        name: FileName = photo["fichier"]
        pixels = headers.pixels(project.sheets / name.name)
        density = resolution(pixels, place) if pixels else ENOUGH_PPI
        if pixels and density < ENOUGH_PPI:
            width, height = map(math.ceil, place)
            least = [math.ceil(length / MM_PER_INCH * ENOUGH_PPI) for length in place]
            told = fault(
                names[density >= LEAST_PPI], name.line, name.column,
                name=shown(name.name, 40), width=width, height=height, ppi=round(density),
                least_width=least[0], least_height=least[1], pixel_width=pixels[0], pixel_height=pixels[1],
            )  # fmt: skip
            yield told.in_file(sheet.path)
