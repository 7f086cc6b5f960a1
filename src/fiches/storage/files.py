"""Files written whole or not at all, folders held by one run at a time."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from fiches.core.messages import message
from fiches.core.problems import FichesError
from fiches.core.text import refusal
from fiches.storage.fingerprints import key

TEMPORARY = (".fiches-", ".tmp")  # how the name of a file that is not whole yet begins and ends
_TAKEN = (errno.EACCES, errno.EPERM, errno.EBUSY)


class FileInUse(FichesError):  # noqa: N818  # named for what it is
    """A file that is there may not be replaced, in a folder where others may: a reader has it open, on Windows."""

    def __init__(self, path: Path) -> None:
        super().__init__(message("ouvert-ailleurs", path=str(path)))


def write(path: Path, data: bytes) -> None:
    """Writes `path` whole or not at all; FichesError says why it cannot."""
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(TEMPORARY[1], TEMPORARY[0], path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        if temporary and error.errno in _TAKEN and path.is_file():
            raise FileInUse(path) from error
        raise FichesError(message("file.not-written", path=str(path), reason=refusal(error))) from error


def sweep(*folders: Path) -> None:
    """Removes what runs that were killed left unfinished in the folders; nobody may be writing there."""
    for path in (path for folder in folders for path in folder.glob(f"{TEMPORARY[0]}*{TEMPORARY[1]}")):
        with suppress(OSError):
            path.unlink()


def keep(path: Path, data: bytes) -> None:
    """Writes what is to be believed later only if it is whole: its digest stands before it.

    It is only a memory: where it cannot be written, the next run does without.
    """
    with suppress(FichesError):
        write(path, key(data).encode() + b"\n" + data)


def note(path: Path, line: bytes) -> None:
    """Adds a line to a file that several processes may be adding to; a memory too."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab", buffering=0) as file:
            file.write(line)


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
        name = "file.not-removed.in-use" if error.errno in _TAKEN else "file.not-removed"
        raise FichesError(message(name, path=str(path), reason=refusal(error))) from error


def remove_empty(folder: Path) -> None:
    """Removes a folder if nothing is in it."""
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


@contextmanager
def held(path: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Holds a folder by a lock file, kept in a folder of its own in it; waits while another run does, and says so.

    The system lets go of it when the process ends, however it ends. Where the lock file may not be written, but the
    folder may, nothing is held.
    """
    handle = _locked(path, waiting)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _locked(path: Path, waiting: Callable[[], None]) -> int | None:
    """The lock file, open and ours; None where it may not be written."""
    told = False
    while (handle := _opened(path)) is not None:
        if not _take(handle, wait=False):
            if not told:
                waiting()
            told = True
            _take(handle, wait=True)
        with suppress(OSError):
            if os.path.samestat(os.fstat(handle), path.stat()):
                return handle
        os.close(handle)  # whoever held it has removed it
    return None


def _opened(path: Path) -> int | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        folder = path.parent.parent
        if folder.is_dir() and os.access(folder, os.W_OK):
            return None
        raise FichesError(message("folder.not-written", path=str(folder), reason=refusal(error))) from error


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
