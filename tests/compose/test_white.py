"""No page that is composed stays empty: the blank of its frames is measured as tools/white.py measures images."""

from __future__ import annotations

import runpy

import pytest

from support.composed_pages import GRID, composed, matter
from support.repository import ROOT

WHITE = runpy.run_path(str(ROOT / "tools/white.py"))


def drawn(page):
    """The tones of a page within its margins, one a mm: 0 where a frame has something."""
    margin = round(WHITE["MARGIN"])
    rows = [[255] * (round(GRID.width) - 2 * margin) for _ in range(round(GRID.height) - 2 * margin)]
    for name, frame in page.frames.items():
        if name.startswith("fond-") and name != "fond-parole":
            continue
        left, right = (max(0, round(x) - margin) for x in (frame.x, frame.x + frame.width))
        for row in rows[max(0, round(frame.y * GRID.module) - margin) : round(frame.foot * GRID.module) - margin]:
            row[left:right] = [0] * len(row[left:right])
    return rows


@pytest.mark.parametrize("share", [0.5, 0.8, 1.0])
@pytest.mark.parametrize("photos", [0, 2, 4])
def test_no_page_of_a_usual_sheet_has_more_than_60_mm_of_blank(share, photos):
    """Without any photo a short one has more, since only one of two facing pages has a field of colour."""
    layout = composed(matter(share, captions=(True,) * photos))
    assert layout.fits
    most = WHITE["MOST"] if photos or share == 1 else 100
    assert [blank for page in layout.pages if (blank := WHITE["highest"](drawn(page))).high > most] == []


def test_a_blank_is_as_high_as_it_is_and_50_mm_wide():
    rows = [[0] * 200 for _ in range(100)]
    for row in rows[10:70]:
        row[20:69] = [255] * 49
    assert WHITE["highest"](rows).high == 0
    for row in rows[30:70]:
        row[69] = 255
    assert tuple(WHITE["highest"](rows)) == (40, 30 + 14, 20 + 14)
