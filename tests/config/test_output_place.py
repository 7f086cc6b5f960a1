"""Where output may stand: in a folder of its own; what leads out of it is told before anything is read."""

from __future__ import annotations

import os

import pytest

from fiches.config import output_place
from fiches.core.problems import FichesError


@pytest.fixture
def root(tmp_path):
    for name in ("notes", "autre"):
        (tmp_path / "lieu" / name / "sheets").mkdir(parents=True)
        (tmp_path / "lieu" / name / output_place.SETTINGS).write_text("")
    return tmp_path / "lieu/notes"


@pytest.mark.parametrize(
    ("out", "why"),
    [
        ("sheets", "dossier de sources"),
        ("sheets/images", "dossier de sources"),
        ("styles/fonts", "dossier de sources"),
        ("templates", "dossier de sources"),
        ("build/../sheets", "dossier de sources"),
        ("raccourci", "dossier de sources"),
        (".", "toute la collection"),
        ("..", "toute la collection"),
        ("../..", "toute la collection"),
        ("../autre", "une autre collection"),
        ("../autre/sheets/images", "une autre collection"),
        ("../autre/build", "une autre collection"),
    ],
)
def test_nothing_is_written_among_sources(root, out, why):
    (root / "raccourci").symlink_to(root / "sheets")
    with pytest.raises(FichesError, match=why) as told:
        output_place.judged(root, root / out)
    assert "-o" in str(told.value.hint)


@pytest.mark.parametrize("out", [None, "build", "sortie/pdf", "../sortie", "sheets-pdf"])
def test_a_folder_of_its_own(root, out):
    place, strays = output_place.judged(root, root / out if out else None)
    assert place == root / (out or "build") and strays == []


def test_what_leads_out_of_it_is_told_by_its_place(root):
    for name in ("notes/build/kit", "sortie"):
        (root.parent / name).mkdir(parents=True)
        os.mkfifo(root.parent / name / "tube")
    assert [one.path for one in output_place.judged(root, None)[1]] == ["build/kit/tube"]
    (problem,) = output_place.judged(root, root / "../sortie")[1]
    assert (problem.path, problem.code) == ("../sortie/tube", "lien-hors-collection") and problem.hint
