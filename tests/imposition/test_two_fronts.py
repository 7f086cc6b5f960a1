"""Two booklets as one: which page stands where, and which way up."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name

from fiches.imposition.two_fronts import joined

SIDE = 40  # points: a small page with a flag at its head, as wide as its number


def booklet(pages, language):
    with pikepdf.new() as book:
        for number in range(1, pages + 1):
            drawn = book.make_stream(b"0 0 0 rg 0 30 %d 10 re f" % number)
            boxes = {"/MediaBox": Array([0, 0, SIDE, SIDE]), "/BleedBox": Array([-3, -3, SIDE + 3, SIDE + 3])}
            link = Array([Dictionary(Type=Name.Annot)])
            page = Dictionary({"/Type": Name.Page, "/Contents": drawn, "/Annots": link, **boxes})
            book.pages.append(pikepdf.Page(book.make_indirect(page)))
        book.Root.Lang = pikepdf.String(language)
        book.Root.StructTreeRoot = Dictionary()
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()


def flags(data):
    """Of each page its number, below nought where it is upside down; 0 where it is blank."""
    return [flag(page.render(scale=1).to_pil().convert("L")) for page in pypdfium2.PdfDocument(data)]


def flag(picture):
    head, foot = (sum(picture.getpixel((x, y)) < 100 for x in range(SIDE)) for y in (3, SIDE - 4))
    return head - foot


@pytest.mark.parametrize(
    ("front", "back", "shown"),
    [
        ((4, "fr"), (4, "ar"), [1, 2, 3, 4, 4, 3, 2, 1]),  # each upright, where its readers begin
        ((4, "ar"), (4, "fr"), [1, 2, 3, 4, 4, 3, 2, 1]),
        ((4, "fr"), (4, "en"), [1, 2, 3, 4, -4, -3, -2, -1]),
        ((3, "fr"), (3, "en"), [1, 2, 3, 0, 0, -3, -2, -1]),  # leaves stay what they were, sheets are whole
        ((2, "fr"), (4, "ar"), [1, 2, 0, 0, 4, 3, 2, 1]),
    ],
)
def test_each_is_read_from_its_own_cover(front, back, shown):
    data = joined(booklet(*front), booklet(*back))
    assert flags(data) == shown
    with pikepdf.open(io.BytesIO(data)) as book:
        assert all("/Annots" not in page and "/BleedBox" in page for page in book.pages)
        assert "/StructTreeRoot" not in book.Root and str(book.Root.Lang) == front[1]
