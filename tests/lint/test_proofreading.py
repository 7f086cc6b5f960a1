"""Each rule of proofreading: what it lets pass, and what it marks."""

from __future__ import annotations

from functools import partial

import pytest

from fiches.config import languages
from fiches.content import source
from fiches.lint import accents, doubled, proofreading, unpaired
from support.repository import ROOT
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
    assert marked(accents.capital_accents, line) == []


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
    assert marked(accents.capital_accents, line) == [(offset, "capitale-sans-accent")]


def test_remedy_keeps_the_word():
    [fault] = accents.capital_accents("Les Etats-Unis")
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
    assert marked(partial(doubled.doubled_words, language="fr"), line) == []


@pytest.mark.parametrize(("line", "offset"), [("dans dans la", 0), ("vers la la mer", 5), ("Le le", 0), ("que que", 0)])
def test_doubled_words(line, offset):
    assert marked(partial(doubled.doubled_words, language="fr"), line) == [(offset, "mot-double")]


@pytest.mark.parametrize(
    ("line", "offset"),
    [
        ("un plan général général", 8),
        ("Le relevé relevé annuel", 3),
        ("les jarres pleines pleines", 11),
        ("l'eau l'eau", None),
        ("une farine simple simple, puis", 11),
        ("une longue longue route", None),
        ("les élus élus en mai", None),
        ("le ciel bleu bleu", None),
        ("la porte porte son nom", None),
        ("s3://sacs/olives olives", None),
    ],
)
def test_nouns_and_adjectives_that_stand_twice(line, offset):
    assert marked(doubled.doubled_nouns, line) == ([] if offset is None else [(offset, "mot-double")])


def test_an_article_that_stands_twice_is_told_once():
    found = (
        *marked(doubled.two_articles, "Le le puits"),
        *marked(partial(doubled.doubled_words, language="fr"), "Le le"),
    )
    assert found == ((0, "mot-double"),)


@pytest.mark.parametrize("name", ["Brahim Oubella", "INDH", "Aït Ali", "M. Éric", "L. Idder"])
def test_names_that_are_right(name):
    assert marked(proofreading.capital_names, name) == []


@pytest.mark.parametrize(("name", "offset"), [("OUBELLA Brahim", 0), ("Brahim OUBELLA", 7), ("Aïcha AÏT-ALI", 6)])
def test_names_in_capitals(name, offset):
    assert marked(proofreading.capital_names, name) == [(offset, "nom-en-capitales")]


@pytest.mark.parametrize("paragraph", ["« un »", "« un « deux » trois »", "rien", "« un\ndeux »"])
def test_guillemets_that_are_paired(paragraph):
    assert marked(unpaired.guillemets, paragraph) == []


@pytest.mark.parametrize(("paragraph", "offset"), [("« un", 0), ("un »", 3), ("« un » deux »", 12), ("a « b « c »", 2)])
def test_guillemets_without_fellow(paragraph, offset):
    assert marked(unpaired.guillemets, paragraph) == [(offset, "guillemets-impairs")]


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
    for rule in (
        accents.capital_accents,
        proofreading.etcetera,
        doubled.doubled_words,
        proofreading.capital_names,
        unpaired.guillemets,
        unpaired.quotes,
    ):
        assert rule.__doc__


@pytest.mark.parametrize("paragraph", ['"un" et "deux"', 'un tube de 2" et demi', "“un”", "„un“ et „deux“", "l’un"])
def test_quotation_marks_that_are_paired(paragraph):
    assert marked(unpaired.quotes, paragraph) == []


@pytest.mark.parametrize(("paragraph", "offset"), [('"un', 0), ('un" tube de 2"', 2), ("“un” “deux", 5), ("„un", 0)])
def test_quotation_marks_without_fellow(paragraph, offset):
    assert marked(unpaired.quotes, paragraph) == [(offset, "guillemets-impairs")]


ENGLISH = FRONT + "\nlangue: en"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("The well is is deep.", [(15, 10, "mot-double")]),
        ("Pumps, taps, etc... by all.", [(15, 14, "etc-suivi")]),
        ('She said "yes. Then left.', [(15, 10, "guillemets-impairs")]),
        ("A ce jour, they had had that that.", []),  # capitals of French, and words that English has twice
        ("That is what it is.", []),
    ],
)
def test_english_sheets_are_read_too(words, told):
    assert [one for one in places(text(ENGLISH, Contexte=words)) if one[0] == 15] == told


def test_other_languages_have_words_of_their_own():
    """Nothing is said of those of French."""
    told = places(text(FRONT + "\nlangue: ar", Contexte='في في " les les'))
    assert [code for line, _, code in told if line == 15] == ["mot-double", "guillemets-impairs"]


@pytest.mark.parametrize(
    ("line", "offsets"),
    [
        ("¿Cómo? ¡Así!", []),
        ("Cómo?", [4]),
        ("Bien. ¿Y el agua? Mal!", [21]),
        ("Dijo: «¿quién?»", []),
        ("Pero, ¿cómo?", []),
        ("Uno? ¿Dos? Tres?", [3, 15]),
    ],
)
def test_sentences_of_spanish_begin_with_their_sign(line, offsets):
    assert marked(partial(proofreading.unopened, language="es"), line) == [(at, "signe-ouvrant") for at in offsets]
    assert marked(partial(proofreading.unopened, language="pt"), line) == []


def test_a_line_is_judged_anew_when_more_is_known_of_its_language(tmp_path):
    folder = tmp_path / "templates" / "langues" / "oc"
    folder.mkdir(parents=True)
    parsed, told = text(Contexte="Anam dins dins lo vilatge."), []
    for words in ("[dels]", "[dels, dins]"):
        (folder / "langue.yaml").write_text(f"nom: occitan\npetits_mots: {words}\n", "utf-8")
        languages.take_up(tmp_path)
        found = proofreading.check(source.parse_bytes(parsed.encode(), "a", "sheets/a.md")[0], "oc")
        told.append([one.code for one in found])
    languages.take_up(ROOT)
    assert told == [[], ["mot-double"]]


@pytest.mark.parametrize(
    ("line", "offsets"),
    [
        ("بدأت في 2016 Horizon Sud هنا", [8]),
        ("مع 12 SARL و3 M€ و15 kVA و34000 Montpellier و12, rue A", [3]),
        ("مع [12 SARL]{lang=fr} و12 [SARL]{lang=fr} و[12 SARL](https://exemple.org)", []),
        ("1. Horizon Sud", []),
    ],
)
def test_figures_before_a_latin_name_in_arabic_are_told(line, offsets):
    assert marked(partial(proofreading.undecided_figures, language="ar"), line) == [
        (at, "ponctuation") for at in offsets
    ]
    assert marked(partial(proofreading.undecided_figures, language="fr"), line) == []
