"""What is proposed where somebody speaks and nothing can be pulled out by itself."""

from __future__ import annotations

import pytest

from fiches.lint import pulled
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
