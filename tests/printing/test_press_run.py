"""`fiches print`: the files that it writes, those that it leaves, and what it says."""

from __future__ import annotations

import re
import shutil

import pikepdf
import pytest

from fiches.cli import main
from fiches.core.problems import ExitCode
from fiches.printing.printer_files import unmarked
from support import sources

pytestmark = pytest.mark.no_unit

FRANCE, MAROC, COPIER = (f"build/impression/{name}" for name in ("offset-france", "offset-maroc", "copieur"))
BOOKLET = "---\ntitre: Le livret\n---\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A collection of one sheet and a booklet, its files for a printer made."""
    root = tmp_path_factory.mktemp("collection")
    sources.write(root, {**sources.SHORT, "une-fiche": sources.text(), "livret": BOOKLET})
    assert main.run(["print", "-C", str(root), "-j", "1"]) == ExitCode.DONE
    return root


@pytest.fixture
def built(folder, tmp_path):
    """A copy of it, with a printer of its own to come."""
    root = shutil.copytree(folder, tmp_path / "collection")
    (root / "templates/imprimeurs").mkdir()
    return root


HOUSE = (sources.HERE.parent / "templates/imprimeurs/offset-france.yaml").read_text("utf-8")


def names(place):
    """Of what is there, without the marks of contents."""
    return sorted(unmarked(path.name) for path in place.glob("*"))


def remove(place, name):
    [path] = [path for path in place.iterdir() if unmarked(path.name) == name]
    path.unlink()


def files(root):
    return {path.relative_to(root / "build").as_posix(): path.read_bytes() for path in (root / "build").rglob("*.pdf")}


def test_names_say_what_a_file_is(folder):
    made = sorted(path.name for path in (folder / FRANCE).iterdir())
    pages = len(pikepdf.open(folder / "build/livret.pdf").pages)
    assert [re.search(r"_[0-9a-f]{6}\.pdf$", name)[0] for name in made]
    assert [unmarked(name) for name in made] == [
        f"livret_A4_{pages}p_CMJN-FOGRA39_fp3mm.pdf",
        "une-fiche_A4_4p_CMJN-FOGRA39_fp3mm.pdf",
    ]
    assert len(pikepdf.open(folder / FRANCE / made[0]).pages) == pages


def test_the_copier_has_its_files_beside(folder):
    pages = len(pikepdf.open(folder / "build/livret.pdf").pages)
    assert names(folder / COPIER) == [
        f"livret_A4_{pages}p_CMJN-FOGRA39_fp0mm.pdf",
        f"livret_cahier-A3_{pages}p_recto-verso-bord-court.pdf",
        f"livret_poche-A5-sur-A4_{pages}p_recto-verso-bord-court.pdf",
        "une-fiche_A3-plie_recto-verso-bord-court.pdf",
        "une-fiche_A4_4p_CMJN-FOGRA39_fp0mm.pdf",
    ]


def test_a_second_run_makes_nothing_and_says_the_same(folder, capsys):
    before = files(folder)
    stamps = [path.stat().st_mtime_ns for path in sorted((folder / "build").rglob("*.pdf"))]
    assert main.run(["print", "-C", str(folder)]) == ExitCode.DONE
    said = capsys.readouterr()
    assert "0 PDF fait, 7 à jour" in said.out
    assert files(folder) == before
    assert [path.stat().st_mtime_ns for path in sorted((folder / "build").rglob("*.pdf"))] == stamps


def test_one_file_that_is_gone_is_made_again(folder):
    before = files(folder)
    for gone in ("une-fiche_A3-plie_recto-verso-bord-court.pdf", "une-fiche_A4_4p_CMJN-FOGRA39_fp0mm.pdf"):
        remove(folder / COPIER, gone)
        assert main.run(["print", "-C", str(folder), "une-fiche"]) == ExitCode.DONE
        assert files(folder) == before


def test_made_anew_it_is_the_same(folder):
    before = files(folder)
    assert main.run(["print", "-C", str(folder), "--no-cache", "une-fiche"]) == ExitCode.DONE
    assert files(folder) == before


