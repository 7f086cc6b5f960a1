"""One edit makes what it touches and nothing else; what is no longer made goes, and nothing of the user's does."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from fiches.core.problems import ExitCode
from fiches.storage import whole_runs
from support import small_collection
from support.repository import ROOT
from support.small_collection import BOOK, CHOICE, LAYOUT, LIST, SETTINGS, STYLE, agrees, make, picture, sheet
from support.sources import SLOW, write

pytestmark = pytest.mark.no_unit

A, B, C, BOTH, WATER = "fiches/a.pdf", "fiches/b.pdf", "fiches/c.pdf", "livret.pdf", "livret-eau.pdf"
ALL = {A, B, C, BOTH, WATER}
HEAVY = ("weasyprint", "jinja2", "markdown_it", "pikepdf", "yaml", "fiches.build.pipeline", "fiches.config.project")
BUILD = "import sys; from fiches.cli.main import run; sys.exit(run(['build']))"


def test_nothing_changed(here):
    built = make(here)
    assert not built.made and set(built.files) == ALL


def test_nothing_is_loaded_when_nothing_changed(here):
    """A build that finds everything fresh loads no library that reads, lays out or draws, and so does the next."""
    code = (
        f"import sys; from fiches.cli.main import run; code = run(['build']); "
        f"print([name for name in {HEAVY!r} if name in sys.modules]); sys.exit(code)"
    )
    say = [
        subprocess.run([sys.executable, "-c", code], cwd=here, capture_output=True, encoding="utf-8", check=False)
        for _ in range(3)
    ]
    assert [run.returncode for run in say] == [ExitCode.DONE] * 3, say
    for run in say[1:]:
        assert run.stdout.startswith("0 PDF fait, 5 à jour")
        assert run.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("changes", "made"),
    [
        ({"a": sheet("Note a", "D'autres mots.")}, {A, BOTH, WATER}),
        SLOW({"b": sheet("Note b", "D'autres mots.", key="terre")}, {B}),
        SLOW({"c": sheet("Un titre")}, {C, BOTH, WATER}),
        SLOW(
            {"b": sheet("Note b", photo="images/photo.png")},
            {B, WATER},
        ),  # its keywords are printed nowhere, but in the file
        ({"livret": LIST % "a, c"}, {BOTH}),
        SLOW({"livret": LIST % "a"}, {BOTH}),
        SLOW({"livret-eau": CHOICE.replace("Un choix", "Un autre choix")}, {WATER}),
        SLOW({"livret-terre": CHOICE.replace("eau", "terre")}, {"livret-terre.pdf"}),
        SLOW({"d": sheet("Note d")}, {"fiches/d.pdf", WATER}),
        ({"sheets/images/photo.png": picture(200)}, {B}),
        SLOW({"sheets/images/autre.png": picture(200)}, set()),
        SLOW({"collection": SETTINGS.replace("Notes", "Cahiers")}, ALL),
        ({"collection": SETTINGS.replace("Au dos", "Derrière")}, {BOTH, WATER}),
        SLOW({"collection": f"{SETTINGS}# rien\n"}, set()),
        SLOW({"collection": f"{SETTINGS}imprimeur: offset\n"}, set()),
        SLOW({"templates/note/fiche.html": LAYOUT.replace("maison 1", "maison 2")}, ALL),
        ({"templates/note/fiche.html": LAYOUT.replace("<p>Note", "{# rien #}<p>Note")}, set()),
        SLOW({"templates/note/livret.html": BOOK.replace("Livret", "Un livret")}, {BOTH, WATER}),
        SLOW({"templates/autre/fiche.html": "<p>"}, set()),
        ({"styles/note.css": STYLE.replace("#102030", "#903010")}, ALL),
        SLOW({"styles/fonts/Vollkorn-Regular.ttf": (ROOT / "styles/fonts/Vollkorn-Medium.ttf").read_bytes()}, ALL),
    ],
)
def test_what_a_change_makes(here, changes, made):
    assert make(write(here, changes)).made == made
    agrees(here)


def test_a_touched_file_is_no_change(here):
    for path in (here / "sheets").glob("*.md"):
        os.utime(path, (1, 1))
    assert not make(here).made


def test_a_moved_collection_is_no_change(here, tmp_path):
    here.rename(tmp_path / "ailleurs")
    assert not make(tmp_path / "ailleurs").made


def test_another_engine(here, tmp_path):
    """A new version of a library that draws makes everything anew; one that only reads arguments makes nothing."""
    for name, count in (("pydyf", 5), ("click", 0)):
        place = tmp_path / name / f"{name}-99.0.dist-info"
        place.mkdir(parents=True)
        (place / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 99.0\n")
        environment = {**os.environ, "PYTHONPATH": f"{place.parent}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
        runs = [
            subprocess.run(
                [sys.executable, "-c", BUILD],
                cwd=here,
                env=environment,
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
            for _ in range(2)
        ]
        assert f"\n{count} PDF" in f"\n{runs[0].stdout}", (name, runs[0])
        assert "0 PDF fait, 5 à jour" in runs[1].stdout


@pytest.mark.parametrize(
    "spoil",
    [
        SLOW(lambda path: path.unlink()),
        lambda path: path.write_bytes(b"%PDF-"),
        SLOW(lambda path: path.write_bytes(path.read_bytes() + b" ")),
    ],
)
def test_a_spoilt_output_is_made_again(here, spoil):
    spoil(here / "build" / A)
    assert make(here).made == {A}
    spoil(here / "build" / BOTH)
    assert make(here).made == {BOTH}
    agrees(here)


def test_problems_come_back(here):
    """Of sheets that are skipped, of pages that are not drawn again, of style sheets that are not read again."""
    write(here, {"a": sheet("Note a", "Dans dans l'eau."), "styles/note.css": f"{STYLE}h1 {{ couleur: rouge }}\n"})
    first = make(here)
    assert {"mot-double", "avis-du-moteur"} == set(first.codes)
    assert make(here).problems == first.problems
    os.utime(here / "sheets" / "a.md", (1, 1))
    assert make(here).problems == first.problems
    assert make(write(here, {"livret": LIST % "a, c"})).problems == first.problems
    assert make(write(here, {"templates/note/fiche.html": f"{{# rien #}}{LAYOUT}"})).problems == first.problems
    agrees(here)


def test_a_part_leaves_the_rest(here):
    write(here, {"a": sheet("Un"), "b": sheet("Deux", key="terre")})
    assert make(here, "a").made == {A}
    assert make(here, "livret").made == {B, BOTH}  # a booklet may choose any sheet by what it says
    assert make(here).made == {WATER}
    write(here, {"a": sheet("Trois")})
    assert make(here, "livret").made == {A, BOTH}
    assert make(here, "a", cache=False).made == {A}
    assert make(here).made == {WATER}
    assert not make(here).made
    agrees(here)


def test_without_the_memory(here):
    before = make(here).files
    built = make(here, cache=False)
    assert built.made == ALL
    assert built.files == before
    assert not make(here).made


def test_a_faulty_sheet_keeps_its_last_good_pdf(here):
    before = make(here).files
    built = make(write(here, {"a": sheet("Note a").replace("mots_cles", "motscles")}))
    assert set(built.codes) == {"cle-inconnue", "livret-incomplet"}
    assert built.files == {**before, WATER: built.files[WATER]} and built.made == {WATER}
    assert make(here).problems == built.problems
    (here / "sheets" / "a.md").unlink()
    assert A in make(write(here, {"livret": LIST % "c"})).removed


@pytest.mark.parametrize(
    "files",
    [
        SLOW({"styles/note.css": f"@import url(file:///etc/hostname);\n{STYLE}"}),
        SLOW({"templates/note/signes.txt": "[frise\n  # ##\n"}),
        SLOW({"templates/note/fiche.html": "{{ page.inconnu }}"}),
        {"templates/note/fiche.html": f'{LAYOUT}<img src="images/absente.png" alt="Carré">'},
    ],
)
def test_a_fault_of_the_house_keeps_every_pdf(here, files):
    """In a style sheet, the palette, a layout, or a page that the engine refuses."""
    before = make(here).files
    built = make(write(here, files))
    assert built.codes
    assert built.files == before and not built.made
    assert make(here).problems == built.problems
    (here / "sheets" / "b.md").unlink()
    make(here)
    for name in files:
        (here / name).unlink()
    write(here, {name: text for name, text in small_collection.COLLECTION.items() if name in files})
    assert B not in make(here).files
    agrees(here)


def test_a_photo_that_was_missing(here):
    assert make(write(here, {"b": sheet("Note b", photo="images/x.png")})).codes == ["image-absente"]
    assert not whole_runs.unchanged(here, None, "build")  # a fault is judged again: who knows what lies behind it
    write(here, {"sheets/images/x.png": picture(5)})
    assert B in make(here).made
    agrees(here)


def test_stopped_at_the_first_fault(here):
    """What was not looked at is neither forgotten nor taken for done."""
    write(here, {"a": sheet("Faute").replace("mots_cles", "motscles"), "b": sheet("Deux", key="terre")})
    assert not make(here, fail_fast=True).made
    assert not whole_runs.unchanged(here, None, "build")
    assert make(here).made == {B, WATER}
    write(here, {"a": sheet("Note a")})
    assert C not in make(here).made
    agrees(here)


def test_a_booklet_whose_layout_does_not_wait(here):
    """Pages that wait for a sheet and hold words of their own: a fault of the layout, not of the program."""
    built = make(write(here, {"templates/note/livret.html": BOOK.replace("break-before: page", "break-before: auto")}))
    assert set(built.codes) == {"gabarit"}
    assert not built.made


@pytest.mark.parametrize(
    "files",
    [
        {"a": sheet("Pendant")},
        SLOW({"sheets/images/photo.png": picture(77)}),
        SLOW({"livret": LIST % "a"}),
        SLOW({"d": sheet("Note d")}),
        SLOW({"templates/note/fiche.html": LAYOUT.replace("maison 1", "maison 2")}),
        SLOW({"collection": f"{SETTINGS}langue: en\n"}),
        SLOW({"styles/note.css": STYLE.replace("#102030", "#903010")}),
    ],
)
@pytest.mark.parametrize("early", [pytest.param(True, marks=pytest.mark.slow), False])
def test_an_edit_during_a_build(here, files, early):
    """Saved once the file was read, or before it was: the next build knows that its output is of the words before."""
    write(here, {"a": sheet("Avant"), "b": sheet("Avant", photo="images/photo.png")})

    def tell(_name, done, _total):
        if done == 0 or not early:
            write(here, files)

    make(here, tell=tell)
    agrees(here)
