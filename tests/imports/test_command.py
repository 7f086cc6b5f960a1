"""`fiches import` as people meet it: what is written, what never is, what is said, and the exit codes."""

from __future__ import annotations

import json

import pytest

from fiches.cli import main
from fiches.core.problems import ExitCode
from support.notes import NOTE
from support.sources import write
from support.word_files import h, p, picture, word_file

pytestmark = pytest.mark.no_unit

DOCUMENT = word_file(
    p("Le puits", style="Titre"), p("Une phrase sans place."), h("TEXTE :"),
    p("Le puits est creusé.", picture("puits")),
    parts={"media/puits.png": b"\x89PNG\r\n\x1a\n"},
)  # fmt: skip


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A collection without sheets, and a Word file beside it."""
    monkeypatch.chdir(write(tmp_path, NOTE))
    (tmp_path / "recu.docx").write_bytes(DOCUMENT)
    return tmp_path


def run(capsys, *arguments):
    code = main.run([str(one) for one in arguments])
    return (code, *capsys.readouterr())


def test_a_word_file_becomes_a_sheet_and_nothing_is_replaced(here, capsys):
    code, out, err = run(capsys, "import", "recu.docx")
    assert (code, err) == (ExitCode.DONE, "")
    assert out == (
        "sheets/le-puits.md : écrite depuis « recu.docx »\n"
        "   11 mots, tous gardés ; 1 image\n"
        "   titre : « Le puits »\n"
        " ! photo images/le-puits-1.png : dites ce que l'on y voit\n"
        " ! 4 mots sans rubrique, à placer : « Une phrase sans place. »\n"
        "   Texte : 4 mots (« TEXTE : »)\n"
        "les lignes marquées d'un ! attendent une personne ; ensuite : fiches check le-puits\n"
    )
    assert (here / "sheets/images/le-puits-1.png").read_bytes().startswith(b"\x89PNG")
    _, _, err = run(capsys, "check", "le-puits")
    assert "4 mots attendent leur place dans ce commentaire, et ne s'impriment pas [texte-a-placer]" in err
    (here / "sheets/le-puits.md").write_text("à moi")
    code, out, err = run(capsys, "import", "recu.docx", "absent.docx", "--format", "json")
    assert (code, err) == (ExitCode.PROBLEMS, "")
    assert [one["error"] for one in json.loads(out)] == [
        "« recu.docx » n'est pas importé : « sheets/le-puits.md » existe déjà et n'est pas remplacée",
        "le fichier « absent.docx » n'existe pas",
    ]
    assert (here / "sheets/le-puits.md").read_text() == "à moi"


def test_a_dry_run_writes_nothing(here, capsys):
    code, out, _ = run(capsys, "import", "recu.docx", "--dry-run", "--nom", "puits")
    assert (code, out.splitlines()[0]) == (ExitCode.DONE, "sheets/puits.md : serait écrite depuis « recu.docx »")
    assert sorted(path.name for path in (here / "sheets").iterdir()) == ["collection.yaml"]
