"""Words of our data in several languages: all that we ship is in each language that we speak."""

from __future__ import annotations

import pytest

from fiches.config import formats, json_schema
from fiches.config.project import HOUSE
from fiches.config.translated import NO_WORDS, Translated
from fiches.core.messages import INTERFACE_LANGUAGES
from support.sources import FORMAT, SHORT, project

FILES = ("collection.yaml", "livret.yaml", "imprimeur.yaml", "controle.yaml")
FORMATS = {name: formats.load(name, (HOUSE / "templates",))[0] for name in formats.names((HOUSE / "templates",))}
KEYS = {**{name: formats.house_fields(name) for name in FILES}, **{name: one.fields for name, one in FORMATS.items()}}


def every(fields):
    return [*fields, *(inner for field in fields for inner in every(field.fields))]


@pytest.mark.parametrize("name", KEYS)
def test_each_key_is_explained_in_each_language(name):
    for field in every(KEYS[name]):
        said = [field.description.in_language(code) for code in INTERFACE_LANGUAGES]
        assert all(said) and len(set(said)) == len(INTERFACE_LANGUAGES), field.name
        said = set(dict(field.label.texts))  # those that pages print may be said in more languages
        assert not said or said >= set(INTERFACE_LANGUAGES), field.name


@pytest.mark.parametrize("name", FORMATS)
def test_each_question_of_a_format_is_asked_in_each_language(name):
    for words in (FORMATS[name].description, *(spec.question for spec in FORMATS[name].rubrics)):
        assert not words or set(dict(words.texts)) >= set(INTERFACE_LANGUAGES)
    assert FORMATS["capitalisation"].rubrics[1].question.in_language("en").startswith("Where, when")


def test_what_a_language_lacks_is_said_in_french_or_as_it_is():
    assert Translated((("en", "a"), ("fr", "b"))).in_language("ar") == "b"
    assert Translated((("en", "a"),)).in_language("ar") == str(Translated((("en", "a"),))) == "a"
    assert not NO_WORDS and NO_WORDS.in_language("fr") == "" and not Translated((("fr", ""),))


def test_a_format_may_say_it_in_one_language_or_in_several(tmp_path):
    own = FORMAT + (
        "fields:\n  a: {description: Un.}\n  b: {label: B, description: {fr: Deux., en: Two.}, example: c}\n"
        "description: {fr: Trois., en: Three.}\n"
    )
    made = project(tmp_path, {**SHORT, "templates/essai/format.yaml": own}).format
    schemas = {code: json_schema.schema(made, code) for code in INTERFACE_LANGUAGES}
    assert [one["title"] for one in schemas.values()] == ["Trois.", "Three."]
    assert [one["properties"]["a"]["description"] for one in schemas.values()] == ["Un.", "Un."]
    assert [one["properties"]["b"]["description"] for one in schemas.values()] == ["Deux.", "Two."]


@pytest.mark.parametrize("typed", ["description: [a]", "description: {fr: [a]}", "label: {fr: {a: b}}"])
def test_words_of_another_shape_are_told(typed, tmp_path):
    (tmp_path / "a.yaml").write_text(f"fields: {{a: {{{typed}}}}}", "utf-8")
    with pytest.raises(ValueError, match="champ-invalide"):
        formats.fields_of_ours(tmp_path / "a.yaml")


def test_a_comma_without_quotes_is_told_as_what_it_is(tmp_path):
    (tmp_path / "a.yaml").write_text("fields: {a: {description: {fr: Combien, et de qui ?}}}", "utf-8")
    with pytest.raises(ValueError, match=r"cle-inconnue\.language"):
        formats.fields_of_ours(tmp_path / "a.yaml")
