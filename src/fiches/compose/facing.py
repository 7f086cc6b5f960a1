"""Pages that face each other: no white is left that their images can take, and heads that are near are level."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from fiches.compose import zone_images
from fiches.compose.frame import SNAP
from fiches.compose.model import Layout, Level, PagePlan
from fiches.compose.rules import CompositionRules
from fiches.compose.zones import Anchor, ImageZone, PairZone

UNDER_WHITE = 2.0  # u between what is white instead of an image and the heads
SAME_LINE = 8.0  # u: heads that are further apart belong to no line
MOST_EMPTIED = 3.0  # u that a page may leave empty so that heads are level
KEPT_WHITE = 1.0  # u that a field which grows leaves of the white of its page, besides what is always there
MOST_SUNK = 5.0  # u that heads sink at most: more white would stand above them than anybody means

Levels = Mapping[int, Level]  # by folio


class _Headed(NamedTuple):
    """A page with an image over rubrics side by side: its folio and plan, how high that is, where their heads stand."""

    folio: int
    plan: PagePlan
    image: float  # u
    head: float  # u


def fields(layout: Layout, _: CompositionRules) -> Iterator[Levels]:
    """What may be tried, page by page: its field of colour takes the white that the page leaves."""
    for folio, page in enumerate(layout.pages, start=1):
        if page.quote == "champ" and page.hollow >= KEPT_WHITE + 1:
            yield {folio: Level(grows=math.floor(page.hollow - KEPT_WHITE))}


def with_way(levels: Levels, way: Levels) -> Levels:
    """Some levels and those of a way, in which a field that grew stays as high as it is."""
    kept = {folio: level._replace(grows=level.grows or levels.get(folio, level).grows) for folio, level in way.items()}
    return {**levels, **kept}


def ways(layout: Layout, rules: CompositionRules) -> Iterator[Levels]:
    """What may be tried, spread by spread: the page with the upper heads sinks, the image of the other is lower.

    A page that stays hollow has a third of its white above its heads.
    """
    for pages in _spreads(layout):
        if 0 < _apart(pages) < SAME_LINE:
            upper, lower = sorted(pages, key=lambda one: one.head)
            if _apart(pages) <= MOST_SUNK:
                yield {upper.folio: Level(sinks=_apart(pages))}
            yield {lower.folio: Level(tallest=lower.image - _apart(pages))}
        empty = {page.folio: page.plan.hollow for page in pages if page.plan.hollow >= rules.hollow}
        if empty:
            yield dict.fromkeys(empty, Level(sinks=math.floor(min(empty.values()) / 3)))
            yield from ({folio: Level(sinks=math.floor(one / 3))} for folio, one in empty.items())


def may_replace(tried: Layout, layout: Layout) -> bool:
    """Whether no page loses anything when a layout stands for another."""
    pages = list(zip(tried.pages, layout.pages, strict=True))
    kept = all(new.photo_width == old.photo_width and new.quote == old.quote for new, old in pages)
    return kept and all(new.excess <= 0 and new.hollow <= max(old.hollow, MOST_EMPTIED) for new, old in pages)


def hollow(layout: Layout) -> float:
    """How hollow the pages are."""
    return sum(page.hollow for page in layout.pages)


def unlevel(layout: Layout) -> tuple[float, float]:
    """How far heads stand from one line, those that are further than near as far as that; how hollow the pages are."""
    apart = (_apart(pages) for pages in _spreads(layout))
    return sum(min(gap, SAME_LINE) for gap in apart), hollow(layout)


def is_askew(layout: Layout) -> bool:
    """Whether heads that are near stand on no line."""
    return any(0 < gap < SAME_LINE for gap in map(_apart, _spreads(layout)))


def _spreads(layout: Layout) -> Iterator[list[_Headed]]:
    """Of each spread, the pages with an image over rubrics side by side."""
    found = dict(_headed(layout))
    for folio in range(2, len(layout.pages) + 1, 2):
        yield [found[one] for one in (folio, folio + 1) if one in found]


def _headed(layout: Layout) -> Iterator[tuple[int, _Headed]]:
    for folio, page in enumerate(layout.pages, start=1):
        image, heads = _image(page), list(_heads(page))
        if image is not None and heads:
            yield folio, _Headed(folio, page, image or (min(heads) - UNDER_WHITE), min(heads))


def _image(page: PagePlan) -> float | None:
    """How high the image of a page is, 0 where it is a quotation in white; None without any."""
    images = next((one.frames for one in page.zones if isinstance(one.zone, ImageZone) and one.frames), None)
    if images is None:
        return None
    return next((frame.height for name, frame in images.items() if name in zone_images.IMAGE_FRAMES), 0.0)


def _heads(page: PagePlan) -> Iterator[float]:
    """Where the heads of rubrics side by side stand."""
    for one in page.zones:
        if isinstance(one.zone, PairZone) and one.zone.anchor is Anchor.FLOW:
            yield from (frame.y for name, frame in one.frames.items() if name.startswith("tete-"))


def _apart(pages: list[_Headed]) -> float:
    """How far the heads of two pages are from one line, in u; 0 where there is none to compare."""
    gap = abs(pages[0].head - pages[1].head) if len(pages) > 1 else 0.0
    return gap if gap > SNAP else 0.0
