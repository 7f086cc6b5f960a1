"""The key of this user: made once, for nobody else to read; where there can be none, a run has its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fiches.storage import seal

SAY = "from fiches.storage import seal; print(seal.sealed('a', b'x').decode())"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A user who has never run the program."""
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    seal._key.cache_clear()
    yield tmp_path
    seal._key.cache_clear()


def again():
    """The seal that the next run makes."""
    seal._key.cache_clear()
    return seal.sealed("a", b"x")


def test_a_key_is_made_once_and_is_this_user_s_alone(home):
    first = seal.sealed("a", b"x")
    (path,) = (path for path in home.rglob("*") if path.is_file())
    assert path == home / ".local/state/fiches" / seal.KEY_FILE and len(path.read_bytes()) == seal.KEY_BYTES
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    assert again() == first and path.stat().st_mode & 0o777 == 0o600


def test_a_seal_holds_for_its_name_and_its_bytes(home):
    made = seal.sealed("a", b"x")
    assert seal.holds(made, "a", b"x")
    assert not any(seal.holds(*tried) for tried in ((made, "b", b"x"), (made, "a", b"y"), (b"", "a", b"x")))
    assert seal.sealed("ax", b"") != seal.sealed("a", b"x")
    os.environ["HOME"] = str(home / "autre")
    (home / "autre").mkdir()
    seal._key.cache_clear()
    assert not seal.holds(made, "a", b"x")


@pytest.mark.parametrize(
    "spoil", [Path.unlink, lambda path: path.write_bytes(b"short"), lambda path: path.write_bytes(b"x" * 99)]
)
def test_a_key_that_is_lost_or_damaged_is_made_anew(home, spoil):
    first = seal.sealed("a", b"x")
    spoil(home / ".local/state/fiches" / seal.KEY_FILE)
    second = again()
    assert second != first and again() == second


@pytest.mark.parametrize(
    "become", [os.mkfifo, lambda path: path.symlink_to("secret"), lambda path: path.symlink_to("/dev/zero")]
)
def test_what_is_no_key_is_neither_waited_for_nor_followed(home, become):
    path, secret = home / ".local/state/fiches" / seal.KEY_FILE, home / ".local/state/fiches/secret"
    first = again()
    path.rename(secret)
    secret.chmod(0o644)
    become(path)
    second = again()
    assert second != first and again() == second and path.is_file() and not path.is_symlink()
    assert secret.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("home_of", ["", "relatif", "/nonexistent", "/proc", "/dev/null"])
@pytest.mark.usefixtures("home")
def test_where_none_can_be_kept_a_run_has_its_own(monkeypatch, home_of):
    monkeypatch.setenv("HOME", home_of)
    first = again()
    assert seal.holds(first, "a", b"x") and again() != first and not seal.outlasts()


def test_the_state_folder_that_is_asked_for(home, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "etat"))
    again()
    assert seal.outlasts()
    assert (home / "etat/fiches" / seal.KEY_FILE).is_file()
    monkeypatch.setenv("XDG_STATE_HOME", "relatif")  # which the rules of such folders say to overlook
    again()
    assert (home / ".local/state/fiches" / seal.KEY_FILE).is_file()


@pytest.mark.parametrize(
    ("system", "folder"), [("darwin", "Library/Application Support/fiches"), ("win32", "Locale/fiches")]
)
def test_other_systems(home, monkeypatch, system, folder):
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setenv("LOCALAPPDATA", str(home / "Locale"))
    first = again()
    assert (home / folder / seal.KEY_FILE).is_file() and again() == first


def test_on_a_disk_where_a_file_has_one_name(home, monkeypatch):
    def refuse(*_):
        raise OSError("no links")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    assert again() == again()
    assert [path.name for path in (home / ".local/state/fiches").iterdir()] == [seal.KEY_FILE]


def test_runs_that_begin_together_have_one_key(tmp_path):
    (tmp_path / "maison").mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "XDG_STATE_HOME"}
    environment["HOME"] = str(tmp_path / "maison")
    runs = [subprocess.Popen([sys.executable, "-c", SAY], env=environment, stdout=subprocess.PIPE) for _ in range(4)]
    assert len({run.communicate()[0] for run in runs}) == 1
