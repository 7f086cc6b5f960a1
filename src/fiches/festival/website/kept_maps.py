"""The maps of the kit, that of a sheet and that of all: each as it was drawn last where it shows the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fiches.festival.website import web_world
from fiches.festival.website.web_drawing import SheetMark
from fiches.festival.website.web_map import both, rail
from fiches.festival.website.web_world import SheetMap
from fiches.graphics.maps.world_places import MapWords
from fiches.html.context import PageContext, SheetContext
from fiches.storage import fingerprints

MAP_WORDS = {"title": "kit_map", "region": "map_toute_la_region", "sea": "map_a_confirmer"}


def of_sheet(page: SheetContext, title: str, words: Callable[[], MapWords]) -> SheetMap | None:
    """The two shores, or the world, as its format has it; None where that has no map, or knows none of its places.

    `words` of it are asked for where it is the world.
    """
    charts, sheet = page.charts, page.sheet

    def drawn() -> SheetMap | None:
        shores = rail(charts, sheet, title)
        return SheetMap(shores) if shores else web_world.of_sheet(charts, sheet, words())

    told = repr((title, page.language, sheet.slug, sheet.language, sheet.format, sheet.fields))
    return charts.drawn.of(fingerprints.key("sheet", told), drawn)


def of_site(page: PageContext, stops: Sequence[SheetMark]) -> str:
    """Both shores, or the world, with a link at the place of each sheet; nothing where no place is known."""
    charts, fmt = page.charts, page.format
    words = {name: fmt.label(label, page.language) for name, label in MAP_WORDS.items() if label in fmt.labels}

    def drawn() -> str:
        return both(charts, stops, words, page.language) or web_world.of_site(charts, stops, words["title"])

    said = [(one.number, one.title, one.href, one.sheet.language, one.sheet.format, one.sheet.fields) for one in stops]
    return charts.drawn.of(fingerprints.key("site", fmt.name, page.language, repr(said)), drawn) or ""
