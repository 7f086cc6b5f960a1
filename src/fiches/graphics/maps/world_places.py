"""The places of sheets on a map of the world: which are shown and linked, and the same in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fiches.config import languages
from fiches.config.formats import FORMAT_FILE, Format
from fiches.config.map_rules import MapRules
from fiches.content.sheet import Sheet
from fiches.core.problems import Problem, fault
from fiches.graphics import contrast
from fiches.graphics.maps import world
from fiches.graphics.maps.rail import PAPER_WHITE, MapDrawing
from fiches.graphics.maps.world import WorldMap, WorldPlace
from fiches.graphics.maps.world_ground import GroundLook
from fiches.graphics.svg import Colours
from fiches.places import world as gazetteer
from fiches.places.finder import PlaceFinder
from fiches.places.points import Ambiguous, Answer, Found, Unknown


def check(fmt: Format, palette: Colours) -> list[Problem]:
    """Colours that the palette does not have, and codes of no country."""
    if fmt.map.kind != "world":
        return []
    known = gazetteer.load().countries
    faults = [
        fault("format-invalide.map-colour", name=name) for name in fmt.map.colours.values() if name not in palette
    ]
    faults += [fault("format-invalide.map-country", name=code) for code in fmt.map.countries if code not in known]
    return [one.in_file(f"templates/{fmt.name}/{FORMAT_FILE}") for one in faults]


@dataclass(frozen=True, slots=True)
class MapWords:
    """What a map is called and how its links are announced, in its `language`; a `name` of its own in the document."""

    language: str
    title: str
    links: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class PlacesOfSheets:
    """The places of sheets that are known, links as pairs of their indexes, the countries of all."""

    places: tuple[WorldPlace, ...]
    links: tuple[tuple[int, int], ...]
    countries: tuple[str, ...]


def gathered(sheets: Iterable[tuple[PlaceFinder, Sheet]]) -> PlacesOfSheets:
    """What a map of some sheets shows, each with what its format knows of places."""
    places: list[WorldPlace] = []
    links: list[tuple[int, int]] = []
    countries: list[str] = []
    for finder, sheet in sheets:
        asked = finder.of(sheet)
        hubs = {place.role.linked_to for place in asked}
        index: dict[int, int] = {}
        for rank, place in enumerate(asked):
            countries.append(_country(place.answer))
            if point := shown(place.answer):
                index[rank] = len(places)
                places.append(WorldPlace(point, place.name, place.role.field in hubs))
        links += [(index[one], index[other]) for one, other in finder.links(sheet) if one in index and other in index]
    return PlacesOfSheets(tuple(places), tuple(links), tuple(dict.fromkeys(filter(None, countries))))


def shown(answer: Answer) -> Found | None:
    """The point of a place, or the likeliest one."""
    if isinstance(answer, Ambiguous):
        return answer.likely
    return answer if isinstance(answer, Found) else None


def _country(answer: Answer) -> str:
    """The country of a place, of one that is not known too."""
    point = shown(answer) or (answer if isinstance(answer, Unknown) else None)
    return point.country if point else ""


@dataclass(frozen=True, slots=True)
class MapStyle:
    """What a format says of its maps, and the colours of its palette."""

    rules: MapRules
    palette: Colours

    def look(self, seen: PlacesOfSheets, name: str) -> GroundLook:
        """How the ground of one map is painted."""
        painted = {part: self.palette[colour] for part, colour in self.rules.colours.items()}
        grounds = [painted[part] for part in ("sea", "land", "countries")]
        tinted = (*self.rules.countries, *(seen.countries if self.rules.tinted == "places" else ()))
        return GroundLook(painted, tinted, name, contrast.of_words(self.palette, grounds) or PAPER_WHITE)


def drawn(seen: PlacesOfSheets, size: tuple[float, float, float], words: MapWords, style: MapStyle) -> MapDrawing:
    """The map of what was gathered: its width and height in mm, and how far its ground goes on beyond them."""
    width, height, bleed = size
    wanted = WorldMap(seen.places, seen.links, width, height, style.rules.least, described(seen, words), bleed)
    return world.drawn(wanted, style.look(seen, words.name))


def described(seen: PlacesOfSheets, words: MapWords) -> str:
    """« Carte : Lyon (France), Dakar (Sénégal). Liens : Lyon – Dakar. »; nothing of a map without a place."""
    comma = languages.of(words.language).comma
    names = [_named(place, words.language) for place in seen.places]
    pairs = [f"{seen.places[one].name} – {seen.places[other].name}" for one, other in seen.links]
    told = f"{words.title} {comma.join(dict.fromkeys(names))}" if names else ""
    return f"{told}. {words.links} {comma.join(dict.fromkeys(pairs))}" if pairs else told


def _named(place: WorldPlace, language: str) -> str:
    """A place and its country, unless it is one."""
    country = "" if place.found.level == "capital" else gazetteer.load().named(place.found.country, language)
    return f"{place.name} ({country})" if country else place.name
