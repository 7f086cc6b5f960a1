"""Files at paths that a person or this program itself has chosen, written whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from fiches.core.problems import FichesError
from fiches.storage import output
from fiches.storage.fingerprints import key


def write(path: Path, data: bytes) -> None:
    """Writes `path` whole or not at all; FichesError says why it cannot."""
    output.write(path.parent.resolve(), path.name, data)


def keep(path: Path, data: bytes) -> None:
    """Writes beside the program what is to be believed later only if it is whole: its digest stands before it.

    It is only a memory: where it cannot be written, the next run does without.
    """
    with suppress(FichesError):
        write(path, key(data).encode() + b"\n" + data)


def kept(path: Path) -> bytes | None:
    """What `keep` wrote; None when it is not there or is no longer what it was."""
    try:
        digest, _, data = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return data if digest == key(data).encode() else None
