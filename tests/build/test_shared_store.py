"""What one machine makes, another takes from the store that its owner names, with the same bytes."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from fiches.build import pipeline, tasks
from fiches.build.pipeline import Options
from fiches.cli import main as program
from fiches.config.project import open_project
from fiches.core.problems import ExitCode
from fiches.storage.store import ArtifactStore
from support.small_collection import clean, collection, make, pdfs, sheet

pytestmark = pytest.mark.no_unit


@pytest.fixture
def root(tmp_path):
    return collection(tmp_path / "collection")


@pytest.fixture
def store(tmp_path):
    return ArtifactStore(str(tmp_path / "store"))


def never(*_):
    raise AssertionError("made once more")


def test_another_machine_makes_nothing_and_has_the_same_bytes_and_problems(root, store, tmp_path, monkeypatch):
    here = make(root, store=store)
    shutil.copytree(root, tmp_path / "ailleurs", ignore=lambda *_: ["build"])
    monkeypatch.setattr(tasks, "make", never)
    there = make(tmp_path / "ailleurs", store=store)
    assert (there.files, there.problems) == (here.files, here.problems)
    monkeypatch.undo()
    assert make(tmp_path / "ailleurs").made == set()  # it knows it as its own


def test_what_changed_is_made_and_what_is_as_it_was_once_is_found_again(root, store, monkeypatch):
    first = make(root, store=store)
    before = (root / "sheets/a.md").read_text("utf-8")
    (root / "sheets/a.md").write_text(sheet("Note neuve"), "utf-8")
    changed = make(root, store=store)
    assert {"fiches/a.pdf", "livret.pdf"} <= changed.made and changed.files != first.files
    (root / "sheets/a.md").write_text(before, "utf-8")
    monkeypatch.setattr(tasks, "make", never)
    assert make(root, store=store).files == first.files


@pytest.mark.slow  # a matter of keys, which tests/storage tries at each run
def test_a_changed_photo_is_another_entry(root, store):
    make(root, store=store)
    (root / "sheets/images/photo.png").write_bytes((root / "sheets/images/photo.png").read_bytes()[:-1] + b"\0")
    found = make(root, store=store, jobs=1)
    assert found.files == clean(root).files


@pytest.mark.slow  # a matter of keys, which tests/storage tries at each run
def test_a_store_of_strangers_gives_nothing(root, store, tmp_path):
    made = make(root, store=replace(store, secret="le leur"))
    there = make(root, out=tmp_path / "ici", store=replace(store, secret="le nôtre"))
    assert there.files == made.files and len(there.made) == 5


def test_the_collection_cannot_name_a_store(root, tmp_path):
    path = root / "sheets/collection.yaml"
    path.write_text(path.read_text("utf-8") + f"store: {tmp_path / 'piege'}\n", "utf-8")
    make(root)
    assert not (tmp_path / "piege").exists()


def test_the_command_takes_it_by_option_and_by_environment(root, tmp_path, monkeypatch, capsys):
    place = str(tmp_path / "store")
    assert program.run(["build", "-C", str(root), "--store", place]) == ExitCode.DONE
    monkeypatch.setenv("FICHES_STORE", place)
    monkeypatch.setattr(tasks, "make", never)
    assert program.run(["build", "-C", str(root), "-o", str(tmp_path / "ici")]) == ExitCode.DONE
    assert pdfs(tmp_path / "ici") == pdfs(root / "build")
    assert "5 PDF faits" in capsys.readouterr().out


def test_a_store_that_does_not_answer_is_told(root, tmp_path, capsys):
    (tmp_path / "fichier").write_text("rien")
    assert program.run(["build", "-C", str(root), "--store", str(tmp_path / "fichier")]) == ExitCode.UNUSABLE
    assert "fichier" in capsys.readouterr().err


@pytest.mark.slow  # a matter of keys, which tests/storage tries at each run
def test_what_is_asked_for_anew_is_not_taken_from_it(root, store, monkeypatch):
    make(root, store=store)
    project, _ = open_project(root, None)
    monkeypatch.setattr(tasks, "make", never)
    with pytest.raises(AssertionError):
        pipeline.build(project, (), Options(store=store, cache=False))
