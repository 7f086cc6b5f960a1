"""The date of a press file is that of its newest source; its identifier stays, that of its version changes."""

from __future__ import annotations

import io
import os
import re

import pikepdf
import pytest

from fiches.press import pdfx_metadata
from fiches.storage import dates


@pytest.fixture
def sources(tmp_path):
    for name, day in (("a", 1_700_000_000), ("b", 1_790_000_000)):
        (tmp_path / name).write_text(name)
        os.utime(tmp_path / name, (day, day))
    return [tmp_path / "a", tmp_path / "b", tmp_path / "absent"]


def test_the_newest_of_the_sources(sources):
    assert dates.newest(sources) == "2026-09-21T00:00:00" and dates.newest(sources[:1]) == "2023-11-14T00:00:00"
    assert dates.newest([]) == "1970-01-01T00:00:00"


@pytest.mark.parametrize(
    ("epoch", "said"),
    [("1796000000", "2026-11-30T00:53:20"), ("hier", "2026-09-21T00:00:00"), ("9" * 40, "2026-09-21T00:00:00")],
)
def test_who_builds_may_say_when(sources, epoch, said):
    assert dates.newest(sources, epoch) == said


def test_a_date_in_a_pdf_says_no_more_than_is_known():
    assert dates.in_pdf("2026-11-29T10:20:30Z") == "D:20261129102030Z"
    assert (dates.in_pdf("2022"), dates.in_pdf("2022-03")) == ("D:2022", "D:202203")


def declared(seed, book=None, **more):
    """(date, document, instance) as both sets of metadata say them."""
    book = book or pikepdf.new()
    pdfx_metadata.declare(book, seed, **more)
    xmp = book.Root.Metadata.read_bytes().decode()
    made, document, instance = (re.search(f"{name}>(?:uuid:)?([^<]*)<", xmp)[1]
                                for name in ("CreateDate", "DocumentID", "InstanceID"))  # fmt: skip
    assert str(book.docinfo.CreationDate) == f"D:{re.sub('[^0-9]', '', made)}Z"
    return made, document, instance


def test_a_document_keeps_its_identifier_and_a_version_has_its_own():
    first = declared("un", made="2026-11-29T00:00:00", work="offset livret")
    second = declared("deux", made="2026-11-30T00:00:00", work="offset livret")
    assert first[0] == "2026-11-29T00:00:00Z" and second[0] == "2026-11-30T00:00:00Z"
    assert first[1] == second[1] and first[2] != second[2]
    assert declared("un", work="autre livret")[1] != first[1] and declared("un", work="x")[0] == "2000-01-01T00:00:00Z"


def test_a_part_has_the_date_of_the_whole():
    book = pikepdf.new()
    whole = declared("un", book, made="2026-11-29T10:20:30", work="livret")
    part = declared("deux", book)
    assert part[0] == whole[0] and part[1] != whole[1]
    file = io.BytesIO()
    book.save(file)
    assert file.getvalue()
