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
