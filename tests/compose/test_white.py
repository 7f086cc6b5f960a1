"""No page that is composed stays empty: the blank of its frames is measured as tools/white.py measures images."""

from __future__ import annotations

import runpy
from dataclasses import replace

import pikepdf
import pytest

from fiches.compose.zones import Anchor, PageSpec, TextZone, TitleZone, VoiceZone
from support.composed_pages import GRID, RULES, composed, matter, page
from support.repository import ROOT

TALL = {"lecons": 10, "porteur": 6, "parole-0": 8, "titre": 5}  # u
MM = 72 / 25.4  # points
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
@pytest.mark.engine  # whole sheets, composed
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


@pytest.mark.parametrize(("tag", "high"), [("Figure", 297 - 200 - 14), ("Artifact", 200 - 14)])
def test_a_pale_sky_is_no_blank_but_a_pale_ground_is(tag, high, tmp_path):
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(210 * MM, 297 * MM))
        drawn = f"/{tag} <</MCID 0>> BDC 0.9 g 0 {97 * MM} {210 * MM} {200 * MM} re f EMC"
        page.Contents = document.make_stream(drawn.encode())
        document.save(tmp_path / "a.pdf")
    (blank,) = WHITE["blanks"](tmp_path / "a.pdf")
    assert blank.high == pytest.approx(high, abs=1)


def filling(*zones):
    """The frames of a page of these zones, the last on the foot of it, filling what is left."""
    spec = PageSpec((*zones[:-1], replace(zones[-1], anchor=Anchor.FOOT, fills=True)))
    return page(1, TALL, rules=replace(RULES, pages=(spec,))).frames


def test_a_zone_that_fills_grows_with_its_ground_and_what_it_holds_stands_in_the_middle():
    texts = TextZone(name="lecons", rubric="lecons"), TextZone(name="porteur", rubric="porteur", ground="pise")
    frames = filling(*texts)
    above = frames["fond-porteur"].y - frames["lecons"].foot
    assert above < 6 and frames["fond-porteur"].foot == GRID.page
    room = frames["tete-porteur"].y - frames["fond-porteur"].y, GRID.page - frames["porteur"].foot
    assert min(room) > 10


def test_a_zone_that_fills_a_page_of_its_own_leaves_no_white_at_the_head():
    frames = filling(VoiceZone(name="parole", rubric="parole", ground="terre"))
    assert (frames["fond-parole"].y, frames["fond-parole"].foot) == (0, GRID.page)


def test_a_title_and_what_follows_it_on_the_same_ground_are_one_band():
    title = TitleZone(name="titre", ground="nuit", kicker=2)
    spec = PageSpec((title, TextZone(name="porteur", rubric="porteur")))
    frames = page(1, TALL, rules=replace(RULES, pages=(spec,))).frames
    assert frames["fond-titre"].y == 0 and frames["fond-titre"].foot == frames["titre"].foot + 1.5
    assert frames["tete-porteur"].y > frames["fond-titre"].foot
