"""`fiches posters` and `fiches serve`: what they make, what they leave, and what they say."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import urllib.request

import pikepdf
import pypdfium2
import pytest

from fiches.cli import main
from fiches.core.problems import ExitCode
from fiches.festival import posters
from fiches.printing.printer_files import unmarked
from support import qr_reader, small_collection
from support.repository import ROOT
from support.sources import write

NEW_YEAR = 2208988800  # of 2040

ADDRESS = "https://exemple.org"
SETTINGS = f"{small_collection.SETTINGS}adresse: {ADDRESS}\n"
STAND = {"affiche-collection", "chevalet", "cartes"}
ALL = {"affiche-a", "affiche-b", "affiche-c", *STAND}


@pytest.fixture(scope="module")
def posted(tmp_path_factory):
    """The small collection with an address, its posters made; each test leaves it as it found it."""
    root = small_collection.collection(tmp_path_factory.mktemp("affiches") / "c", collection=SETTINGS)
    assert main.run(["posters", "-C", str(root), "-j", "1"]) == ExitCode.DONE
    return root


def files(root):
    return {path.stem: path.read_bytes() for path in (root / "build/affiches").glob("*")}


def made(root, *arguments):
    """The names of the files that a run writes anew."""
    before = files(root)
    stamps = {path: path.stat().st_mtime_ns for path in (root / "build/affiches").glob("*")}
    assert main.run(["posters", "-C", str(root), "-j", "1", *arguments]) == ExitCode.DONE
    now = {path for path in (root / "build/affiches").glob("*") if stamps.get(path) != path.stat().st_mtime_ns}
    return {path.stem for path in now}, set(before) - set(files(root))


def test_sizes(posted):
    for name, size in {
        "affiche-a": (297, 420),
        "affiche-collection": (297, 420),
        "chevalet": (210, 297),
        "cartes": (210, 297),
    }.items():
        with pypdfium2.PdfDocument(posted / f"build/affiches/{name}.pdf") as pdf:
            assert tuple(round(side / 72 * 25.4) for side in pdf[0].get_size()) == size
            assert len(pdf) == (2 if name == "cartes" else 1)
    assert set(files(posted)) == ALL


def test_a_second_run_makes_nothing_and_a_new_one_the_same(posted):
    before = files(posted)
    assert made(posted) == (set(), set())
    assert made(posted, "--no-cache", "a")[0] == {"affiche-a"}
    assert files(posted) == before


def test_what_changes_is_made_again_and_what_has_gone_is_removed(posted):
    before = files(posted)
    write(posted, {"c": small_collection.sheet("Note c", words="D'autres mots, plus longs.")})
    assert made(posted) == ({"affiche-c"}, set()), "its first words are the description of its file"
    write(posted, {"c": small_collection.sheet("Une autre note"), "d": small_collection.sheet("Note d")})
    assert made(posted) == ({"affiche-c", "affiche-d", "cartes"}, set())
    (posted / "sheets/d.md").unlink()
    write(posted, {"c": small_collection.sheet("Note c"), "collection": small_collection.SETTINGS})
    assert made(posted)[1] == {"affiche-d", "chevalet", "cartes"}, "without an address these have nothing to say"
    write(posted, {"collection": SETTINGS})
    made(posted)
    assert files(posted) == before


def test_other_colours_alone(posted):
    """The bytes are those of a clean run."""
    palette = posted / "styles/palette.css"
    palette.write_text((ROOT / "styles/palette.css").read_text("utf-8"), "utf-8")
    made(posted)
    palette.write_text(palette.read_text("utf-8").replace("#14304f", "#15314f"), "utf-8")
    assert made(posted)[0] == ALL
    painted = files(posted)
    made(posted, "--no-cache")
    assert files(posted) == painted
    palette.unlink()
    made(posted)


def test_one_poster_is_asked_for(posted):
    before = files(posted)
    write(posted, {"a": small_collection.sheet("Note A"), "c": small_collection.sheet("Note C")})
    assert made(posted, "a") == ({"affiche-a"}, set())
    write(posted, {"a": small_collection.sheet("Note a"), "c": small_collection.sheet("Note c")})
    made(posted)
    assert files(posted) == before


def test_a_faulty_sheet_keeps_its_last_poster(posted, capsys):
    before = files(posted)
    write(posted, {"a": "---\ntitre: \n---\n"})
    assert main.run(["posters", "-C", str(posted), "-j", "1"]) == ExitCode.PROBLEMS
    assert "sheets/a.md:2:" in capsys.readouterr().err
    assert files(posted) == before, "what is said of all waits for it"
    gone = (posted / "sheets/b.md").read_text()
    (posted / "sheets/b.md").unlink()
    assert main.run(["posters", "-C", str(posted), "-j", "1"]) == ExitCode.PROBLEMS
    assert set(before) - set(files(posted)) == {"affiche-b"}, "what has lost its sheet does not"
    write(posted, {"a": small_collection.sheet("Note a"), "b": gone})
    assert made(posted) == ({"affiche-b"}, set())
    assert files(posted) == before


def test_clean_takes_them_away(posted):
    assert main.run(["clean", "-C", str(posted)]) == ExitCode.DONE
    assert not (posted / "build/affiches").exists()


def test_there_must_be_something_to_serve(tmp_path, capsys):
    root = small_collection.collection(tmp_path)
    assert main.run(["serve", "-C", str(root)]) == ExitCode.UNUSABLE
    assert "fiches build" in capsys.readouterr().err
    assert main.run(["serve", "--kit", "-C", str(root)]) == ExitCode.UNUSABLE
    assert "fiches kit" in capsys.readouterr().err


def test_a_hall_is_served(small_built, program, tmp_path):
    """The address in letters and as a code, the list, a PDF, the page to pin up; Ctrl-C ends it."""
    command = [program, "serve", "-C", small_built, "--wifi", "Salle des fêtes"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=environment)
    try:
        said = ""
        while "Ctrl-C" not in said:
            line = run.stdout.readline()
            assert line, run.stderr.read()
            said += line
        assert "█" in said
        port = re.search(r"http://[\d.]+:(\d+)/afficher.pdf", said)[1]
        base = f"http://127.0.0.1:{port}/"
        with urllib.request.urlopen(base) as answer:
            listed = answer.read().decode()
        assert re.findall('href="([^"]+)"', listed) == [
            "livret-eau.pdf",
            "livret.pdf",
            "fiches/a.pdf",
            "fiches/b.pdf",
            "fiches/c.pdf",
        ]
        with urllib.request.urlopen(f"{base}fiches/a.pdf") as answer:
            assert answer.read() == (small_built / "build/fiches/a.pdf").read_bytes()
        with urllib.request.urlopen(f"{base}afficher.pdf") as answer:
            (tmp_path / "afficher.pdf").write_bytes(answer.read())
        assert qr_reader.read(qr_reader.pages(tmp_path / "afficher.pdf")[0]) == [
            re.search(r"http://[\d.]+:\d+", said)[0]
        ]
        run.send_signal(signal.SIGINT)
        rest, errors = run.communicate(timeout=30)
        assert (run.returncode, errors) == (ExitCode.DONE, "")
        assert "plus rien n'est servi" in rest
    finally:
        run.kill()
        run.communicate()


@pytest.mark.parametrize(
    ("name", "sheet"), [("affiche-une-fiche", "une-fiche"), ("affiche-collection", ""), ("cartes", "")]
)
def test_a_poster_is_of_a_sheet_or_of_all(name, sheet):
    assert posters.sheet_of(f"{posters.POSTERS_FOLDER}/{name}.pdf") == sheet


def test_posters_go_to_the_printer_with_the_rest(tmp_path, capsys):
    """Once there are any; their files are of A3, apart from those of the sheets, and go with them."""
    root = small_collection.collection(tmp_path, a=small_collection.sheet("Note a"), livret=small_collection.LIST % "a")
    for name in ("b.md", "c.md", "livret-eau.md"):
        (root / "sheets" / name).unlink()
    press = root / "build/impression/offset-france"
    assert main.run(["posters", "a", "-C", str(root), "-j", "1"]) == ExitCode.DONE
    os.utime(root / "sheets/livret.md", (NEW_YEAR, NEW_YEAR))
    assert main.run(["print", "-p", "offset-france", "-C", str(root), "-j", "1"]) == ExitCode.DONE
    hung = ["affiche-a_A3_1p_CMJN-FOGRA39_fp3mm.pdf", "affiche-collection_A3_1p_CMJN-FOGRA39_fp3mm.pdf"]
    there = sorted((press / "affiches").iterdir())
    assert [unmarked(path.name) for path in there] == hung
    assert "(nom)" not in capsys.readouterr().err, "the slash of the folder is no sign in a name"
    with pikepdf.open(there[0]) as pdf:
        assert [round(float(side) / 72 * 25.4) for side in pdf.pages[0].mediabox] == [0, 0, 303, 426]
    with pikepdf.open(there[0]) as one, pikepdf.open(there[1]) as all_:
        days = [str(pdf.docinfo["/CreationDate"]) for pdf in (one, all_)]
    assert days[0] < days[1] == "D:20400101000000Z", "a sheet's poster is as new as the sheet, the other as all"
    before = {path: path.stat().st_mtime_ns for path in press.rglob("*.pdf")}
    assert main.run(["print", "-p", "offset-france", "-C", str(root), "-j", "1"]) == ExitCode.DONE
    assert {path: path.stat().st_mtime_ns for path in press.rglob("*.pdf")} == before
    write(root, {"b": small_collection.sheet("Note b")})
    (root / "sheets/a.md").unlink()
    write(root, {"livret": small_collection.LIST % "b"})
    assert main.run(["print", "-p", "offset-france", "-C", str(root), "-j", "1"]) == ExitCode.DONE
    assert sorted(path.name[:9] for path in (press / "affiches").iterdir()) == ["affiche-b", "affiche-c"]
