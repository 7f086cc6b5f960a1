"""Words that are often written wrong are told with the right one; names and addresses are left alone."""

from __future__ import annotations

import pytest

from fiches.config import languages
from fiches.lint import misspellings

WITH_FILES = [code for code in languages.codes() if misspellings.of_language(code).words]


def told(line, language="fr"):
    every = (one.in_file("fiche.md") for one in misspellings.check(line, language))
    return [(one.column, str(one.message), str(one.hint)) for one in every]


@pytest.mark.parametrize(
    ("line", "column", "typed", "better"),
    [
        ("Le puit est profond.", 4, "puit", "puits"),
        ("Trés vite, il pleut.", 1, "Trés", "Très"),
        ("On parle de l’acceuil.", 15, "acceuil", "accueil"),
        ("Il vient, quelque soit le temps.", 11, "quelque soit", "quel que soit"),
        ("C’est à dire demain.", 1, "C’est à dire", "C'est-à-dire"),
    ],
)
def test_told_with_the_right_word(line, column, typed, better):
    ((at, said, hint),) = told(line)
    assert at == column and f"« {typed} »" in said and f"« {better} »" in hint


@pytest.mark.parametrize(
    "line",
    [
        "Chez M. Puit, à Puit-en-Velay.",
        "puit@example.org, www.puit.org",
        "Le puits, l'accueil, aujourd'hui.",
        "aux puit-là",
    ],
)
def test_left_alone(line):
    assert told(line) == []


def test_a_language_has_its_own():
    assert told("We recieve water.", "en") and not told("We recieve water.", "fr")
    assert told("We recieve water.", "zgh") == []


@pytest.mark.parametrize("code", WITH_FILES)
def test_no_right_word_is_among_the_wrong_ones(code):
    known = misspellings.of_language(code)
    assert not known.words.keys() & set(known.words.values()) and not known.rows.keys() & set(known.rows.values())
