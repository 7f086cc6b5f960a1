"""A finished file as PDF 2.0: what PDF/UA-2 and PDF/A-4 ask of one, and that nothing else changes."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, NameTree, String

from fiches.merge import pdf_two
from fiches.merge.outline import all_items
from support import small_collection, verapdf

PACKET = b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>"


def tag(book, kind, page, *kids, **keys):
    made = book.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), Pg=page, K=Array(kids), **keys))
    for kid in kids:
        if isinstance(kid, Dictionary) and "/S" in kid:
            kid.P = made
    return made


def screen():
    """A page with a heading, a figure and its caption, a line of contents; a bookmark and a place with a name."""
    book = pikepdf.new()
    page = book.add_blank_page().obj
    link = book.make_indirect(Dictionary(Subtype=Name.Link, Dest=String("une")))
    reference = book.make_indirect(Dictionary(Type=Name.OBJR, Obj=link))
    line = tag(book, "TOCI", page, tag(book, "Link", page, 3, reference))
    held = [tag(book, kind, page, number) for number, kind in enumerate(("H1", "Figure", "Caption"))]
    art = tag(book, "Art", page, *held, tag(book, "TOC", page, line))
    top = tag(book, "Document", page, art)
    del top["/Pg"]
    book.Root.StructTreeRoot = book.make_indirect(Dictionary(K=Array([top])))
    place = Array([page, Name.XYZ, 0, 100, 0])
    item = book.make_indirect(Dictionary(Title=String("Un titre"), Dest=place, SE=held[0]))
    book.Root.Outlines = book.make_indirect(Dictionary(First=item, Last=item, Count=1))
    book.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("une"), place])))
    book.Root.Metadata = book.make_stream(PACKET)
    book.trailer.Info = book.make_indirect(Dictionary(Title=String("Un titre")))
    file = io.BytesIO()
    book.save(file, fix_metadata_version=False)
    return file.getvalue()


@pytest.fixture(scope="module")
def made():
    return pdf_two.conformed(screen())


def below(held):
    for kid in held.K:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from below(kid)


def kinds(held):
    return [str(kid.S)[1:] for kid in held.K if isinstance(kid, Dictionary) and "/S" in kid]


def test_it_speaks_of_itself_in_xmp_alone(made):
    with pikepdf.open(io.BytesIO(made)) as book:
        assert book.pdf_version == "2.0" and "/Info" not in book.trailer
        said = book.Root.Metadata.read_bytes().decode()
    assert "<pdfaid:part>4</pdfaid:part><pdfaid:rev>2020</pdfaid:rev>" in said and "conformance" not in said
    assert "<pdfuaid:part>2</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev>" in said


def test_tags_are_of_the_namespace_that_knows_them(made):
    with pikepdf.open(io.BytesIO(made)) as book:
        [space] = book.Root.StructTreeRoot.Namespaces
        assert str(space.NS) == pdf_two.NAMESPACE
        found = {str(one.S): one.get("/NS") == space for one in below(book.Root.StructTreeRoot)}
    assert found.pop("/Art") is found.pop("/TOC") is found.pop("/TOCI") is False and all(found.values())


def test_a_caption_ends_what_it_stands_in(made):
    with pikepdf.open(io.BytesIO(made)) as book:
        [art] = book.Root.StructTreeRoot.K[0].K
        assert kinds(art) == ["H1", "Sect", "TOC"] and kinds(art.K[1]) == ["Figure", "Caption"]
        assert art.K[1].P.objgen == art.objgen and {kid.P.objgen for kid in art.K[1].K} == {art.K[1].objgen}


def test_bookmarks_names_and_contents_lead_to_tags_and_still_to_pages(made):
    with pikepdf.open(io.BytesIO(made)) as book:
        page, art = book.pages[0].obj, book.Root.StructTreeRoot.K[0].K[0]
        [item] = all_items(book.Root.Outlines)
        assert (item.A.S, item.A.D[0].objgen, item.A.SD[0].objgen) == ("/GoTo", page.objgen, art.K[0].objgen)
        place = NameTree(book.Root.Names.Dests)["une"]
        assert (place.D[0].objgen, place.SD[0].objgen, place.SD[3]) == (page.objgen, art.objgen, 100), "its first"
        [line] = art.K[2].K
        assert [one.objgen for one in line.Ref] == [art.objgen]


def test_the_same_file_gives_the_same_bytes(made):
    assert pdf_two.conformed(screen()) == made


def test_made_again_it_has_the_same_tags(made):
    """A booklet is made of files that were made so already."""
    before, after = (pikepdf.open(io.BytesIO(data)) for data in (made, pdf_two.conformed(made)))
    assert [one.S for one in below(before.Root.StructTreeRoot)] == [one.S for one in below(after.Root.StructTreeRoot)]
    assert all(
        kid.P.objgen == one.objgen
        for one in below(after.Root.StructTreeRoot)
        for kid in below(one)
        if kid in list(one.K)
    )
    assert len(after.Root.StructTreeRoot.Namespaces) == 1


@pytest.mark.slow
def test_a_collection_asks_for_it(tmp_path):
    settings = f"{small_collection.SETTINGS}conformite: ua-2\n"
    root = small_collection.collection(tmp_path, collection=settings, a=small_collection.sheet("Note a"))
    small_collection.make(root)
    for path in (root / "build/fiches/a.pdf", root / "build/livret.pdf"):
        with pikepdf.open(path) as book:
            assert book.pdf_version == "2.0" and "/Info" not in book.trailer


@pytest.mark.slow
def test_verapdf_takes_them_for_both(finished, tmp_path):
    paths = [tmp_path / path.name for path in finished.files]
    for path, own in zip(paths, finished.files, strict=True):
        path.write_bytes(pdf_two.conformed(own.read_bytes()))
    try:
        for flavour in ("ua2", "4"):
            found = verapdf.validate_all(paths, flavour)
            assert {name: one.broken for name, one in found.items() if not one.compliant} == {}
    except verapdf.Absent as absent:
        pytest.skip(str(absent))
