"""`fiches watch`: each save makes what it touches, a faulty sheet keeps its last good PDF, Ctrl-C ends it."""

from __future__ import annotations

import signal

import pytest

from fiches.build import watch
from fiches.build.pipeline import Written
from fiches.build.session import RenderSession
from fiches.build.watch import Rebuild
from fiches.config.project import open_project
from fiches.core.problems import ExitCode, FichesError, fault
from fiches.storage import fingerprints
from support import small_collection
from support.processes import started
from support.repository import ROOT
from support.small_collection import LAYOUT, SETTINGS, picture, sheet
from support.sources import write

pytestmark = pytest.mark.no_unit

A, B, C, BOTH, WATER = "fiches/a.pdf", "fiches/b.pdf", "fiches/c.pdf", "livret.pdf", "livret-eau.pdf"
PALETTE = (ROOT / "styles" / "palette.css").read_text("utf-8")
FAULTY = sheet("Note a").replace("mots_cles", "motscles")


@pytest.fixture
def here(tmp_path):
    return small_collection.collection(tmp_path / "collection")


def made(seen, root):
    return {one.path.relative_to(root / "build").as_posix() for one in seen.written}


def test_what_each_save_makes(here):
    rounds = watch.watch(here, None, (), lambda: None)
    assert made(next(rounds), here) == {A, B, C, BOTH, WATER}
    write(here, {"a": sheet("Un titre")})
    assert made(next(rounds), here) == {A, BOTH, WATER}
    write(here, {"b": sheet("Note b", "Un.", key="terre")})
    write(here, {"b": sheet("Note b", "Deux.", key="terre")})  # the same round
    assert made(next(rounds), here) == {B}
    write(here, {"templates/note/fiche.html": LAYOUT.replace("maison 1", "maison 2")})
    assert made(next(rounds), here) == {A, B, C, BOTH, WATER}
    write(here, {"collection": SETTINGS.replace("Au dos", "Derrière")})
    assert made(next(rounds), here) == {BOTH, WATER}
    write(here, {"sheets/images/photo.png": picture(99)})
    assert made(next(rounds), here) == set()
    for hue in ("#14304f", "#15314f"):  # the second time, hardly a page is drawn
        write(here, {"styles/palette.css": PALETTE.replace("#14304f", hue)})
        assert made(next(rounds), here) == {A, B, C, BOTH, WATER}
    (here / "sheets" / "b.md").rename(here / "sheets" / "d.md")
    seen = next(rounds)
    assert made(seen, here) == {"fiches/d.pdf"} and [path.name for path in seen.removed] == ["b.pdf"]
    assert small_collection.make(here).files == small_collection.clean(here).files


def test_one_sheet_is_made_once_more_where_nobody_waits(here):
    """By the process that stays, whose next ones find the engine as it leaves it; not one that has changed since."""
    warm = watch._WarmSession({}, RenderSession(open_project(here)[0]))
    seen, before = Rebuild((Written(here / "build" / A, 1),)), fingerprints.stamps(here)
    write(here, {"a": sheet("Un titre")})
    assert watch._rehearsed(warm, seen, ["a"], before) == warm and "engine" not in vars(warm.shop)
    now = fingerprints.stamps(here)
    assert watch._rehearsed(warm, seen, ["a"], now).rehearsed and "engine" in vars(warm.shop)
    assert not (here / "build" / A).exists()


@pytest.mark.parametrize("names", [(), ("b",), ("livret",)])
def test_a_sheet_that_is_as_it_was_made_serves_too(here, monkeypatch, names):
    """Unless something is wrong, or none was asked for: then no process has perhaps ever drawn it."""
    done = []
    monkeypatch.setattr(watch.tasks, "make", lambda _, task: done.append(task.slug))
    warm, before = watch._WarmSession({}, RenderSession(open_project(here)[0])), fingerprints.stamps(here)
    assert not watch._rehearsed(warm, Rebuild(problems=(fault("moteur").in_file("a"),)), names, before).rehearsed
    watch._rehearsed(warm, Rebuild(), names, before)
    assert done == {(): ["a"], ("b",): ["b"], ("livret",): []}[names]


