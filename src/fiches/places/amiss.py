"""Names of places that are not what they seem: misspelt, or of the other shore."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fiches.core.text import fold
from fiches.places.lookup import LEVELS, Gazetteer
from fiches.places.names import candidates, is_arabic, key, written_alike
from fiches.places.points import Answer, Elsewhere, Found, NamedPoint, Place, Unknown


def misspelt(place: Place, found: Answer, shores: Gazetteer) -> tuple[str, str] | None:
    """What was typed, and what is written, of the first level of a place of the south that is only near a name."""
    known: Mapping[str, Sequence[str]] = shores.names_by_level
    if isinstance(found, Found) and found.level == "municipality":
        known = {"municipality": [found.name], **known}
    for level, names in known.items():
        typed = str(place.get(level, ""))
        if typed and not is_arabic(typed) and (name := _meant(typed, names) or _official(typed, level, names)):
            return typed, name
    return None


def _official(typed: str, level: str, names: Sequence[str]) -> str:
    """The name of a region that was typed otherwise and sounds alike: there are twelve, which a law has written."""
    alike = (name for name in names if key(name).heard == key(typed).heard and not written_alike(name, typed))
    return next(alike, "") if level == "region" else ""


def _meant(typed: str, names: Sequence[str]) -> str:
    """The one name that is a letter or two from what was typed, and no longer form of it: « Melloulen » is a plural.

    An « e » that nobody hears is amiss too, and a last letter that is typed twice.
    """
    alike = candidates(typed, names, loosely=False)
    hits = [hit for hit in alike if fold(typed) in (f"{fold(names[hit])}e", fold(names[hit] + names[hit][-1:]))]
    hits = hits or ([] if alike else list(candidates(typed, names, loosely=True)))
    begun = len(hits) == 1 and not alike and fold(typed).startswith(fold(names[hits[0]]))
    return names[hits[0]] if len(hits) == 1 and not begun else ""


def contradicted(place: Place, found: Answer, shores: Gazetteer) -> tuple[str, str, str, Sequence[str]] | None:
    """How it is told that a place is in none of those that are named beside it; it, those, and where its namesake is.

    A county of another region; a municipality of another county than that at whose centre a map shows it, or than
    one that is given.
    """
    if isinstance(found, Elsewhere):
        return _astray(place, found, shores)
    if isinstance(found, Unknown) and found.asked == str(place.get("county", "")) and "region" in place:
        homes = _regions_of(found.asked, shores)
        return ("lieu-contredit.region", found.asked, str(place["region"]), homes) if homes else None
    if isinstance(found, Found) and found.asked and found.level == "county":
        homes = shores.homes(found.asked, ())
        return ("lieu-approche.elsewhere", found.asked, found.name, homes) if homes else None
    return None


def _astray(place: Place, found: Elsewhere, shores: Gazetteer) -> tuple[str, str, str, Sequence[str]]:
    """The same of a municipality, beside the smallest of the levels that lacks it by itself."""
    named, town = [level for level in reversed(LEVELS) if level in place], {"municipality": found.asked}
    level = next((one for one in named if isinstance(shores.south({**town, one: place[one]}), Elsewhere)), "")
    given = str(place[level]) if level else found.given
    if level != "district":
        return "lieu-contredit", found.asked, given, found.homes
    return "lieu-contredit.district", found.asked, given, _districts_of(found.asked, shores)


def _districts_of(asked: str, shores: Gazetteer) -> Sequence[str]:
    alike = (one for one in shores.municipalities if written_alike(one.name, asked))
    return sorted({f"{one.district} ({one.county})" if one.district else one.county for one in alike})


def _regions_of(county: str, shores: Gazetteer) -> Sequence[str]:
    return sorted({one.region for one in shores.municipalities if written_alike(one.county, county)})


def elsewhere(asked: str, shores: Gazetteer, *, south: bool) -> str:
    """How a name that no place of its shore bears is told, if it is of the other or a department; or nothing."""
    if not asked or is_arabic(asked):
        return ""
    if south:
        if any(written_alike(name, asked) for name in shores.names_by_level.get("region", ())):
            return "lieu-inconnu.region"
        return "lieu-inconnu.north" if _is_one(asked, shores.towns) or fold(asked) in shores.regions_of_north else ""
    if _is_one(asked, shores.departments.values()):
        return "lieu-inconnu.department"
    return "lieu-inconnu.south" if _is_one(asked, shores.municipalities) else ""


def _is_one(asked: str, known: Iterable[NamedPoint]) -> bool:
    return any(written_alike(one.name, asked) for one in known)
