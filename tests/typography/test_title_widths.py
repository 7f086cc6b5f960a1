"""Titles by the width of their letters: what is cut, what stays together, how wide a line is thought to be."""

from __future__ import annotations

from functools import cache

import pytest
from fontTools.ttLib import TTFont

from fiches.typography import titles
from support.repository import ROOT

FACES = ("BricolageGrotesque-ExtraBold", "Vollkorn-Bold")  # that set titles in the house and in its theme
CLASSES = {
    "narrow": "iljI1’'.,;:!|()[] \u00a0\u202f",
    "rather narrow": "frt-«»?",
    "usual": "aeosncdpquvxyzbghk",
    "wide": "mwMWœŒ%",
    "capitals": "ABCDEFGHKLNOPRSTUV",
}


@cache
def advance(face, letters):
    """The mean width of some letters in a face, for 1 that « e » and « n » have."""
    font = TTFont(ROOT / f"styles/fonts/{face}.ttf")
    names, widths = font.getBestCmap(), font["hmtx"]
    known = [widths[names[ord(letter)]][0] for letter in letters if ord(letter) in names]
    usual = sum(widths[names[ord(letter)]][0] for letter in "en") / 2
    return sum(known) / len(known) / usual


@pytest.mark.parametrize("letters", CLASSES.values(), ids=CLASSES)
def test_letters_are_as_wide_as_the_faces_draw_them(letters):
    drawn = sum(advance(face, letters) for face in FACES) / len(FACES)
    assert titles.width(letters) / len(letters) == pytest.approx(drawn, abs=0.06)


def test_accents_that_stand_apart_take_no_room():
    assert titles.width("e\u0301te\u0301") == titles.width("été")


@pytest.mark.parametrize(("title", "cut"), [
    ("x" * 40 + " moulins", "x" * 40 + " moulins"), ("x" * 40 + " moulins s", "x" * 40 + " moulins…"),
    ("x" * 41 + " moulins", "x" * 41 + "…"), ("x" * 48, "x" * 48), ("x" * 49, "x" * 47 + "…"),
    ("x" * 36 + " de la vallée", "x" * 36 + "…"), ("de la " * 8 + "vallée", "de…"),
    ("x" * 20 + " « les moulins de la vallée »", "x" * 20 + "…"), ("x" * 40 + " bois, moulins", "x" * 40 + " bois…"),
])  # fmt: skip
def test_a_running_title_has_48_characters_at_most(title, cut):
    """It ends on a word that can stand there: no article or preposition, no open guillemet, no comma."""
    assert titles.short(title) == cut
    assert len(cut) <= 48 + 1, "the sign of what is missing hangs over"


@pytest.mark.parametrize(("title", "held"), [
    ("Les bus de la vallée", "Les~bus~de~la~vallée"), ("Pour une école", "Pour une~école"),
    ("L’eau et nous", "L’eau et~nous"),
    ("Bon père & fils", "Bon~père &~fils"), ("Dar & Co", "Dar &~Co"), ("Un mot", "Un~mot"),
    ("Quatre mots ici", "Quatre mots ici"),
])  # fmt: skip
def test_words_of_three_letters_or_fewer_stay_with_the_next(title, held):
    """« Pour » may end a line, « des » and « les » may not."""
    assert titles.held(title).replace("\u00a0", "~") == held
