"""Whether texts that stand side by side end together."""

from __future__ import annotations

from collections.abc import Sequence

from fiches.compose.frame import Frame
from fiches.compose.model import Layout
from fiches.compose.zones import PairZone

EVEN = 2.0  # u: texts whose feet differ by no more end together


def uneven(layout: Layout) -> float:
    """By how many u texts side by side end on other heights than one, beyond what looks even, on all pages."""
    pairs = (one for page in layout.pages for one in page.zones if isinstance(one.zone, PairZone))
    return sum(_apart([one.frames[name] for name in one.zone.rubrics if name in one.frames]) for one in pairs)


def _apart(texts: Sequence[Frame]) -> float:
    """That of some texts; 0 for one below the other."""
    feet = [text.foot for text in texts]
    if len(feet) < 2 or max(text.y for text in texts) >= min(feet):
        return 0.0
    return max(0.0, max(feet) - min(feet) - EVEN)
