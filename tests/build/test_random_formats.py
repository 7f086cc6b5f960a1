"""Formats that nobody has thought of, built: refused in words, or all that the sheet says stands on its pages."""

from __future__ import annotations

import re

import pytest

from fiches.core.problems import Severity
from support import pdf_reader, random_formats, small_collection
from support.sources import write

pytestmark = pytest.mark.no_unit

OF_PAGES = {"chevauchement", "moteur", "gabarit", "avis-du-moteur"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100))
def test_a_random_format_is_built_whole_or_refused_with_a_place_and_a_reason(seed, tmp_path):
    made = random_formats.made(seed)
    write(tmp_path, made.files)
    built = small_collection.make(tmp_path)
    assert all(one.path and one.line >= 1 and one.message for one in built.problems)
    if any(one.severity is Severity.ERROR for one in built.problems):
        return
    assert OF_PAGES.isdisjoint(built.codes)
    [name] = [name for name in built.files if name.endswith("essai.pdf")]
    said = "".join(pdf_reader.read(tmp_path / "build" / name).split())  # a table too wide even for its page cuts words
    found = re.findall(r"k(\d+)z|z(\d+)k", said)  # from right to left too
    assert sorted(set(made.signs) - {int(one or other) for one, other in found}) == []
