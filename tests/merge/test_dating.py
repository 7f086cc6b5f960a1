"""A booklet says the date of its newest part, in Info and in XMP."""

from __future__ import annotations

import pikepdf
import pytest

from fiches.merge import dating

OLD, NEW = "2026-11-01T00:00:00Z", "2026-11-29T00:00:00Z"


def book(made):
    pdf = pikepdf.new()
    said = f"<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate>" if made else ""
    pdf.Root.Metadata = pdf.make_stream(f"<rdf:Description>{said}</rdf:Description>".encode())
    return pdf


@pytest.mark.parametrize(("parts", "said"), [([OLD, NEW, ""], NEW), (["2025-01-01T00:00:00Z"], OLD), ([], OLD)])
def test_the_newest_date_counts(parts, said):
    one = book(OLD)
    dating.tell(one, parts)
    assert dating.of(one) == said and one.Root.Metadata.read_bytes().count(said.encode()) == 2
    if said == NEW:
        assert str(one.docinfo.CreationDate) == str(one.docinfo.ModDate) == "D:20261129000000Z"


def test_what_has_no_date_takes_that_of_its_parts():
    one = book("")
    dating.tell(one, ["", "2022", "2022-03"])
    assert dating.of(one) == "2022-03" and str(one.docinfo.ModDate) == "D:202203"
    undated = book("")
    dating.tell(undated, [""])
    assert dating.of(undated) == "" and dating.of(pikepdf.new()) == "" and "/CreationDate" not in undated.docinfo
