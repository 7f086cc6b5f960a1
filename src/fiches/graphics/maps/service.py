"""The maps that layouts ask for: places of sheets looked up once, drawn in the colours of the house."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from fiches.config import languages
from fiches.config.map_rules import MapRules
from fiches.config.project import Project
from fiches.content.sheet import Sheet
from fiches.core.problems import Problem
from fiches.graphics.maps import booklet, cover, overview, world_places
from fiches.graphics.maps import data as atlas
from fiches.graphics.maps import rail as maps
from fiches.graphics.maps.booklet import MapLook, Numbered
from fiches.graphics.maps.data import Atlas
from fiches.graphics.maps.overview import Link
from fiches.graphics.maps.rail import MapDrawing, Pair, Rail
from fiches.graphics.maps.world_places import MapStyle, MapWords
from fiches.graphics.ornaments import Artwork
from fiches.graphics.svg import STEPS, Frieze
from fiches.places import finder, spoken_names
from fiches.places.finder import PlaceFinder, PlaceFinders, SheetPlace
from fiches.places.points import Answer, Found, kilometres, rounded
from fiches.storage.recollection import Recollection

RAILS_REMEMBERED = 8  # of 80 kB each


@dataclass(frozen=True, slots=True, eq=False)  # what it has drawn is kept by it
class MapService:
    """What maps are drawn from; every drawing is None where the format brings no map data."""

    finder: PlaceFinder | None
    atlas: Atlas | None
    colours: Mapping[str, str]
    frieze: Frieze = STEPS
    rules: MapRules = field(default_factory=MapRules)
    finders: PlaceFinders | None = None  # of sheets in other formats
    page: tuple[float, float] | None = None  # mm, width and height of composed pages
    foot: float = 0.0  # mm, their foot margin, above which a rail that runs to the trim keeps its words
    drawn: Recollection = field(default_factory=Recollection)  # maps for the screen

    def spoken(self, sheet: Sheet) -> Sheet:
        """A sheet whose places are called as its language calls them."""
        return spoken_names.spoken(sheet, self.finder_of(sheet))

    def places(self, sheet: Sheet) -> list[str]:
        """What its places are called."""
        return list(dict.fromkeys(filter(None, (place.name for place in self._places(sheet)))))

    def norths(self, sheet: Sheet) -> list[Answer]:
        """Where its cities are."""
        return self._answers(sheet, "north")

    def souths(self, sheet: Sheet) -> list[Answer]:
        """Where its places are."""
        return self._answers(sheet, "south")

    def unplaced(self, sheet: Sheet) -> frozenset[int]:
        """Those of its places that no map knows, by their order."""
        return frozenset(index for index, place in enumerate(self.souths(sheet)) if not isinstance(place, Found))

    def _answers(self, sheet: Sheet, end: str) -> list[Answer]:
        return [place.answer for place in self._places(sheet, end)]

    def _called(self, sheet: Sheet, end: str) -> list[Answer]:
        """The same, those that are found called as the sheet calls them."""
        named = ((place.answer, finder.narrowest(place)) for place in self._places(sheet, end))
        return [replace(one, asked=name or one.asked) if isinstance(one, Found) else one for one, name in named]

    def _places(self, sheet: Sheet, end: str = "") -> Sequence[SheetPlace]:
        own = self.finder_of(sheet)
        return own.of(sheet, end) if own else ()

    def finder_of(self, sheet: Sheet) -> PlaceFinder | None:
        """What the format of a sheet knows of places."""
        return self.finders.of(sheet) if self.finders else self.finder

    def distance(self, sheet: Sheet) -> str:
        """From its first city to its first place, in km to 10 km; nothing when either is not known."""
        north, south = self._pair(sheet)
        if not (isinstance(north, Found) and isinstance(south, Found)):
            return ""
        return rounded(kilometres(north, south), languages.of(sheet.language).thousands)

    def rail(self, sheet: Sheet, heights: tuple[float, float, float], title: str) -> MapDrawing | None:
        """The two shores beside page 1, so many mm high, of which words and figures under them take so many.

        `title` is said of it before its places, as of all maps.
        """
        if self.atlas is None:
            return None
        outer = "left" if sheet.direction == "rtl" else "right"
        height, words, figures = heights
        foot = self.foot if self.page and height > self.page[1] - 1 else 0.0
        rail = Rail(
            height,
            words + (figures or foot),
            outer=outer,
            language=sheet.language,
            name=sheet.slug,
            title=title,
            frieze=self.frieze,
        )
        return _rail(self, tuple(self._called(sheet, "north")), tuple(self._called(sheet, "south")), rail)

    def world(
        self, sheets: Sequence[Sheet], size: tuple[float, float, float], words: MapWords, *, always: bool = False
    ) -> MapDrawing | None:
        """The world as far as the places of some sheets ask for it: its width, height and bleed in mm.

        None where the format has another map, or no place is known, unless it is `always` drawn: then all of the world.
        """
        if self.finder is None or not self.finder.in_world:
            return None
        seen = world_places.gathered((own, sheet) for sheet in sheets if (own := self.finder_of(sheet)))
        if not (always or seen.places):
            return None
        return world_places.drawn(seen, size, words, MapStyle(self.rules, self.colours))

    def overview(self, sheets: Sequence[Sheet], language: str, title: str) -> MapDrawing | None:
        """Both shores and a chain for each sheet, a full page."""
        places = ((number, sheet, place) for number, sheet in enumerate(sheets, 1) for place in self.souths(sheet))
        links = [Link(number, next(iter(self.norths(sheet)), None), place) for number, sheet, place in places]
        if self.atlas is None or self.page is None:
            return None
        return overview.overview(self.atlas, links, self.colours, MapLook(self.page, language, title))

    def list_map(self, sheets: Sequence[Sheet], language: str, title: str) -> MapDrawing | None:
        """The region with a numbered mark for each place of each sheet."""
        places = [Numbered(number, place) for number, sheet in enumerate(sheets, 1) for place in self.souths(sheet)]
        if self.atlas is None or self.page is None:
            return None
        look = MapLook(self.page, language, title, self.frieze)
        return booklet.list_map(self.atlas, places, self.colours, look)

    def cover(self, sheets: Sequence[Sheet], title: str) -> MapDrawing | None:
        """The chains of a cover, one for each sheet."""
        pairs = [self._pair(sheet) for sheet in sheets]
        if self.atlas is None or self.page is None:
            return None
        return cover.cover_chains(pairs, self.colours, MapLook(self.page, title=title))

    def _pair(self, sheet: Sheet) -> Pair:
        return next(iter(self.norths(sheet)), None), next(iter(self.souths(sheet)), None)


@lru_cache(maxsize=RAILS_REMEMBERED)
def _rail(charts: MapService, norths: tuple[Answer, ...], souths: tuple[Answer, ...], rail: Rail) -> MapDrawing | None:
    """The rail of a sheet, which is the same until its places move or its page is parted otherwise."""
    return maps.rail(charts.atlas, norths, souths, rail, charts.colours) if charts.atlas else None


def load(
    project: Project, art: Artwork, page: tuple[float, float] | None = None, foot: float = 0.0
) -> tuple[MapService, list[Problem]]:
    """The charts of a collection, by the map data of its format, for its pages and their foot margin in mm."""
    found, problems = finder.load(project.format)
    fmt = project.format
    shapes, more = atlas.load(fmt.folders) if fmt.map.kind in ("", "shores") else (None, [])
    more += world_places.check(fmt, art.colours)
    charts = MapService(found, shapes, art.colours, art.frieze, fmt.map, PlaceFinders(project), page, foot)
    return charts, [*problems, *more]
