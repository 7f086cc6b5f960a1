"""Where thumb tabs stand: all of a sheet at one height, off the edges of grounds, photos and waves of its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fiches.compose.frame import Grid
from fiches.compose.model import Layout, PagePlan
from fiches.compose.zones import GROUND_FRAME
from fiches.html.context import SheetContext

TAB_PAGE = 66.0  # u, of the page for which tabs are placed
FIRST_TAB, TABS_APART, TABS_ROOM = 12.0, 4.5, 45.0  # u: above the first tab, from each to the next, for all of them
TAB_HEIGHT = 13.5  # mm, as style sheets say it
TAB_CLEAR = 2.0  # mm between a tab and an edge
FURTHEST = 9.0  # mm that tabs may be from their usual place: less than half of what they are apart
TAB_STEP = 0.5  # mm
AT_EDGE = 20.0  # mm from the trim: what ends there is at the edge of the page
EDGE_TRAIT = "bord"  # what a trait of an edge begins with
COLOUR_FIELD, WAVE_HEIGHT = "champ", 6.75  # frames whose edge is a wave, so high in mm


def tab_top(page: SheetContext) -> float:
    """How far down every page of a sheet its thumb tab begins, in mm: at the fore edge of a booklet they are one.

    Every sheet has its tabs below those of the one before, over the middle of the page.
    """
    if page.grid is None or page.number is None:
        return 0.0
    tall = page.grid.page / TAB_PAGE
    usual = page.grid.module * (FIRST_TAB * tall + min(TABS_APART, TABS_ROOM * tall / page.total) * (page.number - 1))
    return clear_of(usual, _told(page.traits))


def told(layout: Layout) -> Iterator[str]:
    """What stamps must know of the edges of all pages, over which they are laid unseen: « bord-115.50-122.20 »."""
    for first, last in sorted({edge for plan in layout.pages for edge in edges(plan, layout.grid)}):
        yield f"{EDGE_TRAIT}-{max(first, 0):.2f}-{max(last, 0):.2f}"


def _told(traits: Iterable[str]) -> Iterator[tuple[float, float]]:
    for trait in traits:
        if trait.startswith(f"{EDGE_TRAIT}-"):
            first, last = trait.split("-")[1:]
            yield float(first), float(last)


def edges(plan: PagePlan, grid: Grid) -> Iterator[tuple[float, float]]:
    """From where to where down the page, in mm, each upper and lower edge of what reaches an outer edge goes."""
    for name, frame in plan.frames.items():
        at_edge = frame.x < AT_EDGE or frame.x + frame.width > grid.width - AT_EDGE
        if at_edge and (name.startswith(GROUND_FRAME) or name in (COLOUR_FIELD, "photo", "rail", "bande")):
            top, foot = frame.y * grid.module, frame.foot * grid.module
            yield top - WAVE_HEIGHT if name.startswith(GROUND_FRAME) else top, top
            yield foot, foot + WAVE_HEIGHT if name == COLOUR_FIELD else foot


def clear_of(usual: float, crossed: Iterable[tuple[float, float]]) -> float:
    """Of the places near to `usual` the one at which a tab is the least way into what it crosses, the nearest first."""
    found = list(crossed)
    moves = (sign * TAB_STEP * step for step in range(int(FURTHEST / TAB_STEP) + 1) for sign in (1, -1))
    return usual + min(moves, key=lambda move: sum(_way_into(usual + move, edge) for edge in found))


def _way_into(top: float, edge: tuple[float, float]) -> float:
    """How far a tab that begins at `top` would have to move to leave an edge, in mm; 0 where it does not cross it."""
    return max(0.0, min(top + TAB_HEIGHT + TAB_CLEAR - edge[0], edge[1] - (top - TAB_CLEAR), TAB_HEIGHT))
