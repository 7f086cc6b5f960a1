"""Long paths stand aside where it is clear that they are paths, and come back as they were."""

from __future__ import annotations

import pikepdf
import pytest

from fiches.core.geometry import Box
from fiches.preflight.bounds import Budget
from fiches.preflight.drawing import Tracer
from fiches.press import long_paths

OUTLINE = b"".join(b"%d.5 %d l\n" % (step % 60, step % 70) for step in range(1, 400))
CURVES = b"".join(b"%d 0.5 3 4 5 60 c\nh\n" % step for step in range(9))
PAGE = b"1 0 0 1 9 9 cm\n3 4 m\n%bh\n0 0 0 1 k\nf\n"


@pytest.mark.parametrize("path", [OUTLINE, CURVES, OUTLINE + CURVES])
@pytest.mark.parametrize(("before", "after"), [(b"", b""), (b"(a\\)\n1 2 l\n) Tj\n", b""), (b"<41> Tj\n", b"(b) Tj")])
def test_what_stood_aside_comes_back(path, before, after):
    others, paths = long_paths.set_aside(before + path + after)
    assert len(paths) == 1 and others == before + b"0 FichesPath\n" + after
    assert long_paths.put_back(others, paths) == before + path + after


@pytest.mark.parametrize("unclear", [b"% (\n", b"(a (b) c) Tj\n", b"BI /W 1 /H 1 ID x EI\n", b"(a\n", b"a)\n"])
def test_where_it_is_not_clear_all_stays(unclear):
    assert long_paths.set_aside(unclear + OUTLINE) == (unclear + OUTLINE, [])
    assert long_paths.set_aside(OUTLINE + unclear) == (OUTLINE + unclear, [])


@pytest.mark.parametrize("few", [b"1 2 l\n" * 7, b"1.50 2 l\n" * 9, b"-0 2 l\n" * 9, b"1 2 3 l\n" * 9, b"1 2 re\n" * 9])
def test_what_is_short_or_written_otherwise_stays(few):
    assert long_paths.set_aside(few) == (few, [])


def test_what_is_in_a_string_is_no_path():
    data = b"(" + OUTLINE + b") Tj\n"
    assert long_paths.set_aside(data) == (data, [])


def painted(data):
    with pikepdf.new() as book:
        page = book.add_blank_page(page_size=(100, 100)).obj
        page.Contents = book.make_stream(data)
        budget = Budget()
        budget.turn()
        drawing = Tracer({}, budget)
        drawing.page(page, page.Resources, Box(0, 0, 100, 100))
        return drawing.painted, budget._page


@pytest.mark.parametrize("path", [OUTLINE, CURVES, b"1 1 l\n1 2 l\n" * 4])
def test_what_a_page_paints_is_the_same(path):
    seen, left = painted(PAGE % path)
    plain, whole = painted(b"% all of it\n" + PAGE % path)
    assert seen == plain and abs(left - whole) < 3 and len(seen) == 1
