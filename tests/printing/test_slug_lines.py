"""Around a press file with marks: a line that says what each plate is of, and a colour bar."""

from __future__ import annotations

import re

import pytest

from fiches.core.geometry import POINTS_PER_MM, Box
from fiches.imposition import binding
from fiches.press import crop_marks
from fiches.press.pdfx import PdfSummary
from fiches.printing import slug_lines
from fiches.storage.fingerprints import HOUSE
from fiches.typography import outlines

A4 = Box(50, 50, 50 + 210 * POINTS_PER_MM, 50 + 297 * POINTS_PER_MM)
FACE = binding.spine_face([HOUSE / "styles"])


def lines(name="cnsm", box=A4, pages=2):
    return slug_lines.of_pages(name, "2026-11-29T00:00:00", PdfSummary(box, pages, "fr", "Un titre"), FACE)


def test_each_page_has_its_line_and_each_plate_its_name():
    first, second = lines()
    assert first != second and first.count(" f ") >= len("cnsm·2026-11-29·page1/2CyanMagentaJauneNoir")
    parts = re.findall(r"^q (.*?)([\d.]+) 0 0 [\d.]+ ([\d.]+) 0 cm$", first, re.MULTILINE)
    assert [ink.strip() for ink, _, _ in parts] == ["", *slug_lines.PLATES]
    places = [float(across) for _, _, across in parts]
    assert places[0] == 0 and places == sorted(set(places))


def test_a_line_ends_before_the_mark_at_the_middle_or_is_not_there():
    narrow = Box(0, 0, 100 * POINTS_PER_MM, 100)
    size = float(re.search(r"^q +([\d.]+) 0 0", lines(box=narrow)[0])[1]) / POINTS_PER_MM
    assert slug_lines.LEAST_SLUG <= size < slug_lines.SLUG_SIZE
    assert lines("x" * 300) == ["", ""] and lines("سوس") == ["", ""], "no room; no letters"


@pytest.mark.parametrize(("width", "count"), [(210, 12), (74, 7), (10, 0)])
def test_a_colour_bar_fills_the_room_between_two_marks(width, count):
    bar = crop_marks.colour_bar(Box(0, 0, width * POINTS_PER_MM, 100), 3)
    patches = [[float(number) for number in re.findall(r"[\d.]+", line)] for line in bar.splitlines()]
    assert len(patches) == count and all(sum(one[:4]) <= 2 for one in patches)
    assert all(one[4] + one[6] <= width / 2 * POINTS_PER_MM and one[5] > 100 + 3 * POINTS_PER_MM for one in patches)


def test_words_as_outlines_are_as_wide_as_their_letters():
    one, two = outlines.of("a", FACE), outlines.of("aa", FACE)
    assert two.width == pytest.approx(2 * one.width) and 0.5 < one.capitals < 1
    assert outlines.of("", FACE) is outlines.of("a", b"") is outlines.of("a", b"rien") is None
