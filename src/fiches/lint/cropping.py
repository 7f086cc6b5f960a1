"""What of photos the shape of their places hides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fiches.config.framing import Framing
from fiches.config.project import Project
from fiches.config.values import FileName
from fiches.content.sheet import Sheet, records
from fiches.core.messages import Message, enumeration, message
from fiches.core.problems import Fault, Problem, fault
from fiches.core.text import shown
from fiches.images import headers, photos
from fiches.lint.resolution import Size

LEAST_TOLD = 0.07  # of a side: less is not spoken of
FRACTIONS = ((0.13, "tenth"), (0.22, "fifth"), (0.29, "quarter"), (0.42, "third"), (1.0, "half"))


def as_printed(sheet: Sheet, project: Project, places: Mapping[int, Size], told: float) -> Iterator[Problem]:
    """The photos of a sheet of which more than a share is hidden in their `places`, by their index.

    Of one that says where its subject is, nobody is told: what is lost was thought of.
    """
    for index, photo in enumerate(records(sheet, "photos")):
        if index in places and (found := _judged(photo, project, places[index], told)):
            yield found.in_file(sheet.path)


def _judged(photo: Mapping[str, Any], project: Project, place: Size, told: float) -> Fault | None:
    name: FileName = photo["fichier"]
    pixels = headers.pixels(project.sheets / name.name)
    if not pixels or photo.get("cadrage"):
        return None
    kept = photos.cut_to(pixels[0] / pixels[1], place[0] / place[1], Framing())
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
