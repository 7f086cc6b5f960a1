"""Places as a page in their own language calls them, whatever letters they were typed in: as far as is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from fiches.config.map_rules import PlaceRole
from fiches.content.directions import ARABIC
from fiches.content.sheet import Sheet
from fiches.places import town_names
from fiches.places.finder import PlaceFinder, entries, levelled
from fiches.places.lookup import LEVELS, Gazetteer
from fiches.places.names import is_arabic, written_alike
from fiches.places.points import Found, Municipality, Place

NAMED_LEVELS = ("region", "county")  # above a municipality, whose names in Arabic are known


def spoken(sheet: Sheet, finder: PlaceFinder | None) -> Sheet:
    """A sheet whose places are called as its language calls them."""
    if finder is None or not town_names.knows(sheet.language):
        return sheet
    roles = [role for role in finder.roles if role.field in sheet.fields]
    named = {
        role.field: tuple(_named(one, role, sheet.language, finder) for one in entries(sheet, role)) for role in roles
    }
    return replace(sheet, fields={**sheet.fields, **named})


def _named(typed: Place, role: PlaceRole, language: str, finder: PlaceFinder) -> Place:
    """A place by the names of a language: Arabic has those of the gazetteer too."""
    if language == ARABIC and finder.shores is not None:
        say = in_arabic if role.end == "south" else _of_town
        return _said(typed, role, say(levelled(typed, role), finder.shores))
    return {key: _said_in(one, language) for key, one in typed.items()}


def _said_in(value: object, language: str) -> object:
    """A name, or the names of what a place is linked to; coordinates are none."""
    if isinstance(value, tuple):
        return tuple(_said_in(one, language) for one in value)
    return town_names.spoken(value, language) if isinstance(value, str) else value


def _said(typed: Place, role: PlaceRole, names: Place) -> Place:
    """A place with some of the names of its levels, under the keys of its format."""
    return {**typed, **{key: names[level] for level, key in role.called.items() if level in names}}


def in_arabic(place: Place, shores: Gazetteer) -> Place:
    """A place whose names above its village are in Arabic; that too, where it names its municipality."""
    names = _of_district(place, shores) | (_of_municipalities(place, shores) or _of_levels(place, shores))
    return {key: value if is_arabic(str(value)) else names.get(key) or value for key, value in place.items()}


def _of_town(place: Place, _: Gazetteer) -> Place:
    """A place whose town is called as the data of Arabic have it."""
    return {key: town_names.spoken(str(value), ARABIC) if key == "town" else value for key, value in place.items()}


def _of_district(place: Place, shores: Gazetteer) -> dict[str, str]:
    """A district is called as the town that it is named for."""
    named = str(place.get("district", ""))
    towns = (one.arabic for one in shores.municipalities if written_alike(one.name, named))
    known = {one.district for one in shores.municipalities}
    return {"district": next(towns, "")} if any(written_alike(one, named) for one in known) else {}


def _of_municipalities(place: Place, shores: Gazetteer) -> dict[str, str]:
    names: dict[str, str] = {}
    for level in ("municipality", "village"):
        if level in place and (row := _municipality(place, level, shores)):
            names = {level: row.arabic} | _above(row, shores.arabic) | names
    return names


def _of_levels(place: Place, shores: Gazetteer) -> dict[str, str]:
    found = shores.south({level: place[level] for level in NAMED_LEVELS if level in place})
    return {found.level: shores.arabic.get(found.name, "")} if isinstance(found, Found) else {}


def _municipality(place: Place, level: str, shores: Gazetteer) -> Municipality | None:
    """The municipality that a place names on a level, where only one may be meant."""
    found = shores.south({"municipality": place[level], **{key: place[key] for key in LEVELS if key in place}})
    if not isinstance(found, Found):
        return None
    at = (found.name, found.latitude, found.longitude)
    return next((one for one in shores.municipalities if (one.name, one.latitude, one.longitude) == at), None)


def _above(municipality: Municipality, arabic: Mapping[str, str]) -> dict[str, str]:
    return {"county": arabic.get(municipality.county, ""), "region": arabic.get(municipality.region, "")}
