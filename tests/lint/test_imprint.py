"""A booklet that says who made it is told which lines of an imprint the law asks for besides."""

from __future__ import annotations

import pytest

from fiches.content import source
from fiches.content.booklet import Booklet
from fiches.lint import imprint

LINES = ["impression:", "depot_legal:"]
HEAD = b"---\ntitre: Un livret\nours:\n  direction: Amina\n---\n"


@pytest.mark.parametrize(
    ("ours", "keys"),
    [
        (None, None),
        ({"direction": "Amina"}, ["impression:", "depot_legal:"]),
        ({"direction": "Amina", "impression": "À Agadir, mars 2024"}, ["depot_legal:"]),
        ({"depot_legal": "2024MO0001", "impression": "À Agadir, mars 2024"}, None),
    ],
)
def test_an_imprint_without_printer_or_legal_deposit_is_told_on_its_line(ours, keys):
    parsed, _ = source.parse_bytes(HEAD, "livret", "sheets/livret.md")
    book = Booklet("livret", "sheets/livret.md", "Un livret", "fr", {"ours": ours} if ours else {}, (), ())
    found = list(imprint.check(parsed, book))
    assert [(one.code, one.line) for one in found] == ([("ours-incomplet", 4)] if keys else [])
    assert all([name for name in LINES if name in str(one.message)] == keys for one in found)
