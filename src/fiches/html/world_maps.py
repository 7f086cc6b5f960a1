"""What a layout asks of maps: the world with the places of its sheet or booklet, and those that no map knows."""

from __future__ import annotations

from fiches.graphics.maps.rail import MapDrawing
from fiches.graphics.maps.world_places import MapWords
from fiches.html.booklet_context import BookletContext
from fiches.html.context import SheetContext


def world_map(
    page: SheetContext | BookletContext, size: tuple[float, float], bleed: float = 0.0, *, always: bool = False
) -> MapDrawing | None:
    """The world as far as those places ask for it, so wide and high in mm, its ground into a bleed on every side.

    None where the format has another map, or no place is known, unless it is `always` drawn.
    """
    if isinstance(page, SheetContext):
        sheets, name = [page.sheet], page.sheet.slug
    else:
        sheets, name = page.works, page.booklet.slug
    words = MapWords(page.language, page.named("map_world"), page.named("map_links"), name)
    return page.charts.world(sheets, (*size, bleed), words, always=always)


def unplaced(page: SheetContext) -> frozenset[int]:
    """Which of the places of a sheet its map does not know, by their order."""
    return page.charts.unplaced(page.sheet)
