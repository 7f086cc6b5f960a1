"""Papers by their names."""

from __future__ import annotations

import pytest

from fiches.config import papers
from fiches.core.geometry import POINTS_PER_MM


@pytest.mark.parametrize(
    ("size", "name"),
    [
        ((210, 297), "A4"),
        ((297, 210), "A4"),
        ((420, 297), "A3"),
        ((215.9, 279.4), "Letter"),
        ((279.4, 431.8), "Tabloid"),
        ((105.2, 60), "105x60mm"),
        ((296, 210), "296x210mm"),
    ],
)
def test_a_paper_is_called_by_its_name(size, name):
    assert papers.name_of(*(side * POINTS_PER_MM for side in size)) == name


def test_two_pages_of_a_paper_are_called_by_the_one_that_they_nearly_make():
    assert papers.name_of(296 * POINTS_PER_MM, 210 * POINTS_PER_MM, near=1.2) == "A4"


def test_every_paper_is_upright():
    assert all(width <= height for width, height in papers.known().values())
