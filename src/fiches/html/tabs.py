"""Where a thumb tab stands on its page: off every edge of a ground, a photo or a wave that it would cross."""

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
FURTHEST = 40.0  # mm that a tab may be from where it stands in other sheets
TAB_STEP = 0.5  # mm
AT_EDGE = 20.0  # mm from the trim: what ends there is at the edge of the page
EDGE_TRAIT = "bord"  # what a trait of an edge begins with
COLOUR_FIELD, WAVE_HEIGHT = "champ", 6.75  # frames whose edge is a wave, so high in mm


def tab_top(page: SheetContext, number: int) -> float:
    """How far down page `number` of a sheet its thumb tab begins, in mm.

    In a booklet every sheet has its tab below that of the one before, over the middle of the page.
    """
    if page.grid is None or page.number is None:
        return 0.0
    tall = page.grid.page / TAB_PAGE
    usual = page.grid.module * (FIRST_TAB * tall + min(TABS_APART, TABS_ROOM * tall / page.total) * (page.number - 1))
    return clear_of(usual, _told(page.traits, number))


def told(layout: Layout) -> Iterator[str]:
    """What stamps must know of the edges of each page, over which they are laid unseen: « bord-2-115.5-122.2 »."""
    for number, plan in enumerate(layout.pages, start=1):
        for first, last in edges(plan, layout.grid):
            yield f"{EDGE_TRAIT}-{number}-{max(first, 0):.2f}-{max(last, 0):.2f}"


def _told(traits: Iterable[str], number: int) -> Iterator[tuple[float, float]]:
    for trait in traits:
        if trait.startswith(f"{EDGE_TRAIT}-{number}-"):
            first, last = trait.split("-")[2:]
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
    """The place nearest to `usual` at which a tab crosses none; the usual one where there is none near."""
    found = list(crossed)
    moves = (sign * TAB_STEP * step for step in range(int(FURTHEST / TAB_STEP) + 1) for sign in (1, -1))
    return next((usual + move for move in moves if _is_clear(usual + move, found)), usual)


def _is_clear(top: float, crossed: Iterable[tuple[float, float]]) -> bool:
    return all(top + TAB_HEIGHT + TAB_CLEAR <= first or top - TAB_CLEAR >= last for first, last in crossed)
