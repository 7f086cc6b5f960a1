"""What opens the studio by a double click: each desktop's file runs the very command, whatever its folder is called."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import pytest

from fiches.cli import desktop
from fiches.cli import main as program
from fiches.cli.desktop import System
from fiches.core.problems import ExitCode, FichesError
from support.sources import SHORT, text, write

pytestmark = pytest.mark.no_unit

NASTY = """été « 50 % » l'eau $HOME `ls` "citée" \\n"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The home of somebody who has neither a desktop nor a menu yet."""
    found = tmp_path / "home"
    found.mkdir()
    monkeypatch.setenv("HOME", str(found))
    monkeypatch.setenv("PATH", str(tmp_path / "programs"))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    return found


@pytest.fixture
def root(tmp_path):
    return write(tmp_path / "Les fours d'ici", {**SHORT, "four": text()})


def answers(folder, name, said):
    """A program that answers that, whatever it is asked, and keeps what it was asked beside it."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f'#!/bin/sh\n[ -e "$0.asked" ] || echo "$@" > "$0.asked"\necho \'{said}\'\n', "utf-8")
    path.chmod(0o755)
    return path


def unescaped(value):
    """A string of a desktop entry as it is read: of the escapes only that of the backslash occurs in ours."""
    return value.replace("\\\\", "\0").replace("\0", "\\")


def run_by_shell(line):
    return subprocess.run(["sh", "-c", line], capture_output=True, check=True, text=True, stdin=subprocess.DEVNULL)


def test_the_entry_of_linux_runs_its_command_and_keeps_the_window_of_one_that_fails():
    entry = desktop.launcher(System.LINUX, NASTY, ["printf", "%s", NASTY])
    lines = dict(line.split("=", 1) for line in entry.splitlines()[1:])
    exec_line = unescaped(lines["Exec"]).replace("%%", "\0")
    assert "%" not in exec_line and unescaped(lines["Name"]) == NASTY and lines["Terminal"] == "true"
    assert run_by_shell(exec_line.replace("\0", "%")).stdout == NASTY
    assert "|| read" in exec_line


def test_the_file_of_a_mac_runs_its_command(tmp_path):
    path = tmp_path / "x.command"
    path.write_text(desktop.launcher(System.MAC, "x", ["printf", "%s", NASTY]), "utf-8")
    assert run_by_shell(f"sh '{path}'").stdout == NASTY


def test_the_files_of_windows_double_what_a_batch_would_replace():
    direct = desktop.launcher(System.WINDOWS, "x", ["C:\\Mes fiches\\python.exe", "-C", "50 %"])
    assert '\r\n"C:\\Mes fiches\\python.exe" -C "50 %%"\r\n' in direct
    within = desktop.launcher(System.WSL, "x", ["/opt/python", "-C", "/home/eau vive"], "Ubuntu 24")
    assert '\r\nwsl.exe -d "Ubuntu 24" --exec /opt/python -C "/home/eau vive"\r\n' in within


def test_it_is_put_on_the_desktop_and_in_the_menu_else_in_the_collection(root, home):
    assert desktop.shortcuts(root) == [root / "fiches, Les fours d'ici.desktop"]
    (home / "Desktop").mkdir()
    (home / ".local/share/applications").mkdir(parents=True)
    places = desktop.shortcuts(root, ["-o", "/pdf"])
    assert [path.parent for path in places] == [home / "Desktop", home / ".local/share/applications"]
    for path in places:
        assert os.access(path, os.X_OK)
        written = path.read_text("utf-8")
        assert sys.executable in written and "-m fiches studio" in written and "-o /pdf" in written


def test_a_desktop_of_another_name_is_asked_for(root, home, tmp_path):
    (home / "Bureau").mkdir()
    answers(tmp_path / "programs", "xdg-user-dir", home / "Bureau")
    assert desktop.shortcuts(root) == [home / "Bureau/fiches, Les fours d'ici.desktop"]


def test_a_desktop_that_refuses_is_told(root, home):
    (home / "Desktop" / "fiches, Les fours d'ici.desktop").mkdir(parents=True)
    with pytest.raises(FichesError, match="raccourci"):
        desktop.shortcuts(root)


@pytest.mark.usefixtures("home")
def test_in_a_linux_within_windows_the_desktop_and_the_browser_are_those_of_windows(root, tmp_path, monkeypatch):
    monkeypatch.setattr(platform, "release", lambda: "5.15.153.1-microsoft-standard-WSL2")
    (tmp_path / "Users/Desktop").mkdir(parents=True)
    programs = tmp_path / "programs"
    answers(programs, "cmd.exe", "C:\\Users")
    asked = answers(programs, "wslpath", tmp_path / "Users")
    assert desktop.shortcuts(root) == [tmp_path / "Users/Desktop/fiches, Les fours d'ici.cmd"]
    assert asked.with_name("wslpath.asked").read_text("utf-8") == "-u C:\\Users\n"
    explorer = answers(programs, "explorer.exe", "")
    desktop.open_browser("http://127.0.0.1:20000/?cle=a")
    assert explorer.with_name("explorer.exe.asked").read_text("utf-8") == "http://127.0.0.1:20000/?cle=a\n"


@pytest.mark.usefixtures("home")
def test_the_command_writes_it_and_does_not_serve(root, capsys):
    assert program.run(["studio", "-C", str(root), "--raccourci"]) == ExitCode.DONE
    said = capsys.readouterr().out
    assert "fiches, Les fours d'ici.desktop ouvre le studio" in said and "http://" not in said
