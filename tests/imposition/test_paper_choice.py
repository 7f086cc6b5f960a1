"""Two pages get a printer's sheet where they fit and fill it, else one of their own; the names say which."""

from __future__ import annotations

import pytest

from fiches.core.geometry import POINTS_PER_MM
from fiches.imposition import impose, paper_choice

SIZES = {
    "A4": (210, 297), "A5": (148, 210), "A6": (105, 148), "Letter": (215.9, 279.4), "Tabloid": (279.4, 431.8),
    "lying": (297, 210), "square": (200, 200), "large square": (220, 220), "narrow": (105, 297),
}  # fmt: skip


def points(name):
    return tuple(side * POINTS_PER_MM for side in SIZES[name])


@pytest.mark.parametrize(
    ("name", "offered", "paper", "called"),
    [
        ("A4", "A3", (420, 297), "A3"),
        ("A4", "SRA3", (450, 320), "A3-sur-SRA3"),
        ("A5", "A3", None, "A4"),  # half of the sheet would be waste
        ("square", "A3", (420, 297), "400x200mm-sur-A3"),
        ("large square", "A3", None, "440x220mm"),  # too wide for it
        ("lying", "A3", None, "594x210mm"),
        ("Letter", "A3", None, "Tabloid"),  # wider than A3 by 12 mm
        ("Letter", "Tabloid", (431.8, 279.4), "Tabloid"),
        ("narrow", "A3", None, "A4"),
    ],
)
def test_a_sheet_is_the_printers_where_two_pages_fit_and_fill_it(name, offered, paper, called):
    assert paper_choice.sheet(*points(name), offered) == paper
    assert paper_choice.unfolded(*points(name), offered) == called


def test_two_pages_side_by_side_need_a_paper_that_there_is():
    open_ones = {name for name in SIZES if paper_choice.stands_open(points(name)[0])}
    assert open_ones == {"A4", "A5", "A6", "Letter", "square", "large square", "narrow"}


@pytest.mark.parametrize(
    ("name", "half", "whole"),
    [
        ("A4", "A5", "A4"), ("A5", "A6", "A5"), ("lying", "A6", "A4"), ("square", "100x100mm", "200x200mm"),
    ],
)  # fmt: skip
def test_two_pages_of_a_pocket_book_are_as_large_as_the_paper_of_one_lets_them_whichever_way_they_lie(
    name, half, whole
):
    assert paper_choice.halved(*points(name)) == (half, whole)
    width, height = points(name)
    share = impose.halving(width, height)
    long, short = max(width, height), min(width, height)
    assert 2 * share * width <= long + 0.01 and share * height <= short + 0.01
    assert min(long - 2 * share * width, short - share * height) < 0.01, "it could be no larger"
