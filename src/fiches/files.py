"""Files written whole or not at all, folders held by one run at a time."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fiches.inputs import key
from fiches.problems import FichesError
from fiches.wording import refusal


def write(path: Path, data: bytes) -> None:
    """Writes `path` whole or not at all; FichesError says why it cannot."""
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise FichesError(
            f"« {path} » ne peut pas être écrit : {refusal(error)}",
            "libérez de la place ou choisissez un autre dossier avec -o ; l'ancien fichier est intact",
        ) from error


def keep(path: Path, data: bytes) -> None:
    """Writes what is to be believed later only if it is whole: its digest stands before it."""
    write(path, key(data).encode() + b"\n" + data)


def kept(path: Path) -> bytes | None:
    """What `keep` wrote; None when it is not there or is no longer what it was."""
    try:
        seal, _, data = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return data if seal == key(data).encode() else None


def remove(path: Path) -> None:
    """Removes a file that may be gone already, or an empty folder; FichesError says why it cannot."""
    try:
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise FichesError(f"« {path} » ne peut pas être retiré : {refusal(error)}") from error


def remove_empty(folder: Path) -> None:
    """Removes a folder if nothing is in it."""
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


@contextmanager
def held(path: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Holds a folder by a lock file, kept in a folder of its own in it; waits while another run does, and says so.

    The system lets go of it when the process ends, however it ends.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise FichesError(
            f"« {path.parent.parent} » ne peut pas être écrit : {refusal(error)}",
            "choisissez un autre dossier avec -o ; les anciens fichiers sont intacts",
        ) from error
    try:
        if not _take(handle, wait=False):
            waiting()
            _take(handle, wait=True)
        yield
    finally:
        os.close(handle)


def _take(handle: int, *, wait: bool) -> bool:
    """Whether the lock was taken; with `wait`, not before it is."""
    try:
        import fcntl
    except ImportError:  # Windows
        return _take_on_windows(handle, wait=wait)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def _take_on_windows(handle: int, *, wait: bool) -> bool:
    import msvcrt  # type: ignore[import-not-found,unused-ignore]
    import time

    while True:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            if not wait:
                return False
            time.sleep(0.2)
        else:
            return True
