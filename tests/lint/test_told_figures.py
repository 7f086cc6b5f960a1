"""Figures of a header that its text contradicts, and all that seems so and is none."""

from __future__ import annotations

import pytest

from fiches.content import source
from fiches.content.sheet import check
from fiches.lint import told_figures, told_shares
from support.sources import FRONT, short_project, text

TABLE = "| Année | Olives (t) | Huile (l) |\n|---|--:|--:|\n| 2020 | 38 | 6 100 |\n| 2021 | 61 | 9 900 |"


def told(figure, words, lead="Le douar presse ses olives.", language="fr"):
    """(column of the figure's line, message) of each figure that is told."""
    front = f'{FRONT}\nlangue: {language}\nchapeau: "{lead}"\nchiffres:\n  - {figure}\n  - 9 999 pas'
    parsed, faults = source.parse_bytes(text(front, Contexte=words).encode(), "fiche", "fiche.md")
    made, _ = check(parsed, short_project())
    assert made is not None and not faults
    found = list(told_figures.check(parsed, made, short_project().format))
    lines = text(front, Contexte=words).split("\n")
    assert all(lines[one.line - 1][one.column - 1 :] == figure for one in found)
    return [str(one.message) for one in found]


@pytest.mark.parametrize(
    ("figure", "words", "lead", "said"),
    [
        ("47 lecteurs inscrits", "On compte 74 lecteurs inscrits, dont 41 filles.", "On lit.", "74 lecteurs inscrits"),
        ("25 femmes coopératrices", "Vingt-deux femmes. Quatre femmes.", "Vingt-deux femmes pressent.", "Vingt-deux"),
        ("16 tonnes d'olives pressées en 2021", TABLE, "On presse.", "« 61 », sous « Olives (t) »"),
        ("1 200 arbres plantés", "Les 2 100 arbres plantés ont pris.", "On plante.", "2 100 arbres plantés"),
    ],
)  # fmt: skip
def test_another_number_of_the_same_is_told_once(figure, words, lead, said):
    (one,) = told(figure, words, lead)
    assert said in one and figure in one


@pytest.mark.parametrize(
    ("figure", "words", "lead"),
    [
        ("74 lecteurs inscrits", "Soixante-quatorze lecteurs inscrits lisent.", "On lit."),
        ("92 femmes coopératrices", "Quatre-vingt-douze femmes. Deux femmes.", "Deux femmes pressent."),
        ("25 femmes coopératrices", "Vingt-deux femmes de quatre hameaux.", "On presse."),  # said once, of the others
        ("61 tonnes d'olives pressées", "54 tonnes d'olives une année sur deux, 54 tonnes.", "54 tonnes d'olives."),
        ("16 tonnes d'olives pressées en 2019", TABLE, "On presse."),  # a year that the table has not
        ("16 repas servis en 2021", TABLE, "On presse."),  # of which no column is
        ("25 km de piste", "La piste a 12 km, puis 12 km.", "Les 12 km de piste."),
        ("+ de 200 femmes", "Douze femmes. Douze femmes.", "Douze femmes."),  # no exact figure
    ],
)
def test_what_may_be_meant_is_left(figure, words, lead):
    assert told(figure, words, lead) == []


def test_numbers_of_other_languages_are_not_read():
    assert told("47 lecteurs inscrits", "On compte 74 lecteurs inscrits.", language="en") == []


@pytest.mark.parametrize(
    ("said", "share"),
    [
        ("160 000 DH, soit un quart du budget.", None),
        ("160 000 DH, soit 25 % du coût total.", None),
        ("160 000 DH, soit la moitié du budget.", "25 %"),
        ("480 000 DH, soit trois quarts du budget.", None),
        ("480 000 DH, soit deux tiers du total.", "75 %"),
        ("160 000 DH, soit la moitié du budget de la commune.", None),  # another whole
        ("160 000 DH, soit plus que prévu du budget.", None),
        ("160 000 €, soit la moitié du budget.", None),
    ],
)
def test_a_share_of_what_was_spent_is_told_where_it_is_another(said, share):
    front = f"{FRONT}\nchiffres:\n  - 640 000 DH investis\n  - 22 femmes"
    words = text(front, Contexte=f"La diaspora a réuni {said}")
    parsed, _ = source.parse_bytes(words.encode(), "fiche", "fiche.md")
    made, _ = check(parsed, short_project())
    found = list(told_shares.check(parsed, made, short_project().format))
    assert [share in str(one.message) for one in found] == [True] * bool(share)
    assert all(words.split("\n")[one.line - 1][one.column - 1 :] == said for one in found)
