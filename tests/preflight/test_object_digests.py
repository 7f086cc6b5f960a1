"""A page has one digest in whatever file it stands, and another as soon as anything that it shows is another."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from fiches.preflight import reading
from fiches.preflight.object_digests import ObjectDigests
from fiches.storage.recollection import Recollection


def book(*shades, before=0, box=100):
    """A file with a page a shade, some objects before, each page a form of its own."""
    file = pikepdf.new()
    for _ in range(before):
        file.make_indirect(Dictionary(A=1))
    for shade in shades:
        form = file.make_stream(
            f"{shade} g 0 0 9 9 re f".encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]
        )
        page = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, box, box]), Contents=file.make_stream(b"/F Do"),
                          Resources=file.make_indirect(Dictionary(XObject=Dictionary(F=form))))  # fmt: skip
        file.pages.append(pikepdf.Page(file.make_indirect(page)))
    return file


def digests(file):
    known = ObjectDigests(file)
    return [known.of_page(page.obj) for page in file.pages]


def test_a_page_is_known_again_in_another_file():
    assert digests(book(0.1, 0.2)) == digests(book(0.3, 0.1, 0.2, before=7))[1:]


@pytest.mark.parametrize("other", [book(0.2), book(0.1, box=101)])
def test_what_it_shows_is_in_it_however_deep(other):
    assert digests(book(0.1)) != digests(other)


def test_what_shows_itself_has_an_end():
    file = book(0.1)
    file.pages[0].Resources.XObject.F.Resources = file.pages[0].Resources
    assert len(digests(file)[0]) == 64


def written(file):
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def test_pages_that_were_read_are_read_as_they_were_and_know_where_they_stand():
    pages = Recollection()
    reading.read(written(book(0.1, 0.2)), "a", pages)
    moved = written(book(0.5, 0.1, 0.2))
    assert reading.read(moved, "b", pages) == reading.read(moved, "b")


def test_a_page_with_a_fault_is_read_each_time():
    bad, pages = book(0.1), Recollection()
    bad.pages[0].Resources.XObject.F.Resources = bad.pages[0].Resources
    bad.pages[0].Resources.XObject.F.write(b"/F Do /F Do")
    data = written(bad)
    first, again = (reading.read(data, "a", pages) for _ in range(2))
    assert first == again and first.faults
