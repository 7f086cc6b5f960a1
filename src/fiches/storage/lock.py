"""An output folder held by one run at a time."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from fiches.core.messages import message
from fiches.core.problems import FichesError
from fiches.core.text import refusal
from fiches.storage import folders
from fiches.storage.output import MEMORY_FOLDER

LOCK_FILE = "verrou"  # in the folder of all that is remembered
LOCK = f"{MEMORY_FOLDER}/{LOCK_FILE}"
_NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS)  # what a share says that grants none


@contextmanager
def held(out: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Holds an output folder by a lock file in it; waits while another run does, and says so.

    The system lets go of it when the process ends, however it ends. Where the lock file may not be written, but the
    folder may, or where the system grants no locks, nothing is held.
    """
    handle = _locked(out, waiting)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _locked(out: Path, waiting: Callable[[], None]) -> int | None:
    """The lock file, open and ours; None where there is no lock to be had."""
    told = False
    while (handle := _opened(out)) is not None:
        try:
            if not _take(handle, wait=False):
                if not told:
                    waiting()
                told = True
                _take(handle, wait=True)
            if _is_there(out, handle):
                return handle
        except OSError as error:
            os.close(handle)
            if error.errno in _NO_LOCKS:
                return None
            raise _refused(out, error) from error
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # whoever held it has removed it
    return None


def _is_there(out: Path, handle: int) -> bool:
    """Whether an open lock file still has its name."""
    with suppress(OSError), folders.within(out, [MEMORY_FOLDER]) as folder:
        return os.path.samestat(os.fstat(handle), folder.look(LOCK_FILE))
    return False


def _opened(out: Path) -> int | None:
    try:
        with folders.within(out, [MEMORY_FOLDER], make=True) as folder:
            return folder.open(LOCK_FILE, os.O_RDWR | os.O_CREAT)
    except OSError as error:
        if out.is_dir() and os.access(out, os.W_OK) and error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            return None
        raise _refused(out, error) from error


def _refused(out: Path, error: OSError) -> FichesError:
    return FichesError(message("folder.not-written", path=str(out), reason=refusal(error)))


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
