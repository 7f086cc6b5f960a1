"""The booklet put together from finished sheets is the one that a single pass over all its pages makes."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
from PIL import ImageChops

from fiches.build.pipeline import build
from fiches.build.session import RenderSession, SheetPdf
from fiches.config.project import open_project
from fiches.html.documents import BoundSheet, traits
from fiches.lint import collection, fitting
from fiches.storage import fingerprints
from fiches.storage.made import MadeFile
from support import conformity, pdf_reader
from support.repository import ROOT, SLUGS

pytestmark = pytest.mark.no_unit

VISIBLE = 24  # of 255: less is the rounding of the raster


def both(out, slugs):
    """(assembled, in one pass): the two files of a booklet of these sheets."""
    project, _ = open_project(ROOT, out)
    found = collection.read(project)
    book = replace(found.booklets["livret"], sheets=tuple(slugs))
    build(project, slugs)
    shop = RenderSession(project)
    sheets = [found.sheets[slug] for slug in slugs]
    parts = [part(shop, one, out) for one in sheets]
    jacket = shop.jacket(book, sheets, parts)
    made = shop.booklet(jacket, parts)
    laid = [BoundSheet(one, layout=fitting.lay_out(one, shop.project).layout) for one in sheets]
    folios = jacket.pdf.folios
    html, problems = shop.studio.booklet(book, laid, folios)
    assert not problems
    once, problems = shop.engine.render(html, book.path)
    assert made.pdf and once and not problems and not made.problems
    for name, data in (("assemble", made.pdf.data), ("une-passe", pdf_reader.lowered(once.data))):
        (out / f"{name}.pdf").write_bytes(data)
    return out / "assemble.pdf", out / "une-passe.pdf"


def part(shop, one, out):
    laid, path = fitting.lay_out(one, shop.project).layout, f"fiches/{one.slug}.pdf"
    file = MadeFile(out, path, fingerprints.key((out / path).read_bytes()))
    return SheetPdf(one.slug, file, 4, traits(laid))


def outline(reader):
    def walk(items):
        for item in items:
            yield (
                list(walk(item))
                if isinstance(item, list)
                else (item.title, reader.get_destination_page_number(item), round(float(item.top), 2))
            )

    return list(walk(reader.outline))


def places(reader):
    found = reader.named_destinations
    return {name: (reader.get_destination_page_number(one), round(float(one.top), 2)) for name, one in found.items()}


def links(reader):
    return [
        (number, [round(float(side)) for side in note["/Rect"]], note["/A"]["/URI"] if "/A" in note else note["/Dest"])
        for number, page in enumerate(reader.pages)
        for note in (one.get_object() for one in page.get("/Annots", []))
    ]


@pytest.mark.slow
@pytest.mark.parametrize("slugs", [SLUGS[:1], SLUGS], ids=["one", "ten"])
def test_assembled_is_one_pass(tmp_path, slugs):
    one, other = both(tmp_path, slugs)
    assert pdf_reader.read(one) == pdf_reader.read(other)
    assert pdf_reader.tags(one) == pdf_reader.tags(other)
    ours, theirs = pdf_reader.opened(one), pdf_reader.opened(other)
    assert outline(ours) == outline(theirs)
    assert places(ours) == places(theirs)
    assert links(ours) == links(theirs)
    assert ours.page_labels == theirs.page_labels and ours.metadata == theirs.metadata
    for page, same in zip(ours.pages, theirs.pages, strict=True):
        assert (page.mediabox, page.trimbox, page.bleedbox) == (same.mediabox, same.trimbox, same.bleedbox)
    assert differing(one, other) == []
    for path in (one, other):
        assert conformity.broken(path) == []
    assert one.stat().st_size < 1.02 * other.stat().st_size


def differing(one, other):
    """The pages of two files that a reader could tell apart at 100 dpi."""
    found = []
    with pypdfium2.PdfDocument(one) as ours, pypdfium2.PdfDocument(other) as theirs:
        for number, (page, same) in enumerate(zip(ours, theirs, strict=True), start=1):
            pictures = [each.render(scale=100 / 72).to_pil().convert("RGB") for each in (page, same)]
            most = max(high for _, high in ImageChops.difference(*pictures).getextrema())
            found += [(number, most)] if most > VISIBLE else []
    return found
