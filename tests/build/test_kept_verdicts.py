"""`fiches check` tells again what it found in sheets while all that they depend on is as it was, and only then."""

from __future__ import annotations

import json

import pytest

from fiches.build import kept_verdicts
from fiches.config.project import open_project
from fiches.lint import collection
from fiches.lint.cards import NO_RECALL
from fiches.storage.memory import Memory
from fiches.storage.output import MEMORY_FOLDER
from support import small_collection
from support.small_collection import picture
from support.sources import write

pytestmark = pytest.mark.no_unit

PHOTO = "sheets/images/photo.png"
WEAK = "photo-trop-petite"
WORDS = """---
titre: Un puits
territoire: {commune: Ouijjane}
photos:
  - {fichier: images/photo.png, alt: Un puits}
---

## Contexte

Des mots.
"""


@pytest.fixture
def here(tmp_path):
    """A collection with a photo of 24 pixels, in whose output folder something is remembered."""
    (tmp_path / "build" / MEMORY_FOLDER).mkdir(parents=True)
    return write(tmp_path, {"puits": WORDS, PHOTO: picture(10)})


def told(root):
    """Of a sheet, the codes of what is weak on its pages, found in a run of its own."""
    recall, (project, _) = kept_verdicts.of(root), open_project(root)
    return [one.code for one in collection.read(project, recall=recall).problems if one.code == WEAK]


def forge(root, data):
    """What would be remembered of the sheet, sealed, made to say that nothing was found."""
    memory = Memory(root / "build", kept_verdicts.VERDICTS)
    memory.keep("puits.json", data(memory.kept("puits.json")))


def silent(data):
    return json.dumps({**json.loads(data), "problems": []}).encode()


@pytest.fixture
def built(tmp_path):
    """A small collection that is made, of which the sheet « a » is good."""
    root = small_collection.collection(tmp_path)
    small_collection.make(root)
    return root


def whole(root):
    """One of its sheets, read in a run of its own."""
    recall, (project, _) = kept_verdicts.of(root), open_project(root)
    return collection.read(project, recall=recall).sheets["a"]


def test_a_sheet_that_was_made_is_not_read_again(built, monkeypatch):
    first = collection.read(open_project(built)[0]).sheets["a"]
    monkeypatch.setattr(collection, "good_sheet", lambda *_: pytest.fail("read again"))
    assert whole(built) == first


@pytest.mark.parametrize("damage", [lambda data: data[:-9], lambda _: b"", lambda data: b"0" + data])
def test_a_sheet_that_is_not_kept_whole_is_read(built, damage):
    first, memory = whole(built), Memory(built / "build", kept_verdicts.VERDICTS)
    name = f"a.{kept_verdicts.SHEETS}"
    memory.keep(name, damage(memory.kept(name)))
    assert whole(built) == first


def test_a_sheet_of_which_a_word_is_another_is_read(built):
    first = whole(built)
    write(built, {"a": small_collection.sheet("Note a", "D'autres mots.")})
    assert whole(built).rubrics != first.rubrics


def test_a_sheet_in_another_format_is_read(built):
    """Which has other rubrics under the same keys."""
    first = whole(built)
    layout = built / "templates/note/format.yaml"
    layout.write_text(layout.read_text("utf-8").replace("{fr: Texte}", "{fr: Texte, en: Text}"), "utf-8")
    assert whole(built).rubrics[0].spec != first.rubrics[0].spec


def test_what_was_found_is_told_again(here):
    assert told(here) == [WEAK] == told(here)
    forge(here, silent)
    assert told(here) == []


@pytest.mark.parametrize(
    "change",
    [
        {"puits": WORDS.replace("mots", "autres mots")},
        {PHOTO: picture(99)},
        {"collection": "titre_courant: Notes\n"},
        {"styles/pages.css": ".bloc { color: black }"},
        {"sheets/puits.en.md": WORDS.partition("photos:")[0].replace("Un puits", "A well") + "---\n"},
    ],
    ids=["sheet", "photo", "settings", "style", "version"],
)
def test_sheets_are_judged_anew_where_anything_has_changed(here, change):
    told(here)
    forge(here, silent)
    write(here, change)
    assert told(here) == [WEAK]


@pytest.mark.parametrize("data", [b"[]", b"\xff"])
def test_a_damaged_memory_is_none(here, data):
    told(here)
    forge(here, lambda _: data)
    assert told(here) == [WEAK]


def test_nothing_is_remembered_where_nothing_was_made(here):
    (here / "build" / MEMORY_FOLDER).rmdir()
    assert told(here) == [WEAK]
    assert kept_verdicts.of(here) is NO_RECALL and not any((here / "build").iterdir())


def test_words_and_what_all_pages_need_are_told_again_too(here):
    words = WORDS.replace("Des mots", "Des mots de de la rue")
    write(here, {"puits": words, "styles/palette.css": ":root { --nuit: #fff }"})

    def every():
        recall, (project, _) = kept_verdicts.of(here), open_project(here)
        return {one.code for one in collection.read(project, recall=recall).problems}

    found = every()
    assert {"mot-double", "contraste"} <= found == every()


def test_sheets_that_are_not_read_again_are_still_compared_and_chosen(here):
    """Two of one title, one that a booklet selects, one in a language whose words are missing; only an edit is read."""
    two = {"four": WORDS, "livret": "---\ntitre: Un choix\nselection: {commune: Ouijjane}\n---\n"}
    write(here, {**two, "moulin": WORDS.replace("Un puits", "Um moinho\nlangue: pt")})

    def every():
        recall, (project, _) = kept_verdicts.of(here), open_project(here)
        return collection.read(project, recall=recall)

    first = every()
    assert "titre-en-double" in {one.code for one in first.problems}
    again = every()
    assert again.problems == first.problems and again.sheets == {}
    assert (again.cards, again.booklets) == (first.cards, first.booklets)


def test_what_a_build_has_judged_a_check_tells_without_reading(tmp_path):
    """Just what it would find itself; what was edited since is read."""
    root = small_collection.collection(tmp_path / "ici")
    small_collection.make(root)
    project, _ = open_project(root)
    judged = collection.read(project)
    again = collection.read(project, recall=kept_verdicts.of(root), cards_only=True)
    assert (again.problems, again.cards, again.sheets) == (judged.problems, judged.cards, {})
    write(root, {"a": small_collection.sheet("Note a", "D'autres mots.")})
    assert {*collection.read(project, recall=kept_verdicts.of(root), cards_only=True).sheets} == {"a"}
