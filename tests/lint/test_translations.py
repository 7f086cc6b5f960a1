"""What a version of a sheet in another language lacks of the first, and whether it is older."""

from __future__ import annotations

import os

import pytest

from fiches.lint import translations
from support.sources import FRONT, project, read, text

pytestmark = pytest.mark.no_unit


def told(tmp_path, files):
    found = read(tmp_path, files)
    return [(one.path, str(one.message)) for one in translations.check(found.sheets, project(tmp_path))]


def test_rubrics_keys_and_photos_that_a_version_lacks(tmp_path):
    """Rubrics by their titles in its language; nothing of what it has more, nor of its own language and date."""
    first = text(f"{FRONT}\nperiode: 2012\ndate_fiche: 2022-11-05")
    other = text(f"{FRONT}\nmots_cles: [eau]", Contexte=None)
    assert told(tmp_path, {"a": first, "sheets/a.ar.md": other}) == [
        ("sheets/a.ar.md", "cette version n'a pas une rubrique de « a.md » : « السياق »"),
        ("sheets/a.ar.md", "cette version n'a pas une clé de « a.md » : « periode »"),
    ]


def test_a_version_that_has_all_is_not_told(tmp_path):
    assert told(tmp_path, {"a": text(), "sheets/a.ar.md": text(), "b": text()}) == []


def test_a_version_is_older_when_the_first_was_written_later(tmp_path):
    """Not of files that were written together."""
    files = {"a": text(), "sheets/a.ar.md": text()}
    found = read(tmp_path, files)
    written = (tmp_path / "sheets/a.md").stat().st_mtime
    os.utime(tmp_path / "sheets/a.ar.md", (written - 3600, written - 3600))
    [problem] = translations.check(found.sheets, project(tmp_path))
    assert (problem.code, problem.path) == ("version-ancienne", "sheets/a.ar.md")
