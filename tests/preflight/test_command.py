"""`fiches preflight`: what it says, its report, its exit codes; and the checks that `fiches print` runs itself."""

from __future__ import annotations

import json
import re

import page as validator
import pikepdf
import pytest

from fiches.cli import main
from fiches.config.project import search
from fiches.core.problems import ExitCode
from fiches.preflight import report as telling
from fiches.preflight import verdict as checks
from fiches.press import profiles
from fiches.press.profiles import Thresholds, limit_fields, limits
from fiches.printing.printer_files import unmarked
from fiches.storage.fingerprints import HOUSE
from support import pdf_reader, sources
from support.press_files import pressed, printer

FRANCE = "build/impression/offset-france"
STRICT = "controle: {corps_min: 12}\n"  # no sheet is set so large


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A collection of one sheet, its file for a printer made."""
    root = sources.write(tmp_path_factory.mktemp("collection"), {**sources.SHORT, "une-fiche": sources.text()})
    assert main.run(["print", "-C", str(root), "-j", "1"]) == ExitCode.DONE
    return root


@pytest.fixture
def file(folder):
    [made] = (folder / FRANCE).glob("une-fiche_A4_4p_CMJN-FOGRA39_fp3mm_*.pdf")
    return made


@pytest.fixture
def bad(file, tmp_path):
    """The same file with a link and a page turned: « export de Canva (2).pdf »."""
    path = tmp_path / "export de Canva (2).pdf"
    with pikepdf.open(file) as pdf:
        for one in pdf.pages:
            one.Rotate = 90
        pdf.save(path)
    return path


def test_a_good_file_is_told_so_wherever_one_stands(file, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main.run(["preflight", str(file)]) == ExitCode.DONE
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.endswith(" : bon à imprimer (Offset en France, papier couché) : rien à signaler\n")


def test_what_print_wrote_for_the_copier_is_judged_for_it(file, folder, capsys):
    """Pages one by one, and sheets to fold, whose pages were judged before; another printer may still be named."""
    files = sorted(map(str, (folder / "build/impression/copieur").glob("*.pdf")))
    assert len(files) == 2 and any("plie" in name for name in files)
    assert main.run(["preflight", *files, str(file)]) == ExitCode.DONE
    good = re.findall(r" : bon à imprimer \(([^)]*)\)", capsys.readouterr().out)
    assert good == ["Copieur de bureau"] * 2 + ["Offset en France, papier couché"]
    assert main.run(["preflight", "-p", "offset-france", files[-1]]) == ExitCode.PROBLEMS
    assert "[fond-perdu]" in capsys.readouterr().err


def test_a_bad_one_says_what_to_do(bad, capsys):
    assert main.run(["preflight", str(bad)]) == ExitCode.PROBLEMS
    said = capsys.readouterr()
    assert "erreur : page 1, puis pages 2, 3, 4 : la page est tournée de 90° [origine]\n    exp" in said.err
    assert "avertissement : le nom du fichier a des accents, des espaces" in said.err
    assert "à corriger avant l'envoi" in said.out


def test_warnings_count_when_asked(file, tmp_path):
    path = tmp_path / "livret été.pdf"
    path.write_bytes(file.read_bytes())
    assert main.run(["preflight", str(path)]) == ExitCode.DONE
    assert main.run(["preflight", "--strict", str(path)]) == ExitCode.PROBLEMS


def test_json_holds_every_check_and_place(file, bad, capsys):
    assert main.run(["preflight", "--format", "json", str(file), str(bad)]) == ExitCode.PROBLEMS
    one, other = json.loads(capsys.readouterr().out)
    assert [check["code"] for check in one["checks"]] == [check.code for check in checks.CHECKS]
    assert (one["status"], other["status"], other["printer"], other["pages"]) == ("passed", "error", "offset-france", 4)
    turned = next(check for check in other["checks"] if check["code"] == "origine")
    assert turned["status"] == "error"
    assert [found["page"] for found in turned["findings"]] == [1, 2, 3, 4]


def test_what_cannot_be_asked_is_refused(file, tmp_path, capsys):
    assert main.run(["preflight", str(tmp_path / "rien.pdf")]) == ExitCode.UNUSABLE
    assert "n'existe pas" in capsys.readouterr().err
    assert main.run(["preflight", str(tmp_path)]) == ExitCode.UNUSABLE
    assert "est un dossier" in capsys.readouterr().err
    assert main.run(["preflight", "-p", "offset-frence", str(file)]) == ExitCode.UNUSABLE
    assert "vouliez-vous dire « offset-france » ?" in capsys.readouterr().err
    assert main.run(["preflight", "--report", str(tmp_path / "rapport.doc"), str(file)]) == ExitCode.UNUSABLE
    assert main.run(["preflight"]) == ExitCode.USAGE


def test_the_report_is_one_accessible_page(file, bad, tmp_path):
    for path, first in ((file, "Bon à imprimer"), (bad, "À corriger avant l’envoi")):
        report = tmp_path / "rapport.pdf"
        main.run(["preflight", "--report", str(report), str(path)])
        [page] = pdf_reader.opened(report).pages
        words = " ".join(page.extract_text().split())
        assert first in words and all(str(one.title).split()[0] in words for one in checks.CHECKS)
        assert "FOGRA39" in words and path.name.split("_")[0] in words
        assert validator.validate_pdf(str(report), profile="ua1").is_compliant


def test_our_file_for_the_screen_is_not_to_be_mended_but_left(folder, capsys):
    """One finding, whose remedy is `fiches print`: what else is wrong with it is no fault of anybody."""
    path = folder / "build/fiches/une-fiche.pdf"
    assert main.run(["preflight", str(path)]) == ExitCode.PROBLEMS
    out, err = capsys.readouterr()
    finding, hint = err.splitlines()
    assert finding.endswith("erreur : c'est un PDF d'écran fait par fiches, pas le fichier d'un imprimeur [ecran]")
    assert "« fiches print »" in hint and "build/impression/" in hint
    assert out.endswith(": 1 erreur\n")


def test_the_report_as_text(bad, tmp_path):
    report = tmp_path / "rapport.txt"
    main.run(["preflight", "--report", str(report), str(bad)])
    words = report.read_text("utf-8")
    assert words.startswith("Contrôle avant impression : à corriger avant l'envoi\n\nFichier : export de Canva (2).pdf")
    assert "Orientation et cadrage            à corriger\n  - page 1, puis pages 2, 3, 4 : la page est" in words


def test_all_of_it_is_said_in_english_too(bad, tmp_path, capsys):
    text = tmp_path / "report.txt"
    main.run(["--lang", "en", "preflight", "--report", str(text), str(bad)])
    said = capsys.readouterr()
    assert "error: page 1, then pages 2, 3, 4: " in said.err and said.out.endswith(": 1 error, 1 warning\n"), said
    assert text.read_text("utf-8").startswith("Preflight: to fix before sending\n\nFile: export de Canva (2).pdf, ")
    main.run(["--lang", "en", "preflight", "--format", "json", str(bad)])
    [one] = json.loads(capsys.readouterr().out)
    assert (one["status"], one["checks"][0]["title"]) == ("error", "Reading the file")


# --- what `fiches print` does with it ------------------------------------------------


@pytest.fixture(scope="module")
def strict(folder):
    """A printer who refuses everything: (folder, its profile)."""
    path = folder / "templates/imprimeurs/severe.yaml"
    path.parent.mkdir(parents=True)
    house = (HOUSE / "templates/imprimeurs/offset-france.yaml").read_text("utf-8")
    path.write_text(house + STRICT, "utf-8")
    return folder, path


def test_a_file_that_does_not_pass_has_a_name_that_says_so(strict, capsys):
    root, profile = strict
    run = ["print", "-C", str(root), "-p", "severe", "-j", "1"]
    assert main.run(run) == ExitCode.PROBLEMS
    said = capsys.readouterr().err
    assert "sheets/une-fiche.md:1:1: erreur : une-fiche_A4_4p_CMJN-FOGRA39_fp3mm.pdf, page 1, à " in unmarked(said)
    assert "points (corps) [controle]" in said
    made = root / "build/impression/severe"
    assert [unmarked(path.name) for path in made.iterdir()] == ["une-fiche_A4_4p_CMJN-FOGRA39_fp3mm-A-CORRIGER.pdf"]
    assert main.run(run) == ExitCode.PROBLEMS, "what is fresh is told again"
    again = capsys.readouterr()
    assert again.err.count("[controle]") == said.count("[controle]") and "0 PDF fait, 1 à jour" in again.out
    profile.write_text(profile.read_text("utf-8").replace("corps_min: 12", "corps_min: 4"), "utf-8")
    assert main.run(run) == ExitCode.DONE
    assert [unmarked(path.name) for path in made.iterdir()] == ["une-fiche_A4_4p_CMJN-FOGRA39_fp3mm.pdf"]


# --- thresholds ----------------------------------------------------------------------


def test_thresholds_are_data():
    assert [field.name for field in limit_fields()] == list(Thresholds.__slots__)
    usual = limits({})
    assert (usual.resolution_min, usual.filet, usual.marge_min) == (150, 0.25, 3)
    assert limits({"filet": 0.3}).filet == 0.3


def test_an_unknown_threshold_is_told(tmp_path):
    root = sources.write(tmp_path, sources.SHORT)
    path = root / "templates/imprimeurs/mien.yaml"
    path.parent.mkdir(parents=True)
    house = (HOUSE / "templates/imprimeurs/offset-france.yaml").read_text("utf-8")
    path.write_text(house + "controle: {filets: 1}\n", "utf-8")
    found, [problem] = profiles.load("mien", search(root, "templates"))
    assert found is None and "vouliez-vous dire « filet » ?" in str(problem.hint)


# --- the house's own files -----------------------------------------------------------


@pytest.mark.parametrize("slug", ["jeunesse-developpement"])
def test_a_sheet_of_the_house_has_nothing_against_it(slug, finished):
    data = pressed(finished.sheet(slug).read_bytes(), printer())
    verdict = checks.judge(data, "fiche_A4_4p_CMJN-FOGRA39_fp3mm.pdf", printer())
    assert telling.text(verdict, slug) == ""
