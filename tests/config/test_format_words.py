"""What a format says in one more language is one more file."""

from __future__ import annotations

import pytest

from fiches.config import formats
from fiches.config.project import HOUSE
from support.sources import FORMAT, SHORT, project

WORDS = "templates/langues/oc/mots/essai.yaml"
OWN = FORMAT + "labels:\n  kind: {fr: Fiche}\nfields:\n  lieu: {label: {fr: Lieu}, fields: {}}\n"


def opened(tmp_path, words):
    return project(tmp_path, {**SHORT, "templates/essai/format.yaml": OWN, WORDS: words})


def test_labels_titles_questions_and_keys_are_said_in_it(tmp_path):
    """A format keeps what its own file says."""
    words = (
        "labels: {kind: Ficha}\nrubrics:\n  contexte: {title: Tèxte, key: Tèx, question: Qué?, reading: Legir.}\n"
        "fields:\n  lieu: {label: Luòc, description: Ont., example: Aval}\ndescription: Pichona.\n"
    )
    made = opened(tmp_path, words).format
    spec = made.rubrics[1]
    lieu = next(field for field in made.fields if field.name == "lieu")
    assert made.label("kind", "oc") == "Ficha" and made.label("kind", "fr") == "Fiche"
    assert spec.split_title("oc") == ("Tèx", "te") and spec.title("fr") == "Contexte"
    assert (spec.question.in_language("oc"), spec.reading["oc"]) == ("Qué?", "Legir.")
    assert [words.in_language("oc") for words in (lieu.label, lieu.description, lieu.example)] == [
        "Luòc",
        "Ont.",
        "Aval",
    ]
    assert made.description.in_language("oc") == "Pichona."


def test_the_words_of_the_collection_prevail_over_those_of_the_house(tmp_path):
    words = "labels: {kit_read: Leed}\n"
    made = project(tmp_path, {**SHORT, "templates/langues/es/mots/commun.yaml": words}).format
    assert made.label("kit_read", "es") == "Leed"
    assert made.label("kit_share", "es") == "Compartir"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("labels: {kinds: Ficha}", "format-incomplet"),
        ("rubrics: {textes: {title: Tèxte}}", "format-incomplet"),
        ("labels: [a]", "champ-invalide"),
        ("titres: {}", "cle-inconnue"),
        ("labels: {", "yaml-illisible"),
    ],
)
def test_what_is_wrong_with_a_file_of_words_is_told_in_it(tmp_path, words, code):
    opened(tmp_path, "")
    (tmp_path / WORDS).write_text(words, "utf-8")
    _, problems = formats.load("essai", (tmp_path / "templates", HOUSE / "templates"))
    assert [(one.path, one.code) for one in problems] == [(WORDS, code)]
