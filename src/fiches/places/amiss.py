"""Names of places that are not what they seem: misspelt, or of the other shore."""

from __future__ import annotations

from collections.abc import Iterable

from fiches.core.text import fold
from fiches.places.lookup import Gazetteer
from fiches.places.names import candidates, is_arabic, written_alike
from fiches.places.points import NamedPoint, Place

_HELD_BY = {
    "commune": "name",
    "province": "province",
    "region": "region",
}  # by level, what holds the names of a commune


def misspelt(place: Place, shores: Gazetteer) -> tuple[str, str] | None:
    """What was typed, and what is written, of the first level of a place of the south that is only near a name."""
    for level, attribute in _HELD_BY.items():
        typed = str(place.get(level, ""))
        if not typed or is_arabic(typed):
            continue
        names = sorted({str(getattr(one, attribute)) for one in shores.municipalities})
        hits = () if candidates(typed, names, loosely=False) else candidates(typed, names, loosely=True)
        if len(hits) == 1 and not fold(typed).startswith(fold(names[hits[0]])):  # « Melloulen » is a plural
            return typed, names[hits[0]]
    return None


def elsewhere(asked: str, shores: Gazetteer, *, south: bool) -> str:
    """How a name that no place of its shore bears is told, if it is of the other or a department; or nothing."""
    if not asked or is_arabic(asked):
        return ""
    if south:
        return "lieu-inconnu.north" if _is_one(asked, shores.towns) or fold(asked) in shores.regions_of_north else ""
    if _is_one(asked, shores.departments.values()):
        return "lieu-inconnu.department"
    return "lieu-inconnu.south" if _is_one(asked, shores.municipalities) else ""


def _is_one(asked: str, known: Iterable[NamedPoint]) -> bool:
    return any(written_alike(one.name, asked) for one in known)
