"""What is longer than any sheet, or made to harm, is told at once, before more is done with it."""

from __future__ import annotations

import pytest

from fiches.core.problems import FichesError
from fiches.imports.markdown_text import read_markdown
from fiches.imports.odt import read_odt
from fiches.imports.plain_text import HEAVIEST_TEXT, read_text
from fiches.imports.spreadsheet import read_csv
from fiches.imports.word import read_word
from support.odt_files import odt_file
from support.word_files import p, word_file

MANY = 100_001


@pytest.mark.parametrize(
    ("read", "data"),
    [
        (read_word, word_file(p("a " * MANY))),
        (read_odt, odt_file("<text:p>" + "a " * MANY + "</text:p>")),
        (read_text, b"a\n\n" * MANY),
        (read_markdown, b"- a\n" * MANY),
    ],
    ids="word odt text markdown".split(),
)
def test_a_book_is_told_before_it_is_read(read, data):
    with pytest.raises(FichesError, match="plus de 20000 mots"):
        read(data, "livre")


def test_a_text_that_is_too_heavy_is_told():
    with pytest.raises(FichesError, match="pèse plus de 20 Mo"):
        read_csv(b"\0" * (HEAVIEST_TEXT + 1), "reponses.csv")
