"""What of photos the shape of their places hides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from fiches.config.framing import Framing
from fiches.config.project import Project
from fiches.config.values import FileName
from fiches.content.sheet import Sheet, records
from fiches.core.geometry import Box
from fiches.core.messages import Message, enumeration, message
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import shown
from fiches.images import headers, photos
from fiches.lint import resolution

LEAST_TOLD = 0.07  # of a side: less is not spoken of
FRACTIONS = ((0.13, "tenth"), (0.22, "fifth"), (0.29, "quarter"), (0.42, "third"), (1.0, "half"))


class Crop(NamedTuple):
    """A photo in its place on a page (from 1): mm, pixels an inch, what is kept of it in shares of its sides."""

    name: FileName
    page: int
    width: float
    height: float
    ppi: float
    kept: Box
    middle: float  # how far down the page its middle is, as a share of it


def crops(
    sheet: Sheet, project: Project, pages: Mapping[int, tuple[int, float]], places: Mapping[int, resolution.Size]
) -> Iterator[Crop]:
    """Each photo of a sheet that stands in one of the `places`, with its page and how far down that; of drawings none.

    Both are by its index.
    """
    for index, photo in enumerate(records(sheet, "photos")):
        pixels = headers.pixels(project.sheets / photo["fichier"].name)
        if pixels and index in places:
            kept = _kept(pixels, places[index], photo.get("cadrage") or Framing())
            density = resolution.resolution(pixels, places[index])
            page, middle = pages[index]
            yield Crop(photo["fichier"], page, *places[index], density, kept, middle)


def _kept(pixels: tuple[int, int], place: resolution.Size, around: Framing) -> Box:
    return photos.cut_to(pixels[0] / pixels[1], place[0] / place[1], around)


def as_printed(sheet: Sheet, project: Project, places: Mapping[int, resolution.Size], told: float) -> Iterator[Problem]:
    """The photos of a sheet of which more than a share is hidden in their `places`, by their index.

    Of one that says where its subject is, nobody is told: what is lost was thought of.
    """
    for index, photo in enumerate(records(sheet, "photos")):
        if index in places and (found := _judged(photo, project, places[index], told)):
            yield found.in_file(sheet.path)


def _judged(photo: Mapping[str, Any], project: Project, place: resolution.Size, told: float) -> Fault | None:
    name: FileName = photo["fichier"]
    pixels = headers.pixels(project.sheets / name.name)
    if not pixels or photo.get("cadrage"):
        return None
    kept = _kept(pixels, place, Framing())
    if 1 - (kept.x1 - kept.x0) * (kept.y1 - kept.y0) < told:
        return None
    width, height = map(round, place)
    lost = enumeration(_lost({"top": kept.y0, "bottom": 1 - kept.y1, "left": kept.x0, "right": 1 - kept.x1}))
    return fault(
        "photo-rognee", name.line, name.column, name=shown(name.name, 40), width=width, height=height, lost=lost
    )


def _lost(shares: Mapping[str, float]) -> Iterator[Message]:
    """« le tiers du haut », of each side that loses enough to be spoken of."""
    for side, share in shares.items():
        if share >= LEAST_TOLD:
            size = message(f"photo-rognee.share.{next(name for most, name in FRACTIONS if share <= most)}")
            yield message("photo-rognee.lost", share=size, side=message(f"photo-rognee.side.{side}"))
