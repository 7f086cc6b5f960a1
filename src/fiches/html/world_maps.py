"""What a layout asks of maps: the world with the places of its sheet or booklet, and those that no map knows."""

from __future__ import annotations

from fiches.graphics.maps.rail import MapDrawing
from fiches.graphics.maps.world_places import MapWords
from fiches.html.booklet_context import BookletContext
from fiches.html.context import SheetContext


def world_map(
    page: SheetContext | BookletContext, width: float, height: float, bleed: float = 0.0
) -> MapDrawing | None:
    """The world as far as those places ask for it, in mm; None where none is known, or the format has another map.

    Its ground goes on into a bleed on every side.
    """
    if isinstance(page, SheetContext):
        sheets, name = [page.sheet], page.sheet.slug
    else:
        sheets, name = page.works, page.booklet.slug
    words = MapWords(page.language, page.named("map_world"), page.named("map_links"), name)
    return page.charts.world(sheets, (width, height, bleed), words)


def unplaced(page: SheetContext) -> frozenset[int]:
    """Which of the places of a sheet its map does not know, by their order."""
    return page.charts.unplaced(page.sheet)
