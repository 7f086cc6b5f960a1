"""Places as a page in their own language calls them, whatever letters they were typed in: as far as is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from fiches.content.directions import ARABIC
from fiches.content.sheet import Sheet
from fiches.places import town_names
from fiches.places.finder import PlaceFinder, entries
from fiches.places.lookup import LEVELS, Gazetteer
from fiches.places.names import is_arabic, written_alike
from fiches.places.points import Commune, Found, Place

NAMED_LEVELS = ("region", "province")  # above a commune, whose names in Arabic are known


def spoken(sheet: Sheet, finder: PlaceFinder | None) -> Sheet:
    """A sheet whose places are called as its language calls them."""
    if finder is None or finder.shores is None or sheet.language != ARABIC:
        return sheet
    named = {}
    for role in (role for role in finder.roles if role.field in sheet.fields):
        say = in_arabic if role.end == "south" else _of_town
        named[role.field] = tuple(say(one, finder.shores) for one in entries(sheet, role))
    return replace(sheet, fields={**sheet.fields, **named})


def in_arabic(place: Place, shores: Gazetteer) -> Place:
    """A place whose commune, cercle, province and region are in Arabic; its village, where that names its commune."""
    names = _of_cercle(place, shores) | (_of_communes(place, shores) or _of_levels(place, shores))
    return {key: value if is_arabic(str(value)) else names.get(key) or value for key, value in place.items()}


def _of_town(place: Place, _: Gazetteer) -> Place:
    """A place whose town is called as the data of Arabic have it."""
    return {key: town_names.spoken(str(value), ARABIC) if key == "ville" else value for key, value in place.items()}


def _of_cercle(place: Place, shores: Gazetteer) -> dict[str, str]:
    """A cercle is called as the town that it is named for."""
    named = str(place.get("cercle", ""))
    towns = (one.arabic for one in shores.communes if written_alike(one.name, named))
    known = {one.cercle for one in shores.communes}
    return {"cercle": next(towns, "")} if any(written_alike(one, named) for one in known) else {}


def _of_communes(place: Place, shores: Gazetteer) -> dict[str, str]:
    names: dict[str, str] = {}
    for level in ("commune", "lieu"):
        if level in place and (row := _commune(place, level, shores)):
            names = {level: row.arabic} | _above(row, shores.arabic) | names
    return names


def _of_levels(place: Place, shores: Gazetteer) -> dict[str, str]:
    found = shores.south({level: place[level] for level in NAMED_LEVELS if level in place})
    return {found.level: shores.arabic.get(found.name, "")} if isinstance(found, Found) else {}


def _commune(place: Place, level: str, shores: Gazetteer) -> Commune | None:
    """The commune that a place names on a level, where only one may be meant."""
    found = shores.south({"commune": place[level], **{key: place[key] for key in LEVELS if key in place}})
    if not isinstance(found, Found):
        return None
    at = (found.name, found.latitude, found.longitude)
    return next((one for one in shores.communes if (one.name, one.latitude, one.longitude) == at), None)


def _above(commune: Commune, arabic: Mapping[str, str]) -> dict[str, str]:
    return {"province": arabic.get(commune.province, ""), "region": arabic.get(commune.region, "")}
