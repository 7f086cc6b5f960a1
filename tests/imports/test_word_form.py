"""The Word form of a format: a sheet that is written into it by a script comes back as the same sheet."""

from __future__ import annotations

import io

import docx
import pytest

from fiches.content import named_files
from fiches.imports.convert import ImportTask, convert
from fiches.imports.word import read_word
from fiches.imports.word_template import word_template
from support import random_sheets
from support.checked_sheets import bare, checked
from support.filled_forms import filled
from support.sources import SLOW
from support.typed_sheets import SHEETS
from support.word_files import house_format

pytestmark = pytest.mark.whole  # whole sheets, read from what was filled in


def through_the_form(one, pictures):
    data = filled(one, pictures, one.language)
    made = convert(read_word(data, "rempli.docx"), ImportTask(house_format(), "fr", "fr"), "rempli")
    assert made.kept == made.words
    assert "<!--" not in made.text
    return made


def same(found, meant):
    """Fails unless two sheets say the same; rubric by rubric, so that one sees which."""
    a, b = bare(found), bare(meant)
    assert a["language"] == b["language"]
    for one in (a, b):
        one["fields"].pop("langue", None)  # where it is not that of the collection
    assert a["fields"] == b["fields"]
    for one, other in zip(a["rubrics"], b["rubrics"], strict=True):
        assert one == other


@pytest.mark.parametrize("path", [SHEETS[0], *map(SLOW, SHEETS[1:])], ids=lambda one: one.stem)
def test_the_sheets_of_the_house_come_back(path, monkeypatch):
    one = checked(path.read_bytes())
    named = [photo["fichier"].name for photo in one.fields.get("photos", ())]
    pictures = {name: (path.parent / name).read_bytes() for name in named}
    monkeypatch.setattr(named_files, "faults", lambda *_: ())
    same(checked(through_the_form(one, pictures).text.encode()), one)


@pytest.mark.parametrize("seed", [3, *map(SLOW, range(4, 120))])
def test_random_sheets_come_back(seed):
    _, words = random_sheets.sheet(seed)
    one = checked(words.encode())
    same(checked(through_the_form(one, {}).text.encode()), one)


@pytest.mark.parametrize("language", ["ar", SLOW("fr"), SLOW("en")])
def test_an_empty_form_is_an_empty_sheet(language):
    data = word_template(house_format(), language)
    made = convert(read_word(data, "vide.docx"), ImportTask(house_format(), language, "fr"), "vide")
    assert made.kept == made.words
    assert made.text.replace("\n", "").count("##") == len(house_format().rubrics)
    assert [line for line in made.text.splitlines() if line and not line.startswith(("#", "---"))] == ["titre: vide"]


def test_each_rubric_has_its_style_and_its_question():
    styles = [one.style.name for one in docx.Document(io.BytesIO(word_template(house_format(), "fr"))).paragraphs]
    for spec in house_format().rubrics:
        at = styles.index(f"Rubrique – {spec.title('fr')}")
        assert styles[at + 1] == "Fiches – question"
