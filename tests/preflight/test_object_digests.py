"""A page has one digest in whatever file it stands, and another as soon as anything that it shows is another."""

from __future__ import annotations

import io
import pickle
from dataclasses import replace

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


def test_what_is_told_of_a_picture_outlives_the_page_that_shows_it():
    pages, file = Recollection(), book(0.1)
    image = file.make_stream(b"abcd", Width=1, Height=1, BitsPerComponent=8, ColorSpace=Name.DeviceCMYK)
    image.Type, image.Subtype = Name.XObject, Name.Image
    file.pages[0].Resources.XObject.Im = file.make_indirect(image)
    file.pages[0].Contents = file.make_stream(b"/Im Do")
    for again in range(2):  # read the first time, found the second
        [page] = reading.read(written(file), "a", pages).pages
        assert page.painted[0].picture == pages.of(page.pictures[0], lambda: None), again
    file.pages[0].Contents = file.make_stream(b"/Im Do 0.5 g")
    [changed] = reading.read(written(file), "a", pages).pages
    assert changed.pictures == page.pictures and changed.painted[0].picture == page.painted[0].picture


def test_of_sheets_whose_pages_were_judged_only_boxes_are_read():
    data = written(book(0.1, 0.2))
    whole, bare = reading.read(data, "a"), reading.read(data, "a", shown=False)
    assert all(page.painted for page in whole.pages)
    assert bare == replace(whole, pages=tuple(replace(page, painted=()) for page in whole.pages))


def test_what_is_remembered_of_a_page_is_what_was_read():
    [page] = reading.read(written(book(0.1)), "a").pages
    assert page.painted and pickle.loads(pickle.dumps(page)) == page


def test_a_page_with_a_fault_is_read_each_time():
    bad, pages = book(0.1), Recollection()
    bad.pages[0].Resources.XObject.F.Resources = bad.pages[0].Resources
    bad.pages[0].Resources.XObject.F.write(b"/F Do /F Do")
    data = written(bad)
    first, again = (reading.read(data, "a", pages) for _ in range(2))
    assert first == again and first.faults
