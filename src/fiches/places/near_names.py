"""Names of a gazetteer that somebody may have meant by one that it does not have, the likeliest first."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from functools import lru_cache

from fiches.core.text import fold
from fiches.places import world
from fiches.places.finder import PlaceFinder

MOST_NEAR = 3
ALIKE = 0.75  # from which ratio of difflib: a name further away is another place


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
