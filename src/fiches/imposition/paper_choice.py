"""Which paper two pages side by side are printed on, and what the sheets are called; lengths of pages are in points."""

from __future__ import annotations

from fiches.config import papers
from fiches.core.geometry import POINTS_PER_MM
from fiches.imposition.impose import halving
from fiches.imposition.sheets import Paper

LEAST_FILLED = 0.6  # of a sheet, that two pages side by side take: less is given paper of its own
TWICE_A_PAPER = 1.2  # mm that twice or half a paper differs from the one that it is called by


def sheet(width: float, height: float, offered: str) -> Paper | None:
    """The printer's sheet (mm), lying across, where two pages fit and fill it well; None: one as large as they need."""
    high, wide = papers.known()[offered]
    across, along = 2 * width / POINTS_PER_MM, height / POINTS_PER_MM
    holds = across <= wide + papers.PAPER_SLACK and along <= high + papers.PAPER_SLACK
    return (wide, high) if holds and across * along >= LEAST_FILLED * wide * high else None


def stands_open(width: float) -> bool:
    """Whether two pages so wide stand side by side on some paper that has a name: not two of A4 that lie across."""
    return 2 * width / POINTS_PER_MM <= max(map(max, papers.known().values())) + papers.PAPER_SLACK


def unfolded(width: float, height: float, offered: str) -> str:
    """« A3 », the sheet once it is cut, and the one that it is cut from where that is larger."""
    size = papers.name_of(2 * width, height, near=TWICE_A_PAPER)
    return size if size == offered or sheet(width, height, offered) is None else f"{size}-sur-{offered}"


def halved(width: float, height: float) -> tuple[str, str]:
    """« A5 » and « A4 »: a page of the pocket book, and the sheet that holds two."""
    share = halving(width, height)
    return papers.name_of(share * width, share * height, near=TWICE_A_PAPER), papers.name_of(width, height)
