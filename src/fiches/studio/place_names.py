"""Beside a place that no gazetteer has: the names that may have been meant, each as an edit of the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache

from fiches.config.project import Project
from fiches.core.messages import Message
from fiches.core.problems import Problem
from fiches.core.text import fold
from fiches.places import finder, world
from fiches.places.finder import PlaceFinder
from fiches.studio import mending
from fiches.studio.mending import Mend

UNPLACED = ("lieu-inconnu", "lieu-approche", "lieu-contredit", "lieu-ambigu", "lieu-hors-carte")  # codes
MOST_NEAR = 3
ALIKE = 0.75  # from which ratio of difflib: a name further away is another place


def asked(one: Problem) -> str:
    """The name of a place that a problem is about, as typed; nothing where it is about none."""
    said = dict(one.message.values) if isinstance(one.message, Message) and one.code in UNPLACED else {}
    return str(said.get("asked", ""))


def meant(one: Problem, text: str, project: Project, key: str) -> Iterator[Mend]:
    """What may have been meant by a name that is not known; `key` is that of the place."""
    name = asked(one) if one.code == UNPLACED[0] else ""
    known = finder.load(project.format)[0] if name else None
    if known is None:
        return
    end = next((role.end for role in known.roles if role.field == key), "")
    for other in near_names(name, known, end):
        found = mending.on_its_line(one.line, text, name, other)
        if found and other != name:
            yield found


def near_names(asked: str, finder: PlaceFinder, end: str) -> Sequence[str]:
    """Those of one end of a map; of the north and of the world, where there are many, with the same first letter."""
    if finder.in_world or finder.shores is None:
        names = [line.partition("|")[0] for line in world.load().towns.splitlines()]
    elif end == "south":
        known = [one.name for one in finder.shores.municipalities] + [one.name for one in finder.shores.localities]
        return _nearest(asked, tuple(known))
    else:
        names = [town.name for town in finder.shores.towns]
    first = fold(asked)[:1]
    return _nearest(asked, tuple(name for name in names if fold(name[:1]) == first))


@lru_cache(maxsize=200)  # each key that is pressed asks again
def _nearest(asked: str, names: tuple[str, ...]) -> Sequence[str]:
    by_fold = {fold(name): name for name in reversed(names)}
    return [by_fold[one] for one in get_close_matches(fold(asked)[:80], by_fold, n=MOST_NEAR, cutoff=ALIKE)]
