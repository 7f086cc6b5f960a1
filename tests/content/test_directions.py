"""A paragraph in Arabic of a sheet that is not says so without being told; what is tagged or mixed is left alone."""

from __future__ import annotations

import pytest

from fiches.content import directions, markdown
from fiches.content.blocks import Words, plain
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


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("Association Exemple, 12 rue du Port.", "ar", "und"),
        (f"ADESE {WATER}", "ar", ""),
        ("12 500,50 €", "ar", ""),
        (WATER, "fr", "ar"),
        ("Le mot « ماء »", "fr", ""),
    ],
)
def test_a_line_wholly_in_other_letters_is_a_passage(words, language, found):
    [said] = directions.of_whole((Words(words),), language)
    assert getattr(said, "lang", "") == found and plain((said,)) == words


def test_the_sign_before_the_name_of_an_owner_is_of_the_line_around_it():
    sign, name = directions.of_whole((Words(f"© {WATER}"),), "fr")
    assert plain((sign,)) == "© " and (plain((name,)), name.lang) == (WATER, "ar")
    [own] = directions.of_whole((Words("© Horizon Sud"),), "ar")
    assert own.lang == "und"


def test_what_was_said_in_arabic_keeps_the_name_of_who_said_it():
    sheet = good(text(territoire=f"> {WATER}\n>\n> — Fatima"))
    [testimony] = sheet.rubrics[-1].testimonies
    assert [block.lang for block in testimony.blocks] == ["ar"]