def test_the_sheet_that_somebody_is_at_is_made_once_more_and_not_at_each_save(here, monkeypatch):
    done = []
    monkeypatch.setattr(watch.tasks, "make", lambda _, task: done.append(task.slug))
    warm, before = watch._WarmSession({}, RenderSession(open_project(here)[0])), fingerprints.stamps(here)
    saved = [Rebuild((Written(here / "build" / path, 1), Written(here / "build" / BOTH, 1))) for path in (A, A, B, B)]
    for seen in (Rebuild(), *saved[:2], Rebuild(), *saved[2:], saved[0]):
        warm = watch._rehearsed(warm, seen, (), before)
    assert done == ["a", "b", "a"] and warm.rehearsed == here / "sheets" / "a.md"


def test_a_faulty_sheet_and_a_faulty_house(here):
    """What is wrong is told, what was good stays, and mending it is seen."""
    rounds = watch.watch(here, None, (), lambda: None)
    next(rounds)
    before = small_collection.pdfs(here / "build")
    write(here, {"a": FAULTY})
    seen = next(rounds)
    assert {problem.code for problem in seen.problems} == {"cle-inconnue", "livret-incomplet"}
    assert small_collection.pdfs(here / "build") == {**before, WATER: small_collection.pdfs(here / "build")[WATER]}
    write(here, {"a": sheet("Note a"), "collection": "format: notte"})
    seen = next(rounds)
    assert [problem.code for problem in seen.problems] == ["format-invalide"]
    write(here, {"collection": SETTINGS})
    assert not next(rounds).problems
    assert small_collection.pdfs(here / "build") == before


def test_what_is_watched_comes_and_goes(here):
    """A sheet under another name for a while, a folder that a program replaces: told, and waited for."""
    rounds = watch.watch(here, None, ("a",), lambda: None)
    assert made(next(rounds), here) == {A}
    (here / "sheets" / "a.md").rename(here / "sheets" / "e.md")
    assert "aucune fiche ni livret « a »" in str(next(rounds).refused.message)
    (here / "sheets").rename(here / "garde")
    assert "n'est pas une collection" in str(next(rounds).refused.message)
    (here / "garde").rename(here / "sheets")
    assert next(rounds).refused
    (here / "sheets" / "e.md").rename(here / "sheets" / "a.md")
    assert not next(rounds).refused
    assert A in small_collection.pdfs(here / "build")
    with pytest.raises(FichesError, match="absente"):
        next(watch.watch(here, None, ("absente",), lambda: None))


def test_the_command(program, here):
    run = started(program, "watch", here)
    assert run.stdout.readline().startswith("5 PDF faits, 0 à jour")
    write(here, {"a": FAULTY})
    assert "la clé « motscles » n'existe pas" in run.stderr.readline()
    assert run.stdout.readline().startswith("1 PDF fait, ")
    assert "vouliez-vous dire" in run.stderr.readline() and "[livret-incomplet]" in run.stderr.readline()
    assert "corrigez la fiche" in run.stderr.readline()
    write(here, {"a": sheet("Note a")})
    assert run.stdout.readline().startswith("2 PDF faits, ")
    assert run.stderr.readline() == "corrigé : 2\n"
    write(here, {"b": sheet("Note b", key="terre", photo="images/absente.png")})
    assert "« images/absente.png »" in run.stderr.readline() and run.stderr.readline()
    assert run.stdout.readline().endswith(" : 1 erreur\n")
    write(here, {"b": "\n" + sheet("Note b", key="terre", photo="images/absente.png"), "c": sheet("Autre c")})
    assert run.stdout.readline().endswith(" : 1 erreur\n")  # whose line has moved: said once
    write(here, {"b": sheet("Note b", key="terre")})
    assert run.stderr.readline() == "corrigé : 1\n"
    assert run.stdout.readline().endswith(" : rien à signaler\n")
    run.send_signal(signal.SIGINT)
    out, err = run.communicate()
    assert run.returncode == ExitCode.INTERRUPTED
    assert out == ""
    assert err.strip() == "interrompu ; les fichiers déjà écrits sont entiers"
