"""The key of this user, by which what a run finds beside its output is known as written here: by nobody else's run.

It is made on first use, and kept outside of every collection. Where none can be kept, a run has one for itself alone.
"""

from __future__ import annotations

import hmac
import os
import stat
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

KEY_FILE, KEY_BYTES = "cle", 32
_OWNER_ALONE = 0o600  # rights: nobody else may read it
_KEY_FLAGS = sum(
    getattr(os, name, 0) for name in ("O_RDONLY", "O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")
)  # nor waited for


def sealed(name: str, data: bytes) -> bytes:
    """The seal of bytes that are kept under a name: 64 letters, that hold for that name alone."""
    made = hmac.new(_key(), digestmod="sha256")
    for part in (os.fsencode(name), data):
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.hexdigest().encode()


def holds(seal: bytes, name: str, data: bytes) -> bool:
    """Whether this user's runs have sealed these bytes under that name."""
    return hmac.compare_digest(seal, sealed(name, data))


def home_variable() -> str:
    """What names the folder in which it is kept."""
    return "LOCALAPPDATA" if sys.platform == "win32" else "HOME"


def outlasts() -> bool:
    """Whether a later run will hold the same key; else it believes nothing of this one, and makes all again."""
    return _lasting() is not None


@cache
def _key() -> bytes:
    return _lasting() or os.urandom(KEY_BYTES)


def _lasting() -> bytes | None:
    with suppress(OSError):
        folder = _home()
        if folder is not None:
            return _kept(folder / KEY_FILE) or _made(folder / KEY_FILE)
    return None


def _home() -> Path | None:
    """Where programs keep what is this user's alone; None where the system names no such place, or that of another."""
    if sys.platform == "win32":
        return _absolute(home_variable(), "fiches")
    home = _absolute(home_variable())
    if home is None or home.stat().st_uid != os.geteuid():  # as under sudo, whose files would be in the user's way
        return None
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "fiches"
    return _absolute("XDG_STATE_HOME", "fiches") or home / ".local" / "state" / "fiches"


def _absolute(variable: str, *below: str) -> Path | None:
    path = Path(os.environ.get(variable, ""), *below)
    return path if path.is_absolute() else None


def _kept(path: Path) -> bytes | None:
    """The key that is there; None where there is none, or one that others may have put there."""
    with suppress(OSError), os.fdopen(os.open(path, _KEY_FLAGS), "rb") as file:
        found = os.fstat(file.fileno())
        if stat.S_ISREG(found.st_mode) and (sys.platform == "win32" or found.st_uid == os.geteuid()):
            if found.st_mode & ~_OWNER_ALONE & 0o777 and hasattr(os, "fchmod"):
                os.fchmod(file.fileno(), _OWNER_ALONE)
            key = file.read(KEY_BYTES + 1)
            return key if len(key) == KEY_BYTES else None
    return None


def _made(path: Path) -> bytes:
    """A new key, whole or not there; where another run was quicker, that one's."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_name(f"{KEY_FILE}-{os.urandom(8).hex()}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ALONE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(os.urandom(KEY_BYTES))
        with suppress(FileExistsError):
            _take_place(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    found = _kept(path)
    if found is None:
        raise FileExistsError(path)
    return found


def _take_place(temporary: Path, path: Path) -> None:
    """Gives a file its name; FileExistsError where that is taken."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        if _kept(path) is None:  # it is damaged: nothing that it sealed is believed
            temporary.replace(path)
    except OSError:  # no disk that knows two names of a file
        temporary.replace(path)