def test_after_edits_the_files_are_those_of_a_clean_run(built):
    """A word, a sign that no page had, a title that every page says: what is the same is not read or judged again."""
    sheet, book = (built / "sheets" / name for name in ("une-fiche.md", "livret.md"))
    for path, found, said in (
        (sheet, "## ", "Version 7. "), (sheet, "## ", "ŵ ẑ. "), (book, "titre: ", "Autre "),
    ):  # fmt: skip
        head, line, rest = path.read_text("utf-8").partition(found)
        title, blank, words = rest.partition("\n\n") if path == sheet else ("", "", rest)
        path.write_text(f"{head}{line}{title}{blank}{said}{words}", "utf-8")
        assert main.run(["print", "-C", str(built), "-j", "1"]) == ExitCode.DONE
    before = files(built)
    assert main.run(["print", "-C", str(built), "--no-cache"]) == ExitCode.DONE
    assert files(built) == before


def test_each_printer_has_its_folder(folder):
    assert main.run(["print", "-C", str(folder), "-p", "offset-maroc", "une-fiche"]) == ExitCode.DONE
    assert names(folder / MAROC) == ["une-fiche_A4_4p_CMJN-FOGRA39_fp5mm.pdf"]
    assert len(list((folder / FRANCE).iterdir())) == 2
    assert main.run(["build", "-C", str(folder)]) == ExitCode.DONE
    assert len(list((folder / MAROC).iterdir())) == 1, "a build leaves them alone"


def test_an_unknown_printer_is_told(folder, capsys):
    assert main.run(["print", "-C", str(folder), "-p", "offset-marok"]) == ExitCode.UNUSABLE
    assert "vouliez-vous dire « offset-maroc » ?" in capsys.readouterr().err


def test_the_collection_names_its_printer(built, capsys):
    settings = built / "sheets/collection.yaml"
    settings.write_text("format: essai\nimprimeur: copieur\n", "utf-8")
    assert main.run(["print", "-C", str(built), "une-fiche"]) == ExitCode.DONE
    assert "une-fiche_A4_4p_CMJN-FOGRA39_fp0mm.pdf" in names(built / COPIER)
    settings.write_text("format: essai\nimprimeur: copieurs\n", "utf-8")
    assert main.run(["print", "-C", str(built), "une-fiche"]) == ExitCode.PROBLEMS
    assert "sheets/collection.yaml:2:12: erreur : aucun profil" in capsys.readouterr().err


def test_what_takes_the_place_of_a_file_removes_it(tmp_path, capsys):
    root = sources.write(tmp_path, {**sources.SHORT, "une-fiche": sources.text()})
    profile = root / "templates/imprimeurs/mien.yaml"
    profile.parent.mkdir(parents=True)
    for bleed in (3, 5):
        profile.write_text(HOUSE.replace("fond_perdu: 3", f"fond_perdu: {bleed}"), "utf-8")
        assert main.run(["print", "-C", str(root), "-p", "mien"]) == ExitCode.DONE
    assert names(root / "build/impression/mien") == ["une-fiche_A4_4p_CMJN-FOGRA39_fp5mm.pdf"]
    assert "retiré, un autre le remplace" in capsys.readouterr().out
    (root / "sheets/une-fiche.md").unlink()
    assert main.run(["print", "-C", str(root), "-p", "mien"]) == ExitCode.DONE
    assert not (root / "build/impression").exists()


def test_what_is_corrected_has_another_mark_and_the_old_file_is_gone(built, capsys):
    before = {path.name for path in (built / FRANCE).iterdir()}
    assert main.run(["print", "-C", str(built), "-p", "offset-france", "une-fiche"]) == ExitCode.DONE
    assert {path.name for path in (built / FRANCE).iterdir()} == before
    sheet = built / "sheets/une-fiche.md"
    sheet.write_text(sheet.read_text("utf-8").replace("titre: ", "titre: Autre ", 1), "utf-8")
    capsys.readouterr()
    assert main.run(["print", "-C", str(built), "-p", "offset-france", "une-fiche"]) == ExitCode.DONE
    after = {path.name for path in (built / FRANCE).iterdir()}
    assert [unmarked(name) for name in after - before] == ["une-fiche_A4_4p_CMJN-FOGRA39_fp3mm.pdf"]
    assert len(after) == len(before), "the old one is not there any more"
    assert "retiré" not in capsys.readouterr().out, "it is the same file, in a new version"


