"""What a person's desktop is asked for: a file to double-click that opens the studio, and a browser at an address."""

from __future__ import annotations

import os
import platform
import shlex
import shutil
import subprocess
import sys
import webbrowser
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from fiches.core.messages import message
from fiches.core.problems import FichesError
from fiches.core.text import refusal, way_out

_WITHIN_QUOTES = str.maketrans(
    {sign: f"\\{sign}" for sign in '"`$\\'}
)  # within the quotes of an Exec line, and of a shell
_DESKTOP_ENTRY = "[Desktop Entry]\nType=Application\nTerminal=true\nName={name}\nExec={line}\n"
_WINDOWS_LINES = (
    "@echo off",
    "chcp 65001 >nul",
    "{line}",
    "if errorlevel 1 pause",
    "",
)  # UTF-8; a window that fails stays
_WAIT = 10  # seconds for what another program is asked


class System(Enum):
    """The desktops that differ; WSL is Linux within Windows, whose desktop is the one that is looked at."""

    LINUX = ".desktop"
    MAC = ".command"
    WINDOWS = ".bat"
    WSL = ".cmd"


def here() -> System:
    """The system that this program runs on."""
    if sys.platform == "darwin":
        return System.MAC
    if sys.platform == "win32":
        return System.WINDOWS
    return System.WSL if "microsoft" in platform.release().lower() else System.LINUX


def launcher(system: System, name: str, command: Sequence[str], distribution: str = "") -> str:
    """The text of a file that runs `command` in a window where a system is told to open it.

    `distribution`: that of the Linux within Windows. Source: the Desktop Entry Specification, « The Exec key ».
    """
    by_shell = f"{shlex.join(command)} || read -r REPLY"  # the window stays, with what went wrong
    if system is System.LINUX:
        line = f'sh -c "{by_shell.translate(_WITHIN_QUOTES)}"'
        return _DESKTOP_ENTRY.format(
            name=name.replace("\\", "\\\\"), line=line.replace("\\", "\\\\").replace("%", "%%")
        )
    if system is System.MAC:
        return f"#!/bin/sh\n{by_shell}\n"
    line = subprocess.list2cmdline(command).replace("%", "%%")
    through = subprocess.list2cmdline(["wsl.exe", "-d", distribution]) + " --exec " if system is System.WSL else ""
    return "\r\n".join(_WINDOWS_LINES).format(line=through + line)


def shortcuts(root: Path, more: Sequence[str] = ()) -> list[Path]:
    """Writes the files that open the studio of the collection at `root`, with `more` options, and says where.

    On the desktop and in the menu of applications, where there is one; else in the collection.
    FichesError where the machine refuses.
    """
    system = here()
    name = f"fiches, {root.name}"
    command = [sys.executable, "-m", "fiches", "studio", "-C", str(root), *more]
    text = launcher(system, name, command, os.environ.get("WSL_DISTRO_NAME", ""))
    paths = [folder / f"{name}{system.value}" for folder in _places(system) or [root]]
    for path in paths:
        _write(path, text)
        if system is System.LINUX:
            _asked(["gio", "set", str(path), "metadata::trusted", "true"])  # else GNOME asks at the first click
    return paths


def _write(path: Path, text: str) -> None:
    try:
        path.write_bytes(text.encode("utf-8"))
        path.chmod(0o755)
    except OSError as error:
        raise FichesError(message("shortcut.refused", path=path, why=refusal(error)), way_out(error)) from error


def _places(system: System) -> list[Path]:
    """The folders that a person looks at, of those that are there."""
    home = Path.home()
    found = [home / "Desktop"]
    if system is System.LINUX:
        menu = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share") / "applications"
        found = [Path(_asked(["xdg-user-dir", "DESKTOP"]) or home / "Desktop"), menu]
    elif system is System.WSL and (profile := _asked(["cmd.exe", "/c", "echo %USERPROFILE%"])):
        found = [Path(_asked(["wslpath", "-u", profile])) / "Desktop"]
    return [folder for folder in found if folder.is_dir() and folder != home]


def _asked(command: Sequence[str]) -> str:
    """What another program answers; nothing where it is not there or fails."""
    if not (program := shutil.which(command[0])):
        return ""
    try:
        said = subprocess.run([program, *command[1:]], capture_output=True, timeout=_WAIT, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return said.stdout.decode("utf-8", "replace").strip()


def open_browser(address: str) -> None:
    """Shows an address to the person at this machine; in a Linux within Windows, in the browser of Windows."""
    if here() is System.WSL and (program := shutil.which("explorer.exe")):
        subprocess.run([program, address], check=False, capture_output=True, timeout=_WAIT)
    else:
        webbrowser.open(address)
