"""Each rule of proofreading: what it lets pass, and what it marks."""

from __future__ import annotations

import pytest

from fiches.lint import proofreading
from support.sources import FRONT, judge, places, text


def marked(rule, line):
    return [(found.column - 1, found.code) for found in rule(line)]


@pytest.mark.parametrize(
    "line",
    [
        "À ce jour, l'École de l'État accueille des élèves.",
        "La vitamine A ce matin",
        "Elle a la clé. Ali aussi.",
        "Le plan A, puis le plan B.",
        "Elle aime Etxea et les Etchegaray.",
        "A. Idder",
    ],
)
def test_capitals_that_are_right(line):
    assert marked(proofreading.capital_accents, line) == []


@pytest.mark.parametrize(
    ("line", "offset"),
    [
        ("A ce jour", 0),
        ("A Tiznit, il pleut", 0),
        ("A l'école", 0),
        ("Fin. A partir de là", 5),
        ("« A ce jour »", 2),
        ("«\u202fA ce jour\u202f»", 2),
        ("- A ce jour", 2),
        ("> A ce jour", 2),
        ("1. A ce jour", 3),
        ("l'Etat", 2),
        ("Une Ecole", 4),
        ("Les Etats-Unis", 4),
        ("Energie", 0),
        ("Evènement", 0),
    ],
)
def test_capitals_that_lost_their_accent(line, offset):
    assert marked(proofreading.capital_accents, line) == [(offset, "capitale-sans-accent")]


def test_remedy_keeps_the_word():
    [fault] = proofreading.capital_accents("Les Etats-Unis")
    problem = fault.in_file("fiche.md")
    assert str(problem.message) == "« Etats » a perdu l'accent de sa capitale"
    assert str(problem.hint) == "écrivez « États »"


@pytest.mark.parametrize("line", ["des livres, etc.", "etc. Puis", "l'etcetera…"])
def test_etcetera_that_is_right(line):
    assert marked(proofreading.etcetera, line) == []


@pytest.mark.parametrize("line", ["etc...", "etc…", "etc. …", "etc ..", "etc.…"])
def test_etcetera_that_says_it_twice(line):
    assert marked(proofreading.etcetera, line) == [(0, "etc-suivi")]


@pytest.mark.parametrize("line", ["nous nous voyons", "il en en parle", "l'est est aride", "de délai", "pour pourvoir"])
def test_words_that_may_follow_each_other(line):
    assert marked(proofreading.doubled_words, line) == []


@pytest.mark.parametrize(("line", "offset"), [("dans dans la", 0), ("vers la la mer", 5), ("Le le", 0), ("que que", 0)])
def test_doubled_words(line, offset):
    assert marked(proofreading.doubled_words, line) == [(offset, "mot-double")]


@pytest.mark.parametrize("name", ["Brahim Oubella", "INDH", "Aït Ali", "M. Éric", "L. Idder"])
def test_names_that_are_right(name):
    assert marked(proofreading.capital_names, name) == []


@pytest.mark.parametrize(("name", "offset"), [("OUBELLA Brahim", 0), ("Brahim OUBELLA", 7), ("Aïcha AÏT-ALI", 6)])
def test_names_in_capitals(name, offset):
    assert marked(proofreading.capital_names, name) == [(offset, "nom-en-capitales")]


@pytest.mark.parametrize("paragraph", ["« un »", "« un « deux » trois »", "rien", "« un\ndeux »"])
def test_guillemets_that_are_paired(paragraph):
    assert marked(proofreading.unpaired_guillemets, paragraph) == []


@pytest.mark.parametrize(("paragraph", "offset"), [("« un", 0), ("un »", 3), ("« un » deux »", 12), ("a « b « c »", 2)])
def test_guillemets_without_fellow(paragraph, offset):
    assert marked(proofreading.unpaired_guillemets, paragraph) == [(offset, "guillemets-impairs")]


def test_places():
    body = "Du texte.\nPuis dans dans un «\u00a0mot.\n\nVoir https://etat.org/le le, `Etat etc...`"
    assert places(text(Contexte=body)) == [(15, 6, "mot-double"), (15, 19, "guillemets-impairs")]


def test_names_of_the_front_matter():
    front = FRONT + "\nrecueilli_aupres:\n  - nom: IDDER Ali\n    fonction: Membre de l'ADT"
    assert places(text(front)) == [(5, 10, "nom-en-capitales")]


def test_attributions():
    assert places(text(territoire="> Oui.\n>\n> — IDDER Ali, ADT")) == [(20, 5, "nom-en-capitales")]


def test_problems_name_their_rubric():
    _, problems = judge(text(Contexte="A ce jour."))
    assert [problem.rubric for problem in problems] == ["Contexte"]


def test_comments_are_not_read():
    assert places(text(Contexte="Du texte. <!-- A ce jour dans dans -->")) == []


def test_every_rule_has_its_manual():
    for rule in (*proofreading.LINE_RULES, proofreading.capital_names, proofreading.unpaired_guillemets):
        assert rule.__doc__


@pytest.mark.parametrize(("line", "offsets"), [("•\tpremier", [0]), ("  · deux", [2]), ("- trois", []), ("a • b", [])])
def test_bullets_pasted_from_word(line, offsets):
    assert marked(proofreading.word_bullets, line) == [(offset, "puce-de-word") for offset in offsets]