def test_a_sheet_that_is_renamed_leaves_nothing_behind(built):
    (built / "sheets/livret.md").unlink()
    (built / "sheets/une-fiche.md").rename(built / "sheets/autre-nom.md")
    assert main.run(["print", "-C", str(built)]) == ExitCode.DONE
    for place, count in ((FRANCE, 1), (COPIER, 2)):
        assert [name.partition("_")[0] for name in names(built / place)] == ["autre-nom"] * count


def test_what_a_killed_run_left_is_known_as_ours(built):
    """Its files are there and were put down before they were written; what was made from what is not."""
    before = files(built)
    (built / "build/.fiches/manifest/press.json").unlink()
    remove(built / COPIER, "une-fiche_A4_4p_CMJN-FOGRA39_fp0mm.pdf")
    assert main.run(["print", "-C", str(built)]) == ExitCode.DONE
    assert files(built) == before
    (built / "build/.fiches/manifest/press.json").unlink()
    for source in ("une-fiche", "livret"):
        (built / f"sheets/{source}.md").unlink()
    assert main.run(["print", "-C", str(built)]) == ExitCode.DONE
    assert names(built / COPIER) == names(built / FRANCE) == []


def test_a_cover_apart_takes_the_place_of_the_whole(built, capsys):
    apart = HOUSE.replace("couverture_a_part: non", "couverture_a_part: oui")
    glued = apart.replace("agrafé", "dos carré collé").replace("papier: 0,1", "papier: 0,2")
    for text, pieces in (
        (HOUSE, ["livret_A4_12p"]),
        (apart, ["livret_couverture_A4_4p", "livret_interieur_A4_8p"]),
        (glued, ["livret_couverture_dos-0.8mm", "livret_interieur_A4_8p"]),
    ):
        (built / "templates/imprimeurs/mien.yaml").write_text(text, "utf-8")
        assert main.run(["print", "-C", str(built), "-p", "mien", "livret"]) == ExitCode.DONE
        assert [name.partition("_CMJN")[0] for name in names(built / "build/impression/mien")] == pieces
        assert capsys.readouterr().err.count("[1/1]") == 1, "no page is laid out anew for a profile"


@pytest.mark.slow
def test_two_booklets_are_one_that_is_read_from_both_covers(built):
    """Its sheets are folded as those of one; it goes with the key that asks for it."""
    (built / "sheets/livret-b.md").write_text(BOOKLET, "utf-8")
    for key, made in (("tete_beche: livret-b\n", ["A4_24p", "cahier-A3_24p", "poche-A5-sur-A4_24p"]), ("", [])):
        (built / "sheets/livret.md").write_text(BOOKLET.replace("\n---\n", f"\n{key}---\n"), "utf-8")
        assert main.run(["print", "-C", str(built), "-p", "copieur", "-j", "1"]) == ExitCode.DONE
        found = [name for name in names(built / COPIER) if name.startswith("livret_tete-beche_")]
        assert [
            name.removeprefix("livret_tete-beche_")[: len(start)] for name, start in zip(found, made, strict=True)
        ] == made


def test_a_booklet_too_thick_for_staples_is_told_each_time(built, capsys):
    thin = HOUSE.replace("agrafage_maximum: 48", "agrafage_maximum: 8").replace("multiple: 4", "multiple: 1")
    (built / "templates/imprimeurs/mien.yaml").write_text(thin, "utf-8")
    for _ in range(2):
        assert main.run(["print", "-C", str(built), "-p", "mien", "livret"]) == ExitCode.PROBLEMS
        assert "sheets/livret.md:1:1: erreur : le livret a 12 pages : agrafé, " in capsys.readouterr().err


def test_a_faulty_sheet_has_no_file_for_the_printer(tmp_path):
    root = sources.write(tmp_path, {**sources.SHORT, "une-fiche": sources.text(), "deux": "---\ntitre: \n---\n"})
    assert main.run(["print", "-C", str(root)]) == ExitCode.PROBLEMS
    assert [path.name.split("_")[0] for path in (root / FRANCE).iterdir()] == ["une-fiche"]


def test_clean_takes_them_away(folder):
    assert main.run(["clean", "-C", str(folder)]) == ExitCode.DONE
    assert not (folder / "build/impression").exists()
