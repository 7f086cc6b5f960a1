"""A paragraph in Arabic of a sheet that is not says so without being told; what is tagged or mixed is left alone."""

from __future__ import annotations

import pytest

from fiches.content import directions, markdown
from support.sources import good, text

WATER = "الماء ثروة يجب الحفاظ عليها."


def languages(words, language="fr"):
    """The language of each block of some words."""
    return [block.lang for block in directions.told(markdown.read(words, 1)[0], language)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (WATER, ["ar"]),
        (f"ADESE {WATER}", ["ar"]),
        (f"**{WATER}**", ["ar"]),
        (f"### {WATER}", ["ar"]),
        (f"- {WATER}\n- {WATER}", ["ar"]),
        (f"Des mots.\n\n{WATER}", ["", "ar"]),
        (f"{WATER}\n{{: lang=fa }}", ["fa"]),
        ("Le mot « ماء » veut dire l'eau.", [""]),
        (f"Elle dit : [{WATER}]{{lang=ar}}", [""]),
        ("- un puits creusé par le village\n- ماء", [""]),
        ("12 500,50", [""]),
    ],
)
def test_by_most_of_its_letters(words, found):
    assert languages(words) == found


def test_nothing_is_said_in_a_sheet_in_arabic():
    assert languages(f"{WATER}\n\nDes mots.", "ar") == ["", ""]


def test_what_was_said_in_arabic_keeps_the_name_of_who_said_it():
    sheet = good(text(territoire=f"> {WATER}\n>\n> — Fatima"))
    [testimony] = sheet.rubrics[-1].testimonies
    assert [block.lang for block in testimony.blocks] == ["ar"]
