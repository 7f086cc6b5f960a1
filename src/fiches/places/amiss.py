"""Names of places that are not what they seem: misspelt, or of the other shore."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fiches.core.text import fold
from fiches.places.lookup import Gazetteer
from fiches.places.names import candidates, is_arabic, written_alike
from fiches.places.points import Answer, Found, NamedPoint, Place


def misspelt(place: Place, found: Answer, shores: Gazetteer) -> tuple[str, str] | None:
    """What was typed, and what is written, of the first level of a place of the south that is only near a name."""
    known: Mapping[str, Sequence[str]] = shores.names_by_level
    if isinstance(found, Found) and found.level == "municipality" and not found.asked:
        known = {"municipality": [found.name], **known}
    for level, names in known.items():
        typed = str(place.get(level, ""))
        if typed and not is_arabic(typed) and (name := _meant(typed, names)):
            return typed, name
    return None


def _meant(typed: str, names: Sequence[str]) -> str:
    """The one name that is a letter or two from what was typed, and no longer form of it: « Melloulen » is a plural."""
    hits = () if candidates(typed, names, loosely=False) else candidates(typed, names, loosely=True)
    return names[hits[0]] if len(hits) == 1 and not fold(typed).startswith(fold(names[hits[0]])) else ""


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
