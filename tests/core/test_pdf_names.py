"""A file that qpdf wrote is named by what it holds."""

from __future__ import annotations

import io

import pikepdf
import pytest

from fiches.core import pdf_names

STATIC = bytes.fromhex("31415926535897932384626433832795")


def named(title, mode, first=None):
    book = pikepdf.new()
    book.add_blank_page()
    book.docinfo.Title = title
    if first:
        book.trailer.ID = pikepdf.Array([pikepdf.String(first)] * 2)
    file = io.BytesIO()
    book.save(file, static_id=True, object_stream_mode=mode)
    data = pdf_names.named(file)
    assert len(data) == len(file.getvalue())
    if mode == pikepdf.ObjectStreamMode.disable:
        assert f"<{pdf_names.name_of(data)}>]".encode() in data
    with pikepdf.open(io.BytesIO(data)) as made:
        assert not made.check_pdf_syntax() and made.docinfo.Title == title
        return [bytes(one) for one in made.trailer.ID]


@pytest.mark.parametrize("mode", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
def test_the_name_is_of_the_bytes(mode):
    first, again, other = named("a", mode), named("a", mode), named("b", mode)
    assert first == again != other and first[0] == first[1] and STATIC not in first
    kept = named("a", mode, b"0123456789abcdef")
    assert kept[0] == b"0123456789abcdef" and kept[1] not in (kept[0], STATIC)
