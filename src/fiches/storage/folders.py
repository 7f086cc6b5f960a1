"""Open folders: what stands in them is opened, written and removed from their descriptors, and no link is followed.

Where the system has no such descriptors (Windows), each part of a path is looked at before it is used.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from fiches.core.messages import Message, message
from fiches.core.problems import FichesError

TEMPORARY = (".fiches-", ".tmp")  # how the name of a file that is not whole yet begins and ends
TAKEN = (errno.EACCES, errno.EPERM, errno.EBUSY)  # what a system says of a file that somebody has open
DESCRIPTORS = {os.open, os.stat, os.mkdir, os.unlink, os.rmdir, os.rename} <= os.supports_dir_fd
_AS_IT_IS = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))  # no link, no waiting
_FOLDER = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_DIRECTORY", 0)


class RefusedFile(FichesError):  # noqa: N818  # named for what it is
    """One file cannot be written, where others of its folder can: a matter of its own source, not of the run."""

    def __init__(self, said: Message) -> None:
        super().__init__(said)
        self.code = said.name.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Folder:
    """One open folder; without a descriptor its path alone."""

    path: str
    handle: int | None = None

    def _at(self, name: str) -> tuple[str, dict[str, int]]:
        return (os.path.join(self.path, name), {}) if self.handle is None else (name, {"dir_fd": self.handle})  # noqa: PTH118

    def look(self, name: str) -> os.stat_result:
        """What stands there itself, not what it leads to."""
        target, where = self._at(name)
        return os.stat(target, follow_symlinks=False, **where)  # noqa: PTH116

    def open(self, name: str, flags: int) -> int:
        """A descriptor of a plain file; OSError where something else stands."""
        target, where = self._at(name)
        if self.handle is None and os.path.lexists(target):
            _check_plain(self.look(name))
        handle = os.open(target, flags | _AS_IT_IS, 0o644, **where)
        try:
            _check_plain(os.fstat(handle))
        except OSError:
            os.close(handle)
            raise
        return handle

    def enter(self, name: str, *, make: bool = False) -> Folder:
        """The folder of that name in it."""
        target, where = self._at(name)
        if make:
            with suppress(FileExistsError):
                os.mkdir(target, **where)  # noqa: PTH102
        return _opened(target, os.path.join(self.path, name), where)  # noqa: PTH118

    def put(self, name: str, data: bytes) -> None:
        """Writes a file whole or not at all; whatever stood under its name is replaced, never written into."""
        temporary = f"{TEMPORARY[0]}{os.urandom(8).hex()}{TEMPORARY[1]}"
        handle = self.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                with suppress(OSError, AttributeError):  # some mounts grant no rights, some systems know none
                    os.fchmod(file.fileno(), 0o644)
            self._take_place(temporary, name)
        except BaseException:
            with suppress(OSError):
                self.remove(temporary)
            raise

    def _take_place(self, temporary: str, name: str) -> None:
        (source, where), (target, _) = self._at(temporary), self._at(name)
        both = {"src_dir_fd": where["dir_fd"], "dst_dir_fd": where["dir_fd"]} if where else {}
        try:
            os.replace(source, target, **both)  # noqa: PTH105
        except OSError as error:
            with suppress(OSError):
                if error.errno in TAKEN and stat.S_ISREG(self.look(name).st_mode):
                    raise RefusedFile(message("ouvert-ailleurs", path=os.path.join(self.path, name))) from error  # noqa: PTH118
            raise

    def remove(self, name: str) -> None:
        """Removes what stands under a name, and is no folder: of a link the link itself."""
        target, where = self._at(name)
        os.unlink(target, **where)

    def remove_folder(self, name: str) -> None:
        """Removes a folder that is empty; OSError where it is not, or is none."""
        target, where = self._at(name)
        os.rmdir(target, **where)

    def entries(self) -> list[os.DirEntry[str]]:
        """All that is in it, by name."""
        with os.scandir(self.path if self.handle is None else self.handle) as found:
            return sorted(found, key=lambda entry: entry.name)

    def close(self) -> None:
        """Lets go of it."""
        if self.handle is not None:
            os.close(self.handle)


@contextmanager
def within(out: Path, names: Sequence[str], *, make: bool = False) -> Iterator[Folder]:
    """The open folder at the end of a way below `out`, no step of which is a link, nor `out` itself."""
    if make:
        out.mkdir(parents=True, exist_ok=True)
    here = _opened(str(out), str(out), {})
    try:
        for name in names:
            below = here.enter(name, make=make)
            here.close()
            here = below
        yield here
    finally:
        here.close()


def _opened(target: str, path: str, where: dict[str, int]) -> Folder:
    if DESCRIPTORS:
        return Folder(path, os.open(target, _FOLDER, **where))
    if not stat.S_ISDIR(os.lstat(target).st_mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), target)
    return Folder(path)


def _check_plain(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
