"""New sheets get a name that every system takes."""

from __future__ import annotations

import pytest

from fiches.config import languages
from fiches.config.project import open_project
from fiches.content import new_files, own_format
from fiches.content.new_files import Beginning
from fiches.core.problems import FichesError
from fiches.lint import collection
from fiches.places.finder import PlaceFinders
from support.repository import ROOT
from support.sources import project

FORMATS = ROOT / "templates"


@pytest.mark.parametrize(("title", "name"), [("Con", "fiche-con"), ("Livret", "fiche-livret"), ("Le four", "le-four")])
def test_a_title_names_its_sheet(tmp_path, title, name):
    path = new_files.new_sheet(project(tmp_path), title)
    assert path.stem == name and new_files.is_named_after(path, title)


def test_a_name_that_windows_takes_for_a_device_is_refused(tmp_path):
    with pytest.raises(FichesError) as caught:
        new_files.new_sheet(project(tmp_path), "Un titre", "nul")
    assert str(caught.value.hint) == "écrivez --nom fiche-nul"


@pytest.mark.parametrize("name", ["osim", "bonne-pratique", "deux-pages", "pratiques", "recit"])
def test_a_collection_begins_in_a_format_with_its_example_or_with_its_questions(name, tmp_path):
    """Those of the interface, under titles of the collection."""
    new_files.init(tmp_path / "fr", "fr", Beginning(name))
    shown, problems = open_project(tmp_path / "fr")
    assert problems == [] and (shown.format.name, shown.language) == (name, "fr")
    assert [path.name for path in shown.sources()[0]] == ["exemple.md"]
    other = "zgh"
    written = new_files.init(tmp_path / "other", "en", Beginning(name, other))
    empty, problems = open_project(tmp_path / "other")
    assert problems == [] and (empty.format.name, empty.language) == (name, other)
    assert [path.name for path in written] == ["collection.yaml", "my-first-sheet.md"]
    assert (empty.settings.running_title, empty.settings.colophon) == ("", ()), "no words in English"
    text = written[1].read_text("utf-8")
    for spec in empty.format.rubrics:
        title, asked = spec.titles.get(other, spec.titles["fr"]), spec.question.in_language(other)
        asked = spec.question.in_language("en") if asked == spec.question.in_language("fr") else asked
        assert f"## {title}\n\n<!-- {asked} -->" in text
    (tmp_path / "peu" / "sheets").mkdir(parents=True)
    assert [path.name for path in new_files.init(tmp_path / "peu", "fr", Beginning(name, "ar"))] == ["collection.yaml"]


every_example = pytest.mark.parametrize(
    "example", sorted(FORMATS.glob("*/exemple/??")), ids=lambda path: f"{path.parts[-3]}-{path.name}"
)


def begun_with(example, folder):
    """A collection that begins with an example: in its language, its settings good."""
    name, language = example.parts[-3].replace("commun", "capitalisation"), example.name
    new_files.init(folder, language, Beginning(name, language))
    made, problems = open_project(folder)
    assert problems == [] and (made.format.name, made.language) == (name, language)
    return made


@every_example
def test_an_example_is_one_in_its_language(example, tmp_path):
    """Its sheet is good, and every picture that it shows comes with it."""
    made = begun_with(example, tmp_path / "own")
    [path] = made.sources()[0]
    reading = collection.read_sheet(path, made, PlaceFinders(made))
    assert reading.problems == [] and reading.sheet.language == example.name


@pytest.mark.slow
@every_example
def test_an_example_is_good_on_its_pages(example, tmp_path):
    assert list(collection.read(begun_with(example, tmp_path / "own")).problems) == []


def test_every_format_has_an_example_in_each_language_that_asks_its_questions():
    """In the two others, whose words nobody who speaks them has read, a collection begins with a sheet to fill in."""
    shipped = [path.parent.name for path in FORMATS.glob("*/composition.yaml")]
    lacking = {
        code for code in languages.codes() for name in shipped if not new_files.has_example(Beginning(name, code))
    }
    assert len(shipped) == 6 and lacking == {"shi", "zgh"}


def test_a_collection_begins_in_no_format_that_there_is_not(tmp_path):
    with pytest.raises(FichesError) as caught:
        new_files.init(tmp_path / "x", "fr", Beginning("osym"))
    assert (
        str(caught.value) == "aucun format ne s'appelle « osym »"
        and str(caught.value.hint) == "vouliez-vous dire « osim » ?"
    )
    assert not (tmp_path / "x").exists()


def test_a_sheet_may_be_begun_in_another_format_than_its_collection(tmp_path):
    made = project(tmp_path)
    path = new_files.new_sheet(own_format.named(made, "recit"), "Un récit")
    text = path.read_text("utf-8")
    assert "\nformat: recit\n" in text and "# format:" not in text and "## Récit\n" in text
    assert "$schema=recit.schema.json" in text and (path.parent / "recit.schema.json").is_file()
    assert own_format.named(made, "") is made
    with pytest.raises(FichesError, match="aucun format ne s'appelle « recitt »"):
        own_format.named(made, "recitt")


@pytest.mark.parametrize(("language", "example"), [("fr", "Deux bassins bordés d'un muret"), ("en", "Two basins")])
def test_examples_are_in_the_language_of_the_collection(tmp_path, language, example):
    """Somebody takes the mark of a comment away, and writes on: what explains them is in that of the interface."""
    made = project(tmp_path, {"collection": f"langue: {language}\n"})
    text = new_files.new_sheet(made, "Un titre").read_text("utf-8")
    assert f"alt: {example}" in text and "# Les images de la fiche" in text


@pytest.mark.parametrize(
    ("language", "question"), [("es", "¿Dónde, cuándo"), ("ar", "أين ومتى"), ("en", "Où, quand"), ("shi", "Où, quand")]
)
def test_a_collection_in_a_language_of_no_message_is_asked_in_it(tmp_path, language, question):
    """If all is asked in it; one in a language of messages is asked in that of the interface."""
    made = project(tmp_path, {"collection": f"langue: {language}"})
    text = new_files.new_sheet(made, "Uno", "uno").read_text("utf-8")
    assert question in text
    assert ("par exemple" in text) == (language not in ("es", "ar"))
