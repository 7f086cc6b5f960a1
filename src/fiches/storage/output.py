"""The output folder: files by their paths below it, none of which leads elsewhere, and all that stands there judged."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from fiches.core.messages import message
from fiches.core.problems import FichesError
from fiches.core.text import refusal, way_out
from fiches.storage.fingerprints import Stamp, stamp_of
from fiches.storage.folders import TAKEN, TEMPORARY, Folder, RefusedFile, within

MEMORY_FOLDER = ".fiches"  # below the output folder: all that one run remembers for the next
MAX_NESTED_FOLDERS = 64  # folders in each other that are looked at; ours are four


@dataclass(frozen=True, slots=True)
class Scan:
    """What stands below an output folder: the stamp of each file by its path, and what is neither file nor folder."""

    files: dict[str, Stamp] = field(default_factory=dict)
    strays: list[str] = field(default_factory=list)


def _parts(path: str) -> list[str]:
    """The steps of a path below an output folder; ValueError for one that may lead elsewhere."""
    parts = path.split("/")
    if {"", ".", ".."} & set(parts) or "\0" in path or (os.name == "nt" and {"\\", ":"} & set(path)):
        raise ValueError(f"outside: {path}")
    return parts


def is_inside(path: str) -> bool:
    """Whether a path, by its letters, is that of something below the output folder."""
    try:
        return bool(_parts(path))
    except ValueError:
        return False


def opened(out: Path, path: str) -> BinaryIO:
    """A file below `out`, to be read; OSError where there is none, or something else: a link, a pipe, a device."""
    *folders, name = _parts(path)
    with within(out, folders) as folder:
        return os.fdopen(folder.open(name, os.O_RDONLY), "rb")


def read(out: Path, path: str, most: int) -> bytes:
    """The bytes of a file that has no more than `most`; OSError as of `opened`."""
    with opened(out, path) as file:
        if os.fstat(file.fileno()).st_size > most:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), path)
        return file.read(most)


def stamp(out: Path, path: str) -> Stamp | None:
    """The stamp of a file below `out`; None for what is not there, or is no file."""
    *folders, name = _parts(path)
    try:
        with within(out, folders) as folder:
            return stamp_of(folder.look(name))
    except OSError:
        return None


def exists(out: Path, path: str) -> bool:
    """Whether anything has this name, be it a link that leads nowhere."""
    *folders, name = _parts(path)
    try:
        with within(out, folders) as folder:
            folder.look(name)
    except OSError:
        return False
    return True


def write(out: Path, path: str, data: bytes) -> None:
    """Writes a file whole or not at all; FichesError says why it cannot, RefusedFile what is a matter of its own."""
    *folders, name = _parts(path)
    with _telling(out / path), within(out, folders, make=True) as folder:
        folder.put(name, data)


def append(out: Path, path: str, line: bytes) -> None:
    """Adds a line to a file that several processes may be adding to; FichesError says why it cannot.

    A file that has other names too is written anew: nothing is added to what those lead to.
    """
    *folders, name = _parts(path)
    with _telling(out / path), within(out, folders, make=True) as folder:
        with os.fdopen(folder.open(name, os.O_RDWR | os.O_APPEND | os.O_CREAT), "r+b", buffering=0) as file:
            if os.fstat(file.fileno()).st_nlink <= 1:
                done = file.write(line)
                if done < len(line):
                    file.write(line[done:])  # the disk is full: this says so
                return
        folder.put(name, line)


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Says why the system refuses a file."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise RefusedFile(message("nom-de-fichier.too-long", name=path.name)) from error
        said = message("file.not-written", path=str(path), reason=refusal(error))
        raise FichesError(said, way_out(error)) from error


def remove(out: Path, path: str) -> None:
    """Removes a file that may be gone already; FichesError says why it cannot."""
    *folders, name = _parts(path)
    with _telling_removal(out / path), within(out, folders) as folder:
        folder.remove(name)


def remove_folder(out: Path, path: str) -> None:
    """Removes a folder if it is there and nothing is in it."""
    *folders, name = _parts(path)
    with suppress(OSError), within(out, folders) as folder:
        folder.remove_folder(name)


def remove_emptied(out: Path, paths: Sequence[str]) -> None:
    """Removes the folders below `out` in which nothing is left where files of these paths are gone."""
    steps = [path.split("/")[:-1] for path in paths]
    above = {"/".join(parts[:end]) for parts in steps for end in range(1, len(parts) + 1)}
    for folder in sorted(above, key=len, reverse=True):
        remove_folder(out, folder)


@contextmanager
def _telling_removal(path: Path) -> Iterator[None]:
    """Says why the system does not let a file go."""
    try:
        yield
    except FileNotFoundError:
        return
    except OSError as error:
        code = "file.not-removed.in-use" if error.errno in TAKEN else "file.not-removed"
        raise FichesError(message(code, path=str(path), reason=refusal(error))) from error


def names(out: Path, folder: str = "") -> list[str]:
    """What is in a folder below `out`; nothing where there is none."""
    try:
        with within(out, _parts(folder) if folder else []) as found:
            return [entry.name for entry in found.entries()]
    except OSError:
        return []


def memories(out: Path) -> list[str]:
    """The folders of what is remembered below `out`."""
    return [MEMORY_FOLDER, *(f"{MEMORY_FOLDER}/{name}" for name in names(out, MEMORY_FOLDER))]


def sweep(out: Path, folders: Sequence[str]) -> None:
    """Removes what runs that were killed left unfinished in these folders; nobody may be writing there."""
    for folder in folders:
        for name in names(out, folder):
            if name.startswith(TEMPORARY[0]) and name.endswith(TEMPORARY[1]):
                with suppress(FichesError):
                    remove(out, f"{folder}/{name}" if folder else name)


def scan(out: Path, *, stamped: bool = True) -> Scan:
    """All that stands below `out`, in one walk; links, pipes, devices, sockets are strays, and so is `out` as one.

    Strays alone, unless it is `stamped`: the system is asked of each file then.
    """
    found = Scan()
    try:
        if not stat.S_ISDIR(os.lstat(out).st_mode):
            return found if stat.S_ISREG(os.lstat(out).st_mode) else Scan(strays=["."])
        with within(out, []) as folder:
            _walk(folder, found, ("", MAX_NESTED_FOLDERS), stamped=stamped)
    except OSError:  # it is not there, or not ours to read
        pass
    return found


def _walk(folder: Folder, found: Scan, at: tuple[str, int], *, stamped: bool) -> None:
    """A folder, by the way to it and how many may be in each other below."""
    prefix, depth = at
    for entry in folder.entries():
        if not stamped and entry.is_file(follow_symlinks=False):
            continue
        path = f"{prefix}{entry.name}"
        with suppress(FileNotFoundError, PermissionError):  # it has just gone; nobody of ours opens it either
            there = folder.look(entry.name) if folder.handle is None else entry.stat(follow_symlinks=False)
            if stat.S_ISREG(there.st_mode):
                found.files[path] = stamp_of(there) or ()
            elif stat.S_ISDIR(there.st_mode) and depth:
                with closing(folder.enter(entry.name)) as below:
                    _walk(below, found, (f"{path}/", depth - 1), stamped=stamped)
            else:
                found.strays.append(path)
