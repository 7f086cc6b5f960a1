"""`fiches print`: the files that it writes, those that it leaves, and what it says."""

from __future__ import annotations

import pikepdf
import pytest

import helpers
from fiches import cli
from fiches.problems import ExitCode

FRANCE, MAROC = "build/impression/offset-france", "build/impression/offset-maroc"
BOOKLET = "---\ntitre: Le livret\n---\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A collection of one sheet and a booklet, its files for a printer made."""
    root = tmp_path_factory.mktemp("collection")
    helpers.write(root, {**helpers.SHORT, "une-fiche": helpers.text(), "livret": BOOKLET})
    assert cli.run(["print", "-C", str(root), "-j", "1"]) == ExitCode.DONE
    return root


def files(root):
    return {path.relative_to(root / "build").as_posix(): path.read_bytes()
            for path in (root / "build").rglob("*.pdf")}


def test_names_say_what_a_file_is(folder):
    made = [path.name for path in sorted((folder / FRANCE).iterdir())]
    pages = len(pikepdf.open(folder / "build/livret.pdf").pages)
    assert made == [f"livret_A4_{pages}p_CMJN-FOGRA39_fp3mm.pdf", "une-fiche_A4_4p_CMJN-FOGRA39_fp3mm.pdf"]
    assert len(pikepdf.open(folder / FRANCE / made[0]).pages) == pages


def test_a_second_run_makes_nothing(folder, capsys):
    before = files(folder)
    assert cli.run(["print", "-C", str(folder)]) == ExitCode.DONE
    assert "0 PDF fait, 2 à jour" in capsys.readouterr().out
    assert files(folder) == before


def test_made_anew_it_is_the_same(folder):
    before = files(folder)
    assert cli.run(["print", "-C", str(folder), "--no-cache", "une-fiche"]) == ExitCode.DONE
    assert files(folder) == before


def test_each_printer_has_its_folder(folder):
    assert cli.run(["print", "-C", str(folder), "-p", "offset-maroc", "une-fiche"]) == ExitCode.DONE
    assert [path.name for path in (folder / MAROC).iterdir()] == ["une-fiche_A4_4p_CMJN-FOGRA39_fp5mm.pdf"]
    assert len(list((folder / FRANCE).iterdir())) == 2
    assert cli.run(["build", "-C", str(folder)]) == ExitCode.DONE
    assert len(list((folder / MAROC).iterdir())) == 1, "a build leaves them alone"


def test_an_unknown_printer_is_told(folder, capsys):
    assert cli.run(["print", "-C", str(folder), "-p", "offset-marok"]) == ExitCode.UNUSABLE
    assert "vouliez-vous dire « offset-maroc » ?" in capsys.readouterr().err


def test_the_collection_names_its_printer(folder, capsys):
    settings = folder / "sheets/collection.yaml"
    settings.write_text("format: essai\nimprimeur: copieur\n", "utf-8")
    assert cli.run(["print", "-C", str(folder), "une-fiche"]) == ExitCode.DONE
    assert (folder / "build/impression/copieur/une-fiche_A4_4p_CMJN-FOGRA39_fp0mm.pdf").is_file()
    settings.write_text("format: essai\nimprimeur: copieurs\n", "utf-8")
    assert cli.run(["print", "-C", str(folder), "une-fiche"]) == ExitCode.PROBLEMS
    assert "sheets/collection.yaml:2:12: erreur : aucun profil" in capsys.readouterr().err
    settings.write_text("format: essai\n", "utf-8")


def test_what_takes_the_place_of_a_file_removes_it(tmp_path, capsys):
    root = helpers.write(tmp_path, {**helpers.SHORT, "une-fiche": helpers.text()})
    house = (helpers.HERE.parent / "templates/imprimeurs/offset-france.yaml").read_text("utf-8")
    profile = root / "templates/imprimeurs/mien.yaml"
    profile.parent.mkdir(parents=True)
    for bleed in (3, 5):
        profile.write_text(house.replace("fond_perdu: 3", f"fond_perdu: {bleed}"), "utf-8")
        assert cli.run(["print", "-C", str(root), "-p", "mien"]) == ExitCode.DONE
    names = [path.name for path in (root / "build/impression/mien").iterdir()]
    assert names == ["une-fiche_A4_4p_CMJN-FOGRA39_fp5mm.pdf"]
    assert "retiré, un autre le remplace" in capsys.readouterr().out
    (root / "sheets/une-fiche.md").unlink()
    assert cli.run(["print", "-C", str(root), "-p", "mien"]) == ExitCode.DONE
    assert not list((root / "build/impression/mien").iterdir())


def test_a_faulty_sheet_has_no_file_for_the_printer(tmp_path):
    root = helpers.write(tmp_path, {**helpers.SHORT, "une-fiche": helpers.text(), "deux": "---\ntitre: \n---\n"})
    assert cli.run(["print", "-C", str(root)]) == ExitCode.PROBLEMS
    assert [path.name.split("_")[0] for path in (root / FRANCE).iterdir()] == ["une-fiche"]


def test_clean_takes_them_away(folder):
    assert cli.run(["clean", "-C", str(folder)]) == ExitCode.DONE
    assert not (folder / "build/impression").exists()
