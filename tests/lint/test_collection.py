"""A collection read as a whole: what is asked of each sheet once, and where reading stops."""

from __future__ import annotations

import sys
from collections import Counter

import pytest

from fiches.content import booklet, sheet
from fiches.lint import collection
from support.sources import SHORT, project, read, text

pytestmark = pytest.mark.no_unit

CHOICE = "---\ntitre: Un choix\nselection: {mots_cles: eau}\n---\n"


def calls(functions, act):
    """How often each of the functions is called while `act` runs."""
    counted: Counter[str] = Counter()
    names = {function.__code__: function.__name__ for function in functions}

    def count(frame, event, _):
        if event == "call" and frame.f_code in names:
            counted[names[frame.f_code]] += 1

    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(None)
    return counted


def test_each_sheet_is_read_once_however_many_booklets_there_are(tmp_path):
    sheets = {f"fiche-{number}": text() for number in range(6)}
    booklets = {f"livret-{number}": CHOICE for number in range(5)}
    opened = project(tmp_path, {**SHORT, **sheets, **booklets})
    counted = calls([booklet.told, booklet.check, sheet.check], lambda: collection.read(opened))
    assert counted == {"told": 6, "check": 6 + 5}


def test_nothing_is_read_after_the_first_fault(tmp_path):
    """Not even a booklet, which would look for what the sheets left unread say."""
    files = {"a": text().replace("## Contexte", "## Contexe"), "b": text("titre: A"), "livret": CHOICE}
    opened = project(tmp_path, {**SHORT, **files})
    found = collection.read(opened, fail_fast=True)
    assert {one.path for one in found.problems} == {"sheets/a.md"}
    assert {one.path for one in collection.read(opened).problems} == {f"sheets/{name}.md" for name in files}


def test_texts_beside_the_sheets_are_told(tmp_path):
    """A sheet saved as text is not read; a readme and what lies beside pictures may be there."""
    names = ("Four solidaire.txt", "LISEZMOI.txt", "readme.txt", "images/credits.txt")
    files = {f"sheets/{name}": "titre: Un four" for name in names}
    told = [one for one in read(tmp_path, files | {"fiche": text()}).problems if one.code == "fichier-ignore"]
    assert [one.path for one in told] == ["sheets/Four solidaire.txt"]
    assert "renommez-le « four-solidaire.md »" in str(told[0].hint)


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("Moulin.docx", "fiches import Moulin.docx"),
        ("reponses.csv", "fiches import reponses.csv"),
        ("moulin.doc", ".docx"),
        ("moulin.html", "fiches import -"),
        ("moulin.qmd", "« moulin.md »"),
        ("moulin", "« moulin.md »"),
    ],
)
def test_what_is_no_sheet_yet_is_told_with_how_it_becomes_one(tmp_path, name, remedy):
    (tmp_path / "sheets").mkdir()
    (tmp_path / "sheets" / name).write_text("---\ntitre: Un four\n---\n", "utf-8")
    [told] = [one for one in read(tmp_path, {"fiche": text()}).problems if one.code == "fichier-ignore"]
    assert told.path == f"sheets/{name}" and remedy in str(told.hint)


def test_a_sheet_copied_whole_is_told_once(tmp_path):
    words = "\n\n".join(f"Le four {n} du village cuit le pain des familles trois fois par semaine." for n in range(5))
    files = {name: text(f"titre: {name}\nterritoire: {{commune: Ouijjane}}", Contexte=words) for name in ("a", "b")}
    told = [one for one in read(tmp_path, files).problems if one.code == "passage-en-double"]
    assert [(one.path, one.line) for one in told] == [("sheets/b.md", 14)]
    assert "sheets/a.md" in str(told[0].message)


@pytest.mark.parametrize(
    ("name", "copy"),
    [
        ("a 2", True), ("a-DESKTOP-8F3K2", True), ("Copie de a", True), ("a_conflict-20220301", True),
        ("a_BACKUP_12", True), ("b 2", False), ("a neuf", False), ("a.md", False),
    ],
)  # fmt: skip
def test_copies_that_clouds_make_are_not_to_be_renamed(tmp_path, name, copy):
    problems = read(tmp_path, {"a": text(), f"sheets/{name}.md": text()}).problems
    [hint] = [str(one.hint) for one in problems if one.code == "nom-de-fichier"]
    assert ("effacez cette copie" in hint) == copy
