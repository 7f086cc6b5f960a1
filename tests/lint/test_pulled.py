"""What is proposed where somebody speaks and nothing can be pulled out by itself."""

from __future__ import annotations

import pytest

from fiches.lint import fitting, pulled
from support.sources import FRONT, good, short_project, text

WEAK = "On parle. « C'est une chance pour nous tous ici. »"
PERSON = "\nrecueilli_aupres: [{nom: Amina Tahiri, fonction: Présidente}]"


def proposed(front=FRONT, **rubrics):
    return list(pulled.check(good(text(front, **rubrics)), short_project()))


def test_a_sentence_is_proposed_on_its_line_ready_to_paste():
    (found,) = proposed(FRONT + PERSON, Contexte=WEAK)
    assert found.code == "exergue-a-choisir" and found.severity == "note"
    words = text(FRONT + PERSON, Contexte=WEAK).split("\n")
    assert "une chance" in words[found.line - 1] and "C'est une chance" in str(found.message)
    paste = str(found.hint).partition(" : ")[2]
    assert paste == """exergue: {texte: "C'est une chance pour nous tous ici.", qui: "Amina Tahiri, Présidente"}"""
    assert proposed(FRONT + PERSON + f"\n{paste}", Contexte=WEAK) == [], "its author has chosen it"


def test_who_speaks_is_asked_where_nobody_is_named():
    (found,) = proposed(Contexte=WEAK)
    assert str(found.hint).endswith("qui: }")


def test_three_are_proposed_at_most():
    weak = [f"« C'est une chance pour les {word} du douar. »" for word in ("femmes", "hommes", "jeunes", "vieux")]
    assert len(proposed(Contexte="\n\n".join(weak))) == 3


@pytest.mark.parametrize("words", ["Rien n'est dit ici.", "On dit « un mot » seulement."])
def test_nothing_is_proposed_where_nothing_is_said(words):
    assert proposed(Contexte=words) == []


def test_nor_where_something_is_pulled_out_by_itself():
    assert proposed(FRONT + PERSON, Contexte="« Nous lisons ensemble tous les soirs de la semaine. »") == []


CHOSEN = "\nexergue: Nous lisons ensemble tous les soirs de la semaine."
SAID = "Les enfants lisent. « Nous lisons ensemble tous les soirs de la semaine », dit Amina."


@pytest.mark.parametrize(("sentences", "told"), [(0, False), (120, True)])
def test_a_choice_that_no_page_shows_is_told_where_it_stands(sentences, told):
    """Where the texts that fill the pages leave it no place."""
    words = text(FRONT + CHOSEN, Contexte=SAID + " Le four cuit le pain du douar." * sentences)
    laid = fitting.lay_out(good(words), short_project())
    assert laid.layout.fits and any(page.quoted for page in laid.layout.pages) != told
    found = [problem for problem in laid.problems if problem.code == "exergue-sans-place"]
    assert [problem.severity for problem in found] == ["note"] * told
    assert all("Nous lisons" in words.split("\n")[problem.line - 1] for problem in found)
