"""Links between the sheets of a booklet by their public addresses lead to its own pages; a code still leads out."""

from __future__ import annotations

import pikepdf

from fiches.merge import outline
from fiches.merge.outline import CopiedFile


def linked(*addresses):
    """A page with links to addresses, each called « … (address) »."""
    links = [
        pikepdf.Dictionary(
            Subtype=pikepdf.Name.Link,
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=one),
            Contents=f"العربية ({one})",
        )
        for one in addresses
    ]
    return pikepdf.Dictionary(Type=pikepdf.Name.Page, Annots=pikepdf.Array(links))


def test_a_version_that_is_in_the_booklet_is_there():
    own, other, elsewhere = (f"https://x.example/f/{name}" for name in ("1", "1-ar", "1-en"))
    page = linked(own, other, elsewhere)
    book = pikepdf.new()
    book.add_blank_page()
    outline.join(book, [CopiedFile("a", [page], None, None)], {}, {own: "a", other: "a.ar"})
    code, inside, outside = page.Annots
    assert str(code.A.URI) == own and "/Dest" not in code
    assert str(inside.Dest) == "a.ar" and "/A" not in inside and str(inside.Contents) == "العربية"
    assert str(outside.A.URI) == elsewhere and "/Dest" not in outside


def test_without_public_addresses_links_stay_as_they_are():
    page = linked("https://x.example/f/1-ar")
    book = pikepdf.new()
    book.add_blank_page()
    outline.join(book, [CopiedFile("a", [page], None, None)], {}, {})
    assert "/A" in page.Annots[0]
