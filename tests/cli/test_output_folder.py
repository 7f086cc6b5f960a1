"""A collection that came by mail with its output folder: no command follows a link in it, nor waits for a pipe."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from fiches.build.watch import watch
from fiches.cli.main import run
from fiches.core.problems import ExitCode
from support.small_collection import collection

pytestmark = pytest.mark.no_unit

COMMANDS = ("build", "print", "kit", "posters", "serve", "clean")
PLACES = (
    "build",
    "build/.fiches",
    "build/.fiches/verrou",
    "build/.fiches/manifest",
    "build/.fiches/manifest/build.json",
    "build/.fiches/manifest/build.log",
    "build/.fiches/jaquettes",
    "build/fiches/a.pdf",
    "build/affiches/x.pdf",
    "build/kit/pdf",
    "build/kit/f/1",
    "build/impression/copieur",
    "build/ailleurs/plus/loin",
)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A collection that was never built, beside somebody's own folder."""
    base = tmp_path_factory.mktemp("courrier")
    (base / "Documents").mkdir()
    (base / "Documents/notes.txt").write_text("mine")
    return collection(base / "collection")


@pytest.fixture
def laid(root):
    """Lays something at a place of the collection, and takes it away again."""

    def lay(name, how):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        how(root / name)

    yield lay
    for path in (root / "build", root / "sortie"):
        if path.is_symlink():
            path.unlink()
        shutil.rmtree(path, ignore_errors=True)


def documents(root):
    return {path.name: path.read_bytes() for path in (root.parent / "Documents").rglob("*")}


def away(path):
    path.symlink_to(os.path.relpath(path.parents[path.parts[::-1].index("collection")] / "Documents", path.parent))


def inside(path):
    path.symlink_to("..")


def zeros(path):
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", PLACES)
def test_no_command_follows_a_link(root, laid, capsys, name, command):
    laid(name, away)
    assert run([command, "-C", str(root)]) == ExitCode.PROBLEMS
    assert f"{name}:1:1: erreur" in capsys.readouterr().err
    assert documents(root) == {"notes.txt": b"mine"}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("how", [os.mkfifo, inside, zeros])
def test_no_command_waits_for_what_is_no_file(root, laid, capsys, how, command):
    for name in ("manifest/build.json", "manifest/kit.json", "manifest/posters.log"):
        laid(f"build/.fiches/{name}", how)
    assert run([command, "-C", str(root)]) == ExitCode.PROBLEMS
    assert capsys.readouterr().err.count("[lien-hors-collection]") == 3


def test_watch_waits_until_it_is_gone(root, laid):
    laid("build/kit", away)
    seen = next(watch(root, None, (), lambda: None))
    assert [(one.path, one.code) for one in seen.problems] == [("build/kit", "lien-hors-collection")]
    assert documents(root) == {"notes.txt": b"mine"}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_that_is_asked_for_is_judged_too(root, laid, capsys, command):
    laid("sortie/kit", away)
    assert run([command, "-C", str(root), "-o", str(root / "sortie")]) == ExitCode.PROBLEMS
    assert "sortie/kit:1:1: erreur" in capsys.readouterr().err
    for out, why in (("sheets", "sources"), (".", "toute la collection")):
        assert run([command, "-C", str(root), "-o", str(root / out)]) == ExitCode.UNUSABLE
        assert why in capsys.readouterr().err
    assert not (root / "sheets/.fiches").exists() and not (root / ".fiches").exists()


def test_clean_leaves_what_a_folder_of_memory_was_laid_over(root, laid, capsys):
    """The whole folder of somebody was deleted so."""
    laid("build/.fiches", away)
    assert run(["clean", "-C", str(root)]) == ExitCode.PROBLEMS
    assert "supprimez tout le dossier de sortie" in capsys.readouterr().err
    assert (Path(root).parent / "Documents/notes.txt").exists()
