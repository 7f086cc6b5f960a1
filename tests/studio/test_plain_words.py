"""What a problem says in a form: no key, no mark of a file, no line; a button where a program mends it."""

from __future__ import annotations

import re

import pytest

from fiches.config import formats
from fiches.config.project import search
from fiches.core.messages import INTERFACE_LANGUAGES, catalogue, message
from fiches.core.problems import fault
from fiches.lint import collection
from fiches.places.finder import PlaceFinders
from fiches.studio import mending, plain_words
from fiches.studio.plain_words import FormWords
from support.mistakes import GOOD, MISTAKES
from support.repository import ROOT
from support.sources import short_project

FIELDS = short_project().format.fields
OF_A_FILE = re.compile(r"YAML|[a-z]: |ligne \d|line \d|en-tête|front matter|\bclé\b|\bkey\b")


def told(one, about="periode", found=None, language="fr"):
    words = FormWords(catalogue(language), plain_words.labels(FIELDS, language))
    return words.problem(one, about, found)


def problems(typed):
    project = short_project()
    return collection.read_text(typed.encode(), "four", project, PlaceFinders(project)).problems


@pytest.mark.parametrize("name", formats.names(search(ROOT, "templates")))
def test_what_a_rubric_asks_has_no_mark_of_a_file(name):
    format_, _ = formats.load(name, search(ROOT, "templates"))
    for rubric in format_.rubrics:
        for language in dict(rubric.question.texts):
            assert not re.search(r"##|>", plain_words.question(rubric, language))


@pytest.mark.parametrize(("right", "typed", "code"), MISTAKES.values(), ids=MISTAKES)
def test_everyday_mistakes_are_told_without_a_mark_of_the_file(right, typed, code):
    wrong = GOOD.replace(right, typed, 1)
    found = next(one for one in problems(wrong) if one.code == code)
    for language in INTERFACE_LANGUAGES:
        said = " ".join(told(found, found=mending.mend(found, wrong), language=language))
        assert said and not OF_A_FILE.search(said)


def test_keys_have_the_labels_of_the_form():
    missing = fault("champ-obligatoire.key", key="periode", hint=message("field.add", sample="x"))
    assert told(missing.in_file("x")) == ("« Date du projet » est à remplir.", "Remplissez son champ.")
    wrong = fault("cle-inconnue.key", key="period", hint=message("did-you-mean.bare", word="periode"))
    assert told(wrong.in_file("x"))[1] == "Vouliez-vous dire Date du projet ?"
    some = message("list.or", most=(message("list.quoted", word="commune"),), final=message("list.quoted", word="lieu"))
    one_of = fault("champ-obligatoire.nothing", hint=message("field.add-one", keys=some))
    assert told(one_of.in_file("x"))[1] == "Remplissez l'un de ses champs : « Commune » ou « Lieu »."


def test_a_line_that_nobody_can_read_is_shown_and_can_be_taken_away():
    typed = GOOD.replace("titre: ", "oups\ntitre: ", 1)
    one = next(one for one in problems(typed) if one.code == "yaml-illisible")
    found = mending.without_line(one, typed)
    assert mending.mended(typed, found).replace("---\n\n", "---\n", 1) == GOOD
    assert told(one, "", found) == ("Une ligne des repères ne se lit pas : « oups ».", "Le bouton le corrige.")
    assert mending.without_line(fault("sigle", 2).in_file("x"), typed) is None
